"""Distances, exactly as they are written on paper: the terms of the columns added up, and what is made of the sum."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence

import numpy as np

from kmanim.arrays import FloatArray, LabelArray
from kmanim.simulate.numerics.chunks import chunks
from kmanim.simulate.parameters._terms import Metric

Term = Callable[..., FloatArray]


def mismatch(difference: FloatArray, out: FloatArray) -> FloatArray:
    """Count 1 where two categories differ."""
    return np.not_equal(difference, 0, out=out)


class Mixed:
    """Squares of what is numbers, and a weight for each category that differs.

    Z. Huang, "Extensions to the k-means algorithm for clustering large data sets with categorical values", Data Mining
    and Knowledge Discovery 2 (1998).

    Parameters
    ----------
    coded : sequence of bool, length d
        Which columns hold categories.
    gamma : float
        What a category that differs counts.
    """

    def __init__(self, coded: Sequence[bool], gamma: float) -> None:
        self.coded, self.gamma = tuple(coded), gamma

    def __call__(self, differences: FloatArray, out: FloatArray) -> FloatArray:
        """Go through all columns of differences of shape (m, d)."""
        for column in range(len(self.coded)):
            self.column(column)(differences[:, column], out=out[:, column])
        return out

    def column(self, column: int) -> Term:
        """Give the term of one column."""
        return self._weighed if self.coded[column] else np.square

    def _weighed(self, difference: FloatArray, out: FloatArray) -> FloatArray:
        np.not_equal(difference, 0, out=out)
        out *= self.gamma
        return out


TERMS: dict[Metric, Term] = {"euclidean": np.square, "manhattan": np.abs, "mismatch": mismatch}
"""What becomes of a column's difference before the columns are added; `Mixed` has one for each column."""


def _of(term: Term, column: int) -> Term:
    return term.column(column) if isinstance(term, Mixed) else term


def gaps(values: FloatArray, centre: FloatArray, term: Term = np.square) -> FloatArray:
    """Add up the terms of x - c over the columns, in their order: squared Euclidean distances by default.

    Never as |x|^2 - 2xc + |c|^2: far from the origin that loses every digit, and as a matrix product its bits
    change with the processor.

    Parameters
    ----------
    values : ndarray of shape (m, d)
    centre : ndarray of shape (d,)
    term : ufunc or Mixed
        One of `TERMS`, or one for each column.

    Returns
    -------
    ndarray of shape (m,)
        Nearer rows have smaller gaps; see `distances`.
    """
    total = values[:, 0] - centre[0]
    _of(term, 0)(total, out=total)
    for column in range(1, values.shape[1]):
        difference = values[:, column] - centre[column]
        _of(term, column)(difference, out=difference)
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
    """Make distances of gaps; Huang's mixed ones are left squared, as he has them."""
    return np.sqrt(found) if metric == "euclidean" else found
