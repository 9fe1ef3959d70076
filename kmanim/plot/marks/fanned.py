"""The ways from one point to several centres, bent where they would lie on each other or cross another centre."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

import numpy as np

from kmanim.arrays import FloatArray
from kmanim.plot.axes.plane import Box
from kmanim.plot.marks.distances import ring_size, way
from kmanim.plot.style.theme import Theme

# How far a way may be bent to a side, in px; of a way with a corner, how far its first piece may be moved.
_BOWS = (0.0, 7.0, -7.0, 13.0, -13.0, 20.0, -20.0, 28.0, -28.0, 37.0, -37.0, 48.0, -48.0)
_SHIFTS = (0.0, 4.5, -4.5, 9.0, -9.0)
_MOST = 0.3  # of its length
# Ways that lie so near to each other are one to the eye; near both ends they have to be.
_APART, _AT_START, _AT_END = 8.0, 45.0, 25.0
_ALIKE, _THROUGH, _OUTSIDE, _BENT = 2.0, 6.0, 100.0, 3.0
_PIECES = 24


def fanned(
    place: FloatArray,
    centres: FloatArray,
    shown: Sequence[int],
    theme: Theme,
    box: Box,
    *,
    corner: bool = False,
) -> dict[int, FloatArray]:
    """Find the visible parts of the ways, from rim to rim.

    Parameters
    ----------
    place : ndarray of shape (2,)
        The point, in px.
    centres : ndarray of shape (k, 2)
        All centres, in px.
    shown : sequence of int
        The centres with a way, the nearest first: its way is straight, and others make room.
    theme : Theme
        Sizes of the marks.
    box : Box
        The plot.
    corner : bool, default False
        Whether ways go across and then up, as Manhattan distance is measured.

    Returns
    -------
    dict of int to ndarray of shape (m, 2)
        By centre; without those that touch the point.
    """
    ways: dict[int, FloatArray] = {}
    taken = np.empty((0, 2))
    for cluster in shown:
        others = np.delete(centres, cluster, axis=0)
        best: tuple[float, FloatArray] | None = None
        for bent, path in _candidates(place, centres[cluster], theme, corner=corner):
            if best is not None and bent >= best[0]:
                break  # the others are bent more
            cost = bent
            if ways:
                cost += _in_the_way(_sampled(path), place, centres[cluster], taken, others, theme, box)
            if best is None or cost < best[0]:
                best = cost, path
            if cost == 0 or not ways:
                break
        if best is not None:
            ways[cluster] = best[1]
            taken = np.concatenate([taken, _sampled(best[1])])
    return ways


def _candidates(
    place: FloatArray, centre: FloatArray, theme: Theme, *, corner: bool
) -> Iterator[tuple[float, FloatArray]]:
    """Give the straight way and bent ones, with what each costs by itself."""
    straight = way(place, centre, theme, corner=corner)
    if straight is None:
        return
    yield 0.0, straight
    if len(straight) > 2:
        start, end = ring_size(theme) / 2 + 1, theme.centroid / 2 + 2
        for shift in _SHIFTS[1:]:
            turn = np.array([centre[0], place[1] + shift])
            across, up = turn[0] - place[0], centre[1] - turn[1]
            if abs(across) > start and abs(up) > end:
                first = place + np.array([np.sign(across) * np.sqrt(start**2 - shift**2), shift])
                yield _BENT + abs(shift), np.array([first, turn, centre - (0, np.sign(up) * end)])
        return
    apart = centre - place
    length = float(np.hypot(*apart))
    aside = np.array([-apart[1], apart[0]]) / length
    for bow in _BOWS[1:]:
        if abs(bow) <= _MOST * length:
            yield _BENT + 0.5 * abs(bow), _bent(place, centre, aside * bow, theme)


def _bent(place: FloatArray, centre: FloatArray, bow: FloatArray, theme: Theme) -> FloatArray:
    """Give a quadratic curve whose middle lies `bow` off the middle of the straight line."""
    control = (place + centre) / 2 + 2 * bow
    ends = []
    for mark, reach in ((place, ring_size(theme) / 2 + 1), (centre, theme.centroid / 2 + 2)):
        towards = control - mark
        ends.append(mark + towards * (reach / float(np.hypot(*towards))))
    share = np.linspace(0, 1, _PIECES + 1)[:, None]
    curve: FloatArray = (1 - share) ** 2 * ends[0] + 2 * share * (1 - share) * control + share**2 * ends[1]
    return curve


def _sampled(path: FloatArray) -> FloatArray:
    """Give places along a path, about 2 px apart."""
    pieces = []
    for start, end in pairwise(path):
        share = np.linspace(0, 1, int(np.hypot(*(end - start)) / 2) + 1, endpoint=False)[:, None]
        pieces.append(start + share * (end - start))
    return np.concatenate([*pieces, path[-1:]])


def _in_the_way(
    path: FloatArray, place: FloatArray, centre: FloatArray, taken: FloatArray, others: FloatArray,
    theme: Theme, box: Box,
) -> float:  # fmt: skip
    """Tell what it costs that a way lies on earlier ones, on other centres, or outside the plot."""
    length = len(path) * 2.0
    left = np.hypot(*(path - place).T) > min(_AT_START, 0.35 * length)
    not_there = np.hypot(*(path - centre).T) > min(_AT_END, 0.25 * length)
    free = path[left & not_there]
    cost = 0.0
    if len(taken) and len(free):
        gaps = np.hypot(*(free[:, None] - taken[None]).transpose(2, 0, 1)).min(axis=1)
        cost += _ALIKE * 2 * float((gaps < _APART).sum())
    for other in others:
        if np.hypot(*(other - centre)) > theme.centroid and np.hypot(*(other - place)) > theme.centroid:
            cost += _THROUGH * float((np.hypot(*(path - other).T) < theme.centroid / 2 + 4).sum())
    inside = (path > (box.left, box.bottom)) & (path < (box.right, box.top))
    return cost + _OUTSIDE * float((~inside).any())
