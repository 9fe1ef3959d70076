"""How many rows have which label, and which values they hold."""

from __future__ import annotations

import numpy as np

from kmanim.arrays import FloatArray, IntArray, LabelArray
from kmanim.simulate.chunks import chunks


def count_labels(labels: LabelArray, k: int) -> IntArray:
    """Count the rows of each cluster, shape (k,), in pieces: NumPy makes a copy eight times as large of each."""
    counts = np.zeros(k, np.intp)
    for rows in chunks(len(labels)):
        counts += np.bincount(labels[rows], minlength=k)
    return counts


def split_by_label(values: FloatArray, labels: LabelArray, k: int) -> list[FloatArray]:
    """Give the values of each of k clusters, in the order of their rows; `values` and `labels` of shape (n,)."""
    # Narrow labels are sorted by their digits, which is many times faster than to look for every cluster.
    ordered = values[np.argsort(labels, kind="stable")]
    return np.split(ordered, np.cumsum(count_labels(labels, k))[:-1])
