"""Silhouettes: how much nearer every row is to its own cluster than to the next one.

P. J. Rousseeuw, "Silhouettes: a graphical aid to the interpretation and validation of cluster analysis",
Journal of Computational and Applied Mathematics 20 (1987), 53-65.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from kmanim.arrays import FloatArray, IntArray, LabelArray
from kmanim.simulate.numerics.chunks import chunks

# Distances held at a time; 8 MB, whatever n is.
_HELD = 2**20


def silhouettes(
    values: FloatArray, labellings: Sequence[LabelArray], part: slice = slice(None)
) -> list[FloatArray]:
    """Give every row's silhouette in each of several clusterings.

    It is (b - a) / max(a, b) with a the mean Euclidean distance to the other rows of its cluster and b the least mean
    distance to the rows of another; 0 for a row that is alone in its cluster, and where a and b are both 0. Every
    pair of rows is measured once for all clusterings: n^2 steps, but memory for some rows at a time only.

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
    groups = [_Groups(labels) for labels in labellings]
    first, end, _ = part.indices(n)
    found = [np.full(end - first, np.nan) for _ in labellings]
    columns = np.ascontiguousarray(values.T)
    for some in chunks(end - first, max(1, _HELD // max(n, 1))):
        rows = slice(first + some.start, first + some.stop)
        distances = _distances(columns, rows)
        for group, target in zip(groups, found, strict=True):
            if len(group.sizes) > 1:
                target[some] = group.silhouettes(distances, rows)
    return found


class _Groups:
    """The rows of one clustering, laid out cluster by cluster."""

    def __init__(self, labels: LabelArray) -> None:
        self._own: IntArray
        _, self._own, self.sizes = np.unique(labels, return_inverse=True, return_counts=True)
        self._order = np.argsort(self._own, kind="stable")
        self._firsts = np.concatenate([[0], np.cumsum(self.sizes)[:-1]])

    def silhouettes(self, distances: FloatArray, rows: slice) -> FloatArray:
        """Judge some rows by their distances to all n, shape (m, n)."""
        sums = np.add.reduceat(distances.take(self._order, axis=1), self._firsts, axis=1)
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


def _distances(columns: FloatArray, rows: slice) -> FloatArray:
    """Measure some rows against all n, from columns of shape (d, n): as differences, so that no offset hurts."""
    total = np.zeros((rows.stop - rows.start, columns.shape[1]))
    difference = np.empty_like(total)
    for column in columns:
        np.subtract(column[rows, np.newaxis], column, out=difference)
        difference *= difference
        total += difference
    return np.sqrt(total, out=total)
