"""How far all walk in a plan: walks between every two rooms, times the distance of the cells where they stand."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from kmanim.arrays import FloatArray, LabelArray
from kmanim.simulate.machines.floor_plans.grid import Grid

# A plan is shorter than another if it is so by more than this share of the longest walk that could be: sums in
# another order differ by less. Whole numbers of walks are added without rounding.
ROUNDING = 1e-12
_AT_ONCE = 2_000_000  # distances that are looked up together; of more, pair of rooms by pair of rooms


def walk_of(walks: FloatArray, cells: LabelArray, grid: Grid) -> float:
    """Give the walk of one plan.

    Parameters
    ----------
    walks : ndarray of shape (n, n)
        Walks a day between every two rooms, symmetric, with 0 on the diagonal.
    cells : ndarray of shape (n,)
        The cell of each room.
    grid : Grid
        The floor.
    """
    return float((walks * grid.distances[np.ix_(cells, cells)]).sum()) / 2


def walks_of(walks: FloatArray, plans: NDArray[np.integer[Any]], grid: Grid) -> FloatArray:
    """Give the walk of each plan, of shape (p,); `plans` are the cells of their rooms, shape (p, n)."""
    n, cells = len(walks), np.asarray(plans)
    if cells.size * n <= _AT_ONCE:
        return np.asarray((walks * grid.distances[cells[:, :, None], cells[:, None, :]]).sum(axis=(1, 2)) / 2)
    flat, total = grid.distances.ravel(), np.zeros(len(cells))
    for i in range(n):
        row = cells[:, i].astype(np.int32) * grid.cells
        for j in range(i + 1, n):
            if walks[i, j]:
                total += walks[i, j] * flat.take(row + cells[:, j])
    return total


def rounding(walks: FloatArray, grid: Grid) -> float:
    """Give by how much walks of plans may differ by rounding alone."""
    return ROUNDING * float(walks.sum()) * (grid.rows + grid.columns)


def without_rounding(lengths: FloatArray, walks: FloatArray, grid: Grid) -> FloatArray:
    """Give walks of plans, shape (p,), where those that rounding alone keeps apart are all as the first of them."""
    order = np.argsort(lengths, kind="stable")
    begins = np.concatenate([[True], np.diff(lengths[order]) > rounding(walks, grid)])
    firsts = np.minimum.reduceat(order, np.flatnonzero(begins))
    told = np.empty_like(lengths)
    told[order] = lengths[firsts[np.cumsum(begins) - 1]]
    return told


def is_shorter(new: float, old: float, walks: FloatArray, grid: Grid) -> bool:
    """Tell whether a plan is shorter than another by more than rounding."""
    return new < old - rounding(walks, grid)


def cells_of(plan: LabelArray, rooms: int) -> LabelArray:
    """Give the cell of each room out of what stands in each cell; numbers from `rooms` on are empty cells."""
    return np.argsort(plan, kind="stable")[:rooms]


def standing(cells: LabelArray, grid: Grid) -> NDArray[np.intp]:
    """Give the room that stands in each cell, -1 where there is none, out of the cell of each room."""
    plan = np.full(grid.cells, -1, np.intp)
    plan[cells] = np.arange(len(cells))
    return plan


def key_of(cells: LabelArray, grid: Grid) -> bytes:
    """Give the same bytes for plans that are one plan turned or mirrored, and others for others."""
    return min(bytes(row) for row in grid.turnings[:, cells].astype(np.uint8))


def nearest_turning(cells: LabelArray, before: LabelArray, grid: Grid) -> LabelArray:
    """Turn a plan so that as few rooms as possible stand elsewhere than before; of several ways the first."""
    turned = grid.turnings[:, cells]
    return np.asarray(turned[int((turned != before).sum(axis=1).argmin())])


def cannot_be_bettered(walks: FloatArray, cells: LabelArray, grid: Grid) -> bool:
    """Tell whether no swap of what stands in two cells makes a plan shorter."""
    plan = standing(cells, grid)
    one, other = np.triu_indices(grid.cells, 1)
    n, swaps = len(cells), np.arange(len(one))
    swapped = np.tile(
        np.append(cells, 0).astype(np.intp), (len(one), 1)
    )  # the last column is what empty cells hold
    swapped[swaps, plan[one]] = other
    swapped[swaps, plan[other]] = one
    shortest = float(walks_of(walks, swapped[:, :n], grid).min())
    return not is_shorter(shortest, walk_of(walks, cells, grid), walks, grid)
