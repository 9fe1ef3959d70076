"""Where the brackets of a dendrogram stand: places from left to right, heights from below."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from kmanim.arrays import FloatArray, IntArray
from kmanim.simulate.machines.linkage.leaves import branches

MANY = 200
"""More leaves than this are too narrow to be told apart."""
LAST = 30
"""Of a tree with more, so many merges are shown."""


@dataclass(frozen=True, slots=True)
class Dendrogram:
    """The last m merges, over m + 1 leaves that stand at 0 ... m.

    Attributes
    ----------
    leaves : ndarray of shape (m + 1,)
        Cluster numbers from left to right; below n a row, else a subtree that is shown as one leaf.
    sizes : ndarray of shape (m + 1,)
        How many rows each leaf stands for.
    steps : ndarray of shape (m,)
        Which merges are shown, 0-based, in their order.
    children : ndarray of shape (m, 2)
        The cluster numbers of the left and the right child.
    places : ndarray of shape (m, 2)
        Where these two stand.
    feet : ndarray of shape (m, 2)
        The heights at which a bracket's two legs end: those of its children, 0 at leaves. With an inversion above
        the bracket's own height.
    heights : ndarray of shape (m,)
        The heights of the brackets.
    """

    leaves: IntArray
    sizes: IntArray
    steps: IntArray
    children: IntArray
    places: FloatArray
    feet: FloatArray
    heights: FloatArray


def dendrogram(merges: FloatArray, n: int, last: int | None = None) -> Dendrogram:
    """Place the brackets of a tree without a crossing, in O(n).

    Parameters
    ----------
    merges : ndarray of shape (n - 1, 4)
        As `kmanim.simulate.machines.linkage.merge_tree.merge_tree` gives them.
    n : int
    last : int, optional
        How many merges to show, by their number, not their height. Default all, or `LAST` if there are more than
        `MANY` leaves.
    """
    shown = min(n - 1, LAST if last is None and n > MANY else n - 1 if last is None else last)
    hidden = n - 1 - shown
    tree = branches(merges, n)
    children = tree.children[hidden:]
    ends = children[children < n + hidden] if shown else np.array([2 * n - 2])
    leaves = ends[tree.starts[ends].argsort()]
    place, foot = np.zeros(2 * n - 1), np.concatenate([np.zeros(n), merges[:, 2]])
    place[leaves], foot[leaves] = np.arange(len(leaves)), 0.0
    for step, pair in enumerate(children.tolist(), n + hidden):
        place[step] = (place[pair[0]] + place[pair[1]]) / 2
    return Dendrogram(
        leaves=leaves,
        sizes=tree.sizes[leaves],
        steps=np.arange(hidden, n - 1),
        children=children,
        places=place[children],
        feet=foot[children],
        heights=merges[hidden:, 2].copy(),
    )
