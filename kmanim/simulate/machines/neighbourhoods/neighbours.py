"""The neighbours of a row: all rows within a radius, itself included."""

from __future__ import annotations

import numpy as np

from kmanim.arrays import FloatArray, IntArray
from kmanim.simulate.machines.neighbourhoods.squares import most_squares, squares
from kmanim.simulate.machines.neighbourhoods.tree import LEAF, Tree
from kmanim.simulate.numerics.chunks import chunks

_NUMBERS = 2**20
"""So many at once are a few megabytes."""
_KEPT = 2**22


class Neighbours:
    """Balls of one radius around the rows of a table.

    j is a neighbour of i where the squared differences, added up column by column in order, are at most eps · eps,
    in double precision: so a row at a distance of exactly eps is one, and so is i itself.

    Parameters
    ----------
    values : ndarray of shape (n, d)
        Within the limits of `kmanim.data.limits`.
    eps : float
        The radius, in the unit of the values.
    """

    def __init__(self, values: FloatArray, eps: float) -> None:
        self.values, self.eps = values, float(eps)
        self._limit = self.eps * self.eps
        self._tree = Tree(values)
        self._leaf_of = np.empty(len(values), np.intp)
        self._leaf_of[self._tree.order] = np.arange(len(values)) // LEAF
        self._everything = (np.arange(len(values)), values.T)
        self._candidates: dict[int, tuple[IntArray, FloatArray]] = {}
        self._kept = 0
        self._counts: IntArray | None = None

    @property
    def counts(self) -> IntArray:
        """How many neighbours each row has, itself included, shape (n,); found when first asked for."""
        if self._counts is None:
            self._counts = self._counted()
            self._counts.flags.writeable = False
        return self._counts

    def of(self, row: int) -> IntArray:
        """List the neighbours of a row, itself included, ascending."""
        rows, columns = self._candidates_of(int(self._leaf_of[row]))
        return rows[squares(self.values[row], columns) <= self._limit]

    def _candidates_of(self, leaf: int) -> tuple[IntArray, FloatArray]:
        """Give the rows that may be neighbours of rows of a leaf, ascending, and their columns of shape (d, m).

        They are kept while memory does not notice, for a ball that was asked for is often followed by one beside it.
        """
        if leaf not in self._candidates:
            found = self._gathered(leaf)
            numbers = 0 if found is self._everything else found[0].size + found[1].size
            if self._kept + numbers > _KEPT:
                self._candidates.clear()
                self._kept = 0
            self._candidates[leaf] = found
            self._kept += numbers
        return self._candidates[leaf]

    def _gathered(self, leaf: int) -> tuple[IntArray, FloatArray]:
        near, _ = self._tree.near(leaf, self._limit)
        if 2 * len(near) > self._tree.leaves:
            return self._everything
        places = self._tree.places(near)
        rows = self._tree.order[places]
        ascending = rows.argsort()
        return rows[ascending], self._tree.columns.take(places[ascending], axis=1)

    def _counted(self) -> IntArray:
        """Count leaf by leaf: leaves that lie wholly within the balls are not looked into."""
        tree = self._tree
        at_once = _NUMBERS // max(LEAF, len(tree.columns))
        counts = np.empty(len(self.values), np.intp)
        for leaf in range(tree.leaves):
            near, _ = tree.near(leaf, self._limit)
            low, high = tree.lows[:, leaf], tree.highs[:, leaf]
            whole = (
                most_squares(low, high, tree.lows.take(near, axis=1), tree.highs.take(near, axis=1))
                <= self._limit
            )
            own = slice(leaf * LEAF, (leaf + 1) * LEAF)
            points = tree.columns[:, own, np.newaxis]
            found = np.full(points.shape[1], len(tree.places(near[whole])))
            others = tree.places(near[~whole])
            for part in chunks(len(others), at_once):
                total = squares(points, tree.columns[:, np.newaxis, others[part]])
                found += (total <= self._limit).sum(axis=1)
            counts[tree.order[own]] = found
        return counts
