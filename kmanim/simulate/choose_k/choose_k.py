"""k-means for every k of a range, and the statistics by which a k is chosen."""

from __future__ import annotations

import operator
from collections.abc import Callable, Iterable
from typing import Any, cast

import numpy as np

from kmanim.arrays import FloatArray, IntArray, LabelArray, frozen
from kmanim.data.dataset import Dataset
from kmanim.errors import InputError, listed, shown
from kmanim.simulate.choose_k.calinski_harabasz import calinski_harabasz
from kmanim.simulate.choose_k.choice import Choice
from kmanim.simulate.choose_k.gap_statistic import gaps, reference_inertias, reference_sets
from kmanim.simulate.choose_k.restarts import restarts
from kmanim.simulate.choose_k.silhouette import silhouettes
from kmanim.simulate.input import dataset_of
from kmanim.simulate.machines.lloyd import methods
from kmanim.simulate.numerics.bounding_box import box_of
from kmanim.simulate.numerics.distinct import count_distinct
from kmanim.simulate.numerics.label_order import order_by_means
from kmanim.simulate.numerics.random_streams import Seed, streams
from kmanim.simulate.parameters.kmeans import KMeans
from kmanim.simulate.registry import check_names, make_parameters
from kmanim.simulate.runs.runs import MAX_RUNS

LARGEST_K = 50
RUNS, REFERENCES, MOST_REFERENCES = 20, 20, 1_000
"""Runs for each k, and reference sets of the gap statistic, if nothing is said."""
SILHOUETTE_ROWS, GAP_ROWS = 5_000, 1_000
"""Of more rows a random sample is judged: silhouettes take n^2 steps, and the gap statistic many runs."""
GAP_RUNS = 10
"""At most so many runs on each reference set; W of the data is then the least of as many."""

_SAME_INERTIA = 1e-9
# Beside the seed, so that samples share no numbers with the runs or the reference sets.
_SAMPLES = 1987

Progress = Callable[[int, int], None]


def choose_k(
    data: object,
    ks: Iterable[int] = range(1, 9),
    *,
    runs: int = RUNS,
    init: str = "k-means++",
    references: int = REFERENCES,
    seed: Seed = 0,
    progress: Progress | None = None,
    **params: Any,
) -> Choice:
    """Run k-means for several k, and compute what helps to choose among them.

    Above 5,000 rows silhouettes are those of a random sample of so many, above 1,000 the gap statistic is that of a
    sample. Of more than 10 runs the gap statistic takes the first 10, on the data as on the reference sets, since
    the best of more runs on one side alone would be no comparison.

    Parameters
    ----------
    data : Dataset, array_like, DataFrame, str or Path
        What is clustered.
    ks : iterable of int, default 1 to 8
        Two or more neighbouring whole numbers, from 1 to 50 and to the number of distinct rows.
    runs : int, default 20
        How many for each k, 1 to 10,000; the best counts.
    init : {"k-means++", "uniform", "sample", "farthest"}
        How their starts are drawn.
    references : int, default 20
        Reference sets of the gap statistic, 2 to 1,000.
    seed : int, Generator, SeedSequence or None, default 0
        What random numbers are drawn from.
    progress : callable, optional
        Told how many parts of the work are done, of how many.
    **params
        Other options of k-means: ``empty``, ``max_iter``.

    Returns
    -------
    Choice
        Its W is that of ``run_many("kmeans", dataset, runs, k=k, init=init, seed=seed).best`` for each k.

    Raises
    ------
    InputError
        If anything will not do.
    """
    check_names(
        "kmeans", params, ("ks", "runs", "init", "references", "seed", "progress"), apart=("k", "init")
    )
    dataset = dataset_of(data, KMeans())
    numbers = checked_ks(dataset, ks)
    _check_count("runs", runs, 1, MAX_RUNS)
    _check_count("references", references, 2, MOST_REFERENCES)
    settings = [_settings(k, init, params) for k in numbers]
    done = 0

    def tell() -> None:
        nonlocal done
        done += 1
        if progress is not None:
            progress(done, len(numbers) + references)

    number = streams(seed).whole()
    values = dataset.values
    labels, of_runs = _cluster(dataset, settings, runs, number, tell)
    least = of_runs.min(axis=1)
    rows = _sample(dataset.n, SILHOUETTE_ROWS, number)
    each = tuple(silhouettes(values[rows], [own[rows] for own in labels]))
    gap_runs = min(runs, GAP_RUNS)
    some = _sample(dataset.n, GAP_ROWS, number)
    of_sample = of_runs[:, :gap_runs].min(axis=1)
    if len(some) < dataset.n:
        of_sample = _least(values[some], settings, gap_runs, number)
    low, high = box_of(values)
    sets = reference_sets(high - low, len(some), references, number)
    gap, error = gaps(of_sample, reference_inertias(sets, settings, gap_runs, tell))
    return Choice(
        dataset=dataset,
        ks=numbers,
        runs=runs,
        init=init,
        seed=number,
        references=references,
        gap_runs=gap_runs,
        gap_rows=len(some),
        rows=rows,
        inertia=least,
        reached=np.count_nonzero(of_runs <= least[:, np.newaxis] * (1 + _SAME_INERTIA), axis=1),
        silhouette=np.array([own.mean() for own in each]),
        gap=gap,
        gap_error=error,
        calinski_harabasz=np.array([calinski_harabasz(values, own) for own in labels]),
        labels=labels,
        each=each,
    )


def checked_ks(dataset: Dataset, ks: Iterable[int]) -> tuple[int, ...]:
    """Read the range of k.

    Raises
    ------
    InputError
        If it is no range, or there are fewer distinct points than it reaches.
    """
    try:
        numbers = tuple(operator.index(k) for k in ks)
    except TypeError:
        numbers = ()
    first, last = (numbers[0], numbers[-1]) if numbers else (0, 0)
    if not 1 <= first < last <= LARGEST_K or numbers != tuple(range(first, last + 1)):
        raise InputError(
            f"ks must be two or more neighbouring whole numbers from 1 to {LARGEST_K}, got {shown(repr(ks))}"
        )
    distinct = count_distinct(dataset.values, enough=last)
    if distinct < last:
        there = "is only 1 distinct point" if distinct == 1 else f"are only {distinct} distinct points"
        mend = f"; end the range at {distinct} or before" if distinct > first else ""
        raise InputError(f"k cannot go from {first} to {last}: there {there}{mend}")
    return numbers


def _settings(k: int, init: str, params: dict[str, Any]) -> KMeans:
    if not (isinstance(init, str) and init in KMeans.inits):
        raise InputError(
            f"init must be {listed(KMeans.inits, 'or')} where k is chosen, got {shown(repr(init))}"
        )
    return cast(KMeans, make_parameters("kmeans", {"k": k, "init": init, **params}))


def _check_count(name: str, value: Any, low: int, high: int) -> None:
    if isinstance(value, bool) or not isinstance(value, (int, np.integer)) or not low <= value <= high:
        raise InputError(f"{name} must be a whole number from {low} to {high}, got {shown(repr(value))}")


def _cluster(
    dataset: Dataset, settings: list[KMeans], runs: int, seed: int, tell: Callable[[], None]
) -> tuple[tuple[LabelArray, ...], FloatArray]:
    """Give the labels of the best run for each k, and the inertia of every run, shape (m, runs)."""
    points = methods.prepare(dataset.values)
    labels, inertias = [], np.empty((len(settings), runs))
    for at, setting in enumerate(settings):
        best, inertias[at] = restarts(points, setting, runs, streams(seed))
        if best.labels is None:
            raise ValueError("a run ended before it assigned anything")
        order = order_by_means(dataset.points, best.labels, setting.k)
        labels.append(frozen(np.argsort(order).astype(best.labels.dtype).take(best.labels)))
        tell()
    return tuple(labels), inertias


def _least(values: FloatArray, settings: list[KMeans], runs: int, seed: int) -> FloatArray:
    """Give the least W of a sample for each k; 0 where the sample has no more than k different rows."""
    points = methods.prepare(values)
    distinct = count_distinct(values, enough=settings[-1].k + 1)
    return np.array(
        [
            restarts(points, setting, runs, streams(seed))[1].min() if setting.k < distinct else 0.0
            for setting in settings
        ]
    )


def _sample(n: int, most: int, seed: int) -> IntArray:
    """Draw at most so many rows, each once, in rising order."""
    if n <= most:
        return np.arange(n)
    return np.sort(np.random.default_rng((seed, _SAMPLES)).choice(n, most, replace=False))
