"""A run of the toy of floor plans: which tries were kept, who moved, and how near to the shortest plan it came."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, ClassVar

import numpy as np
from numpy.typing import ArrayLike, NDArray

from kmanim.arrays import FloatArray, IntArray, LabelArray
from kmanim.simulate.machines.floor_plans.every_plan import EveryPlan, every_plan, number_of_plans
from kmanim.simulate.machines.floor_plans.grid import Grid, grid_for
from kmanim.simulate.machines.floor_plans.snapshot import PlanSnapshot
from kmanim.simulate.machines.floor_plans.walking import key_of, rounding, standing, walk_of
from kmanim.simulate.parameters.floor_plan import FloorPlan
from kmanim.simulate.snapshot import Snapshot
from kmanim.simulate.trace import Trace


@dataclass(frozen=True, eq=False, kw_only=True, repr=False)
class PlanTrace(Trace):
    """A recorded run of the toy: a snapshot for the start, and one for each try or generation.

    The labels of a snapshot are the cell of each room.
    """

    table_columns: ClassVar[tuple[str, ...]] = ("iterations", "objective", "solution", "kept")
    has: ClassVar[str] = "a floor plan"
    prologue_type: ClassVar[type[Snapshot]] = PlanSnapshot

    parameters: FloorPlan
    unlabelled: tuple[PlanSnapshot, ...] = field(repr=False)

    @property
    def turn(self) -> tuple[str, str]:  # type: ignore[override] # two methods, each with a word of its own
        """What readers call one iteration, and several."""
        return ("try", "tries") if self.is_alone else ("generation", "generations")

    @property
    def is_alone(self) -> bool:
        """Whether there is one plan, of which rooms are swapped; a population otherwise."""
        return self.parameters.method == "swaps"

    @property
    def grid(self) -> Grid:
        """The floor."""
        return grid_for(self.dataset.n, self.parameters.cells)

    @property
    def walks(self) -> FloatArray:
        """Walks a day between every two rooms, shape (n, n)."""
        return self.dataset.values

    @property
    def walks_in_all(self) -> float:
        """Walks a day between all rooms together."""
        return float(self.walks.sum()) / 2

    @property
    def empty_cells(self) -> int:
        """How many cells no room stands on."""
        return self.grid.cells - self.dataset.n

    @property
    def number_of_plans(self) -> int:
        """How many plans there are in all."""
        return number_of_plans(self.dataset.n, self.grid)

    @property
    def every(self) -> EveryPlan | None:
        """All plans, tried by brute force; None where they are too many."""
        return every_plan(self.walks, self.grid)

    @property
    def best_known(self) -> float | None:
        """The walk of the shortest plan, where all were tried; None where they are too many."""
        return None if self.every is None else self.every.shortest

    @property
    def walk(self) -> float:
        """The walk of the last plan."""
        return float(self.unlabelled[-1].objective)

    @property
    def found_best(self) -> bool:
        """Whether the last plan is as short as the shortest; False where that is not known."""
        return self.best_known is not None and self.is_as_short(self.walk, self.best_known)

    def is_as_short(self, walk: float, other: float) -> bool:
        """Tell whether two walks are one but for rounding."""
        return abs(walk - other) <= rounding(self.walks, self.grid)

    @cached_property
    def kept(self) -> tuple[int, ...]:
        """The snapshots that found a shorter plan, ascending."""
        return tuple((np.flatnonzero(np.diff(self.objective) < 0) + 1).tolist())

    @property
    def last_gain(self) -> int:
        """The last snapshot that found a shorter plan; 0 where none did."""
        return self.kept[-1] if self.kept else 0

    def cells(self, index: int) -> LabelArray:
        """Give the cell of each room in snapshot `index`, counted from 0 row by row."""
        cells = self.history.at(range(len(self))[index])
        if cells is None:
            raise ValueError("a plan without rooms")
        return cells

    def plan(self, index: int = -1) -> NDArray[np.intp]:
        """Give what stands in every cell in snapshot `index`, shape (rows, columns): a room, -1 for none."""
        return standing(self.cells(index), self.grid).reshape(self.grid.rows, self.grid.columns)

    # What the family says otherwise

    def relabelled(self, order: ArrayLike) -> PlanTrace:  # noqa: ARG002 - there is nothing to renumber
        """Give the run as it is: a cell is where it is."""
        return self

    @property
    def end_key(self) -> bytes:
        """The last plan: runs end alike if their plans are one, turned or mirrored."""
        return key_of(self.labels, self.grid)

    @property
    def valued(self) -> list[int]:
        """The start, and all that found a shorter plan: the others change nothing."""
        return [0, *self.kept]

    @property
    def turns(self) -> int:
        """Up to which try or generation a shorter plan was found."""
        return self.unlabelled[self.last_gain].iteration

    @property
    def news(self) -> tuple[str, ...]:
        """How long the walk was and is."""
        first, last = float(self.unlabelled[0].objective), self.walk
        return (f"walk {first:.7g} to {last:.7g}",)

    def facts(self, order: IntArray | None = None) -> Mapping[str, Any]:  # noqa: ARG002 - cells are never renumbered
        """Say how long the walk was, how often it became shorter, and whether that is the shortest there is."""
        return {
            "start": float(self.unlabelled[0].objective),
            "kept": len(self.kept),
            "last_gain": self.turns,
            "best_known": self.best_known,
        }

    def table_row(self, index: int) -> Mapping[str, Any]:
        """Tell snapshot `index` in one row: the walk, what was tried, how many rooms moved."""
        snapshot = self.unlabelled[index]
        row: dict[str, Any] = {
            "step": snapshot.step,
            "iteration": snapshot.iteration,
            "walk": float(snapshot.objective),
            "moved": len(self.changed(index)),
        }
        if not self.is_alone:
            return row | {"mean": float(snapshot.mean)}
        tried = None if math.isnan(snapshot.tried) else float(snapshot.tried)
        return row | {
            "first": self._name(snapshot.first, index), "second": self._name(snapshot.second, index),
            "tried": tried,
        }  # fmt: skip

    def _name(self, room: int, index: int) -> str | None:
        if not index:
            return None
        return self.dataset.row_name(room) if room >= 0 else "(empty)"

    def measures(self) -> Mapping[str, float]:
        """Give the walk, and when it was found."""
        return {"walk": self.walk, "kept": len(self.kept), "last_gain": self.turns}

    def check(self) -> None:
        """Check that every room has a cell of its own, and that walks are those of the plans."""
        n, grid = self.dataset.n, self.grid
        for index in (0, *self.kept):
            cells = self.cells(index)
            if len(np.unique(cells)) != n or not 0 <= int(cells.min()) <= int(cells.max()) < grid.cells:
                raise ValueError("its rooms do not stand on cells of their own")
            if not self.is_as_short(
                walk_of(self.walks, cells, grid), float(self.unlabelled[index].objective)
            ):
                raise ValueError("its walks are not those of its plans")
