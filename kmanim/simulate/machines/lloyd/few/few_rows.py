"""Lloyd's iterations on few rows, in few calls: there the calls take longer than the arithmetic."""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import Protocol

import numpy as np

from kmanim.arrays import FloatArray, IntArray, LabelArray
from kmanim.simulate.machines.lloyd.assignment import Assignment
from kmanim.simulate.machines.lloyd.few.all_pairs import AllPairs
from kmanim.simulate.machines.lloyd.few.columns import Columns
from kmanim.simulate.numerics.chunks import ROWS, chunks


class Search(Protocol):
    """How it is found which points switch.

    It shares two arrays with the run, both of shape (n,): of every point its label, and its gap to its own centroid,
    which it brings up to date.

    Attributes
    ----------
    is_dear : bool
        Whether to measure all pairs would take no longer.
    """

    is_dear: bool

    def look_from(self, places: FloatArray) -> None:
        """Measure the gaps of all points to their own centroids, which are at places of shape (d, k) now."""

    def nearer(self) -> tuple[IntArray, IntArray]:
        """Give the rows that switch, ascending, and their new labels; their gaps are brought up to date."""


class FewRows:
    """One run of k-means that has the textbook's labels, means and inertias, bit by bit.

    How far a point is from its own centroid is measured once a step: the inertia of an update needs it, and that of
    the next assignment differs by the points that switch. The totals of the clusters are exact, so they follow from
    those points, too.

    Parameters
    ----------
    columns : Columns
    k : int
    search : callable
        Makes what finds the points that switch, of columns, k, labels and gaps.
    """

    def __init__(
        self, columns: Columns, k: int, search: Callable[[Columns, int, IntArray, FloatArray], Search]
    ) -> None:
        self._columns, self._k = columns, k
        n, width = columns.parts.shape
        # Of a label, where the parts of its rows are added up.
        self._codes = np.arange(k)[:, np.newaxis] + k * np.arange(width)
        self._totals = np.zeros(k * width)
        self._catchers = columns.sums.catchers(k)
        self._own, self._gaps = np.zeros(n, np.intp), np.empty(n)
        self._search = search(columns, k, self._own, self._gaps)
        self._labels: LabelArray | None = None
        self._seen: FloatArray | None = None

    def assign(self, centroids: FloatArray) -> Assignment:
        """Assign every point to its nearest centroid."""
        if centroids is not self._seen:
            self._seen = centroids
            self._search.look_from(np.ascontiguousarray(centroids.T))
        rows, new = self._search.nearer()
        old = self._own.take(rows)
        self._own[rows] = new
        if self._labels is None:
            self._labels = self._begin()
            return Assignment(self._labels, self._sum())
        if rows.size:
            parts = self._columns.parts.take(rows, axis=0).reshape(-1)
            self._totals -= self._added(parts, old)
            self._totals += self._added(parts, new)
            self._labels = self._labels.copy()
            self._labels[rows] = new
            self._labels.setflags(write=False)
        return Assignment(self._labels, self._sum(), rows)

    def update(self, centroids: FloatArray) -> tuple[FloatArray, float]:
        """Give the means of the clusters as they were last assigned, and the inertia about them."""
        if self._labels is None:
            raise ValueError("an update needs an assignment before it")
        k, d = centroids.shape
        totals = self._totals.reshape(-1, d, k)
        places = self._columns.sums.means_by_column(totals[:-1], totals[-1], centroids.T, self._catchers)
        self._seen = means = places.T.copy()
        means.setflags(write=False)
        if self._search.is_dear:
            self._search = AllPairs(self._columns, self._k, self._own, self._gaps)
        self._search.look_from(places)
        return means, self._sum()

    def _begin(self) -> LabelArray:
        """Add up all points, and give their first labels."""
        for column, totals in zip(self._columns.parts.T, self._totals.reshape(-1, self._k), strict=True):
            totals[:] = np.bincount(self._own, weights=column, minlength=self._k)
        labels: LabelArray = self._own.astype(np.min_scalar_type(self._k - 1))
        labels.setflags(write=False)
        return labels

    def _added(self, parts: FloatArray, labels: IntArray) -> FloatArray:
        """Add up the parts of rows with these labels."""
        codes = self._codes.take(labels, axis=0).reshape(-1)
        return np.asarray(np.bincount(codes, parts, self._totals.size), np.float64)

    def _sum(self) -> float:
        """Add the gaps up as the textbook does."""
        gaps = self._gaps
        if len(gaps) <= ROWS:
            return float(np.add.reduce(gaps))
        return math.fsum(float(gaps[rows].sum()) for rows in chunks(len(gaps)))
