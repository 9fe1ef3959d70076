"""Points in an order in which neighbours in the list are neighbours in space."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from kmanim.arrays import FloatArray
from kmanim.simulate.box import box_of
from kmanim.simulate.chunks import chunks

_CODE_BITS, _HALF_BITS = 32, 16
_CELL_BITS = 16
_FINER = 4
_DEPTH = 6
_STEEPEST = 1e300


def morton_order(
    values: FloatArray, enough: int, box: tuple[FloatArray, FloatArray] | None = None, depth: int = _DEPTH
) -> NDArray[np.uint32]:
    """Order rows along a Z-shaped curve through all cells of a grid (G. M. Morton, 1966).

    The grid spans the box around the points. Rows of a cell that holds many are ordered again, by a grid of
    their own: so groups that lie far apart are each as well ordered as one alone.

    Parameters
    ----------
    values : ndarray of shape (n, d)
        n below 2^32, d at most 32.
    enough : int
        Cells of at most so many points may stay in any order; those of twice as many never do.
    box : (ndarray, ndarray), optional
        Minimum and maximum of each column, if they are at hand.
    depth : int, default 6
        How many grids may lie within each other.

    Returns
    -------
    ndarray of shape (n,)
        Row numbers.
    """
    n, d = values.shape
    low, high = box or box_of(values)
    if n <= enough or depth == 0 or np.array_equal(low, high):
        return np.arange(n, dtype=np.uint32)
    bits = max(1, min(_CELL_BITS, _CODE_BITS // d, (n.bit_length() + _FINER) // d))
    spread = [_spread(bits, d) << np.uint32(column) for column in range(d)]
    codes = np.zeros(n, np.uint32)
    for rows in chunks(n):
        for column in np.flatnonzero(high > low).tolist():
            cells = _cells(values[rows, column], low[column], high[column], bits)
            codes[rows] |= spread[column].take(cells)
    order = _order(codes, bits * d)
    looked_at = codes.take(order[::enough])
    crowded = np.unique(looked_at[1:][looked_at[1:] == looked_at[:-1]])
    if crowded.size:
        codes = codes.take(order)
        ends = (np.searchsorted(codes, crowded, side).tolist() for side in ("left", "right"))
        for first, last in zip(*ends, strict=True):
            cell = order[first:last]
            cell[:] = cell[morton_order(values.take(cell, axis=0), enough, depth=depth - 1)]
    return order


def _order(codes: NDArray[np.uint32], bits: int) -> NDArray[np.uint32]:
    """Order codes of so many bits, the lower row first where they are equal.

    Half a code at a time: NumPy sorts numbers of 16 bits by counting, several times as fast as longer ones. The upper
    half comes first, so that what has the same is small enough for the processor's cache.
    """
    if bits <= _HALF_BITS:
        return np.argsort(codes.astype(np.uint16), kind="stable").astype(np.uint32)
    upper = (codes >> np.uint32(_HALF_BITS)).astype(np.min_scalar_type(2 ** (bits - _HALF_BITS) - 1))
    order = np.argsort(upper, kind="stable").astype(np.uint32)
    lower = codes.astype(np.uint16).take(order)
    for first, last in pairwise([0, *np.cumsum(np.bincount(upper)).tolist()]):
        part = order[first:last]
        part[:] = part.take(np.argsort(lower[first:last], kind="stable"))
    return order


def _cells(numbers: FloatArray, low: float, high: float, bits: int) -> NDArray[np.uint16]:
    """Give each number its cell, 0 ... 2^bits - 1; what rounding does here only makes the order a little worse."""
    position = numbers - low
    position *= min((2**bits - 1) / (float(high) - float(low)), _STEEPEST)
    return position.astype(np.uint16)


def _spread(bits: int, gap: int) -> NDArray[np.uint32]:
    """Spread every number of so many bits: its bits `gap` places apart."""
    numbers = np.arange(2**bits, dtype=np.uint32)
    spread = np.zeros_like(numbers)
    for bit in range(bits):
        spread |= (numbers >> np.uint32(bit) & np.uint32(1)) << np.uint32(bit * gap)
    return spread
