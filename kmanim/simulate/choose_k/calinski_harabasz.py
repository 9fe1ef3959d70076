"""The variance ratio of a clustering: how far apart the clusters are for how wide they are.

T. Calinski and J. Harabasz, "A dendrite method for cluster analysis", Communications in Statistics 3 (1974), 1-27.
"""

from __future__ import annotations

import math

import numpy as np

from kmanim.arrays import FloatArray, LabelArray
from kmanim.simulate.machines.lloyd.textbook import update
from kmanim.simulate.numerics.counting import count_labels
from kmanim.simulate.numerics.distance import gap_sum, gaps


def calinski_harabasz(values: FloatArray, labels: LabelArray) -> float:
    """Give (B / (k - 1)) / (W / (n - k)), B and W the sums of squares between and within the clusters.

    Means are exact (see `update`), so a cluster that is one place has a W of 0 and not of what rounding leaves.

    Parameters
    ----------
    values : ndarray of shape (n, d)
    labels : ndarray of shape (n,)
        Cluster numbers from 0; k counts the clusters that have rows.

    Returns
    -------
    float
        nan where it is not defined: for k = 1, k = n, and where W is 0. (scikit-learn says 1 in that last case.)
    """
    n, d = values.shape
    counts = count_labels(labels, int(labels.max()) + 1)
    k = int(np.count_nonzero(counts))
    if not 1 < k < n:
        return math.nan
    values = values - values[0]  # exact for near rows far away, where a mean would have few digits left
    means = update(values, labels, np.zeros((len(counts), d)))
    within = gap_sum(values, labels, means)
    if within == 0:
        return math.nan
    middle = update(values, np.zeros(n, np.uint8), np.zeros((1, d)))[0]
    used = counts > 0
    between = float((counts[used] * gaps(means[used], middle)).sum())
    return float((between / (k - 1)) / (within / (n - k)))
