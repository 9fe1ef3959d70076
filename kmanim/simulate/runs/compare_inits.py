"""The ways of drawing starts, compared by equally many runs from each."""

from __future__ import annotations

import dataclasses
import math
import operator
from collections.abc import Sequence
from dataclasses import dataclass, field
from importlib import import_module
from typing import Any

from kmanim.errors import InputError, shown
from kmanim.simulate.input import dataset_of
from kmanim.simulate.numerics.random_streams import Seed
from kmanim.simulate.parameters._objective import SAME, Objective
from kmanim.simulate.parameters.kmeans import KMeans
from kmanim.simulate.registry import check_names, make_parameters, parameters_of
from kmanim.simulate.runs.series import Series
from kmanim.simulate.runs.summary import Summary, summary_of


@dataclass(frozen=True, slots=True, kw_only=True)
class Cell:
    """What runs of one k from one kind of start came to.

    Attributes
    ----------
    k : int
    init : str
        The kind of start.
    best : float
        The best objective that any run of this k found, from whatever start.
    levels : tuple of (float, int)
        The distinct objectives that were reached, the best first, and by how many runs each; those of runs that
        failed are left out.
    summary : Summary
        Of the runs.
    objective : Objective
        What says which is better.
    """

    k: int
    init: str
    best: float
    levels: tuple[tuple[float, int], ...] = field(repr=False)
    summary: Summary = field(repr=False)
    objective: Objective = field(default=KMeans.lowers, repr=False)

    @property
    def symbol(self) -> str:
        """What captions call the objective."""
        return self.objective.symbol

    @property
    def reached(self) -> int:
        """How many runs came to the best objective, but for rounding."""
        return self.within(SAME)

    def within(self, share: float) -> int:
        """How many runs came nearer to the best objective than a share of it."""
        return sum(count for value, count in self.levels if abs(value - self.best) <= share * abs(self.best))

    @property
    def over(self) -> float:
        """Mean objective over the best one; 1 where that is 0 and all reach it."""
        return self.summary.mean_objective / self.best if self.best else 1.0


def init_kinds(algorithm: str) -> tuple[str, ...]:
    """Name the ways in which an algorithm can draw its starts.

    Raises
    ------
    InputError
        If it has no such option.
    """
    kind = parameters_of(algorithm)
    kinds: tuple[str, ...] = getattr(import_module(kind.__module__), "INIT_KINDS", ())
    if "init" not in {field.name for field in dataclasses.fields(kind)} or len(kinds) < 2:
        raise InputError(f"{kind.title} has no ways of starting to compare; leave compare-inits out")
    return kinds


def compare_inits(
    algorithm: str, data: object, ks: int | Sequence[int], runs: int = 1000, *, seed: Seed = 0, **params: Any
) -> tuple[Cell, ...]:
    """Run an algorithm from every kind of start, equally often, for each k.

    Parameters
    ----------
    algorithm, data, seed, params
        As for `run_many`; the seed begins anew for each kind of start and each k.
    ks : int or sequence of int
        Numbers of clusters.
    runs : int, default 1000
        From each kind of start.

    Returns
    -------
    tuple of Cell
        By k, then by kind of start.
    """
    plan = InitsPlan(algorithm, data, ks, runs, seed=seed, params=params)
    return plan.cells([plan.do(place) for place in range(len(plan))])


class InitsPlan:
    """The cells of a comparison, each of which can be done by itself, in whatever order and process.

    Parameters
    ----------
    algorithm, data, ks, runs, seed, params
        As for `compare_inits`.
    """

    def __init__(
        self,
        algorithm: str,
        data: object,
        ks: int | Sequence[int],
        runs: int,
        *,
        seed: Seed,
        params: dict[str, Any],
    ) -> None:
        check_names(algorithm, params, ("ks", "runs", "seed"), apart=("k", "init"))
        kinds, parameters = init_kinds(algorithm), make_parameters(algorithm, params)
        self._dataset, objective = dataset_of(data, parameters), parameters.objective
        if objective is None:
            raise InputError(f"{parameters.title} has no objective by which starts could be compared")
        self._algorithm, self._runs, self._seed, self._params = algorithm, runs, seed, params
        self._objective = objective
        self._places = [(k, init) for k in _whole(ks) for init in kinds]

    def __len__(self) -> int:
        return len(self._places)

    def do(self, place: int) -> Cell:
        """Do the runs of a cell, by its place from 0; the best of all of its k is not known yet."""
        k, init = self._places[place]
        params = {**self._params, "k": k, "init": init}
        series = Series(self._algorithm, self._dataset, self._runs, seed=self._seed, params=params)
        outcomes = series.outcomes(range(self._runs))
        values = (outcome.objective for outcome in outcomes if not outcome.failure)
        levels = _levels(sorted(values, key=self._objective.cost))
        return Cell(
            k=k,
            init=init,
            best=math.nan,
            levels=levels,
            summary=summary_of(outcomes),
            objective=self._objective,
        )

    def cells(self, done: Sequence[Cell]) -> tuple[Cell, ...]:
        """Tell all cells which is the best end of their k."""
        best: dict[int, float] = {}
        for cell in done:
            ends = [cell.levels[0][0]] if cell.levels else []
            ends += [best[cell.k]] if cell.k in best else []
            best |= {cell.k: min(ends, key=self._objective.cost)} if ends else {}
        return tuple(dataclasses.replace(cell, best=best.get(cell.k, math.nan)) for cell in done)


def _whole(ks: int | Sequence[int]) -> tuple[int, ...]:
    """Give one number, or several, as several."""
    try:
        return (operator.index(ks),)  # type: ignore[arg-type]
    except TypeError:
        pass
    try:
        numbers = tuple(operator.index(k) for k in ks)  # type: ignore[union-attr]
    except TypeError:
        numbers = ()
    if not numbers:
        raise InputError(f"ks must be a whole number or several, such as 3 or [2, 3], got {shown(repr(ks))}")
    return numbers


def _levels(ranked: Sequence[float]) -> tuple[tuple[float, int], ...]:
    """Count values that are equal but for rounding."""
    found: list[tuple[float, int]] = []
    for value in ranked:
        if found and abs(value - found[-1][0]) <= SAME * abs(value):
            found[-1] = (found[-1][0], found[-1][1] + 1)
        else:
            found.append((value, 1))
    return tuple(found)
