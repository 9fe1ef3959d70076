"""Sums of shares, which are no whole numbers: block by block, and of blocks exactly.

Blocks are counted from the first row of all, see `kmanim.data.pieces.source.aligned`. So a block has the same rows, and
the same sum, whatever the pieces of the source are; and sums of blocks add up without rounding, in any order. To cut
every single number exactly, as k-means does with its rows, would take several times as long as the E step itself.
"""

from __future__ import annotations

import numpy as np

from kmanim.arrays import FloatArray
from kmanim.data.pieces.source import BLOCK
from kmanim.simulate.machines.lloyd.exact_sums import ExactSums

_MOST = float(np.finfo(np.float64).max) / 4


def cut_blocks(sums: FloatArray, bounds: FloatArray, n: int) -> FloatArray:
    """Cut the sums of some blocks into parts that add up exactly.

    Parameters
    ----------
    sums : ndarray of shape (blocks, m)
    bounds : ndarray of shape (m,)
        What one row adds to each of them at most, up or down.
    n : int
        How many rows there are in all pieces.

    Returns
    -------
    ndarray of shape (levels, m)
    """
    with np.errstate(over="ignore"):
        most = np.minimum(2 * BLOCK * bounds, _MOST)  # twice, as sums are rounded
    exact = ExactSums(-(-n // BLOCK), (-most, most))
    found: FloatArray = exact.totals(sums, np.zeros(len(sums), np.uint8), 1)[:, 0]
    return found


def levels_sum(parts: FloatArray) -> FloatArray:
    """Make one number of the parts of each sum, the smallest ones first: shape (m,)."""
    total: FloatArray = parts[-1].copy()
    for part in parts[-2::-1]:
        total += part
    return total
