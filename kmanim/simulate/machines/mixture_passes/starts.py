"""Where mixtures of rows in pieces start: as those of rows in memory do, from the same random numbers."""

from __future__ import annotations

from typing import Any

import numpy as np

from kmanim.arrays import FloatArray, frozen
from kmanim.data.pieces.large_dataset import LargeDataset
from kmanim.data.pieces.source import aligned
from kmanim.simulate.machines.mixture_passes.sharing import Ground, gather_rows, sums_of
from kmanim.simulate.machines.mixtures import starts
from kmanim.simulate.machines.mixtures.maximisation import Sums, mixture_of
from kmanim.simulate.machines.mixtures.mixture import Mixture
from kmanim.simulate.machines.passes import starts as centroid_starts
from kmanim.simulate.machines.passes.run import Passes, steps
from kmanim.simulate.machines.passes.snapshot import CountedSnapshot, SurveySnapshot
from kmanim.simulate.parameters.em import Em
from kmanim.simulate.registry import make_parameters

# Of more rows no order is drawn, which would take 8 bytes each; places of means are drawn one by one then.
_ORDERED = 1 << 22


def draw(
    passes: Passes,
    ground: Ground,
    survey: SurveySnapshot,
    parameters: Em,
    reg: FloatArray,
    rng: np.random.Generator,
) -> Mixture:
    """Give weights, means and covariances to begin with."""
    whole = _whole(ground, parameters, reg)
    if parameters.starts is not None:
        return starts.given(passes.large, ground.units, parameters, whole)
    if parameters.init == "sample":
        return whole._replace(means=_different_rows(passes.large, parameters.k, rng))
    centroids = _of_kmeans(passes, ground, survey, parameters.k, rng)
    source = aligned(passes.large.source, passes.large.sizes)
    found = passes.added(gather_rows, ground, centroids, source=source)
    _, sums = sums_of(ground, found.totals, centroids)
    return mixture_of(ground.units, sums, parameters.covariance, reg, before=whole)


def _whole(ground: Ground, parameters: Em, reg: FloatArray) -> Mixture:
    """Give k components that are all the Gaussian of all rows."""
    units, k = ground.units, parameters.k
    spread = units.spread if ground.is_whole else np.diagonal(units.spread)
    sums = Sums(np.array([float(units.n)]), np.zeros((1, len(units.unit))), spread[np.newaxis] * units.n)
    one = mixture_of(units, sums, parameters.covariance, reg)
    return Mixture(np.full(k, 1 / k), np.repeat(one.means, k, axis=0), np.repeat(one.covariances, k, axis=0))


def _of_kmeans(
    passes: Passes, ground: Ground, survey: SurveySnapshot, k: int, rng: np.random.Generator
) -> FloatArray:
    """Give the centroids of the best of some runs of k-means, drawn by k-means++, shape (k, d)."""
    given = {"k": k, "init": "k-means++", "max_iter": starts.ROUNDS}
    parameters: Any = make_parameters("counted_kmeans", given)
    best, centroids = np.inf, np.zeros((k, passes.large.d))
    for _ in range(starts.tries(passes.large.n, k)):
        drawn = centroid_starts.draw(passes, parameters, ground.frame, rng)
        nobody = frozen(np.zeros(k, np.int64))
        start = CountedSnapshot(step="start", iteration=0, centroids=frozen(drawn), counts=nobody)
        last = list(steps(passes, ground.frame, survey, start, parameters))[-1]
        if starts.is_better(last.objective, best):
            best, centroids = last.objective, last.centroids
    return centroids


def _different_rows(large: LargeDataset, k: int, rng: np.random.Generator) -> FloatArray:
    """Draw k different places that rows have, shape (k, d); there are as many."""
    drawn: list[FloatArray] = []
    order = iter(rng.permutation(large.n)) if large.n <= _ORDERED else _any_rows(large.n, rng)
    while len(drawn) < k:
        row = int(next(order))
        point = large.scaling.apply(large.rows(row, row + 1).astype(np.float64))[0]
        if not any(np.array_equal(point, other) for other in drawn):
            drawn.append(point)
    return np.array(drawn)


def _any_rows(n: int, rng: np.random.Generator) -> Any:
    while True:
        yield rng.integers(n)
