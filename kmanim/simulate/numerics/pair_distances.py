"""Distances between many rows and many others, in pieces that memory does not notice."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from kmanim.arrays import FloatArray
from kmanim.simulate.numerics.chunks import chunks

_AT_ONCE = 2**18
_IN_CACHE = 2**15


def pair_distances(some: FloatArray, others: FloatArray) -> FloatArray:
    """Give the Euclidean distance of each of b rows to each of m, shape (b, m); differences are never expanded."""
    distances = np.empty((len(some), len(others)))
    _fill(distances, some, others, np.empty_like(distances))
    return distances


def all_distances(values: FloatArray) -> FloatArray:
    """Give the Euclidean distances between all rows, shape (n, n), read-only: 8 bytes each, and no room beside."""
    n = len(values)
    distances = np.empty((n, n))
    columns = np.asfortranarray(values)
    work = np.empty((max(1, _IN_CACHE // max(n, 1)), n))
    for rows in chunks(n, len(work)):
        _fill(distances[rows], columns[rows], columns, work)
    distances.flags.writeable = False  # not by a copy: they may take a gigabyte
    return distances


def _fill(distances: FloatArray, some: FloatArray, others: FloatArray, work: FloatArray) -> None:
    """Write distances of shape (b, m) where there is room for them; the work has room for as many at least."""
    work = work[: len(some)]
    for column, (mine, theirs) in enumerate(zip(some.T, others.T, strict=True)):
        difference = work if column else distances
        np.subtract(mine[:, np.newaxis], theirs, out=difference)
        np.multiply(difference, difference, out=difference)
        if column:
            np.add(distances, difference, out=distances)
    np.sqrt(distances, out=distances)


def pieces(rows: int, others: int) -> Iterator[slice]:
    """Cut 0 ... rows so that the distances of a piece to all others are a few megabytes."""
    return chunks(rows, max(1, _AT_ONCE // others))


def most_central(values: FloatArray) -> int:
    """Find the row, 0-based, with the least sum of distances to all rows of values, shape (m, d).

    Of several the first: sums that differ by no more than rounding count as equal, so that rows in a pattern
    are not chosen between by the last digit.
    """
    sums = np.empty(len(values))
    for rows in pieces(len(values), len(values)):
        sums[rows] = pair_distances(values[rows], values).sum(axis=1)
    return int(np.flatnonzero(sums <= sums.min() * (1 + ROUNDING))[0])


ROUNDING = 1e-12
"""Sums of distances that differ by less than this share are equal."""
