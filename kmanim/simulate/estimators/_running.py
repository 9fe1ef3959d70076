"""A run that is asked for by an estimator: from each of its starts, until one is found that ends as its own fit."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Mapping
from typing import Any

from kmanim.arrays import IntArray, frozen
from kmanim.errors import InputError, shown
from kmanim.simulate.estimators._partitions import differing_rows
from kmanim.simulate.estimators._recognised import asked_by, is_estimator, reader_of
from kmanim.simulate.input import dataset_of
from kmanim.simulate.numerics.random_streams import Seed, streams
from kmanim.simulate.parameters._base import Parameters
from kmanim.simulate.registry import make_parameters
from kmanim.simulate.trace import Trace

__all__ = ["is_estimator", "run_estimator"]

_MOST = 2**31


def run_estimator(
    estimator: Any,
    data: object,
    seed: Seed,
    params: Mapping[str, Any],
    run: Callable[[str, object, Parameters, Seed], Any],
) -> Any:
    """Run what an estimator does from each of its starts, and keep the run that is its own.

    Parameters
    ----------
    estimator : object
        Of scikit-learn, fitted or not.
    data, seed
        As for `kmanim.run`.
    params : mapping
        What was given beside the estimator, which has parameters of its own: nothing.
    run : callable
        Records one run of an algorithm on data, by parameters and a seed.

    Returns
    -------
    Trace
        With `Trace.notes`, and `Trace.differing` where the estimator is fitted.

    Raises
    ------
    InputError
        If nobody reads such an estimator, it has what our algorithm has not, or it was fitted to other data.
    """
    reader = reader_of(estimator)
    name, algorithm = reader.ESTIMATOR, reader.ALGORITHM
    if params:
        instead = "kmanim has no sample weights" if "sample_weight" in params else "set it there"
        raise InputError(
            f"{name} has parameters of its own, got {shown(next(iter(params)))} beside it; {instead}"
        )
    dataset = dataset_of(data, make_parameters(algorithm, {}))
    asked = asked_by(estimator, reader, dataset, _whole(seed))
    reading = reader.read(asked)
    kept: tuple[int, Trace, IntArray | None] | None = None
    refused: InputError | None = None
    for attempt, told in enumerate(reading.attempts):
        try:
            trace = run(algorithm, dataset, make_parameters(algorithm, told), seed)
        except InputError as error:
            refused = error  # another start may do
            continue
        rows = None if asked.labels is None else differing_rows(trace.labels, asked.labels)
        if rows is not None and reading.is_own(trace, rows):
            kept = attempt, trace, rows
            break
        if kept is None or _is_better(trace, kept[1]):
            kept = attempt, trace, rows
    if kept is None:
        raise InputError(f"{name}: {refused}") from refused
    attempt, trace, rows = kept
    notes = list(reading.told(trace, attempt))
    if refused is not None:
        notes.append(f"Not every start will do here, and one was left out: {refused}.")
    if rows is not None:
        count = f"{dataset.n:,} {dataset.noun[dataset.n != 1]}"
        notes.append(
            f"{len(rows):,} of {count} end in other clusters than those of the fitted {name}: "
            f"{reading.reason(trace, rows)}."
            if rows.size
            else f"All {count} end in the clusters of the fitted {name}."
        )
    return dataclasses.replace(trace, notes=tuple(notes), differing=None if rows is None else frozen(rows))


def _whole(seed: Seed) -> int:
    """Give a seed as a number that a generator of scikit-learn's kind takes."""
    drawn = streams(seed)
    return int(drawn.starts.integers(_MOST)) if drawn.seed is None else drawn.seed % _MOST


def _is_better(trace: Trace, other: Trace) -> bool:
    """Whether the end of a run is better by its objective; one that has failed never is."""
    objective = trace.parameters.objective
    if objective is None or trace.failure or other.failure:
        return bool(other.failure and not trace.failure)
    return objective.cost(float(trace.objective[-1])) < objective.cost(float(other.objective[-1]))
