"""The flat kernel: every row in the ball counts alike.

K. Fukunaga and L. Hostetler, "The estimation of the gradient of a density function, with applications in pattern
recognition", IEEE Transactions on Information Theory 21 (1975).
"""

from __future__ import annotations

import numpy as np

from kmanim.arrays import FloatArray, IntArray
from kmanim.simulate.machines.climbs.window import View
from kmanim.simulate.machines.lloyd.exact_sums import ExactSums
from kmanim.simulate.machines.neighbourhoods.squares import least_squares, most_squares, squares
from kmanim.simulate.machines.neighbourhoods.tree import LEAF, Tree
from kmanim.simulate.numerics.chunks import chunks

_PLACES = 8_192
"""So many at once: what is kept of a leaf for each of them is a few megabytes."""


class Flat:
    """Balls of one radius over the rows of a table, and the means of the rows in them.

    A row is in a ball where the squared differences, added up column by column in order, are at most the square of the
    radius. Sums of rows are exact, so a mean depends on nothing but which rows are in the ball: climbs that see the
    same rows meet to the last bit, and a ball that sees the same rows again stays exactly where it is.

    Parameters
    ----------
    values : ndarray of shape (n, d)
        Within the limits of `kmanim.data.limits`.
    radius : float
        Above 0, in the unit of the values.
    """

    def __init__(self, values: FloatArray, radius: float) -> None:
        self._limit = radius * radius
        self._tree = tree = Tree(values)
        self._sums = ExactSums.of(values)
        cut = [list(self._sums.cut(column, number)) for number, column in enumerate(tree.columns)]
        self._sums.settle()
        self._parts = np.zeros((self._sums.levels, *tree.columns.shape))
        for number, parts in enumerate(cut):
            self._parts[: len(parts), number] = parts
        firsts = np.arange(0, len(values), LEAF)
        self._sizes = np.diff(np.append(firsts, len(values)))
        self._leaf_sums = np.add.reduceat(self._parts, firsts, axis=2)
        self._middles = np.add.reduceat(tree.columns, firsts, axis=1) / self._sizes
        apart = tree.columns - np.repeat(self._middles, self._sizes, axis=1)
        self._spreads = np.add.reduceat((apart**2).sum(axis=0), firsts)
        # What rounding leaves between a middle and the mean: much, where rows are far from the origin.
        self._leans = 2 * np.add.reduceat(apart, firsts, axis=1)

    def seen_from(self, places: FloatArray) -> View:
        """Count the rows in the balls around places of shape (m, d), and give their means."""
        totals = np.zeros((self._sums.levels, *places.shape))
        counts, squared = np.zeros(len(places), np.intp), np.zeros(len(places))
        for part in chunks(len(places), _PLACES):
            columns = np.ascontiguousarray(places[part].T)
            for leaf in range(self._tree.leaves):
                self._look_into(leaf, columns, totals[:, part], counts[part], squared[part])
        means = self._sums.means(totals, counts, places)
        return View(counts, means, counts - squared / self._limit, counts > 0)

    def _look_into(
        self, leaf: int, places: FloatArray, totals: FloatArray, counts: IntArray, squared: FloatArray
    ) -> None:
        """Add the rows of a leaf to the balls that hold them: all at once where it lies wholly within."""
        tree, limit = self._tree, self._limit
        low, high = tree.lows[:, leaf], tree.highs[:, leaf]
        near = least_squares(low, high, places, places) <= limit
        whole = near & (most_squares(low, high, places, places) <= limit)
        inside = np.flatnonzero(whole)
        if inside.size:
            counts[inside] += self._sizes[leaf]
            totals[:, inside] += self._leaf_sums[:, np.newaxis, :, leaf]
            to_middle = self._middles[:, leaf, np.newaxis] - places.take(inside, axis=1)
            squared[inside] += self._spreads[leaf] + self._leans[:, leaf] @ to_middle
            squared[inside] += self._sizes[leaf] * (to_middle**2).sum(axis=0)
        edge = np.flatnonzero(near & ~whole)
        if edge.size:
            own = slice(leaf * LEAF, (leaf + 1) * LEAF)
            found = squares(places.take(edge, axis=1)[:, :, np.newaxis], tree.columns[:, np.newaxis, own])
            mask = (found <= limit).astype(np.float64)
            counts[edge] += mask.sum(axis=1).astype(np.intp)
            squared[edge] += np.einsum("ij,ij->i", mask, found)
            # Whole numbers of one unit each: exact in whatever order a library adds them.
            for total, parts in zip(totals, self._parts[:, :, own], strict=True):
                total[edge] += mask @ parts.T
