"""Which way the branches of a tree hang, so that none crosses another."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from kmanim.arrays import FloatArray, IntArray


class Branches(NamedTuple):
    """The tree with its children in their fixed places; all by cluster number.

    Attributes
    ----------
    children : ndarray of shape (n - 1, 2)
        Of each merge, its left and its right child: left is the one with the lower lowest row.
    sizes : ndarray of shape (2 n - 1,)
        How many rows a cluster has.
    starts : ndarray of shape (2 n - 1,)
        Where its rows begin in `order`, in which every cluster's rows lie side by side.
    order : ndarray of shape (n,)
        The rows, from left to right.
    """

    children: IntArray
    sizes: IntArray
    starts: IntArray
    order: IntArray

    def rows(self, number: int) -> IntArray:
        """Give a cluster's rows, from left to right; a view, without work."""
        return self.order[self.starts[number] : self.starts[number] + self.sizes[number]]


def branches(merges: FloatArray, n: int) -> Branches:
    """Lay out a tree, in O(n), however deep it is.

    Parameters
    ----------
    merges : ndarray of shape (n - 1, 4)
        As `kmanim.simulate.machines.linkage.merge_tree.merge_tree` gives them.
    n : int
    """
    lowest, sizes = list(range(n)), [1] * n
    children = []
    for lower, higher in merges[:, :2].astype(np.intp).tolist():
        left, right = (lower, higher) if lowest[lower] < lowest[higher] else (higher, lower)
        children.append((left, right))
        lowest.append(lowest[left])
        sizes.append(sizes[left] + sizes[right])
    starts = [0] * (2 * n - 1)
    for number in range(2 * n - 2, n - 1, -1):
        left, right = children[number - n]
        starts[left], starts[right] = starts[number], starts[number] + sizes[left]
    order = np.empty(n, np.intp)
    order[starts[:n]] = np.arange(n)
    return Branches(
        np.array(children, np.intp).reshape(-1, 2), np.array(sizes, np.intp), np.array(starts, np.intp), order
    )
