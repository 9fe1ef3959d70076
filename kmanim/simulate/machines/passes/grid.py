"""Cells over the plane of a picture, in which rows that are not kept are counted."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from kmanim.arrays import FloatArray, IntArray
from kmanim.data.pieces.source import Rows
from kmanim.data.view import View

COLUMNS, ROWS = 512, 384
# Beyond these, single precision loses what a cell is to infinity or 0.
_WIDEST, _NARROWEST = 1e30, 1e-30


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class Grid:
    """Equal cells between two corners; a cell's number is ``row * columns + column``, from the lower left.

    Attributes
    ----------
    low, high : ndarray of shape (2,), float64, read-only
        The corners, in the view's units: between them lie all rows.
    columns, rows : int
        How many cells there are across and upwards.
    """

    low: FloatArray
    high: FloatArray
    columns: int = COLUMNS
    rows: int = ROWS

    @property
    def n_cells(self) -> int:
        """How many cells there are."""
        return self.columns * self.rows

    @property
    def steps(self) -> FloatArray:
        """How wide and high a cell is, in the view's units, shape (2,)."""
        return (self.high - self.low) / (self.columns, self.rows)

    def codes(self, points: Rows, view: View) -> NDArray[np.int32]:
        """Tell in which cell each row is: by that row alone, whatever stands beside it.

        Parameters
        ----------
        points : ndarray of shape (m, d)
            In original units; in float32 what they are kept in is reckoned in.
        view : View
        """
        shown = view.columns
        if shown is None:
            plane = view.project(points.astype(np.float64, copy=False))
            return self._codes(plane[:, 0], plane[:, 1])
        return self._codes(points[:, shown[0]], points[:, shown[1]] if len(shown) > 1 else None)

    def centres(self, cells: IntArray) -> FloatArray:
        """Give the middle of cells, in the view's units, shape (m, 2)."""
        row, column = np.divmod(np.asarray(cells, np.intp), self.columns)
        return np.asarray(self.low + (np.column_stack([column, row]) + 0.5) * self.steps)

    def middles(self) -> tuple[FloatArray, FloatArray]:
        """Give the middle of each column and of each row, in the view's units."""
        across, upwards = self.steps
        return (
            self.low[0] + (np.arange(self.columns) + 0.5) * across,
            self.low[1] + (np.arange(self.rows) + 0.5) * upwards,
        )

    def _codes(self, x: Rows, y: Rows | None) -> NDArray[np.int32]:
        codes = self._places(x, 0, self.columns)
        if y is not None and self.rows > 1:
            upwards = self._places(y, 1, self.rows)
            upwards *= self.columns
            codes += upwards
        return codes

    def _places(self, numbers: Rows, axis: int, cells: int) -> NDArray[np.int32]:
        low, span = float(self.low[axis]), float(self.high[axis] - self.low[axis])
        if span == 0:
            return np.zeros(len(numbers), np.int32)
        # Single precision will do where it has the corner, as it has if all rows are kept so.
        narrow = numbers.dtype == np.float32 and _NARROWEST < span < _WIDEST and float(np.float32(low)) == low
        kind = np.float32 if narrow else np.float64
        places = np.subtract(numbers, kind(low), dtype=kind)
        places *= kind(cells / span)
        np.minimum(places, kind(cells - 1), out=places)
        return places.astype(np.int32)
