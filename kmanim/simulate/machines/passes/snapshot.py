"""Moments of a run that is known by counts alone."""

from __future__ import annotations

import dataclasses
from dataclasses import dataclass, field
from typing import Any, Self

import numpy as np
from numpy.typing import NDArray

from kmanim.arrays import FloatArray, IntArray, frozen
from kmanim.simulate.machines.centroids.snapshot import CentroidSnapshot
from kmanim.simulate.machines.passes.cell_counts import CellCounts
from kmanim.simulate.snapshot import Snapshot

NOT_WHOLE = 255
"""Stands for the owner of a cell whose rows are not all surely one cluster's."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False, repr=False)
class CountedSnapshot(CentroidSnapshot):
    """A moment of a run whose rows are not kept, so that there are no labels but counts.

    Attributes
    ----------
    counts : ndarray of shape (k,), int64
        How many rows each cluster has; all 0 before the first assignment.
    cells : CellCounts or None
        The rows of all cells by cluster; None before the first assignment. After that one it is kept, and later ones
        are worked out by the trace from what has `moved`.
    ways : ndarray of shape (k, k), int64, or None
        After an assignment from the second on: how many rows went from which cluster to which; 0 where they stayed.
    moved : CellCounts or None
        Then, too: the same by cell; in the place of the cluster stands the way, ``former * k + now``.
    """

    counts: IntArray = field()
    cells: CellCounts | None = None
    ways: NDArray[np.int64] | None = None
    moved: CellCounts | None = None

    def __post_init__(self) -> None:
        read_cells(self)

    def relabelled(self, order: IntArray) -> Self:
        """Renumber the clusters: old cluster ``order[new]`` is called ``new``."""
        return dataclasses.replace(
            self,
            centroids=frozen(self.centroids[order]),
            **renumbered(self, order),
        )


def read_cells(snapshot: Any) -> None:
    """Make counts by cell of what a file has in the place of a snapshot's `cells` and `moved`."""
    for name in ("cells", "moved"):
        value = getattr(snapshot, name)
        if value is not None and not isinstance(value, CellCounts):
            object.__setattr__(snapshot, name, CellCounts(*(frozen(np.asarray(part)) for part in value)))


def renumbered(snapshot: Any, order: IntArray) -> dict[str, Any]:
    """Give what a snapshot counts, by name, where old cluster ``order[new]`` is called ``new``."""
    k, new = len(order), np.argsort(order)
    ways = new[np.arange(k * k) // k] * k + new[np.arange(k * k) % k]
    return {
        "counts": frozen(snapshot.counts[order]),
        "cells": _renumbered(snapshot.cells, new),
        "ways": None if snapshot.ways is None else frozen(snapshot.ways[np.ix_(order, order)]),
        "moved": _renumbered(snapshot.moved, ways),
    }


def _renumbered(counts: CellCounts | None, new: IntArray) -> CellCounts | None:
    """Give counts by cell with other numbers of clusters, or of ways."""
    if counts is None:
        return None
    return CellCounts.of(counts.cell, new[counts.cluster], counts.count, len(new))


@dataclass(frozen=True, slots=True, kw_only=True, eq=False, repr=False)
class SurveySnapshot(Snapshot):
    """What was counted before the run: how many rows are in each cell.

    Attributes
    ----------
    low, high : ndarray of shape (2,)
        The corners of the grid, in the view's units.
    columns, rows : int
        How many cells it has across and upwards.
    cells : ndarray of shape (m,), int32
        The cells that have rows, ascending.
    totals : ndarray of shape (m,), int64
        How many rows are in each of them.
    noun : (str, str)
        What one row is called and what many are.
    """

    low: FloatArray
    high: FloatArray
    columns: int
    rows: int
    cells: NDArray[np.int32]
    totals: NDArray[np.int64]
    noun: tuple[str, str]

    def __post_init__(self) -> None:
        one, many = self.noun
        object.__setattr__(self, "noun", (str(one), str(many)))
