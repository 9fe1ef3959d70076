"""How many rows have which label."""

from __future__ import annotations

import numpy as np

from kmanim.arrays import IntArray, LabelArray
from kmanim.simulate.chunks import chunks


def count_labels(labels: LabelArray, k: int) -> IntArray:
    """Count the rows of each cluster, shape (k,), in pieces: NumPy makes a copy eight times as large of each."""
    counts = np.zeros(k, np.intp)
    for rows in chunks(len(labels)):
        counts += np.bincount(labels[rows], minlength=k)
    return counts
