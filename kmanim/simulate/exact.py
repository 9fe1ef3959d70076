"""Sums of many rows without any rounding, so that no order of adding matters."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from kmanim.arrays import FloatArray, IntArray, LabelArray
from kmanim.simulate.box import box_of
from kmanim.simulate.chunks import ROWS, chunks

_DIGITS = 52
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
    levels : int
        The number of parts that leaves nothing of any number that was cut so far: 2 or 3, unless there are some
        that are smaller than others by many powers of ten.
    """

    def __init__(self, n: int, box: tuple[FloatArray, FloatArray]) -> None:
        low, high = self.box = box
        self._exponents = np.frexp(np.maximum(-low, high))[1]
        self._bits = min(_MOST_BITS, _DIGITS - n.bit_length())
        self._lane = np.arange(min(n, ROWS)) % _LANES
        self._n = n
        self.levels = 0
        self._is_settled = False
        self._one_more()

    @classmethod
    def of(cls, values: FloatArray) -> ExactSums:
        """Make ready for all rows of values, shape (n, d)."""
        return cls(len(values), box_of(values))

    def cut(self, numbers: FloatArray, column: int) -> Iterator[FloatArray]:
        """Cut numbers of one column into their parts, one for each level, with as many levels as they need."""
        level = 0
        while True:
            part = self._part(numbers, column, level)
            yield part
            level += 1
            if level == self.levels and self._is_settled:
                return
            numbers = numbers - part
            if level == self.levels:
                if not numbers.any():
                    return
                self._one_more()

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
        totals = [np.zeros((k, values.shape[1])) for _ in range(self.levels)]
        for rows in chunks(len(values)):
            owners = labels[rows].astype(np.intp)  # once here, or each count below does it again
            owners *= _LANES
            owners += self._lane[: len(owners)]
            for column in range(values.shape[1]):
                for level, part in enumerate(self.cut(np.ascontiguousarray(values[rows, column]), column)):
                    if level == len(totals):
                        totals.append(np.zeros((k, values.shape[1])))
                    sums = np.bincount(owners, weights=part, minlength=k * _LANES)
                    totals[level][:, column] += sums.reshape(k, _LANES).sum(axis=1)
        if len(values) == self._n:
            self.settle()
        return np.array(totals)

    def means(self, totals: FloatArray, counts: IntArray, otherwise: FloatArray) -> FloatArray:
        """Divide totals of shape (levels, k, d) by counts of shape (k,); `otherwise` where there are no rows.

        What the first quotient leaves of the totals is divided once more: so the mean of rows that are all
        one place is that place.

        Returns
        -------
        ndarray of shape (k, d)
        """
        members = np.maximum(counts, 1)[:, np.newaxis]
        means = totals.sum(axis=0) / members
        means += self.around(means, totals, counts) / members
        return np.where(members == counts[:, np.newaxis], means, otherwise)

    def around(self, places: FloatArray, totals: FloatArray, counts: IntArray) -> FloatArray:
        """Sum x - place over the rows of each cluster, shape (k, d), for places near the means."""
        members = counts[:, np.newaxis]
        left = np.zeros_like(places)
        rest = places
        for total, catcher in zip(totals, self._catchers, strict=True):
            part = (rest + catcher) - catcher
            left += total - members * part
            rest = rest - part
        return left - members * rest

    def _one_more(self) -> None:
        """Add a level. A number plus its catcher is rounded to a multiple of the level's unit."""
        self.levels += 1
        units = self._exponents[np.newaxis] - self._bits * np.arange(1, self.levels + 1)[:, np.newaxis]
        self._catchers = np.ldexp(1.5, units + _DIGITS)

    def _part(self, numbers: FloatArray, column: int, level: int) -> FloatArray:
        """Cut from numbers of one column what is a multiple of a level's unit."""
        catcher = self._catchers[level, column]
        part: FloatArray = numbers + catcher
        part -= catcher
        return part
