"""The distinct solutions that runs ended in, ranked and named."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from kmanim.arrays import FloatArray
from kmanim.data.scaling import Scaling
from kmanim.simulate.machines.centroids.snapshot import CentroidSnapshot
from kmanim.simulate.parameters._objective import SAME, Objective
from kmanim.simulate.runs.outcome import Outcome

_LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class Solution:
    """A final partition that one or more runs reached, whatever the numbers of its clusters.

    Attributes
    ----------
    letter : str
        ``"A"`` is the best, then ``"B"`` ... ``"Z"``, ``"AA"``, ``"AB"`` ...
    objective : float
        That of `best_run`, in clustered units; nan where there is none.
    runs : tuple of int
        The runs, numbered from 1, that ended here.
    best_run : int
        The first of them that came to the best objective of them all, but for rounding. Mixtures that put the same rows
        together may differ.
    worst : float
        The worst objective of these runs: another where some were stopped on their way, or the same rows are told
        more surely.
    sizes : tuple of int
        Rows in each cluster.
    centroids : ndarray of shape (k, d) or None
        In original units; None for an algorithm without centroids.
    failure : str
        Why it is no result: that of the first of these runs, all of which have failed. Empty where it is one.
    """

    letter: str
    objective: float
    runs: tuple[int, ...]
    best_run: int
    worst: float
    sizes: tuple[int, ...]
    centroids: FloatArray | None = field(repr=False)
    failure: str = ""

    @property
    def inertia(self) -> float:
        """The objective; for k-means the within-cluster sum of squares."""
        return self.objective


def solutions_of(
    outcomes: Sequence[Outcome],
    objective: Objective | None,
    scaling: Scaling,
    partition_of: Callable[[int], bytes],
) -> tuple[Solution, ...]:
    """Group runs by where they ended, the best first; those that failed stand apart, and last.

    Where there is no objective none is better: what most runs end in comes first, then what the first runs end in.
    A failed run is never better than one that has not failed, whatever its objective.

    Parameters
    ----------
    outcomes : sequence of Outcome
        Of the runs, in their order.
    objective : Objective or None
        What says which is better.
    scaling : Scaling
        What brings centroids to original units.
    partition_of : callable
        From the number of a run to its partition. It decides the order of solutions that are equally good, and is
        asked for those alone: of very many runs nobody keeps the labels.
    """
    groups: dict[tuple[bool, bytes], list[Outcome]] = {}
    for outcome in outcomes:
        groups.setdefault((bool(outcome.failure), outcome.key), []).append(outcome)
    ranked: list[list[Outcome]] = []
    for has_failed in (False, True):
        found = [group for (failed, _), group in groups.items() if failed == has_failed]
        if objective is None:
            ranked += sorted(found, key=lambda group: -len(group))
        else:
            ranked += _ranked(found, objective, partition_of)
    return tuple(_solution(place, group, objective, scaling) for place, group in enumerate(ranked))


def letters(place: int) -> str:
    """Name place 0, 1, ... as spreadsheets name columns: A ... Z, AA, AB ..."""
    name = ""
    place += 1
    while place:
        place, letter = divmod(place - 1, len(_LETTERS))
        name = _LETTERS[letter] + name
    return name


def _ranked(
    groups: list[list[Outcome]], objective: Objective, partition_of: Callable[[int], bytes]
) -> list[list[Outcome]]:
    """Order by the objective; where it is equal up to rounding, by the partition itself."""

    def cost_of(group: list[Outcome]) -> float:
        return objective.cost(_best_of(group, objective).objective)

    levels: list[list[list[Outcome]]] = []
    before = 0.0
    for group in sorted(groups, key=cost_of):
        cost = cost_of(group)
        if not levels or cost - before > SAME * abs(cost):
            levels.append([])
        levels[-1].append(group)
        before = cost
    for level in levels:
        if len(level) > 1:
            level.sort(key=lambda group: partition_of(group[0].run))
    return [group for level in levels for group in level]


def _best_of(outcomes: list[Outcome], objective: Objective | None) -> Outcome:
    """Give the first of runs with one partition whose objective is the best of them, but for rounding."""
    if objective is None:
        return outcomes[0]
    costs = [objective.cost(outcome.objective) for outcome in outcomes]
    least = min(costs)
    limit = least + SAME * abs(least) if math.isfinite(least) else least
    return next(outcome for outcome, cost in zip(outcomes, costs, strict=True) if cost <= limit)


def _solution(place: int, outcomes: list[Outcome], objective: Objective | None, scaling: Scaling) -> Solution:
    first = _best_of(outcomes, objective)
    values, end = [outcome.objective for outcome in outcomes], first.end
    return Solution(
        letter=letters(place),
        objective=first.objective,
        runs=tuple(outcome.run for outcome in outcomes),
        best_run=first.run,
        worst=max(values, key=objective.cost) if objective else first.objective,
        sizes=first.sizes,
        centroids=scaling.undo(end.centroids) if isinstance(end, CentroidSnapshot) else None,
        failure=first.failure,
    )
