"""Numbers for clusters that mean alike wherever the same points are clustered: by where the clusters lie."""

from __future__ import annotations

import numpy as np

from kmanim.arrays import FloatArray, IntArray, LabelArray
from kmanim.simulate.numerics.chunks import chunks
from kmanim.simulate.numerics.counting import count_labels


def order_by_means(points: FloatArray, labels: LabelArray, k: int) -> IntArray:
    """Order clusters by the mean of their members in the first column, ties by the next; those without rows come last.

    Parameters
    ----------
    points : ndarray of shape (n, d)
    labels : ndarray of shape (n,)
        The cluster of each row, from 0.
    k : int
        How many clusters there are.

    Returns
    -------
    ndarray of shape (k,)
        For `Trace.relabelled`: the old number of each new cluster.
    """
    counts = count_labels(labels, k)
    sums = np.zeros((points.shape[1], k))
    for rows in chunks(len(labels)):
        owners = labels[rows].astype(np.intp)
        sums += [np.bincount(owners, weights=column, minlength=k) for column in points[rows].T]
    means = list(sums / np.maximum(counts, 1))
    return np.lexsort([*reversed(means), counts == 0])
