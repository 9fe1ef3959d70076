"""The course of a run: update after update, until all is settled."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from kmanim.arrays import FloatArray, RowArray, frozen
from kmanim.simulate.machines.messages.clusters import Clusters, Rival, clusters_of, rival_of
from kmanim.simulate.machines.messages.exchange import Exchange
from kmanim.simulate.machines.messages.similarities import Similarities

STILL = 1e-3
"""Messages are settled where none moves by more than this share of the spread of similarities."""
NEAR = 1e-6
"""Sums of messages that differ by less than this share of the spread are equal to a row that chooses.

That is far above what tie-breaking and rounding make of rows that would do equally well, between which a choice would
change to and fro, and far below what tells two rows apart.
"""
# Below this share nothing will ever move again: it is what rounding leaves. A tie that is being broken moves more.
_AT_REST = 1e-14
# A sum that differs from 0 by no more than this share of the spread is 0, but for rounding.
_NOTHING = 1e-12


@dataclass(frozen=True, slots=True, eq=False)
class Update:
    """What is so after an update.

    Attributes
    ----------
    diagonal : ndarray of shape (n,)
        The sum of both messages of each row to itself.
    choices : ndarray of shape (n,)
        For each row the one with the largest sum, the first of nearly equal ones; the same object as long as nobody
        turns.
    change : float
        The largest change of any message.
    clusters : Clusters or None
        Those of the exemplars; None where there are none. The same object as long as exemplars stay.
    """

    diagonal: FloatArray
    choices: RowArray
    change: float
    clusters: Clusters | None


@dataclass(slots=True)
class Watch:
    """Looks on for the moment when all is settled.

    Parameters
    ----------
    similar : Similarities
    window : int
        For how many updates exemplars must stay.
    only_window : bool
        Whether that alone will do, as in scikit-learn: the first update does not count there.
    """

    similar: Similarities
    window: int
    only_window: bool
    stayed: int = 0
    updates: int = 0
    change: float = float("inf")
    clusters: Clusters | None = None
    rival: Rival | None = None
    _looked_at: Clusters | None = None

    def take(self, update: Update) -> None:
        """Take note of an update."""
        self.stayed = self.stayed + 1 if self.updates and update.clusters is self.clusters else 1
        self.clusters, self.change, self.updates = update.clusters, update.change, self.updates + 1

    @property
    def has_stayed(self) -> bool:
        """Whether there are exemplars, and they have been the same for the whole window."""
        return self.clusters is not None and self.stayed >= self.window

    @property
    def is_still(self) -> bool:
        """Whether no message moves by more than a thousandth of the spread of similarities."""
        return self.change <= STILL * self.similar.spread

    @property
    def is_settled(self) -> bool:
        """Whether exemplars have stayed, and messages are still; in a run by window alone, whether they have stayed."""
        return self.has_stayed and (self.only_window or self.is_still)

    @property
    def is_at_rest(self) -> bool:
        """Whether nothing will ever change again."""
        return self.change <= _AT_REST * max(self.similar.spread, abs(self.similar.low))

    @property
    def is_over(self) -> bool:
        """Whether a run may stop here: all is settled and no set of exemplars that differs by one is better."""
        if self.only_window:
            return self.has_stayed and self.updates > self.window
        if self.is_settled and self.clusters is not self._looked_at:
            assert self.clusters is not None
            self._looked_at, self.rival = self.clusters, rival_of(self.similar, self.clusters)
        return self.is_at_rest or (self.is_settled and self.rival is None)

    def end(self, diagonal: FloatArray) -> Clusters | None:
        """Give the clusters that a run ends with, from the sums of its last update; None where it has no result.

        Where all is at rest and nobody's sum is above 0 but for rounding, as in some regular figures, the first of
        those at 0 stands for all.
        """
        if self.is_settled or not self.is_at_rest or self.only_window:
            return self.clusters if self.is_settled else None
        nothing = _NOTHING * self.similar.spread
        exemplars = np.flatnonzero(diagonal > nothing)
        if not exemplars.size:
            exemplars = np.flatnonzero(diagonal >= -nothing)[:1]
        if not exemplars.size:
            return None
        found = clusters_of(self.similar, exemplars)
        self.rival = rival_of(self.similar, found)
        return found


def updates(similar: Similarities, damping: float) -> Iterator[Update]:
    """Exchange messages without an end."""
    messages = Exchange(similar, damping, NEAR * similar.spread)
    clusters: Clusters | None = None
    chosen: RowArray = np.empty(0, np.intp)
    small = np.min_scalar_type(similar.n - 1)
    while True:
        choices, change = messages.update()
        diagonal = messages.diagonal
        exemplars = np.flatnonzero(diagonal > 0)
        if not exemplars.size:
            clusters = None
        elif clusters is None or not np.array_equal(clusters.exemplars, exemplars):
            clusters = clusters_of(similar, exemplars)
        if not np.array_equal(chosen, choices):
            chosen = frozen(choices.astype(small))
        yield Update(diagonal, chosen, change, clusters)
