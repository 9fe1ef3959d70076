"""Rows that are read in pieces and never kept, with all that is needed to talk about them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

import numpy as np

from kmanim.arrays import FloatArray
from kmanim.data.feature import Feature
from kmanim.data.limits import quoted
from kmanim.data.nouns import POINT
from kmanim.data.pieces.engines import Engine
from kmanim.data.pieces.source import Rows, Source, rows_between
from kmanim.data.scaling import Scaling
from kmanim.data.view import View
from kmanim.errors import listed


@dataclass(frozen=True, slots=True, eq=False, kw_only=True, repr=False)
class LargeDataset:
    """Rows in pieces: no `Dataset`, for nothing of them is in memory. `kmanim.load(path, in_pieces=True)` makes one.

    Attributes
    ----------
    name : str
        A short name, for titles and folders.
    features : tuple of Feature, length d
        Names of the columns.
    noun : (str, str)
        What one row is and what many are.
    source : Source
        Where the rows come from, in original units.
    ends : tuple of int
        How many rows there are up to the end of each piece.
    low, high : ndarray of shape (d,), float64, read-only
        The least and the largest value of every column, in original units.
    plane : (ndarray, ndarray)
        The same of the two axes of the view, each of shape (2,).
    scaling : Scaling
        How rows are scaled for clustering.
    view : View
        How they are shown in the plane.
    notes, reading : tuple of str
        As of `Dataset`.
    engine : Engine or None
        Who goes through the rows; None for what is usual here.
    comes_in_pieces : bool
        Of the class: what tells it from whatever is in memory, without importing it.
    """

    comes_in_pieces: ClassVar[bool] = True

    name: str
    features: tuple[Feature, ...]
    noun: tuple[str, str] = POINT
    source: Source
    ends: tuple[int, ...]
    low: FloatArray
    high: FloatArray
    plane: tuple[FloatArray, FloatArray]
    scaling: Scaling
    view: View
    notes: tuple[str, ...] = ()
    reading: tuple[str, ...] = ()
    engine: Engine | None = None

    @property
    def n(self) -> int:
        """Number of rows."""
        return self.ends[-1]

    @property
    def d(self) -> int:
        """Number of clustered columns."""
        return len(self.features)

    @property
    def sizes(self) -> tuple[int, ...]:
        """How many rows each piece has."""
        return tuple(np.diff((0, *self.ends)).tolist())

    @property
    def nbytes(self) -> int:
        """How many bytes are read to go through all rows once."""
        return self.source.nbytes

    def rows(self, first: int, stop: int) -> Rows:
        """Read rows `first` to `stop`, or to the last one, in original units."""
        return rows_between(self.source, self.ends, first, stop)

    def __repr__(self) -> str:
        columns = listed(feature.name for feature in self.features)
        reading = "".join(f"\n  {sentence}" for sentence in self.reading)
        return f"LargeDataset({quoted(self.name)}: {self.n:,} {self.noun[self.n != 1]} by {columns}{reading})"
