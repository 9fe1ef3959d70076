"""k-means over rows that are never kept: what `kmanim.run` makes of k-means where rows are read in pieces.

Lloyd's rule as in `kmanim.simulate.algorithms.kmeans`, by passes over the pieces: see
`kmanim.simulate.machines.passes.run`.
"""

from __future__ import annotations

from collections.abc import Generator

import numpy as np

from kmanim.arrays import FloatArray
from kmanim.data.dataset import Dataset
from kmanim.errors import InputError
from kmanim.simulate.algorithm import Stopped
from kmanim.simulate.machines.passes.run import begin
from kmanim.simulate.machines.passes.snapshot import CountedSnapshot
from kmanim.simulate.machines.passes.trace import CountedTrace
from kmanim.simulate.parameters.counted_kmeans import CountedKMeans

SNAPSHOT, TRACE = CountedSnapshot, CountedTrace

__all__ = ["SNAPSHOT", "TRACE", "begin", "check", "prepare", "start", "steps"]


def check(dataset: Dataset, values: FloatArray, parameters: CountedKMeans) -> None:  # noqa: ARG001
    """Refuse data in memory, which are k-means'.

    Raises
    ------
    InputError
        In any case.
    """
    raise InputError("counted runs are made of rows in pieces, by kmeans; run kmeans on data in memory, too")


def start(
    dataset: Dataset,  # noqa: ARG001 - here and below: there are none but rows in pieces
    values: FloatArray,
    parameters: CountedKMeans,
    rng: np.random.Generator,  # noqa: ARG001
) -> CountedSnapshot:
    """Give a start without rows."""
    return CountedSnapshot(
        step="start", iteration=0, centroids=values[: parameters.k], counts=np.zeros(parameters.k, np.int64)
    )


def prepare(dataset: Dataset, values: FloatArray, parameters: CountedKMeans) -> FloatArray:  # noqa: ARG001
    """Give the values themselves."""
    return values


def steps(
    points: FloatArray,  # noqa: ARG001
    state: CountedSnapshot,
    parameters: CountedKMeans,  # noqa: ARG001
    rng: np.random.Generator | None = None,  # noqa: ARG001
) -> Generator[CountedSnapshot, None, Stopped]:
    """Yield the start alone."""
    yield state
    return Stopped("no rows were given")
