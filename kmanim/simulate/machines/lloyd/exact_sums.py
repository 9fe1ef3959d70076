"""Sums of many rows without any rounding, so that no order of adding matters."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray

from kmanim.arrays import FloatArray, IntArray, LabelArray
from kmanim.simulate.numerics.bounding_box import box_of
from kmanim.simulate.numerics.chunks import ROWS, chunks

_DIGITS = 52
_LOWEST_BIT = -1074
_MOST_BITS = 50
# So many sums a cluster by turns: a processor waits for one sum before it can add to it again.
_LANES = 4


class ExactSums:
    """Sums of rows by cluster, exact, and means that are right to the last digit.

    Every number is cut into parts. Each is a whole multiple of its level's unit, and so short that the sum of
    all n parts of a level still fits the 53 bits of a float: adding them is adding whole numbers, which floats
    do without error in any order, and taking some away again is as exact. So it does not matter whether a sum
    was made from all rows or from an earlier one and the rows that switched since. (After J. Demmel and H. D.
    Nguyen, "Fast reproducible floating-point summation", ARITH 2013.)

    Parameters
    ----------
    n : int
        How many rows there are.
    box : (ndarray, ndarray)
        Minimum and maximum of each column, both of shape (d,).

    Attributes
    ----------
    box : (ndarray, ndarray)
    """

    def __init__(self, n: int, box: tuple[FloatArray, FloatArray]) -> None:
        low, high = self.box = box
        exponents = np.frexp(np.maximum(-low, high))[1]
        bits = min(_MOST_BITS, _DIGITS - n.bit_length())
        most = 1 + (int(exponents.max()) - _LOWEST_BIT) // bits
        # A number plus its level's catcher is rounded to a multiple of the level's unit.
        self._catchers = np.ldexp(1.5, exponents - bits * np.arange(1, most + 1)[:, np.newaxis] + _DIGITS)
        self._n = n
        self._needed = [1] * len(low)
        self._is_settled = False

    @classmethod
    def of(cls, values: FloatArray) -> ExactSums:
        """Make ready for all rows of values, shape (n, d)."""
        return cls(len(values), box_of(values))

    @cached_property
    def _lane(self) -> IntArray:
        return np.arange(min(self._n, ROWS)) % _LANES

    @property
    def levels(self) -> int:
        """The number of parts that leaves nothing of any number that was cut so far.

        It is 2 or 3, unless some numbers are smaller than others by many powers of ten.
        """
        return max(self._needed)

    def cut(self, numbers: FloatArray, column: int) -> Iterator[FloatArray]:
        """Cut numbers of one column into their parts, one for each level, with as many levels as the column needs.

        Different columns may be cut at the same time.
        """
        for level, catcher in enumerate(self._catchers[:, column], start=1):
            part: FloatArray = numbers + catcher
            part -= catcher
            yield part
            if level == self._needed[column] and self._is_settled:
                return
            numbers = numbers - part
            if level == self._needed[column]:
                if not numbers.any():
                    return
                self._needed[column] += 1

    def parts(self, columns: FloatArray) -> list[FloatArray]:
        """Cut all rows, given column by column as an array of shape (d, n): an array of this shape for each level."""
        parts, rest = [], columns
        for catcher in self._catchers:
            part = rest + catcher[:, np.newaxis]
            part -= catcher[:, np.newaxis]
            parts.append(part)
            rest = rest - part
            if not rest.any():
                break
        self._needed = [len(parts)] * len(columns)
        self.settle()
        return parts

    def settle(self) -> None:
        """Look for no more levels, since all rows have been cut."""
        self._is_settled = True

    def totals(self, values: FloatArray, labels: LabelArray, k: int) -> FloatArray:
        """Add up rows by cluster.

        Parameters
        ----------
        values : ndarray of shape (m, d)
            All rows, or, after that, any of them.
        labels : ndarray of shape (m,)
        k : int

        Returns
        -------
        ndarray of shape (levels, k, d)
            The sums of the parts; differences and sums of such arrays are exact, too.
        """
        d = values.shape[1]
        totals = [np.zeros((d, k * _LANES)) for _ in range(self.levels)]
        for rows in chunks(len(values)):
            owners = labels[rows].astype(np.intp)  # once here, or each count below does it again
            owners *= _LANES
            owners += self._lane[: len(owners)]
            for column in range(d):
                for level, part in enumerate(self.cut(np.ascontiguousarray(values[rows, column]), column)):
                    if level == len(totals):
                        totals.append(np.zeros((d, k * _LANES)))
                    totals[level][column] += np.bincount(owners, weights=part, minlength=k * _LANES)
        if len(values) == self._n:
            self.settle()
        found: FloatArray = np.array(totals).reshape(-1, d, k, _LANES).sum(axis=3).swapaxes(1, 2)
        return found

    def means(self, totals: FloatArray, counts: NDArray[Any], otherwise: FloatArray) -> FloatArray:
        """Divide totals of shape (levels, k, d) by counts of shape (k,); `otherwise` where there are no rows.

        What the first quotient leaves of the totals is divided once more: so the mean of rows that are all
        one place is that place.

        Returns
        -------
        ndarray of shape (k, d)
        """
        members = np.broadcast_to(counts.astype(np.float64), (totals.shape[2], len(counts)))
        return self.means_by_column(
            totals.swapaxes(1, 2), members, otherwise.T, self._catchers[:, :, np.newaxis]
        ).T

    def means_by_column(
        self, totals: FloatArray, counts: FloatArray, otherwise: FloatArray, catchers: FloatArray
    ) -> FloatArray:
        """Do the same with totals and catchers of shape (levels, d, k), counts and places of shape (d, k).

        On few rows a step is mostly calls, and takes fewer so; those of arrays of one shape are the shortest.
        """
        is_whole = np.count_nonzero(counts) == counts.size
        members = counts if is_whole else np.maximum(counts, 1.0)
        means: FloatArray = sum(totals[1:], totals[0]) / members
        rest = _around(means, totals, members, catchers)
        rest /= members
        means += rest
        return means if is_whole else np.where(counts > 0, means, otherwise)

    def catchers(self, k: int) -> FloatArray:
        """Give what cuts places, as `means_by_column` takes it."""
        return np.repeat(self._catchers[: self.levels, :, np.newaxis], k, axis=2)

    def around(self, places: FloatArray, totals: FloatArray, counts: NDArray[Any]) -> FloatArray:
        """Sum x - place over the rows of each cluster, shape (k, d), for places near the means."""
        members = np.broadcast_to(counts.astype(np.float64), places.T.shape)
        return _around(places.T, totals.swapaxes(1, 2), members, self._catchers[:, :, np.newaxis]).T


def _around(places: FloatArray, totals: FloatArray, members: FloatArray, catchers: FloatArray) -> FloatArray:
    parts, rest = [], places
    for total, catcher in zip(totals, catchers, strict=False):
        part = rest + catcher
        part -= catcher
        rest = rest - part
        part *= members
        parts.append(np.subtract(total, part, out=part))
    left: FloatArray = parts[0]
    for part in parts[1:]:
        left += part
    rest *= members
    left -= rest
    return left
