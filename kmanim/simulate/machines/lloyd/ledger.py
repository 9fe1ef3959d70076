"""What is known of the clusters of k-means by what switches: their totals, their means, the inertia."""

from __future__ import annotations

import numpy as np

from kmanim.arrays import FloatArray, IntArray, frozen
from kmanim.simulate.machines.lloyd.exact_sums import ExactSums

_FALLEN = 1e-3


class Ledger:
    """Totals, counts and inertia of one run, kept up to date by ways: from which cluster to which points went.

    Means have the same bits as the textbook's, since the totals are exact. The inertia follows by what changes: an
    assignment changes the terms of the points that switch, and moving a centroid by v from n points to their mean
    takes n |v|^2 away. Each change is right to the last digits of the inertia as it was when it was last summed up; so
    it must be summed up anew as soon as it has fallen below a thousandth of that.

    Parameters
    ----------
    sums : ExactSums
        That of all points.

    Attributes
    ----------
    inertia : float
    counts : ndarray of shape (k,)
    """

    def __init__(self, sums: ExactSums) -> None:
        self._sums = sums
        self.inertia = self._summed = 0.0

    def begin(self, totals: FloatArray, counts: IntArray, inertia: float) -> None:
        """Take the first totals, shape (levels, k, d), counts, shape (k,), and inertia."""
        self._totals, self.counts = totals, counts
        self.sum_up(inertia)

    def move(self, ways: IntArray, counts: IntArray, totals: FloatArray, centroids: FloatArray) -> None:
        """Let points go from one cluster to another.

        Parameters
        ----------
        ways : ndarray of shape (m,)
            ``former * k + now``, each once.
        counts : ndarray of shape (m,)
            How many points took each.
        totals : ndarray of shape (levels, m, d)
            Their exact totals, of as many levels as these points need.
        centroids : ndarray of shape (k, d)
            About which the inertia is.
        """
        k = len(centroids)
        left, joined = ways // k, ways % k
        for clusters, sign in ((left, -1), (joined, 1)):
            np.add.at(self.counts, clusters, sign * counts)
            np.add.at(self._totals[: len(totals)].swapaxes(0, 1), clusters, sign * totals.swapaxes(0, 1))
        # |x - b|^2 - |x - a|^2 = (a - b) ((x - a) + (x - b)), so the sums of x are enough
        here, there = centroids.take(left, axis=0), centroids.take(joined, axis=0)
        both = self._sums.around(here, totals, counts) + self._sums.around(there, totals, counts)
        self.inertia += float(((here - there) * both).sum())

    def update(self, centroids: FloatArray) -> FloatArray:
        """Give the means of the clusters, `centroids` where they have no points; the inertia is about them then."""
        means = frozen(self._sums.means(self._totals, self.counts, otherwise=centroids))
        moves = means - centroids
        # means are rounded, so sum x - mean is not quite 0; far from the origin that matters
        left = self._sums.around(means, self._totals, self.counts)
        self.inertia -= float((moves * (self.counts[:, np.newaxis] * moves + 2 * left)).sum())
        return means

    @property
    def has_fallen(self) -> bool:
        """Whether the inertia must be summed up anew."""
        return self.inertia < _FALLEN * self._summed

    def sum_up(self, inertia: float) -> None:
        """Take the inertia as it was summed up over all points."""
        self.inertia = self._summed = inertia
