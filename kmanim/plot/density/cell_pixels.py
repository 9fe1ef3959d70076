"""Rows counted in the cells of a grid as a picture of where they lie, however many they are.

Each cell lays its rows on the pixels that it covers, by area: so no stripes come of cells and pixels that do not
fit. The shares are whole 256ths, so that all sums are exact, and the picture the same whoever adds them up.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from kmanim.arrays import ByteArray, FloatArray, IntArray
from kmanim.plot.axes.plane import Plane
from kmanim.plot.density.marker_pixels import Spot
from kmanim.plot.density.pixel_sheet import PixelSheet
from kmanim.simulate.machines.passes.grid import Grid

_PARTS = 256.0


class CellPixels(PixelSheet):
    """Cells of rows on the pixels of a plane, and their picture.

    Parameters
    ----------
    grid : Grid
        The cells.
    plane : Plane
        Where they lie.
    totals : ndarray of shape (cells,)
        How many rows each holds.
    diameter, scale, colours, paper, room, opaque
        As for `PixelSheet`.
    """

    def __init__(
        self,
        grid: Grid,
        plane: Plane,
        totals: IntArray,
        diameter: float,
        scale: float,
        colours: Sequence[str],
        paper: str,
        room: float = 0.0,
        *,
        opaque: bool = False,
    ) -> None:
        super().__init__(plane.box, diameter, scale, colours, paper, room, opaque=opaque)
        self._cells = grid.rows, grid.columns
        ends = plane.to_px(np.array([grid.low, grid.high])) * scale - (self._column, self._row)
        self._up, self._across = (
            _Axis(np.linspace(ends[0, axis], ends[1, axis], count + 1), pixels)
            for axis, count, pixels in ((1, grid.rows, self._shape[0]), (0, grid.columns, self._shape[1]))
        )
        self._begin_with(self._laid(totals.astype(np.float64)))

    def show(self, cells: IntArray, groups: IntArray, counts: IntArray) -> None:
        """Let so many rows of cells wear the colours of groups, by their numbers; a cell may have several."""
        size = self._cells[0] * self._cells[1]
        for channel in range(3):
            total = np.bincount(cells, counts * self._table[groups, channel], size).astype(np.float64)
            self._mix[:, channel] = self._spread(self._laid(total))
        self._changing()[:] = True

    def marked(self, cells: IntArray, spot: Spot) -> ByteArray:
        """Put a mark on some cells: how much of every pixel is under one, at most, shape (h, w), bottom row first."""
        there = np.zeros(self._cells, np.bool_)
        there.ravel()[cells] = True
        return self._under(np.flatnonzero(self._across.marked(self._up.marked(there).T).T), spot)

    def _laid(self, counts: FloatArray) -> FloatArray:
        """Share counts of shape (cells,) out to the corners of pixels, shape (h * w,)."""
        return self._across.shared(self._up.shared(counts.reshape(self._cells)).T).T.ravel()


class _Axis:
    """The cells along one axis, and the corners of pixels.

    Parameters
    ----------
    edges : ndarray of shape (cells + 1,)
        Of the cells, in pixels from the first corner.
    pixels : int
        How many corners there are.
    """

    def __init__(self, edges: FloatArray, pixels: int) -> None:
        between = np.arange(-0.5, pixels)  # what lies nearest to a corner is its own
        self._cell, inside = _cell_at(edges, between)
        self._part = np.rint(inside * _PARTS)[:, None] / _PARTS
        self._cell_of_corner, inside = _cell_at(edges, between[:-1] + 0.5)
        self._within = ((inside > 0) & (inside < 1))[:, None]
        middles = np.rint((edges[:-1] + edges[1:]) / 2).astype(np.intp)
        self._corner_of_cell = np.clip(middles, 0, pixels - 1)

    def shared(self, counts: FloatArray) -> FloatArray:
        """Share counts of shape (cells, m) out by the part of each cell that is nearest to a corner: (pixels, m)."""
        before = np.zeros((len(counts) + 1, counts.shape[1]))
        np.cumsum(counts, axis=0, out=before[1:])
        shared: FloatArray = np.diff(before[self._cell] + counts[self._cell] * self._part, axis=0)
        return shared

    def marked(self, there: NDArray[np.bool_]) -> NDArray[np.bool_]:
        """Say where marks on cells of shape (cells, m) stand: on the corner nearest to the middle, and all within."""
        found = there[self._cell_of_corner] & self._within
        np.logical_or.at(found, self._corner_of_cell, there)
        return found


def _cell_at(edges: FloatArray, places: FloatArray) -> tuple[IntArray, FloatArray]:
    """Find the cell that each place lies in, and how far: 0 to 1; outside all of them the end of the nearest one."""
    cells = np.clip(np.searchsorted(edges, places, "right") - 1, 0, len(edges) - 2)
    wide = edges[cells + 1] - edges[cells]
    # Where all rows lie on one line, cells have no width.
    beyond = (places >= edges[cells]).astype(np.float64)
    return cells, np.clip(np.divide(places - edges[cells], wide, out=beyond, where=wide > 0), 0.0, 1.0)
