"""Many runs of one algorithm, compared: which solutions there are, and which is best."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cached_property
from typing import TYPE_CHECKING, Any, ClassVar, overload

from kmanim.data.dataset import Dataset
from kmanim.shown.frames import frame_of
from kmanim.simulate.numerics.random_streams import Seed
from kmanim.simulate.parameters._objective import SAME, Objective
from kmanim.simulate.registry import check_names
from kmanim.simulate.runs.outcome import Outcome, outcome_of
from kmanim.simulate.runs.relabel import order_by_overlap
from kmanim.simulate.runs.series import FEW, MAX_RUNS, Series
from kmanim.simulate.runs.solutions import Solution, letters, solutions_of
from kmanim.simulate.tidy import WithTable, tidy
from kmanim.simulate.trace import Trace

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["FEW", "MAX_RUNS", "Runs", "Solution", "letters", "run_many", "runs_of"]


class Runs(WithTable, Sequence[Trace]):
    """Runs of one algorithm on one data set, in the order in which their starts were drawn.

    Up to 24 runs are kept with all their steps. Of more, the outcomes are kept, and a run is done again when somebody
    asks for its trace: so comparing them takes two kilobytes a run, however many rows there are.

    Parameters
    ----------
    traces : sequence of Trace
        At least one; `Trace.run` counts from 1.
    outcomes : sequence of Outcome, optional
        Of the same runs, if they are at hand; traces are then asked for one by one.
    """

    _drawn_by: ClassVar[str] = "grid"

    def __init__(self, traces: Sequence[Trace], outcomes: Sequence[Outcome] | None = None) -> None:
        if not traces:
            raise ValueError("there must be at least one run")
        self._traces = tuple(traces) if outcomes is None else traces
        self._outcomes = None if outcomes is None else tuple(outcomes)

    def __len__(self) -> int:
        return len(self._traces)

    @overload
    def __getitem__(self, index: int) -> Trace: ...
    @overload
    def __getitem__(self, index: slice) -> Runs: ...
    def __getitem__(self, index: int | slice) -> Trace | Runs:
        return Runs(self._traces[index]) if isinstance(index, slice) else self._traces[index]

    def __iter__(self) -> Iterator[Trace]:
        return iter(self._traces)

    def __repr__(self) -> str:
        return f"<Runs: {len(self)} of {self[0].called} on {self.dataset.name!r}>"

    @cached_property
    def outcomes(self) -> tuple[Outcome, ...]:
        """How each run went."""
        return self._outcomes or tuple(outcome_of(trace) for trace in self._traces)

    @property
    def dataset(self) -> Dataset:
        """What was clustered."""
        return self._traces[0].dataset

    @cached_property
    def solutions(self) -> tuple[Solution, ...]:
        """The distinct final partitions, the best first; those of runs that failed are last.

        Two runs share a solution if they put the same rows together. Solutions that are equally good up to
        rounding stay apart; the one whose first rows are in a lower cluster comes first.
        """
        scaling, objective = self.dataset.scaling, self.objective
        return solutions_of(self.outcomes, objective, scaling, lambda run: self.numbered(run).end_key)

    @property
    def objective(self) -> Objective | None:
        """What says which run is better; None where nothing does."""
        return self[0].parameters.objective

    def solution_of(self, run: int | Trace) -> Solution:
        """Give the solution that a run, numbered from 1 or as its trace, ended in."""
        number = run.run if isinstance(run, Trace) else run
        if number not in self._solution_by_run:
            raise KeyError(f"there is no run {number}")
        return self._solution_by_run[number]

    def numbered(self, run: int) -> Trace:
        """Give the run of that number, from 1."""
        return self._traces[self._places[run]]

    def outcome_of(self, run: int) -> Outcome:
        """Give the outcome of the run of that number, from 1."""
        return self.outcomes[self._places[run]]

    @property
    def best_solutions(self) -> tuple[Solution, ...]:
        """The best one, and those that are as good but for rounding; the first alone where none is better.

        None where all runs have failed.
        """
        if not self.sound:
            return ()
        first, *others = self.sound
        if self.objective is None:
            return (first,)
        near = SAME * abs(first.objective)
        return first, *(one for one in others if abs(one.objective - first.objective) <= near)

    @cached_property
    def sound(self) -> tuple[Solution, ...]:
        """The solutions that are results: those of runs that have not failed, the best first."""
        return tuple(solution for solution in self.solutions if not solution.failure)

    @property
    def best_objective(self) -> float | None:
        """The objective of the best solution; None where there is none, or all runs have failed."""
        return self.sound[0].objective if self.sound and self.objective is not None else None

    @property
    def best(self) -> Trace:
        """The first run that came to the best of the best solution; one that failed only if all have."""
        return self.numbered(self.solutions[0].best_run)

    @property
    def worst(self) -> Trace:
        """The first run that came to the best of the worst solution; one that failed only if all have."""
        return self.numbered((self.sound or self.solutions)[-1].best_run)

    @property
    def longest(self) -> Trace:
        """The first of the runs that took the most iterations."""
        return self.numbered(max(self.outcomes, key=lambda outcome: outcome.iterations).run)

    def match(self, reference: Trace) -> Runs:
        """Renumber the clusters of every run so that as many rows as possible keep their numbers in `reference`."""
        return Runs([trace.relabelled(order_by_overlap(trace, reference)) for trace in self._traces])

    @property
    def columns(self) -> tuple[str, ...]:
        """Which columns of `table` a reader is shown, in their order, as the family of these runs says."""
        objective, grouped = self.objective, self[0].parameters.finds_clusters()
        named = (
            name if name != "objective" else objective.key if objective else ""
            for name in self[0].table_columns
            if grouped or name != "sizes"
        )
        return tuple(filter(None, named))

    def table(self) -> list[dict[str, Any]]:
        """One row a run, as plain values.

        Returns
        -------
        list of dict
            ``run`` from 1; ``iterations``; the final objective in clustered units, called as the algorithm calls
            it (``inertia`` for k-means), if it has one; ``solution``, its letter; ``sizes``, where it finds clusters;
            ``stopped``; and what its family says of a run. Of runs with centroids that is ``starts``, a tuple of tuples
            in original units; ``switches``, how many rows switched in iteration 2, 3, ...; ``empty``, how many clusters
            had no rows after the first assignment and at the end. ``failure`` says why the end is no result.
        """
        objective, grouped = self.objective, self[0].parameters.finds_clusters()
        return [
            {
                "run": outcome.run,
                "iterations": outcome.iterations,
                **({} if objective is None else {objective.key: outcome.objective}),
                "solution": self.solution_of(outcome.run).letter,
                **({"sizes": outcome.sizes} if grouped else {}),
                **outcome.facts,
                "stopped": outcome.stopped,
                "failure": outcome.failure,
            }
            for outcome in self.outcomes
        ]

    def tidy(self, names: Sequence[str] | None = None) -> dict[str, list[Any]]:
        """Give `table` column by column, one value a cell: ``start_1_weight``, ``size_1``, ``switched_2``.

        Parameters
        ----------
        names : sequence of str, optional
            The columns of `table` that are wanted, in their order; all by default.
        """
        rows = self.table()
        if names is not None:
            rows = [{name: row[name] for name in names} for row in rows]
        return tidy(rows, self.dataset.features, self[0].part_name)

    def to_frame(self) -> pd.DataFrame:
        """Give `table` as a DataFrame, with a row for each run and one value a cell.

        Returns
        -------
        pandas.DataFrame
            What has several values in `table` has several columns: ``size_1``, ``size_2``; ``start_1_weight`` in
            original units; ``switched_2``, the rows that switched in round 2; ``empty_first`` and ``empty_last``.

        Examples
        --------
        >>> import kmanim
        >>> runs = kmanim.run_many("kmeans", kmanim.load("mtcars"), 3, k=2)
        >>> runs.to_frame()[["run", "solution", "size_1", "size_2"]].values.tolist()
        [[1, 'A', 12, 20], [2, 'B', 29, 3], [3, 'B', 29, 3]]
        """
        return frame_of(self.tidy())

    def _seen(self) -> tuple[int, Callable[[int], Mapping[str, object]]]:
        rows, names = self.table(), ["run", *self.columns]
        return len(rows), lambda place: {name: rows[place][name] for name in names}

    @cached_property
    def _places(self) -> dict[int, int]:
        """Where each run is, by its number; those of a part of a series do not begin with 1."""
        return {outcome.run: place for place, outcome in enumerate(self.outcomes)}

    @cached_property
    def _solution_by_run(self) -> dict[int, Solution]:
        return {run: solution for solution in self.solutions for run in solution.runs}


def run_many(algorithm: str, data: object = None, runs: int = 12, *, seed: Seed = 0, **params: Any) -> Runs:
    """Run an algorithm several times, each from its own start.

    The starts of all runs are drawn one after another from one generator, so a longer series begins with the
    runs of a shorter one. What is drawn within a run has numbers of its own. Clusters are renumbered so that a
    number means alike in every run: those of centroids by the mean of their final members in the first column;
    given starts keep theirs.

    Parameters
    ----------
    algorithm : str
        Its name, for example ``"kmeans"``.
    data : Dataset, array_like, DataFrame, str or Path
        What is clustered, as for `run`; left out where nothing is.
    runs : int, default 12
        How many, 1 to 10,000.
    seed : int, Generator, SeedSequence or None, default 0
        What random numbers are drawn from.
    **params
        The fields of the algorithm's parameter class.

    Raises
    ------
    InputError
        If anything will not do; also if more than one run is asked for where all would be the same.
    """
    check_names(algorithm, params, ("runs", "seed"))
    return runs_of(Series(algorithm, data, runs, seed=seed, params=params))


def runs_of(series: Series, outcomes: Sequence[Outcome] | None = None) -> Runs:
    """Compare the runs of a series: a few are kept whole, of more their outcomes, which may be at hand already."""
    if len(series) <= FEW:
        return Runs(list(series))
    return Runs(series, series.outcomes(range(len(series))) if outcomes is None else outcomes)
