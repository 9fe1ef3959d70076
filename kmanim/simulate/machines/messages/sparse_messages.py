"""The two messages of affinity propagation, of which few are kept and all others follow from similarities."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from kmanim.arrays import FloatArray, IntArray, frozen
from kmanim.simulate.machines.messages.far_pairs import FarPairs
from kmanim.simulate.machines.messages.messages import damp
from kmanim.simulate.machines.messages.near_pairs import NearPairs
from kmanim.simulate.machines.messages.similarities import AT_ONCE
from kmanim.simulate.numerics.chunks import chunks

WIDE = 0.2
"""With more than this share of pairs near, the messages of all take little longer, and no more room."""
# A row that lets pairs in lets in those less similar by this share, too, so that it need not soon do so again.
_SLACK = 0.25
# Where a row's largest sum may be far, so many columns with the largest answers are looked at before all others.
_LIKELY = 64


class Kept(NamedTuple):
    """Messages as they were after so many updates.

    Attributes
    ----------
    updates : int
    share : float
    best, answer : ndarray of shape (n,)
        What far pairs have: r(i, k) = share * s(i, k) - best(i) and a(i, k) = answer(k).
    places, responsibility, availability : ndarray of shape (pairs,)
        Where near pairs are in the flat matrix, and what they have.
    """

    updates: int
    share: float
    best: FloatArray
    answer: FloatArray
    places: IntArray
    responsibility: FloatArray
    availability: FloatArray

    def write(self, matrix: FloatArray, responsibility: FloatArray, availability: FloatArray) -> None:
        """Write all messages over two matrices, from that of similarities."""
        np.multiply(matrix, self.share, out=responsibility)
        responsibility -= self.best[:, np.newaxis]
        responsibility.reshape(-1)[self.places] = self.responsibility
        availability[:] = self.answer
        availability.reshape(-1)[self.places] = self.availability


class SparseMessages:
    """Responsibilities and availabilities of very many pairs; both begin at 0.

    To a column that has never been the best of row i, its responsibility in each update is s(i, k) less the largest
    sum of the row: damped, that is a share of s(i, k) less what the row has. To a row whose word never was in favour of
    column k, the column answers what it answers to all such rows. Pairs of which both is so are far: their messages
    follow from a number of each row, and one of each column. All others are near, and theirs are kept. No message is
    left out; but for rounding, they are those of `Messages`.

    The largest sum of a row is looked for among its far pairs only where it may be there: none is above that of the
    largest similarity of these and the largest answer of all columns.

    Parameters
    ----------
    matrix, damping, near
        As of `Messages`; at least three rows.
    wide : float, default WIDE
        The largest share of all pairs that may be near.

    Attributes
    ----------
    updates : int
        How many there have been.
    """

    def __init__(self, matrix: FloatArray, damping: float, near: float = 0.0, wide: float = WIDE) -> None:
        n = len(matrix)
        self._room = int(wide * n * n)
        self._matrix, self._rest, self._tied = matrix, 1.0 - damping, near
        self._near = NearPairs(matrix)
        self._far = FarPairs(matrix, self._near.places)
        self._high = self._far.top.copy()
        self._share, self._best, self._answer = 0.0, np.zeros(n), np.zeros(n)
        self.updates = 0
        rows = np.arange(n)
        _, _, second = self._far.two_largest(rows, self._answer)
        self._keep(self._far.leave(rows, second, n * n))

    def update(self) -> tuple[IntArray, float] | None:
        """Update both messages, and give what `Messages.update` gives.

        None instead, and what `kept` gives is as it was, where more pairs would be near than may be.
        """
        columns, numbers, most, second = self._two_largest()
        grows, moves = self._rest * (1.0 - self._share), self._rest * (most - self._best)
        coming = self._coming(columns, self._share + grows, self._best + moves)
        if len(self._near) + len(coming) > self._room:
            return None
        if coming.size:
            self._keep(coming)
            numbers = self._near.numbers(columns)
        change = max(self._ask(numbers, most, second, grows, moves), self._reply())
        self.updates += 1
        return self._choices(), change

    @property
    def diagonal(self) -> FloatArray:
        """The sum of both messages of each row to itself, shape (n,): an exemplar's is above 0."""
        near = self._near
        return frozen(near.responsibility[near.own] + near.availability[near.own])

    def kept(self) -> Kept:
        """Give what `restore` needs."""
        near = self._near
        return Kept(
            self.updates, self._share, self._best, self._answer,
            near.places, near.responsibility.copy(), near.availability.copy(),
        )  # fmt: skip

    def restore(self, kept: Kept) -> None:
        """Go on from messages as they were."""
        self.updates, self._share = kept.updates, kept.share
        self._best, self._answer = kept.best, kept.answer
        self._near.restore(kept.places, kept.responsibility, kept.availability)
        self._far = FarPairs(self._matrix, kept.places)

    def _two_largest(self) -> tuple[IntArray, IntArray, FloatArray, FloatArray]:
        """Look in each row for the largest sum of availability and similarity.

        Returns
        -------
        columns, numbers : ndarray of shape (n,)
            Where it is, and the number of that pair, if it is near.
        most, second : ndarray of shape (n,)
            That sum, and the second largest.
        """
        near, far, answer = self._near, self._far, self._answer
        sums = near.availability + near.similarity
        most = near.largest(sums)
        _, numbers = near.firsts(sums == near.spread(most))
        sums[numbers] = -np.inf
        second, columns = near.largest(sums), near.columns[numbers]
        rows = np.flatnonzero(far.top + answer.max() > second)
        if rows.size:
            others = len(answer) - 1 - min(_LIKELY, len(answer) // 2)
            beyond = np.partition(answer, others)[others]
            likely = far.top[rows] + beyond <= second[rows]
            for some, among in ((rows[likely], np.flatnonzero(answer > beyond)), (rows[~likely], None)):
                if not some.size:
                    continue
                column, first, next_to_it = far.two_largest(some, answer, among)
                ahead = first > most[some]
                columns[some[ahead]] = column[ahead]
                least = np.minimum(first, most[some])
                second[some] = np.maximum(least, np.maximum(next_to_it, second[some]))
                most[some] = np.maximum(first, most[some])
        return columns, numbers, most, second

    def _coming(self, columns: IntArray, share: float, best: FloatArray) -> IntArray:
        """Give the places of far pairs that will be near: the best of their rows, or with a responsibility above 0.

        Share and best are what they will be.
        """
        found = self._far.leave_one(columns)
        rows = np.flatnonzero(share * self._far.top > best)
        if rows.size:
            floors = best[rows] / share
            floors -= _SLACK / share * (self._high[rows] - floors)
            floors = np.clip(floors, self._far.bottom[rows], self._far.top[rows])
            found = np.sort(np.concatenate([found, self._far.leave(rows, floors, self._room)]))
        return found

    def _ask(
        self, numbers: IntArray, most: FloatArray, second: FloatArray, grows: float, moves: FloatArray
    ) -> float:
        """Update responsibilities: how far a column suits better than the best of the others.

        What far ones grow by, and how far each row's largest sum moves, is given. Gives the largest change.
        """
        near, far = self._near, self._far
        computed = near.spread(most)
        np.subtract(near.similarity, computed, out=computed)
        computed[numbers] = near.similarity[numbers] - second
        change = damp(computed, near.responsibility, self._rest)
        self._share += grows
        self._best = self._best + moves
        some = near.counts < len(most)
        for end in (far.top[some], far.bottom[some]):
            change = max(change, float(np.abs(grows * end - moves[some]).max(initial=0.0)))
        return change

    def _reply(self) -> float:
        """Update availabilities: what the other rows say in favour of a column; give the largest change."""
        near = self._near
        asked = near.responsibility
        computed = np.maximum(asked, 0.0)
        computed[near.own] = asked[near.own]
        support = np.bincount(near.columns, computed, len(near.own))
        np.subtract(support[near.columns], computed, out=computed)
        to_itself = computed[near.own]
        np.minimum(computed, 0.0, out=computed)
        computed[near.own] = to_itself
        change = damp(computed, near.availability, self._rest)
        moves = self._rest * (np.minimum(support, 0.0) - self._answer)
        self._answer = self._answer + moves
        return max(change, float(np.abs(moves[near.in_column < len(moves)]).max(initial=0.0)))

    def _choices(self) -> IntArray:
        """Give for each row the column with the largest sum of both messages, the first of those that are as good."""
        near, far = self._near, self._far
        n = len(near.own)
        sums = near.availability + near.responsibility
        most = near.largest(sums)
        choices = np.full(n, n)
        bound = self._share * far.top - self._best + self._answer.max()
        rows = np.flatnonzero(bound >= most - self._tied)
        for part in chunks(len(rows), max(1, AT_ONCE // n)):
            some = rows[part]
            others = far.sums(some, self._share, self._best, self._answer)
            most[some] = np.maximum(most[some], others.max(axis=1))
            good = others >= (most[some] - self._tied)[:, np.newaxis]
            choices[some] = np.where(good.any(axis=1), good.argmax(axis=1), n)
        rows, firsts = near.firsts(sums >= near.spread(most - self._tied))
        choices[rows] = np.minimum(choices[rows], near.columns[firsts])
        return choices

    def _keep(self, places: IntArray) -> None:
        """Keep the messages of pairs that were far until now."""
        rows, columns = np.divmod(places, len(self._matrix))
        asked = self._share * self._matrix.reshape(-1)[places] - self._best[rows]
        self._near.add(places, asked, self._answer[columns])
