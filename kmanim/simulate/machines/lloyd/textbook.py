"""The two steps of k-means and its family as they are written on paper; every faster way is held to these."""

from __future__ import annotations

import math

import numpy as np

from kmanim.arrays import FloatArray, LabelArray, frozen
from kmanim.simulate.machines.lloyd.assignment import Assignment
from kmanim.simulate.machines.lloyd.exact_sums import ExactSums
from kmanim.simulate.numerics.chunks import chunks
from kmanim.simulate.numerics.counting import count_labels
from kmanim.simulate.numerics.distance import Term, gap_sum, gaps


def assign(values: FloatArray, centroids: FloatArray, term: Term = np.square) -> tuple[LabelArray, float]:
    """Find the nearest centroid of every point; of several equally near ones the one with the lowest number.

    Parameters
    ----------
    values : ndarray of shape (n, d)
    centroids : ndarray of shape (k, d)
        In the same units.
    term : ufunc
        How gaps are measured, squared by default.

    Returns
    -------
    labels : ndarray of shape (n,), unsigned, read-only
    inertia : float
        The sum of the gaps to the nearest centroids: of the squared distances by default.
    """
    labels = np.empty(len(values), np.min_scalar_type(len(centroids) - 1))
    sums = []
    for rows in chunks(len(values)):
        nearest = nearest_of(values[rows], centroids, labels[rows], term)
        sums.append(float(nearest.sum()))
    labels.flags.writeable = False
    return labels, math.fsum(sums)


def nearest_of(
    values: FloatArray, centroids: FloatArray, label: LabelArray, term: Term = np.square
) -> FloatArray:
    """Find the nearest centroid of each of some rows.

    Parameters
    ----------
    values, centroids, term
        As in `assign`.
    label : ndarray of shape (m,), unsigned
        Where its number is written.

    Returns
    -------
    ndarray of shape (m,)
        The gaps to them.
    """
    points = np.asfortranarray(values)
    label[:] = 0
    nearest = gaps(points, centroids[0], term)
    for number in range(1, len(centroids)):
        distance = gaps(points, centroids[number], term)
        # numbers ascend, so the largest is the last that was nearer; a masked write is several times slower
        np.maximum(label, (distance < nearest).view(np.uint8) * label.dtype.type(number), out=label)
        np.minimum(nearest, distance, out=nearest)
    return nearest


def update(
    values: FloatArray, labels: LabelArray, centroids: FloatArray, sums: ExactSums | None = None
) -> FloatArray:
    """Move every centroid to the mean of its points; one without points stays.

    The sums are exact, so the mean is right to the last digit however far the points lie from the origin, and
    exactly the point where a cluster is one place.

    Parameters
    ----------
    values : ndarray of shape (n, d)
    labels : ndarray of shape (n,)
    centroids : ndarray of shape (k, d)
        Where they were before.
    sums : ExactSums, optional
        That of the values, if it is at hand.

    Returns
    -------
    ndarray of shape (k, d), read-only
    """
    sums = sums or ExactSums.of(values)
    k = len(centroids)
    return frozen(sums.means(sums.totals(values, labels, k), count_labels(labels, k), otherwise=centroids))


class Alternating:
    """One run of a member of the family, in which every step looks at every point.

    Parameters
    ----------
    values : ndarray of shape (n, d)
    term : ufunc
        How gaps are measured; the objective is their sum.
    """

    def __init__(self, values: FloatArray, term: Term = np.square) -> None:
        self._values, self._term = values, term
        self._labels: LabelArray | None = None

    def assign(self, centroids: FloatArray) -> Assignment:
        """Assign every point to its nearest centre."""
        labels, objective = assign(self._values, centroids, self._term)
        if self._labels is None or not np.array_equal(labels, self._labels):
            self._labels = labels
        return Assignment(self._labels, objective)

    def update(self, centroids: FloatArray) -> tuple[FloatArray, float]:
        """Give the centres of the clusters as they were last assigned, and the objective about them."""
        labels = self._labels
        if labels is None:
            raise ValueError("an update needs an assignment before it")
        centres = self.centres(labels, centroids)
        return centres, self.total(labels, centres)

    def centres(self, labels: LabelArray, centroids: FloatArray) -> FloatArray:
        """Give the centre of each cluster, shape (k, d), read-only; `centroids` where there are no points."""
        raise NotImplementedError

    def total(self, labels: LabelArray, centroids: FloatArray) -> float:
        """Give the objective."""
        return gap_sum(self._values, labels, centroids, self._term)


class Textbook(Alternating):
    """One run of k-means in which every step looks at every point.

    Parameters
    ----------
    values : ndarray of shape (n, d)
    sums : ExactSums
        That of the values.
    """

    def __init__(self, values: FloatArray, sums: ExactSums) -> None:
        super().__init__(values)
        self._sums = sums

    def centres(self, labels: LabelArray, centroids: FloatArray) -> FloatArray:
        """Give the means."""
        return update(self._values, labels, centroids, self._sums)
