"""Numbers for clusters that mean the same in two runs."""

from __future__ import annotations

import numpy as np

from kmanim.arrays import IntArray
from kmanim.simulate.numerics.counting import count_labels
from kmanim.simulate.trace import Trace


def order_by_overlap(trace: Trace, reference: Trace) -> IntArray:
    """Order clusters so that as many rows as possible keep the number that they have in `reference`.

    Of several such orders one is taken that leaves as many clusters as possible their number.

    Parameters
    ----------
    trace, reference : Trace
        Two runs over the same rows; they may differ in the number of clusters.

    Returns
    -------
    ndarray
        For `Trace.relabelled`: the old number of each new cluster.

    Raises
    ------
    ValueError
        If they do not have equally many rows.
    """
    if trace.dataset.n != reference.dataset.n:
        raise ValueError(f"the runs have {trace.dataset.n} and {reference.dataset.n} rows")
    mine, theirs = trace.n_numbers, reference.n_numbers
    size = max(mine, theirs)
    if (
        min(trace.labels.min(), reference.labels.min()) < 0
    ):  # rows in no cluster of one of them overlap with nothing
        both = (trace.labels >= 0) & (reference.labels >= 0)
        own, other = trace.labels[both], reference.labels[both]
    else:
        own, other = trace.labels, reference.labels
    kind = np.min_scalar_type(size * size)
    pairs = other.astype(kind) * kind.type(size) + own.astype(kind, copy=False)
    overlap = count_labels(pairs, size * size).reshape(size, size)
    kept = np.eye(size, dtype=np.intp)
    order = best_assignment(-(overlap * (size + 1) + kept))
    return order[order < mine]


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
