"""Lloyd's iterations for many points: what a step costs depends on the points that switch."""

from __future__ import annotations

from typing import Protocol

import numpy as np

from kmanim.arrays import FloatArray, IntArray, LabelArray
from kmanim.simulate.machines.lloyd.assignment import Assignment
from kmanim.simulate.machines.lloyd.exact_sums import ExactSums
from kmanim.simulate.machines.lloyd.ledger import Ledger
from kmanim.simulate.machines.lloyd.switches import Switches
from kmanim.simulate.numerics.counting import count_labels
from kmanim.simulate.numerics.distance import gap_sum


class Assigner(Protocol):
    """Finds nearest centroids and remembers what helps to find the next ones."""

    def assign(self, centroids: FloatArray) -> tuple[LabelArray, Switches | None]:
        """Give the textbook's labels, read-only, the same array if no point switched, and which did; None at first."""

    def totals(self, k: int) -> tuple[FloatArray, IntArray]:
        """Give the exact totals of the clusters, as `ExactSums.totals`, and how many points each has."""


class Incremental:
    """One run that keeps totals up to date instead of making them anew.

    Labels come from an assigner, and what follows from the points that switch is kept in a `Ledger`.

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
        self._ledger = Ledger(sums)

    def assign(self, centroids: FloatArray) -> Assignment:
        """Assign every point to its nearest centroid."""
        self._labels, switches = self._assigner.assign(centroids)
        ledger = self._ledger
        if switches is None:
            totals, counts = self._assigner.totals(len(centroids))
            ledger.begin(totals, counts, self._inertia(centroids))
            return Assignment(self._labels, ledger.inertia)
        if switches.rows.size:
            self._switch(switches, centroids)
        return Assignment(self._labels, ledger.inertia, switches.rows)

    def update(self, centroids: FloatArray) -> tuple[FloatArray, float]:
        """Give the means of the clusters as they were last assigned, and the inertia about them."""
        means = self._ledger.update(centroids)
        self._keep_accurate(means)
        return means, self._ledger.inertia

    def _switch(self, switches: Switches, centroids: FloatArray) -> None:
        k = len(centroids)
        kind = np.min_scalar_type(k * k)
        codes = switches.old.astype(kind) * kind.type(k) + switches.new
        counts = count_labels(codes, k * k)
        ways = np.flatnonzero(counts)  # each way from one cluster to another that points took
        numbers = np.zeros(k * k, kind)
        numbers[ways] = np.arange(len(ways))
        totals = self._sums.totals(switches.points, numbers.take(codes), len(ways))
        self._ledger.move(ways, counts.take(ways), totals, centroids)
        self._keep_accurate(centroids)

    def _keep_accurate(self, centroids: FloatArray) -> None:
        if self._ledger.has_fallen:
            self._ledger.sum_up(self._inertia(centroids))

    def _inertia(self, centroids: FloatArray) -> float:
        if self._labels is None:
            raise ValueError("there is no inertia before the first assignment")
        return gap_sum(self._values, self._labels, centroids)
