"""Points that have just switched: yellow and marked, and how they settle."""

import numpy as np
import pytest
from plot_recording import drawn, film_of, index_of, places_of, row

from kmanim.data.load import load
from kmanim.plot.marks.points import point_size

YELLOW, INK = "#F0E442", "#222222"


def test_switched_cars_are_yellow_twice_as_large_and_named(cars_film):
    index = index_of(cars_film, "reassign")
    pen = drawn(cars_film, index)
    (marks,) = pen.of("switched")
    names = ["Ferrari Dino", "Volvo 142E"]
    expected = cars_film.places[sorted(row(cars_film, name) for name in names)]
    np.testing.assert_allclose(marks.xy, expected)
    assert (marks.fill, marks.edge, marks.shape) == (YELLOW, INK, "circle")
    assert marks.size == 2 * point_size(32, cars_film.look.style)
    assert pen.texts("switched marks") == ["!", "!"]
    assert sorted(pen.texts("names")) == names
    assert not pen.of("old centroid")
    assert len(places_of(pen, "points cluster 1")) == 11


def test_yellow_settles_and_is_gone_when_centroids_move(cars_film):
    index = index_of(cars_film, "update", 1)
    kinds = [t.kind for t in cars_film.timeline.keyframes[index].lead_in]
    assert kinds == ["recolour", "move"]
    sizes, fills = [], []
    for at in (0.2, 0.4, 0.6, 0.8):
        pen = drawn(cars_film, index, 0, at)
        (marks,) = pen.of("switched")
        sizes.append(marks.size)
        fills.append(marks.fill)
        assert not pen.of("names")
        old = cars_film.stops[cars_film.timeline.keyframes[index].step - 1]
        np.testing.assert_allclose(pen.of("centroid 1")[-1].xy[0], old[0])
    assert sizes == sorted(sizes, reverse=True)
    assert len(set(fills)) == 4
    for tween, at in ((0, 1.0), (1, 0.01), (1, 0.5)):
        assert not drawn(cars_film, index, tween, at).of("switched")


@pytest.mark.parametrize(("n", "k", "least"), [(400, 3, 31), (400, 12, 2)])
def test_a_crowd_settles_one_after_the_other_and_so_do_many_colours(n, k, least):
    """Those that are still yellow stay as large and as yellow as they were; nothing between the colours is drawn."""
    points = np.random.default_rng(4).uniform(size=(n, 2))
    scene = film_of(load(points), k=k, seed=1)
    updates = [i for i, key in enumerate(scene.timeline.keyframes) if key.kind == "update"]
    index = next(i for i in updates if len(scene.states[i - 1].switched) >= least)
    switched = scene.states[index - 1].switched
    held = {(s.shape, s.size, s.fill) for s in drawn(scene, index - 1).of("switched")}
    counts = []
    for at in (0.25, 0.5, 0.75):
        marks = drawn(scene, index, 0, at).of("switched")
        assert {(s.shape, s.size, s.fill) for s in marks} <= held
        yellow = [s.xy for s in marks if s.fill == YELLOW]
        counts.append(sum(map(len, yellow)))
        assert counts[-1] == len(switched) - round(at * len(switched))
        there = {tuple(xy) for xy in scene.places[switched]}
        assert {tuple(xy) for xy in np.vstack(yellow)} <= there
