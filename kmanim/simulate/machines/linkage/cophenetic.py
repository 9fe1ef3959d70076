"""At which height a tree brings two rows together, and how far that keeps to their distances.

R. R. Sokal and F. J. Rohlf, "The comparison of dendrograms by objective methods", Taxon 11 (1962).
"""

from __future__ import annotations

import numpy as np

from kmanim.arrays import FloatArray
from kmanim.simulate.machines.linkage.gaps import Metric, distances, gaps, shifted
from kmanim.simulate.machines.linkage.leaves import branches


def cophenetic(merges: FloatArray, n: int) -> FloatArray:
    """Give for every pair of rows the height of the merge that first has both; O(n^2) memory.

    Parameters
    ----------
    merges : ndarray of shape (n - 1, 4)
        As `kmanim.simulate.machines.linkage.merge_tree.merge_tree` gives them.
    n : int

    Returns
    -------
    ndarray of shape (n (n - 1) / 2,)
        Pairs (0, 1), (0, 2) ... (n - 2, n - 1).
    """
    tree = branches(merges, n)
    square = np.zeros((n, n))
    for (left, right), height in zip(tree.children.tolist(), merges[:, 2].tolist(), strict=True):
        square[np.ix_(tree.rows(left), tree.rows(right))] = height
    # Each pair was met once, in one of its two orders.
    return np.asarray(np.maximum(square, square.T)[np.triu_indices(n, 1)])


def cophenetic_correlation(merges: FloatArray, values: FloatArray, metric: Metric = "euclidean") -> float:
    """Correlate the heights at which pairs of rows come together with their distances.

    Parameters
    ----------
    merges : ndarray of shape (n - 1, 4)
    values : ndarray of shape (n, d)
    metric : {"euclidean", "manhattan", "chebyshev"}

    Returns
    -------
    float
        Pearson's coefficient; NaN where it is not defined: fewer than three rows, or all distances or heights equal.
    """
    n, columns = len(values), shifted(values)
    rows = [gaps(columns[:, row + 1 :], columns[:, row], metric) for row in range(n - 1)]
    if n < 3:
        return float("nan")
    apart, together = distances(np.concatenate(rows), metric), cophenetic(merges, n)
    if np.ptp(apart) == 0 or np.ptp(together) == 0:
        return float("nan")
    return float(np.corrcoef(apart, together)[0, 1])
