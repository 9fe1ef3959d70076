"""The cells of a floor: how far apart they are, and how the floor can be turned without changing that."""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import cached_property, lru_cache

import numpy as np

from kmanim.arrays import FloatArray, IntArray, frozen


@dataclass(frozen=True)
class Grid:
    """A floor of cells in rows and columns, counted from 0, row by row.

    Attributes
    ----------
    rows, columns : int
    """

    rows: int
    columns: int

    @property
    def cells(self) -> int:
        """How many cells there are."""
        return self.rows * self.columns

    @cached_property
    def places(self) -> IntArray:
        """Row and column of every cell, shape (cells, 2)."""
        return frozen(np.stack(np.divmod(np.arange(self.cells), self.columns), axis=1))

    @cached_property
    def distances(self) -> FloatArray:
        """How many steps from a cell to a neighbouring one lead from any cell to any other, shape (cells, cells)."""
        apart = np.abs(self.places[:, None] - self.places[None, :]).sum(axis=2)
        return frozen(apart.astype(np.float64))

    @cached_property
    def turnings(self) -> IntArray:
        """The ways to turn and mirror the floor so that it lies on itself: 8 of a square, 4 of another rectangle.

        A row a turning: where the room of each cell goes, shape (turnings, cells). The first changes nothing. Then
        comes each quarter turn to the left followed by its mirror image; a rectangle has half turns alone.
        """
        cells = np.arange(self.cells).reshape(self.rows, self.columns)
        quarters = range(4) if self.rows == self.columns else (0, 2)
        found = []
        for quarter in quarters:
            turned = np.rot90(cells, quarter)
            for one in (turned, np.fliplr(turned)):
                # In cell c of the turned floor stands what stood in cell one[c].
                found.append(np.argsort(one.ravel()))
        return frozen(np.array(found, np.intp))


@lru_cache(maxsize=64)
def grid_for(rooms: int, asked: tuple[int, int] | None = None) -> Grid:
    """Give the floor that was asked for, or the most nearly square one that so many rooms have room on."""
    if asked is not None:
        return Grid(*asked)
    columns = math.isqrt(rooms - 1) + 1 if rooms > 0 else 1
    return Grid(-(-rooms // columns), columns)
