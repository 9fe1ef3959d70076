"""k-means over rows that are never kept: every assignment is one pass over all pieces."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Generator
from functools import partial
from typing import Any, TypeVar

import numpy as np
from numpy.typing import NDArray

from kmanim.arrays import ByteArray, FloatArray, frozen
from kmanim.data.dataset import Dataset
from kmanim.data.pieces.engines import Engine, Partial, usual
from kmanim.data.pieces.large_dataset import LargeDataset
from kmanim.errors import InputError, shown
from kmanim.simulate.algorithm import Stopped
from kmanim.simulate.machines.centroids.ends import MAX_ITER, NO_SWITCH
from kmanim.simulate.machines.lloyd.ledger import Ledger
from kmanim.simulate.machines.passes import starts
from kmanim.simulate.machines.passes.cell_counts import CellCounts
from kmanim.simulate.machines.passes.contract import Begun, Progress
from kmanim.simulate.machines.passes.counting import (
    First,
    Frame,
    count_cells,
    count_first,
    count_moves,
    sum_gaps,
)
from kmanim.simulate.machines.passes.grid import COLUMNS, ROWS, Grid
from kmanim.simulate.machines.passes.lookup import owners_of
from kmanim.simulate.machines.passes.snapshot import NOT_WHOLE, CountedSnapshot, SurveySnapshot
from kmanim.simulate.numerics.random_streams import Seed, streams
from kmanim.simulate.parameters._base import Parameters
from kmanim.simulate.parameters._centred import Centred
from kmanim.simulate.registry import make_parameters

Found = TypeVar("Found", bound=Partial)


class Passes:
    """Passes over all rows, one after another, and word of how far each is.

    Parameters
    ----------
    large : LargeDataset
    engine : Engine, optional
        Who goes through the pieces; default what the data set says, or what is usual here.
    progress : callable, optional
        It is told the number of the pass, from 1, how many pieces are done, and of how many.
    """

    def __init__(
        self, large: LargeDataset, engine: Engine | None = None, progress: Progress | None = None
    ) -> None:
        self.large, self.number = large, 0
        self._engine = engine or large.engine or usual(large.source.n_pieces)
        self._progress = progress

    def added(self, look: Callable[..., Found], *about: object, source: Any = None) -> Found:
        """Let `look` find something in every piece, and add it up; `about` comes between the source and the number."""
        self.number += 1
        source = source or self.large.source
        pieces = source.n_pieces
        return self._engine.added(partial(look, source, *about), pieces, partial(self._tick, pieces))

    def _tick(self, pieces: int, done: int) -> None:
        if self._progress is not None:
            self._progress(self.number, done, pieces)


def begin(
    large: LargeDataset,
    parameters: Parameters,
    seed: Seed = 0,
    *,
    engine: Engine | None = None,
    progress: Progress | None = None,
) -> Begun:
    """Begin a run on rows in pieces; with the same start it does what it does on the same rows in memory.

    Parameters
    ----------
    large : LargeDataset
    parameters : Parameters
        Of an algorithm that can do it: one whose class says so in `in_passes`.
    seed : int, Generator, SeedSequence or None
        As in `kmanim.run`; starts are drawn as they are in memory.
    engine, progress
        As in `Passes`.

    Raises
    ------
    InputError
        If the algorithm cannot, or an option needs rows at hand.
    """
    counted = counted_of(large, parameters)
    random = streams(seed)
    passes = Passes(large, engine, progress)
    frame = frame_of(large)
    grid = frame.grid
    starts.check(large, counted)
    totals = passes.added(count_cells, frame).counts
    refuse_changed(large, int(totals.sum()))
    survey = _survey(grid, totals, large.noun)
    start = CountedSnapshot(
        step="start",
        iteration=0,
        centroids=frozen(starts.draw(passes, counted, frame, random.starts)),
        counts=frozen(np.zeros(counted.k, np.int64)),
        prologue=(survey,),
    )
    return Begun(
        steps(passes, frame, survey, start, counted), of_cells(large, grid, totals), counted, random.seed
    )


def frame_of(large: LargeDataset) -> Frame:
    """Say what is the same in every pass over some rows."""
    grid = Grid(low=large.plane[0], high=large.plane[1], columns=COLUMNS, rows=ROWS if large.d > 1 else 1)
    box = frozen(large.scaling.apply(large.low)), frozen(large.scaling.apply(large.high))
    return Frame(large.n, box, grid, large.view, large.scaling)


def counted_of(large: LargeDataset, parameters: Parameters) -> Centred:  # noqa: ARG001 - any rows will do
    """Give the parameters under the name by which runs in passes are told.

    Raises
    ------
    InputError
        If they want empty clusters put elsewhere.
    """
    given = {field.name: getattr(parameters, field.name) for field in dataclasses.fields(parameters)}
    counted: Any = make_parameters(parameters.in_passes, given)
    if counted.empty != "keep":
        raise InputError(
            f"empty must be keep where rows are read in pieces, got {shown(repr(counted.empty))}: who looks for a row "
            "needs all of them in memory; keep such a centroid where it is, or take another start"
        )
    checked: Centred = counted
    return checked


def _survey(grid: Grid, totals: NDArray[np.int64], noun: tuple[str, str]) -> SurveySnapshot:
    cells = np.flatnonzero(totals).astype(np.int32)
    return SurveySnapshot(
        step="survey", iteration=0, low=grid.low, high=grid.high, columns=grid.columns, rows=grid.rows,
        cells=frozen(cells), totals=frozen(totals[cells]), noun=noun,
    )  # fmt: skip


def of_cells(large: LargeDataset, grid: Grid, totals: NDArray[np.int64]) -> Dataset:
    """Make a table of the middles of the cells that have rows, in original units; midway in what the plane hides."""
    places = grid.centres(np.flatnonzero(totals))
    middle = (large.low / 2 + large.high / 2)[np.newaxis]
    seen = large.view.axes
    points = middle + (places - large.view.project(middle)) @ np.linalg.pinv(seen)
    shown_ones = large.view.columns
    if shown_ones is not None:  # as they are, without what a matrix product may round
        points[:, shown_ones] = places[:, : len(shown_ones)]
    return Dataset(
        name=large.name,
        points=np.clip(points, large.low, large.high) if shown_ones is not None else points,
        features=large.features,
        noun=("cell", "cells"),
        scaling=large.scaling,
        view=large.view,
        notes=large.notes,
        reading=large.reading,
    )


def steps(
    passes: Passes, frame: Frame, survey: SurveySnapshot, state: CountedSnapshot, parameters: Centred
) -> Generator[CountedSnapshot, None, Stopped]:
    """Go from the start to the end by half-steps, as `kmanim.simulate.algorithms.kmeans` does."""
    ledger, k = Ledger(frame.sums()), parameters.k
    yield state
    former = state.centroids
    owners = owners_of(frame.grid, frame.view, frame.scaling, former)
    for iteration in range(1, parameters.max_iter + 1):
        centroids, cells, moved, ways = state.centroids, None, None, None
        if iteration == 1:
            first: First = passes.added(count_first, frame, centroids, owners)
            refuse_changed(passes.large, first.n)
            cells = _cells_of(owners, survey, first.mixed, k)
            ledger.begin(first.totals, cells.by_cluster(k), levels_sum(first.gaps))
        else:
            before, owners = owners, owners_of(frame.grid, frame.view, frame.scaling, centroids)
            found = passes.added(count_moves, frame, former, centroids, (before, owners))
            refuse_changed(passes.large, found.n)
            moved = found.moved
            counts = moved.by_cluster(k * k)
            taken = np.flatnonzero(counts)
            ledger.move(taken, counts[taken], found.totals[:, taken], centroids)
            ways = frozen(counts.reshape(k, k))
            _keep_accurate(passes, frame, ledger, centroids, centroids)
        state = dataclasses.replace(
            state,
            step="assign",
            iteration=iteration,
            counts=frozen(ledger.counts),
            cells=cells,
            moved=moved,
            ways=ways,
            objective=ledger.inertia,
            prologue=(),
        )
        yield state
        if moved is not None and not len(moved.cell):
            return NO_SWITCH
        former = centroids
        means = ledger.update(centroids)
        _keep_accurate(passes, frame, ledger, former, means)
        state = dataclasses.replace(
            state, step="update", cells=None, moved=None, ways=None, objective=ledger.inertia, centroids=means,
        )  # fmt: skip
        yield state
    return MAX_ITER


def _keep_accurate(
    passes: Passes, frame: Frame, ledger: Ledger, labelled: FloatArray, centroids: FloatArray
) -> None:
    """Sum the inertia up anew where it must be: of rows that are nearest to `labelled`, about `centroids`."""
    if ledger.has_fallen:
        gaps = passes.added(sum_gaps, frame, labelled, centroids).parts
        ledger.sum_up(levels_sum(gaps))


def levels_sum(parts: FloatArray) -> float:
    """Make one number of the exact parts of a sum, the last ones first."""
    return float(sum(parts.tolist()[::-1]))


def _cells_of(owners: ByteArray, survey: SurveySnapshot, mixed: CellCounts, k: int) -> CellCounts:
    """Put the rows of the cells that are one cluster's as a whole beside those of the others."""
    own = owners[survey.cells]
    whole = own != NOT_WHOLE
    return CellCounts.of(
        np.concatenate([survey.cells[whole], mixed.cell]),
        np.concatenate([own[whole], mixed.cluster]),
        np.concatenate([survey.totals[whole], mixed.count]),
        k,
    )


def refuse_changed(large: LargeDataset, n: int) -> None:
    """Refuse rows that are not as many as they were.

    Raises
    ------
    InputError
        If the source was written to in the meantime.
    """
    if n != large.n:
        raise InputError(
            f"{shown(large.name)} had {large.n:,} rows and has {n:,} now; load it again when nobody writes to it"
        )
