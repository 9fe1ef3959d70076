"""The one loop that records: an algorithm's steps in, a trace out."""

from __future__ import annotations

import dataclasses
import math
from collections.abc import Callable, Generator, Sequence
from typing import TYPE_CHECKING, Any, Protocol

import numpy as np

from kmanim.arrays import FloatArray
from kmanim.data.dataset import Dataset
from kmanim.errors import InputError, shown
from kmanim.simulate.algorithm import AllSteps, Stopped, algorithm_of
from kmanim.simulate.input import dataset_of, in_pieces
from kmanim.simulate.label_history import LabelHistory
from kmanim.simulate.numerics.random_streams import Seed, streams
from kmanim.simulate.parameters._base import Parameters
from kmanim.simulate.parameters._objective import Objective
from kmanim.simulate.registry import make_parameters
from kmanim.simulate.snapshot import Snapshot

if TYPE_CHECKING:
    from kmanim.data.pieces.engines import Engine
    from kmanim.data.pieces.large_dataset import LargeDataset

MAX_STEPS = 10_000_000
_TOO_MANY = Stopped("max_steps reached", finished=False)


class Estimator(Protocol):
    """What estimators of scikit-learn have: parameters that can be asked for."""

    def get_params(self, deep: bool = True) -> dict[str, Any]:
        """Give the parameters by name."""


def run(algorithm: str | Estimator, data: object = None, *, seed: Seed = 0, **params: Any) -> Any:
    """Run an algorithm once and keep every step.

    Parameters
    ----------
    algorithm : str or estimator
        Its name, for example ``"kmeans"``, or an estimator of scikit-learn, fitted or not: KMeans, GaussianMixture,
        MeanShift, AffinityPropagation, DBSCAN or AgglomerativeClustering. It is read for its parameters and its start,
        and never changed.
    data : Dataset, LargeDataset, array_like, DataFrame, str or Path
        What is clustered: a data set, or whatever `kmanim.load` takes, loaded as the algorithm needs it. Rows that are
        read in pieces are for k-means and EM, which do with them what they do in memory, and for DBSCAN, which clusters
        the cells that they are counted in. For a fitted
        estimator, what it was fitted to. Left out for an algorithm that takes no data, as its options say everything.
    seed : int, Generator, SeedSequence or None, default 0
        What random numbers are drawn from; None draws a fresh seed, which the trace keeps. An estimator has its
        `random_state` instead, and this one where that is None.
    **params
        The fields of the algorithm's parameter class, for example ``k=3``; none beside an estimator, which has its own.

    Returns
    -------
    Trace
        Of the algorithm's own kind. Clusters are numbered as the algorithm found them: those of k-means as their
        starts were drawn or given. Of a fitted estimator it says in `Trace.differing` which rows end in other clusters
        than the estimator has found, and why in `Trace.notes`.

    Raises
    ------
    InputError
        If the algorithm, a parameter or the seed will not do for these data, or an estimator has what our algorithm
        has not.

    Examples
    --------
    >>> import kmanim
    >>> kmanim.run("kmeans", [[1, 1], [2, 1], [8, 9], [9, 9]], k=2, init="sample").labels.tolist()
    [0, 0, 1, 1]
    """
    if isinstance(algorithm, str):
        return _run(algorithm, data, make_parameters(algorithm, params), seed)
    from kmanim.simulate.estimators._running import is_estimator, run_estimator  # noqa: PLC0415 - for few

    if is_estimator(algorithm):
        return run_estimator(algorithm, data, seed, params, _run)
    raise InputError(
        f"the name of an algorithm comes first, then the data; got {shown(type(algorithm).__name__)}"
    )


def _run(algorithm: str, data: object, parameters: Parameters, seed: Seed) -> Any:
    if in_pieces(data):
        return run_in_passes(data, parameters, seed)
    if parameters.counts:
        raise InputError(
            f"{shown(algorithm)} is {parameters.counts} on rows in pieces, as kmanim.load(..., in_pieces=True) gives "
            f"them; these are in memory: run {parameters.counts}"
        )
    module = algorithm_of(algorithm)
    dataset = dataset_of(data, parameters)
    random = streams(seed)
    values = dataset.values
    module.check(dataset, values, parameters)
    first = module.start(dataset, values, parameters, random.starts)
    return record_steps(
        module.steps(module.prepare(dataset, values, parameters), first, parameters, random.loop(0)),
        algorithm=algorithm,
        dataset=dataset,
        parameters=parameters,
        seed=random.seed,
        values=values,
    )


def run_in_passes(
    large: LargeDataset,
    parameters: Parameters,
    seed: Seed = 0,
    *,
    engine: Engine | None = None,
    progress: Callable[[int, int, int], None] | None = None,
) -> Any:
    """Run an algorithm once on rows that are read in pieces.

    Parameters
    ----------
    large, parameters, seed
        As of `run`.
    engine : Engine, optional
        Who goes through the pieces; default what the data say, or copies of this process, one a core.
    progress : callable, optional
        It is told the number of the pass, from 1, how many pieces are done, and of how many.

    Returns
    -------
    CountedTrace; CountedMixtureTrace of EM, DenseCellsTrace of DBSCAN

    Raises
    ------
    InputError
        If the algorithm or an option needs all rows in memory.
    """
    from kmanim.simulate.machines.passes.contract import counted_algorithm  # noqa: PLC0415 - few have so many rows

    begun = counted_algorithm(parameters).begin(large, parameters, seed, engine=engine, progress=progress)
    trace = record_steps(
        begun.steps,
        algorithm=parameters.in_passes,
        dataset=begun.dataset,
        parameters=begun.parameters,
        seed=begun.seed,
    )
    return dataclasses.replace(trace, large=large)


def record_steps(
    steps: Generator[Snapshot, None, Stopped] | AllSteps,
    *,
    algorithm: str,
    dataset: Dataset,
    parameters: Parameters,
    seed: int | None = None,
    number: int = 1,
    values: FloatArray | None = None,
    max_steps: int = MAX_STEPS,
) -> Any:
    """Take every snapshot that `steps` yields and keep it.

    Parameters
    ----------
    steps : generator of Snapshot, or AllSteps
        The generator returns why it ended.
    algorithm, dataset, parameters, seed, number
        What the trace says of itself; `number` is the run's, from 1.
    values : ndarray of shape (n, d), optional
        ``dataset.values``, if it is at hand.
    max_steps : int
        No more snapshots than this are taken; then the trace says ``"max_steps reached"``.

    Raises
    ------
    RuntimeError
        If the objective breaks the algorithm's law: a fault of the algorithm's code, never of the data.
    """
    values = dataset.values if values is None else values
    if isinstance(steps, AllSteps):
        taken = _taken_at_once(steps, parameters.objective, values, max_steps)
    else:
        taken = _taken(steps, parameters.objective, values, max_steps)
    kept, history, prologue, stopped = taken
    return algorithm_of(algorithm).TRACE(
        algorithm=algorithm,
        dataset=dataset,
        parameters=parameters,
        seed=seed,
        run=number,
        stopped=stopped.reason,
        finished=stopped.finished,
        unlabelled=kept,
        history=history,
        prologue=prologue,
    )


Taken = tuple[Sequence[Snapshot], LabelHistory, tuple[Snapshot, ...], Stopped]


def _taken(
    steps: Generator[Snapshot, None, Stopped], objective: Objective | None, values: FloatArray, most: int
) -> Taken:
    """Take snapshot after snapshot, and part each from its labels."""
    history = LabelHistory()
    kept: list[Snapshot] = []
    prologue: tuple[Snapshot, ...] = ()
    last = math.nan
    while len(kept) < most:
        try:
            snapshot = next(steps)
        except StopIteration as end:
            stopped = end.value
            break
        if objective is not None:
            _check_law(objective, last, snapshot, values)
            last = snapshot.objective
        history.append(snapshot.labels, snapshot.switched, snapshot.relabelling)
        prologue = prologue or snapshot.prologue
        if snapshot.labels is not None or snapshot.relabelling is not None or snapshot.prologue:
            snapshot = snapshot.unlabelled()
        kept.append(snapshot)
    else:
        stopped = _TOO_MANY
    return tuple(kept), history, prologue, stopped


def _taken_at_once(steps: AllSteps, objective: Objective | None, values: FloatArray, most: int) -> Taken:
    """Take all snapshots as they are kept, by the same laws."""
    snapshots, history, stopped = steps
    if len(snapshots) >= most:
        snapshots, history, stopped = snapshots.head(most), history.head(most), _TOO_MANY
    if len(history.versions) != len(snapshots):
        raise ValueError(f"{len(snapshots)} snapshots have {len(history.versions)} labels")
    if objective is not None:
        before = math.nan
        for index, value in enumerate(snapshots.column("objective")):
            if value != before:  # what stays as it is breaks no law
                _check_law(objective, before, snapshots[index], values)
            before = value
    return snapshots, history, (), stopped


def _check_law(objective: Objective, before: float, snapshot: Snapshot, values: FloatArray) -> None:
    """Compare two neighbouring values of the objective; nan compares with nothing."""
    falls = objective.direction == "falls"
    rise = snapshot.objective - before if falls else before - snapshot.objective
    limit = objective.tolerance * abs(before) + objective.slack * len(values)
    if rise > limit and rise > limit + _rounding(values):
        never = "rises" if falls else "falls"
        raise RuntimeError(
            f"the objective never {never}, but it went from {before!r} to {snapshot.objective!r} at step "
            f"{snapshot.step} of iteration {snapshot.iteration}"
        )


def _rounding(values: FloatArray) -> float:
    """Bound what the rounding of centroids far from the origin does to the sum of squares of all values."""
    last_digit = 2 * np.finfo(np.float64).eps * max(abs(float(values.max())), abs(float(values.min())))
    return values.size * last_digit**2
