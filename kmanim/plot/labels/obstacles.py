"""Small things on the plot, counted in many rectangles at once."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from kmanim.arrays import FloatArray
from kmanim.plot.axes.places import Places
from kmanim.plot.axes.plane import Box

# So many comparisons cost as much as a table. That of a film's points is made once for all and pays sooner.
_MANY, _MANY_POINTS = 100_000, 1_000
# From so many on it pays to look first which places are near any rectangle at all.
_NEAR_ONLY = 4_000

_Counts = NDArray[np.int32]


class Obstacles:
    """Places of small things, counted in many rectangles at once.

    Few are compared with every rectangle; where that would be many comparisons, counts of any rectangle cost four
    look-ups in a summed-area table (Crow 1984), so a label may try some hundred places among a hundred thousand points.

    Parameters
    ----------
    places : ndarray of shape (n, 2), or Places
        In px.
    box : Box
        Where they matter, in px.
    """

    def __init__(self, places: FloatArray | Places, box: Box) -> None:
        self._box = box
        self._pieces = places
        self._most = _MANY_POINTS if isinstance(places, Places) else _MANY
        self._places = places[:] if len(places) <= self._most else np.empty((0, 2))

    @cached_property
    def _table(self) -> _Counts:
        places = self._pieces
        if isinstance(places, Places):
            pieces = (piece for _, piece in places.pieces())
            return places.once(("obstacles", *self._box), lambda: _summed(pieces, self._box))
        return _summed((places,), self._box)

    def count(self, left: FloatArray, bottom: FloatArray, right: FloatArray, top: FloatArray) -> FloatArray:
        """Count the places in each rectangle, with edges of shape (m,); to a px where places are many."""
        if len(self._pieces) <= min(self._most, _MANY // max(len(left), 1)):
            x, y = self._places.T
            if len(left) * len(x) > _NEAR_ONLY:
                near = (x > left.min()) & (x < right.max()) & (y > bottom.min()) & (y < top.max())
                x, y = x[near], y[near]
            x, y = x[:, None], y[:, None]
            inside = (x > left) & (x < right) & (y > bottom) & (y < top)
            compared: FloatArray = inside.sum(axis=0).astype(np.float64)
            return compared
        wide, high = self._table.shape
        x0, x1 = (np.clip(np.rint(v - self._box.left), 0, wide - 1).astype(np.intp) for v in (left, right))
        y0, y1 = (np.clip(np.rint(v - self._box.bottom), 0, high - 1).astype(np.intp) for v in (bottom, top))
        table = self._table
        count: _Counts = table[x1, y1] - table[x0, y1] - table[x1, y0] + table[x0, y0]
        return count.astype(np.float64)


def _summed(pieces: Iterable[FloatArray], box: Box) -> _Counts:
    """Sum up places to the left and below of every whole px of a box."""
    wide, high = int(box.width) + 2, int(box.height) + 2
    table = np.zeros((wide + 1, high + 1), np.int32)
    count = table.reshape(-1)
    for places in pieces:
        x, y = (
            np.floor(of - edge).astype(np.intp)
            for of, edge in zip(places.T, (box.left, box.bottom), strict=True)
        )
        at = (x + 1) * (high + 1) + y + 1
        inside = (x >= 0) & (x < wide) & (y >= 0) & (y < high)
        np.add.at(count, at if inside.all() else at[inside], 1)
    np.cumsum(table, axis=1, out=table)
    turned = np.ascontiguousarray(
        table.T
    )  # to sum up what lies one behind the other takes a quarter of the time
    np.cumsum(turned, axis=1, out=turned)
    return turned.T
