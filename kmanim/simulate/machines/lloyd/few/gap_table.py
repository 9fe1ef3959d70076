"""Gaps of points to centroids, by the textbook's operations, and which is the least."""

from __future__ import annotations

import numpy as np

from kmanim.arrays import FloatArray, IntArray


def measure(points: FloatArray, places: FloatArray, gaps: FloatArray, spare: FloatArray) -> None:
    """Fill gaps of shape (k, m) as in the textbook, from points of shape (d, m) to places of shape (d, k, 1 or m)."""
    np.subtract(points[0], places[0], out=gaps)
    np.multiply(gaps, gaps, out=gaps)
    for column in range(1, len(points)):
        np.subtract(points[column], places[column], out=spare)
        np.multiply(spare, spare, out=spare)
        np.add(gaps, spare, out=gaps)


def first_least(gaps: FloatArray) -> IntArray:
    """Give the number of the nearest centroid by gaps of shape (k, m), of equally near ones the lowest.

    It is what ``argmin`` gives, which goes through the columns one by one: of some hundred this is quicker.
    """
    k = len(gaps)
    descending = np.arange(k, 0, -1, dtype=np.min_scalar_type(k))[:, np.newaxis]
    is_least = (gaps == np.minimum.reduce(gaps)).view(np.uint8)
    found: IntArray = k - np.maximum.reduce(is_least * descending).astype(np.intp)
    return found
