"""Modes: the most frequent category of each column, cluster by cluster, and rows to start from."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np

from kmanim.arrays import FloatArray, IntArray, LabelArray
from kmanim.simulate.numerics.chunks import chunks
from kmanim.simulate.numerics.distance import gaps, mismatch


def set_modes(
    centres: FloatArray, values: FloatArray, labels: LabelArray, columns: Iterable[int]
) -> FloatArray:
    """Set the entries of some columns to their clusters' most frequent category.

    Of several that are equally frequent the present one stays, or else the first of the column's levels comes. So an
    entry changes only where that makes the number of mismatches smaller, and a run cannot go round in a circle. A
    cluster without rows keeps its mode.

    Parameters
    ----------
    centres : ndarray of shape (k, d)
        As they are; changed in place.
    values : ndarray of shape (n, d)
    labels : ndarray of shape (n,)
    columns : iterable of int
        Those that hold categories.
    """
    k = len(centres)
    for column in columns:
        counts = _counts(values[:, column], labels, k)
        present = centres[:, column].astype(np.intp)
        stays = counts[np.arange(k), present] == counts.max(axis=1)
        centres[:, column] = np.where(stays, present, counts.argmax(axis=1))
    return centres


def _counts(codes: FloatArray, labels: LabelArray, k: int) -> IntArray:
    """Count each category in each cluster, shape (k, m)."""
    levels = int(codes.max()) + 1
    counts = np.zeros(k * levels, np.intp)
    for rows in chunks(len(codes)):
        cells = labels[rows].astype(np.intp) * levels + codes[rows].astype(np.intp)
        counts += np.bincount(cells, minlength=k * levels)
    return counts.reshape(k, levels)


def cao(values: FloatArray, k: int) -> IntArray:
    """Choose k rows that are frequent and far from each other, shape (k,); nothing is left to chance.

    A row's density is how frequent its categories are, on average. The densest comes first; each next one has the
    largest product of its density and its distance to the nearest so far. Ties go to the first row. F. Cao, J. Liang
    and L. Bai, "A new initialization method for categorical data clustering", Expert Systems with Applications 36
    (2009).
    """
    density = np.zeros(len(values))
    for codes in values.T:
        places = codes.astype(np.intp)
        density += np.bincount(places)[places]
    rows = [int(density.argmax())]
    nearest = np.full(len(values), np.inf)
    while len(rows) < k:
        np.minimum(nearest, gaps(values, values[rows[-1]], mismatch), out=nearest)
        rows.append(int((density * nearest).argmax()))
    return np.array(rows, np.intp)
