"""Points in an order in which neighbours in the list are neighbours in space."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from kmanim.arrays import FloatArray
from kmanim.simulate.numerics.bounding_box import box_of
from kmanim.simulate.numerics.chunks import chunks
from kmanim.simulate.numerics.threads import AT_ONCE, at_once

_CODE_BITS, _ROW_BITS = 32, 32
_LAST_ROW = np.uint64(2**_ROW_BITS - 1)
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
        Row numbers; in a cell that holds no more than enough they ascend.
    """
    n, d = values.shape
    low, high = box or box_of(values)
    if n <= enough or depth == 0 or np.array_equal(low, high):
        return np.arange(n, dtype=np.uint32)
    bits = max(1, min(_CELL_BITS, _CODE_BITS // d, (n.bit_length() + _FINER) // d))
    spread = [_spread(bits, d) << np.uint64(_ROW_BITS + column) for column in range(d)]
    keys = np.arange(n, dtype=np.uint64)

    def put_in(rows: slice) -> None:
        for column in np.flatnonzero(high > low).tolist():
            cells = _cells(values[rows, column], low[column], high[column], bits)
            keys[rows] |= spread[column].take(cells)

    at_once(put_in, chunks(n, AT_ONCE))
    _sort(keys)
    order = keys.astype(np.uint32)
    looked_at = keys[::enough] | _LAST_ROW
    crowded = np.unique(looked_at[1:][looked_at[1:] == looked_at[:-1]])
    firsts, lasts = keys.searchsorted(crowded ^ _LAST_ROW), keys.searchsorted(crowded)
    for first, last in zip(firsts.tolist(), lasts.tolist(), strict=True):
        cell = order[first:last]
        cell[:] = cell[morton_order(values.take(cell, axis=0), enough, depth=depth - 1)]
    return order


def _sort(keys: NDArray[np.uint64]) -> None:
    """Sort in place, many in two halves at the same time."""
    if len(keys) < AT_ONCE:
        keys.sort()
        return
    half = len(keys) // 2
    keys.partition(half)
    at_once(np.ndarray.sort, (keys[:half], keys[half:]))


def _cells(numbers: FloatArray, low: float, high: float, bits: int) -> NDArray[np.uint16]:
    """Give each number its cell, 0 ... 2^bits - 1; what rounding does here only makes the order a little worse."""
    position = numbers - low
    position *= min((2**bits - 1) / (float(high) - float(low)), _STEEPEST)
    return position.astype(np.uint16)


def _spread(bits: int, gap: int) -> NDArray[np.uint64]:
    """Spread every number of so many bits: its bits `gap` places apart."""
    numbers = np.arange(2**bits, dtype=np.uint64)
    spread = np.zeros_like(numbers)
    for bit in range(bits):
        spread |= (numbers >> np.uint64(bit) & np.uint64(1)) << np.uint64(bit * gap)
    return spread
