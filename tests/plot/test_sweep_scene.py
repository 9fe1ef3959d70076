"""What the pictures of a sweep show, read back from the strokes: clusters, curves, balls, runs without a result."""

from dataclasses import replace
from itertools import pairwise

import numpy as np
import pytest
from figures_pen import drawn_on
from plot_recording import RecordingPen

import kmanim
from kmanim.errors import InputError
from kmanim.films.sweep import SweepFilm
from kmanim.plot.axes.scales import scale_of_measure, scale_of_values
from kmanim.plot.scenes.sweep import telling_row
from kmanim.plot.style.look import Look
from kmanim.plot.style.palettes import as_others, cluster_styles
from kmanim.plot.style.theme import DARK, LIGHT, TextStyle
from kmanim.simulate.sweeps.sweep import Sweep

EPS = np.arange(0.02, 0.5, 0.02)
LETTERS = TextStyle(size=13, colour="#222222")


@pytest.fixture(scope="module")
def moons():
    return kmanim.sweep("dbscan", "moons", eps=EPS)


@pytest.fixture(scope="module")
def film(moons):
    return kmanim.animate_sweep(moons)


def broken(sweep, failed=(), stopped=()):
    outcomes = [
        replace(one, failure="nothing is left", measures={}, sizes=(), trace=None)
        if place in failed
        else replace(one, finished=place not in stopped)
        for place, one in enumerate(sweep)
    ]
    return Sweep(sweep.plan, outcomes)


def strokes(film, keyframe, tween=None, at=1.0):
    pen = RecordingPen()
    film.scene.draw(pen, keyframe, tween, at)
    return pen


def count(pen, role):
    return sum(len(stroke.xy) for stroke in pen.of(role))


def shown(film, place):
    """Give the picture that holds an outcome."""
    return next(i for i, key in enumerate(film.timeline.keyframes) if key.step == place)


def test_the_curve_grows_to_the_present_value(film):
    assert count(strokes(film, 0), "sweep values") == 0
    for keyframe, key in enumerate(film.timeline.keyframes[1:-1], start=1):
        assert count(strokes(film, keyframe), "sweep values") == 2 * (key.step + 1)
    assert count(strokes(film, len(film.timeline.keyframes) - 1), "sweep values") == 2 * len(EPS)


def test_the_present_value_is_ringed_where_its_values_lie(film, moons):
    keyframe = shown(film, 3)
    rings = strokes(film, keyframe).of("sweep present", "markers")
    assert len(rings) == 2
    for ring, curve, measure in zip(rings, film.scene.curves[0], ("clusters", "noise"), strict=True):
        plane, (x, y) = curve.plane, ring.xy[0]
        data = plane.low + (np.array([x, y]) - [plane.box.left, plane.box.bottom]) * plane.units_per_px
        assert data == pytest.approx([EPS[3], moons[3].measures[measure]])


def test_what_goes_by_is_drawn_under_the_words_before(film):
    keyframe = next(i for i, key in enumerate(film.timeline.keyframes) if key.passing)
    key, before = film.timeline.keyframes[keyframe], film.timeline.keyframes[keyframe - 1]
    pen = strokes(film, keyframe, 0, 0.5)
    place, counter = key.passing_at(0.5)
    assert count(pen, "sweep values") == 2 * (place + 1)
    assert any(counter in text for text in pen.texts("header"))
    assert " ".join(pen.texts("caption")) == before.text


def test_the_ball_has_the_radius_of_the_value_and_stays_with_its_row(film, moons):
    plane = film.scene.plots[0].plane
    middle = plane.to_px(moons.dataset.points[[telling_row(moons)]])[0]
    for place in (3, 6):
        ball = strokes(film, shown(film, place)).of("neighbourhood")[0].xy
        radius = np.linalg.norm(ball - middle, axis=1)
        assert radius == pytest.approx(np.full(len(ball), EPS[place] / plane.units_per_px[0]), rel=1e-6)
    assert not strokes(film, 0).of("neighbourhood")


def test_a_parameter_that_is_no_radius_has_no_ball():
    film = kmanim.animate_sweep(kmanim.sweep("kmeans", "mtcars", k=[1, 2, 3], runs=2))
    assert not strokes(film, 2).of("neighbourhood")
    assert strokes(film, 2).starting("centroid")


def test_a_cluster_that_stays_keeps_its_colour(film, moons):
    """The two moons of the plateau wear the colours of clusters 1 and 2 in every picture of it."""
    first, second = (style.colour for style in cluster_styles(2, LIGHT))
    longest = moons.longest
    keyframe = next(i for i, key in enumerate(film.timeline.keyframes) if key.passing)
    for at in (0.1, 0.5, 0.9):
        pen = strokes(film, keyframe, 0, at)
        fills = {s.fill for s in pen.starting("points cluster") if "core" in s.role}
        assert fills == {first, second}
    assert longest.length > 5


def test_the_estimate_is_marked(film, moons):
    pen = RecordingPen()
    film.scene.draw_stage(pen)
    upper, _ = pen.of("estimate")
    plane = film.scene.curves[0][0].plane
    at = plane.low[0] + (upper.xy[0, 0] - plane.box.left) * plane.units_per_px[0]
    assert at == pytest.approx(moons.estimates[0])
    assert upper.dash


def test_runs_without_a_result_are_crosses_on_the_axis_and_no_point(moons):
    film = SweepFilm(broken(moons, failed=[2, 8], stopped=[5]))
    pen = strokes(film, len(film.timeline.keyframes) - 1)
    box = film.scene.curves[0][0].plane.box
    crosses = [s for s in pen.of("sweep failed") if s.edge == LIGHT.ink]
    assert [len(s.xy) for s in crosses] == [2, 2]
    assert crosses[0].xy[:, 1] == pytest.approx([box.bottom] * 2)
    assert count(pen, "sweep values") == 2 * (len(EPS) - 3)
    assert count(pen, "sweep stopped") == 2
    assert all(s.fill == LIGHT.paper for s in pen.of("sweep stopped"))
    line = pen.of("sweep curve")[0].xy
    assert np.isnan(line[[2, 8]]).all()
    failed = strokes(film, shown(film, 2))
    assert not failed.starting("points cluster")
    assert failed.of("cross mark")
    assert "no result" in failed.texts("sweep measure")


def test_two_parameters_have_a_curve_and_a_name_each_where_it_ends():
    sweep = kmanim.sweep("dbscan", "moons", eps=[0.1, 0.2, 0.3], min_samples=[3, 5, 10, 15, 20])
    film = SweepFilm(sweep)
    end = strokes(film, len(film.timeline.keyframes) - 1)
    assert len(end.of("sweep curve")) == 10
    assert {"3", "5", "10", "15", "20"} <= set(end.texts("sweep names"))
    boxes = sorted((s.box for s in end.of("sweep names", "text")), key=lambda box: box[1])
    for (_, _, _, top), (_, bottom, _, _) in pairwise(boxes):
        assert top <= bottom + 0.5


@pytest.fixture(scope="module")
def three():
    return kmanim.sweep("dbscan", "moons", eps=[0.1, 0.2, 0.3], min_samples=[3, 5, 10])


def test_a_few_curves_have_their_names_above_them_with_their_marks(three):
    film = SweepFilm(three)
    keyframe = shown(film, 4)
    pen, plane = strokes(film, keyframe), film.scene.curves[0][0].plane
    assert pen.texts("sweep names") == ["3", "5", "10"]
    assert pen.texts("sweep second") == ["min_samples"]
    marks = pen.of("sweep names", "markers")
    assert [s.shape for s in marks] == list(LIGHT.shapes[:3])
    assert [s.fill == LIGHT.ink for s in marks] == [False, True, False], "the present one"
    boxes = [s.box for s in (*pen.of("sweep second", "text"), *pen.of("sweep names", "text"))]
    for (_, _, right, _), (left, bottom, _, _) in pairwise(boxes):
        assert right < left
        assert bottom > plane.box.top
    assert {s.shape for s in strokes(film, -1).of("sweep values")} == set(LIGHT.shapes[:3])


def test_crosses_of_a_few_curves_stand_in_rows_of_their_own_below_all_values(three):
    film = SweepFilm(broken(three, failed=[0, 1, 2, 4]))
    pen, plane = strokes(film, len(film.timeline.keyframes) - 1), film.scene.curves[0][0].plane
    crosses = [s for s in pen.of("sweep failed") if s.edge != LIGHT.paper]
    assert sorted(len(s.xy) for s in crosses) == [1, 3], "in the upper plot alone"
    heights = {len(s.xy): set(s.xy[:, 1].tolist()) for s in crosses}
    assert [len(rows) for rows in heights.values()] == [1, 1]
    assert plane.box.bottom < min(heights[1]) < min(heights[3])
    upper = [s for s in pen.of("sweep values") if len(s.xy) and s.xy[0, 1] > plane.box.bottom]
    assert min(float(s.xy[:, 1].min()) for s in upper) > max(heights[3])
    assert strokes(film, 1).of("sweep present", "markers")[0].xy[0, 1] == max(heights[3])


@pytest.mark.parametrize("size", [(600, 450), (360, 270)])
def test_the_last_label_of_the_axis_stays_on_the_page(size):
    sweep = kmanim.sweep("affinity_propagation", "lesson-messages", preference=[-1, -100, -10_000, -100_000])
    film = SweepFilm(sweep, look=Look(width=size[0], height=size[1]))
    pen = RecordingPen()
    film.scene.draw_stage(pen)
    assert max(s.box[2] for s in pen.strokes if s.kind == "text") <= film.look.page[0] + 0.5


def test_two_data_sets_stand_above_their_curves():
    one = kmanim.sweep("dbscan", "moons", eps=[0.1, 0.2, 0.3])
    other = kmanim.sweep("dbscan", "rings", eps=[0.2, 0.5, 0.8])
    film = SweepFilm(one, beside=other)
    pen = strokes(film, 2)
    assert pen.texts("panel title") == ["moons: eps = 0.2", "rings: eps = 0.5"]
    assert len(pen.of("sweep curve")) == 2
    left, right = (plot.plane.box for plot in film.scene.plots)
    assert left.right < right.left


@pytest.mark.parametrize(
    ("other", "message"),
    [
        (lambda: kmanim.sweep("dbscan", "rings", eps=[0.2, 0.5]), "as many values, got 3 and 2"),
        (lambda: kmanim.sweep("kmeans", "rings", k=[2, 3, 4], runs=1), "the same algorithm and parameter"),
        (
            lambda: kmanim.sweep("dbscan", "rings", eps=[0.2, 0.5], min_samples=[3, 4]),
            "where one parameter is swept",
        ),
    ],
)
def test_sweeps_that_do_not_go_together_are_refused(other, message):
    with pytest.raises(InputError, match=message):
        SweepFilm(kmanim.sweep("dbscan", "moons", eps=[0.1, 0.2, 0.3]), beside=other())


def test_options_that_such_films_have_not():
    sweep = kmanim.sweep("dbscan", "moons", eps=[0.1, 0.2])
    with pytest.raises(InputError, match="no option of a film of a sweep 'regions'"):
        kmanim.animate_sweep(sweep, regions=True)
    with pytest.raises(InputError, match=r"kmanim\.animate_sweep makes films of sweeps"):
        kmanim.animate(sweep)
    with pytest.raises(
        InputError, match=r"a film over values needs a Sweep, as kmanim.sweep gives, got Trace|Dbscan"
    ):
        SweepFilm(kmanim.run("dbscan", "moons"))


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("size", [(600, 450), (720, 360), (360, 270)])
def test_nothing_leaves_the_page(film, moons, theme, size):
    look = Look(width=size[0], height=size[1], theme=theme)
    made = SweepFilm(broken(moons, failed=[2]), look=look)
    width, height = look.page
    for keyframe in (0, 1, 3, len(made.timeline.keyframes) - 1):
        pen = strokes(made, keyframe)
        made.scene.draw_stage(pen)
        for stroke in pen.strokes:
            if stroke.kind == "text":
                left, bottom, right, top = stroke.box
                assert -0.5 <= left <= right <= width + 0.5, stroke
                assert -0.5 <= bottom <= top <= height + 0.5, stroke
                assert not stroke.text.endswith("…"), stroke.text


def test_a_frame_is_the_same_whatever_was_drawn_before(film):
    pages = [np.asarray(frame.pixels).copy() for frame in film.stills([4, 7, 4])]
    assert np.array_equal(pages[0], pages[2])
    assert not np.array_equal(pages[0], pages[1])


# Axes


def test_negative_values_over_decades_are_told_by_their_sizes():
    values = (-10, -100, -1000, -100000)
    scale = scale_of_values(values, [str(v) for v in values], words=False, log=True)
    assert scale.places([-10, -100000]).tolist() == [1.0, 5.0]
    ticks = scale.ticks(300, LETTERS)
    assert set(ticks.labels) <= {"−10", "−100", "−1,000", "−10,000", "−100,000"}
    assert len(ticks.labels) >= 3


def test_groups_in_hundreds_are_told_by_powers_and_noise_is_not():
    many = [233, 80, 12, 4, 4, 4, 4, 3, 1]
    assert scale_of_measure(many, powers=True).kind == "log"
    assert scale_of_measure(many, powers=False).kind == "linear"
    assert scale_of_measure([21, 15, 5, 2, 2], powers=True).kind == "linear"
    scale = scale_of_measure([*many, 0, 0], powers=True)
    ticks = scale.ticks(160, LETTERS, upright=True, whole=True)
    assert ticks.labels[0] == "0"
    assert (np.diff(ticks.places) > 0).all()
    places = scale.places([0, 1, 4, 233])
    assert (np.diff(places) > 0).all()
    assert scale.low < places[0]
    assert places[-1] < scale.high


def test_a_measure_below_zero_over_decades_has_its_least_number_lowest():
    values = [-2_485.0, -7_902.0, -23_625.0, -382_764.0, np.nan]
    scale = scale_of_measure(values)
    places = scale.places(values)
    assert (np.diff(places[:4]) < 0).all()
    assert scale.low < places[3] < places[0] < scale.high
    ticks = scale.ticks(200, LETTERS, upright=True)
    assert {"−10,000", "−100,000"} <= set(ticks.labels)
    assert (np.diff(ticks.places) > 0).all()
    where = ticks.places[ticks.labels.index("−10,000")]
    assert places[2] < where < places[1]
    assert scale_of_measure([-10.0, -150.0]).kind == "linear"
    assert scale_of_measure([-1000.0, 3.0]).kind == "linear"


def test_words_stand_side_by_side():
    words = ["single", "complete", "average"]
    scale = scale_of_values(words, words, words=True, log=False)
    assert scale.places(["average", "single"]).tolist() == [2.0, 0.0]
    assert scale.ticks(400, LETTERS).labels == tuple(words)
    assert scale.ticks(60, LETTERS).labels.count("") == 2


@pytest.mark.parametrize("theme", [LIGHT, DARK])
def test_clusters_without_a_number_share_a_quiet_style(theme):
    styles = cluster_styles(3, as_others(theme, (4, -1, 0)))
    every = cluster_styles(5, theme)
    assert styles[0] == every[4]
    assert styles[2] == every[0]
    assert styles[1].shape == "circle"
    assert styles[1].colour not in {style.colour for style in every}


# The figure


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_the_figure_fits_its_sheet_and_says_what_is_found(moons, theme):
    figure = kmanim.sweep_grid(broken(moons, failed=[2]), look=Look(theme=theme))
    drawn = drawn_on(figure)
    height, width = figure.get_figheight() * 72, figure.get_figwidth() * 72
    for text in drawn.texts:
        left, bottom, right, top = text.box
        assert -0.5 <= left <= right <= width + 0.5, text
        assert -0.5 <= bottom <= top <= height + 0.5, text
        assert not text.text.endswith("…"), text
    said = drawn.said()
    assert "2 clusters for 10 of 24 values in a row: eps 0.14 to 0.32" in said
    assert "DBSCAN by eps · 300 points" in said
    assert any(text.startswith("No result (crosses): eps = 0.06") for text in said)
    assert "eps = 0.22" in said


def test_the_figure_of_two_parameters_is_a_grid():
    sweep = kmanim.sweep("dbscan", "moons", eps=np.arange(0.05, 0.5, 0.05), min_samples=[3, 5])
    figure = kmanim.sweep_grid(sweep)
    assert len(figure.axes) == 10
    said = drawn_on(figure).said()
    assert {"min_samples = 3", "min_samples = 5"} <= set(said)
    assert "2 clusters" in said


def test_the_figure_wants_a_sweep():
    with pytest.raises(InputError, match=r"sweep_grid needs a Sweep, as kmanim\.sweep gives, got Dataset"):
        kmanim.sweep_grid(kmanim.load("moons"))


def test_values_below_a_half_have_places_of_their_own_on_an_axis_by_powers():
    values = [0.01, 0.1, 0.5, 0.9, 1.05]
    scale = scale_of_values(values, [str(v) for v in values], words=False, log=True)
    assert np.allclose(scale.places(values), np.log10(values))


def test_a_curve_says_what_the_labels_of_its_axis_leave_out():
    points = np.random.default_rng(0).normal(size=(40, 2)) * 1e6
    film = kmanim.animate_sweep(kmanim.sweep("kmeans", points, k=range(2, 5), runs=2))
    (curve,) = film.scene.curves[0][:1]
    left_out = curve.plane.y.titled("")
    assert left_out.startswith(", × 10")
    assert all(text.endswith(left_out) for text in strokes(film, 1).texts("sweep measure")[:1])
