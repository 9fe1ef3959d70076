"""k-medoids: clusters around rows of the data, so that the sum of distances to them is small.

By turns (`method="alternate"`): assign every point to its nearest medoid, move every medoid to the member with
the least sum of distances to the others, repeat. H.-S. Park and C.-H. Jun, "A simple and fast algorithm for
K-medoids clustering", Expert Systems with Applications 36 (2009).

By swaps (`method="pam"`): exchange a medoid for any other row, the best swap at a time, as long as that lowers
the sum; see `kmanim.simulate.machines.centroids.pam`.

Distance is Euclidean, not squared. Ties go to the lowest row, and to the lowest number of a cluster.
"""

from __future__ import annotations

import math
from collections.abc import Generator
from dataclasses import replace
from typing import NamedTuple, cast

import numpy as np

from kmanim.arrays import FloatArray, IntArray, LabelArray, frozen
from kmanim.data.dataset import Dataset
from kmanim.errors import InputError, shown
from kmanim.simulate.algorithm import Stopped
from kmanim.simulate.algorithms import kmeans
from kmanim.simulate.machines.centroids import medoids
from kmanim.simulate.machines.centroids.ends import MAX_ITER
from kmanim.simulate.machines.centroids.medoids import MedoidSnapshot
from kmanim.simulate.machines.centroids.pam import best_swap, build
from kmanim.simulate.machines.centroids.trace import CentroidTrace
from kmanim.simulate.machines.lloyd.assignment import Assignment
from kmanim.simulate.machines.lloyd.methods import Prepared
from kmanim.simulate.machines.lloyd.textbook import Alternating
from kmanim.simulate.numerics.chunks import chunks
from kmanim.simulate.numerics.distance import own_gaps
from kmanim.simulate.numerics.pair_distances import all_distances, most_central
from kmanim.simulate.parameters.kmedoids import MOST_ROWS, KMedoids

SNAPSHOT = MedoidSnapshot
TRACE = CentroidTrace
NO_SWAP = Stopped("no swap lowers the sum")


def check(dataset: Dataset, values: FloatArray, parameters: KMedoids) -> None:
    """Refuse what no start can mend.

    Raises
    ------
    InputError
        If there are too many points, too few different ones, or given starts are no rows.
    """
    _check_rows(dataset, parameters)
    kmeans.check(dataset, values, parameters)
    if parameters.starts is not None:
        medoids.given(parameters.starts, dataset)


def _check_rows(dataset: Dataset, parameters: KMedoids) -> None:
    """Refuse more rows than there is time for, and say what takes them."""
    if parameters.method == "pam":
        who, instead = "PAM", "method alternate"
    else:
        who, instead = ("BUILD", "init sample") if parameters.init == "build" else ("k-medoids", "")
    most, by_turns = MOST_ROWS["pam" if instead else "alternate"], MOST_ROWS["alternate"]
    if dataset.n > most:
        would_do = f"{instead} takes {by_turns:,}, kmedians" if instead else "kmedians takes"
        count = f"{dataset.n:,} {dataset.noun[1]}"
        raise InputError(
            f"{shown(dataset.name)} has {shown(count)}, and {who} takes at most {most:,}; {would_do} any number"
        )


def start(
    dataset: Dataset, values: FloatArray, parameters: KMedoids, rng: np.random.Generator
) -> MedoidSnapshot:
    """Choose the first medoids; no point belongs to one yet."""
    if parameters.starts is not None:
        rows = medoids.given(parameters.starts, dataset)
    elif parameters.init == "build":
        rows = build(values, parameters.k)
    else:
        rows = medoids.sample(values, parameters.k, rng)
    return MedoidSnapshot(
        step="start", iteration=0, medoids=frozen(rows.astype(np.int64)), centroids=frozen(values[rows])
    )


class Points(NamedTuple):
    """What all runs share.

    Attributes
    ----------
    values : ndarray of shape (n, d)
    distances : ndarray of shape (n, n), or None
        Between all rows, for swaps. By turns they are taken when they are needed, as they would fill the memory.
    """

    values: FloatArray
    distances: FloatArray | None


def prepare(_dataset: Dataset, values: FloatArray, parameters: KMedoids) -> Points:
    """Take the distances between all rows where every swap is looked at."""
    return Points(values, all_distances(values) if parameters.method == "pam" else None)


def steps(
    points: Points, state: MedoidSnapshot, parameters: KMedoids, rng: np.random.Generator
) -> Generator[MedoidSnapshot, None, Stopped]:
    """Go from the start to the end; and say why it ended."""
    if points.distances is None:
        return (yield from _alternate(points.values, state, parameters, rng))
    return (yield from _swaps(points.values, points.distances, state, parameters))


def _alternate(
    values: FloatArray, state: MedoidSnapshot, parameters: KMedoids, rng: np.random.Generator
) -> Generator[MedoidSnapshot, None, Stopped]:
    """Go through the loop of k-means, and say of every snapshot which rows its centroids are."""
    run = Medoids(values, state.medoids)
    loop = kmeans.steps(Prepared(values, lambda _: run), state, parameters, rng)
    while True:
        try:
            snapshot = next(loop)
        except StopIteration as end:
            return cast(Stopped, end.value)
        yield cast(MedoidSnapshot, snapshot).at(run.rows, values)


def _swaps(
    values: FloatArray, distances: FloatArray, state: MedoidSnapshot, parameters: KMedoids
) -> Generator[MedoidSnapshot, None, Stopped]:
    """Assign and swap in turns. The objective is that of the medoids, whatever points still have to follow."""
    run = Medoids(values, state.medoids)
    yield state
    for iteration in range(1, parameters.max_iter + 1):
        found = run.assign(state.centroids)
        state = replace(
            state, step="assign", iteration=iteration, labels=found.labels, objective=found.inertia
        )
        yield state
        swap = best_swap(distances, state.medoids)
        if swap is None:
            return NO_SWAP
        if iteration == parameters.max_iter:  # after an assignment: labels and medoids belong together
            break
        rows = state.medoids.copy()
        rows[swap[1]] = swap[0]
        moved = state.at(rows, values)
        found = Medoids(values, rows).assign(moved.centroids)
        state = replace(moved, step="swap", objective=found.inertia)
        yield state
    return MAX_ITER


class Medoids(Alternating):
    """One run.

    Parameters
    ----------
    values : ndarray of shape (n, d)
    rows : ndarray of shape (k,)
        The medoids it starts with.

    Attributes
    ----------
    rows : ndarray of shape (k,)
        Those it has now.
    """

    def __init__(self, values: FloatArray, rows: IntArray) -> None:
        super().__init__(values)
        self.rows = rows

    def assign(self, centroids: FloatArray) -> Assignment:
        """Assign every point to its nearest medoid."""
        labels = super().assign(centroids).labels
        return Assignment(labels, self.total(labels, centroids))

    def centres(self, labels: LabelArray, centroids: FloatArray) -> FloatArray:
        """Find the most central member of every cluster; a medoid without points stays."""
        rows = self.rows.copy()
        for number in range(len(centroids)):
            members = np.flatnonzero(labels == number)
            if members.size:
                rows[number] = members[most_central(self._values[members])]
        self.rows = rows
        return frozen(self._values[rows])

    def total(self, labels: LabelArray, centroids: FloatArray) -> float:
        """Sum the distances of all points to their medoids."""
        return math.fsum(
            float(np.sqrt(own_gaps(self._values[rows], labels[rows], centroids)).sum())
            for rows in chunks(len(labels))
        )
