"""The points sorted into blocks of neighbours, large ones made of small ones, each with the box around it."""

from __future__ import annotations

import itertools
from dataclasses import dataclass
from typing import Any

import numpy as np

from kmanim.arrays import FloatArray
from kmanim.simulate.machines.lloyd.exact_sums import ExactSums
from kmanim.simulate.machines.lloyd.morton_order import morton_order
from kmanim.simulate.numerics.bounding_box import box_of
from kmanim.simulate.numerics.chunks import chunks
from kmanim.simulate.numerics.threads import AT_ONCE, at_once

SIZES = (64, 1024)
_LONG_CELL = 16


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
    sizes : tuple of int, default (64, 1024)
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
    sums : list of lists of ndarrays of shape (blocks,)
        For each column the sums of the parts of the smallest blocks, one array for each level of `exact`.
    """

    def __init__(self, values: FloatArray, sizes: tuple[int, ...] = SIZES) -> None:
        (n, d), small = values.shape, sizes[0]
        self.exact = ExactSums(n, box_of(values))
        self.order = morton_order(values, enough=_LONG_CELL * small, box=self.exact.box)
        places = -(-n // sizes[-1]) * sizes[-1]
        self.columns = np.empty((d, places // small, small))
        self.sums: list[list[FloatArray]] = [[] for _ in range(d)]
        sides = np.empty((2, d, places // small))
        at_once(lambda part: self._sort(values, part, sides), chunks(places, max(sizes[-1], AT_ONCE)))
        at_once(self._sum_up, range(d))
        self.exact.settle()
        self.levels = [Boxes(small, sides)]
        for size, larger in itertools.pairwise(sizes):
            low, high = sides
            sides = np.stack(
                [_folded(np.minimum, low, larger // size), _folded(np.maximum, high, larger // size)]
            )
            self.levels.insert(0, Boxes(larger, sides))

    def _sort(self, values: FloatArray, part: slice, sides: FloatArray) -> None:
        """Put the points of some large blocks in their places, and find the boxes around the smallest."""
        small = self.columns.shape[2]
        points = values.take(self.order[part], axis=0)
        blocks = slice(part.start // small, part.stop // small)
        for column, sorted_ in enumerate(self.columns):
            numbers = sorted_[blocks].reshape(-1)
            numbers[: len(points)] = points[:, column]
            numbers[len(points) :] = values[self.order[-1], column]
            sides[0, column, blocks] = _folded(np.minimum, numbers, small)
            sides[1, column, blocks] = _folded(np.maximum, numbers, small)

    def _sum_up(self, column: int) -> None:
        """Sum up the parts of the numbers of a column in each of the smallest blocks."""
        numbers, sums = self.columns[column], self.sums[column]
        for blocks in chunks(len(numbers), AT_ONCE // numbers.shape[1]):
            for level, piece in enumerate(self.exact.cut(numbers[blocks].reshape(-1), column)):
                if level == len(sums):
                    sums.append(np.zeros(len(numbers)))
                sums[level][blocks] = _folded(np.add, piece, numbers.shape[1])

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
