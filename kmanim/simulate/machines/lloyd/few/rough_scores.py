"""Nearest centroids of few rows by a quick look in single precision first."""

from __future__ import annotations

import numpy as np

from kmanim.arrays import FloatArray, IntArray
from kmanim.simulate.machines.lloyd.few.columns import Columns
from kmanim.simulate.machines.lloyd.few.gap_table import first_least, measure, own_gaps
from kmanim.simulate.machines.lloyd.shadow import LEAST, TERMS
from kmanim.simulate.numerics.chunks import chunks

# So many gaps at once stay in the processor's cache.
_GAPS = 15_000
# The least share of rows in doubt with which all pairs take no longer; of more clusters it is more, up to a half. The
# table of so many pairs takes 32 MB.
_DOUBTS, _FEW_CLUSTERS, _MOST_PAIRS = 0.02, 8, 2**21


class RoughScores:
    """A search in which gaps are measured to the own centroid alone, and to others only where there is doubt.

    Parameters
    ----------
    columns : Columns
    k : int
    own, gaps : ndarray of shape (n,)
        As `Search` says; it begins with all labels 0.
    """

    def __init__(self, columns: Columns, k: int, own: IntArray, gaps: FloatArray) -> None:
        d, n = columns.values.shape
        self._columns, self._k, self._own, self._gaps = columns, k, own, gaps
        self.is_dear = False
        self._bearable = max(_DOUBTS, 0.5 * (1 - _FEW_CLUSTERS / k)) if n * k <= _MOST_PAIRS else 1.0
        self._at_once = max(1, _GAPS // k)
        self._scores_at_once = max(LEAST, TERMS // (k * (d + 2)))
        self._away = np.empty((d, n))
        self._places: FloatArray = np.empty((d, 0))
        self._before, self._found = np.zeros((2, n), np.min_scalar_type(k - 1))

    def look_from(self, places: FloatArray) -> None:
        """Measure the gaps to the own centroids, which are at places of shape (d, k)."""
        self._places = places
        own_gaps(self._columns.values, places, self._own, self._away, self._gaps)

    def nearer(self) -> tuple[IntArray, IntArray]:
        """Give the rows that switch, ascending, and their new labels."""
        points, found = self._columns.values, self._found
        places = self._places[:, :, np.newaxis]
        doubtful = self._columns.shadow.nearest(self._places.T, found, self._scores_at_once)
        self.is_dear = doubtful.size > self._bearable * found.size
        for some in chunks(doubtful.size, self._at_once):
            rows = doubtful[some]
            table, spare = np.empty((2, self._k, rows.size))
            measure(points.take(rows, axis=1), places, table, spare)
            found[rows] = first_least(table)
        rows = (found != self._before).nonzero()[0]
        self._before, self._found = found, self._before
        new = found.take(rows).astype(np.intp)
        if rows.size:
            there = points.take(rows, axis=1)
            self._gaps[rows] = own_gaps(there, self._places, new, np.empty_like(there), np.empty(rows.size))
        return rows, new
