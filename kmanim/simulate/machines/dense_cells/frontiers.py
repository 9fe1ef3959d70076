"""How clusters grow from cell to cell: all core cells that were reached last pass it on together."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

import numpy as np

from kmanim.arrays import IntArray
from kmanim.simulate.machines.dense_cells.reach import Mask, Reach

# So many seeds are looked through at once.
_AT_ONCE = 4096


class Frontier(NamedTuple):
    """One step.

    Attributes
    ----------
    cluster : int
        Which cluster grows, from 0.
    looked_at : ndarray
        The core cells whose discs are looked at, by number, ascending.
    joined : ndarray
        The cells that join: those in these discs that are in no cluster yet, and at first the seed; ascending.
    """

    cluster: int
    looked_at: IntArray
    joined: IntArray


def frontiers(reach: Reach, core: Mask) -> Iterator[Frontier]:
    """Let the first core cell that nothing has reached begin a cluster, until all are in one.

    A cluster is complete before the next one begins, so a border cell is the first one's that reaches it: that is what
    DBSCAN does that visits the rows of one cell after those of another.
    """
    waiting = np.ones(len(core), np.bool_)
    seeds = np.flatnonzero(core)
    at, cluster = _next(seeds, 0, waiting), 0
    while at < len(seeds):
        looked_at = joining = seeds[at : at + 1]
        while looked_at.size:
            waiting[joining] = False
            reached = reach.reached(looked_at, waiting)
            waiting[reached] = False
            yield Frontier(cluster, looked_at, np.sort(np.append(joining, reached)))
            looked_at, joining = reached[core[reached]], reached[:0]
        at, cluster = _next(seeds, at + 1, waiting), cluster + 1


def _next(seeds: IntArray, at: int, waiting: Mask) -> int:
    """Find the place of the next seed that waits, from place `at`; the number of seeds where none does."""
    while at < len(seeds):
        waits = waiting[seeds[at : at + _AT_ONCE]]
        if waits.any():
            return at + int(waits.argmax())
        at += _AT_ONCE
    return len(seeds)
