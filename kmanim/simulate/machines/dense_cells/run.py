"""DBSCAN on rows that are never kept: one pass counts them in the cells of a fine grid, and the cells are clustered.

It is DBSCAN, exactly, of rows that are rounded to the middles of their cells; a row so moves by half a cell's diagonal
at most, and what that may change is counted. Cells as a bound on what is near are an idea of J. Gan and Y. Tao,
"DBSCAN revisited: mis-claim, un-fixability, and approximation", Proceedings of SIGMOD (2015).
"""

from __future__ import annotations

import dataclasses
from collections.abc import Generator

import numpy as np

from kmanim.arrays import IntArray, LabelArray, frozen
from kmanim.data.dataset import Dataset
from kmanim.data.pieces.engines import Engine
from kmanim.data.pieces.large_dataset import LargeDataset
from kmanim.errors import InputError, shown
from kmanim.simulate.algorithm import Stopped
from kmanim.simulate.machines.dense_cells.fine_grid import FineGrid, count_rows
from kmanim.simulate.machines.dense_cells.frontiers import frontiers
from kmanim.simulate.machines.dense_cells.reach import Mask, Reach, kinds
from kmanim.simulate.machines.dense_cells.snapshot import CellSurvey, FrontierSnapshot
from kmanim.simulate.machines.passes.contract import Begun, Progress
from kmanim.simulate.machines.passes.run import Passes, refuse_changed
from kmanim.simulate.numerics.random_streams import Seed, streams
from kmanim.simulate.parameters.counted_dbscan import CountedDbscan
from kmanim.simulate.parameters.dbscan import Dbscan
from kmanim.simulate.snapshot import NO_CLUSTER

ALL_REACHED = Stopped("every core cell is in a cluster")


def begin(
    large: LargeDataset,
    parameters: Dbscan,
    seed: Seed = 0,
    *,
    engine: Engine | None = None,
    progress: Progress | None = None,
) -> Begun:
    """Begin a run on rows in pieces.

    Parameters
    ----------
    large : LargeDataset
        Of one or two columns.
    parameters : Dbscan
        With a radius; rows have no order.
    seed : int, Generator, SeedSequence or None
        Nothing is drawn; the trace keeps it as other runs do.
    engine, progress
        As of `kmanim.simulate.record.run_in_passes`.

    Raises
    ------
    InputError
        If an option needs rows at hand, or there would be too many cells.
    """
    counted = counted_of(large, parameters)
    grid = grid_of(large, counted)
    found = Passes(large, engine, progress).added(count_rows, grid, large.scaling).counts
    refuse_changed(large, int(found.sum()))
    cells = frozen(np.flatnonzero(found))
    totals = frozen(found[cells])
    reach = Reach.within(grid, cells)
    near, core, noise = kinds(reach, totals, counted.min_samples)
    others = [_other(other, totals, counted, (core, noise)) for other in Reach.bounds(grid, cells)]
    unsure, clusters = zip(*others, strict=True)
    survey = CellSurvey(
        step="survey", iteration=0, low=grid.low, eps=grid.eps, parts=grid.parts, columns=grid.columns,
        rows=grid.rows, cells=cells, totals=totals, near=frozen(near), unsure=unsure, clusters=clusters,
        noun=large.noun,
    )  # fmt: skip
    return Begun(_steps(reach, core, survey), _of_cells(large, grid, cells), counted, streams(seed).seed)


def counted_of(large: LargeDataset, parameters: Dbscan) -> CountedDbscan:
    """Give the parameters under the name by which runs on rows in pieces are told.

    Raises
    ------
    InputError
        If an option needs rows at hand, or there are too many columns.
    """
    if parameters.eps is None:
        raise InputError(
            "eps must be given where rows are read in pieces: distances to neighbours cannot be looked at"
        )
    if parameters.order != "rows":
        raise InputError(
            f"order={shown(repr(parameters.order))} is for rows in memory; rows that are read in pieces are "
            "visited cell by cell: leave it out"
        )
    if large.d > 2:
        raise InputError(
            f"DBSCAN on rows in pieces takes one or two columns, as it counts them on a grid; "
            f"{shown(large.name)} has {large.d}: name two in columns"
        )
    return CountedDbscan(
        **{one.name: getattr(parameters, one.name) for one in dataclasses.fields(parameters)}
    )


def grid_of(large: LargeDataset, parameters: CountedDbscan) -> FineGrid:
    """Lay cells over all rows."""
    assert parameters.eps is not None
    low, high = large.scaling.apply(np.stack([large.low, large.high]))
    return FineGrid.over(low, high, parameters.eps)


def _other(reach: Reach, totals: IntArray, parameters: Dbscan, said: tuple[Mask, Mask]) -> tuple[int, int]:
    """Count the rows that another radius makes of another kind than is said, core and noise; and its clusters."""
    _, core, noise = kinds(reach, totals, parameters.min_samples)
    differs = (core != said[0]) | (noise != said[1])
    clusters = -1
    for frontier in frontiers(reach, core):
        clusters = frontier.cluster
    return int(totals[differs].sum()), clusters + 1


def _of_cells(large: LargeDataset, grid: FineGrid, cells: IntArray) -> Dataset:
    """Make a table of the middles of the cells that have rows, in original units."""
    return Dataset(
        name=large.name,
        points=large.scaling.undo(grid.middles(cells)),
        features=large.features,
        noun=("cell", "cells"),
        scaling=large.scaling,
        view=large.view,
        notes=large.notes,
        reading=large.reading,
    )


def _steps(reach: Reach, core: Mask, survey: CellSurvey) -> Generator[FrontierSnapshot, None, Stopped]:
    """Give a snapshot for every frontier, and one of what nothing has reached."""
    small = np.min_scalar_type(len(core))
    labels: LabelArray = np.full(len(core), NO_CLUSTER, np.min_scalar_type(-int(core.sum()) - 1))
    yield FrontierSnapshot(step="start", iteration=0, labels=frozen(labels), prologue=(survey,))
    number, last = 0, NO_CLUSTER
    for number, (cluster, looked_at, joined) in enumerate(frontiers(reach, core), start=1):
        now: LabelArray = np.full(len(joined), cluster, labels.dtype)
        yield FrontierSnapshot(
            step="grow" if cluster == last else "begin",
            iteration=number,
            cluster=cluster,
            looked_at=frozen(looked_at.astype(small)),
            relabelling=(frozen(joined.astype(small)), frozen(now)),
        )
        last = cluster
    nobody = frozen(np.empty(0, np.intp))
    yield FrontierSnapshot(step="noise", iteration=number + 1, relabelling=(nobody, labels[:0]))
    return ALL_REACHED
