"""The runs of a sweep, each of which can be done by itself, in whatever order and process."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from kmanim.errors import InputError
from kmanim.simulate.algorithm import algorithm_of
from kmanim.simulate.input import dataset_of
from kmanim.simulate.numerics.random_streams import Seed, streams
from kmanim.simulate.parameters._base import Parameters
from kmanim.simulate.registry import make_parameters, parameters_of
from kmanim.simulate.runs.runs import runs_of
from kmanim.simulate.runs.series import Series
from kmanim.simulate.sweeps.outcome import SweepOutcome
from kmanim.simulate.sweeps.swept import MOST_VALUES, Swept
from kmanim.simulate.trace import Trace

RESTARTS = 20
"""Runs for each value, if nothing is said, where starts are drawn: the best counts."""
_MANY_ROWS, _FEWER = 5_000, 5


class SweepPlan:
    """What a sweep runs; nothing has been run yet, and all values are known to be such as the algorithm takes.

    Parameters
    ----------
    algorithm : str
        Its name.
    data : Dataset, array_like, DataFrame, str or Path
        What is clustered.
    swept : sequence of Swept
        One parameter or two; the first changes faster.
    runs : int, optional
        How many for each value, where starts are drawn: 20 by default, and 5 of more than 5,000 rows.
    seed : int, Generator, SeedSequence or None, default 0
        What random numbers are drawn from; it begins anew for each value.
    params : mapping
        The other fields of the parameter class. What is swept is not looked at.

    Raises
    ------
    InputError
        If the algorithm refuses one of the values, on these data or at all; the message names the value.
    """

    def __init__(
        self,
        algorithm: str,
        data: object,
        swept: Sequence[Swept],
        *,
        runs: int | None = None,
        seed: Seed = 0,
        params: Mapping[str, Any],
    ) -> None:
        self.algorithm, self.swept = algorithm, tuple(swept)
        if not 1 <= len(self.swept) <= 2:
            raise InputError(f"a sweep has one parameter with several values, or two; got {len(self.swept)}")
        names = [one.name for one in self.swept]
        if len(set(names)) < len(names):
            raise InputError(f"sweep: {names[0]} is there twice; give all its values at once")
        count = 1
        for one in self.swept:
            count *= len(one)
        if count > MOST_VALUES:
            raise InputError(
                f"sweep: {' x '.join(str(len(one)) for one in self.swept)} values make {count:,} runs, and a sweep "
                f"has {MOST_VALUES} at most"
            )
        self.given = {name: value for name, value in params.items() if name not in names}
        if "k" in names:
            self.given = {**parameters_of(algorithm).for_several_k, **self.given}
        self._number = streams(seed).whole()
        self.settings = [self._setting(place) for place in range(count)]
        every = [self._checked(place, None) for place in range(count)]
        self.dataset = dataset_of(data, every[0])
        for place in range(count):
            self._checked(place, self.dataset)
        self.parameters: Parameters = every[0]
        draws = any(not parameters.deterministic for parameters in every)
        restarts = RESTARTS if self.dataset.n <= _MANY_ROWS else _FEWER
        self.runs = (runs or (restarts if every[0].objective else 1)) if draws else 1
        self._one_run = [bool(parameters.deterministic) for parameters in every]

    def __len__(self) -> int:
        return len(self.settings)

    @property
    def seed(self) -> int:
        """What every value's random numbers begin with."""
        return self._number

    def at(self, place: int) -> tuple[int, ...]:
        """Give which value of each parameter the run at a place, from 0, has."""
        second, first = divmod(place, len(self.swept[0]))
        return (first, second)[: len(self.swept)]

    def _setting(self, place: int) -> dict[str, Any]:
        return {one.name: one.values[at] for one, at in zip(self.swept, self.at(place), strict=True)}

    def _checked(self, place: int, dataset: Any) -> Parameters:
        """Let the algorithm look at a value: at its parameters alone, or at these data, too."""
        setting = self.settings[place]
        try:
            parameters = make_parameters(self.algorithm, {**self.given, **setting})
            if dataset is not None:
                algorithm_of(self.algorithm).check(dataset, dataset.values, parameters)
        except InputError as error:
            told = ", ".join(
                f"{one.name}={one.texts[at]}" for one, at in zip(self.swept, self.at(place), strict=True)
            )
            raise InputError(f"sweep {told}: {error}") from error
        return parameters

    def do(self, place: int) -> SweepOutcome:
        """Run at a place, from 0: the best of several runs where starts are drawn."""
        values = tuple(self.settings[place].values())
        texts = tuple(one.texts[at] for one, at in zip(self.swept, self.at(place), strict=True))
        runs = 1 if self._one_run[place] else self.runs
        known: dict[str, Any] = {"values": values, "texts": texts, "runs": runs}
        nothing: dict[str, Any] = {"measures": {}, "sizes": (), "trace": None}
        try:
            trace = self._best(place, runs)
        except InputError as error:
            return SweepOutcome(failure=str(error), stopped="", finished=False, **nothing, **known)
        known |= {"stopped": trace.stopped, "finished": trace.finished}
        if trace.failure:
            return SweepOutcome(failure=trace.failure, **nothing, **known)
        return SweepOutcome(
            measures=dict(trace.measures()),
            failure="",
            sizes=tuple(size for size in trace.sizes if size),
            trace=trace.only_end(),
            **known,
        )

    def _best(self, place: int, runs: int) -> Trace:
        params = {**self.given, **self.settings[place]}
        series = Series(self.algorithm, self.dataset, runs, seed=self._number, params=params)
        return series[0] if runs == 1 else runs_of(series).best

    @property
    def memory(self) -> int:
        """How many bytes a run takes where that grows faster than its rows; else 0."""
        return self.parameters.memory(self.dataset.n)

    def estimates(self) -> tuple[float | None, ...]:
        """Give what the algorithm itself would take for the first parameter, for each value of the second.

        None where it estimates nothing: an algorithm that does offers a function ``estimates`` beside its steps.
        """
        estimate = getattr(algorithm_of(self.algorithm), "estimates", None)
        name, counts = self.swept[0].name, len(self.swept[1]) if len(self.swept) > 1 else 1
        if estimate is None:
            return (None,) * counts
        found = []
        for place in range(counts):
            others = {one.name: one.values[place] for one in self.swept[1:]}
            parameters = make_parameters(self.algorithm, {**self.given, **others})
            found.append(estimate(self.dataset.values, parameters).get(name))
        return tuple(found)
