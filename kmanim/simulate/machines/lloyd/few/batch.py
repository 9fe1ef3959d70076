"""Many runs of k-means in step on the same rows."""

from __future__ import annotations

import numpy as np

from kmanim.arrays import FloatArray, IntArray, LabelArray
from kmanim.simulate.machines.lloyd.few.columns import Columns
from kmanim.simulate.machines.lloyd.few.gap_table import first_least, measure
from kmanim.simulate.machines.lloyd.shadow import LEAST, TERMS
from kmanim.simulate.numerics.chunks import chunks

# So many numbers at once stay in the processor's cache.
_NUMBERS = 2**17


class Batch:
    """Runs in step, with the labels, totals and centroids of each; who has ended can leave.

    One product in single precision looks which centroid is nearest to each row in all runs, and only where there is
    doubt distances are measured, by the textbook's operations. Totals are exact, so they follow from the rows that
    switch.

    Parameters
    ----------
    columns : Columns
    starts : ndarray of shape (m, k, d)

    Attributes
    ----------
    runs : ndarray of shape (r,)
        Which of the m runs still go on.
    labels : ndarray of shape (r, n), unsigned
        Of those.
    places : ndarray of shape (d, k, m)
        The centroids of all.
    """

    def __init__(self, columns: Columns, starts: FloatArray) -> None:
        m, k, _ = starts.shape
        self._columns, self.runs = columns, np.arange(m)
        self.places = np.ascontiguousarray(starts.transpose(2, 1, 0))
        # First all rows are in cluster 0.
        n, width = columns.parts.shape
        self.labels, self._found = np.zeros((2, m, n), np.min_scalar_type(k - 1))
        self._totals = np.zeros((width, k, m))
        self._totals[:, 0] = columns.parts.sum(axis=0)[:, np.newaxis]
        self._catchers = columns.sums.catchers(k * m)

    @property
    def counts(self) -> FloatArray:
        """How many rows each cluster has, shape (k, m)."""
        counts: FloatArray = self._totals[-1]
        return counts

    def assign(self) -> IntArray:
        """Assign every row to its nearest centroid, of several to the first; give for each run how many switch."""
        r, n = self.labels.shape
        found, (d, k, _) = self._found, self.places.shape
        there = self.places if r == self.places.shape[2] else self.places[:, :, self.runs]
        at_once = max(LEAST, min(_NUMBERS // k, TERMS // (d + 2)) // r)
        doubtful = self._columns.shadow.nearest(there.transpose(1, 2, 0), found, at_once)
        for some in chunks(doubtful.size, max(1, _NUMBERS // (d * k))):
            self._measure(doubtful[some], there)
        switched = (found != self.labels).reshape(-1).nonzero()[0]
        old, new = self.labels.reshape(-1).take(switched), found.reshape(-1).take(switched)
        self.labels, self._found = found, self.labels
        run = switched // n
        self._move(switched - run * n, self.runs.take(run), old, new)
        return np.bincount(run, minlength=r)

    def update(self) -> None:
        """Move every centroid to the mean of its rows; one without rows stays."""
        d, k, m = self.places.shape
        totals = self._totals.reshape(-1, d, k * m)
        means = self._columns.sums.means_by_column(
            totals[:-1], totals[-1], self.places.reshape(d, -1), self._catchers
        )
        self.places = means.reshape(d, k, m)

    def keep(self, going: IntArray) -> None:
        """Leave all runs but those with these places among them."""
        self.runs, self.labels, self._found = self.runs[going], self.labels[going], self._found[going]

    def _measure(self, doubtful: IntArray, places: FloatArray) -> None:
        """Label rows, numbered run by run, by their distances to places of shape (d, k, r)."""
        n = self.labels.shape[1]
        run = doubtful // n
        points, there = self._columns.values.take(doubtful - run * n, axis=1), places.take(run, axis=2)
        table, spare = np.empty((2, *there.shape[1:]))
        measure(points, there, table, spare)
        self._found.reshape(-1)[doubtful] = first_least(table)

    def _move(self, rows: IntArray, runs: IntArray, old: LabelArray, new: LabelArray) -> None:
        """Take rows out of clusters, and put them into others."""
        width, k, m = self._totals.shape
        columns = k * m * np.arange(width)
        totals = self._totals.reshape(-1)
        for some in chunks(rows.size, max(k * m, _NUMBERS // width)):
            parts = self._columns.parts.take(rows[some], axis=0).reshape(-1)
            for owners, add in ((old, np.subtract), (new, np.add)):
                codes = (owners[some] * np.intp(m) + runs[some])[:, np.newaxis] + columns
                add(totals, np.bincount(codes.reshape(-1), parts, totals.size), out=totals)
