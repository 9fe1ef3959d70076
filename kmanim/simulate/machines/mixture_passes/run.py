"""EM over rows that are never kept: every E step is one pass over all pieces, and the M step takes its sums."""

from __future__ import annotations

import dataclasses
from collections.abc import Generator
from contextlib import suppress
from typing import Any

import numpy as np

from kmanim.arrays import FloatArray, IntArray, frozen
from kmanim.data.pieces.engines import Engine
from kmanim.data.pieces.large_dataset import LargeDataset
from kmanim.data.pieces.source import aligned
from kmanim.simulate.algorithm import Stopped
from kmanim.simulate.machines.mixture_passes import starts
from kmanim.simulate.machines.mixture_passes.measuring import centre_of, measure, multiply, units_of
from kmanim.simulate.machines.mixture_passes.sharing import Ground, Shared, share_rows, sums_of
from kmanim.simulate.machines.mixture_passes.snapshot import CountedMixtureSnapshot, MixtureSurvey
from kmanim.simulate.machines.mixtures.ends import FAILED, MAX_ITER, settled
from kmanim.simulate.machines.mixtures.failures import Failure, degenerate
from kmanim.simulate.machines.mixtures.maximisation import Sums, mixture_of
from kmanim.simulate.machines.mixtures.mixture import Mixture
from kmanim.simulate.machines.mixtures.widths import check_width, reg_of
from kmanim.simulate.machines.passes.contract import Begun, Progress
from kmanim.simulate.machines.passes.run import Passes, frame_of, of_cells, refuse_changed
from kmanim.simulate.machines.passes.starts import check
from kmanim.simulate.numerics.random_streams import Seed, streams
from kmanim.simulate.parameters.counted_em import CountedEm
from kmanim.simulate.parameters.em import Em


def begin(
    large: LargeDataset,
    parameters: Em,
    seed: Seed = 0,
    *,
    engine: Engine | None = None,
    progress: Progress | None = None,
) -> Begun:
    """Begin a run on rows in pieces; with the same start it does what it does on the same rows in memory.

    Parameters
    ----------
    large : LargeDataset
    parameters : Em
    seed : int, Generator, SeedSequence or None
        As in `kmanim.run`; starts are drawn as they are in memory.
    engine, progress
        As in `Passes`.

    Raises
    ------
    InputError
        If there are too few rows, or they are flat and nothing is added to variances, or a start does not fit.
    """
    counted = counted_of(large, parameters)
    random, passes, frame = streams(seed), Passes(large, engine, progress), frame_of(large)
    check(large, counted)
    measured = passes.added(measure, frame)
    totals = frozen(measured.counts)
    refuse_changed(large, int(totals.sum()))
    occupied = np.flatnonzero(totals)
    source, centre = aligned(large.source, large.sizes), centre_of(frame, measured)
    units = units_of(frame, centre, passes.added(multiply, frame, centre, source=source))
    reg = reg_of(units, counted)
    if not reg.any():
        check_width(large, units, counted)
    ground = Ground(frame, units, counted.covariance in ("full", "tied"))
    grid = frame.grid
    survey = MixtureSurvey(
        step="survey", iteration=0, low=grid.low, high=grid.high, columns=grid.columns, rows=grid.rows,
        cells=frozen(occupied.astype(np.int32)), totals=frozen(totals[occupied]),
        noun=large.noun, centre=frozen(units.centre), unit=frozen(units.unit),
        spread=frozen(units.spread),
    )  # fmt: skip
    mixture = starts.draw(passes, ground, survey, counted, reg, random.starts)
    run = _Run(passes, ground, counted, reg)
    return Begun(run.steps(mixture, survey), of_cells(large, grid, totals), counted, random.seed)


def counted_of(large: LargeDataset, parameters: Em) -> CountedEm:  # noqa: ARG001 - any rows will do
    """Give the parameters under the name by which runs on rows in pieces are told."""
    given = {one.name: getattr(parameters, one.name) for one in dataclasses.fields(parameters)}
    if parameters.means is not None:
        given["init"] = None  # the means say it
    return CountedEm(**given)


class _Run:
    """The E and the M steps of one run."""

    def __init__(self, passes: Passes, ground: Ground, parameters: CountedEm, reg: FloatArray) -> None:
        self._passes, self._ground, self._parameters, self._reg = passes, ground, parameters, reg
        self._source = aligned(passes.large.source, passes.large.sizes)

    def steps(
        self, mixture: Mixture, survey: MixtureSurvey
    ) -> Generator[CountedMixtureSnapshot, None, Stopped]:
        """Share and fit in turns, as `kmanim.simulate.algorithms.em` does."""
        parameters, units, k = self._parameters, self._ground.units, len(mixture.means)
        nobody = frozen(np.zeros(k, np.int64))
        failed = None if parameters.starts is not None else self._failed(mixture)
        likelihood, sums, found = self._shared(mixture, failed, None)
        yield _snapshot("start", 0, mixture, likelihood, nobody, prologue=(survey,))
        counts = nobody if found is None else frozen(found.led.by_cluster(k))
        yield _snapshot("e_step", 1, mixture, likelihood, counts, cells=None if found is None else found.led)
        if failed or sums is None:
            return FAILED
        for iteration in range(1, parameters.max_iter + 1):
            former, before = likelihood, mixture
            mixture = mixture_of(units, sums, parameters.covariance, self._reg, before)
            failed = self._failed(mixture)
            likelihood, sums, found = self._shared(mixture, failed, before)
            yield _snapshot("m_step", iteration, mixture, likelihood, counts)
            if failed or found is None or sums is None:
                return FAILED
            ways = frozen(found.led.by_cluster(k * k).reshape(k, k))
            counts = frozen(counts + ways.sum(axis=0) - ways.sum(axis=1))
            yield _snapshot("e_step", iteration + 1, mixture, likelihood, counts, ways=ways, moved=found.led)
            stopped = settled(abs(likelihood - former), parameters.tol, units.n)
            if stopped is not None:
                return stopped
        return MAX_ITER

    def _failed(self, mixture: Mixture) -> Failure | None:
        is_tied = self._parameters.covariance == "tied"
        return degenerate(self._ground.units, mixture, self._reg, is_tied=is_tied)

    def _shared(
        self, mixture: Mixture, failed: Failure | None, before: Mixture | None
    ) -> tuple[float, Sums | None, Shared | None]:
        """Make a pass; none where a component has no density, or one without bounds: the likelihood has no top."""
        if failed and not self._reg.any():
            return np.nan, None, None
        with suppress(np.linalg.LinAlgError):
            found = self._passes.added(share_rows, self._ground, mixture, before, source=self._source)
            refuse_changed(self._passes.large, found.n)
            likelihood, sums = sums_of(self._ground, found.totals, mixture.means)
            return likelihood, sums, found
        return np.nan, None, None


def _snapshot(
    step: str, iteration: int, mixture: Mixture, likelihood: float, counts: IntArray, **more: Any
) -> CountedMixtureSnapshot:
    """Freeze a moment; counts are those of the last E step."""
    return CountedMixtureSnapshot(
        step=step,
        iteration=iteration,
        weights=frozen(mixture.weights),
        means=frozen(mixture.means),
        covariances=frozen(mixture.covariances),
        objective=likelihood,
        counts=counts,
        **more,
    )
