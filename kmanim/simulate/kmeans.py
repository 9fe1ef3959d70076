"""k-means: assign every point to its nearest centroid, move every centroid to the mean of its points, repeat.

S. P. Lloyd, "Least squares quantization in PCM", IEEE Transactions on Information Theory 28 (1982), a report
of 1957; J. MacQueen, "Some methods for classification and analysis of multivariate observations", Proceedings
of the 5th Berkeley Symposium (1967), who named it.
"""

from __future__ import annotations

import math
from collections.abc import Generator

import numpy as np

from kmanim.arrays import FloatArray, LabelArray, frozen
from kmanim.data.dataset import Dataset
from kmanim.errors import InputError, shown
from kmanim.simulate import seeding
from kmanim.simulate.chunks import chunks
from kmanim.simulate.distance import own_squared_distances, squared_distances, total
from kmanim.simulate.distinct import count_distinct
from kmanim.simulate.empties import relocate
from kmanim.simulate.parameters.kmeans import KMeans
from kmanim.simulate.trace import CentroidSnapshot

SNAPSHOT = CentroidSnapshot
OBJECTIVE = "falls"
NO_SWITCH = "no point switched"
MAX_ITER = "max_iter reached"


def check(dataset: Dataset, values: FloatArray, parameters: KMeans) -> None:
    """Refuse what no start can mend.

    Raises
    ------
    InputError
        If there are fewer points than clusters, or fewer distinct ones, or given starts do not fit.
    """
    if parameters.k > dataset.n:
        count = f"{dataset.n} {dataset.noun[dataset.n != 1]}"
        raise InputError(f"k is {parameters.k} but {shown(dataset.name)} has only {shown(count)}")
    distinct = count_distinct(values, enough=parameters.k)
    if distinct < parameters.k:
        points = "1 distinct point" if distinct == 1 else f"{distinct} distinct points"
        raise InputError(f"k is {parameters.k} but there {'is' if distinct == 1 else 'are'} only {points}")
    if parameters.starts is not None:
        seeding.given(parameters.starts, dataset)


def start(
    dataset: Dataset, values: FloatArray, parameters: KMeans, rng: np.random.Generator
) -> CentroidSnapshot:
    """Place the centroids; no point belongs to one yet."""
    if parameters.starts is not None:
        centroids = seeding.given(parameters.starts, dataset)
    else:
        centroids = seeding.DRAWS[str(parameters.init)](values, parameters.k, rng)
    return CentroidSnapshot(step="start", iteration=0, centroids=frozen(centroids))


def steps(
    values: FloatArray, state: CentroidSnapshot, parameters: KMeans, rng: np.random.Generator
) -> Generator[CentroidSnapshot, None, str]:
    """Go from the start to the end by half-steps; the last word says why it ended."""
    yield state
    for iteration in range(1, parameters.max_iter + 1):
        before = state.labels
        state = assign_step(values, state, iteration)
        yield state
        if before is not None and state.labels is not None and np.array_equal(before, state.labels):
            return NO_SWITCH
        state = update_step(values, state)
        yield state
        if parameters.empty != "keep" and iteration < parameters.max_iter and not state.counts.all():
            state = relocate(values, state, parameters.empty, rng)
            yield state
    return MAX_ITER


def assign_step(values: FloatArray, state: CentroidSnapshot, iteration: int) -> CentroidSnapshot:
    """Give the state after the assignment that opens `iteration`."""
    labels, inertia = assign(values, state.centroids)
    return CentroidSnapshot(
        step="assign", iteration=iteration, labels=labels, objective=inertia, centroids=state.centroids
    )


def update_step(values: FloatArray, state: CentroidSnapshot) -> CentroidSnapshot:
    """Give the state after the update that closes an iteration."""
    labels = state.labels
    if labels is None:
        raise ValueError("an update needs an assignment before it")
    centroids = update(values, labels, state.centroids)
    return CentroidSnapshot(
        step="update",
        iteration=state.iteration,
        labels=labels,
        objective=total(own_squared_distances(values, labels, centroids)),
        centroids=centroids,
    )


def assign(values: FloatArray, centroids: FloatArray) -> tuple[LabelArray, float]:
    """Find the nearest centroid of every point; of several equally near ones the one with the lowest number.

    Parameters
    ----------
    values : ndarray of shape (n, d)
    centroids : ndarray of shape (k, d)
        In the same units.

    Returns
    -------
    labels : ndarray of shape (n,), unsigned, read-only
    inertia : float
        The sum of the squared distances to the nearest centroids.
    """
    labels = np.empty(len(values), np.min_scalar_type(len(centroids) - 1))
    sums = []
    for rows in chunks(len(values)):
        points = np.asfortranarray(values[rows])
        label = labels[rows]
        label[:] = 0
        nearest = squared_distances(points, centroids[0])
        for number in range(1, len(centroids)):
            distance = squared_distances(points, centroids[number])
            # numbers ascend, so the largest is the last that was nearer; a masked write is several times slower
            np.maximum(label, (distance < nearest).view(np.uint8) * label.dtype.type(number), out=label)
            np.minimum(nearest, distance, out=nearest)
        sums.append(float(nearest.sum()))
    labels.flags.writeable = False
    return labels, math.fsum(sums)


def update(values: FloatArray, labels: LabelArray, centroids: FloatArray) -> FloatArray:
    """Move every centroid to the mean of its points; one without points stays.

    The mean is taken twice, the second time of what the first left over: so it is right to the last digit or
    two however far the points lie from the origin, and exactly the point where a cluster is one place.

    Parameters
    ----------
    values : ndarray of shape (n, d)
    labels : ndarray of shape (n,)
    centroids : ndarray of shape (k, d)
        Where they were before.

    Returns
    -------
    ndarray of shape (k, d), read-only
    """
    k = len(centroids)
    owners = labels.astype(np.intp)  # once here, or each count below does it again
    counts = np.bincount(owners, minlength=k)
    members = np.maximum(counts, 1)
    moved = np.empty_like(centroids)
    for column in range(values.shape[1]):
        points = np.ascontiguousarray(values[:, column])
        mean = np.bincount(owners, weights=points, minlength=k) / members
        mean += np.bincount(owners, weights=points - mean[owners], minlength=k) / members
        moved[:, column] = np.where(counts > 0, mean, centroids[:, column])
    return frozen(moved)
