"""Nearest centroids block by block, for very many points on a line or in the plane."""

from __future__ import annotations

import numpy as np

from kmanim.arrays import FloatArray, IntArray, LabelArray
from kmanim.simulate.machines.lloyd.blocks import Blocks
from kmanim.simulate.machines.lloyd.candidates import Candidates, narrowed
from kmanim.simulate.machines.lloyd.sorted_labels import UNKNOWN, SortedLabels
from kmanim.simulate.machines.lloyd.switches import Switches
from kmanim.simulate.numerics.chunks import chunks
from kmanim.simulate.numerics.counting import count_labels

_BLOCKS_AT_ONCE = 512


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
        At most 255.
    """

    def __init__(self, blocks: Blocks, k: int) -> None:
        if k > UNKNOWN:
            raise ValueError(f"labels of blocks are bytes, k is {k}")
        self._blocks = blocks
        self._sorted = SortedLabels(blocks.places)
        self._owners: LabelArray = np.full(len(blocks.levels[0]), UNKNOWN, np.uint8)
        self._labels: LabelArray | None = None

    def assign(self, centroids: FloatArray) -> tuple[LabelArray, Switches | None]:
        """Give the textbook's labels, read-only, and which points switched; None at first."""
        order = self._blocks.order
        self._sort_out(centroids)
        if self._labels is None:
            self._sorted.remember = True
            labels: LabelArray = np.empty(len(order), np.uint8)
            labels[order] = self._sorted.labels[: len(order)]
            labels.flags.writeable = False
            self._labels = labels
            return labels, None
        places, old = self._sorted.news()
        is_point = places < len(order)
        places, old = places[is_point], old[is_point]
        rows, new = order.take(places), self._sorted.labels.take(places)
        if rows.size:
            labels = self._labels.copy()
            labels[rows] = new
            labels.flags.writeable = False
            self._labels = labels
        points = np.stack([column.reshape(-1).take(places) for column in self._blocks.columns]).T
        rows.sort()
        return self._labels, Switches(rows, points, old, new)

    def totals(self, k: int) -> tuple[FloatArray, IntArray]:
        """Give the exact totals of the clusters, as `ExactSums.totals`, and how many points each has.

        Blocks of one cluster are added up as a whole.
        """
        blocks = self._blocks
        size = blocks.levels[-1].size
        owners = self._sorted.owners(size)
        owners[len(blocks.order) // size :] = UNKNOWN  # here copies may stand
        mixed = owners == UNKNOWN
        whole = np.flatnonzero(~mixed)
        owners = owners.take(whole)
        counts = size * count_labels(owners, k)
        totals = np.zeros((blocks.exact.levels, k, len(blocks.sums)))
        for column, levels in enumerate(blocks.sums):
            for level, sums in enumerate(levels):
                totals[level, :, column] = np.bincount(owners, weights=sums.take(whole), minlength=k)
        places = np.flatnonzero(np.repeat(mixed, size)[: len(blocks.order)])
        labels = self._sorted.labels.take(places)
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
            self._sorted.fill(blocks, names, size)
        for candidates in mixed:
            for part in chunks(len(candidates.blocks), _BLOCKS_AT_ONCE):
                blocks = candidates.blocks[part]
                self._sorted.write(blocks, self._compare(blocks, candidates.names[:, part], centroids))

    def _new_owners(self, blocks: IntArray, names: IntArray) -> tuple[IntArray, IntArray]:
        """Choose the largest blocks that have become one cluster's; of all others nothing is as it was."""
        before = self._owners
        self._owners = np.full_like(before, UNKNOWN)
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


def _distance(points: FloatArray, centroids: FloatArray) -> FloatArray:
    """Give the textbook's squared distances, shape (blocks, size), of points to one centroid a block."""
    differences = points - centroids.T[:, :, np.newaxis]
    differences *= differences
    total: FloatArray = differences[0]
    for column in differences[1:]:
        total += column
    return total
