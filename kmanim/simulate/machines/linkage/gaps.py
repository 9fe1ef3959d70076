"""How far rows lie apart, in a form that compares as distances do."""

from __future__ import annotations

from typing import Literal

import numpy as np

from kmanim.arrays import FloatArray

Metric = Literal["euclidean", "manhattan", "chebyshev"]


def gaps(columns: FloatArray, point: FloatArray, metric: Metric) -> FloatArray:
    """Measure one point against m, by differences, the columns taken in their order.

    Parameters
    ----------
    columns : ndarray of shape (d, m)
        The coordinates of m points, column after column, so that each lies in one piece.
    point : ndarray of shape (d,)
    metric : {"euclidean", "manhattan", "chebyshev"}

    Returns
    -------
    ndarray of shape (m,)
        Squares of Euclidean distances, which need no root to be compared and are exact for whole numbers; the
        distances themselves otherwise. See `distances`.
    """
    total: FloatArray | None = None
    for column, coordinate in zip(columns, point, strict=True):
        difference = column - coordinate
        if metric == "euclidean":
            difference *= difference
        else:
            np.abs(difference, out=difference)
        if total is None:
            total = difference
        elif metric == "chebyshev":
            np.maximum(total, difference, out=total)
        else:
            total += difference
    assert total is not None, "a point has a column"
    return total


def distances(found: FloatArray, metric: Metric) -> FloatArray:
    """Make distances of gaps, of any shape."""
    return np.sqrt(found) if metric == "euclidean" else found


def shifted(values: FloatArray) -> FloatArray:
    """Bring columns that lie far from zero near it, without a single rounding.

    Sums of coordinates keep their digits there. Where all numbers of a column lie between one and its double, their
    differences from that one are exact (P. H. Sterbenz, "Floating-point computation", 1974), so that no
    difference of two rows changes; other columns are no further from zero than they are wide.

    Parameters
    ----------
    values : ndarray of shape (n, d)

    Returns
    -------
    ndarray of shape (d, n)
        Column after column, as `gaps` takes them.
    """
    low, high = values.min(axis=0), values.max(axis=0)
    shift = np.where((low > 0) & (high <= 2 * low), low, 0.0)
    shift = np.where((high < 0) & (low >= 2 * high), high, shift)
    return np.ascontiguousarray((values - shift).T)
