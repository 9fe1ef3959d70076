"""The points sorted into blocks of neighbours, large ones made of small ones, each with the box around it."""

from __future__ import annotations

import itertools
from dataclasses import dataclass
from typing import Any

import numpy as np

from kmanim.arrays import FloatArray
from kmanim.simulate.box import box_of
from kmanim.simulate.chunks import ROWS, chunks
from kmanim.simulate.exact import ExactSums
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
    sides : ndarray of shape (2, d, blocks)
        The low and the high sides of the boxes.
    """

    size: int
    sides: FloatArray

    def __len__(self) -> int:
        return int(self.sides.shape[2])


class Blocks:
    """The points sorted so that neighbours stand together, cut into blocks of several sizes; all runs share them.

    Parameters
    ----------
    values : ndarray of shape (n, d)
        d small: boxes around neighbours say little in many dimensions.
    sizes : tuple of int, default (32, 256, 2048)
        Points a block, each a power of two times the one before, the smallest a power of two from 8.

    Attributes
    ----------
    order : ndarray of shape (n,), unsigned
        Which row stands at each place.
    columns : ndarray of shape (d, blocks, sizes[0])
        The points, sorted, in the smallest blocks. The last of the largest blocks is filled up with copies of
        the last point.
    levels : list of Boxes
        The largest blocks first.
    exact : ExactSums
        That of the values.
    sums : list of ndarrays of shape (d, blocks)
        For each of the levels of `exact` the sums of the parts of the smallest blocks.
    """

    def __init__(self, values: FloatArray, sizes: tuple[int, ...] = SIZES) -> None:
        (n, d), small = values.shape, sizes[0]
        self.exact = ExactSums(n, box_of(values))
        self.order = morton_order(values, enough=_LONG_CELL * small, box=self.exact.box)
        places = -(-n // sizes[-1]) * sizes[-1]
        self.columns = np.empty((d, places // small, small))
        self.sums: list[FloatArray] = []
        sides = np.empty((2, d, places // small))
        for part in chunks(places, max(sizes[-1], ROWS)):
            points = values.take(self.order[part], axis=0)
            blocks = slice(part.start // small, part.stop // small)
            for column, sorted_ in enumerate(self.columns):
                numbers = sorted_.reshape(-1)
                numbers[part.start : part.start + len(points)] = points[:, column]
                numbers[max(n, part.start) : part.stop] = numbers[n - 1]
                sides[0, column, blocks] = _folded(np.minimum, numbers[part], small)
                sides[1, column, blocks] = _folded(np.maximum, numbers[part], small)
                for level, piece in enumerate(self.exact.cut(numbers[part], column)):
                    if level == len(self.sums):
                        self.sums.append(np.zeros((d, places // small)))
                    self.sums[level][column, blocks] = _folded(np.add, piece, small)
        self.exact.settle()
        self.levels = [Boxes(small, sides)]
        for size, larger in itertools.pairwise(sizes):
            low, high = sides
            sides = np.stack(
                [_folded(np.minimum, low, larger // size), _folded(np.maximum, high, larger // size)]
            )
            self.levels.insert(0, Boxes(larger, sides))

    @property
    def places(self) -> int:
        """How many places there are, the copies at the end included."""
        return int(self.columns[0].size)


def _folded(fold: Any, numbers: FloatArray, times: int) -> FloatArray:
    """Choose from every `times` neighbours, a power of two, the least or most, or add them up."""
    while times > 1:
        numbers = fold(numbers[..., ::2], numbers[..., 1::2])
        times //= 2
    return numbers
