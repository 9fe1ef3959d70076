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


def own_gaps(
    points: FloatArray, places: FloatArray, owners: IntArray, away: FloatArray, gaps: FloatArray
) -> FloatArray:
    """Fill in the gap of each point to its own centroid, by the same operations.

    Parameters
    ----------
    points : ndarray of shape (d, m), or (d, 1, m) for several runs
    places : ndarray of shape (d, k)
        Of several runs, all that they have.
    owners : ndarray of shape (m,), or (runs, m)
        Where each point's centroid is among them.
    away, gaps : ndarray of shape (d, m) and (m,), or (d, runs, m) and (runs, m)
        What is written to; gaps are given back.
    """
    places.take(owners, axis=1, out=away, mode="clip")
    np.subtract(points, away, out=away)
    np.multiply(away, away, out=away)
    np.add(away[0], away[1] if len(away) > 1 else 0.0, out=gaps)
    for column in away[2:]:
        gaps += column
    return gaps


def first_least(gaps: FloatArray) -> IntArray:
    """Give the number of the nearest centroid by gaps of shape (k, m), of equally near ones the lowest.

    It is what ``argmin`` gives, which goes through the columns one by one: of some hundred this is quicker.
    """
    k = len(gaps)
    descending = np.arange(k, 0, -1, dtype=np.min_scalar_type(k))[:, np.newaxis]
    is_least = (gaps == np.minimum.reduce(gaps)).view(np.uint8)
    found: IntArray = k - np.maximum.reduce(is_least * descending).astype(np.intp)
    return found
