"""Distances, exactly as they are written on paper: the terms of the columns added up, and what is made of the sum."""

from __future__ import annotations

import math
from collections.abc import Callable

import numpy as np

from kmanim.arrays import FloatArray, LabelArray
from kmanim.simulate.chunks import chunks
from kmanim.simulate.terms import Metric

Term = Callable[..., FloatArray]

TERMS: dict[Metric, Term] = {"euclidean": np.square, "manhattan": np.abs}
"""What becomes of a column's difference before the columns are added."""


def gaps(values: FloatArray, centre: FloatArray, term: Term = np.square) -> FloatArray:
    """Add up the terms of x - c over the columns, in their order: squared Euclidean distances by default.

    Never as |x|^2 - 2xc + |c|^2: far from the origin that loses every digit, and as a matrix product its bits
    change with the processor.

    Parameters
    ----------
    values : ndarray of shape (m, d)
    centre : ndarray of shape (d,)
    term : ufunc
        One of `TERMS`.

    Returns
    -------
    ndarray of shape (m,)
        Nearer rows have smaller gaps; see `distances`.
    """
    total = values[:, 0] - centre[0]
    term(total, out=total)
    for column in range(1, values.shape[1]):
        difference = values[:, column] - centre[column]
        term(difference, out=difference)
        total += difference
    return np.asarray(total, np.float64)


def own_gaps(
    values: FloatArray, labels: LabelArray, centres: FloatArray, term: Term = np.square
) -> FloatArray:
    """Gap of every row to the centre of its own cluster, shape (n,)."""
    found = np.empty(len(values))
    for rows in chunks(len(values)):
        difference = centres.take(labels[rows], axis=0)
        np.subtract(values[rows], difference, out=difference)
        term(difference, out=difference)
        total = found[rows]
        total[:] = difference[:, 0]
        for column in difference.T[1:]:
            total += column
    return found


def gap_sum(values: FloatArray, labels: LabelArray, centres: FloatArray, term: Term = np.square) -> float:
    """Sum the gaps of all rows to the centres of their clusters: the inertia, where they are squares.

    They are added in the order in which an assignment adds them, so equal distances have equal sums.
    """
    return math.fsum(
        float(own_gaps(values[rows], labels[rows], centres, term).sum()) for rows in chunks(len(values))
    )


def distances(found: FloatArray, metric: Metric) -> FloatArray:
    """Make distances of gaps."""
    return np.sqrt(found) if metric == "euclidean" else found
