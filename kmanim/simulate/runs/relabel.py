"""Numbers for clusters that mean the same in every run."""

from __future__ import annotations

import numpy as np

from kmanim.arrays import FloatArray, IntArray, LabelArray
from kmanim.simulate.numerics.chunks import chunks
from kmanim.simulate.numerics.counting import count_labels
from kmanim.simulate.trace import Trace


def order_by_mean(trace: Trace) -> IntArray:
    """Order clusters by the mean of their final members in the first column, ties by the next; empties last.

    Returns
    -------
    ndarray of shape (k,)
        For `Trace.relabelled`: the old number of each new cluster.
    """
    return order_of_labels(trace.dataset.points, trace.labels, trace.k)


def order_of_labels(points: FloatArray, labels: LabelArray, k: int) -> IntArray:
    """Do the same for points of shape (n, d) and labels of shape (n,) that belong to no trace."""
    counts = count_labels(labels, k)
    sums = np.zeros((points.shape[1], k))
    for rows in chunks(len(labels)):
        owners = labels[rows].astype(np.intp)
        sums += [np.bincount(owners, weights=column, minlength=k) for column in points[rows].T]
    means = list(sums / np.maximum(counts, 1))
    return np.lexsort([*reversed(means), counts == 0])


def order_by_overlap(trace: Trace, reference: Trace) -> IntArray:
    """Order clusters so that as many rows as possible keep the number that they have in `reference`.

    Of several such orders one is taken that leaves as many clusters as possible their number.

    Parameters
    ----------
    trace, reference : Trace
        Two runs over the same rows; they may differ in k.

    Returns
    -------
    ndarray of shape (k,)
        For `Trace.relabelled`: the old number of each new cluster.

    Raises
    ------
    ValueError
        If they do not have equally many rows.
    """
    if trace.dataset.n != reference.dataset.n:
        raise ValueError(f"the runs have {trace.dataset.n} and {reference.dataset.n} rows")
    size = max(trace.k, reference.k)
    kind = np.min_scalar_type(size * size)
    pairs = reference.labels.astype(kind) * kind.type(size) + trace.labels
    overlap = count_labels(pairs, size * size).reshape(size, size)
    kept = np.eye(size, dtype=np.intp)
    order = best_assignment(-(overlap * (size + 1) + kept))
    return order[order < trace.k]


def best_assignment(cost: IntArray) -> IntArray:
    """Give each row its own column so that the costs add up to the least: the Hungarian method, O(k^3).

    H. W. Kuhn, "The Hungarian method for the assignment problem", Naval Research Logistics Quarterly 2
    (1955), with shortest augmenting paths. Whole numbers, so it is exact.
    """
    size = len(cost)
    row_price = np.zeros(size + 1, np.intp)
    column_price = np.zeros(size + 1, np.intp)
    row_of = np.full(size + 1, size, np.intp)  # the last column is where each search starts
    for row in range(size):
        row_of[size] = row
        here = size
        slack = np.full(size + 1, np.iinfo(np.intp).max)
        came_from = np.full(size + 1, size, np.intp)
        visited = np.zeros(size + 1, bool)
        while row_of[here] != size:
            visited[here] = True
            reduced = cost[row_of[here]] - row_price[row_of[here]] - column_price[:size]
            shorter = ~visited[:size] & (reduced < slack[:size])
            slack[:size][shorter] = reduced[shorter]
            came_from[:size][shorter] = here
            nearest = int(np.where(visited[:size], np.iinfo(np.intp).max, slack[:size]).argmin())
            step = slack[nearest]
            row_price[row_of[visited]] += step
            column_price[visited] -= step
            slack[:size][~visited[:size]] -= step
            here = nearest
        while here != size:
            row_of[here] = row_of[came_from[here]]
            here = int(came_from[here])
    order = np.empty(size, np.intp)
    order[row_of[:size]] = np.arange(size)
    return order
