"""Numbers for clusters that mean alike wherever the same points are clustered: by where the clusters lie."""

from __future__ import annotations

import numpy as np

from kmanim.arrays import FloatArray, IntArray, LabelArray
from kmanim.simulate.numerics.chunks import chunks
from kmanim.simulate.numerics.counting import count_labels
from kmanim.simulate.snapshot import NO_CLUSTER

# So many clusters are looked for one by one, which is faster than to sort all labels.
_LOOKED_FOR = 64


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


def partition(labels: LabelArray) -> bytes:
    """Give final labels, numbered by first appearance: equal for runs that put the same rows together.

    Rows that belong to no cluster keep their -1.
    """
    sizes = count_labels(labels, int(labels.max()) + 1)
    present = np.flatnonzero(sizes)
    if len(present) > _LOOKED_FOR:
        first = np.unique(labels[labels >= 0], return_index=True)[1].tolist()
    else:
        first = [int((labels == number).argmax()) for number in present]
    numbers = np.empty(len(sizes) + 1, labels.dtype)
    numbers[present[np.argsort(first)]] = np.arange(len(present), dtype=labels.dtype)
    if labels.dtype.kind == "i":
        numbers[-1] = NO_CLUSTER  # the place that -1 means
    return numbers.take(labels).tobytes()
