"""The pairs of rows whose messages are kept one by one."""

from __future__ import annotations

from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

from kmanim.arrays import FloatArray, IntArray

_Scalar = TypeVar("_Scalar", bound=np.generic)


class NearPairs:
    """Pairs in the order of rows, and of columns within a row: what is so of pair number p is in each array at p.

    At first they are the diagonal.

    Parameters
    ----------
    matrix : ndarray of shape (n, n)
        Similarities with preferences on the diagonal.

    Attributes
    ----------
    columns, similarity, responsibility, availability : ndarray of shape (pairs,)
        Of each pair its column, its similarity, and its messages.
    counts, starts : ndarray of shape (n,)
        How many pairs each row has, at least one, and the number of its first.
    in_column : ndarray of shape (n,)
        How many pairs each column has.
    own : ndarray of shape (n,)
        The numbers of the diagonal.
    """

    def __init__(self, matrix: FloatArray) -> None:
        n = len(matrix)
        self.n, self._matrix = n, matrix
        self.restore(np.arange(n) * (n + 1), np.zeros(n), np.zeros(n))

    def __len__(self) -> int:
        return len(self.columns)

    @property
    def places(self) -> IntArray:
        """Where in the flat matrix the pairs are, ascending."""
        return np.repeat(np.arange(0, self.n**2, self.n), self.counts) + self.columns

    def restore(self, places: IntArray, responsibility: FloatArray, availability: FloatArray) -> None:
        """Become the pairs at these places, with these messages."""
        self.responsibility, self.availability = responsibility.copy(), availability.copy()
        self._index(places)

    def add(self, places: IntArray, responsibility: FloatArray, availability: FloatArray) -> None:
        """Take in pairs that were not among them, by their places, ascending, with their messages."""
        old = self.places
        at = np.searchsorted(old, places) + np.arange(len(places))
        stays = np.ones(len(old) + len(places), bool)
        stays[at] = False
        staying = np.flatnonzero(stays)

        def joined(old: NDArray[_Scalar], new: NDArray[_Scalar]) -> NDArray[_Scalar]:
            both = np.empty(len(stays), old.dtype)
            both[staying], both[at] = old, new
            return both

        self.responsibility = joined(self.responsibility, responsibility)
        self.availability = joined(self.availability, availability)
        self._index(joined(old, places))

    def numbers(self, columns: IntArray) -> IntArray:
        """Give for each row the number of its pair with a column that it has."""
        return np.searchsorted(self.places, np.arange(0, self.n**2, self.n) + columns)

    def spread(self, of_rows: FloatArray) -> FloatArray:
        """Give each pair what is so of its row."""
        return np.repeat(of_rows, self.counts)

    def largest(self, of_pairs: FloatArray) -> FloatArray:
        """Give the largest of each row, shape (n,)."""
        found: FloatArray = np.maximum.reduceat(of_pairs, self.starts)
        return found

    def firsts(self, said: NDArray[np.bool_]) -> tuple[IntArray, IntArray]:
        """Of the pairs of which it is said, give the first of each row that has any: its row, and its number."""
        numbers = np.flatnonzero(said)
        rows = np.searchsorted(self.starts, numbers, side="right") - 1
        first = np.flatnonzero(np.diff(rows, prepend=-1))
        return rows[first], numbers[first]

    def _index(self, places: IntArray) -> None:
        """Work out all that follows from places."""
        n = self.n
        self.starts = np.searchsorted(places, np.arange(0, n * n, n))
        self.counts = np.diff(self.starts, append=len(places))
        self.columns = places - np.repeat(np.arange(0, n * n, n), self.counts)
        self.own = np.searchsorted(places, np.arange(0, n * n, n + 1))
        self.in_column = np.bincount(self.columns, minlength=n)
        self.similarity = self._matrix.reshape(-1)[places]
