"""Border rows that core rows of several clusters reach."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from kmanim.simulate.machines.neighbourhoods.neighbours import Neighbours
from kmanim.simulate.machines.neighbourhoods.reach import NOBODY, first_reach


def contested(
    near: Neighbours, core: NDArray[np.bool_], labels: NDArray[np.signedinteger[Any]]
) -> dict[int, tuple[int, ...]]:
    """Find the border rows that might be in another cluster, had the rows been visited in another order.

    Parameters
    ----------
    near : Neighbours
    core : ndarray of shape (n,)
        Which rows are core rows.
    labels : ndarray of shape (n,)
        The cluster of each row, -1 for noise.

    Returns
    -------
    dict
        For each such row, ascending, the clusters of the core rows among its neighbours, two or more, ascending.
    """
    leaves, count = near.leaves, int(labels.max(initial=-1)) + 1
    ranks = np.where(leaves.of_rows(core), leaves.of_rows(labels), NOBODY).astype(np.int32)
    border = leaves.of_rows((labels >= 0) & ~core)
    some = np.flatnonzero((ranks < NOBODY).any(axis=0))
    lowest = first_reach(leaves, ranks, border, some)
    turned = np.where(ranks < NOBODY, count - 1 - ranks, NOBODY)
    highest = count - 1 - first_reach(leaves, turned, border, some)
    found = {}
    for row in np.sort(leaves.rows[border & (lowest < highest)]).tolist():
        neighbours = near.of(row)
        found[row] = tuple(np.unique(labels[neighbours[core[neighbours]]]).tolist())
    return found
