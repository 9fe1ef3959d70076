"""Which core rows hang together: all of a component become one cluster, whichever of them begins it."""

from __future__ import annotations

import numpy as np

from kmanim.arrays import IntArray
from kmanim.simulate.machines.neighbourhoods.leaves import Leaves, Level, Mask

_LEAVES, _PAIRS = 2**8, 2**8
"""How many are looked at first; each time after that more are, as fewer are left that must be."""


def components(leaves: Leaves, core: Mask) -> IntArray:
    """Give core rows that hang together the same number, others another.

    They are joined as sets (R. E. Tarjan, "Efficiency of a good but not linear set union algorithm", Journal of the ACM
    22, 1975). Leaves and nodes whose core rows are all known to hang together are not looked at, which are most: so few
    pairs of rows matter.

    Parameters
    ----------
    leaves : Leaves
    core : ndarray of shape (SIZE, leaves)
        Which rows are core rows.

    Returns
    -------
    ndarray of shape (SIZE, leaves)
        Numbers from 0, with gaps; -1 where there is no core row.
    """
    sets = _Sets(leaves, core)
    some = np.flatnonzero(core.any(axis=0))
    sets.begin(some)
    first, size = 0, _LEAVES
    while first < len(some):
        sets.join_around(some[first : first + size])
        first, size = first + size, size * 8
    return np.where(core, sets.roots(sets.places), -1)


class _Sets:
    """Core rows as sets that are joined: a row's parent is of its set, and its own where it stands for the set."""

    def __init__(self, leaves: Leaves, core: Mask) -> None:
        self.leaves, self.core = leaves, core
        self.parents = np.arange(core.size)
        self.places = self.parents.reshape(core.shape).copy()

    def roots(self, places: IntArray) -> IntArray:
        """Follow parents up to those that stand for sets, and shorten the way; other rows stand for themselves."""
        while True:
            above = self.parents[places]
            beyond = self.parents[above]
            if np.array_equal(above, beyond):
                return above
            self.parents[places] = beyond

    def begin(self, some: IntArray) -> None:
        """Join what is together within leaves: in those that are small enough, all core rows."""
        small = self.leaves.whole(some, some)
        inside = some[small]
        core, places = self.core.take(inside, axis=1), self.places.take(inside, axis=1)
        first = np.where(core, places, self.core.size).min(axis=0)
        self.parents[places[core]] = np.broadcast_to(first, core.shape)[core]
        self._join(some[~small], some[~small])

    def join_around(self, some: IntArray) -> None:
        """Join what is together of some leaves and all later ones that may be near to them."""
        lows, highs = self._ends(np.arange(self.leaves.count))
        low_of = self.leaves.above(lows, np.minimum, self.core.size)
        high_of = self.leaves.above(highs, np.maximum, -1)

        def apart(_: Level, number: int, ours: IntArray, nodes: IntArray) -> Mask:
            low, high = low_of[number][nodes], high_of[number][nodes]
            several: Mask = np.minimum(lows[ours], low) < np.maximum(highs[ours], high)
            return several & (high >= 0)

        for ours, others in self.leaves.pairs(some, apart):
            later = ours < others  # a leaf alone has been looked at, and the others had their turn before
            self._join_nearest_first(ours[later], others[later], lows, highs)

    def _join_nearest_first(self, some: IntArray, others: IntArray, lows: IntArray, highs: IntArray) -> None:
        """Join what is together in pairs of leaves, nearest first, until none is left that has several sets."""
        order = abs(others - some).argsort()
        some, others, size = some[order], others[order], _PAIRS
        while len(some):
            held = np.zeros(self.leaves.count, np.bool_)
            held[some] = held[others] = True
            lows[held], highs[held] = self._ends(np.flatnonzero(held))
            left = np.minimum(lows[some], lows[others]) < np.maximum(highs[some], highs[others])
            some, others = some[left], others[left]
            self._join(some[:size], others[:size])
            some, others, size = some[size:], others[size:], size * 2

    def _ends(self, some: IntArray) -> tuple[IntArray, IntArray]:
        """Give the least and the largest number of the sets that some leaves have core rows of."""
        core, roots = self.core.take(some, axis=1), self.roots(self.places.take(some, axis=1))
        return np.where(core, roots, self.core.size).min(axis=0), np.where(core, roots, -1).max(axis=0)

    def _join(self, some: IntArray, others: IntArray) -> None:
        """Join the sets of core rows that are neighbours, in pairs of leaves."""
        for at, inside in self.leaves.near(some, others):
            mine, theirs = self.core.take(some[at], axis=1), self.core.take(others[at], axis=1)
            ours, yours = self.places.take(some[at], axis=1), self.places.take(others[at], axis=1)
            near = inside & mine[:, np.newaxis] & theirs
            while True:
                ours, yours = self.roots(ours), self.roots(yours)
                near &= ours[:, np.newaxis] != yours
                slots, pairs = np.nonzero(near.any(axis=0))
                if not len(slots):
                    break
                x = ours[near[:, slots, pairs].argmax(axis=0), pairs]
                y = yours[slots, pairs]
                np.minimum.at(self.parents, np.maximum(x, y), np.minimum(x, y))
