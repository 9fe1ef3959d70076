"""Similarities of all pairs of rows, with preferences on the diagonal."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from kmanim.arrays import FloatArray, IntArray
from kmanim.simulate.numerics.chunks import chunks

TIE_BREAK = 1e-9
"""By so much of the spread of similarities each row's preference is below that of the row before it."""
# The spread counts as no more than so many times the preference.
_OF_PREFERENCE = 1e3
# Similarities that differ by less than this share are equal: corners of a regular figure, but for rounding.
_EQUAL = 1e-12
# So many numbers of a matrix are worked on at once.
AT_ONCE = 131_072


@dataclass(frozen=True, slots=True, eq=False)
class Similarities:
    """How similar rows are, and how well each is suited to stand for others.

    Attributes
    ----------
    matrix : ndarray of shape (n, n)
        Minus the squared distance of each pair, symmetric; on the diagonal the preference, lower by a little from
        row to row, so that of rows that would do equally well the first is taken.
    preference : float
        Without that little.
    low, high : float
        The least and the largest similarity of two different rows; 0 where there are no two.
    """

    matrix: FloatArray
    preference: float
    low: float
    high: float

    @property
    def n(self) -> int:
        """How many rows there are."""
        return len(self.matrix)

    @property
    def spread(self) -> float:
        """How far apart the least and the largest similarity are, which is what small differences are small beside.

        It is no more than a thousand times the preference: a single row very far from all others, such as a code for
        what is missing, must not make all that is at stake among them small.
        """
        return _spread(self.low, self.high, self.preference)

    @property
    def are_equal(self) -> bool:
        """Whether all pairs are equally similar, so that messages would never tell rows apart."""
        return self.high - self.low <= _EQUAL * abs(self.low)


def similarities(values: FloatArray, preference: str | float) -> Similarities:
    """Work the similarities of rows of shape (n, d) out by differences, so that an offset of all costs no digits.

    Parameters
    ----------
    values : ndarray of shape (n, d)
        In clustered units.
    preference : {"median", "minimum"} or float
        Of all pairs of different rows, or a number.
    """
    n = len(values)
    matrix = np.zeros((n, n))
    for rows in chunks(n, max(1, AT_ONCE // n)):
        part = matrix[rows]
        for column in values.T:
            difference = column[rows, np.newaxis] - column
            difference *= difference
            part -= difference
    low, high = (float(matrix.min()), _largest_of_pairs(matrix)) if n > 1 else (0.0, 0.0)
    if isinstance(preference, str):
        preference = low if preference == "minimum" else _median_of_pairs(matrix)
    spread = _spread(low, high, float(preference))
    np.fill_diagonal(matrix, preference - TIE_BREAK * spread * np.arange(n))
    return Similarities(matrix, float(preference), low, high)


def similarity_to(values: FloatArray, rows: IntArray) -> FloatArray:
    """Give the similarity of every row to some rows, shape (n, m); 0 of a row to itself."""
    found = np.zeros((len(values), len(rows)))
    for column in values.T:
        difference = column[:, np.newaxis] - column[rows]
        difference *= difference
        found -= difference
    return found


def _spread(low: float, high: float, preference: float) -> float:
    return min(high - low, _OF_PREFERENCE * abs(preference) or high - low)


def _largest_of_pairs(matrix: FloatArray) -> float:
    np.fill_diagonal(matrix, -np.inf)
    high = float(matrix.max())
    np.fill_diagonal(matrix, 0.0)
    return high


def _median_of_pairs(matrix: FloatArray) -> float:
    n = len(matrix)
    if n < 2:
        return 0.0
    pairs = np.empty(n * (n - 1) // 2)
    start = 0
    for row in range(n - 1):
        pairs[start : start + n - 1 - row] = matrix[row, row + 1 :]
        start += n - 1 - row
    return float(np.median(pairs, overwrite_input=True))
