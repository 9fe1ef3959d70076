"""Runs of one algorithm from starts that are drawn one after another: each can be done, and done again, by itself."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any, overload

import numpy as np

from kmanim.data.dataset import Dataset
from kmanim.errors import InputError, need
from kmanim.simulate.column_kinds import check_kinds
from kmanim.simulate.parameters._base import make_parameters
from kmanim.simulate.random_streams import Seed, streams
from kmanim.simulate.record import algorithm_of, record
from kmanim.simulate.runs.outcome import Outcome, outcome_of
from kmanim.simulate.runs.relabel import order_by_mean
from kmanim.simulate.trace import Trace

MAX_RUNS = 10_000
# So many runs are kept whole, with all their steps: a reader may want to see each. Of more, outcomes are kept.
FEW = 24


class Series(Sequence[Trace]):
    """The runs that follow from a seed, of which nothing is kept but where they start.

    Whoever asks for a run has it done: the same one, bit by bit, in whatever order and process, as its start is
    known and what it draws on its way has numbers of its own. A few that were asked for last are remembered.

    Parameters
    ----------
    algorithm, dataset, runs, seed, params
        As for `run_many`.

    Raises
    ------
    InputError
        If anything will not do; also if starts are given for more than one run, which would all be the same.
    """

    def __init__(
        self, algorithm: str, dataset: Dataset, runs: int, *, seed: Seed = 0, params: dict[str, Any]
    ) -> None:
        if isinstance(runs, bool) or not isinstance(runs, (int, np.integer)) or not 1 <= runs <= MAX_RUNS:
            raise InputError(f"runs must be a whole number from 1 to {MAX_RUNS}, got {runs!r}")
        need("run_many", dataset, Dataset, "kmanim.load")
        self.algorithm, self.dataset = algorithm, dataset
        self._module = algorithm_of(algorithm)
        self._parameters = make_parameters(algorithm, params)
        self._given = getattr(self._parameters, "starts", None) is not None
        if not self._parameters.draws and runs > 1:
            raise InputError(f"init gives the starts, so all {runs} runs would be the same; ask for 1 run")
        self._random = streams(seed)
        self._values = dataset.values
        check_kinds(dataset, self._parameters)
        self._module.check(dataset, self._values, self._parameters)
        self._points = self._module.prepare(dataset, self._values, self._parameters)
        start, starts = self._module.start, self._random.starts
        self._firsts = [start(dataset, self._values, self._parameters, starts) for _ in range(runs)]
        self._done: dict[int, Trace] = {}

    def __len__(self) -> int:
        return len(self._firsts)

    @overload
    def __getitem__(self, index: int) -> Trace: ...
    @overload
    def __getitem__(self, index: slice) -> Sequence[Trace]: ...
    def __getitem__(self, index: int | slice) -> Trace | Sequence[Trace]:
        every = range(len(self))
        if isinstance(index, slice):
            return [self[at] for at in every[index]]
        at = every[index]
        if at not in self._done:
            trace = self._record(at)
            if len(self._done) >= FEW:
                del self._done[next(iter(self._done))]
            self._done[at] = trace if self._given else trace.relabelled(order_by_mean(trace))
        return self._done[at]

    def __iter__(self) -> Iterator[Trace]:
        return (self[at] for at in range(len(self)))

    def outcomes(self, indices: Iterable[int]) -> list[Outcome]:
        """Do some runs, by their places from 0, and sum up each."""
        found = []
        for index in indices:
            trace = self._record(index)
            found.append(outcome_of(trace, None if self._given else order_by_mean(trace)))
        return found

    def _record(self, index: int) -> Trace:
        return record(
            self._module.steps(self._points, self._firsts[index], self._parameters, self._random.loop(index)),
            algorithm=self.algorithm,
            dataset=self.dataset,
            parameters=self._parameters,
            seed=self._random.seed,
            number=index + 1,
            values=self._values,
        )
