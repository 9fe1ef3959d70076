"""Which bar is which: a list of numbers that is put in another order is the same bars at other places."""

from __future__ import annotations

import numpy as np

from kmanim.arrays import FloatArray, IntArray


class Items:
    """The bars of a list, each followed from place to place.

    Where a list holds the numbers that it held before, in another order, those at places where it differs have changed
    places; of equal numbers the first goes to the first place. Where it holds others, bars stay and have new heights.

    Parameters
    ----------
    values : ndarray of shape (n,)
        The list as it begins.

    Attributes
    ----------
    place_of : ndarray of shape (n,)
        The place of every bar, 0-based; at the beginning its own number.
    at : ndarray of shape (n,)
        The bar at every place.
    """

    def __init__(self, values: FloatArray) -> None:
        self._values = values
        self.place_of = np.arange(len(values))
        self.at = self.place_of.copy()

    def take(self, values: FloatArray) -> None:
        """Follow the bars to where they are in the next list."""
        changed: IntArray = np.flatnonzero(values != self._values)
        before, now = self._values[changed], values[changed]
        old, new = np.argsort(before, kind="stable"), np.argsort(now, kind="stable")
        if changed.size and np.array_equal(before[old], now[new]):
            movers = self.at[changed[old]]
            self.place_of[movers] = changed[new]
            self.at[changed[new]] = movers
        self._values = values

    def positions(self) -> FloatArray:
        """Give every bar's place, counted from 1, and its number, shape (n, 2)."""
        return np.column_stack([self.place_of + 1.0, self._values[self.place_of]])
