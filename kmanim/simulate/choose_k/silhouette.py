"""Silhouettes: how much nearer every row is to its own cluster than to the next one.

P. J. Rousseeuw, "Silhouettes: a graphical aid to the interpretation and validation of cluster analysis",
Journal of Computational and Applied Mathematics 20 (1987), 53-65.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from kmanim.arrays import FloatArray, IntArray, LabelArray
from kmanim.simulate.numerics.chunks import chunks

# So many distances at a time stay in the processor's cache.
_HELD = 2**17


def silhouettes(
    values: FloatArray, labellings: Sequence[LabelArray], part: slice = slice(None)
) -> list[FloatArray]:
    """Give every row's silhouette in each of several clusterings.

    It is (b - a) / max(a, b) with a the mean Euclidean distance to the other rows of its cluster and b the least mean
    distance to the rows of another; 0 for a row that is alone in its cluster, and where a and b are both 0. Every
    pair of rows is measured once for all clusterings: n^2 steps, but memory for some rows at a time only. Rows that are
    together in every clustering are added up first, so the others may decide on a last digit.

    Parameters
    ----------
    values : ndarray of shape (n, d)
    labellings : sequence of ndarray of shape (n,)
        Cluster numbers from 0; clusters without rows count for nothing.
    part : slice, optional
        The rows that are judged, of all n by default.

    Returns
    -------
    list of ndarray, as long as the part
        From -1 to 1; nan throughout where all rows are in one cluster.
    """
    n = len(values)
    # Rows that are together in every clustering are added up once for all of them.
    order = np.lexsort(labellings)
    sorted_ = np.array([labels.take(order) for labels in labellings])
    firsts = np.concatenate([[0], np.flatnonzero((sorted_[:, 1:] != sorted_[:, :-1]).any(axis=0)) + 1])
    groups = [
        _Groups(labels, cells) for labels, cells in zip(labellings, sorted_.take(firsts, axis=1), strict=True)
    ]
    first, end, _ = part.indices(n)
    found = [np.full(end - first, np.nan) for _ in labellings]
    columns = np.ascontiguousarray(values.take(order, axis=0).T)
    for some in chunks(end - first, max(1, _HELD // max(n, 1))):
        rows = slice(first + some.start, first + some.stop)
        sums = np.add.reduceat(_distances(values[rows], columns), firsts, axis=1)
        for group, target in zip(groups, found, strict=True):
            if len(group.sizes) > 1:
                target[some] = group.silhouettes(sums, rows)
    return found


class _Groups:
    """The clusters of one clustering, as cells: rows that are together in other clusterings, too.

    Parameters
    ----------
    labels : ndarray of shape (n,)
    cells : ndarray of shape (c,)
        The label of the rows of each cell.
    """

    def __init__(self, labels: LabelArray, cells: LabelArray) -> None:
        self._own: IntArray
        _, self._own, self.sizes = np.unique(labels, return_inverse=True, return_counts=True)
        self._order = np.argsort(cells, kind="stable")
        self._firsts = np.unique(cells.take(self._order), return_index=True)[1]

    def silhouettes(self, cells: FloatArray, rows: slice) -> FloatArray:
        """Judge m rows by the sums of their distances to the rows of each cell, shape (m, c)."""
        sums = np.add.reduceat(cells.take(self._order, axis=1), self._firsts, axis=1)
        at = np.arange(len(sums))
        own = self._own[rows]
        others = self.sizes[own] - 1
        within = sums[at, own] / np.maximum(others, 1)
        means = sums / self.sizes
        means[at, own] = np.inf
        between = means.min(axis=1)
        larger = np.maximum(within, between)
        judged = (others > 0) & (larger > 0)
        result = np.zeros(len(sums))
        np.divide(between - within, larger, out=result, where=judged)
        return result


def _distances(values: FloatArray, columns: FloatArray) -> FloatArray:
    """Measure m rows against all n, given as columns of shape (d, n): as differences, so that no offset hurts."""
    total = np.zeros((len(values), columns.shape[1]))
    difference = np.empty_like(total)
    for here, column in zip(values.T, columns, strict=True):
        np.subtract(here[:, np.newaxis], column, out=difference)
        difference *= difference
        total += difference
    return np.sqrt(total, out=total)
