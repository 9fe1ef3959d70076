"""Small things on the plot, counted in many rectangles at once."""

from __future__ import annotations

from functools import cached_property

import numpy as np

from kmanim.arrays import FloatArray
from kmanim.plot.panels.plane import Box

# So many comparisons cost as much as the table.
_MANY = 100_000


class Obstacles:
    """Places of small things, counted in many rectangles at once.

    Few are compared with every rectangle; where that would be many comparisons, counts of any rectangle cost four
    look-ups in a summed-area table (Crow 1984), so a label may try some hundred places among a hundred thousand points.

    Parameters
    ----------
    places : ndarray of shape (n, 2)
        In px.
    box : Box
        Where they matter, in px.
    """

    def __init__(self, places: FloatArray, box: Box) -> None:
        self._places = places
        self._box = box

    @cached_property
    def _table(self) -> FloatArray:
        return _summed(self._places, self._box)

    def count(self, left: FloatArray, bottom: FloatArray, right: FloatArray, top: FloatArray) -> FloatArray:
        """Count the places in each rectangle, with edges of shape (m,); to a px where places are many."""
        if len(self._places) * len(left) <= _MANY:
            x, y = self._places[:, 0, None], self._places[:, 1, None]
            inside = (x > left) & (x < right) & (y > bottom) & (y < top)
            compared: FloatArray = inside.sum(axis=0).astype(np.float64)
            return compared
        wide, high = self._table.shape
        x0, x1 = (np.clip(np.rint(v - self._box.left), 0, wide - 1).astype(np.intp) for v in (left, right))
        y0, y1 = (np.clip(np.rint(v - self._box.bottom), 0, high - 1).astype(np.intp) for v in (bottom, top))
        table = self._table
        count: FloatArray = table[x1, y1] - table[x0, y1] - table[x1, y0] + table[x0, y0]
        return count


def _summed(places: FloatArray, box: Box) -> FloatArray:
    """Sum up places to the left and below of every whole px of a box."""
    wide, high = int(box.width) + 2, int(box.height) + 2
    at = np.floor(places - (box.left, box.bottom)).astype(np.intp)
    at = at[((at >= 0) & (at < (wide, high))).all(axis=1)]
    count = np.bincount(at[:, 0] * high + at[:, 1], minlength=wide * high).reshape(wide, high)
    table = np.zeros((wide + 1, high + 1))
    np.cumsum(count, axis=1, out=count)
    np.cumsum(count, axis=0, out=table[1:, 1:])
    return table
