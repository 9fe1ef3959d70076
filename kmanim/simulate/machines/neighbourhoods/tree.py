"""A k-d tree: the rows halved again and again across their widest column, until few are left together.

J. L. Bentley, "Multidimensional binary search trees used for associative searching", Communications of the ACM 18
(1975). Only its leaves are kept, and the boxes around them: halving by rank asks nothing of the scale of the data,
so outliers, duplicates and far offsets cost no more than other rows.
"""

from __future__ import annotations

import numpy as np

from kmanim.arrays import FloatArray, IntArray
from kmanim.simulate.machines.neighbourhoods.squares import least_squares

LEAF = 64
"""Rows a leaf: fewer make more leaves to go through, more make more pairs that are too far apart."""
_BRANCH = 16


class Tree:
    """Rows in leaves of `LEAF` (the last may hold fewer), with the box around each leaf and around each 16.

    Parameters
    ----------
    values : ndarray of shape (n, d)

    Attributes
    ----------
    order : ndarray of shape (n,)
        Which row stands at each place; leaf i has the places from i · `LEAF`.
    columns : ndarray of shape (d, n)
        The values in this order.
    leaves : int
        How many leaves there are.
    lows, highs : ndarrays of shape (d, leaves)
        The boxes: minimum and maximum of each column.
    """

    def __init__(self, values: FloatArray) -> None:
        n = len(values)
        columns = np.ascontiguousarray(values.T)
        self.order = _halved(columns)
        self.columns = columns.take(self.order, axis=1)
        firsts = np.arange(0, n, LEAF)
        self.leaves = len(firsts)
        self.lows = np.minimum.reduceat(self.columns, firsts, axis=1)
        self.highs = np.maximum.reduceat(self.columns, firsts, axis=1)
        firsts = np.arange(0, self.leaves, _BRANCH)
        self._branch_lows = np.minimum.reduceat(self.lows, firsts, axis=1)
        self._branch_highs = np.maximum.reduceat(self.highs, firsts, axis=1)

    def near(self, leaf: int, limit: float) -> tuple[IntArray, FloatArray]:
        """Find the leaves in which a row may lie so near to a row of this one.

        Parameters
        ----------
        leaf : int
        limit : float
            A squared distance.

        Returns
        -------
        leaves : ndarray of shape (m,)
            Ascending, this one among them. No row of another leaf has a square of at most `limit`.
        least : ndarray of shape (m,)
            The least square that is possible.
        """
        low, high = self.lows[:, leaf], self.highs[:, leaf]
        branches = np.flatnonzero(least_squares(low, high, self._branch_lows, self._branch_highs) <= limit)
        leaves = _spelt_out(branches, _BRANCH, self.leaves)
        least = least_squares(low, high, self.lows.take(leaves, axis=1), self.highs.take(leaves, axis=1))
        found = np.flatnonzero(least <= limit)
        return leaves[found], least[found]

    def places(self, leaves: IntArray) -> IntArray:
        """List the places of some leaves, in the order of the leaves."""
        return _spelt_out(leaves, LEAF, len(self.order))


def _spelt_out(parts: IntArray, size: int, end: int) -> IntArray:
    """List the numbers of parts of equal size; those from `end` on do not exist."""
    numbers = (parts[:, np.newaxis] * size + np.arange(size)).reshape(-1)
    return numbers[numbers < end] if len(parts) and numbers[-1] >= end else numbers


def _halved(columns: FloatArray) -> IntArray:
    """Order the rows of columns of shape (d, n), so that those of a leaf lie together."""
    order = np.arange(columns.shape[1])
    parts = [(0, len(order))]
    while parts:
        first, last = parts.pop()
        if last - first <= LEAF:
            continue
        rows = order[first:last]
        points = columns.take(rows, axis=1)
        spans = points.max(axis=1) - points.min(axis=1)
        widest = int(spans.argmax())
        if spans[widest] == 0:
            continue
        leaves = -(-len(rows) // LEAF)
        middle = leaves // 2 * LEAF
        order[first:last] = rows[points[widest].argpartition(middle)]
        parts += [(first, first + middle), (first + middle, last)]
    return order
