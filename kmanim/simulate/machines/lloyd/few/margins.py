"""Nearest centroids of few rows, where only points near a boundary are compared with all."""

from __future__ import annotations

import math

import numpy as np

from kmanim.arrays import FloatArray, IntArray
from kmanim.simulate.machines.lloyd.few.columns import Columns
from kmanim.simulate.machines.lloyd.few.few_rows import FewRows, measure
from kmanim.simulate.numerics.chunks import chunks

# So many gaps at once stay in the processor's cache; no power of two, or they would be in each other's way there.
_NUMBERS = 15_000
# What is lost to rounding, many times over: of a distance, of a sum of moves, and where squares vanish.
_SHARE, _LAST, _TINY = 1e-12, 2.0**-50, 2.0**-500


class Margins(FewRows):
    """One run in which most points are known to stay.

    How far the next nearest centroid was is known from when a point was last compared with all. Since then none has
    come nearer than by all moves together, of each step the longest. While what is left is more than the distance to
    its own centroid, by more than rounding can do, a point keeps its label, and there is no tie. (G. Hamerly, "Making
    k-means even faster", SDM 2010.)

    Parameters
    ----------
    columns : Columns
    k : int
    """

    def __init__(self, columns: Columns, k: int) -> None:
        super().__init__(columns, k)
        d, n = columns.values.shape
        self._share = _SHARE + (d + 3) * _LAST
        self._at_once = min(n, max(1, _NUMBERS // k))
        self._scratch = np.empty((2, self._at_once * k))
        self._away, self._left = np.empty((d, n)), np.empty((2, n))
        self._places: FloatArray = np.empty((d, 0))
        self._moved = 0.0
        # How far centroids may have moved in all before a point has to be compared again.
        self._until = np.full(n, -math.inf)

    def _look_from(self, places: FloatArray) -> None:
        if self._places.size:
            moves = places - self._places
            moves *= moves
            longest = math.sqrt(max(np.add.reduce(moves).tolist()))
            self._moved += longest * (1 + self._share) + self._moved * _LAST + _TINY
        self._places = places
        away, gaps = self._away, self._gaps
        places.take(self._own, axis=1, out=away, mode="clip")
        np.subtract(self._columns.values, away, out=away)
        np.multiply(away, away, out=away)
        np.add(away[0], away[1] if len(away) > 1 else 0.0, out=gaps)
        for column in away[2:]:
            gaps += column

    def _nearer(self) -> tuple[IntArray, IntArray]:
        left, size = self._left
        np.subtract(self._until, self._moved, out=left)
        np.multiply(left, np.abs(left, out=size), out=left)  # a square that is negative where nothing is left
        rows = (left <= self._gaps).nonzero()[0]
        if rows.size == left.size:
            self._moved = 0.0
        if rows.size <= self._at_once:
            return self._compare(rows)
        found = [self._compare(rows[some]) for some in chunks(rows.size, self._at_once)]
        switched, labels = map(np.concatenate, zip(*found, strict=True))
        return switched, labels

    def _compare(self, rows: IntArray) -> tuple[IntArray, IntArray]:
        """Compare some points with all centroids."""
        size = self._k * rows.size
        flat, spare = self._scratch[0, :size], self._scratch[1, :size]
        table = flat.reshape(self._k, -1)
        measure(self._columns.values.take(rows, axis=1), self._places, table, spare.reshape(self._k, -1))
        own = self._own.take(rows)
        own *= rows.size
        own += self._numbers[: rows.size]
        flat[own] = math.inf
        others = np.minimum.reduce(table)
        switched, labels = self._closer(rows, self._gaps.take(rows), others, table)
        until = np.sqrt(others, out=others)
        until *= 1 - 2 * self._share
        until += self._moved - _TINY
        self._until[rows] = until
        self._until[switched] = -math.inf  # of these it is not known
        return switched, labels
