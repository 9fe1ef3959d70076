"""How far the m-th nearest row is: what eps is chosen by."""

from __future__ import annotations

import numpy as np

from kmanim.arrays import FloatArray, IntArray
from kmanim.simulate.machines.neighbourhoods.squares import squares
from kmanim.simulate.machines.neighbourhoods.tree import LEAF, Tree
from kmanim.simulate.numerics.chunks import chunks

_NUMBERS = 2**20


def k_distances(values: FloatArray, m: int) -> FloatArray:
    """Give the distance of every row to its m-th nearest, the row itself being the first.

    So a row is a core point of DBSCAN with `min_samples` m where this is at most eps, but for the rounding of the
    square root.

    Parameters
    ----------
    values : ndarray of shape (n, d)
        Within the limits of `kmanim.data.limits`.
    m : int
        From 1, which gives zeros, to n.

    Returns
    -------
    ndarray of shape (n,)
        In the unit of the values, in the order of the rows.

    Raises
    ------
    ValueError
        If there are fewer than m rows, or m is below 1.
    """
    n = len(values)
    if not 1 <= m <= n:
        raise ValueError(f"m is {m}, but it must be from 1 to the number of rows, {n}")
    tree = Tree(values)
    found = np.empty(n)
    for leaf in range(tree.leaves):
        own = slice(leaf * LEAF, (leaf + 1) * LEAF)
        # The m-th nearest in the leaves around bounds it from above. Only what may lie nearer can lower it: among
        # duplicates nothing does.
        bounds = _mth(tree, own, _around(tree, leaf, m), m)
        near, least = tree.near(leaf, bounds.max())
        others = tree.places(near[least < bounds.max()])
        if len(others) >= m:
            np.minimum(bounds, _mth(tree, own, others, m), out=bounds)
        found[tree.order[own]] = bounds
    return np.sqrt(found, out=found)


def _around(tree: Tree, leaf: int, m: int) -> IntArray:
    """List the places of so many leaves beside each other, this one among them, that they hold m rows."""
    several = min(tree.leaves, -(-m // LEAF) + 1)
    first = min(max(0, leaf - several // 2), tree.leaves - several)
    return tree.places(np.arange(first, first + several))


def _mth(tree: Tree, own: slice, places: IntArray, m: int) -> FloatArray:
    """Find the m-th least square from each of some rows to the rows at some places, shape (rows,)."""
    points, others = tree.columns[:, own, np.newaxis], tree.columns[:, np.newaxis, places]
    found = np.empty(points.shape[1])
    for rows in chunks(len(found), max(1, _NUMBERS // len(places))):
        found[rows] = np.partition(squares(points[:, rows], others), m - 1, axis=1)[:, m - 1]
    return found
