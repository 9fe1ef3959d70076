"""Rows by cell and cluster, for the pairs that have any."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple, Self

import numpy as np
from numpy.typing import NDArray

from kmanim.arrays import IntArray, RowArray, frozen


class CellCounts(NamedTuple):
    """How many rows are in which cell and in which cluster, in order of both; pairs without rows are left out.

    Attributes
    ----------
    cell : ndarray of shape (m,), int32
    cluster : ndarray of shape (m,), uint8 or uint16
        Or the way that rows took, ``former * k + now``.
    count : ndarray of shape (m,), int64
    """

    cell: NDArray[np.int32]
    cluster: NDArray[np.unsignedinteger]
    count: NDArray[np.int64]  # type: ignore[assignment]

    @classmethod
    def of(cls, cell: RowArray, cluster: RowArray, count: RowArray, numbers: int) -> Self:
        """Put pairs in order, and equal ones together; `numbers` is how many clusters, or ways, there may be."""
        keys = cell.astype(np.int64) * numbers + cluster
        order = np.argsort(keys, kind="stable")  # quick, as mostly some that are in order are put together
        keys = keys[order]
        firsts = np.flatnonzero(np.diff(keys, prepend=-1))
        counts = np.add.reduceat(count[order], firsts, dtype=np.int64) if len(keys) else np.empty(0, np.int64)
        some = counts > 0
        return cls._of(keys[firsts[some]], counts[some], numbers)

    @classmethod
    def of_keys(cls, keys: Sequence[NDArray[np.int64]], numbers: int) -> Self:
        """Count rows by ``cell * numbers + cluster``, one number a row."""
        found, counts = np.unique(np.concatenate([np.empty(0, np.int64), *keys]), return_counts=True)
        return cls._of(found, counts, numbers)

    def joined(self, other: CellCounts, numbers: int) -> CellCounts:
        """Add the counts of both."""
        return CellCounts.of(
            np.concatenate([self.cell, other.cell]),
            np.concatenate([self.cluster, other.cluster]),
            np.concatenate([self.count, other.count]),
            numbers,
        )

    @classmethod
    def _of(cls, keys: NDArray[np.int64], counts: IntArray, numbers: int) -> Self:
        cell, cluster = np.divmod(keys, numbers)
        return cls(
            frozen(cell.astype(np.int32)),
            frozen(cluster.astype(np.min_scalar_type(numbers - 1))),
            frozen(counts.astype(np.int64, copy=False)),
        )

    def by_cluster(self, numbers: int) -> NDArray[np.int64]:
        """Add up the counts of each of so many clusters, or ways."""
        found = np.zeros(numbers, np.int64)
        np.add.at(found, self.cluster, self.count)
        return found
