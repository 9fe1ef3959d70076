"""What must be known of all rows before the first E step: how many are in each cell, their mean and their spread."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Self

import numpy as np
from numpy.typing import NDArray

from kmanim.arrays import FloatArray
from kmanim.data.pieces.source import BLOCK, Source
from kmanim.simulate.machines.mixture_passes.block_sums import cut_blocks, levels_sum
from kmanim.simulate.machines.mixtures.units import Units, unit_of
from kmanim.simulate.machines.passes.counting import Frame, coded, levels_added, values_of
from kmanim.simulate.numerics.chunks import chunks


@dataclass(frozen=True, slots=True, eq=False)
class Measured:
    """How many rows are in each cell, shape (cells,), and the exact sums of their columns, shape (levels, 1, d)."""

    counts: NDArray[np.int64]
    totals: FloatArray

    def __add__(self, other: Self, /) -> Measured:
        return Measured(self.counts + other.counts, levels_added(self.totals, other.totals))


@dataclass(frozen=True, slots=True, eq=False)
class Products:
    """The sums of squares and products about a place, shape (levels, d * d)."""

    totals: FloatArray

    def __add__(self, other: Self, /) -> Products:
        return Products(levels_added(self.totals, other.totals))


def measure(source: Source, frame: Frame, number: int) -> Measured:
    """Count the rows of a piece by cell, and sum its columns up."""
    counts, sums = np.zeros(frame.grid.n_cells, np.int64), frame.sums()
    totals = np.zeros((1, 1, len(frame.box[0])))
    for rows, codes in coded(source.read(number), frame):
        np.add.at(counts, codes, 1)
        values = values_of(rows, frame)
        totals = levels_added(totals, sums.totals(values, np.zeros(len(values), np.uint8), 1))
    return Measured(counts, totals)


def multiply(source: Source, frame: Frame, centre: FloatArray, number: int) -> Products:
    """Sum squares and products of the rows of an aligned piece about a place."""
    piece, found = source.read(number), []
    for block in chunks(len(piece), BLOCK):
        away = values_of(piece[block], frame).T - centre[:, np.newaxis]
        found.append((away @ away.T).ravel())
    far = _farthest(frame, centre)
    return Products(cut_blocks(np.array(found), np.outer(far, far).ravel(), frame.n))


def centre_of(frame: Frame, measured: Measured) -> FloatArray:
    """Give the mean of all rows, right to the last digit, shape (d,)."""
    middle = (frame.box[0] / 2 + frame.box[1] / 2)[np.newaxis]
    means: FloatArray = frame.sums().means(measured.totals, np.array([frame.n]), middle)
    return np.asarray(means[0])


def units_of(frame: Frame, centre: FloatArray, products: Products) -> Units:
    """Choose units near the spread of all rows about their mean."""
    d = len(centre)
    spread = levels_sum(products.totals).reshape(d, d) / frame.n
    constant = frame.box[0] == frame.box[1]
    unit = unit_of(np.sqrt(np.diagonal(spread)), constant)
    return Units(n=frame.n, centre=centre, unit=unit, spread=(spread + spread.T) / 2 / unit / unit[:, None])


def _farthest(frame: Frame, centre: FloatArray) -> FloatArray:
    low, high = frame.box
    return np.maximum(np.abs(low - centre), np.abs(high - centre))
