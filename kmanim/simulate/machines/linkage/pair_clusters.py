"""Clusters measured by all pairs of their points, for complete and average linkage."""

from __future__ import annotations

import numpy as np

from kmanim.arrays import FloatArray, IntArray
from kmanim.simulate.machines.linkage.gaps import Metric, distances, gaps
from kmanim.simulate.machines.linkage.nearest import FEW, FULL


class PairClusters:
    """The largest gap, or the sum of the distances, between clusters; kept only for clusters of two points or more.

    What two single points are apart is worked out when asked for. Every other cluster has a line with its gaps to
    all slots. After t merges there are n - t clusters and at most t lines, so that t (n - t) numbers, no more than
    n squared over 4, are kept: half of what the distances of all pairs of rows take.

    T. Sørensen, "A method of establishing groups of equal amplitude in plant sociology", Biologiske Skrifter 5 (1948),
    for the largest; R. R. Sokal and C. D. Michener, "A statistical method for evaluating systematic relationships",
    University of Kansas Science Bulletin 38 (1958), for the mean.

    Parameters
    ----------
    columns : ndarray of shape (d, n)
    metric : {"euclidean", "manhattan", "chebyshev"}
    average : bool
        Whether the gap of clusters of a and b points is the mean of their a b distances, or the largest gap. Of
        distances the sums are kept and divided at the end, so that whole numbers give means that are correctly
        rounded.
    """

    def __init__(self, columns: FloatArray, metric: Metric, *, average: bool) -> None:
        n = columns.shape[1]
        self._columns, self._metric, self._average = columns, metric, average
        self._sizes = np.ones(n)
        # One slot's gaps are a column of the lines; memory that no line has reached yet is not taken.
        self._memory = np.empty(_most(n))
        self._lines = self._memory[: len(self._memory) // n * n].reshape(-1, n)
        self._line = np.full(n, -1, np.intp)  # of each slot
        self._slot = np.empty(n, np.intp)  # of each line
        self._used = 0

    def after(self, slot: int) -> FloatArray:
        """Give the gaps to the slots after this one."""
        return self._single(slot, slot + 1)

    def gaps(self, slot: int) -> FloatArray:
        """Give the gaps to all slots."""
        return self._means(self._row(slot), slot)

    def join(self, kept: int, gone: int) -> FloatArray:
        """Put both together in the slot `kept`, and give its gaps."""
        combine = np.add if self._average else np.maximum
        row = combine(self._row(kept), self._row(gone))
        self._sizes[kept] += self._sizes[gone]
        if self._line[gone] >= 0:
            self._free(gone)
        if self._line[kept] < 0:
            self._line[kept], self._slot[self._used] = self._used, kept
            self._used += 1
        self._lines[self._line[kept]] = row
        self._lines[: self._used, kept] = row[self._slot[: self._used]]
        return self._means(row, kept)

    def keep(self, slots: IntArray) -> None:
        """Leave only these slots; lines move up within the memory that they have."""
        m = len(slots)
        lines = self._memory[: len(self._memory) // m * m].reshape(-1, m)
        for line in range(self._used):
            # A line never moves beyond where it began, and taking makes a copy.
            lines[line] = self._lines[line].take(slots)
        self._lines = lines
        moved = np.empty(len(self._line), np.intp)
        moved[slots] = np.arange(m)
        self._slot[: self._used] = moved[self._slot[: self._used]]
        self._columns, self._sizes, self._line = (
            self._columns[:, slots],
            self._sizes[slots],
            self._line[slots],
        )

    def _row(self, slot: int) -> FloatArray:
        if self._line[slot] >= 0:
            return np.asarray(self._lines[self._line[slot]])
        row = self._single(slot, 0)
        row[self._slot[: self._used]] = self._lines[: self._used, slot]
        return row

    def _single(self, slot: int, first: int) -> FloatArray:
        found = gaps(self._columns[:, first:], self._columns[:, slot], self._metric)
        return distances(found, self._metric) if self._average else found

    def _means(self, row: FloatArray, slot: int) -> FloatArray:
        return row / (self._sizes * self._sizes[slot]) if self._average else row

    def _free(self, slot: int) -> None:
        """Give up the line of a slot, and put the last one in its place."""
        self._used -= 1
        line, last = self._line[slot], self._slot[self._used]
        self._lines[line] = self._lines[self._used]
        self._slot[line], self._line[last] = last, line
        self._line[slot] = -1


def _most(n: int) -> int:
    """Say how many numbers the lines take at most: those of t (n - t), and the dead slots among them."""
    return int((n + 1) ** 2 / (4 * FULL)) + FEW * n
