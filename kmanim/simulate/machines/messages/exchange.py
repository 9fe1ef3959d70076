"""Messages that go to and fro, kept in whichever way is cheaper."""

from __future__ import annotations

import numpy as np

from kmanim.arrays import FloatArray, IntArray, frozen
from kmanim.simulate.machines.messages.messages import Messages
from kmanim.simulate.machines.messages.similarities import Similarities
from kmanim.simulate.machines.messages.sparse_messages import Kept, SparseMessages

MANY = 500
"""Messages of so many rows begin sparse."""
All = tuple[int, FloatArray, FloatArray]


class Exchange:
    """Messages that begin sparse where rows are many, and are all kept from the update on in which too many are near.

    Which update that is follows from similarities and damping alone, so that every run over them has the same bits.

    Parameters
    ----------
    similar : Similarities
    damping, near
        As of `Messages`.
    """

    def __init__(self, similar: Similarities, damping: float, near: float = 0.0) -> None:
        self._given = similar.matrix, damping, near
        self._messages: Messages | SparseMessages
        self.restore(None)

    @property
    def updates(self) -> int:
        """How many there have been."""
        return self._messages.updates

    @property
    def diagonal(self) -> FloatArray:
        """The sum of both messages of each row to itself, shape (n,): an exemplar's is above 0."""
        return self._messages.diagonal

    def update(self) -> tuple[IntArray, float]:
        """Update both messages, and give what `Messages.update` gives."""
        if isinstance(self._messages, SparseMessages):
            found = self._messages.update()
            if found is not None:
                return found
            kept = self._messages.kept()
            del self._messages  # its matrix makes room for one of these
            self._messages = Messages(*self._given)
            self._messages.updates = kept.updates
            kept.write(self._given[0], self._messages.responsibility, self._messages.availability)
        return self._messages.update()

    def matrices(self) -> tuple[FloatArray, FloatArray]:
        """Give responsibility and availability, read-only, shape (n, n) each."""
        kept = self._messages.kept()
        if not isinstance(kept, Kept):
            return kept[1:]
        matrix = self._given[0]
        responsibility, availability = np.empty_like(matrix), np.empty_like(matrix)
        kept.write(matrix, responsibility, availability)
        return frozen(responsibility), frozen(availability)

    def kept(self) -> Kept | All:
        """Give what `restore` needs."""
        return self._messages.kept()

    def restore(self, kept: Kept | All | None) -> None:
        """Go on from messages as they once were, or from the beginning."""
        if isinstance(kept, Kept) or (kept is None and len(self._given[0]) >= MANY):
            sparse = SparseMessages(*self._given)
            if kept is not None:
                sparse.restore(kept)
            self._messages = sparse
        else:
            whole = Messages(*self._given)
            if kept is not None:
                whole.restore(*kept)
            self._messages = whole
