"""The messages of any update, worked out again: matrices of every update would take too much room."""

from __future__ import annotations

from kmanim.arrays import FloatArray, frozen
from kmanim.simulate.machines.messages.messages import Messages
from kmanim.simulate.machines.messages.similarities import Similarities

# So many bytes are kept in places from which to begin.
_KEPT = 2**26


class Replay:
    """The messages of a run, in any order; bit for bit those of the run, since they are worked out in the same way.

    Going forward costs an update a step; going back begins at the last place that was kept.

    Parameters
    ----------
    similar : Similarities
    damping : float
    length : int
        How many updates the run has.
    """

    def __init__(self, similar: Similarities, damping: float, length: int) -> None:
        self._messages = Messages(similar.matrix, damping)
        places = max(1, _KEPT // (16 * similar.n**2))
        self._every = -(-length // places) or 1
        self._kept: dict[int, tuple[FloatArray, FloatArray]] = {}

    def at(self, update: int) -> tuple[FloatArray, FloatArray]:
        """Give responsibility and availability after so many updates, read-only, shape (n, n) each."""
        messages = self._messages
        if update < messages.updates or any(messages.updates < place <= update for place in self._kept):
            place = max((one for one in self._kept if one <= update), default=0)
            messages.restore(place, *self._kept.get(place, (0.0, 0.0)))
        while messages.updates < update:
            messages.update()
            if messages.updates % self._every == 0 and messages.updates not in self._kept:
                self._kept[messages.updates] = self._copies()
        return self._kept.get(update) or self._copies()

    def _copies(self) -> tuple[FloatArray, FloatArray]:
        return frozen(self._messages.responsibility), frozen(self._messages.availability)
