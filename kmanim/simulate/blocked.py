"""Nearest centroids block by block, for very many points on a line or in the plane."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from kmanim.arrays import FloatArray, IntArray, LabelArray, RowArray
from kmanim.simulate.blocks import Blocks
from kmanim.simulate.candidates import Candidates, narrowed
from kmanim.simulate.chunks import chunks
from kmanim.simulate.counting import count_labels

WordArray = NDArray[np.uint64]
_MOST = 254
_UNKNOWN = 255
_BLOCKS_AT_ONCE = 1024
_WORD, _SHIFT = 8, 3
_REPEATED = np.uint64(0x0101010101010101)


class BlockAssigner:
    """Labels of one run, found by looking only at points that lie between centroids.

    Large blocks first: where one centroid is left for the box around a block, the whole block is done. Where
    several are, the smaller blocks that it is made of are looked at, and in the smallest the points. They are
    compared with the centroids that are left, in ascending order, and only a smaller distance counts, as in the
    textbook.

    Parameters
    ----------
    blocks : Blocks
    k : int
        At most 254.
    """

    def __init__(self, blocks: Blocks, k: int) -> None:
        if k > _MOST:
            raise ValueError(f"labels of blocks are bytes, k is {k}")
        self._blocks = blocks
        self._sorted: LabelArray = np.full(blocks.places, _UNKNOWN, np.uint8)
        self._owners: LabelArray = np.full(len(blocks.levels[0]), _UNKNOWN, np.uint8)
        self._labels: LabelArray | None = None
        self._changes: list[tuple[IntArray, WordArray]] = []

    def assign(self, centroids: FloatArray) -> tuple[LabelArray, RowArray | None]:
        """Give the textbook's labels, read-only, and the rows that switched, ascending; None at first."""
        order = self._blocks.order
        self._sort_out(centroids)
        if self._labels is None:
            rows = None
            labels = np.empty(len(order), np.uint8)
            labels[order] = self._sorted[: len(order)]
        else:
            places = self._new_places()
            places = places[places < len(order)]
            rows = order.take(places)
            if not rows.size:
                return self._labels, rows
            labels = self._labels.copy()
            labels[rows] = self._sorted.take(places)
            rows.sort()
        labels.flags.writeable = False
        self._labels = labels
        return labels, rows

    def totals(self, k: int) -> tuple[FloatArray, IntArray]:
        """Give the exact totals of the clusters, as `ExactSums.totals`, and how many points each has.

        Blocks of one cluster are added up as a whole.
        """
        blocks = self._blocks
        size = blocks.levels[-1].size
        words = self._sorted.view(np.uint64).reshape(-1, size // _WORD)
        owners = self._sorted[::size]
        one = np.all(words == (owners * _REPEATED)[:, np.newaxis], axis=1)
        one[len(blocks.order) // size :] = False  # here copies may stand
        whole = np.flatnonzero(one)
        owners = owners.take(whole)
        counts = size * count_labels(owners, k)
        totals = np.empty((len(blocks.sums), k, len(blocks.columns)))
        for level, column in np.ndindex(totals.shape[0], totals.shape[2]):
            sums = blocks.sums[level][column].take(whole)
            totals[level, :, column] = np.bincount(owners, weights=sums, minlength=k)
        places = np.flatnonzero(np.repeat(~one, size)[: len(blocks.order)])
        labels = self._sorted.take(places)
        points = np.column_stack([column.reshape(-1).take(places) for column in blocks.columns])
        return totals + blocks.exact.totals(points, labels, k), counts + count_labels(labels, k)

    def _sort_out(self, centroids: FloatArray) -> None:
        """Label the points as they are sorted."""
        levels = self._blocks.levels
        largest, smallest = levels[0], levels[-1]
        size = largest.size
        mixed = [Candidates.all(len(largest), len(centroids))]
        for boxes in levels:
            if not mixed:
                return
            parts = [candidates.parts(size // boxes.size) for candidates in mixed]
            blocks, names, mixed = narrowed(parts, boxes, centroids, 2 if boxes is smallest else 4)
            size = boxes.size
            if boxes is largest:
                blocks, names = self._new_owners(blocks, names)
            self._put_whole(blocks, names, size)
        for candidates in mixed:
            for part in chunks(len(candidates.blocks), _BLOCKS_AT_ONCE):
                blocks = candidates.blocks[part]
                label = self._compare(blocks, candidates.names[:, part], centroids)
                self._put(blocks, label.view(np.uint64))

    def _new_owners(self, blocks: IntArray, names: IntArray) -> tuple[IntArray, IntArray]:
        """Choose the largest blocks that have become one cluster's; of all others nothing is as it was."""
        before = self._owners
        self._owners = np.full_like(before, _UNKNOWN)
        self._owners[blocks] = names
        new = before.take(blocks) != names
        return blocks[new], names[new]

    def _compare(self, blocks: IntArray, names: IntArray, centroids: FloatArray) -> LabelArray:
        """Label the smallest blocks point by point."""
        points = self._blocks.columns.take(blocks, axis=1)
        label = np.repeat(names[0].astype(np.uint8)[:, np.newaxis], points.shape[2], axis=1)
        nearest = _distance(points, centroids.take(names[0], axis=0))
        for name in names[1:]:
            distance = _distance(points, centroids.take(name, axis=0))
            closer = (distance < nearest).view(np.uint8)
            closer *= name.astype(np.uint8)[:, np.newaxis]
            # names ascend, so the largest is the last that was nearer
            np.maximum(label, closer, out=label)
            np.minimum(nearest, distance, out=nearest)
        return label

    def _put_whole(self, blocks: IntArray, names: IntArray, size: int) -> None:
        """Write one label all over each of some blocks of a size."""
        words = names.astype(np.uint64) * _REPEATED
        self._put(blocks, np.repeat(words[:, np.newaxis], size // _WORD, axis=1))

    def _put(self, blocks: IntArray, new: WordArray) -> None:
        """Write the labels of whole blocks, eight in a word, and remember which words change, and how."""
        per_block = new.shape[1]
        words = self._sorted.view(np.uint64).reshape(-1, per_block)
        if self._labels is not None:
            change = words.take(blocks, axis=0)
            change ^= new
            where = np.flatnonzero(change)
            change = change.reshape(-1).take(where)
            where += ((blocks - np.arange(len(blocks))) * per_block).take(where // per_block)
            self._changes.append((where, change))
        words[blocks] = new

    def _new_places(self) -> IntArray:
        """Give the places where labels are new since this was last asked."""
        where, change = map(np.concatenate, zip(*self._changes, strict=True))
        self._changes.clear()
        byte = np.flatnonzero(change.view(np.uint8))
        places: IntArray = where.take(byte >> _SHIFT) << _SHIFT
        places += byte & (_WORD - 1)
        return places


def _distance(points: FloatArray, centroids: FloatArray) -> FloatArray:
    """Give the textbook's squared distances, shape (blocks, size), of points to one centroid a block."""
    differences = points - centroids.T[:, :, np.newaxis]
    differences *= differences
    total: FloatArray = differences[0]
    for column in differences[1:]:
        total += column
    return total
