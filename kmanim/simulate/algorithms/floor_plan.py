"""A toy of floor plans: rooms on a grid, shuffled by chance, and what shortens the walk is kept.

The walk of a plan is the sum over all pairs of rooms of the walks between them times the distance of their cells,
counted in steps from a cell to a neighbouring one. Swaps: exchange what stands in two cells drawn at random, keep it if
the walk is shorter. Population: of many plans each has a child by one such swap, and as many as there were, the
shortest of all, stay; of equals those that were there before.

Which plan is the shortest is a quadratic assignment problem: T. C. Koopmans and M. Beckmann, "Assignment problems and
the location of economic activities", Econometrica 25 (1957). After an idea of J. Simon, "Evolving floorplans" (2018),
whose plans are made otherwise: this is a toy.
"""

from __future__ import annotations

from collections.abc import Generator
from typing import Any

import numpy as np
from numpy.typing import NDArray

from kmanim.arrays import FloatArray, LabelArray, frozen
from kmanim.data.dataset import Dataset
from kmanim.errors import InputError, shown
from kmanim.simulate.algorithm import Stopped
from kmanim.simulate.machines.floor_plans.grid import Grid, grid_for
from kmanim.simulate.machines.floor_plans.snapshot import PlanSnapshot
from kmanim.simulate.machines.floor_plans.trace import PlanTrace
from kmanim.simulate.machines.floor_plans.walking import (
    cannot_be_bettered,
    cells_of,
    is_shorter,
    nearest_turning,
    walk_of,
    walks_of,
    without_rounding,
)
from kmanim.simulate.parameters.floor_plan import FloorPlan

SNAPSHOT = PlanSnapshot
TRACE = PlanTrace
MOST_ROOMS = 100
_Plans = NDArray[np.integer[Any]]


def check(dataset: Dataset, values: FloatArray, parameters: FloorPlan) -> None:
    """Refuse what no plan can be made of.

    Raises
    ------
    InputError
        If there are less than two rooms or very many, they do not fit the floor, or the walks are no walks between
        every two rooms.
    """
    n, where = dataset.n, shown(dataset.name)
    if not 2 <= n <= MOST_ROOMS:
        raise InputError(f"a floor plan needs 2 to {MOST_ROOMS} rooms, and {where} has {n}")
    if values.shape != (n, n):
        raise InputError(
            f"a floor plan needs the walks between every two rooms, {n} x {n} numbers, and {where} has "
            f"{n} x {values.shape[1]}; load them as walks"
        )
    if not np.array_equal(values, values.T) or values.diagonal().any() or (values < 0).any():
        raise InputError(
            f"walks must be 0 or more, the same there and back, and 0 from a room to itself; those of {where} are not"
        )
    grid = grid_for(n, parameters.cells)
    if grid.cells < n:
        raise InputError(
            f"floor {parameters.floor} has {grid.cells} cells, and {where} has {n} rooms; make the floor larger"
        )


def start(
    dataset: Dataset, values: FloatArray, parameters: FloorPlan, rng: np.random.Generator
) -> PlanSnapshot:
    """Draw the first plan or plans, and then all swaps that will be tried, in order."""
    grid, n = grid_for(dataset.n, parameters.cells), dataset.n
    kind = np.min_scalar_type(grid.cells)
    if parameters.method == "swaps":
        cells = cells_of(rng.permutation(grid.cells), n)
        return PlanSnapshot(
            step="start",
            iteration=0,
            labels=frozen(cells.astype(kind)),
            objective=walk_of(values, cells, grid),
            draws=_draw(parameters.tries, grid, rng),
        )
    plans = np.array([rng.permutation(grid.cells) for _ in range(parameters.plans)])
    draws = _draw(parameters.plans * parameters.generations, grid, rng)
    walks = walks_of(values, np.argsort(plans, axis=1)[:, :n], grid)
    walks = without_rounding(walks, values, grid)
    order = np.argsort(walks, kind="stable")  # children are drawn for the shortest first
    plans, walks = plans[order], walks[order]
    best = cells_of(plans[0], n)
    return _generation(0, plans.astype(kind), walks, best.astype(kind), draws)


def prepare(_dataset: Dataset, values: FloatArray, _parameters: FloorPlan) -> FloatArray:
    """Nothing is shared but the walks themselves."""
    return values


def steps(
    values: FloatArray, state: PlanSnapshot, parameters: FloorPlan, _rng: np.random.Generator
) -> Generator[PlanSnapshot, None, Stopped]:
    """Try one swap after the other, or let one generation follow the other."""
    yield state
    grid = grid_for(len(values), parameters.cells)
    if parameters.method == "swaps":
        return (yield from _swaps(values, state, grid))
    return (yield from _generations(values, state, grid, parameters.plans))


def _draw(count: int, grid: Grid, rng: np.random.Generator) -> _Plans:
    """Draw pairs of different cells."""
    pairs = [rng.choice(grid.cells, 2, replace=False) for _ in range(count)]
    return frozen(np.array(pairs, np.min_scalar_type(grid.cells)))


def _swaps(values: FloatArray, state: PlanSnapshot, grid: Grid) -> Generator[PlanSnapshot, None, Stopped]:
    n = len(values)
    assert state.labels is not None
    assert state.draws is not None
    labels, walk = state.labels, state.objective
    plan = _standing(labels, grid)
    for number, (one, other) in enumerate(state.draws.tolist(), 1):
        first, second = int(plan[one]), int(plan[other])
        moved = labels.copy()
        if first < n:
            moved[first] = other
        if second < n:
            moved[second] = one
        tried = walk_of(values, moved, grid)
        is_kept = is_shorter(tried, walk, values, grid)
        if is_kept:
            plan[one], plan[other] = second, first
            labels, walk = frozen(moved), tried
        yield PlanSnapshot(
            step="keep" if is_kept else "drop",
            iteration=number,
            labels=labels,
            objective=walk,
            first=first if first < n else -1,
            second=second if second < n else -1,
            tried=tried,
        )
    if cannot_be_bettered(values, labels, grid):
        return Stopped("no swap of two makes it shorter")
    return Stopped("all tries were made", finished=False)


def _generations(
    values: FloatArray, state: PlanSnapshot, grid: Grid, size: int
) -> Generator[PlanSnapshot, None, Stopped]:
    n = len(values)
    assert state.plans is not None
    assert state.walks is not None
    assert state.draws is not None
    assert state.labels is not None
    plans, walks, shown_before = state.plans, state.walks, state.labels
    every = np.arange(size)
    for number, pairs in enumerate(state.draws.reshape(-1, size, 2), 1):
        children = plans.copy()
        children[every, pairs[:, 0]] = plans[every, pairs[:, 1]]
        children[every, pairs[:, 1]] = plans[every, pairs[:, 0]]
        both = np.concatenate([plans, children])
        lengths = np.concatenate([walks, walks_of(values, np.argsort(children, axis=1)[:, :n], grid)])
        lengths = without_rounding(lengths, values, grid)  # parents come first, and so does their walk
        stay = np.argsort(lengths, kind="stable")[:size]
        plans, walks = both[stay], lengths[stay]
        best = nearest_turning(cells_of(plans[0], n), shown_before, grid).astype(plans.dtype)
        shown_before = best
        yield _generation(number, plans, walks, best)
    if cannot_be_bettered(values, shown_before, grid):
        return Stopped("no swap of two makes it shorter")
    return Stopped("all generations were made", finished=False)


def _generation(
    number: int, plans: _Plans, walks: FloatArray, best: LabelArray, draws: _Plans | None = None
) -> PlanSnapshot:
    return PlanSnapshot(
        step="generation" if number else "start",
        iteration=number,
        labels=frozen(best),
        objective=float(walks.min()),
        mean=float(walks.mean()),
        plans=frozen(plans),
        walks=frozen(walks),
        draws=draws,
    )


def _standing(cells: LabelArray, grid: Grid) -> NDArray[np.intp]:
    """Give what stands in each cell: a room, or for an empty cell a number from the number of rooms on."""
    n = len(cells)
    plan = np.full(grid.cells, n, np.intp)
    plan[cells] = np.arange(n)
    return plan
