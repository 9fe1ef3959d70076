"""Points in an order in which neighbours in the list are neighbours in space."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from kmanim.arrays import FloatArray, IntArray
from kmanim.simulate.box import box_of
from kmanim.simulate.chunks import chunks

_CODE_BITS = 16
_FEW_BITS = 4
_DEPTH = 6


def morton_order(values: FloatArray, enough: int, depth: int = _DEPTH) -> IntArray:
    """Order rows along a Z-shaped curve through all cells of a grid (G. M. Morton, 1966).

    The grid spans the box around the points. Rows of a cell that holds many are ordered again, by a grid of
    their own: so groups that lie far apart are each as well ordered as one alone.

    Parameters
    ----------
    values : ndarray of shape (n, d)
        d at most 16.
    enough : int
        Cells of at most so many points may stay in any order.
    depth : int, default 6
        How many grids may lie within each other.

    Returns
    -------
    ndarray of shape (n,)
        Row numbers.
    """
    n, d = values.shape
    low, high = box_of(values)
    if n <= enough or depth == 0 or np.array_equal(low, high):
        return np.arange(n)
    bits = max(1, min(_CODE_BITS, n.bit_length() - _FEW_BITS) // d)
    spread = _spread(bits, d)
    codes = np.zeros(
        n, np.uint16
    )  # NumPy sorts numbers of this type by counting: three times as fast as others
    for rows in chunks(n):
        for column in np.flatnonzero(high > low).tolist():
            cells = _cells(values[rows, column], low[column], high[column], bits)
            codes[rows] |= spread[cells] << np.uint16(column)
    order = np.argsort(codes, kind="stable")
    counts = np.bincount(codes)
    ends = np.cumsum(counts)
    for code in np.flatnonzero(counts > enough).tolist():
        cell = order[ends[code] - counts[code] : ends[code]]
        cell[:] = cell[morton_order(values.take(cell, axis=0), enough, depth - 1)]
    return order


def _cells(numbers: FloatArray, low: float, high: float, bits: int) -> NDArray[np.uint16]:
    """Give each number its cell, 0 ... 2^bits - 1; what rounding does here only makes the order a little worse."""
    position = numbers - low
    position /= high - low
    position *= 2**bits - 1
    return position.astype(np.uint16)


def _spread(bits: int, gap: int) -> NDArray[np.uint16]:
    """Give every number of so many bits with its bits `gap` places apart."""
    numbers = np.arange(2**bits, dtype=np.uint16)
    spread = np.zeros_like(numbers)
    for bit in range(bits):
        spread |= (numbers >> np.uint16(bit) & np.uint16(1)) << np.uint16(bit * gap)
    return spread
