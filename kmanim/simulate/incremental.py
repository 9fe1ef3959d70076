"""Lloyd's iterations for many points: what a step costs depends on the points that switch."""

from __future__ import annotations

from typing import Protocol

import numpy as np

from kmanim.arrays import FloatArray, IntArray, LabelArray, RowArray, frozen
from kmanim.simulate.assignment import Assignment
from kmanim.simulate.counting import count_labels
from kmanim.simulate.distance import gap_sum
from kmanim.simulate.exact import ExactSums

_FALLEN = 1e-3


class Assigner(Protocol):
    """Finds nearest centroids and remembers what helps to find the next ones."""

    def assign(self, centroids: FloatArray) -> tuple[LabelArray, RowArray | None]:
        """Give the textbook's labels, read-only, and the rows that switched, ascending; None at first."""

    def totals(self, k: int) -> tuple[FloatArray, IntArray]:
        """Give the exact totals of the clusters, as `ExactSums.totals`, and how many points each has."""


class Incremental:
    """One run that keeps totals up to date instead of making them anew.

    Labels come from an assigner. Means have the same bits as the textbook's, since the totals are exact.
    The inertia follows by what changes: an assignment changes the terms of the points that switch, and moving
    a centroid by v from n points to their mean takes n |v|^2 away. Each change is right to the last digits of
    the inertia as it was when it was last summed up; so it is summed up anew as soon as it has fallen below a
    thousandth of that.

    Parameters
    ----------
    values : ndarray of shape (n, d)
    sums : ExactSums
        That of the values.
    assigner : Assigner
        A fresh one.
    """

    def __init__(self, values: FloatArray, sums: ExactSums, assigner: Assigner) -> None:
        self._values, self._sums, self._assigner = values, sums, assigner
        self._labels: LabelArray | None = None
        self._inertia = self._summed = 0.0

    def assign(self, centroids: FloatArray) -> Assignment:
        """Assign every point to its nearest centroid."""
        before = self._labels
        after, rows = self._assigner.assign(centroids)
        if before is None or rows is None:
            self._labels = after
            self._totals, self._counts = self._assigner.totals(len(centroids))
            self._sum_up(centroids)
        elif rows.size:
            self._labels = after
            self._switch(rows, before.take(rows), after.take(rows), centroids)
        return Assignment(after, self._inertia, rows)

    def update(self, centroids: FloatArray) -> tuple[FloatArray, float]:
        """Give the means of the clusters as they were last assigned, and the inertia about them."""
        means = frozen(self._sums.means(self._totals, self._counts, otherwise=centroids))
        moves = means - centroids
        # means are rounded, so sum x - mean is not quite 0; far from the origin that matters
        left = self._sums.around(means, self._totals, self._counts)
        self._inertia -= float((moves * (self._counts[:, np.newaxis] * moves + 2 * left)).sum())
        self._keep_accurate(means)
        return means, self._inertia

    def _switch(self, rows: RowArray, old: LabelArray, new: LabelArray, centroids: FloatArray) -> None:
        k = len(centroids)
        values = self._values.take(rows, axis=0)
        kind = np.min_scalar_type(k * k)
        ways = old.astype(kind) * kind.type(k) + new  # each way from one cluster to another is a cluster here
        counts = count_labels(ways, k * k).reshape(k, k)
        totals = self._sums.totals(values, ways, k * k).reshape(-1, k, k, values.shape[1])
        self._counts += counts.sum(axis=0) - counts.sum(axis=1)
        self._totals += totals.sum(axis=1) - totals.sum(axis=2)
        self._inertia += gap_sum(values, new, centroids) - gap_sum(values, old, centroids)
        self._keep_accurate(centroids)

    def _keep_accurate(self, centroids: FloatArray) -> None:
        if self._inertia < _FALLEN * self._summed:
            self._sum_up(centroids)

    def _sum_up(self, centroids: FloatArray) -> None:
        if self._labels is None:
            raise ValueError("there is no inertia before the first assignment")
        self._inertia = self._summed = gap_sum(self._values, self._labels, centroids)
