"""Cutting a tree into clusters, by their number or at a height."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from kmanim.arrays import FloatArray, IntArray, LabelArray
from kmanim.errors import InputError
from kmanim.simulate.machines.linkage.inversions import inversions


def labels_at(merges: FloatArray, n: int, k: int) -> LabelArray:
    """Undo the last k - 1 merges. They are counted, not measured: so inverted and tied trees give k clusters, too.

    Parameters
    ----------
    merges : ndarray of shape (n - 1, 4)
        As `kmanim.simulate.machines.linkage.merge_tree.merge_tree` gives them.
    n : int
    k : int
        How many clusters.

    Returns
    -------
    ndarray of shape (n,)
        Numbers 0 ... k - 1 in the order of the clusters' lowest rows.

    Raises
    ------
    InputError
        If k is not within 1 ... n.
    """
    if not 1 <= k <= n:
        raise InputError(f"k is {k} but a tree of {n} can be cut into 1 to {n} clusters")
    return _labels(merges, np.arange(n - 1) < n - k)


def labels_below(merges: FloatArray, n: int, height: float) -> LabelArray:
    """Cut at a height: keep the merges that, with all within them, are not above it.

    Parameters
    ----------
    merges : ndarray of shape (n - 1, 4)
    n : int
    height : float

    Returns
    -------
    ndarray of shape (n,)
        Numbers from 0 in the order of the clusters' lowest rows.

    Raises
    ------
    InputError
        For a tree with inversions: a merge that is below the height may lie above one that is not.
    """
    inverted = inversions(merges)
    if len(inverted):
        raise InputError(
            f"merge {inverted[0] + 1} is lower than a merge within it, so a height does not say where to cut this "
            "tree; cut it by the number of clusters"
        )
    # Rounding may have left a merge a last digit below one within it.
    tops = [0.0] * n
    for lower, higher, own, _ in merges.tolist():
        tops.append(max(own, tops[int(lower)], tops[int(higher)]))
    return _labels(merges, np.array(tops[n:]) <= height)


def _labels(merges: FloatArray, kept: NDArray[np.bool_]) -> LabelArray:
    """Label rows by the merges that are kept; with a merge, those within it are."""
    n = len(merges) + 1
    root = np.arange(2 * n - 1)
    root[merges[kept, :2].astype(np.intp)] = n + np.flatnonzero(kept)[:, np.newaxis]
    while True:
        # Each look goes twice as far up the tree.
        further = root[root]
        if np.array_equal(further, root):
            break
        root = further
    return _by_lowest_row(root[:n])


def _by_lowest_row(names: IntArray) -> LabelArray:
    """Replace names of shape (n,) by numbers, in the order in which they appear; the smallest type holds them."""
    _, first, place = np.unique(names, return_index=True, return_inverse=True)
    numbers = np.empty(len(first), np.min_scalar_type(len(first) - 1))
    numbers[first.argsort()] = np.arange(len(first))
    return numbers[place.reshape(-1)]
