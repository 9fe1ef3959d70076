"""Where mixtures start: as the clusters of k-means, on rows drawn at random, or as given."""

from __future__ import annotations

import numpy as np

from kmanim.arrays import FloatArray
from kmanim.data.dataset import Dataset
from kmanim.data.pieces.large_dataset import LargeDataset
from kmanim.errors import InputError
from kmanim.simulate.machines.centroids import seeding
from kmanim.simulate.machines.mixtures.failures import SINGULAR
from kmanim.simulate.machines.mixtures.maximisation import maximise
from kmanim.simulate.machines.mixtures.mixture import Mixture
from kmanim.simulate.machines.mixtures.rows import Rows
from kmanim.simulate.machines.mixtures.units import Units
from kmanim.simulate.parameters._objective import SAME
from kmanim.simulate.parameters.em import Em

# So many runs of k-means, of which the best one counts; of many rows fewer, which take their time.
_TRIES, _TRIES_OF_MANY, _MANY = 10, 2, 20_000
ROUNDS = 300
# Of a smaller variance, of columns near 1, squares of distances would be larger than any number.
_LEAST = 1e-200


def from_kmeans(rows: Rows, parameters: Em, reg: FloatArray, rng: np.random.Generator) -> Mixture:
    """Take one M step from the best partition of some runs of k-means, drawn by k-means++."""
    best, labels = np.inf, np.zeros(rows.n, np.intp)
    for _ in range(tries(rows.n, parameters.k)):
        lloyd = rows.prepared.begin(parameters.k)
        centroids = seeding.plus_plus(rows.values, parameters.k, rng)
        found = lloyd.assign(centroids)
        for _ in range(ROUNDS):
            centroids, _ = lloyd.update(centroids)
            before, found = found, lloyd.assign(centroids)
            if found.labels is before.labels:
                break
        if is_better(found.inertia, best):
            best, labels = found.inertia, found.labels.astype(np.intp)
    shares = np.zeros((parameters.k, rows.n))
    shares[labels, np.arange(rows.n)] = 1.0
    whole = whole_of(rows, parameters, reg)
    return maximise(rows, shares, parameters.covariance, reg, before=whole)


def tries(n: int, k: int) -> int:
    """Say how many runs of k-means there are."""
    if k == 1:
        return 1
    return _TRIES if n <= _MANY else _TRIES_OF_MANY


def is_better(inertia: float, best: float) -> bool:
    """Tell whether a run of k-means beats the best before it by more than rounding: of equals the first one wins."""
    return inertia < best * (1 - SAME)


def from_sample(rows: Rows, parameters: Em, reg: FloatArray, rng: np.random.Generator) -> Mixture:
    """Place the means on different points, drawn at random, each with the covariance of all and an equal weight."""
    drawn: list[FloatArray] = []
    for row in rng.permutation(rows.n):
        point = rows.values[row]
        if not any(np.array_equal(point, other) for other in drawn):
            drawn.append(point)
        if len(drawn) == parameters.k:
            break
    return whole_of(rows, parameters, reg)._replace(means=np.array(drawn))


def given(dataset: Dataset | LargeDataset, rows: Units, parameters: Em, whole: Mixture) -> Mixture:
    """Bring a given start from original to clustered units; what is not given is as in `whole`.

    Raises
    ------
    InputError
        If it does not fit the columns, a covariance is none of its kind, or two components start alike.
    """
    assert parameters.starts is not None
    means = np.array(seeding.given(parameters.starts, dataset, name="means"))
    weights = whole.weights
    if parameters.weights is not None:
        weights = np.array(parameters.weights) / np.sum(parameters.weights)
    covariances = whole.covariances
    if parameters.covariances is not None:
        covariances = _given_covariances(dataset, rows, parameters)
    mixture = Mixture(weights, means, covariances)
    _refuse_twins(mixture)
    return mixture


def whole_of(rows: Rows, parameters: Em, reg: FloatArray) -> Mixture:
    """Give k components that are all the Gaussian of all rows."""
    shares = np.full((1, rows.n), 1.0)
    _, mean, covariance = maximise(rows, shares, parameters.covariance, reg)
    k = parameters.k
    return Mixture(np.full(k, 1 / k), np.repeat(mean, k, axis=0), np.repeat(covariance, k, axis=0))


def _given_covariances(dataset: Dataset | LargeDataset, rows: Units, parameters: Em) -> FloatArray:
    """Make whole matrices of what was given, shape (k, d, d), and check that they are what they should be."""
    assert parameters.covariances is not None
    d, kind = dataset.d, parameters.covariance
    found = [_matrix(np.array(matrix), d) for matrix in parameters.covariances]
    factor = dataset.scaling.factor
    covariances = (
        np.repeat(found, parameters.k if len(found) == 1 else 1, axis=0) / factor / factor[:, np.newaxis]
    )
    if kind == "tied" and np.ptp(covariances, axis=0).any():
        raise InputError(
            "covariance is tied, but components are given different covariances; give one for all"
        )
    for number, matrix in enumerate(covariances, 1):
        variances = np.diagonal(matrix)
        if kind in ("diag", "spherical") and (matrix != np.diag(variances)).any():
            raise InputError(f"covariance is {kind}, but that of component {number} has more than variances")
        if kind == "spherical" and np.ptp(variances) > SAME * variances.max():
            raise InputError(
                f"covariance is spherical, but component {number} has other variances in other columns"
                + ("" if dataset.scaling.method == "none" else " once they are scaled")
            )
        if not _is_sound(rows, matrix):
            raise InputError(
                f"covariances: that of component {number} must be symmetric, with more than 0 of variance in every "
                "direction"
            )
    return np.asarray(covariances)


def _matrix(given: FloatArray, d: int) -> FloatArray:
    """Make a (d, d) matrix of one number, of variances, or of a matrix row by row."""
    if given.shape == (d, d):
        return given
    if given.shape[0] == 1:
        if given.size == d * d:
            return given.reshape(d, d)
        if given.size in (1, d):
            return np.diag(np.broadcast_to(given[0], d))
    raise InputError(
        f"covariances: a component has {given.size} numbers; give 1 (a variance), {d} (one a column) or {d * d} "
        "(a matrix, row by row)"
    )


def _is_sound(rows: Units, matrix: FloatArray) -> bool:
    """Tell whether a covariance has a factor to compute with. It may be as narrow as it likes, as a start."""
    if not np.allclose(matrix, matrix.T, rtol=SAME, atol=0):
        return False
    inner = rows.inner_covariances(matrix[np.newaxis])[0]
    variances = np.diagonal(inner)
    if not variances.min() > _LEAST:
        return False
    deviations = np.sqrt(variances)
    return bool(np.linalg.eigvalsh(inner / np.outer(deviations, deviations)).min() >= SINGULAR)


def _refuse_twins(mixture: Mixture) -> None:
    for one in range(len(mixture.means)):
        for other in range(one + 1, len(mixture.means)):
            if np.array_equal(mixture.means[one], mixture.means[other]) and np.array_equal(
                mixture.covariances[one], mixture.covariances[other]
            ):
                raise InputError(
                    f"components {one + 1} and {other + 1} start alike, and twins cannot part; give them other means "
                    "or covariances"
                )
