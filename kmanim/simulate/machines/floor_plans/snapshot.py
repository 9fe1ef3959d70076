"""A moment of the toy of floor plans."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from kmanim.arrays import FloatArray
from kmanim.simulate.snapshot import Snapshot


@dataclass(frozen=True, slots=True, kw_only=True, eq=False, repr=False)
class PlanSnapshot(Snapshot):
    """A moment of the toy: its step is ``"start"``, ``"keep"``, ``"drop"`` or, of a population, ``"generation"``.

    Its labels are the cell on which each room stands, counted from 0 row by row, and its objective is the walk of that
    plan; of a population that is the shortest plan, turned so that as few rooms as possible have moved.

    Attributes
    ----------
    first, second : int
        The rooms that this try has swapped, as its cells were drawn; -1 for an empty cell, and where nothing was
        tried.
    tried : float
        The walk with that swap, whether it was kept or not; nan where nothing was tried.
    mean : float
        The mean walk of all plans of a population; nan where there is one plan.
    plans : ndarray of shape (p, cells), read-only, or None
        What stands in each cell of each plan of a population, the shortest first once there are children; numbers from
        the number of rooms on are empty cells.
    draws : ndarray of shape (swaps, 2), read-only, or None
        Of the start: the cells that each try swaps, in order. They do not depend on what is kept, so all are drawn
        where the start is.
    walks : ndarray of shape (p,), float64, read-only, or None
        The walk of each plan of a population.
    """

    first: int = -1
    second: int = -1
    tried: float = float("nan")
    mean: float = float("nan")
    plans: NDArray[np.integer[Any]] | None = None
    draws: NDArray[np.integer[Any]] | None = None
    walks: FloatArray | None = None

    @property
    def walk(self) -> float:
        """How far all walk in this plan a day, in cells."""
        return self.objective
