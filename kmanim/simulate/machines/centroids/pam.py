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
from kmanim.simulate.numerics.chunks import chunks
from kmanim.simulate.numerics.pair_distances import ROUNDING, pair_distances, pieces

_POINTS = 32
"""So many are gone through at once."""


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


def best_swap(distances: FloatArray, medoids: IntArray) -> tuple[int, int] | None:
    """Find the swap that lowers the sum of distances to the nearest medoids most.

    Parameters
    ----------
    distances : ndarray of shape (n, n)
        Between all rows.
    medoids : ndarray of shape (k,)
        Rows.

    Returns
    -------
    (int, int) or None
        The row to take and the number of the medoid that it replaces; of several equally good swaps that with
        the lowest row, then the lowest number. None if no swap lowers the sum.
    """
    far = distances[medoids]
    total = float(far.min(axis=0).sum())
    changes = _changes(distances, far)
    slack = ROUNDING * total
    best = float(changes.min())
    if best >= -2 * slack:
        return None
    good = changes <= best + slack
    row = int(np.flatnonzero(good.any(axis=0))[0])
    return row, int(np.flatnonzero(good[:, row])[0])


def _changes(distances: FloatArray, far: FloatArray) -> FloatArray:
    """Say how much each swap changes the sum, shape (k, n), given the distances of all rows to the k medoids.

    A point whose medoid stays has the nearer of that and the new row; one whose medoid goes has the nearer of the
    new row and its second nearest medoid. Points are taken a few at a time, so that what is computed stays in the
    processor's cache and the distances are gone through once.
    """
    n, k = distances.shape[0], len(far)
    owner = far.argmin(axis=0)
    two = np.partition(far, 1, axis=0) if k > 1 else np.vstack([far, np.full_like(far, np.inf)])
    near, following = two[0][:, np.newaxis], two[1][:, np.newaxis]
    everybody = np.zeros(n)
    changes = np.zeros((k, n))
    # The same room for all: new room for every few points would cost more than the sums.
    room, nearer, sums = np.empty((_POINTS, n)), np.empty((_POINTS, n)), np.empty(n)
    for number in range(k):
        members = np.flatnonzero(owner == number)
        for part in chunks(len(members), _POINTS):
            some = members[part]
            new, least = room[: len(some)], nearer[: len(some)]
            np.take(distances, some, axis=0, out=new, mode="clip")  # which needs no room of its own
            changes[number] += np.minimum(new, following[some], out=least).sum(axis=0, out=sums)
            beside = np.minimum(new, near[some], out=least).sum(axis=0, out=sums)
            everybody += beside
            changes[number] -= beside
    changes += everybody - near.sum()
    return changes
