"""Clusters measured by their means, for Ward's linkage and the centroid's, in the memory of the points."""

from __future__ import annotations

import numpy as np

from kmanim.arrays import FloatArray, IntArray


class MeanClusters:
    """Sums of coordinates and sizes; gaps are worked out when asked for.

    The mean of a is s / a for the sum s of its coordinates, and the gap of two clusters is worked out of the
    sums: with s b - t a for the difference of means times a b, only one division is left. So whole numbers give
    gaps that are correctly rounded, and gaps that are equal on paper are equal here.

    J. H. Ward, "Hierarchical grouping to optimize an objective function", Journal of the American Statistical
    Association 58 (1963); R. R. Sokal and C. D. Michener, "A statistical method for evaluating systematic
    relationships", University of Kansas Science Bulletin 38 (1958), for the centroids.

    Parameters
    ----------
    columns : ndarray of shape (d, n)
        Best near zero, see `kmanim.simulate.machines.linkage.gaps.shifted`.
    ward : bool
        Whether a gap is 2 a b / (a + b) times the squared distance of the means, or that square alone.
    """

    def __init__(self, columns: FloatArray, *, ward: bool) -> None:
        self._sums, self._sizes, self._ward = columns.copy(), np.ones(columns.shape[1]), ward

    def after(self, slot: int) -> FloatArray:
        """Give the gaps to the slots after this one."""
        return self._measured(slot, slot + 1)

    def gaps(self, slot: int) -> FloatArray:
        """Give the gaps to all slots."""
        return self._measured(slot, 0)

    def join(self, kept: int, gone: int) -> FloatArray:
        """Put both together in the slot `kept`, and give its gaps."""
        self._sums[:, kept] += self._sums[:, gone]
        self._sizes[kept] += self._sizes[gone]
        return self._measured(kept, 0)

    def keep(self, slots: IntArray) -> None:
        """Leave only these slots."""
        self._sums, self._sizes = self._sums[:, slots], self._sizes[slots]

    def _measured(self, slot: int, first: int) -> FloatArray:
        sizes, size = self._sizes[first:], self._sizes[slot]
        total = np.zeros(len(sizes))
        for column in self._sums:
            difference = sizes * column[slot]
            difference -= column[first:] * size
            difference *= difference
            total += difference
        share = sizes * size
        if self._ward:
            share *= sizes + size
            total *= 2
        else:
            share *= share
        total /= share
        return total
