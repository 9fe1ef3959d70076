"""Where the components of a run are on a plane: means and ellipses of every state, and on the way between two."""

from __future__ import annotations

from functools import lru_cache
from typing import NamedTuple

import numpy as np

from kmanim.arrays import FloatArray
from kmanim.plot.axes.plane import Plane
from kmanim.plot.marks.ellipses import spread_on
from kmanim.simulate.machines.mixtures.trace import MixtureTrace

# How far beyond the points ellipses may open the axes, as a share of the points' range on each side.
_ROOM = 0.25


class Spread(NamedTuple):
    """All components at one instant: means (k, 2) in px, covariances (k, 2, 2) in px squared."""

    means: FloatArray
    spreads: FloatArray


class Course:
    """The components of a run on a plane.

    Parameters
    ----------
    trace : MixtureTrace
    plane : Plane
    """

    def __init__(self, trace: MixtureTrace, plane: Plane) -> None:
        self._trace, self._plane = trace, plane
        self.at = lru_cache(maxsize=256)(self._at)

    def _at(self, state: int) -> Spread:
        """Give the components of a state."""
        trace, index = self._trace, self._trace.states[state]
        means = self._plane.to_px(trace.dataset.view.project(trace.means_of(index)))
        return Spread(means, spread_on(self._plane, trace.dataset, trace.covariances_of(index)))

    def between(self, state: int, other: int, share: float) -> Spread:
        """Give them on the way from one state to another; a mean of two covariances is one, too."""
        start, end = self.at(state), self.at(other)
        return Spread(*(one + share * (two - one) for one, two in zip(start, end, strict=True)))

    def stops(self, last: int) -> list[FloatArray]:
        """Give the means of all states up to one, in px."""
        trace = self._trace
        places = [trace.means_of(index) for index in trace.states[: last + 1]]
        return [self._plane.to_px(trace.dataset.view.project(means)) for means in places]


def reach_of(trace: MixtureTrace, ends: FloatArray, states: tuple[int, ...]) -> FloatArray:
    """Give what must lie inside a plot: points, means, and what ellipses need, as far as it leaves the points large.

    Parameters
    ----------
    trace : MixtureTrace
    ends : ndarray of shape (2, 2)
        The lower and the upper corner of all points, in the view's units.
    states : tuple of int
        Those whose means are shown; of their ellipses the inner ones, of the last the outer ones, too.
    """
    view = trace.dataset.view
    low, high = ends.min(axis=0), ends.max(axis=0)
    room = _ROOM * (high - low)
    shown = [ends]
    wide = []
    for state in states:
        index = trace.states[state]
        means = view.project(trace.means_of(index))
        spreads = np.einsum("da,kde,eb->kab", view.axes, trace.covariances_of(index), view.axes)
        deviations = np.sqrt(np.maximum(np.einsum("kaa->ka", spreads), 0.0))
        far = (1 + (state == len(trace.states) - 1)) * deviations
        shown.append(means)
        wide += [means - far, means + far]
    every = np.vstack(wide)
    kept = np.clip(every, low - room, high + room)
    if trace.dataset.d == 1:
        kept[:, 1] = 0.0
    return np.vstack([*shown, kept])
