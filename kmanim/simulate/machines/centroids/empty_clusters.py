"""What becomes of a centroid that has no points, where it is not to stay."""

from __future__ import annotations

import dataclasses

import numpy as np

from kmanim.arrays import FloatArray, frozen
from kmanim.simulate.machines.centroids.snapshot import CentroidSnapshot
from kmanim.simulate.numerics.distance import Term, own_gaps


class NewPlaces:
    """The rows that empty centroids of one run are put on.

    Parameters
    ----------
    policy : {"keep", "farthest", "resample"} or tuple of int
        None; the row farthest from its own centroid (of several the first); one drawn at random; or these, one after
        another, until all are used.
    rng : Generator
        For ``"resample"``.
    """

    def __init__(self, policy: str | tuple[int, ...], rng: np.random.Generator) -> None:
        self._policy, self._rng = policy, rng
        self._used = 0

    @property
    def over(self) -> bool:
        """Whether centroids stay where they are."""
        return self._policy == "keep" or (
            not isinstance(self._policy, str) and self._used == len(self._policy)
        )

    def choose(self, gaps: FloatArray) -> int | None:
        """Choose a row by the gaps of all to their own centroids, shape (n,); None where no centroid moves any more."""
        free = np.flatnonzero(gaps > 0)
        if not free.size or self.over:
            return None
        if not isinstance(self._policy, str):
            self._used += 1
            return self._policy[self._used - 1]
        return int(gaps.argmax()) if self._policy == "farthest" else int(free[self._rng.integers(free.size)])


def relocate(
    values: FloatArray, state: CentroidSnapshot, places: NewPlaces, term: Term = np.square
) -> CentroidSnapshot:
    """Put every empty centroid on a point, lowest number first; the points follow at the next assignment.

    Unless rows are given, only points that do not lie on their own centroid are taken, so each such move lowers the
    objective at the next assignment and a run cannot go round in a circle. Two empty centroids never get the same
    place.

    Parameters
    ----------
    values : ndarray of shape (n, d)
    state : CentroidSnapshot
        After an update, with at least one empty cluster.
    places : NewPlaces
        Of this run.
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
        row = places.choose(gaps)
        if row is None:
            break
        centroids[number] = values[row]
        gaps[np.all(values == values[row], axis=1)] = 0.0
    return dataclasses.replace(state, step="relocate", centroids=frozen(centroids))
