"""What is done to choose k, in parts: many runs of k-means, on the data and on sets without clusters."""

from __future__ import annotations

import operator
from collections.abc import Iterable, Sequence
from typing import Any, NamedTuple, cast

import numpy as np

from kmanim.arrays import FloatArray, IntArray, LabelArray, frozen
from kmanim.data.dataset import Dataset
from kmanim.errors import InputError, listed, shown
from kmanim.simulate.choose_k.calinski_harabasz import calinski_harabasz
from kmanim.simulate.choose_k.choice import Choice
from kmanim.simulate.choose_k.gap_statistic import gaps, reference_inertias, reference_seeds, reference_set
from kmanim.simulate.choose_k.restarts import least, restarts
from kmanim.simulate.choose_k.silhouette import silhouettes
from kmanim.simulate.input import dataset_of
from kmanim.simulate.machines.lloyd import methods
from kmanim.simulate.numerics.bounding_box import box_of
from kmanim.simulate.numerics.chunks import chunks
from kmanim.simulate.numerics.distinct import count_distinct
from kmanim.simulate.numerics.label_order import order_by_means
from kmanim.simulate.numerics.random_streams import Seed, streams
from kmanim.simulate.parameters._objective import SAME
from kmanim.simulate.parameters.kmeans import KMeans
from kmanim.simulate.registry import check_names, make_parameters
from kmanim.simulate.runs.runs import MAX_RUNS

LARGEST_K = 50
RUNS, INIT, REFERENCES, MOST_REFERENCES = 20, "k-means++", 20, 1_000
"""Runs for each k, how their starts are drawn, and reference sets of the gap statistic, if nothing is said."""
SILHOUETTE_ROWS, GAP_ROWS = 5_000, 1_000
"""Of more rows a random sample is judged: silhouettes take n^2 steps, and the gap statistic many runs."""
GAP_RUNS = 10
"""At most so many runs on each reference set; W of the data is then the least of as many."""

# Beside the seed, so that samples share no numbers with the runs or the reference sets.
_SAMPLES = 1987
# So many rows are judged at a time, by whoever is free.
_PIECE = 1_250


class Part(NamedTuple):
    """What the runs of one k on the data came to.

    Attributes
    ----------
    labels : ndarray of shape (n,)
        Those of the best run; clusters are numbered by their mean in the first column.
    inertia : float
        Its W.
    inertias : ndarray of shape (runs,)
        Of every run.
    of_sample : float
        The least of those that the gap statistic takes, on as many rows as it takes.
    """

    labels: LabelArray
    inertia: float
    inertias: FloatArray
    of_sample: float


class ChoicePlan:
    """What is done to choose k, in parts each of which can be done by itself, in whatever order and process.

    Parameters
    ----------
    data, ks, runs, init, references, seed, params
        As for `choose_k`.
    """

    def __init__(
        self,
        data: object,
        ks: Iterable[int],
        *,
        runs: int = RUNS,
        init: str = INIT,
        references: int = REFERENCES,
        seed: Seed = 0,
        params: dict[str, Any],
    ) -> None:
        check_names(
            "kmeans", params, ("ks", "runs", "init", "references", "seed", "progress"), apart=("k", "init")
        )
        self.dataset = dataset_of(data, KMeans())
        self.ks = checked_ks(self.dataset, ks)
        _check_count("runs", runs, 1, MAX_RUNS)
        _check_count("references", references, 2, MOST_REFERENCES)
        self._settings = [_settings(k, init, params) for k in self.ks]
        self.runs, self._init, self.references = runs, init, references
        self.gap_runs = min(runs, GAP_RUNS)
        self._seed = number = streams(seed).whole()
        self._values = values = self.dataset.values
        self._rows = _sample(self.dataset.n, SILHOUETTE_ROWS, number)
        some = _sample(self.dataset.n, GAP_ROWS, number)
        self.gap_rows = len(some)
        self._points = methods.prepare(values)
        self._sample = methods.prepare(values[some]) if len(some) < self.dataset.n else None
        self._distinct = count_distinct(self._sample.values, self.ks[-1] + 1) if self._sample else 0
        low, high = box_of(values)
        self._width, self._seeds = high - low, reference_seeds(references, number)

    def __len__(self) -> int:
        return len(self.ks) + self.references

    def do(self, place: int) -> Part | FloatArray:
        """Do the part at a place, from 0: the runs of a k, then those of every k on a reference set."""
        if place < len(self.ks):
            return self._runs_of(self._settings[place])
        of_set, of_starts = self._seeds[place - len(self.ks)]
        reference = reference_set(of_set, self._width, self.gap_rows)
        return reference_inertias(reference, of_starts, self._settings, self.gap_runs)

    def _runs_of(self, setting: KMeans) -> Part:
        [(best, inertias)] = restarts(self._points, [setting], self.runs, streams(self._seed))
        if best.labels is None:
            raise ValueError("a run ended before it assigned anything")
        order = order_by_means(self.dataset.points, best.labels, setting.k)
        labels = frozen(np.argsort(order).astype(best.labels.dtype).take(best.labels))
        of_sample = inertias[: self.gap_runs].min()
        if self._sample is not None:  # with no more than k different rows it has a W of 0
            few = self._distinct <= setting.k
            of_sample = 0.0 if few else least(self._sample, [setting], self.gap_runs, streams(self._seed))[0]
        return Part(labels, best.inertia, inertias, float(of_sample))

    def pieces(self) -> list[slice]:
        """Cut the rows whose silhouettes are computed, for those that share the work."""
        return list(chunks(len(self._rows), _PIECE))

    def silhouettes(self, parts: Sequence[Part], piece: slice) -> list[FloatArray]:
        """Give those of a piece of the rows, for each k."""
        rows = self._rows
        return silhouettes(self._values[rows], [part.labels[rows] for part in parts], piece)

    def choice(
        self, parts: Sequence[Part], references: Sequence[FloatArray], each: Sequence[FloatArray]
    ) -> Choice:
        """Put together what was found for each k, and the silhouettes of each."""
        of_runs = np.array([part.inertias for part in parts])
        limit = of_runs.min(axis=1, keepdims=True) * (1 + SAME)
        gap, error = gaps(np.array([part.of_sample for part in parts]), np.array(references))
        labels = tuple(part.labels for part in parts)
        return Choice(
            dataset=self.dataset,
            ks=self.ks,
            runs=self.runs,
            init=self._init,
            seed=self._seed,
            references=self.references,
            gap_runs=self.gap_runs,
            gap_rows=self.gap_rows,
            rows=self._rows,
            inertia=np.array([part.inertia for part in parts]),
            reached=np.count_nonzero(of_runs <= limit, axis=1),
            silhouette=np.array([own.mean() for own in each]),
            gap=gap,
            gap_error=error,
            calinski_harabasz=np.array([calinski_harabasz(self._values, own) for own in labels]),
            labels=labels,
            each=tuple(each),
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


def _sample(n: int, most: int, seed: int) -> IntArray:
    """Draw at most so many rows, each once, in rising order."""
    if n <= most:
        return np.arange(n)
    return np.sort(np.random.default_rng((seed, _SAMPLES)).choice(n, most, replace=False))
