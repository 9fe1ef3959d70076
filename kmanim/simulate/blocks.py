"""The points sorted into blocks of neighbours, large ones made of small ones, each with the box around it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np

from kmanim.arrays import FloatArray, IntArray
from kmanim.simulate.chunks import chunks
from kmanim.simulate.morton import morton_order

SIZES = (32, 256, 2048)
_LONG_CELL = 32


@dataclass(frozen=True, slots=True)
class Boxes:
    """The boxes around blocks of one size.

    Attributes
    ----------
    size : int
        Points a block.
    low, high : list of d ndarrays of shape (blocks,)
        The sides of the boxes.
    """

    size: int
    low: list[FloatArray]
    high: list[FloatArray]

    def __len__(self) -> int:
        return len(self.low[0])

    def sides(self, blocks: IntArray) -> tuple[list[FloatArray], list[FloatArray]]:
        """Give `low` and `high` of some blocks."""
        return [side.take(blocks) for side in self.low], [side.take(blocks) for side in self.high]


class Blocks:
    """The points sorted so that neighbours stand together, cut into blocks of several sizes; all runs share them.

    Parameters
    ----------
    values : ndarray of shape (n, d)
        d small: boxes around neighbours say little in many dimensions.
    sizes : tuple of int, default (32, 256, 2048)
        Points a block, each a power of two times the one before, the smallest a power of two from 8.
    box : (ndarray, ndarray), optional
        Minimum and maximum of each column, if they are at hand.

    Attributes
    ----------
    order : ndarray of shape (n,), unsigned
        Which row stands at each place.
    columns : list of d ndarrays of shape (blocks, sizes[0])
        The points, sorted, in the smallest blocks. The last of the largest blocks is filled up with copies of
        the last point.
    levels : list of Boxes
        The largest blocks first.
    """

    def __init__(
        self,
        values: FloatArray,
        sizes: tuple[int, ...] = SIZES,
        box: tuple[FloatArray, FloatArray] | None = None,
    ) -> None:
        n = len(values)
        self.order = morton_order(values, enough=_LONG_CELL * sizes[0], box=box)
        places = -(-n // sizes[-1]) * sizes[-1]
        columns = [np.empty(places) for _ in values.T]
        low, high = ([np.empty(places // sizes[0]) for _ in columns] for _ in range(2))
        for part in chunks(places, max(sizes[-1], 16384)):
            points = values.take(self.order[part], axis=0)
            blocks = slice(part.start // sizes[0], part.stop // sizes[0])
            for column, numbers in enumerate(columns):
                numbers[part.start : part.start + len(points)] = points[:, column]
                numbers[max(n, part.start) : part.stop] = numbers[n - 1]
                low[column][blocks] = _folded(np.minimum, numbers[part], sizes[0])
                high[column][blocks] = _folded(np.maximum, numbers[part], sizes[0])
        self.columns = [column.reshape(-1, sizes[0]) for column in columns]
        self.levels = [Boxes(sizes[0], low, high)]
        for small, large in zip(sizes, sizes[1:], strict=False):
            low = [_folded(np.minimum, side, large // small) for side in low]
            high = [_folded(np.maximum, side, large // small) for side in high]
            self.levels.insert(0, Boxes(large, low, high))

    @property
    def places(self) -> int:
        """How many places there are, the copies at the end included."""
        return self.columns[0].size


def _folded(choose: Any, numbers: FloatArray, times: int) -> FloatArray:
    """Give the least or the most of every `times` neighbours, a power of two, by `np.minimum` or `np.maximum`."""
    while times > 1:
        numbers = choose(numbers[::2], numbers[1::2])
        times //= 2
    return numbers
