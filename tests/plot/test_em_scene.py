"""What the pictures of EM show, read back from the strokes."""

import numpy as np
import pytest
from plot_recording import RecordingPen

from kmanim.data.load import load
from kmanim.data.make_dataset import dataset
from kmanim.errors import InputError
from kmanim.films.film import animate
from kmanim.films.side_by_side import side_by_side
from kmanim.plot.density.shared_colours import between
from kmanim.plot.film.canvas import Canvas
from kmanim.plot.marks.ellipses import outline
from kmanim.plot.style.theme import LIGHT
from kmanim.simulate.record import run

PLACES = np.array(
    [(1, 1), (2, 2), (3, 1), (4, 2), (5, 1), (6, 2), (5, 5), (6, 4), (6, 6), (7, 5), (7, 7), (8, 5)], float
)
TWELVE = dataset(PLACES, labels=list("ABCDEFGHIJKL"))
START = {"means": ((5, 3), (8, 3)), "covariances": "4 4", "reg": 0}


def film(data=TWELVE, told=None, **params):
    return animate(run("em", data, **(params or START)), **(told or {}))


def strokes(film, keyframe, tween=None, at=1.0):
    pen = RecordingPen()
    film.scene.draw_stage(pen)
    film.scene.draw(pen, keyframe, tween, at)
    return pen


def places(film, kind):
    return [i for i, key in enumerate(film.timeline.keyframes) if key.kind == kind]


def to_data(film, xy):
    plane = film.scene.stage.plane
    return plane.low + (xy - (plane.box.left, plane.box.bottom)) * plane.units_per_px


@pytest.fixture(scope="module")
def twelve():
    return film()


def axes_of(film, stroke):
    """Give the half axes and the angle of the first, of an ellipse as it lies in data units."""
    around = to_data(film, stroke.xy[:-1])
    middle = around.mean(axis=0)
    sizes, directions = np.linalg.eigh(2 * np.cov((around - middle).T, bias=True))
    first = directions[:, 1]
    return np.sqrt(sizes[::-1]), np.degrees(np.arctan2(first[1], first[0])) % 180, middle


# Ellipses


def test_an_ellipse_by_hand():
    around = outline(np.array([10.0, 20.0]), np.diag([9.0, 4.0]), 2.0)
    assert around.shape == (97, 2)
    np.testing.assert_allclose(around[0], around[-1])
    assert np.abs(around - (10, 20)).max(axis=0) == pytest.approx([6, 4], rel=1e-3)
    assert (((around - (10, 20)) / (6, 4)) ** 2).sum(axis=1) == pytest.approx(1)


def test_ellipses_lie_where_the_components_are(twelve):
    (moved, *_) = places(twelve, "m-step")
    pen = strokes(twelve, moved)
    inner, outer = pen.of("ellipse 1", "line")
    axes, angle, middle = axes_of(twelve, inner)
    assert axes == pytest.approx([2.600, 1.053], abs=1e-3)  # of the covariance (4.0319, 2.8238, 3.8371)
    assert angle == pytest.approx(44.0, abs=0.05)
    assert middle == pytest.approx([4.3299, 2.8821], abs=1e-3)
    assert axes_of(twelve, outer)[0] == pytest.approx([5.2, 2.106], abs=2e-3)
    assert outer.width < inner.width
    last = strokes(twelve, len(twelve.timeline.keyframes) - 1)
    axes, angle, _ = axes_of(twelve, last.of("ellipse 1", "line")[0])
    assert axes == pytest.approx([1.714, 0.476], abs=1e-3)
    assert angle == pytest.approx(5.3, abs=0.05)


def test_old_ellipses_are_grey_and_dashed_until_points_are_shared_anew(twelve):
    (moved, *_), (shared, *_) = places(twelve, "m-step"), places(twelve, "e-step")
    old = strokes(twelve, moved).of("old ellipses", "line")
    assert len(old) == 2
    assert all(stroke.edge == LIGHT.earlier and stroke.dash for stroke in old)
    axes, _, middle = axes_of(twelve, old[0])
    assert axes == pytest.approx([2, 2], abs=1e-6)
    assert middle == pytest.approx([5, 3])
    assert strokes(twelve, moved).of("old centroid")
    assert not strokes(twelve, shared).of("old ellipses")


def test_ellipses_on_their_way_are_between_old_and_new(twelve):
    (moved, *_) = places(twelve, "m-step")
    lead = [tween.kind for tween in twelve.timeline.keyframes[moved].lead_in]
    half = strokes(twelve, moved, lead.index("move"), 0.5)
    axes, _, middle = axes_of(twelve, half.of("ellipse 1", "line")[0])
    mean = (twelve.trace.covariances_of(0)[0] + twelve.trace.covariances_of(2)[0]) / 2
    assert axes**2 == pytest.approx(np.linalg.eigvalsh(mean)[::-1], rel=1e-6)
    assert middle == pytest.approx((np.array([5, 3]) + twelve.trace.means_of(2)[0]) / 2)


def test_more_columns_than_two_show_the_ellipse_of_the_projection():
    shown = film(load("iris"), k=3, reg=0)
    end = strokes(shown, len(shown.timeline.keyframes) - 1)
    view, index = shown.trace.dataset.view, len(shown.trace) - 1
    for number in range(3):
        axes, _, middle = axes_of(shown, end.of(f"ellipse {number + 1}", "line")[0])
        spread = view.axes.T @ shown.trace.covariances_of(index)[number] @ view.axes
        assert axes**2 == pytest.approx(np.linalg.eigvalsh(spread)[::-1], rel=1e-6)
        assert middle == pytest.approx(view.project(shown.trace.means_of(index))[number], abs=1e-9)


def test_one_column_has_stretches():
    shown = film(load("faithful").points[:, :1], k=2, reg=0)
    end = strokes(shown, len(shown.timeline.keyframes) - 1)
    inner = end.of("ellipse 1", "line")[0]
    reach = to_data(shown, inner.xy)[:, 0]
    sd = np.sqrt(shown.trace.covariances_of(len(shown.trace) - 1)[0, 0, 0])
    assert np.ptp(reach) / 2 == pytest.approx(sd, rel=1e-3)
    (start,) = places(shown, "start")
    assert strokes(shown, start).texts("levels") == ["1 sd: 68 %", "2 sd: 95 %"]


def test_levels_are_named_once(twelve):
    (start,) = places(twelve, "start")
    assert strokes(twelve, start).texts("levels") == ["1 sd: 39 %", "2 sd: 86 %"]
    for keyframe in range(start + 1, len(twelve.timeline.keyframes)):
        assert not strokes(twelve, keyframe).texts("levels")


# Points


def test_points_are_blended_by_their_shares(twelve):
    (shared,) = places(twelve, "share")
    pen = strokes(twelve, shared)
    one, two = (style.colour for style in twelve.scene.styles)
    by_place = {
        tuple(np.round(to_data(twelve, place[None])[0]).astype(int)): stroke
        for stroke in pen.starting("points cluster")
        for place in stroke.xy
    }
    assert len(by_place) == 12
    assert by_place[1, 1].fill == one  # 0.98: A
    assert by_place[6, 2].fill == between(one, two, 0.4)  # 0.59: F
    assert by_place[7, 5].fill == between(two, one, 0.4)  # 0.41: J
    assert by_place[6, 2].shape == "circle"
    assert by_place[7, 5].shape == "square"
    assert by_place[6, 2].role == "points cluster 1 shared"


def test_switched_points_are_yellow_with_a_sign(twelve):
    (first, second) = places(twelve, "e-step")
    pen = strokes(twelve, second)
    yellow = [stroke for stroke in pen.of("switched", "markers") if stroke.fill == LIGHT.switched]
    at = to_data(twelve, np.vstack([stroke.xy for stroke in yellow]))
    assert sorted(map(tuple, np.round(at).astype(int).tolist())) == [(6, 2), (6, 4)]
    assert {stroke.shape for stroke in yellow} == {"square"}
    assert pen.texts("switched marks") == ["!", "!"]
    assert set(pen.texts("names")) == {"F", "H", "L 51 : 49"}
    assert strokes(twelve, first).texts("names") == ["I", "F 51 : 49"]
    assert len(strokes(twelve, first).of("near ties")) == 1


def test_one_point_is_explained_by_bars(twelve):
    (explained,) = places(twelve, "explain")
    pen = strokes(twelve, explained)
    assert pen.texts("bars title") == ["Shares of F"]
    assert pen.texts("bar values") == ["59 %", "41 %"]
    bars = [stroke for stroke in pen.of("share bars", "rectangle") if stroke.fill != LIGHT.grid]
    wholes = [stroke for stroke in pen.of("share bars", "rectangle") if stroke.fill == LIGHT.grid]
    shares = [np.ptp(bar.xy[:, 0]) / np.ptp(whole.xy[:, 0]) for bar, whole in zip(bars, wholes, strict=True)]
    assert shares == pytest.approx([0.5927, 0.4073], abs=1e-4)
    assert not pen.starting("points cluster")


def test_a_scale_says_once_what_colours_mean(twelve):
    (shared,) = places(twelve, "share")
    swatches = strokes(twelve, shared).of("colour scale", "rectangle")
    one, two = (style.colour for style in twelve.scene.styles)
    assert [stroke.fill for stroke in swatches] == [between(one, two, step / 10) for step in range(11)]
    others = (i for i in range(len(twelve.timeline.keyframes)) if i != shared)
    assert not any(strokes(twelve, i).of("colour scale") for i in others)


def test_weights_stand_beside_the_means(twelve):
    (moved, *_) = places(twelve, "m-step")
    pen = strokes(twelve, moved)
    assert pen.texts("component numbers") == ["1", "2"]
    assert pen.texts("weights") == ["67 %", "33 %"]


@pytest.mark.parametrize(("n", "k"), [(2_500, 3), (2_500, 12)])
def test_very_many_points_are_a_density(n, k):
    rng = np.random.default_rng(1)
    shown = film(rng.normal(size=(n, 2)) + rng.integers(0, 3, (n, 1)) * 3, k=k, max_iter=8)
    (shared,) = places(shown, "share")
    pen = strokes(shown, shared)
    assert pen.of("points", "image")
    assert not pen.starting("points cluster")


# The end


def test_the_trail_of_the_means_is_shown_at_the_end(twelve):
    last = len(twelve.timeline.keyframes) - 1
    trails = strokes(twelve, last).of("trail", "line")
    assert len(trails) == 2
    assert to_data(twelve, trails[0].xy)[0] == pytest.approx([5, 3])
    assert to_data(twelve, trails[0].xy)[-1] == pytest.approx(twelve.trace.means_of(-1)[0])
    assert not any(strokes(twelve, i).of("trail") for i in range(last))


def test_a_failed_end_draws_no_clusters():
    trace = next(
        trace
        for seed in range(60)
        if "line" in (trace := run("em", TWELVE, k=3, init="sample", reg=0, seed=seed)).failure
    )
    shown = animate(trace)
    pen = strokes(shown, len(shown.timeline.keyframes) - 1)
    assert pen.of("points unassigned")
    assert not pen.starting("points cluster")
    (ring,) = pen.of("emphasis")
    mean = to_data(shown, ring.xy)[0]
    assert mean == pytest.approx(trace.means_of(-1)[trace.flawed[0]])


# The likelihood


def test_the_likelihood_has_a_dot_a_state(twelve):
    for keyframe, key in enumerate(twelve.timeline.keyframes):
        pen = strokes(twelve, keyframe)
        dots = [stroke for stroke in pen.of("objective", "markers") if stroke.fill == LIGHT.ink]
        shown = 0 if key.kind == "data" else twelve.trace.state_of(key.step) + 1
        assert sum(len(stroke.xy) for stroke in dots) == shown
    assert strokes(twelve, 5).texts("objective") == ["log L = −45.91"]
    assert strokes(twelve, 5).texts("objective change") == ["+8.4"]
    assert "Step" in strokes(twelve, 0).texts("axis titles")
    assert not strokes(twelve, 5).of("axis break")  # the first step does not dwarf the rest


def test_the_axis_breaks_where_the_first_step_dwarfs_the_rest():
    shown = film(load("faithful"), means=((2, 80), (4, 50)), reg=0)
    for keyframe in (1, len(shown.timeline.keyframes) - 1):
        pen = strokes(shown, keyframe)
        assert pen.of("axis break")
        assert pen.texts("outside") == ["−3,198"]
        line = np.vstack([stroke.xy for stroke in pen.of("objective", "markers")])
        plane = shown.scene.panel.plane
        assert (line[:, 1] > plane.box.bottom).all()
    values = shown.trace.log_likelihoods
    heights = plane.low[1] + (line[1:-1, 1] - plane.box.bottom) * plane.units_per_px[1]
    assert heights == pytest.approx(values[1:], abs=1e-6)


def test_no_panel_where_none_is_wanted():
    bare = film(told={"panel": "none"})
    assert bare.scene.panel is None
    assert bare.scene.stage.plane.box.width > film().scene.stage.plane.box.width


# Everywhere


@pytest.mark.parametrize("seed", range(12))
def test_degenerate_data_are_drawn_in_finite_strokes(seed):
    rng = np.random.default_rng(seed)
    points = np.round(rng.normal(size=(20, 1 + seed % 3)) * 2) * 10.0 ** (seed - 6) + 1e7 * (seed % 2)
    if seed % 4 == 0:
        points[:, 0] = 5.0  # a column without any width
    try:
        trace = run("em", points, k=1 + seed % 4, init="sample", seed=seed, reg=(None, 0.0)[seed % 2])
    except InputError:
        return
    shown = animate(trace, profile="loop")
    for keyframe in range(len(shown.timeline.keyframes)):
        for stroke in strokes(shown, keyframe).strokes:
            lifted = np.isnan(stroke.xy).any(axis=1)
            assert np.isfinite(stroke.xy[~lifted]).all()
            assert np.abs(stroke.xy[~lifted]).max(initial=0) < 2e6


def test_frames_are_those_drawn_from_nothing(twelve):
    canvas, fresh = Canvas(twelve.scene, twelve.look), Canvas(twelve.scene, twelve.look)
    for keyframe in (3, 5, 9, 4):
        canvas.show(keyframe)
        fresh = Canvas(twelve.scene, twelve.look)
        fresh.show(keyframe)
        np.testing.assert_array_equal(canvas.pixels(), fresh.pixels())


def test_beside_k_means_it_has_half_a_page():
    rng = np.random.default_rng(1)
    points = np.vstack([rng.normal(size=(60, 2)) * (4, 0.5), rng.normal(size=(60, 2)) * (4, 0.5) + (0, 4)])
    both = side_by_side([run("kmeans", points, k=2, seed=1), run("em", points, k=2, seed=1)])
    pen = RecordingPen()
    both.scene.draw(pen, len(both.timeline.keyframes) - 1)
    assert len(pen.starting("ellipse")) == 4
    assert "E step" in " ".join(key.text for key in both.timeline.keyframes)


def test_in_a_crowd_numbers_and_weights_stand_outside_of_the_ellipses():
    crowd = film(load("faithful"), k=2, reg=0)
    scene = crowd.scene
    box = scene.stage.plane.box
    for keyframe in places(crowd, "done"):
        tags = [s for s in strokes(crowd, keyframe).strokes if s.role in ("weights", "component numbers")]
        assert len(tags) == 4
        for tag in tags:
            left, low, right, high = tag.box
            xy = np.array([scene.places[row] for row in range(272)])
            under = (xy[:, 0] > left) & (xy[:, 0] < right) & (xy[:, 1] > low) & (xy[:, 1] < high)
            assert not under.any(), tag.text
            assert box.left <= left
            assert right <= box.right
