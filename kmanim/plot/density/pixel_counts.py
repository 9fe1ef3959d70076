"""Very many points as a picture of where they lie, kept up to date while points change their colour.

Every point knows its pixel once; then a picture costs what has changed, whatever the number of points. All sums are of
whole numbers, and exact: a picture that was kept up to date is the one that is made from nothing.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from kmanim.arrays import ByteArray, FloatArray, IntArray
from kmanim.plot.axes.places import Places
from kmanim.plot.density.marker_pixels import Spot
from kmanim.plot.density.pixel_sheet import PixelSheet

# From which share of all points on they are counted anew, and up to which share of all pixels sorting is faster.
_MOST, _FEW = 1 / 16, 1 / 128
_AT_ONCE = 1 << 18

Groups = NDArray[np.unsignedinteger]
"""Of every point the number of its colour."""


class PixelCounts(PixelSheet):
    """Points counted on the pixels of a plane, and their picture.

    Parameters
    ----------
    places : Places
        Of all points.
    diameter, scale, colours, paper, room, opaque
        As for `PixelSheet`.

    Attributes
    ----------
    groups : ndarray of shape (n,)
        What every point wears.
    """

    def __init__(
        self,
        places: Places,
        diameter: float,
        scale: float,
        colours: Sequence[str],
        paper: str,
        room: float = 0.0,
        *,
        opaque: bool = False,
    ) -> None:
        super().__init__(places.plane.box, diameter, scale, colours, paper, room, opaque=opaque)
        air_and_scale = (scale, self._spot.bounds, self._air)
        self._cell = places.once(("cells", *air_and_scale), lambda: self._cells(places))
        self.groups: Groups = np.zeros(len(places), np.min_scalar_type(len(colours)))
        size = self._shape[0] * self._shape[1]
        self._begin_with(places.once(("counts", *air_and_scale), lambda: self._counts(size)))

    def _cells(self, places: Places) -> NDArray[np.int32]:
        """Find the corner of pixels that Agg would centre each point's marker on."""
        cells = np.empty(len(places), np.int32)
        high, wide = self._shape
        for rows, piece in places.pieces():
            column = np.floor(piece[:, 0] * self.scale + 0.5) - self._column
            row = np.ceil(piece[:, 1] * self.scale - 0.5) - self._row
            # Nothing lies outside the plane's box; what rounding does there must not spoil the sums.
            reach = self._spot.bounds
            np.clip(column, reach, wide - reach - 1, out=column)
            np.clip(row, reach, high - reach - 1, out=row)
            cells[rows] = row * wide + column
        return cells

    def _counts(self, size: int) -> FloatArray:
        count = np.zeros(size)
        for rows in _pieces(len(self._cell)):
            count += np.bincount(self._cell[rows], minlength=size)
        return count

    # What points wear

    def show(self, groups: Groups) -> None:
        """Let every point wear its colour, by its number; those that wear it already cost little."""
        rows = np.flatnonzero(groups != self.groups)
        if rows.size > _MOST * len(groups):
            self._begin(groups)
        elif rows.size:
            self.move(rows, groups[rows])

    def move(self, rows: IntArray, groups: Groups) -> None:
        """Let some points, each named once, change to other colours; `groups` of shape (m,)."""
        cells = self._cell[rows]
        way = self.groups[rows] * np.intp(len(self._table)) + groups
        self.groups[rows] = groups
        size = self._ink.size
        change = (self._table[None] - self._table[:, None]).reshape(-1, 3).T
        if cells.size < _FEW * size:
            where, which = np.unique(cells, return_inverse=True)
            changes = [np.bincount(which, of[way], len(where)) for of in change]
        else:
            where = np.flatnonzero(np.bincount(cells, minlength=size)).astype(np.int32)
            changes = [np.bincount(cells, of[way], size)[where] for of in change]
        stale = self._changing()
        step = np.column_stack(changes)
        for up, right, ink in zip(*self._spot[:3], strict=True):
            there = where + (up * self._shape[1] + right)
            self._mix[there] += step * float(ink)
            stale[there] = True

    def _begin(self, groups: Groups) -> None:
        """Add everything up anew."""
        self.groups[:] = groups
        size = self._ink.size
        for channel in range(3):
            total = np.zeros(size)
            for rows in _pieces(len(groups)):
                total += np.bincount(self._cell[rows], self._table[groups[rows], channel], size)
            self._mix[:, channel] = self._spread(total)
        self._changing()[:] = True

    # Marks on it

    def marked(self, rows: IntArray, spot: Spot) -> ByteArray:
        """Put a mark on some points: how much of every pixel is under one, at most, shape (h, w), bottom row first."""
        return self._under(np.flatnonzero(np.bincount(self._cell[rows], minlength=self._ink.size)), spot)


def _pieces(n: int) -> list[slice]:
    return [slice(start, min(start + _AT_ONCE, n)) for start in range(0, n, _AT_ONCE)]
