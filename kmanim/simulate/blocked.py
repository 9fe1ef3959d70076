"""Nearest centroids block by block, for very many points on a line or in the plane."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from kmanim.arrays import FloatArray, IntArray, LabelArray, RowArray
from kmanim.simulate.blocks import Blocks
from kmanim.simulate.candidates import Candidates, narrowed
from kmanim.simulate.chunks import chunks

_MOST = 254
_UNKNOWN = 255
_BLOCKS_AT_ONCE = 512
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

    def assign(self, centroids: FloatArray) -> tuple[LabelArray, RowArray | None]:
        """Give the textbook's labels, read-only, and the rows that switched, ascending; None at first."""
        order = self._blocks.order
        places = self._sort_out(centroids)
        if self._labels is None:
            rows = None
            labels = np.empty(len(order), np.uint8)
            labels[order] = self._sorted[: len(order)]
        else:
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

    def _sort_out(self, centroids: FloatArray) -> IntArray:
        """Label the points as they are sorted; give the places where that is new."""
        largest, *smaller = self._blocks.levels
        everything = [Candidates.all(len(largest), len(centroids))]
        blocks, names, mixed = narrowed(everything, largest, centroids)
        owners = np.full_like(self._owners, _UNKNOWN)
        owners[blocks] = names
        new = owners.take(blocks) != self._owners.take(blocks)
        self._owners = owners
        places = [self._put_whole(blocks[new], names[new], largest.size)]
        size = largest.size
        for boxes in smaller:
            parts = [candidates.parts(size // boxes.size) for candidates in mixed]
            blocks, names, mixed = narrowed(parts, boxes, centroids)
            size = boxes.size
            places.append(self._put_whole(blocks, names, size))
        for candidates in mixed:
            for part in chunks(len(candidates.blocks), _BLOCKS_AT_ONCE):
                blocks = candidates.blocks[part]
                label = self._compare(blocks, candidates.names[:, part], centroids)
                places.append(self._put(blocks, label.view(np.uint64)))
        return np.concatenate(places)

    def _compare(self, blocks: IntArray, names: IntArray, centroids: FloatArray) -> LabelArray:
        """Label the smallest blocks point by point."""
        points = [column.take(blocks, axis=0) for column in self._blocks.columns]
        label = np.zeros(points[0].shape, np.uint8)
        nearest = np.full(points[0].shape, np.inf)
        for name in names:
            distance = _distance(points, centroids.take(name, axis=0))
            closer = (distance < nearest).view(np.uint8)
            closer *= name.astype(np.uint8)[:, np.newaxis]
            # names ascend, so the largest is the last that was nearer
            np.maximum(label, closer, out=label)
            np.minimum(nearest, distance, out=nearest)
        return label

    def _put_whole(self, blocks: IntArray, names: IntArray, size: int) -> IntArray:
        """Write one label all over each block of a size; give the places where it is new."""
        words = names.astype(np.uint64) * _REPEATED
        return self._put(blocks, np.repeat(words[:, np.newaxis], size // _WORD, axis=1))

    def _put(self, blocks: IntArray, new: NDArray[np.uint64]) -> IntArray:
        """Write the labels of whole blocks, eight in a word; give the places where they are new.

        At first, when all are, none are given.
        """
        per_block = new.shape[1]
        words = self._sorted.view(np.uint64).reshape(-1, per_block)
        if self._labels is None:
            words[blocks] = new
            return np.empty(0, np.intp)
        changed = words.take(blocks, axis=0)
        changed ^= new
        words[blocks] = new
        where = np.flatnonzero(changed)
        byte = np.flatnonzero(changed.reshape(-1).take(where).view(np.uint8))
        where += ((blocks - np.arange(len(blocks))) * per_block).take(where // per_block)
        places: IntArray = where.take(byte >> _SHIFT) << _SHIFT
        places += byte & (_WORD - 1)
        return places


def _distance(points: list[FloatArray], centroids: FloatArray) -> FloatArray:
    """Give the textbook's squared distances, shape (blocks, size), to one centroid a block."""
    total = np.zeros(())
    for column, place in zip(points, centroids.T, strict=True):
        difference = column - place[:, np.newaxis]
        difference *= difference
        total = total + difference
    return total
