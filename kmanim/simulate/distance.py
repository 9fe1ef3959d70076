"""Squared Euclidean distance, exactly as it is written on paper."""

from __future__ import annotations

import math

import numpy as np

from kmanim.arrays import FloatArray, LabelArray
from kmanim.simulate.chunks import chunks


def squared_distances(values: FloatArray, centroid: FloatArray) -> FloatArray:
    """Sum (x - c)^2 over the columns, in their order.

    Never as |x|^2 - 2xc + |c|^2: far from the origin that loses every digit, and as a matrix product its bits
    change with the processor.

    Parameters
    ----------
    values : ndarray of shape (m, d)
    centroid : ndarray of shape (d,)

    Returns
    -------
    ndarray of shape (m,)
    """
    total = values[:, 0] - centroid[0]
    total *= total
    for column in range(1, values.shape[1]):
        difference = values[:, column] - centroid[column]
        difference *= difference
        total += difference
    return np.asarray(total, np.float64)


def own_squared_distances(values: FloatArray, labels: LabelArray, centroids: FloatArray) -> FloatArray:
    """Squared distance of every row to the centroid of its own cluster, shape (n,)."""
    gaps = np.empty(len(values))
    for rows in chunks(len(values)):
        difference = centroids.take(labels[rows], axis=0)
        np.subtract(values[rows], difference, out=difference)
        difference *= difference
        total = gaps[rows]
        total[:] = difference[:, 0]
        for column in difference.T[1:]:
            total += column
    return gaps


def inertia_of(values: FloatArray, labels: LabelArray, centroids: FloatArray) -> float:
    """Sum the squared distances of all rows to the centroids of their clusters.

    They are added in the order in which an assignment adds them, so equal distances have equal sums.
    """
    return math.fsum(
        float(own_squared_distances(values[rows], labels[rows], centroids).sum())
        for rows in chunks(len(values))
    )
