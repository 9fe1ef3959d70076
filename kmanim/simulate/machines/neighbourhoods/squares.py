"""Squared distances, and the least and the most that they can be between points of two boxes.

All are rounded in the same way: differences, their squares, and the sum of these column by column in order. Each of
these steps, rounded, still never falls when what goes into it grows. So the bounds are bounds of the rounded squares
themselves, to the last bit, whatever the offset or the scale: nothing need be allowed for rounding.
"""

from __future__ import annotations

import numpy as np

from kmanim.arrays import FloatArray


def squares(some: FloatArray, others: FloatArray) -> FloatArray:
    """Give the squared distances of points to others, never expanded.

    Parameters
    ----------
    some, others : ndarrays of shapes (d, ...) that fit each other
        The columns of the points, (d, b, 1) and (d, 1, m), say.

    Returns
    -------
    ndarray of the shape in which they fit, without d
    """
    total: FloatArray = np.subtract(some[0], others[0])
    total *= total
    for mine, theirs in zip(some[1:], others[1:], strict=True):
        difference = mine - theirs
        difference *= difference
        total += difference
    return total


def least_squares(low: FloatArray, high: FloatArray, lows: FloatArray, highs: FloatArray) -> FloatArray:
    """Bound the squares between points of a box and points of others from below: 0 where the boxes meet.

    Parameters
    ----------
    low, high : ndarrays of shape (d,) or (d, b)
        The box, or several: minimum and maximum of each column.
    lows, highs : ndarrays of shape (d, m), or (d, b, m) for several
        The other boxes, m for each.

    Returns
    -------
    ndarray of shape (m,) or (b, m)
    """
    apart = lows - high[..., np.newaxis]
    np.maximum(apart, low[..., np.newaxis] - highs, out=apart)
    return sum_of_squares(np.maximum(apart, 0, out=apart))


def most_squares(low: FloatArray, high: FloatArray, lows: FloatArray, highs: FloatArray) -> FloatArray:
    """Bound the squares between points of a box and points of others from above; see `least_squares`."""
    apart = highs - low[..., np.newaxis]
    return sum_of_squares(np.maximum(apart, high[..., np.newaxis] - lows, out=apart))


def sum_of_squares(differences: FloatArray) -> FloatArray:
    """Add up squares column by column; NumPy's own sum may take the columns in another order."""
    differences *= differences
    total: FloatArray = differences[0]
    for column in differences[1:]:
        total += column
    return total
