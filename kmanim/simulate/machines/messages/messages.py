"""The two messages of affinity propagation, updated in place."""

from __future__ import annotations

import numpy as np

from kmanim.arrays import FloatArray, IntArray, frozen
from kmanim.simulate.machines.messages.similarities import AT_ONCE
from kmanim.simulate.numerics.chunks import chunks


class Messages:
    """Responsibilities and availabilities; both begin at 0.

    An update takes rows in blocks that stay in the processor's cache, always the same ones, so that its sums have the
    same bits every time. Beside the two matrices it needs a block.

    Parameters
    ----------
    matrix : ndarray of shape (n, n)
        Similarities with preferences on the diagonal; at least two rows.
    damping : float
        The share of an old message in a new one.

    Attributes
    ----------
    responsibility, availability : ndarray of shape (n, n)
        From row to column; written over by the next update.
    updates : int
        How many there have been.
    """

    def __init__(self, matrix: FloatArray, damping: float) -> None:
        n = len(matrix)
        self._matrix, self._rest = matrix, 1.0 - damping
        self._blocks = list(chunks(n, max(1, AT_ONCE // n)))
        self._work = np.empty((self._blocks[0].stop, n))
        self._sums = np.empty((len(self._blocks), n))
        self.responsibility = np.zeros((n, n))
        self.availability = np.zeros((n, n))
        self.updates = 0

    def update(self) -> tuple[IntArray, float]:
        """Update responsibilities, then availabilities from the damped ones.

        Returns
        -------
        choices : ndarray of shape (n,)
            For each row the column with the largest sum of both messages, the first of equal ones.
        change : float
            The largest change of any message.
        """
        change = max([self._ask(number, rows) for number, rows in enumerate(self._blocks)])
        support: FloatArray = self._sums.sum(axis=0)
        choices = np.empty(len(self._matrix), np.intp)
        change = max(change, *[self._answer(rows, support, choices) for rows in self._blocks])
        self.updates += 1
        return choices, change

    @property
    def diagonal(self) -> FloatArray:
        """The sum of both messages of each row to itself, shape (n,): an exemplar's is above 0."""
        return frozen(self.responsibility.diagonal() + self.availability.diagonal())

    def restore(
        self, updates: int, responsibility: FloatArray | float, availability: FloatArray | float
    ) -> None:
        """Go on from messages as they were after so many updates; both are 0.0 after none."""
        self.updates = updates
        self.responsibility[:], self.availability[:] = responsibility, availability

    def _ask(self, number: int, rows: slice) -> float:
        """Update the responsibilities of a block: how far a column suits better than the best of the others."""
        similar, old = self._matrix[rows], self.responsibility[rows]
        work, each = self._work[: len(old)], np.arange(len(old))
        np.add(self.availability[rows], similar, out=work)
        best = work.argmax(axis=1)
        most = work[each, best]
        work[each, best] = -np.inf
        second = work.max(axis=1)
        np.subtract(similar, most[:, np.newaxis], out=work)
        work[each, best] = similar[each, best] - second
        change = self._damp(work, old)
        # What others would have a column stand for, and what it thinks of it itself.
        np.maximum(old, 0.0, out=work)
        own = each + rows.start
        work[each, own] = old[each, own]
        np.add.reduce(work, axis=0, out=self._sums[number])
        return change

    def _answer(self, rows: slice, support: FloatArray, choices: IntArray) -> float:
        """Update the availabilities of a block: what the other rows say in favour of a column."""
        asked, old = self.responsibility[rows], self.availability[rows]
        work, each = self._work[: len(old)], np.arange(len(old))
        own = each + rows.start
        np.maximum(asked, 0.0, out=work)
        work[each, own] = asked[each, own]
        np.subtract(support, work, out=work)
        to_itself = work[each, own]
        np.minimum(work, 0.0, out=work)
        work[each, own] = to_itself
        change = self._damp(work, old)
        np.add(old, asked, out=work)
        choices[rows] = work.argmax(axis=1)
        return change

    def _damp(self, computed: FloatArray, old: FloatArray) -> float:
        """Move old messages towards computed ones, which are lost, and give the largest change."""
        computed -= old
        change = self._rest * max(float(computed.max()), -float(computed.min()))
        computed *= self._rest
        old += computed
        return change
