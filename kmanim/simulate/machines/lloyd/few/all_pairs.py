"""Nearest centroids of very few rows: all gaps in one table, which an update and the next assignment share."""

from __future__ import annotations

import math

import numpy as np

from kmanim.arrays import FloatArray, IntArray
from kmanim.simulate.machines.lloyd.few.columns import Columns
from kmanim.simulate.machines.lloyd.few.gap_table import measure


class AllPairs:
    """A search in which every step measures the gaps of all points to all centroids.

    Parameters
    ----------
    columns : Columns
    k : int
    own, gaps : ndarray of shape (n,)
        As `Search` says.
    """

    is_dear = False

    def __init__(self, columns: Columns, k: int, own: IntArray, gaps: FloatArray) -> None:
        n = len(own)
        self._columns, self._own, self._gaps = columns, own, gaps
        self._table, self._spare = np.empty((k, n)), np.empty((k, n))
        self._at = own * n + np.arange(n)  # where the table has the gaps to the own centroids

    def look_from(self, places: FloatArray) -> None:
        """Measure all gaps, to places of shape (d, k)."""
        measure(self._columns.values, places[:, :, np.newaxis], self._table, self._spare)
        self._table.reshape(-1).take(self._at, out=self._gaps, mode="clip")

    def nearer(self) -> tuple[IntArray, IntArray]:
        """Give the rows that switch, ascending, and their new labels."""
        self._table.reshape(-1)[self._at] = math.inf
        gaps = np.minimum.reduce(self._table)
        rows = (gaps <= self._gaps).nonzero()[0]
        labels = self._table.take(rows, axis=1).argmin(axis=0)
        gaps = gaps.take(rows)
        tied = gaps == self._gaps.take(rows)
        if np.count_nonzero(tied):  # of equally near ones the lowest number counts
            switch = (~tied | (labels < self._own.take(rows))).nonzero()[0]
            rows, labels, gaps = rows.take(switch), labels.take(switch), gaps.take(switch)
        self._gaps[rows] = gaps
        self._at[rows] = labels * self._at.size + rows
        return rows, labels
