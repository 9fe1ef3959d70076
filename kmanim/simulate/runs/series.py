"""Runs of one algorithm from starts that are drawn one after another: each can be done, and done again, by itself."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any, overload

import numpy as np

from kmanim.errors import InputError
from kmanim.simulate.algorithm import algorithm_of
from kmanim.simulate.input import dataset_of
from kmanim.simulate.numerics.random_streams import Seed, streams
from kmanim.simulate.record import record_steps
from kmanim.simulate.registry import make_parameters
from kmanim.simulate.runs.outcome import Outcome, outcome_of
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
    algorithm, data, runs, seed, params
        As for `run_many`.

    Raises
    ------
    InputError
        If anything will not do; also if more than one run is asked for where all would be the same.
    """

    def __init__(
        self, algorithm: str, data: object, runs: int, *, seed: Seed = 0, params: dict[str, Any]
    ) -> None:
        if isinstance(runs, bool) or not isinstance(runs, (int, np.integer)) or not 1 <= runs <= MAX_RUNS:
            raise InputError(f"runs must be a whole number from 1 to {MAX_RUNS}, got {runs!r}")
        self.algorithm = algorithm
        self._module = algorithm_of(algorithm)
        self.parameters = make_parameters(algorithm, params)
        why = self.parameters.deterministic
        if why and runs > 1:
            raise InputError(f"{why}, so all {runs} runs would be the same; ask for 1 run")
        self.dataset = dataset = dataset_of(data, self.parameters)
        self._random = streams(seed)
        self._values = dataset.values
        self._module.check(dataset, self._values, self.parameters)
        self._points = self._module.prepare(dataset, self._values, self.parameters)
        start, starts = self._module.start, self._random.starts
        self._firsts = [start(dataset, self._values, self.parameters, starts) for _ in range(runs)]
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
            if len(self._done) >= FEW:
                del self._done[next(iter(self._done))]
            self._done[at] = self._record(at).canonical()
        return self._done[at]

    def __iter__(self) -> Iterator[Trace]:
        return (self[at] for at in range(len(self)))

    def outcomes(self, indices: Iterable[int]) -> list[Outcome]:
        """Do some runs, by their places from 0, and sum up each: at once, where the algorithm can."""
        places = list(indices)
        found: Iterable[Outcome | None] = [None] * len(places)
        if hasattr(self._module, "outcomes"):
            firsts, numbers = [self._firsts[place] for place in places], [place + 1 for place in places]
            found = self._module.outcomes(self.dataset, firsts, numbers, self.parameters)
        return [
            outcome or outcome_of(self._record(place), canonical=True)
            for place, outcome in zip(places, found, strict=True)
        ]

    def _record(self, index: int) -> Trace:
        trace: Trace = record_steps(
            self._module.steps(self._points, self._firsts[index], self.parameters, self._random.loop(index)),
            algorithm=self.algorithm,
            dataset=self.dataset,
            parameters=self.parameters,
            seed=self._random.seed,
            number=index + 1,
            values=self._values,
        )
        return trace
