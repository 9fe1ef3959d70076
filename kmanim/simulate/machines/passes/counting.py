"""What one piece of rows says: how many are where at first, and what switches later. Exact, so that pieces add up."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Self

import numpy as np
from numpy.typing import NDArray

from kmanim.arrays import ByteArray, FloatArray, IntArray, LabelArray
from kmanim.data.pieces.source import Rows, Source
from kmanim.data.scaling import Scaling
from kmanim.data.view import View
from kmanim.simulate.machines.lloyd.exact_sums import ExactSums
from kmanim.simulate.machines.lloyd.textbook import nearest_of
from kmanim.simulate.machines.passes.cell_counts import CellCounts
from kmanim.simulate.machines.passes.grid import Grid
from kmanim.simulate.machines.passes.snapshot import NOT_WHOLE
from kmanim.simulate.numerics.chunks import chunks

# So many rows of few columns stay in the processor's cache.
_AT_ONCE = 65_536


@dataclass(frozen=True, slots=True, eq=False)
class Frame:
    """What is the same in every pass.

    Attributes
    ----------
    n : int
        How many rows there are in all pieces.
    box : (ndarray, ndarray)
        The least and the largest value of each column, in clustered units.
    grid : Grid
    view : View
    scaling : Scaling
    """

    n: int
    box: tuple[FloatArray, FloatArray]
    grid: Grid
    view: View
    scaling: Scaling

    def sums(self) -> ExactSums:
        """Make ready to cut rows: always alike, so that parts of any pieces may be added."""
        return ExactSums(self.n, self.box)

    def gap_sums(self, centroids: FloatArray) -> ExactSums:
        """Make ready to cut squared distances to the centroids."""
        low, high = self.box
        with np.errstate(over="ignore"):
            farthest = np.maximum(np.abs(low - centroids), np.abs(high - centroids)).max(axis=0)
            most = np.minimum(np.square(farthest).sum(keepdims=True) * 2, np.finfo(np.float64).max / 4)
        return ExactSums(self.n, (np.zeros(1), most))


@dataclass(frozen=True, slots=True, eq=False)
class Totals:
    """How many rows are in each cell, shape (cells,)."""

    counts: NDArray[np.int64]

    def __add__(self, other: Self, /) -> Totals:
        return Totals(self.counts + other.counts)


@dataclass(frozen=True, slots=True, eq=False)
class First:
    """What a first assignment says.

    Attributes
    ----------
    totals : ndarray of shape (levels, k, d)
        The exact sums of the clusters.
    mixed : CellCounts
        How many rows each cluster has of the cells that are no one's as a whole.
    gaps : ndarray of shape (levels,)
        The exact sum of the squared distances.
    n : int
        How many rows were looked at.
    """

    totals: FloatArray
    mixed: CellCounts
    gaps: FloatArray
    n: int

    def __add__(self, other: Self, /) -> First:
        return First(
            levels_added(self.totals, other.totals),
            self.mixed.joined(other.mixed, self.totals.shape[1]),
            levels_added(self.gaps, other.gaps),
            self.n + other.n,
        )


@dataclass(frozen=True, slots=True, eq=False)
class Moves:
    """What a later assignment says.

    Attributes
    ----------
    totals : ndarray of shape (levels, k * k, d)
        The exact sums of the rows that switched, by way: ``former * k + now``.
    moved : CellCounts
        How many they are, by cell and way.
    n : int
        How many rows were looked at.
    """

    totals: FloatArray
    moved: CellCounts
    n: int

    def __add__(self, other: Self, /) -> Moves:
        moved = self.moved.joined(other.moved, self.totals.shape[1])
        return Moves(levels_added(self.totals, other.totals), moved, self.n + other.n)


@dataclass(frozen=True, slots=True, eq=False)
class Gaps:
    """The exact sum of squared distances, shape (levels,)."""

    parts: FloatArray

    def __add__(self, other: Self, /) -> Gaps:
        return Gaps(levels_added(self.parts, other.parts))


def count_cells(source: Source, frame: Frame, number: int) -> Totals:
    """Count the rows of a piece by cell."""
    counts = np.zeros(frame.grid.n_cells, np.int64)
    for _, codes in coded(source.read(number), frame):
        np.add.at(counts, codes, 1)
    return Totals(counts)


def count_first(source: Source, frame: Frame, centroids: FloatArray, owners: ByteArray, number: int) -> First:
    """Assign the rows of a piece for the first time; `owners` of the cells are those of `owners_of`."""
    k, sums, gap_sums = len(centroids), frame.sums(), frame.gap_sums(centroids)
    is_mixed, mixed = owners == NOT_WHOLE, list[NDArray[np.int64]]()
    gaps = np.zeros(1)
    totals = np.zeros((1, k, len(frame.box[0])))
    piece = source.read(number)
    for rows, codes in coded(piece, frame):
        values = values_of(rows, frame)
        labels, nearest = assigned(values, centroids)
        some = np.flatnonzero(is_mixed.take(codes))
        mixed.append(codes.take(some).astype(np.int64) * k + labels.take(some))
        totals = levels_added(totals, sums.totals(values, labels, k))
        gaps = levels_added(gaps, _total(gap_sums, nearest))
    return First(totals, CellCounts.of_keys(mixed, k), gaps, len(piece))


def count_moves(
    source: Source,
    frame: Frame,
    before: FloatArray,
    now: FloatArray,
    owners: tuple[ByteArray, ByteArray],
    number: int,
) -> Moves:
    """Find the rows of a piece that are nearest to another centroid now than before.

    Parameters
    ----------
    source, frame, number
        Which piece.
    before, now : ndarray of shape (k, d)
        The centroids.
    owners : (ndarray, ndarray)
        Of each cell, for both, as of `owners_of`. In a cell that was one cluster's and stays so nothing is reckoned.
    """
    k, sums = len(now), frame.sums()
    rests = (owners[0] == owners[1]) & (owners[0] != NOT_WHOLE)
    totals = np.zeros((1, k * k, now.shape[1]))
    moved: list[NDArray[np.int64]] = []
    piece = source.read(number)
    for rows, codes in coded(piece, frame):
        some = np.flatnonzero(~rests.take(codes))
        if not len(some):
            continue
        places, values = codes.take(some), values_of(rows.take(some, axis=0), frame)
        old = _told(values, places, before, owners[0])
        new = _told(values, places, now, owners[1])
        switched = np.flatnonzero(old != new)
        if len(switched):
            ways = old.take(switched).astype(np.intp) * k + new.take(switched)
            totals = levels_added(totals, _by_way(sums, values.take(switched, axis=0), ways, k * k))
            moved.append(places.take(switched).astype(np.int64) * (k * k) + ways)
    return Moves(totals, CellCounts.of_keys(moved, k * k), len(piece))


def sum_gaps(source: Source, frame: Frame, labelled: FloatArray, centroids: FloatArray, number: int) -> Gaps:
    """Sum the squared distances of a piece's rows to their centroids, where `labelled` says whose they are."""
    gap_sums, gaps = frame.gap_sums(centroids), np.zeros(1)
    for rows, _ in coded(source.read(number), frame):
        values = values_of(rows, frame)
        labels, _nearest = assigned(values, labelled)
        differences = values - centroids.take(labels, axis=0)
        np.square(differences, out=differences)
        own = differences[:, 0].copy()
        for column in differences.T[1:]:
            own += column
        gaps = levels_added(gaps, _total(gap_sums, own))
    return Gaps(gaps)


def coded(piece: Rows, frame: Frame) -> Iterator[tuple[Rows, NDArray[np.int32]]]:
    """Go through the rows of a piece, some at a time, with the cells that they are in."""
    for rows in chunks(len(piece), _AT_ONCE):
        yield piece[rows], frame.grid.codes(piece[rows], frame.view)


def values_of(rows: Rows, frame: Frame) -> FloatArray:
    """Give rows in clustered units, column by column in memory."""
    return np.asfortranarray(frame.scaling.apply(rows.astype(np.float64, order="F")))


def assigned(values: FloatArray, centroids: FloatArray) -> tuple[LabelArray, FloatArray]:
    """Give the nearest centroid of rows, and the squared distance to it."""
    labels = np.empty(len(values), np.uint8)
    nearest = np.empty(len(values))
    for rows in chunks(len(values)):
        nearest[rows] = nearest_of(values[rows], centroids, labels[rows])
    return labels, nearest


def _told(
    values: FloatArray, places: NDArray[np.int32], centroids: FloatArray, owners: ByteArray
) -> LabelArray:
    """Give labels by the cell, and by distances where the cell does not say."""
    labels: LabelArray = owners.take(places)
    unsure = np.flatnonzero(labels == NOT_WHOLE)
    if len(unsure) == len(labels):
        return assigned(values, centroids)[0]
    if len(unsure):
        labels[unsure] = assigned(np.asfortranarray(values.take(unsure, axis=0)), centroids)[0]
    return labels


def _total(sums: ExactSums, numbers: FloatArray) -> FloatArray:
    """Add numbers up exactly: the sum of the parts of each level."""
    return np.array([float(part.sum()) for part in sums.cut(numbers, 0)])


def _by_way(sums: ExactSums, values: FloatArray, ways: IntArray, n_ways: int) -> FloatArray:
    found: list[FloatArray] = []
    for column in range(values.shape[1]):
        for level, part in enumerate(sums.cut(np.ascontiguousarray(values[:, column]), column)):
            if level == len(found):
                found.append(np.zeros((n_ways, values.shape[1])))
            found[level][:, column] = np.bincount(ways, weights=part, minlength=n_ways)
    return np.array(found)


def levels_added(one: FloatArray, other: FloatArray) -> FloatArray:
    """Add exact sums of which one may have more levels than the other."""
    if len(one) < len(other):
        one, other = other, one
    total = one.copy()
    total[: len(other)] += other
    return total
