"""Border rows that core rows of several clusters reach."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from kmanim.simulate.machines.neighbourhoods.neighbours import Neighbours


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
    found = {}
    for row in np.flatnonzero((labels >= 0) & ~core).tolist():
        neighbours = near.of(row)
        clusters = np.unique(labels[neighbours[core[neighbours]]])
        if len(clusters) > 1:
            found[row] = tuple(clusters.tolist())
    return found
