"""Every plan that there is, by brute force: how many have which walk, and which are the shortest."""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import Any

import numpy as np
from numpy.typing import NDArray

from kmanim.arrays import FloatArray, IntArray, frozen
from kmanim.simulate.machines.floor_plans.grid import Grid
from kmanim.simulate.machines.floor_plans.walking import walks_of, without_rounding

MOST = math.factorial(9)
"""So many plans are all tried; of more the shortest is not known."""


@dataclass(frozen=True, eq=False)
class EveryPlan:
    """All plans of some rooms on a floor.

    Attributes
    ----------
    lengths : ndarray of shape (m,), float64
        The different walks, ascending.
    counts : ndarray of shape (m,)
        How many plans have each.
    best : ndarray of shape (b, n)
        The cell of each room in the shortest plans.
    grid : Grid
        The floor.
    """

    lengths: FloatArray
    counts: IntArray
    best: NDArray[np.integer[Any]]
    grid: Grid

    @property
    def count(self) -> int:
        """How many plans there are."""
        return int(self.counts.sum())

    @property
    def shortest(self) -> float:
        """The walk of the shortest plans."""
        return float(self.lengths[0])

    @property
    def longest(self) -> float:
        """The walk of the longest plans."""
        return float(self.lengths[-1])

    @cached_property
    def different(self) -> int:
        """How many of the shortest there are if those that are one plan turned or mirrored are one."""
        return len(np.unique(_smallest_turning(self.best, self.grid)))

    @property
    def mean(self) -> float:
        """The mean walk of all plans."""
        return float(self.lengths @ self.counts) / self.count

    @property
    def sd(self) -> float:
        """How far walks spread around their mean."""
        return math.sqrt(float(((self.lengths - self.mean) ** 2) @ self.counts) / self.count)

    @property
    def all_alike(self) -> bool:
        """Whether every plan is as good as any other."""
        return len(self.lengths) == 1

    def shorter_than(self, walk: float) -> int:
        """How many plans have a shorter walk than this one, which is one of them."""
        near = int(np.abs(self.lengths - walk).argmin())
        return int(self.counts[:near].sum())


def number_of_plans(rooms: int, grid: Grid) -> int:
    """How many plans there are."""
    return math.perm(grid.cells, rooms)


def every_plan(walks: FloatArray, grid: Grid) -> EveryPlan | None:
    """Try all plans; None where they are more than nine rooms have on nine cells. What was found is remembered."""
    if number_of_plans(len(walks), grid) > MOST:
        return None
    return _tried(np.ascontiguousarray(walks, np.float64).tobytes(), len(walks), grid)


@lru_cache(maxsize=16)
def _tried(walks_as_bytes: bytes, rooms: int, grid: Grid) -> EveryPlan:
    walks = np.frombuffer(walks_as_bytes, np.float64).reshape(rooms, rooms)
    plans = placements(grid.cells, rooms)
    found = without_rounding(walks_of(walks, plans, grid), walks, grid)
    lengths, counts = np.unique(found, return_counts=True)
    return EveryPlan(
        lengths=frozen(lengths),
        counts=frozen(counts.astype(np.intp)),
        best=frozen(plans[found == lengths[0]]),
        grid=grid,
    )


def _smallest_turning(plans: NDArray[np.integer[Any]], grid: Grid) -> NDArray[Any]:
    """Give a number that is the same of plans that are one plan turned or mirrored, and differs of others."""
    weights = np.array([float(grid.cells) ** i for i in range(plans.shape[1])])
    return np.asarray(np.min([turning[plans] @ weights for turning in grid.turnings], axis=0))


@lru_cache(maxsize=8)
def placements(cells: int, rooms: int) -> NDArray[np.uint8]:
    """Give all ways to put rooms into cells, one room a cell, in order: shape (ways, rooms)."""
    found = np.zeros((1, 0), np.uint8)
    for _ in range(rooms):
        free = np.ones((len(found), cells), np.bool_)
        np.put_along_axis(free, found.astype(np.intp), False, axis=1)
        earlier, cell = np.nonzero(free)
        found = np.column_stack([found[earlier], cell.astype(np.uint8)])
    return frozen(found)
