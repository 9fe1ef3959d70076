"""Ways to centres in one direction: each is seen, none crosses another centre where it can help it."""

from itertools import pairwise

import numpy as np
import pytest

from kmanim.plot.axes.plane import Box
from kmanim.plot.marks.fanned import fanned
from kmanim.plot.style.theme import LIGHT

BOX = Box(0, 0, 600, 400)


def _gap(one, other):
    """How far the middle half of the shorter way is from another way."""
    ways = [
        np.concatenate([a + np.linspace(0, 1, 50)[:, None] * (b - a) for a, b in pairwise(w)])
        for w in (one, other)
    ]
    ways.sort(key=len)
    middle = ways[0][len(ways[0]) // 2 :][: len(ways[0]) // 4]
    return np.hypot(*(middle[:, None] - ways[1][None]).transpose(2, 0, 1)).min(axis=1)


def test_ways_that_part_are_straight():
    ways = fanned(np.array([300, 200]), np.array([[100, 100], [500, 120.0]]), (0, 1), LIGHT, BOX)
    assert {j: len(way) for j, way in ways.items()} == {0: 2, 1: 2}


def test_two_centres_in_one_direction_have_two_ways():
    place, centres = np.array([100.0, 200]), np.array([[300.0, 200], [500.0, 200]])
    ways = fanned(place, centres, (0, 1), LIGHT, BOX)
    np.testing.assert_allclose(ways[0][:, 1], 200)
    assert len(ways[1]) > 2
    assert _gap(ways[0], ways[1]).min() > 6
    # It passes by the nearer centre at a distance.
    assert np.hypot(*(ways[1] - centres[0]).T).min() > LIGHT.centroid / 2
    for end, centre in ((ways[1][0], place), (ways[1][-1], centres[1])):
        assert np.hypot(*(end - centre)) < 12


def test_ways_with_corners_have_a_row_each():
    place, centres = np.array([100.0, 200]), np.array([[300.0, 100], [400.0, 300]])
    ways = fanned(place, centres, (0, 1), LIGHT, BOX, corner=True)
    assert ways[0][1, 1] != ways[1][1, 1]
    assert ways[1][1, 0] == 400


def test_a_centre_that_touches_the_point_has_no_way():
    assert list(fanned(np.array([100.0, 200]), np.array([[105.0, 200], [300, 200]]), (0, 1), LIGHT, BOX)) == [
        1
    ]


@pytest.mark.parametrize("seed", range(20))
def test_ways_are_told_apart_and_stay_inside(seed):
    rng = np.random.default_rng(seed)
    place = rng.uniform((40, 40), (560, 360))
    centres = rng.uniform((30, 30), (570, 370), (int(rng.integers(2, 7)), 2))
    order = np.argsort(np.hypot(*(centres - place).T)).tolist()
    ways = fanned(place, centres, order, LIGHT, BOX)
    for way in ways.values():
        assert ((way > 0) & (way < (600, 400))).all()
        assert len(way) == 2 or len(way) == 25
    again = fanned(place, centres, order, LIGHT, BOX)
    assert all(np.array_equal(ways[j], again[j]) for j in ways)
