"""Two partitions of the same rows beside each other, whatever their clusters are called."""

from __future__ import annotations

import numpy as np

from kmanim.arrays import IntArray, LabelArray
from kmanim.simulate.snapshot import NO_CLUSTER


def differing_rows(one: LabelArray, other: LabelArray) -> IntArray:
    """Find the rows that are in another cluster in one partition than in the other.

    Clusters are matched by their largest overlap, the largest first (ties: the lower numbers); rows that are in no
    cluster are matched with rows that are in none.

    Parameters
    ----------
    one, other : ndarray of shape (n,)
        Labels, -1 for no cluster.

    Returns
    -------
    ndarray
        Rows, 0-based, ascending; empty where both are the same partition.
    """
    pairs, place, counts = np.unique(
        np.column_stack([one, other]).astype(np.intp), axis=0, return_inverse=True, return_counts=True
    )
    theirs: dict[int, int] = {NO_CLUSTER: NO_CLUSTER}
    taken = {NO_CLUSTER}
    for pair in np.argsort(-counts, kind="stable"):
        mine, match = (int(label) for label in pairs[pair])
        if mine not in theirs and match not in taken:
            theirs[mine] = match
            taken.add(match)
    same = np.array([theirs.get(int(mine)) == match for mine, match in pairs])
    return np.flatnonzero(~same[place.reshape(-1)])
