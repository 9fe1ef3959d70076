"""Many runs of one algorithm, compared: which solutions there are, and which is best."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, overload

import numpy as np

from kmanim.arrays import FloatArray
from kmanim.data.dataset import Dataset
from kmanim.errors import InputError, need
from kmanim.simulate.counting import count_labels
from kmanim.simulate.parameters.base import make_parameters
from kmanim.simulate.record import algorithm_of, record
from kmanim.simulate.relabel import order_by_mean, order_by_overlap
from kmanim.simulate.seeds import Seed, streams
from kmanim.simulate.trace import CentroidSnapshot, Trace

MAX_RUNS = 10_000
_SAME_INERTIA = 1e-9
_LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class Solution:
    """A final partition that one or more runs reached, whatever the numbers of its clusters.

    Attributes
    ----------
    letter : str
        ``"A"`` is the best, then ``"B"`` ... ``"Z"``, ``"AA"``, ``"AB"`` ...
    inertia : float
        In clustered units.
    runs : tuple of int
        The runs, numbered from 1, that ended here.
    sizes : tuple of int
        Rows in each cluster.
    centroids : ndarray of shape (k, d) or None
        In original units; None for an algorithm without centroids.
    """

    letter: str
    inertia: float
    runs: tuple[int, ...]
    sizes: tuple[int, ...]
    centroids: FloatArray | None = field(repr=False)


class Runs(Sequence[Trace]):
    """Runs of one algorithm on one data set, in the order in which their starts were drawn.

    Parameters
    ----------
    traces : sequence of Trace
        At least one; `Trace.run` counts from 1.
    """

    def __init__(self, traces: Sequence[Trace]) -> None:
        if not traces:
            raise ValueError("there must be at least one run")
        self._traces = tuple(traces)

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
        return f"<Runs: {len(self)} of {self[0].algorithm} on {self.dataset.name!r}>"

    @property
    def dataset(self) -> Dataset:
        """What was clustered."""
        return self._traces[0].dataset

    @cached_property
    def solutions(self) -> tuple[Solution, ...]:
        """The distinct final partitions, the best first.

        Two runs share a solution if they put the same rows together. Solutions whose inertia is equal up to
        rounding stay apart; the one whose first rows are in a lower cluster comes first.
        """
        groups: dict[bytes, list[Trace]] = {}
        for trace in self._traces:
            groups.setdefault(_partition(trace), []).append(trace)
        ranked = _ranked([(traces[0].inertia, key, traces) for key, traces in groups.items()])
        return tuple(_solution(place, traces) for place, traces in enumerate(ranked))

    def solution_of(self, run: int | Trace) -> Solution:
        """Give the solution that a run, numbered from 1 or as its trace, ended in."""
        number = run.run if isinstance(run, Trace) else run
        for solution in self.solutions:
            if number in solution.runs:
                return solution
        raise KeyError(f"there is no run {number}")

    @property
    def best(self) -> Trace:
        """The first run that ended in the best solution."""
        return self._first_of(self.solutions[0])

    @property
    def worst(self) -> Trace:
        """The first run that ended in the worst solution."""
        return self._first_of(self.solutions[-1])

    @property
    def longest(self) -> Trace:
        """The first of the runs that took the most iterations."""
        return max(self._traces, key=lambda trace: trace.iterations)

    def match(self, reference: Trace) -> Runs:
        """Renumber the clusters of every run so that as many rows as possible keep their numbers in `reference`."""
        return Runs([trace.relabelled(order_by_overlap(trace, reference)) for trace in self._traces])

    def table(self) -> list[dict[str, Any]]:
        """One row a run, as plain values.

        Returns
        -------
        list of dict
            ``run`` from 1; ``starts``, a tuple of tuples in original units, or None; ``iterations``;
            ``inertia`` in clustered units; ``solution``, its letter; ``switches``, how many rows switched in
            iteration 2, 3, ...; ``sizes``; ``stopped``.
        """
        return [
            {
                "run": trace.run,
                "starts": _starts(trace),
                "iterations": trace.iterations,
                "inertia": trace.inertia,
                "solution": self.solution_of(trace).letter,
                "switches": trace.switches,
                "sizes": trace.sizes,
                "stopped": trace.stopped,
            }
            for trace in self._traces
        ]

    def _first_of(self, solution: Solution) -> Trace:
        return next(trace for trace in self._traces if trace.run == solution.runs[0])


def run_many(algorithm: str, dataset: Dataset, runs: int = 12, *, seed: Seed = 0, **params: Any) -> Runs:
    """Run an algorithm several times, each from its own start.

    The starts of all runs are drawn one after another from one generator, so a longer series begins with the
    runs of a shorter one. What is drawn within a run has numbers of its own. Clusters are renumbered by the
    mean of their final members in the first column, so that a number means alike in every run; given starts
    keep theirs.

    Parameters
    ----------
    algorithm : str
        Its name, for example ``"kmeans"``.
    dataset : Dataset
        What is clustered.
    runs : int, default 12
        How many, 1 to 10,000.
    seed : int, Generator, SeedSequence or None, default 0
        What random numbers are drawn from.
    **params
        The fields of the algorithm's parameter class.

    Raises
    ------
    InputError
        If anything will not do; also if starts are given for more than one run, which would all be the same.
    """
    if isinstance(runs, bool) or not isinstance(runs, (int, np.integer)) or not 1 <= runs <= MAX_RUNS:
        raise InputError(f"runs must be a whole number from 1 to {MAX_RUNS}, got {runs!r}")
    need("run_many", dataset, Dataset, "kmanim.load")
    module = algorithm_of(algorithm)
    parameters = make_parameters(algorithm, params)
    given = getattr(parameters, "starts", None) is not None
    if not parameters.draws and runs > 1:
        raise InputError(f"init gives the starts, so all {runs} runs would be the same; ask for 1 run")
    random = streams(seed)
    values = dataset.values
    module.check(dataset, values, parameters)
    points = module.prepare(values)
    traces = []
    for index in range(runs):
        first = module.start(dataset, values, parameters, random.starts)
        trace = record(
            module.steps(points, first, parameters, random.loop(index)),
            algorithm=algorithm,
            dataset=dataset,
            parameters=parameters,
            seed=random.seed,
            number=index + 1,
            values=values,
        )
        traces.append(trace if given else trace.relabelled(order_by_mean(trace)))
    return Runs(traces)


def letters(place: int) -> str:
    """Name place 0, 1, ... as spreadsheets name columns: A ... Z, AA, AB ..."""
    name = ""
    place += 1
    while place:
        place, letter = divmod(place - 1, len(_LETTERS))
        name = _LETTERS[letter] + name
    return name


def _partition(trace: Trace) -> bytes:
    """Give the final labels, numbered by first appearance: equal for runs that put the same rows together."""
    labels = trace.labels
    sizes = count_labels(labels, int(labels.max()) + 1)
    present = np.flatnonzero(sizes)
    first = [int((labels == number).argmax()) for number in present]
    numbers = np.empty(len(sizes), labels.dtype)
    numbers[present[np.argsort(first)]] = np.arange(len(present), dtype=labels.dtype)
    return numbers.take(labels).tobytes()


def _ranked(groups: list[tuple[float, bytes, list[Trace]]]) -> list[list[Trace]]:
    """Order by inertia; where it is equal up to rounding, by the partition itself."""
    groups = sorted(groups, key=lambda group: group[0])
    level, levels = 0, []
    for i, (inertia, _, _) in enumerate(groups):
        level += i > 0 and inertia - groups[i - 1][0] > _SAME_INERTIA * abs(inertia)
        levels.append(level)
    order = sorted(range(len(groups)), key=lambda i: (levels[i], groups[i][1]))
    return [groups[i][2] for i in order]


def _solution(place: int, traces: list[Trace]) -> Solution:
    first = traces[0]
    has_centroids = isinstance(first.unlabelled[-1], CentroidSnapshot)
    return Solution(
        letter=letters(place),
        inertia=first.inertia,
        runs=tuple(trace.run for trace in traces),
        sizes=first.sizes,
        centroids=first.centroids_of(-1) if has_centroids else None,
    )


def _starts(trace: Trace) -> tuple[tuple[float, ...], ...] | None:
    if not isinstance(trace.unlabelled[0], CentroidSnapshot):
        return None
    return tuple(tuple(start) for start in trace.centroids_of(0).tolist())
