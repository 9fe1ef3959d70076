"""The messages of any update, worked out again: matrices of every update would take too much room."""

from __future__ import annotations

from kmanim.arrays import FloatArray
from kmanim.simulate.machines.messages.exchange import All, Exchange
from kmanim.simulate.machines.messages.similarities import Similarities
from kmanim.simulate.machines.messages.sparse_messages import Kept

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
        self._exchange = Exchange(similar, damping)
        places = max(1, _KEPT // (16 * similar.n**2))
        self._every = -(-length // places) or 1
        self._kept: dict[int, Kept | All] = {}

    def at(self, update: int) -> tuple[FloatArray, FloatArray]:
        """Give responsibility and availability after so many updates, read-only, shape (n, n) each."""
        exchange = self._exchange
        if update < exchange.updates or any(exchange.updates < place <= update for place in self._kept):
            exchange.restore(self._kept.get(max((one for one in self._kept if one <= update), default=0)))
        while exchange.updates < update:
            exchange.update()
            if exchange.updates % self._every == 0 and exchange.updates not in self._kept:
                self._kept[exchange.updates] = exchange.kept()
        return exchange.matrices()
