"""The neighbours of a row: all rows within a radius, itself included."""

from __future__ import annotations

from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from kmanim.arrays import FloatArray, IntArray
from kmanim.simulate.machines.neighbourhoods.leaves import SIZE, Leaves, Level, Mask
from kmanim.simulate.machines.neighbourhoods.squares import squares

_KEPT = 2**22
"""So many numbers are some tens of megabytes."""


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
        self.limit = self.eps * self.eps
        self._everything = (np.arange(len(values)), values.T)
        self._candidates: dict[int, tuple[IntArray, FloatArray]] = {}
        self._kept = 0

    @cached_property
    def counts(self) -> IntArray:
        """How many neighbours each row has, itself included, shape (n,); found when first asked for."""
        counts = self._counted()
        counts.flags.writeable = False
        return counts

    @cached_property
    def leaves(self) -> Leaves:
        """The rows, by who lies beside whom."""
        return Leaves(self.values, self.limit)

    @cached_property
    def _leaf_of(self) -> IntArray:
        """The leaf of each row."""
        found = np.empty(len(self.values) + 1, np.intp)
        found[self.leaves.rows] = np.arange(self.leaves.count)
        return found

    def of(self, row: int) -> IntArray:
        """List the neighbours of a row, itself included, ascending."""
        rows, columns = self._candidates_of(int(self._leaf_of[row]))
        return rows[squares(self.values[row], columns) <= self.limit]

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
        leaves = self.leaves
        near = leaves.around(leaf)
        if 2 * len(near) > leaves.count:
            return self._everything
        rows = leaves.rows.take(near, axis=1).reshape(-1)
        ascending = rows.argsort()[: np.count_nonzero(rows < leaves.n)]
        columns = leaves.columns.take(near, axis=2).reshape(len(leaves.columns), -1)
        return rows[ascending], columns.take(ascending, axis=1)

    def _counted(self) -> IntArray:
        """Count by pairs of leaves: nodes that lie wholly within the balls of a leaf are not looked into."""
        leaves = self.leaves
        everywhere, found = np.zeros(leaves.count, np.intp), np.zeros(leaves.rows.shape, np.intp)

        def unsure(level: Level, _: int, ours: IntArray, nodes: IntArray) -> Mask:
            whole = leaves.whole(ours, nodes, level)
            np.add.at(everywhere, ours[whole], level.sizes[nodes[whole]])
            return ~whole

        for pairs in leaves.pairs(np.arange(leaves.count), unsure):
            once = pairs[0] <= pairs[1]  # what one row is to another, the other is to it
            ours, others = pairs[0][once], pairs[1][once]
            mine, theirs = np.empty((2, SIZE, len(ours)), np.uint8)
            for part, inside in leaves.near(ours, others):
                inside.view(np.uint8).sum(axis=1, dtype=np.uint8, out=mine[:, part])
                inside.view(np.uint8).sum(axis=0, dtype=np.uint8, out=theirs[:, part])
            theirs[:, ours == others] = 0
            _add(found, ours, mine)
            order = others.argsort()
            _add(found, others[order], theirs.take(order, axis=1))
        counts = np.empty(leaves.n + 1, np.intp)
        counts[leaves.rows] = found + everywhere
        return counts[:-1]


def _add(totals: IntArray, leaves: IntArray, numbers: NDArray[np.uint8]) -> None:
    """Add numbers by slot and pair to totals by slot and leaf; the leaves ascend."""
    firsts = np.flatnonzero(np.diff(leaves, prepend=-1))
    totals[:, leaves[firsts]] += np.add.reduceat(numbers, firsts, axis=1, dtype=np.intp)
