"""The one loop that records: an algorithm's steps in, a trace out."""

from __future__ import annotations

import dataclasses
import math
from collections.abc import Generator
from functools import lru_cache
from importlib import import_module
from typing import Any, Protocol, cast

import numpy as np

from kmanim.arrays import FloatArray
from kmanim.data.dataset import Dataset
from kmanim.errors import need
from kmanim.simulate.centroids.seeding_draws import DrawSnapshot
from kmanim.simulate.column_kinds import check_kinds
from kmanim.simulate.label_history import LabelHistory
from kmanim.simulate.parameters._base import Parameters, make_parameters, parameters_of
from kmanim.simulate.random_streams import Seed, streams
from kmanim.simulate.trace import Snapshot, Trace

MAX_STEPS = 100_000
_RELATIVE = 1e-9


class Algorithm(Protocol):
    """What a file of this folder offers to be an algorithm.

    Attributes
    ----------
    SNAPSHOT : type
        The kind of snapshot that its steps are.
    OBJECTIVE : {"falls", "rises", "free"}
        What the objective must do from step to step; every recorded run is checked.
    """

    SNAPSHOT: type[Snapshot]
    OBJECTIVE: str

    def check(self, dataset: Dataset, values: FloatArray, parameters: Any) -> None:
        """Raise InputError if these parameters cannot work on these data."""

    def start(self, dataset: Dataset, values: FloatArray, parameters: Any, rng: np.random.Generator) -> Any:
        """Give the first snapshot."""

    def prepare(self, dataset: Dataset, values: FloatArray, parameters: Any) -> Any:
        """Do what all runs on these values share; the outcome is handed to `steps`."""

    def steps(
        self, points: Any, state: Any, parameters: Any, rng: np.random.Generator
    ) -> Generator[Snapshot, None, str]:
        """Yield the first snapshot and all that follow; return why it ended."""


@lru_cache(maxsize=64)
def algorithm_of(name: str) -> Algorithm:
    """Import the algorithm `name`.

    Raises
    ------
    InputError
        If there is none.
    """
    module = parameters_of(name).__module__.rpartition(".")[2]
    return cast(Algorithm, import_module(f"{__package__}.algorithms.{module}"))


def run(algorithm: str, dataset: Dataset, *, seed: Seed = 0, **params: Any) -> Trace:
    """Run an algorithm once and keep every step.

    Parameters
    ----------
    algorithm : str
        Its name, for example ``"kmeans"``.
    dataset : Dataset
        What is clustered.
    seed : int, Generator, SeedSequence or None, default 0
        What random numbers are drawn from; None draws a fresh seed, which the trace keeps.
    **params
        The fields of the algorithm's parameter class, for example ``k=3``.

    Returns
    -------
    Trace
        Clusters are numbered as their starts were drawn or given.

    Raises
    ------
    InputError
        If the algorithm, a parameter or the seed will not do for these data.
    """
    need("run", dataset, Dataset, "kmanim.load")
    module = algorithm_of(algorithm)
    parameters = make_parameters(algorithm, params)
    random = streams(seed)
    values = dataset.values
    check_kinds(dataset, parameters)
    module.check(dataset, values, parameters)
    first = module.start(dataset, values, parameters, random.starts)
    return record(
        module.steps(module.prepare(dataset, values, parameters), first, parameters, random.loop(0)),
        algorithm=algorithm,
        dataset=dataset,
        parameters=parameters,
        seed=random.seed,
        values=values,
    )


def record(
    steps: Generator[Snapshot, None, str],
    *,
    algorithm: str,
    dataset: Dataset,
    parameters: Parameters,
    seed: int | None = None,
    number: int = 1,
    values: FloatArray | None = None,
    max_steps: int = MAX_STEPS,
) -> Trace:
    """Take every snapshot that `steps` yields and keep it.

    Parameters
    ----------
    steps : generator of Snapshot
        It returns why it ended.
    algorithm, dataset, parameters, seed, number
        What the trace says of itself; `number` is the run's, from 1.
    values : ndarray of shape (n, d), optional
        ``dataset.values``, if it is at hand.
    max_steps : int
        No more snapshots than this are taken; then the trace says ``"max_steps reached"``.

    Raises
    ------
    RuntimeError
        If the objective breaks the algorithm's law: a fault of kmanim, never of the data.
    """
    objective = algorithm_of(algorithm).OBJECTIVE
    values = dataset.values if values is None else values
    history = LabelHistory()
    kept: list[Snapshot] = []
    draws: tuple[DrawSnapshot, ...] = ()
    last = math.nan
    while len(kept) < max_steps:
        try:
            snapshot = next(steps)
        except StopIteration as end:
            stopped = str(end.value)
            break
        _check_law(objective, last, snapshot, values)
        last = snapshot.objective
        history.append(snapshot.labels, snapshot.switched)
        draws = draws or snapshot.draws
        if snapshot.labels is not None or snapshot.draws:
            snapshot = dataclasses.replace(snapshot, labels=None, switched=None, draws=())
        kept.append(snapshot)
    else:
        stopped = "max_steps reached"
    return Trace(
        algorithm=algorithm,
        dataset=dataset,
        parameters=parameters,
        seed=seed,
        run=number,
        stopped=stopped,
        unlabelled=tuple(kept),
        history=history,
        draws=draws,
    )


def _check_law(objective: str, before: float, snapshot: Snapshot, values: FloatArray) -> None:
    """Compare two neighbouring values of the objective; nan compares with nothing."""
    rise = {"falls": 1.0, "rises": -1.0, "free": 0.0}[objective] * (snapshot.objective - before)
    limit = _RELATIVE * abs(before)
    if rise > limit and rise > limit + _rounding(values):
        never = "rises" if objective == "falls" else "falls"
        raise RuntimeError(
            f"the objective never {never}, but it went from {before!r} to {snapshot.objective!r} at step "
            f"{snapshot.step} of iteration {snapshot.iteration}"
        )


def _rounding(values: FloatArray) -> float:
    """Bound what the rounding of centroids far from the origin does to the sum of squares of all values."""
    last_digit = 2 * np.finfo(np.float64).eps * max(abs(float(values.max())), abs(float(values.min())))
    return values.size * last_digit**2
