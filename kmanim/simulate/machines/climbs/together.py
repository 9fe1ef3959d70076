"""Many climbs, a step each at a time; those that have met go on as one."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from kmanim.arrays import FloatArray, IntArray
from kmanim.simulate.machines.climbs.window import Kernel, View
from kmanim.simulate.machines.neighbourhoods.squares import squares

_ROUNDING = 4 * float(np.finfo(np.float64).eps)


class Together:
    """All climbs of a run: where they are, what is seen from there, and which of them go on.

    Climbs at one and the same place see the same and take the same way: they are looked after once. With a flat kernel,
    whose means are exact, climbs do meet, and soon there are few.

    Parameters
    ----------
    kernel : Kernel
    starts : ndarray of shape (m, d)
    least : float
        A climb ends with a step that is no longer than this, or before a step that leads nowhere.
    """

    def __init__(self, kernel: Kernel, starts: FloatArray, least: float) -> None:
        self._kernel, self._least = kernel, least
        self._places, self._of = _distinct(starts)
        self._view = kernel.seen_from(self._places)
        self._strengths: FloatArray = self._view.counts.astype(np.float64)
        self._going = self._leads_on(np.ones(len(self._places), np.bool_))

    @property
    def positions(self) -> FloatArray:
        """Where every climb is, shape (m, d)."""
        return self._places[self._of]

    @property
    def counts(self) -> NDArray[np.int32]:
        """How many rows are in reach of each, shape (m,)."""
        return self._view.counts[self._of].astype(np.int32)

    @property
    def heights(self) -> FloatArray:
        """How high each is, shape (m,); see `View`."""
        return self._view.heights[self._of]

    @property
    def in_reach(self) -> NDArray[np.bool_]:
        """Which of them see anything, shape (m,)."""
        return self._view.in_reach[self._of]

    @property
    def strengths(self) -> FloatArray:
        """How many rows' mean each has come to, shape (m,): at rest, the rows in reach."""
        return self._strengths[self._of]

    @property
    def going(self) -> bool:
        """Whether any climb goes on."""
        return bool(self._going.any())

    def step(self) -> None:
        """Let every climb that goes on take a step."""
        steps = np.flatnonzero(self._going)
        old, new = self._places[steps], self._view.means[steps]
        length = np.sqrt(squares(old.T, new.T))
        small = _ROUNDING * np.abs(new).max(axis=1) if self._least > 0 else 0.0
        ended = length <= np.maximum(self._least, small)
        strengths = self._view.counts[steps].astype(np.float64)
        # Those that have ended keep their place of their own: where they stand, another may only pass.
        met, number = _distinct(np.column_stack([new, ended]))
        met = np.ascontiguousarray(met[:, :-1])
        seen = self._kernel.seen_from(met)
        rest = np.flatnonzero(~self._going)
        at = np.empty(len(self._places), np.intp)
        at[rest], at[steps] = np.arange(len(rest)), len(rest) + number
        most = np.zeros(len(met))
        np.maximum.at(most, number, strengths)
        still = np.zeros(len(met), np.bool_)
        still[number] = ~ended
        self._of = at[self._of]
        self._places = np.concatenate([self._places[rest], met])
        self._strengths = np.concatenate([self._strengths[rest], most])
        self._view = View(
            *(np.concatenate([before[rest], now]) for before, now in zip(self._view, seen, strict=True))
        )
        self._going = self._leads_on(np.concatenate([np.zeros(len(rest), np.bool_), still]))

    def _leads_on(self, wanted: NDArray[np.bool_]) -> NDArray[np.bool_]:
        """Tell which places lead on to another one, of those that are wanted."""
        found: NDArray[np.bool_] = (
            wanted & self._view.in_reach & (self._view.means != self._places).any(axis=1)
        )
        return found


def _distinct(rows: FloatArray) -> tuple[FloatArray, IntArray]:
    """Give the different rows, and for each row which of them it is."""
    found, number = np.unique(rows, axis=0, return_inverse=True)
    return found, number.reshape(-1)
