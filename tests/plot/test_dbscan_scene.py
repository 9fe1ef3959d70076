"""What the pictures of DBSCAN show, read back from the strokes."""

import numpy as np
import pytest
from plot_recording import RecordingPen

from kmanim.data.load import load
from kmanim.data.make_dataset import dataset
from kmanim.errors import InputError
from kmanim.films.film import animate
from kmanim.plot.figures.density import density
from kmanim.plot.figures.k_distance import k_distance
from kmanim.simulate.record import run

PLACES = np.array(
    [
        *((4, 4.5), (3, 1.5), (3, 2), (2.5, 1.5), (3.5, 3), (3.5, 2), (5, 4)),
        *((4, 3), (2, 0), (3.5, 4.5), (2.5, 3), (4, 4), (3, 4), (0.5, 4)),
    ],
    float,
)
FOURTEEN = dataset(PLACES, labels=list("ABCDEFGHIJKLMN"))


def strokes(film, keyframe):
    pen = RecordingPen()
    film.scene.draw(pen, keyframe)
    return pen


def places(film, kind):
    return [i for i, key in enumerate(film.timeline.keyframes) if key.kind == kind]


@pytest.fixture(scope="module")
def fourteen():
    return animate(run("dbscan", FOURTEEN, eps=1, min_samples=4))


def marks(pen, role):
    return sum(len(np.atleast_2d(stroke.xy)) for stroke in pen.of(role))


def test_the_end_tells_core_border_and_noise_apart(fourteen):
    pen = strokes(fourteen, places(fourteen, "done")[0])
    assert [marks(pen, f"points cluster {c} core") for c in (1, 2)] == [4, 2]
    assert [marks(pen, f"points cluster {c} border") for c in (1, 2)] == [3, 3]
    assert marks(pen, "points noise") == 2


def test_a_ball_is_a_circle_of_radius_eps_where_axes_are_equal(fourteen):
    keyframe = places(fourteen, "begin")[0]
    ball = strokes(fourteen, keyframe).of("neighbourhood")[0].xy
    plane = fourteen.scene.stage.plane
    middle = plane.to_px(PLACES[[1]])[0]
    radius = np.linalg.norm(ball - middle, axis=1)
    one = np.linalg.norm(plane.to_px(PLACES[[1]] + [1, 0])[0] - middle)
    assert radius == pytest.approx(np.full(len(radius), one), rel=1e-9)


def test_scaled_columns_make_an_ellipse_through_the_points_at_its_edge():
    data = load("mtcars", scale="zscore")
    film = animate(run("dbscan", data, eps=0.5, min_samples=4))
    keyframe = places(film, "begin")[0]
    step = film.timeline.keyframes[keyframe].step
    row = film.trace.visits[step - 1]
    ball = strokes(film, keyframe).of("neighbourhood")[0].xy
    plane = film.scene.stage.plane
    units = plane.low + (ball - [plane.box.left, plane.box.bottom]) / [plane.box.width, plane.box.height] * (
        plane.high - plane.low
    )
    scaled = (units - data.points[row]) / data.points.std(axis=0)
    assert np.linalg.norm(scaled, axis=1) == pytest.approx(np.full(len(ball), 0.5), rel=1e-6)


def test_who_was_noise_is_yellow_when_adopted(fourteen):
    assert len(places(fourteen, "adopt")) == 2
    for keyframe in places(fourteen, "adopt"):
        (row,) = fourteen.timeline.keyframes[keyframe].rows
        at = fourteen.scene.stage.plane.to_px(PLACES[[row]])[0]
        switched = [s for s in strokes(fourteen, keyframe).strokes if "switched" in s.role]
        assert any(np.allclose(np.atleast_2d(s.xy)[0], at) for s in switched if s.xy is not None)


def test_a_contested_point_is_ringed_for_every_cluster(fourteen):
    pen = strokes(fourteen, places(fourteen, "contested")[0])
    rings = pen.of("contested")
    assert len(rings) == 2
    assert len({ring.edge for ring in rings}) == 2


def test_the_k_distance_figure_holds_the_distances_and_the_radius(fourteen):
    curves = k_distance(fourteen.trace).curves["k-distance"]
    assert curves["distances"][:, 1].tolist() == sorted(fourteen.trace.k_distances, reverse=True)
    assert set(curves["eps"][:, 1]) == {1.0}
    with pytest.raises(InputError, match="k-means has none"):
        k_distance(run("kmeans", FOURTEEN, k=2))


def core_marks(trace):
    """How many points the figure of up to 60 rows marks as core points."""
    pen = RecordingPen()
    k_distance.page(trace).draw(pen)
    return marks(pen, "core")


@pytest.mark.parametrize("said", [{"eps": 1, "min_samples": 4}, {"eps": 100, "min_samples": 15}])
def test_the_k_distance_figure_marks_the_core_points_of_the_run(said):
    # Of more neighbours than rows there is no core point, however large the radius.
    trace = run("dbscan", FOURTEEN, **said)
    assert core_marks(trace) == int(trace.core().sum())


def test_core_points_at_exactly_eps_are_decided_by_squares_as_in_the_run():
    steps = np.arange(5) * 0.1
    grid = dataset(np.array([(x, y) for x in steps for y in steps]))
    for eps in (0.1, 0.2, 0.3, float(np.hypot(0.1, 0.1)), float(np.hypot(0.1, 0.2))):
        trace = run("dbscan", grid, eps=eps, min_samples=5)
        assert core_marks(trace) == int(trace.core().sum())


def test_without_a_cluster_there_is_no_density():
    with pytest.raises(InputError, match="all noise"):
        density(run("dbscan", FOURTEEN, eps=0.1))


def test_noise_has_a_curve_of_its_own_among_those_of_clusters():
    trace = run("dbscan", load("iris"), eps=0.4)
    figure = density(trace)
    outside = trace.dataset.points[trace.labels < 0, 0]
    ridge = next(iter(figure.curves.values()))
    assert {"curve-noise", "mean-noise", "curve-4"} <= set(ridge)
    assert ridge["mean-noise"][0, 0] == pytest.approx(outside.mean())
    assert len(ridge["dots-noise"]) == len(outside)
    assert not any(
        "noise" in name for name in next(iter(density(run("kmeans", FOURTEEN, k=2)).curves.values()))
    )


def test_counts_beside_the_points_have_separators():
    points = np.random.default_rng(0).normal(size=(1500, 2))
    film = animate(run("dbscan", points, eps=0.5))
    *_, end = range(len(film.timeline.keyframes))
    told = {stroke.text for stroke in strokes(film, end).of("counts")}
    clustered = int((film.trace.labels >= 0).sum())
    assert {f"{clustered:,} in clusters", f"{1500 - clustered:,} noise"} == told
    assert clustered > 1000


@pytest.fixture(scope="module")
def chapters():
    return animate(run("dbscan", load("sheehan-305"), eps=0.6, min_samples=6), profile="loop")


def test_tiny_clusters_are_ringed_with_their_sizes(chapters):
    (keyframe,) = places(chapters, "small")
    pen = strokes(chapters, keyframe)
    counts = np.bincount(chapters.trace.labels[chapters.trace.labels >= 0])
    assert len(pen.of("small cluster")) == 8
    assert sorted(int(stroke.text) for stroke in pen.of("small size")) == sorted(counts[counts <= 20])
    plane = chapters.scene.stage.plane
    for ring, cluster in zip(pen.of("small cluster"), np.flatnonzero(counts <= 20), strict=True):
        inside = plane.to_px(chapters.trace.dataset.points[chapters.trace.labels == cluster])
        reach = np.linalg.norm(inside - np.atleast_2d(ring.xy)[0], axis=1)
        assert (reach < ring.size / 2).all()


def test_visits_go_by_with_the_counts_beside_them(chapters):
    keyframe = next(i for i, key in enumerate(chapters.timeline.keyframes) if key.kind == "grow")
    key = chapters.timeline.keyframes[keyframe]
    tween = len(key.lead_in) - 1
    pen = RecordingPen()
    chapters.scene.draw(pen, keyframe, tween, 0.5)
    step, counter = key.passing_at(0.5)
    reached = int(chapters.trace.tally[0][step])
    assert f"{reached:,} in clusters" in {stroke.text for stroke in pen.of("counts")}
    assert counter in " ".join(stroke.text for stroke in pen.strokes if stroke.text)
    middle = chapters.scene.stage.plane.to_px(
        chapters.trace.dataset.points[[chapters.trace.visits[step - 1]]]
    )
    assert pen.of("neighbourhood")[0].xy.mean(axis=0) == pytest.approx(middle[0], abs=0.1)


def test_the_panel_is_there_from_the_first_picture_on(chapters):
    assert {stroke.text for stroke in strokes(chapters, 0).of("counts")} == {"0 in clusters", "0 noise"}
