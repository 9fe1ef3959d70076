"""What lies within a radius of the middle of a cell: whole discs of cells, in whole numbers.

Cells lie end to end as one line, row after row, with as much empty room behind each row as a disc is wide: so a disc
is a few stretches of that line, one a row of cells, wherever its middle lies.
"""

from __future__ import annotations

from math import isqrt
from typing import Self

import numpy as np
from numpy.typing import NDArray

from kmanim.arrays import IntArray
from kmanim.simulate.machines.dense_cells.fine_grid import FineGrid

Mask = NDArray[np.bool_]


class Reach:
    """Discs around cells that have rows.

    Parameters
    ----------
    grid : FineGrid
    cells : ndarray of shape (m,), ascending
        The cells that have rows.
    square : int
        The square of the radius, in cells, inclusive.
    """

    def __init__(self, grid: FineGrid, cells: IntArray, square: int) -> None:
        radius = isqrt(square)
        up, right = min(radius, grid.rows - 1), min(radius, grid.columns - 1)
        self._width = grid.columns + right
        row, column = np.divmod(cells, grid.columns)
        self.places = (row + up) * self._width + column + right
        self._length = (grid.rows + 2 * up) * self._width + 2 * right + 1
        steps = np.arange(-up, up + 1)
        wide = np.array([min(isqrt(square - step**2), right) for step in range(-up, up + 1)])
        self._first, self._stop = steps * self._width - wide, steps * self._width + wide + 1
        self._number = np.full(self._length, -1, np.int32)
        self._number[self.places] = np.arange(len(cells), dtype=np.int32)

    @classmethod
    def within(cls, grid: FineGrid, cells: IntArray) -> Self:
        """Make discs of the radius itself."""
        return cls(grid, cells, grid.parts**2)

    @classmethod
    def bounds(cls, grid: FineGrid, cells: IntArray) -> tuple[Self, Self]:
        """Make discs of a radius that is smaller, and larger, by the diagonal of a cell.

        Two rows are as much nearer or farther at most than the middles of their cells.
        """
        if len(grid.low) == 1:
            return cls(grid, cells, (grid.parts - 1) ** 2), cls(grid, cells, (grid.parts + 1) ** 2)
        # (parts ± root 2) squared, whole numbers of it; the root of 8 parts squared is never whole
        square, root = grid.parts**2 + 2, isqrt(8 * grid.parts**2)
        return cls(grid, cells, square - root - 1), cls(grid, cells, square + root)

    def sums(self, counts: IntArray) -> NDArray[np.int64]:
        """Add up the counts of all cells in the disc around each, itself included; shape (m,)."""
        before = np.zeros(self._length + 1, np.int64)
        before[self.places + 1] = counts
        np.cumsum(before, out=before)
        found = np.zeros(len(self.places), np.int64)
        for first, stop in zip(self._first, self._stop, strict=True):
            found += before[self.places + stop] - before[self.places + first]
        return found

    def reached(self, some: IntArray, waiting: Mask) -> IntArray:
        """Find those that wait in the discs around some cells; all by number, from 0, ascending."""
        middles = self.places[some]
        first = self._first[:, None] + middles
        stop = self._stop[:, None] + middles
        first[:, 1:] = np.maximum(first[:, 1:], stop[:, :-1])  # the rest of it lies in the disc before
        lengths = (stop - first).ravel()
        ends = np.cumsum(lengths)
        along = np.arange(ends[-1]) + np.repeat(first.ravel() - ends + lengths, lengths)
        numbers = self._number[along]
        numbers = numbers[numbers >= 0]
        return np.unique(numbers[waiting[numbers]]).astype(np.intp)


def kinds(reach: Reach, totals: IntArray, min_samples: int) -> tuple[NDArray[np.int64], Mask, Mask]:
    """Tell how many rows are within the radius of each cell, which are core cells, and which are noise."""
    near = reach.sums(totals)
    core = near >= min_samples
    return near, core, reach.sums(core.astype(np.int64)) == 0
