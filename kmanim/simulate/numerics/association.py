"""How well a column tells clusters apart: 0 where it says nothing of them, 1 where it says all."""

from __future__ import annotations

import numpy as np

from kmanim.arrays import FloatArray, IntArray, LabelArray
from kmanim.simulate.numerics.chunks import chunks


def level_counts(labels: LabelArray, codes: FloatArray, k: int, levels: int) -> IntArray:
    """Count each category in each cluster, shape (k, levels); rows in no cluster are left out."""
    counts = np.zeros(k * levels, np.intp)
    for rows in chunks(len(codes)):
        mine = labels[rows] >= 0
        cells = labels[rows][mine].astype(np.intp) * levels + codes[rows][mine].astype(np.intp)
        counts += np.bincount(cells, minlength=k * levels)
    return counts.reshape(k, levels)


def cramers_v(counts: IntArray) -> float:
    """Give Cramér's V of a table of counts; 0 where one row or one column alone has any.

    Cramér, H. (1946), Mathematical Methods of Statistics, chapter 21. Of a column with two categories its square is
    the share of the variance of a 0/1 column that clusters explain, as that of `correlation_ratio` is for numbers.
    """
    table = counts[counts.sum(axis=1) > 0][:, counts.sum(axis=0) > 0].astype(np.float64)
    fewer = min(table.shape) - 1
    if fewer < 1:
        return 0.0
    n = table.sum()
    expected = table.sum(axis=1, keepdims=True) * table.sum(axis=0, keepdims=True) / n
    return min(1.0, float(np.sqrt(((table - expected) ** 2 / expected).sum() / (n * fewer))))


def correlation_ratio(labels: LabelArray, values: FloatArray, k: int) -> float:
    """Give the root of the share of a column's variance that lies between clusters; 0 where it has none."""
    mine = labels >= 0
    own, column = labels[mine].astype(np.intp), values[mine]
    column = column - column.mean() if column.size else column
    size = float(np.abs(column).max(initial=0.0))
    if not size:
        return 0.0
    column = column / size
    counts = np.bincount(own, minlength=k)
    sums = np.bincount(own, column, minlength=k)
    between = float((sums[counts > 0] ** 2 / counts[counts > 0]).sum())
    return min(1.0, float(np.sqrt(between / float((column**2).sum()))))
