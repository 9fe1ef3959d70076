"""The pairs of rows whose messages follow from their similarity: the largest of them, row by row."""

from __future__ import annotations

import numpy as np

from kmanim.arrays import FloatArray, IntArray
from kmanim.simulate.machines.messages.messages import two_largest
from kmanim.simulate.machines.messages.similarities import AT_ONCE
from kmanim.simulate.numerics.chunks import chunks


class FarPairs:
    """All pairs of rows but those that have left.

    Parameters
    ----------
    matrix : ndarray of shape (n, n)
        Similarities.
    left : ndarray of int
        The places in the matrix of the pairs that have left, the diagonal among them.

    Attributes
    ----------
    top, bottom : ndarray of shape (n,)
        The largest and the least similarity of each row; minus and plus infinity where all pairs have left.
    """

    def __init__(self, matrix: FloatArray, left: IntArray) -> None:
        # Minus infinity where a pair has left.
        self._similar = matrix.copy()
        flat = self._similar.reshape(-1)
        flat[left] = np.inf
        self.bottom: FloatArray = self._similar.min(axis=1)
        flat[left] = -np.inf
        self.top: FloatArray = self._similar.max(axis=1)

    def leave(self, rows: IntArray, floors: FloatArray, room: int) -> IntArray:
        """Let go of all pairs of some rows that are at least as similar as the row's floor.

        Parameters
        ----------
        rows : ndarray of int
        floors : ndarray of float
            Finite.
        room : int
            With more pairs than this found it breaks off.

        Returns
        -------
        ndarray of int
            Their places in the flat matrix, in the order of rows.
        """
        n, gone, found = len(self._similar), [], 0
        for part in chunks(len(rows), max(1, AT_ONCE // n)):
            block = self._similar[rows[part]]
            at = np.flatnonzero(block >= floors[part, np.newaxis])
            similar = block.reshape(-1)[at]
            block.reshape(-1)[at] = -np.inf
            self.top[rows[part]] = block.max(axis=1)
            number, column = np.divmod(at, n)
            of = rows[part][number]
            gone.append(of * n + column)
            self._gone(gone[-1], of, similar)
            found += len(at)
            if found > room:
                break
        return np.concatenate(gone)

    def leave_one(self, columns: IntArray) -> IntArray:
        """Let go of one pair of each row, if it has not left yet; give the places of those that had not."""
        n = len(columns)
        places: IntArray = np.arange(0, n * n, n) + columns
        similar = self._similar.reshape(-1)[places]
        rows = np.flatnonzero(similar > -np.inf)
        self._gone(places[rows], rows, similar[rows])
        for part in chunks(len(rows), max(1, AT_ONCE // n)):
            self.top[rows[part]] = self._similar[rows[part]].max(axis=1)
        return places[rows]

    def two_largest(
        self, rows: IntArray, extra: FloatArray, columns: IntArray | None = None
    ) -> tuple[IntArray, FloatArray, FloatArray]:
        """Give for some rows the two largest sums of similarity and what each column has extra.

        Parameters
        ----------
        rows : ndarray of int
        extra : ndarray of shape (n,)
        columns : ndarray of int, optional
            Those that are looked at; all without it.

        Returns
        -------
        best : ndarray of int
            The column of the largest.
        most, second : ndarray of float
        """
        wide = len(self._similar) if columns is None else len(columns)
        best, most, second = np.empty(len(rows), np.intp), np.empty(len(rows)), np.empty(len(rows))
        for part in chunks(len(rows), max(1, AT_ONCE // wide)):
            if columns is None:
                sums = self._similar[rows[part]]
                sums += extra
            else:
                sums = self._similar[rows[part, np.newaxis], columns]
                sums += extra[columns]
            best[part], most[part], second[part] = two_largest(sums)
        return (best if columns is None else columns[best]), most, second

    def sums(self, rows: IntArray, share: float, less: FloatArray, extra: FloatArray) -> FloatArray:
        """Give a share of similarities, less what each row has and with what each column has, in some rows."""
        found = self._similar[rows]
        found *= share
        found -= less[rows, np.newaxis]
        found += extra
        return found

    def _gone(self, places: IntArray, rows: IntArray, similar: FloatArray) -> None:
        """Take pairs out, and look for the bottom anew in rows that have lost it."""
        self._similar.reshape(-1)[places] = -np.inf
        lost = np.unique(rows[similar <= self.bottom[rows]])
        for part in chunks(len(lost), max(1, AT_ONCE // len(self._similar))):
            block = self._similar[lost[part]]
            block[block == -np.inf] = np.inf
            self.bottom[lost[part]] = block.min(axis=1)
