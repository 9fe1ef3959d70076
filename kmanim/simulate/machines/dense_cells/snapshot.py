"""Moments of DBSCAN on cells: one for all core cells that pass a cluster on together."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from kmanim.arrays import FloatArray, RowArray
from kmanim.simulate.snapshot import Snapshot


@dataclass(frozen=True, slots=True, kw_only=True, eq=False, repr=False)
class FrontierSnapshot(Snapshot):
    """A moment: ``"start"``, ``"begin"`` of a cluster, ``"grow"``, and at last ``"noise"``, what nothing has reached.

    Its labels are those of cells, by their number among those that have rows.

    Attributes
    ----------
    cluster : int or None
        Which cluster has grown.
    looked_at : ndarray or None
        The core cells whose surroundings were looked at, by number, ascending.
    """

    cluster: int | None = None
    looked_at: RowArray | None = None


@dataclass(frozen=True, slots=True, kw_only=True, eq=False, repr=False)
class CellSurvey(Snapshot):
    """What was counted before the run.

    Attributes
    ----------
    low : ndarray of shape (d,)
        The lower left corner of the cells, in clustered units.
    eps : float
        The radius, in clustered units.
    parts, columns, rows : int
        How many cells make a radius; how many there are across and upwards.
    cells : ndarray of shape (m,)
        Which cells have rows, ascending.
    totals : ndarray of shape (m,), int64
        How many rows each of them has.
    near : ndarray of shape (m,), int64
        How many rows are within the radius of the middle of each, its own included.
    unsure : (int, int)
        How many rows would be of another kind (core, border, noise) were eps smaller by a cell's diagonal; and larger.
    clusters : (int, int)
        How many clusters there would be then.
    noun : (str, str)
        What one row is called and what many are.
    """

    low: FloatArray
    eps: float
    parts: int
    columns: int
    rows: int
    cells: RowArray
    totals: NDArray[np.int64]
    near: NDArray[np.int64]
    unsure: tuple[int, int]
    clusters: tuple[int, int]
    noun: tuple[str, str]

    def __post_init__(self) -> None:
        # a file has lists of them
        for name, kind in (("unsure", int), ("clusters", int), ("noun", str)):
            object.__setattr__(self, name, tuple(kind(part) for part in getattr(self, name)))
