"""Very many points in films and figures: what changes is drawn, and in any order it is the same picture."""

import itertools
from functools import partial

import numpy as np
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from plot_recording import RecordingPen, drawn, film_of, index_of

from kmanim.data.load import load
from kmanim.plot.axes.places import Places, extent_of
from kmanim.plot.density import clouds
from kmanim.plot.density.clouds import Clouds, pixel_counts_of
from kmanim.plot.density.point_colours import Colouring, PointColours
from kmanim.plot.density.switched_density import marks_of
from kmanim.plot.film.frames import frames, page_of
from kmanim.plot.layout import set_stage
from kmanim.plot.marks.points import dots_of, draw_dots
from kmanim.plot.render.pen import Pen
from kmanim.plot.scenes.kmeans.sweep_order import sweep_order
from kmanim.plot.small_multiples import Cloud
from kmanim.plot.style.look import Look
from kmanim.plot.style.palettes import cluster_styles
from kmanim.plot.style.theme import LIGHT
from kmanim.simulate.record import run

STYLES = cluster_styles(4, LIGHT)


DRESSES = ["grey", "known", "sweep", "labels"]


def coloured_as(trace, kind, at, steps):
    if kind == "grey":
        return Colouring()
    if kind == "labels":
        return Colouring(steps[int(at * (len(steps) - 1))])
    return Colouring(steps[0], (3, 17), 0 if kind == "known" else int(np.ceil(at * trace.dataset.n)))


@pytest.fixture(scope="module")
def blobs():
    return run("kmeans", load("blobs", n=1500, seed=4), k=4, seed=2)


def course_of(trace):
    return PointColours(trace.history, trace.dataset.n, trace.k, partial(sweep_order, trace))


@settings(max_examples=12)
@given(st.lists(st.tuples(st.sampled_from(DRESSES), st.floats(0, 1)), min_size=2, max_size=5))
@example([("sweep", 0.5), ("labels", 0.0625)])  # to the update after the assignment that is half swept
def test_any_order_of_pictures_gives_the_pictures(blobs, wanted):
    """Forwards, backwards and at random: what was shown before leaves no trace."""
    places = crowd_of(blobs)
    steps = [i for i, snapshot in enumerate(blobs.unlabelled) if snapshot.iteration]
    make = lambda: Clouds(course_of(blobs), places, STYLES, LIGHT)  # noqa: E731
    kept = make()
    for kind, at in wanted:
        colouring = coloured_as(blobs, kind, at, steps)
        np.testing.assert_array_equal(
            kept._coloured_as(colouring, 1.0).picture(), make()._coloured_as(colouring, 1.0).picture()
        )


def crowd_of(trace):
    data = trace.dataset
    return Places(data, set_stage(Look(), data.view.titles, extent_of(data)).plane)


def test_a_film_looks_at_those_who_switch_alone(blobs, monkeypatch):
    """Played forwards, nothing is counted anew, and every point is moved once in the sweep."""
    monkeypatch.setattr(clouds, "DENSE_FROM", 100)
    scene = film_of(blobs.dataset, k=4, seed=2)
    moved, counted = [], []
    move, begin = clouds.PixelCounts.move, clouds.PixelCounts._begin
    monkeypatch.setattr(
        clouds.PixelCounts,
        "move",
        lambda self, rows, groups: (moved.append(len(rows)), move(self, rows, groups))[1],
    )
    monkeypatch.setattr(
        clouds.PixelCounts, "_begin", lambda self, groups: (counted.append(1), begin(self, groups))[1]
    )
    film = list(frames(scene, scene.timeline, scene.look))
    explained = sum(k.kind == "explain" for k in scene.timeline.keyframes)
    assert not counted
    assert sum(moved) <= 1500 + sum(scene.trace.switches) + explained * 20
    for frame in film:
        if frame.held:
            np.testing.assert_array_equal(
                frame.pixels, page_of(scene, scene.look, frame.keyframe, still=False).image()
            )


def test_the_sweep_goes_by_distance(blobs, monkeypatch):
    course = course_of(blobs)
    step = next(i for i, s in enumerate(blobs.unlabelled) if s.step == "assign")
    exact = course.order(step)
    own = blobs[step].centroids[blobs[step].labels]
    apart = np.hypot(*(blobs.dataset.values - own).T)
    assert (np.diff(apart[exact]) >= 0).all()
    monkeypatch.setattr("kmanim.plot.scenes.kmeans.sweep_order.MANY", 100)
    rough = course_of(blobs).order(step)
    assert sorted(rough) == list(range(1500))
    assert np.diff(apart[rough]).min() >= -apart.max() / 60_000


def test_a_crowd_of_switched_points_is_one_picture_that_hides_none_of_them(blobs, monkeypatch):
    monkeypatch.setattr(clouds, "DENSE_FROM", 100)
    monkeypatch.setattr(clouds, "SINGLE", 10)
    scene = film_of(blobs.dataset, k=4, seed=2)
    index = index_of(scene, "reassign")
    rows = scene.states[index].switched
    assert len(rows) > 10
    pen = drawn(scene, index)
    assert [s.kind for s in pen.of("switched")] == ["image"]
    assert not pen.of("switched", "markers")
    tally = pixel_counts_of(scene.places, scene.styles, LIGHT, 1.0)
    marks = marks_of(tally, rows, LIGHT, 6.0, 3.0)
    sheet, get = Pen.on_nothing(600, 450, 1.0)
    sheet.image(tally.left, tally.bottom, marks)
    there = get()
    for x, y in scene.places[rows]:
        red, green, blue, alpha = there[450 - int(np.ceil(y - 0.5)) - 1 + 1, int(np.floor(x + 0.5))].astype(
            int
        )
        assert alpha > 250
        assert red > 200
        assert green > 190
        assert blue < 190
    assert (there[..., 3] > 0).sum() < len(rows) * 8**2 * np.pi / 4 * 1.3
    assert len(np.unique(marks.reshape(-1, 4), axis=0)) < 30, "a film has one table of 255"


def test_yellow_goes_from_the_nearest_to_their_new_centroids(blobs):
    course, step = course_of(blobs), next(i for i, s in enumerate(blobs.unlabelled) if s.step == "assign")
    rows = np.arange(5, 1500, 7)
    apart = blobs.own_distances(step)
    assert course.unsettled(step, rows, 0.0) is rows
    before = set(rows.tolist())
    for settled in (0.2, 0.5, 0.9):
        left = set(course.unsettled(step, rows, settled).tolist())
        assert len(left) == len(rows) - round(len(rows) * settled)
        gone = sorted(before - left)
        assert gone
        assert apart[gone].max() <= apart[sorted(left)].min()
        before = left


def test_what_a_film_hands_to_the_pen_is_the_same_while_nothing_changes(blobs, monkeypatch):
    class Images:
        scale = 1.0
        is_raster = True

        def __init__(self):
            self.seen = []

        def image(self, left, bottom, rgba):
            self.seen.append(rgba)

        def markers(self, shape, xy, *rest):
            self.seen.append(xy)

        def role(self, name):
            return itertools.repeat(None) and _nothing()

    for dense in (100, 10_000):
        monkeypatch.setattr(clouds, "DENSE_FROM", dense)
        cloud = Clouds(course_of(blobs), crowd_of(blobs), STYLES, LIGHT)
        pens = [Images(), Images(), Images()]
        for pen, step in zip(pens, (2, 2, 3), strict=True):
            cloud.draw(pen, Colouring(step))
            cloud.draw_switched(pen, 3, blobs.changed(3))
        assert pens[0].seen
        assert all(a is b for a, b in zip(pens[0].seen, pens[1].seen, strict=True))
        assert pens[2].seen[0] is not pens[0].seen[0]


class _nothing:
    def __enter__(self):
        return None

    def __exit__(self, *_):
        return None


def test_a_figure_counts_its_points_once_for_all_panels(blobs, monkeypatch):
    monkeypatch.setattr(clouds, "DENSE_FROM", 100)
    made = []
    monkeypatch.setattr(
        "kmanim.plot.small_multiples.pixel_counts_of",
        lambda *args: (made.append(1), pixel_counts_of(*args))[1],
    )
    plane = crowd_of(blobs).plane
    first = Cloud(blobs.dataset, plane, LIGHT)
    pictures = []
    for labels in (None, blobs.labels):
        sheet, get = Pen.on_nothing(600, 450, 1.0)
        Cloud(blobs.dataset, plane, LIGHT, first).draw(sheet, labels, STYLES)
        pictures.append(get())
    assert len(made) == 1
    assert (pictures[0][..., 3] == pictures[1][..., 3]).all()
    assert (pictures[0] != pictures[1]).any()
    sheet, get = Pen.on_nothing(600, 450, 1.0)
    draw_dots(sheet, dots_of(crowd_of(blobs)[:], blobs.labels, STYLES, LIGHT))
    assert 0.5 < pictures[1][..., 3].sum() / get()[..., 3].sum() < 1.1


@pytest.mark.parametrize(
    ("n", "raster", "lines"), [(1800, False, False), (1801, True, False), (10_001, True, True)]
)
def test_points_too_small_for_shapes_are_counted_and_in_files_of_lines_very_many_are(n, raster, lines):
    data = load(np.random.default_rng(2).normal(size=(n, 2)))
    plane = crowd_of(run("kmeans", data, k=2, seed=1)).plane
    for is_raster, counted in ((True, raster), (False, lines)):
        pen = RecordingPen(is_raster=is_raster)
        Cloud(data, plane, LIGHT).draw(pen, None, STYLES)
        assert [s.kind for s in pen.of("points")] == ["image"] * counted
        assert len(pen.starting("points unassigned")) == 1 - counted
