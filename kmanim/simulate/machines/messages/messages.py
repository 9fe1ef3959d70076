"""The two messages of affinity propagation, updated in place."""

from __future__ import annotations

from functools import partial

import numpy as np

from kmanim.arrays import FloatArray, IntArray, frozen
from kmanim.simulate.machines.messages.similarities import AT_ONCE
from kmanim.simulate.numerics.chunks import chunks
from kmanim.simulate.numerics.threads import at_once


class Messages:
    """Responsibilities and availabilities; both begin at 0.

    An update takes rows in blocks that stay in the processor's cache, always the same ones, so that its sums have the
    same bits every time, and every other block in a second thread. Beside the two matrices it needs two blocks.

    Parameters
    ----------
    matrix : ndarray of shape (n, n)
        Similarities with preferences on the diagonal; at least two rows.
    damping : float
        The share of an old message in a new one.
    near : float, default 0.0
        A sum of both messages that is below the largest of its row by no more than this is as good.

    Attributes
    ----------
    responsibility, availability : ndarray of shape (n, n)
        From row to column; written over by the next update.
    updates : int
        How many there have been.
    """

    def __init__(self, matrix: FloatArray, damping: float, near: float = 0.0) -> None:
        n = len(matrix)
        self._matrix, self._rest, self._near = matrix, 1.0 - damping, near
        self._blocks = list(enumerate(chunks(n, max(1, AT_ONCE // n))))
        # Of the two threads each has its own.
        self._work = [np.empty((rows.stop, n)) for _, rows in [self._blocks[0]] * min(2, len(self._blocks))]
        self._nothing = np.zeros_like(self._work[0])  # twice as fast as a 0 that is told once
        self._changes = np.empty(len(self._blocks))
        self._sums = np.empty((len(self._blocks), n))
        self.responsibility = np.zeros((n, n))
        self.availability = np.zeros((n, n))
        self.updates = 0

    def update(self) -> tuple[IntArray, float]:
        """Update responsibilities, then availabilities from the damped ones.

        Returns
        -------
        choices : ndarray of shape (n,)
            For each row the column with the largest sum of both messages, the first of those that are as good.
        change : float
            The largest change of any message.
        """
        at_once(self._ask, self._blocks)
        asked = float(self._changes.max())
        support: FloatArray = self._sums.sum(axis=0)
        choices = np.empty(len(self._matrix), np.intp)
        at_once(partial(self._answer, support=support, choices=choices), self._blocks)
        self.updates += 1
        return choices, max(asked, float(self._changes.max()))

    @property
    def diagonal(self) -> FloatArray:
        """The sum of both messages of each row to itself, shape (n,): an exemplar's is above 0."""
        return frozen(self.responsibility.diagonal() + self.availability.diagonal())

    def kept(self) -> tuple[int, FloatArray, FloatArray]:
        """Give what `restore` needs: how many updates there were, and both messages, read-only."""
        return self.updates, frozen(self.responsibility), frozen(self.availability)

    def restore(self, updates: int, responsibility: FloatArray, availability: FloatArray) -> None:
        """Go on from messages as they were after so many updates."""
        self.updates = updates
        self.responsibility[:], self.availability[:] = responsibility, availability

    def _ask(self, block: tuple[int, slice]) -> None:
        """Update the responsibilities of a block: how far a column suits better than the best of the others."""
        number, rows = block
        similar, old = self._matrix[rows], self.responsibility[rows]
        work, firsts = self._work[number % 2][: len(old)], np.arange(0, old.size, len(self._matrix))
        np.add(self.availability[rows], similar, out=work)
        best, most, second = two_largest(work)
        np.subtract(similar, most[:, np.newaxis], out=work)
        work.reshape(-1)[firsts + best] = similar.reshape(-1)[firsts + best] - second
        self._changes[number] = damp(work, old, self._rest)
        # What others would have a column stand for, and what it thinks of it itself.
        np.maximum(old, self._nothing[: len(old)], out=work)
        own = firsts + np.arange(rows.start, rows.stop)
        work.reshape(-1)[own] = old.reshape(-1)[own]
        np.add.reduce(work, axis=0, out=self._sums[number])

    def _answer(self, block: tuple[int, slice], *, support: FloatArray, choices: IntArray) -> None:
        """Update the availabilities of a block: what the other rows say in favour of a column.

        The least of 0, the support, and the support without the row's own word is what the formula says, in one pass
        less: a word against a column was never in its support.
        """
        number, rows = block
        asked, old = self.responsibility[rows], self.availability[rows]
        work = self._work[number % 2][: len(old)]
        own = np.arange(0, old.size, len(self._matrix)) + np.arange(rows.start, rows.stop)
        np.subtract(support, asked, out=work)
        to_itself = work.reshape(-1)[own]
        np.minimum(work, np.minimum(support, 0.0), out=work)
        work.reshape(-1)[own] = to_itself
        self._changes[number] = damp(work, old, self._rest)
        np.add(old, asked, out=work)
        best, most, second = two_largest(work)
        close = np.flatnonzero(second >= most - self._near)
        if close.size:
            work[close, best[close]] = most[close]
            best[close] = (work[close] >= (most - self._near)[close, np.newaxis]).argmax(axis=1)
        choices[rows] = best


def damp(computed: FloatArray, old: FloatArray, rest: float) -> float:
    """Move old messages towards computed ones, which are lost, by a share, and give the largest change."""
    computed -= old
    change = rest * max(float(computed.max()), -float(computed.min()))
    computed *= rest
    old += computed
    return change


def two_largest(sums: FloatArray) -> tuple[IntArray, FloatArray, FloatArray]:
    """Give for each row the column of its largest sum, that and the second largest; the largest is then gone."""
    best = sums.argmax(axis=1)
    flat, at = sums.reshape(-1), best + np.arange(0, sums.size, sums.shape[1])
    most: FloatArray = flat[at]
    flat[at] = -np.inf
    return best, most, sums.max(axis=1)
