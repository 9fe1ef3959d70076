"""DBSCAN over rows that are never kept: what `kmanim.run` makes of DBSCAN where rows are read in pieces.

See `kmanim.simulate.machines.dense_cells.run`.
"""

from __future__ import annotations

from collections.abc import Generator

import numpy as np

from kmanim.arrays import FloatArray
from kmanim.data.dataset import Dataset
from kmanim.errors import InputError
from kmanim.simulate.algorithm import Stopped
from kmanim.simulate.machines.dense_cells.run import begin
from kmanim.simulate.machines.dense_cells.snapshot import FrontierSnapshot
from kmanim.simulate.machines.dense_cells.trace import DenseCellsTrace
from kmanim.simulate.parameters.counted_dbscan import CountedDbscan

SNAPSHOT, TRACE = FrontierSnapshot, DenseCellsTrace

__all__ = ["SNAPSHOT", "TRACE", "begin", "check", "prepare", "start", "steps"]


def check(dataset: Dataset, values: FloatArray, parameters: CountedDbscan) -> None:  # noqa: ARG001
    """Refuse data in memory, which are DBSCAN's.

    Raises
    ------
    InputError
        In any case.
    """
    raise InputError("counted runs are made of rows in pieces, by dbscan; run dbscan on data in memory, too")


def start(
    dataset: Dataset,  # noqa: ARG001 - here and below: there are none but rows in pieces
    values: FloatArray,
    parameters: CountedDbscan,  # noqa: ARG001
    rng: np.random.Generator,  # noqa: ARG001
) -> FrontierSnapshot:
    """Give a start without clusters."""
    return FrontierSnapshot(step="start", iteration=0, labels=np.full(len(values), -1, np.int8))


def prepare(dataset: Dataset, values: FloatArray, parameters: CountedDbscan) -> FloatArray:  # noqa: ARG001
    """Give the values themselves."""
    return values


def steps(
    points: FloatArray,  # noqa: ARG001
    state: FrontierSnapshot,
    parameters: CountedDbscan,  # noqa: ARG001
    rng: np.random.Generator | None = None,  # noqa: ARG001
) -> Generator[FrontierSnapshot, None, Stopped]:
    """Yield the start alone."""
    yield state
    return Stopped("no rows were given")
