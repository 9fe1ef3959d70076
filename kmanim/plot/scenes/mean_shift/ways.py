"""The ways of all climbs on the page: where they are at any instant, and the lines behind them."""

from __future__ import annotations

from functools import cached_property

import numpy as np

from kmanim.arrays import FloatArray
from kmanim.plot.axes.plane import Plane
from kmanim.simulate.machines.climbs.trace import ClimbTrace

# Of more places than this climbs go from stop to stop without what lies between.
_SMOOTH = 80


class Ways:
    """The climbs of a run in px of a plane.

    Parameters
    ----------
    trace : ClimbTrace
    plane : Plane
    """

    def __init__(self, trace: ClimbTrace, plane: Plane) -> None:
        self._trace, self._plane = trace, plane
        self._stops: dict[int, FloatArray] = {}
        self._lines: dict[int, FloatArray] = {}

    def to_px(self, places: FloatArray) -> FloatArray:
        """Place shape (m, d), in clustered units, on the page."""
        dataset = self._trace.dataset
        return self._plane.to_px(dataset.view.project(dataset.scaling.undo(places)))

    @cached_property
    def modes(self) -> FloatArray:
        """The modes, in the order of their clusters, shape (k, 2)."""
        return self.to_px(self._trace.modes)

    @cached_property
    def ends(self) -> FloatArray:
        """The different ends, shape (e, 2)."""
        return self.to_px(self._trace.ends)

    @cached_property
    def absorbed(self) -> tuple[FloatArray, FloatArray]:
        """The ends that do not stay, and the modes that have removed them, shape (a, 2) each."""
        gone = self._trace.absorbed
        return self.to_px(gone.places), self.modes[gone.modes]

    @cached_property
    def smooth(self) -> bool:
        """Whether climbs are few enough to be seen on their way from stop to stop."""
        return len(self.stops(0)) <= _SMOOTH

    def path(self, climb: int) -> FloatArray:
        """Give the stops of one climb, shape (moves + 1, 2)."""
        return self.to_px(self._trace.path(climb))

    def stops(self, index: int) -> FloatArray:
        """Give the different places of all climbs in a snapshot, shape (u, 2)."""
        if index not in self._stops:
            self._stops[index] = self.to_px(np.unique(self._trace.unlabelled[index].positions, axis=0))
        return self._stops[index]

    def between(self, index: int, share: float) -> FloatArray:
        """Give the different places of all climbs on their way to a snapshot, shape (u, 2)."""
        if share >= 1 or not index or not self.smooth:
            return self.stops(index)
        before, now = (self._trace.unlabelled[i].positions for i in (index - 1, index))
        ways = np.unique(np.concatenate([before, now], axis=1), axis=0)
        start, end = (self.to_px(part) for part in np.split(ways, 2, axis=1))
        return start + share * (end - start)

    def lines(self, index: int, share: float = 1.0) -> FloatArray:
        """Give the ways to a snapshot from the one before, each once: rows of places, NaN after each way."""
        if share >= 1 and index in self._lines:
            return self._lines[index]
        moved = self._trace.moved(index)
        if not moved.size:
            return np.empty((0, 2))
        before, now = (self._trace.unlabelled[i].positions[moved] for i in (index - 1, index))
        ways = np.unique(np.concatenate([before, now], axis=1), axis=0)
        start, end = (self.to_px(part) for part in np.split(ways, 2, axis=1))
        found = np.stack([start, start + share * (end - start), np.full_like(start, np.nan)], axis=1).reshape(
            -1, 2
        )
        if share >= 1:
            self._lines[index] = found
        return found
