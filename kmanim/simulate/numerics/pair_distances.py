"""Distances between many rows and many others, in pieces that memory does not notice."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from kmanim.arrays import FloatArray, frozen
from kmanim.simulate.numerics.chunks import chunks

_AT_ONCE = 2**18


def pair_distances(some: FloatArray, others: FloatArray) -> FloatArray:
    """Give the Euclidean distance of each of b rows to each of m, shape (b, m); differences are never expanded."""
    total = np.zeros((len(some), len(others)))
    for mine, theirs in zip(some.T, others.T, strict=True):
        difference = mine[:, np.newaxis] - theirs
        difference *= difference
        total += difference
    return np.sqrt(total, out=total)


def all_distances(values: FloatArray) -> FloatArray:
    """Give the Euclidean distances between all rows, shape (n, n), read-only: 8 bytes each."""
    distances = np.empty((len(values), len(values)))
    for rows in pieces(len(values), len(values)):
        distances[rows] = pair_distances(values[rows], values)
    return frozen(distances)


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
