"""Partitioning around medoids: which rows to build on, which swap to make.

L. Kaufman and P. J. Rousseeuw, "Partitioning around medoids (program PAM)", chapter 2 of "Finding Groups in
Data" (1990). What a swap changes is worked out for all k medoids in one pass over the points, as in E. Schubert
and P. J. Rousseeuw, "Fast and eager k-medoids clustering: O(k) runtime improvement of the PAM, CLARA, and
CLARANS algorithms", Information Systems 101 (2021). Of all swaps the best is made, as PAM does, and not the
first that helps, as FasterPAM does: a film of few large steps is easier to follow.
"""

from __future__ import annotations

import numpy as np

from kmanim.arrays import FloatArray, IntArray
from kmanim.simulate.numerics.pair_distances import ROUNDING, pair_distances, pieces


def build(values: FloatArray, k: int) -> IntArray:
    """Choose k rows one after the other, each the one that lowers the sum of distances most: PAM's BUILD.

    Parameters
    ----------
    values : ndarray of shape (n, d)
    k : int

    Returns
    -------
    ndarray of shape (k,)
        Of several equally good rows the first.
    """
    rows: list[int] = []
    nearest = np.full(len(values), np.inf)
    while len(rows) < k:
        sums = np.empty(len(values))
        for part in pieces(len(values), len(values)):
            sums[part] = np.minimum(pair_distances(values[part], values), nearest).sum(axis=1)
        sums[rows] = np.inf
        row = int(np.flatnonzero(sums <= sums.min() * (1 + ROUNDING))[0])
        rows.append(row)
        nearest = np.minimum(nearest, pair_distances(values[row : row + 1], values)[0])
    return np.array(rows, np.intp)


def best_swap(values: FloatArray, medoids: IntArray) -> tuple[int, int] | None:
    """Find the swap that lowers the sum of distances to the nearest medoids most.

    Parameters
    ----------
    values : ndarray of shape (n, d)
    medoids : ndarray of shape (k,)
        Rows.

    Returns
    -------
    (int, int) or None
        The row to take and the number of the medoid that it replaces; of several equally good swaps that with
        the lowest row, then the lowest number. None if no swap lowers the sum.
    """
    swaps = _Swaps(values, medoids)
    least = np.empty(len(values))
    for part in pieces(len(values), len(values)):
        least[part] = swaps.changes(part).min(axis=1)
    slack = ROUNDING * swaps.total
    best = float(least.min())
    if best >= -2 * slack:
        return None
    row = int(np.flatnonzero(least <= best + slack)[0])
    changes = swaps.changes(slice(row, row + 1))[0]
    return row, int(np.flatnonzero(changes <= best + slack)[0])


class _Swaps:
    """What each swap would change, given the distances to the nearest and the second nearest medoid."""

    def __init__(self, values: FloatArray, medoids: IntArray) -> None:
        far = pair_distances(values[medoids], values)
        owner = far.argmin(axis=0)
        # sorted by owner, so that sums over clusters are sums over neighbours
        order = np.argsort(owner, kind="stable")
        owner, far = owner[order], far[:, order]
        self._values, self._sorted, self._k = values, values[order], len(medoids)
        self._present, self._first = np.unique(owner, return_index=True)
        two = np.partition(far, 1, axis=0) if self._k > 1 else np.vstack([far, np.full_like(far, np.inf)])
        self._near, self._next = two[0], two[1]
        self.total = float(self._near.sum())

    def changes(self, part: slice) -> FloatArray:
        """Say how much each swap of the rows of a slice changes the sum, shape (rows, k).

        A point nearer to the new row than to its medoid gains whatever goes. A point whose own medoid goes
        has the nearer of the new row and its second nearest medoid instead.
        """
        new = pair_distances(self._values[part], self._sorted)
        gain = np.minimum(new - self._near, 0.0)
        # beyond that gain, which all share
        loss = np.minimum(np.maximum(new, self._near), self._next) - self._near
        changes = np.repeat(gain.sum(axis=1)[:, np.newaxis], self._k, axis=1)
        changes[:, self._present] += np.add.reduceat(loss, self._first, axis=1)
        return changes
