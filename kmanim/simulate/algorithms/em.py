"""Expectation maximisation: share every row among k Gaussians, fit each to its shares, repeat.

E step: how far each component is responsible for each row, weight times density, 1 together. M step: each component's
weight, mean and covariance become those of the rows, each counted by its share. No step makes the data less likely.

A. P. Dempster, N. M. Laird and D. B. Rubin, "Maximum likelihood from incomplete data via the EM algorithm", Journal of
the Royal Statistical Society, Series B 39 (1977).
"""

from __future__ import annotations

import math
from collections.abc import Generator
from contextlib import suppress

import numpy as np

from kmanim.arrays import FloatArray, LabelArray, frozen
from kmanim.data.dataset import Dataset
from kmanim.errors import InputError, shown
from kmanim.simulate.algorithm import Stopped
from kmanim.simulate.machines.mixtures import starts
from kmanim.simulate.machines.mixtures.ends import FAILED, MAX_ITER, settled
from kmanim.simulate.machines.mixtures.expectation import Shares, share
from kmanim.simulate.machines.mixtures.failures import Failure, degenerate
from kmanim.simulate.machines.mixtures.maximisation import maximise
from kmanim.simulate.machines.mixtures.mixture import Mixture
from kmanim.simulate.machines.mixtures.rows import Rows, rows_of
from kmanim.simulate.machines.mixtures.snapshot import MixtureSnapshot
from kmanim.simulate.machines.mixtures.trace import MixtureTrace
from kmanim.simulate.machines.mixtures.widths import check_width, reg_of
from kmanim.simulate.numerics.distinct import count_distinct
from kmanim.simulate.parameters.em import Em
from kmanim.simulate.snapshot import NO_CLUSTER

SNAPSHOT = MixtureSnapshot
TRACE = MixtureTrace


def check(dataset: Dataset, values: FloatArray, parameters: Em) -> None:
    """Refuse what no start can mend.

    Raises
    ------
    InputError
        If there are fewer points than components, or fewer distinct ones; if the data are flat in some direction and
        nothing is added to variances; or a given start does not fit.
    """
    k = parameters.k
    if k > dataset.n:
        count = f"{dataset.n} {dataset.noun[dataset.n != 1]}"
        raise InputError(f"k is {k} but {shown(dataset.name)} has only {shown(count)}; choose a smaller k")
    distinct = count_distinct(values, enough=k)
    if distinct < k:
        points = "is only 1 distinct point" if distinct == 1 else f"are only {distinct} distinct points"
        raise InputError(f"k is {k} but there {points}; choose a smaller k")
    rows, reg = rows_of(dataset), reg_of(rows_of(dataset), parameters)
    if not reg.any():
        check_width(dataset, rows, parameters)
    if parameters.starts is not None:
        starts.given(dataset, rows, parameters, starts.whole_of(rows, parameters, reg))


def start(dataset: Dataset, _values: FloatArray, parameters: Em, rng: np.random.Generator) -> MixtureSnapshot:
    """Give weights, means and covariances to begin with; no row is shared yet."""
    rows = rows_of(dataset)
    reg = reg_of(rows, parameters)
    if parameters.starts is not None:
        mixture = starts.given(dataset, rows, parameters, starts.whole_of(rows, parameters, reg))
    else:
        draw = starts.from_kmeans if parameters.init == "kmeans" else starts.from_sample
        mixture = draw(rows, parameters, reg, rng)
    return MixtureSnapshot(
        step="start",
        iteration=0,
        weights=frozen(mixture.weights),
        means=frozen(mixture.means),
        covariances=frozen(mixture.covariances),
    )


def prepare(dataset: Dataset, _values: FloatArray, _parameters: Em) -> Rows:
    """Centre the rows, and bring them to units near their own spread."""
    return rows_of(dataset)


def steps(
    rows: Rows, state: MixtureSnapshot, parameters: Em, _rng: np.random.Generator
) -> Generator[MixtureSnapshot, None, Stopped]:
    """Share and fit in turns, until the log-likelihood hardly changes or a component is none any more."""
    reg, kind = reg_of(rows, parameters), parameters.covariance
    mixture = state.mixture
    failed = None
    if parameters.starts is None:
        failed = degenerate(rows, mixture, reg, is_tied=kind == "tied")
    shares = _shares(rows, mixture, failed, reg)
    yield _snapshot("start", 0, mixture, shares)
    yield (state := _snapshot("e_step", 1, mixture, shares, frozen(shares.labels)))
    if failed:
        return FAILED
    for iteration in range(1, parameters.max_iter + 1):
        before = shares.log_likelihood
        mixture = maximise(rows, shares.responsibilities, kind, reg, before=mixture)
        failed = degenerate(rows, mixture, reg, is_tied=kind == "tied")
        shares = _shares(rows, mixture, failed, reg)
        yield _snapshot("m_step", iteration, mixture, shares, state.labels)
        if failed:
            return FAILED
        yield (state := _snapshot("e_step", iteration + 1, mixture, shares, frozen(shares.labels)))
        stopped = settled(abs(shares.log_likelihood - before), parameters.tol, rows.n)
        if stopped is not None:
            return stopped
    return MAX_ITER


def _shares(rows: Rows, mixture: Mixture, failed: Failure | None, reg: FloatArray) -> Shares:
    """Share the rows; nothing where a component has no density, or one without bounds: the likelihood has no top."""
    if not failed:
        return share(rows, mixture)
    if reg.any():
        with suppress(np.linalg.LinAlgError):
            return share(rows, mixture)
    nobody = np.full(rows.n, NO_CLUSTER, np.int8)
    return Shares(np.empty((len(mixture.weights), 0)), nobody, math.nan)


def _snapshot(
    step: str, iteration: int, mixture: Mixture, shares: Shares, labels: LabelArray | None = None
) -> MixtureSnapshot:
    """Freeze a moment; labels are those of the last E step."""
    return MixtureSnapshot(
        step=step,
        iteration=iteration,
        weights=frozen(mixture.weights),
        means=frozen(mixture.means),
        covariances=frozen(mixture.covariances),
        objective=shares.log_likelihood,
        labels=labels,
    )
