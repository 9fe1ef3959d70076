"""What becomes of a centroid that has no points, where it is not to stay."""

from __future__ import annotations

import dataclasses

import numpy as np

from kmanim.arrays import FloatArray, frozen
from kmanim.simulate.machines.centroids.snapshot import CentroidSnapshot
from kmanim.simulate.numerics.distance import Term, own_gaps


def relocate(
    values: FloatArray,
    state: CentroidSnapshot,
    policy: str,
    rng: np.random.Generator,
    term: Term = np.square,
) -> CentroidSnapshot:
    """Put every empty centroid on a point, lowest number first; the points follow at the next assignment.

    Only points that do not lie on their own centroid are taken, so each such move lowers the objective at the
    next assignment and a run cannot go round in a circle. Two empty centroids never get the same place.

    Parameters
    ----------
    values : ndarray of shape (n, d)
    state : CentroidSnapshot
        After an update, with at least one empty cluster.
    policy : {"farthest", "resample"}
        The point farthest from its own centroid (of several the first row), or one drawn at random.
    rng : Generator
        For ``"resample"``.
    term : ufunc
        How gaps are measured.

    Returns
    -------
    CentroidSnapshot
        Step ``"relocate"``: labels and objective as before, the empty centroids moved.
    """
    if state.labels is None:
        raise ValueError("only after an assignment can a cluster be empty")
    centroids = state.centroids.copy()
    gaps = own_gaps(values, state.labels, centroids, term)
    for number in np.flatnonzero(state.counts == 0):
        free = np.flatnonzero(gaps > 0)
        if not free.size:
            break
        row = int(gaps.argmax()) if policy == "farthest" else int(free[rng.integers(free.size)])
        centroids[number] = values[row]
        gaps[np.all(values == values[row], axis=1)] = 0.0
    return dataclasses.replace(state, step="relocate", centroids=frozen(centroids))
