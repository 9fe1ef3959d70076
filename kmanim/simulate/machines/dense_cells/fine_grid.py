"""A grid so fine that cells stand for their rows: its side is a power-of-two part of the radius."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Self

import numpy as np
from numpy.typing import NDArray

from kmanim.arrays import FloatArray, IntArray, frozen
from kmanim.data.pieces.source import Source
from kmanim.data.scaling import Scaling
from kmanim.errors import InputError
from kmanim.simulate.machines.passes.counting import Totals
from kmanim.simulate.numerics.chunks import chunks

# A radius has at least so many cells, and more while all of them are no more than plenty; never more than the finest.
COARSEST, FINEST = 8, 64
_PLENTY, MOST_CELLS = 1 << 18, 1 << 24
# So many rows of few columns stay in the processor's cache.
_AT_ONCE = 65_536


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class FineGrid:
    """Square cells in clustered units; a cell's number is ``row * columns + column``, from the lower left.

    Attributes
    ----------
    low : ndarray of shape (d,), float64, read-only
        The lower left corner, one or two columns.
    eps : float
        The radius.
    parts : int
        How many cells make a radius.
    columns, rows : int
        How many cells there are across and upwards.
    """

    low: FloatArray
    eps: float
    parts: int
    columns: int
    rows: int

    @classmethod
    def over(cls, low: FloatArray, high: FloatArray, eps: float) -> Self:
        """Lay cells over all between two corners, in clustered units.

        Raises
        ------
        InputError
            If even the coarsest would be too many; it names a radius that would do.
        """
        if _cells(low, high, eps, COARSEST) > MOST_CELLS:
            raise InputError(
                f"eps={eps:g} needs more than {MOST_CELLS:,} cells of eps/{COARSEST} on rows in pieces; "
                f"eps={_least_eps(low, high):g} or more would do"
            )
        parts = COARSEST
        while parts < FINEST and _cells(low, high, eps, 2 * parts) <= _PLENTY:
            parts *= 2
        columns, *rest = (int(count) for count in _counts(low, high, eps / parts))
        return cls(low=frozen(low), eps=eps, parts=parts, columns=columns, rows=rest[0] if rest else 1)

    @property
    def n_cells(self) -> int:
        """How many cells there are."""
        return self.columns * self.rows

    @property
    def side(self) -> float:
        """How wide a cell is; dividing by a power of two rounds nothing."""
        return self.eps / self.parts

    def codes(self, values: FloatArray) -> IntArray:
        """Tell in which cell each row is; `values` are in clustered units, shape (m, d)."""
        codes = self._places(values[:, 0], 0, self.columns)
        if values.shape[1] > 1:
            codes += self._places(values[:, 1], 1, self.rows) * self.columns
        return codes

    def middles(self, cells: IntArray) -> FloatArray:
        """Give the middles of cells, in clustered units, shape (m, d)."""
        row, column = np.divmod(np.asarray(cells, np.intp), self.columns)
        places = np.column_stack([column, row])[:, : len(self.low)]
        middles: FloatArray = self.low + (places + 0.5) * self.side
        return middles

    def _places(self, numbers: FloatArray, axis: int, cells: int) -> IntArray:
        places: IntArray = ((numbers - self.low[axis]) / self.side).astype(np.intp)
        np.clip(places, 0, cells - 1, out=places)  # of rows that were not there when the ends were looked for
        return places


def count_rows(source: Source, grid: FineGrid, scaling: Scaling, number: int) -> Totals:
    """Count the rows of a piece by cell."""
    rows, counts = source.read(number), np.zeros(grid.n_cells, np.int64)
    for some in chunks(len(rows), _AT_ONCE):
        values = scaling.apply(rows[some].astype(np.float64, copy=False))
        np.add.at(counts, grid.codes(values), 1)
    return Totals(counts)


def _counts(low: FloatArray, high: FloatArray, side: float) -> NDArray[np.float64]:
    """Count the cells along each axis, as real numbers: they may be beyond all integers."""
    with np.errstate(all="ignore"):
        return np.floor((high - low) / side) + 1


def _cells(low: FloatArray, high: FloatArray, eps: float, parts: int) -> float:
    """Count all cells; infinitely many where a radius has no parts."""
    with np.errstate(over="ignore"):
        count = float(_counts(low, high, eps / parts).prod())
    return np.inf if np.isnan(count) else count


def _least_eps(low: FloatArray, high: FloatArray) -> float:
    """Find a short number near the least radius that would do."""
    below, above = 0.0, float((high - low).max()) * COARSEST or 1.0
    for _ in range(60):
        middle = below / 2 + above / 2
        if _cells(low, high, middle, COARSEST) > MOST_CELLS:
            below = middle
        else:
            above = middle
    digit = 10.0 ** (np.floor(np.log10(above)) - 2)
    return float(f"{(np.ceil(above / digit) + 1) * digit:.3g}")
