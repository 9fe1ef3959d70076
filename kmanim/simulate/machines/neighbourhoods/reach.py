"""By which of some rows, taken in an order, others are reached first."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from kmanim.arrays import FloatArray, IntArray
from kmanim.simulate.machines.neighbourhoods.leaves import SIZE, Leaves, Level, Mask
from kmanim.simulate.machines.neighbourhoods.squares import squares, sum_of_squares
from kmanim.simulate.numerics.chunks import chunks

Ranks = NDArray[np.int32]
NOBODY = np.int32(2**31 - 1)
"""The rank of a row that is not among those that reach."""
_EARLY = np.arange(SIZE, 0, -1, dtype=np.uint8)[:, np.newaxis, np.newaxis]
"""How early each of the rows of a leaf comes, in their order."""
_PAIRS, _ROWS, _OTHERS = 2**7, 2**6, 2**9
"""So many at once stay in the processor's cache."""
_CHEAP = 2**16
"""So many pairs of rows take no longer than it takes to find out which leaves are near."""


def first_reach(leaves: Leaves, ranks: Ranks, wanted: Mask, some: IntArray) -> Ranks:
    """Find of the rows within a radius the one that comes first.

    Parameters
    ----------
    leaves : Leaves
    ranks : ndarray of shape (SIZE, leaves)
        The place of each row in the order; `NOBODY` of those that reach nothing.
    wanted : ndarray of shape (SIZE, leaves)
        Of which rows it is asked.
    some : ndarray of shape (m,)
        The leaves with ranks, ascending.

    Returns
    -------
    ndarray of shape (SIZE, leaves)
        The least rank that reaches a row; `NOBODY` where none does, or where it was not asked.
    """
    own = ranks.take(some, axis=1)
    held = own < NOBODY
    rows, leaves_of_rows = np.count_nonzero(wanted), np.count_nonzero(np.logical_or.reduce(wanted, axis=0))
    of_pairs = leaves.share * len(some) * leaves_of_rows * SIZE * SIZE
    if np.count_nonzero(held) * rows <= of_pairs + _CHEAP:
        return _row_by_row(leaves, ranks, wanted)
    found = np.full(ranks.shape, NOBODY)
    nodes = leaves.above(np.logical_or.reduce(wanted, axis=0), np.logical_or, nothing=False)
    lows, highs = _boxes(leaves, held, some)
    front, by_place = _in_order(leaves.columns.take(some, axis=2), own)
    held_by = held.sum(axis=0)
    column = np.zeros(leaves.count, np.intp)
    column[some] = np.arange(len(some))

    def wants(_: Level, number: int, _ours: IntArray, below: IntArray) -> Mask:
        flags: Mask = nodes[number][below]
        return flags

    for ours, theirs in leaves.pairs(some, wants):
        order = theirs.argsort()
        mine, others = column[ours[order]], theirs[order]
        # Most leaves have such rows on one side alone: boxes of these are farther apart.
        asked, at, _ = _once(others)
        low, high = _boxes(leaves, wanted.take(asked, axis=1), asked)
        apart = lows.take(mine, axis=1) - high.take(at, axis=1)
        np.maximum(apart, low.take(at, axis=1) - highs.take(mine, axis=1), out=apart)
        kept = sum_of_squares(np.maximum(apart, 0, out=apart)) <= leaves.limit
        mine, others = mine[kept], others[kept]
        if not len(mine):
            continue
        earliest = np.empty((SIZE, len(mine)), np.uint8)
        # Leaves with few such rows go together: of theirs alone the squares are worked out.
        by_held = held_by[mine].argsort()
        for part in chunks(len(mine), _PAIRS):
            pair = by_held[part]
            slots = held_by[mine[pair[-1]]]
            mine_at = front[:, :slots].take(mine[pair], axis=2)[:, :, np.newaxis]
            others_at = leaves.columns.take(others[pair], axis=2)[:, np.newaxis]
            inside = squares(mine_at, others_at) <= leaves.limit
            # A product and a maximum of single bytes are many times faster than a choice among ranks.
            reached = inside.view(np.uint8)
            reached *= _EARLY[:slots]
            earliest[:, pair] = reached.max(axis=0)
        asked, _, firsts = _once(others)
        least = np.minimum.reduceat(by_place[earliest, mine], firsts, axis=1)
        found[:, asked] = np.minimum(found[:, asked], least)
    found[~wanted] = NOBODY
    return found


def _row_by_row(leaves: Leaves, ranks: Ranks, wanted: Mask) -> Ranks:
    """Do the same by looking from each row at all that are not reached yet: where few are, or most leaves are near."""
    columns = leaves.columns.reshape(len(leaves.columns), -1)
    rank_of, found = ranks.reshape(-1), np.full(ranks.size, NOBODY)
    front, left = np.flatnonzero(rank_of < NOBODY), np.flatnonzero(wanted)
    front = front[rank_of[front].argsort()]
    for part in chunks(len(front), _ROWS):
        ours = columns.take(front[part], axis=1)[:, :, np.newaxis]
        for few in chunks(len(left), _OTHERS):
            theirs = left[few]
            inside = squares(ours, columns.take(theirs, axis=1)[:, np.newaxis]) <= leaves.limit
            first = inside.argmax(axis=0)
            reached = inside[first, np.arange(len(theirs))]
            found[theirs[reached]] = rank_of[front[part]][first[reached]]
        left = left[found[left] == NOBODY]
        if not len(left):
            break
    return found.reshape(ranks.shape)


def _once(ascending: IntArray) -> tuple[IntArray, IntArray, IntArray]:
    """Give each of some numbers, one or more, once; which of these every one of them is; and where each begins."""
    begins = np.ones(len(ascending), np.bool_)
    np.not_equal(ascending[1:], ascending[:-1], out=begins[1:])
    firsts = np.flatnonzero(begins)
    return ascending[firsts], np.cumsum(begins) - 1, firsts


def _in_order(columns: FloatArray, ranks: Ranks) -> tuple[FloatArray, Ranks]:
    """Give by leaf the columns of rows with ranks, first to last, then nan; and the rank of each number of `_EARLY`."""
    order = ranks.argsort(axis=0)
    ranks = np.take_along_axis(ranks, order, axis=0)
    by_place = np.full((SIZE + 1, ranks.shape[1]), NOBODY)
    by_place[:0:-1] = ranks
    return np.where(ranks < NOBODY, np.take_along_axis(columns, order[np.newaxis], axis=1), np.nan), by_place


def _boxes(leaves: Leaves, held: Mask, some: IntArray) -> tuple[FloatArray, FloatArray]:
    """Give the boxes around some rows of leaves, one or more of each."""
    columns = leaves.columns.take(some, axis=2)
    return np.where(held, columns, np.inf).min(axis=1), np.where(held, columns, -np.inf).max(axis=1)
