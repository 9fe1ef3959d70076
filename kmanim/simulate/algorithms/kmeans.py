"""k-means: assign every point to its nearest centroid, move every centroid to the mean of its points, repeat.

S. P. Lloyd, "Least squares quantization in PCM", IEEE Transactions on Information Theory 28 (1982), a report
of 1957; J. MacQueen, "Some methods for classification and analysis of multivariate observations", Proceedings
of the 5th Berkeley Symposium (1967), who named it.
"""

from __future__ import annotations

from collections.abc import Generator, Iterator, Sequence
from dataclasses import replace
from functools import partial
from weakref import WeakKeyDictionary

import numpy as np

from kmanim.arrays import FloatArray, frozen
from kmanim.data.dataset import Dataset
from kmanim.errors import InputError, shown
from kmanim.simulate.algorithm import Stopped
from kmanim.simulate.machines.centroids import seeding
from kmanim.simulate.machines.centroids.empty_clusters import NewPlaces, relocate
from kmanim.simulate.machines.centroids.ends import MAX_ITER, NO_SWITCH, outcomes_of
from kmanim.simulate.machines.centroids.seeding_steps import SeedingSnapshot, seeding_of
from kmanim.simulate.machines.centroids.snapshot import CentroidSnapshot
from kmanim.simulate.machines.centroids.trace import CentroidTrace
from kmanim.simulate.machines.lloyd import methods
from kmanim.simulate.machines.lloyd.methods import Prepared
from kmanim.simulate.numerics.distinct import count_distinct
from kmanim.simulate.parameters._centred import Centred
from kmanim.simulate.runs.outcome import Outcome

SNAPSHOT = CentroidSnapshot
TRACE = CentroidTrace

_PREPARED: WeakKeyDictionary[Dataset, Prepared] = WeakKeyDictionary()


def check(dataset: Dataset, values: FloatArray, parameters: Centred) -> None:
    """Refuse what no start can mend.

    Raises
    ------
    InputError
        If there are fewer points than clusters, or fewer distinct ones, or given starts or rows do not fit.
    """
    if parameters.k > dataset.n:
        count = f"{dataset.n} {dataset.noun[dataset.n != 1]}"
        raise InputError(
            f"k is {parameters.k} but {shown(dataset.name)} has only {shown(count)}; choose a smaller k"
        )
    distinct = count_distinct(values, enough=parameters.k)
    if distinct < parameters.k:
        points = "1 distinct point" if distinct == 1 else f"{distinct} distinct points"
        raise InputError(
            f"k is {parameters.k} but there {'is' if distinct == 1 else 'are'} only {points}; choose a smaller k"
        )
    if parameters.starts is not None:
        seeding.given(parameters.starts, dataset)
    if not isinstance(parameters.empty, str) and max(parameters.empty) >= dataset.n:
        raise InputError(
            f"empty: there is no row {max(parameters.empty) + 1}, counted from 1; {shown(dataset.name)} has only "
            f"{shown(f'{dataset.n} {dataset.noun[dataset.n != 1]}')}"
        )


def start(
    dataset: Dataset, values: FloatArray, parameters: Centred, rng: np.random.Generator
) -> CentroidSnapshot:
    """Place the centroids; no point belongs to one yet. The recorder is told of the draws that are worth telling."""
    draws: tuple[SeedingSnapshot, ...] = ()
    if parameters.starts is not None:
        centroids = seeding.given(parameters.starts, dataset)
    elif parameters.init == "k-means++":
        rows, chances = seeding.plus_plus_rows(values, parameters.k, rng)
        centroids, draws = values[rows], seeding_of(rows, chances)
    elif parameters.init == "farthest":
        # All but the first are left to no chance.
        rows = seeding.farthest_rows(values, parameters.k, int(rng.integers(len(values))))
        centroids, draws = values[rows], seeding_of(rows, [1 / len(values)] + [1.0] * (len(rows) - 1))
    else:
        centroids = seeding.SEEDINGS[str(parameters.init)](values, parameters.k, rng)
    return CentroidSnapshot(step="start", iteration=0, centroids=frozen(centroids), prologue=draws)


def prepare(dataset: Dataset, values: FloatArray, _parameters: Centred) -> Prepared:
    """Do what all runs on these data share; of very many rows it is kept until other data come, or these are gone."""
    if dataset.n < methods.VERY_MANY:
        return methods.prepare(values)
    if dataset not in _PREPARED:
        _PREPARED.clear()
        _PREPARED[dataset] = methods.prepare(values)
    return _PREPARED[dataset]


def steps(
    points: Prepared, state: CentroidSnapshot, parameters: Centred, rng: np.random.Generator
) -> Generator[CentroidSnapshot, None, Stopped]:
    """Go from the start to the end by half-steps; and say why it ended."""
    lloyd = points.begin(parameters.k)
    places = NewPlaces(parameters.empty, rng)
    # On few rows a copy by fields would take longer than a step.
    after = CentroidSnapshot if type(state) is CentroidSnapshot else partial(replace, state)
    yield state
    for iteration in range(1, parameters.max_iter + 1):
        before = state.labels
        found = lloyd.assign(state.centroids)
        state = after(
            step="assign",
            iteration=iteration,
            labels=found.labels,
            switched=found.switched,
            objective=found.inertia,
            centroids=state.centroids,
        )
        yield state
        if found.labels is before:
            return NO_SWITCH
        centroids, inertia = lloyd.update(state.centroids)
        state = after(
            step="update", iteration=iteration, labels=found.labels, objective=inertia, centroids=centroids
        )
        yield state
        if not places.over and iteration < parameters.max_iter and not state.counts.all():
            state = relocate(points.values, state, places, points.term)
            yield state
    return MAX_ITER


def outcomes(
    dataset: Dataset, firsts: Sequence[CentroidSnapshot], numbers: Sequence[int], parameters: Centred
) -> Iterator[Outcome | None]:
    """Do many runs on few rows at once; None in the place of one that has to be done by itself."""
    if parameters.starts is not None:
        return iter([None] * len(firsts))
    return outcomes_of(dataset, firsts, numbers, parameters)
