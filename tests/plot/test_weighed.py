"""The chances of k-means++ as sizes of points, and the point that was drawn."""

import numpy as np
import pytest
from plot_recording import drawn, film_of, index_of

from kmanim.data.load import load
from kmanim.plot.marks.points import point_size
from kmanim.plot.marks.seeding_weights import LEAST, MOST, RIMMED_FROM, STEP, weighed_sizes
from kmanim.plot.scenes.kmeans.scene import CentroidScene
from kmanim.plot.style.look import Look
from kmanim.plot.style.theme import DARK, LIGHT
from kmanim.simulate.machines.centroids.seeding_steps import chances_of
from kmanim.simulate.runs.runs import run_many
from kmanim.story.kmeans.film import tell


@pytest.fixture(scope="module")
def scene():
    return film_of(load("mtcars"), k=3, seed=4, init="k-means++")


def sizes_of(scene, pen):
    """Read the diameter of every point back from what was drawn."""
    found = {tuple(place): s.size for s in pen.of("points weighed") for place in s.xy}
    return np.array([found[tuple(place)] for place in scene.places[:]])


def test_area_is_in_proportion_to_the_chance():
    for n, spread in ((32, 1), (300, 3), (2000, 8)):
        chances = np.random.default_rng(n).random(n) ** spread
        chances /= chances.sum()
        sizes = weighed_sizes(chances, LIGHT)
        plain = point_size(n, LIGHT)
        assert sizes.max() <= MOST * plain + STEP / 2
        free = sizes > max(1.6, plain * LEAST) + STEP
        unit = sizes[free].max() / np.sqrt(chances[free].max())
        np.testing.assert_allclose(sizes[free], unit * np.sqrt(chances[free]), atol=STEP * 1.01)
        assert sizes.min() >= max(1.6, plain * LEAST)


def test_points_that_are_alike_have_their_plain_size():
    assert set(weighed_sizes(np.full(32, 1 / 32), LIGHT)) == {LIGHT.point}


def test_sizes_are_those_of_the_draw_that_is_told(scene):
    for kind, number, draw in (("draw", 0, 0), ("weigh", 0, 1), ("draw", 1, 1), ("draw", 2, 2)):
        pen = drawn(scene, index_of(scene, kind, number))
        expected = weighed_sizes(chances_of(scene.trace.dataset.values, scene.trace.seeding, draw), LIGHT)
        assert sizes_of(scene, pen).tolist() == expected.tolist()
        strokes = pen.of("points weighed")
        assert [s.size for s in strokes] == sorted((s.size for s in strokes), reverse=True)
        assert all((s.edge is not None) == (s.size >= RIMMED_FROM) for s in strokes)


def test_the_drawn_point_is_ringed_and_named_and_only_drawn_centres_are_there(scene):
    draws = scene.trace.seeding
    for number, draw in enumerate(draws):
        pen = drawn(scene, index_of(scene, "draw", number))
        (ring,) = pen.of("drawn")
        np.testing.assert_allclose(ring.xy[0], scene.places[draw.row])
        assert ring.fill is None
        assert ring.size >= sizes_of(scene, pen)[draw.row] + 6
        assert pen.texts("names") == [scene.trace.dataset.labels[draw.row]]
        there = {d.cluster + 1 for d in draws[: number + 1]}
        assert {j for j in (1, 2, 3) if pen.of(f"centroid {j}")} == there
        assert pen.texts("centroid numbers") == [str(j) for j in sorted(there)]
    pen = drawn(scene, index_of(scene, "weigh"))
    assert not pen.of("drawn")
    assert pen.of("centroid 1")
    assert not pen.of("centroid 2")


def test_afterwards_all_is_as_for_any_start(scene):
    pen = drawn(scene, index_of(scene, "starts"))
    assert not pen.of("points weighed")
    assert not pen.of("drawn")
    assert all(pen.of(f"centroid {j}") for j in (1, 2, 3))
    assert {s.size for s in pen.of("points unassigned")} == {LIGHT.point}


def test_the_strip_keeps_its_panels(scene):
    told = tell(scene.trace, max_seconds=240)
    kinds = [told.keyframes[i].kind for i in told.telling]
    assert kinds[:3] == ["starts", "assign", "update"]
    assert not {"weigh", "draw"} & set(kinds)


@pytest.mark.parametrize("name", ["mtcars", "penguins", "outlier", "moons"])
def test_numbers_stand_where_they_stand_at_the_start(name):
    scene = film_of(load(name, scale="zscore"), k=3, seed=1, init="k-means++")
    start = drawn(scene, index_of(scene, "starts")).of("centroid numbers")
    for number in range(3):
        pen = drawn(scene, index_of(scene, "draw", number))
        assert {(s.text, *s.xy[0]) for s in pen.of("centroid numbers")} <= {(s.text, *s.xy[0]) for s in start}


def test_a_renumbered_run_shows_its_centres_under_their_new_numbers():
    runs = run_many("kmeans", load("mtcars"), 12, k=3, init="k-means++", seed=2)
    trace = next(t for t in runs if t.seeding[0].cluster != 0)
    scene = CentroidScene(trace, tell(trace), Look())
    pen = drawn(scene, index_of(scene, "draw"))
    assert pen.texts("centroid numbers") == [str(trace.seeding[0].cluster + 1)]


def test_one_column_hidden_columns_and_the_dark():
    for data, look in (
        (load("mtcars", columns=["weight"]), Look()),
        (load("penguins", scale="zscore"), Look(theme="dark", width=360)),
    ):
        scene = film_of(data, k=3, seed=1, init="k-means++", look=look)
        pen = drawn(scene, index_of(scene, "draw", 2))
        expected = weighed_sizes(
            chances_of(scene.trace.dataset.values, scene.trace.seeding, 2),
            DARK if look.theme == "dark" else LIGHT,
        )
        assert {s.size for s in pen.of("points weighed")} == set(expected)


def test_very_many_points_keep_their_size():
    points = np.random.default_rng(0).normal(size=(3_001, 2))
    scene = film_of(load(points), k=2, seed=1, init="k-means++")
    for kind, number in (("draw", 0), ("weigh", 0), ("draw", 1)):
        pen = drawn(scene, index_of(scene, kind, number))
        assert not pen.of("points weighed")
        assert pen.of("points", "image")
        assert len(pen.of("drawn")) == (kind == "draw")
        assert not pen.texts("names")
