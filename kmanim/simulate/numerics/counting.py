"""How many rows have which label, and which values they hold."""

from __future__ import annotations

import numpy as np

from kmanim.arrays import FloatArray, IntArray, LabelArray
from kmanim.simulate.numerics.chunks import chunks


def count_labels(labels: LabelArray, k: int) -> IntArray:
    """Count the rows of each of k clusters, shape (k,); labels of -1 belong to none.

    In pieces: NumPy makes a copy eight times as large of each.
    """
    if labels.dtype.kind == "i":
        labels = labels[labels >= 0]
    counts = np.zeros(k, np.intp)
    for rows in chunks(len(labels)):
        counts += np.bincount(labels[rows], minlength=k)
    return counts


def split_by_label(values: FloatArray, labels: LabelArray, k: int) -> list[FloatArray]:
    """Give the values of each of k clusters, in the order of their rows; `values` and `labels` of shape (n,).

    Rows that belong to no cluster are left out.
    """
    if labels.dtype.kind == "i":
        values, labels = values[labels >= 0], labels[labels >= 0]
    found = [np.empty(count) for count in count_labels(labels, k)]
    filled = [0] * k
    for rows in chunks(len(labels)):
        # Narrow labels are sorted by their digits, which is faster than to look for every cluster.
        ordered = values[rows][np.argsort(labels[rows], kind="stable")]
        ends = np.cumsum(np.bincount(labels[rows], minlength=k)).tolist()
        for cluster, (start, end) in enumerate(zip([0, *ends], ends, strict=False)):
            found[cluster][filled[cluster] : filled[cluster] + end - start] = ordered[start:end]
            filled[cluster] += end - start
    return found
