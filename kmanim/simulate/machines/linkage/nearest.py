"""Merging the nearest two, again and again, by what each cluster remembers of its nearest.

M. R. Anderberg, "Cluster analysis for applications" (1973), chapter 6, and the generic algorithm of D. Müllner,
"Modern hierarchical, agglomerative clustering algorithms", arXiv:1109.2378 (2011): each cluster keeps the nearest of
those with higher numbers. When that one is merged away, what is kept is still a lower bound, and only when the bound
is the least of all is the cluster's row looked at again. This makes no use of heights that rise, so it is right for
centroids, too, and unlike a chain of nearest neighbours it makes the merges in their order: the rule for ties holds.
"""

from __future__ import annotations

from typing import NamedTuple, Protocol

import numpy as np
from numpy.typing import NDArray

from kmanim.arrays import FloatArray, IntArray

FULL = 0.875
"""With a smaller share of living slots than this, the dead ones are taken out."""
FEW = 64
"""So few slots are left as they are."""


class Clusters(Protocol):
    """Clusters in slots 0 ... m - 1, and how far they lie apart; slots of clusters that are gone hold anything."""

    def after(self, slot: int) -> FloatArray:
        """Give the gaps to the slots after this one, shape (m - slot - 1,), while every slot holds one row."""

    def gaps(self, slot: int) -> FloatArray:
        """Give the gaps to all slots, shape (m,), to be read only; to itself and to those gone, anything."""

    def join(self, kept: int, gone: int) -> FloatArray:
        """Put both together in the slot `kept`, and give its gaps as `gaps` does."""

    def keep(self, slots: IntArray) -> None:
        """Leave only these slots, given in rising order; they move up."""


class Merges(NamedTuple):
    """What was merged, in order.

    Attributes
    ----------
    pairs : ndarray of shape (n - 1, 2)
        Cluster numbers, the lower first; the cluster made by merge s has the number n + s.
    gaps : ndarray of shape (n - 1,)
        How far they were apart.
    tied : ndarray of shape (n - 1,), bool
        Whether another pair was exactly as near.
    """

    pairs: IntArray
    gaps: FloatArray
    tied: NDArray[np.bool_]


def merge_nearest(clusters: Clusters, n: int) -> Merges:
    """Merge until one cluster is left.

    Of pairs with equal gaps, equal in every bit, that whose numbers (lower, higher) come first is merged. The
    memory beyond that of the clusters is O(n). Rows looked at are a few n on usual data, each in O(n); data can be
    made for which they are of the order of n squared.

    Parameters
    ----------
    clusters : Clusters
        One row in each of n slots; used up.
    n : int
    """
    found = Merges(np.empty((n - 1, 2), np.intp), np.empty(n - 1), np.zeros(n - 1, bool))
    state = _Nearest(clusters, n)
    for step in range(n - 1):
        slot = state.closest()
        other = int(state.near[slot])
        found.pairs[step] = state.number[slot], state.number[other]
        found.gaps[step] = state.least[slot]
        found.tied[step] = state.tied(slot)
        state.merge(slot, other, n + step)
    return found


class _Nearest:
    """Of each slot: its cluster's number, -1 if gone; the nearest with a higher number; how near that is.

    Attributes
    ----------
    least : ndarray of shape (m,)
        The gap to the nearest of the clusters with higher numbers, inf if there is none; a lower bound if stale.
    near : ndarray of shape (m,)
        Its slot; of equally near ones, that with the lowest number. Meaningless if stale.
    several : ndarray of shape (m,), bool
        Whether there may be more than one as near.
    """

    def __init__(self, clusters: Clusters, n: int) -> None:
        self._clusters = clusters
        self.number = np.arange(n)
        self.least = np.full(n, np.inf)
        self.near = np.full(n, -1, np.intp)
        self.several = np.zeros(n, bool)
        self._stale = np.zeros(n, bool)
        self._alive = np.ones(n, bool)
        self._living = n
        for slot in range(n - 1):
            row = clusters.after(slot)
            first = int(row.argmin())
            self.least[slot], self.near[slot] = row[first], slot + 1 + first
            self.several[slot] = (row[first + 1 :] == row[first]).any()

    def closest(self) -> int:
        """Find the slot of the lower cluster of the pair to merge, and leave it fresh."""
        while True:
            slot = int(self.least.argmin())
            self._at = (self.least == self.least[slot]).nonzero()[0]
            if len(self._at) > 1:
                slot = int(self._at[self.number[self._at].argmin()])
            if not self._stale[slot]:
                return slot
            self._look_again(slot)

    def tied(self, slot: int) -> bool:
        """Say whether a pair is as near as that of the slot that `closest` just found."""
        low = self.least[slot]
        if len(self._at) > 1:
            others = self._at[self._at != slot]
            if not self._stale[others].all():
                return True
            for other in others.tolist():
                self._look_again(other)
                if self.least[other] == low:
                    return True
        if not self.several[slot]:
            return False
        equal = self._clusters.gaps(slot) == low
        equal &= self.number > self.number[slot]
        return int(np.count_nonzero(equal)) > 1

    def merge(self, kept: int, gone: int, number: int) -> None:
        """Put two together in the slot `kept`, under a number above all others."""
        self._alive[kept] = self._alive[gone] = False
        row = self._clusters.join(kept, gone)
        self._stale |= self.near == kept
        self._stale |= self.near == gone
        closer = row <= self.least
        closer &= self._alive
        at = closer.nonzero()[0]
        if len(at):
            near = row[at]
            equal = near == self.least[at]
            # One that is as near has a higher number than the one that is kept in mind.
            self.several[at[equal]] = True
            at, near = at[~equal], near[~equal]
            self.least[at], self.near[at] = near, kept
            self._stale[at] = self.several[at] = False
        for slot in (kept, gone):
            self.least[slot], self.near[slot] = np.inf, -1
            self._stale[slot] = self.several[slot] = False
        self.number[kept], self.number[gone] = number, -1
        self._alive[kept] = True
        self._living -= 1
        if self._living < FULL * len(self.number) and len(self.number) > FEW:
            self._close_up()

    def _look_again(self, slot: int) -> None:
        row = np.where(self.number > self.number[slot], self._clusters.gaps(slot), np.inf)
        low = row.min()
        at = (row == low).nonzero()[0]
        self.least[slot] = low
        self.several[slot] = len(at) > 1
        self.near[slot] = at[0] if len(at) == 1 else at[self.number[at].argmin()]
        self._stale[slot] = False

    def _close_up(self) -> None:
        """Take out the slots of clusters that are gone."""
        slots = self._alive.nonzero()[0]
        self._clusters.keep(slots)
        moved = np.cumsum(self._alive) - 1
        self.near = np.where(self.near[slots] < 0, -1, moved[self.near[slots]])
        self.number, self.least = self.number[slots], self.least[slots]
        self.several, self._stale = self.several[slots], self._stale[slots]
        self._alive = np.ones(len(slots), bool)
