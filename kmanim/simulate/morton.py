"""Points in an order in which neighbours in the list are neighbours in space."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from kmanim.arrays import FloatArray, IntArray
from kmanim.simulate.box import box_of
from kmanim.simulate.chunks import chunks

_CODE_BITS = 64
_MOST_BITS = 16
_DEPTH = 4


def morton_order(values: FloatArray, enough: int, depth: int = _DEPTH) -> IntArray:
    """Order rows along a Z-shaped curve through all cells of a grid (G. M. Morton, 1966).

    The grid spans the box around the points. Where groups lie so far apart that a group is one cell, the rows
    of that cell are ordered again by a grid of their own.

    Parameters
    ----------
    values : ndarray of shape (n, d)
        d at most 8.
    enough : int
        Cells of at most so many points may stay in any order.
    depth : int, default 4
        How many grids may be laid within each other.

    Returns
    -------
    ndarray of shape (n,)
        Row numbers; within a cell they ascend.
    """
    n, d = values.shape
    index_bits = n.bit_length()
    bits = min(_MOST_BITS, (_CODE_BITS - index_bits) // d)
    low, high = box_of(values)
    if np.array_equal(low, high):
        return np.arange(n)
    keys = np.empty(n, np.uint64)
    spread = _spread(bits, d)
    for rows in chunks(n):
        code = np.zeros(rows.stop - rows.start, np.uint64)
        for column in np.flatnonzero(high > low):
            cells = _cells(values[rows, column], low[column], high[column], bits)
            code |= spread[cells] << np.uint64(column)
        # the row number below its code: sorting whole numbers is twice as fast as sorting row numbers by them
        keys[rows] = code << np.uint64(index_bits) | np.arange(rows.start, rows.stop, dtype=np.uint64)
    keys.sort()
    order = np.empty(n, np.intp)
    for places in chunks(n):
        order[places] = keys[places] & np.uint64((1 << index_bits) - 1)
    if depth > 1:
        keys >>= np.uint64(index_bits)
        for first, last in _long_runs(keys, enough):
            cell = order[first:last]
            cell[:] = cell[morton_order(values[cell], enough, depth - 1)]
    return order


def _cells(numbers: FloatArray, low: float, high: float, bits: int) -> NDArray[np.uint16]:
    """Give each number its cell, 0 ... 2^bits - 1; what rounding does here only makes the order a little worse."""
    position = numbers - low
    position /= high - low
    position *= 2**bits - 1
    return position.astype(np.uint16)


def _spread(bits: int, gap: int) -> NDArray[np.uint64]:
    """Give every number of so many bits with its bits `gap` places apart."""
    numbers = np.arange(2**bits, dtype=np.uint64)
    spread = np.zeros_like(numbers)
    for bit in range(bits):
        spread |= (numbers >> np.uint64(bit) & np.uint64(1)) << np.uint64(bit * gap)
    return spread


def _long_runs(keys: NDArray[np.uint64], length: int) -> list[tuple[int, int]]:
    """Find where sorted keys are equal for more than `length` places, as (first, last + 1)."""
    long = keys[length:] == keys[:-length]
    if not long.any():
        return []
    edges = np.flatnonzero(np.diff(long, prepend=False, append=False))
    inside = edges.reshape(-1, 2)
    starts = [int(first) for first, _ in inside]
    return [(first, int(np.searchsorted(keys, keys[first], side="right"))) for first in starts]
