"""Lloyd's iterations for many points: what a step costs depends on the points that switch."""

from __future__ import annotations

from typing import Protocol

import numpy as np

from kmanim.arrays import FloatArray, IntArray, LabelArray, frozen
from kmanim.simulate.machines.lloyd.assignment import Assignment
from kmanim.simulate.machines.lloyd.exact_sums import ExactSums
from kmanim.simulate.machines.lloyd.switches import Switches
from kmanim.simulate.numerics.counting import count_labels
from kmanim.simulate.numerics.distance import gap_sum

_FALLEN = 1e-3


class Assigner(Protocol):
    """Finds nearest centroids and remembers what helps to find the next ones."""

    def assign(self, centroids: FloatArray) -> tuple[LabelArray, Switches | None]:
        """Give the textbook's labels, read-only, the same array if no point switched, and which did; None at first."""

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
        self._labels, switches = self._assigner.assign(centroids)
        if switches is None:
            self._totals, self._counts = self._assigner.totals(len(centroids))
            self._sum_up(centroids)
            return Assignment(self._labels, self._inertia)
        if switches.rows.size:
            self._switch(switches, centroids)
        return Assignment(self._labels, self._inertia, switches.rows)

    def update(self, centroids: FloatArray) -> tuple[FloatArray, float]:
        """Give the means of the clusters as they were last assigned, and the inertia about them."""
        means = frozen(self._sums.means(self._totals, self._counts, otherwise=centroids))
        moves = means - centroids
        # means are rounded, so sum x - mean is not quite 0; far from the origin that matters
        left = self._sums.around(means, self._totals, self._counts)
        self._inertia -= float((moves * (self._counts[:, np.newaxis] * moves + 2 * left)).sum())
        self._keep_accurate(means)
        return means, self._inertia

    def _switch(self, switches: Switches, centroids: FloatArray) -> None:
        k = len(centroids)
        kind = np.min_scalar_type(k * k)
        codes = switches.old.astype(kind) * kind.type(k) + switches.new
        counts = count_labels(codes, k * k)
        ways = np.flatnonzero(counts)  # each way from one cluster to another that points took
        numbers = np.zeros(k * k, kind)
        numbers[ways] = np.arange(len(ways))
        totals = self._sums.totals(switches.points, numbers.take(codes), len(ways))
        counts, left, joined = counts.take(ways), ways // k, ways % k
        for clusters, sign in ((left, -1), (joined, 1)):
            np.add.at(self._counts, clusters, sign * counts)
            np.add.at(self._totals.swapaxes(0, 1), clusters, sign * totals.swapaxes(0, 1))
        # |x - b|^2 - |x - a|^2 = (a - b) ((x - a) + (x - b)), so the sums of x are enough
        here, there = centroids.take(left, axis=0), centroids.take(joined, axis=0)
        both = self._sums.around(here, totals, counts) + self._sums.around(there, totals, counts)
        self._inertia += float(((here - there) * both).sum())
        self._keep_accurate(centroids)

    def _keep_accurate(self, centroids: FloatArray) -> None:
        if self._inertia < _FALLEN * self._summed:
            self._sum_up(centroids)

    def _sum_up(self, centroids: FloatArray) -> None:
        if self._labels is None:
            raise ValueError("there is no inertia before the first assignment")
        self._inertia = self._summed = gap_sum(self._values, self._labels, centroids)
