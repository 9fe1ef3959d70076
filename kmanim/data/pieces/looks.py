"""What is known of rows in pieces before anything is done with them: how many there are, their box, their spread."""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import partial
from typing import Self

import numpy as np

from kmanim.arrays import FloatArray, frozen
from kmanim.data.limits import quoted
from kmanim.data.pieces.engines import Engine
from kmanim.data.pieces.source import BLOCK, Rows, Source
from kmanim.data.view import View
from kmanim.errors import InputError

_Wrong = tuple[int, int, int, float]


@dataclass(frozen=True)
class Extent:
    """How many rows some pieces have, between which numbers they lie, and the first number that is none.

    Attributes
    ----------
    sizes : dict
        The number of rows by piece.
    low, high : ndarray of shape (d,)
    wrong : (int, int, int, float) or None
        Piece, row in it, column and value.
    """

    sizes: dict[int, int]
    low: FloatArray
    high: FloatArray
    wrong: _Wrong | None = None

    def __add__(self, other: Self, /) -> Extent:
        wrong = min(
            (found for found in (self.wrong, other.wrong) if found), key=lambda found: found[:3], default=None
        )
        return Extent(
            self.sizes | other.sizes,
            np.minimum(self.low, other.low),
            np.maximum(self.high, other.high),
            wrong,
        )


@dataclass(frozen=True)
class Moments:
    """Sums of y and of the products of its columns, y = x - about, by pieces of always the same rows.

    Attributes
    ----------
    sums : dict
        An array of shape (d + 1, d) by piece: the sums first, then the products.
    """

    sums: dict[int, FloatArray]

    def __add__(self, other: Self, /) -> Moments:
        return Moments(self.sums | other.sums)


def extent_of(source: Source, engine: Engine, view: View | None = None) -> Extent:
    """Look at all rows once; with a view, at their places in its plane."""
    return engine.added(partial(_extent, source, view), source.n_pieces)


def refuse_wrong(found: Extent, names: tuple[str, ...], where: str) -> None:
    """Refuse rows of which one number is none, by its row and column.

    Raises
    ------
    InputError
        If there is one; the row counts from 1.
    """
    if found.wrong is not None:
        piece, row, column, value = found.wrong
        row += sum(size for number, size in found.sizes.items() if number < piece)
        raise InputError(
            f"{where}: column {quoted(names[column])}, row {row + 1:,} is {value}; rows that are read in pieces must "
            "have a finite number in every column"
        )


def moments_of(source: Source, about: FloatArray, n: int, engine: Engine) -> tuple[FloatArray, FloatArray]:
    """Give the mean, shape (d,), and the covariance, shape (d, d), of all n rows.

    Parameters
    ----------
    source : Source
        Aligned, so that the same rows are added up whatever the pieces were.
    about : ndarray of shape (d,)
        What is taken away from each row first; the nearer to the mean, the better.
    n : int
    engine : Engine
    """
    found = engine.added(partial(_moments, source, about), source.n_pieces).sums
    parts = np.array([found[number] for number in sorted(found)])
    sums = np.array([[math.fsum(cell) / n for cell in row] for row in parts.transpose(1, 2, 0).tolist()])
    shift, products = sums[0], sums[1:]
    return about + shift, products - np.outer(shift, shift)


def _extent(source: Source, view: View | None, number: int) -> Extent:
    rows = source.read(number)
    if view is not None:
        ends = [
            _ends(view.project(rows[first : first + BLOCK].astype(np.float64)))
            for first in range(0, len(rows), BLOCK)
        ]
        low = np.min([end[0] for end in ends], axis=0) if ends else np.full(2, np.inf)
        high = np.max([end[1] for end in ends], axis=0) if ends else np.full(2, -np.inf)
        return Extent({number: len(rows)}, low, high)
    low, high = _ends(rows)
    wrong = None
    if len(rows) and not np.isfinite([low, high]).all():
        row, column = (int(place) for place in np.argwhere(~np.isfinite(rows))[0])
        wrong = (number, row, column, float(rows[row, column]))
    return Extent({number: len(rows)}, low, high, wrong)


def _ends(rows: Rows) -> tuple[FloatArray, FloatArray]:
    if not len(rows):
        return np.full(rows.shape[1], np.inf), np.full(rows.shape[1], -np.inf)
    low = np.array([column.min() for column in rows.T], np.float64)
    return low, np.array([column.max() for column in rows.T], np.float64)


def _moments(source: Source, about: FloatArray, number: int) -> Moments:
    rows = source.read(number)
    d = rows.shape[1]
    sums = np.zeros((d + 1, d))
    for first in range(0, len(rows), BLOCK):
        columns = np.subtract(rows[first : first + BLOCK], about).T.copy()
        sums[0] += columns.sum(axis=1)
        for i, column in enumerate(columns):
            for j in range(i + 1):
                sums[1 + i, j] += float((column * columns[j]).sum())
    for i in range(d):
        sums[1 + i, i + 1 :] = sums[i + 2 :, i]
    return Moments({number: frozen(sums)})
