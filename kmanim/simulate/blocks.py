"""Nearest centroids block by block, for very many points on a line or in the plane."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from kmanim.arrays import FloatArray, IntArray, LabelArray
from kmanim.simulate.chunks import chunks
from kmanim.simulate.morton import morton_order

SIZE = 256
_LONG_CELL = 8
_BOXES_AT_ONCE = 2048
_BLOCKS_AT_ONCE = 64
_UNKNOWN = 255
_DOUBLE = 2.0**-53
_TINY = 1e-300


class Blocks:
    """The points sorted into blocks of neighbours, each with the box around it; all runs share them.

    Parameters
    ----------
    values : ndarray of shape (n, d)
        d small: boxes around neighbours say little in many dimensions.
    size : int, default 256
        Points a block; the last one is filled up with copies of its last point.

    Attributes
    ----------
    order : ndarray of shape (n,), unsigned
        Which row stands at each place.
    columns : list of d ndarrays of shape (blocks, size)
        The points, sorted.
    low, high : list of d ndarrays of shape (blocks,)
        The sides of the boxes.
    """

    def __init__(self, values: FloatArray, size: int = SIZE) -> None:
        n = len(values)
        order = morton_order(values, enough=_LONG_CELL * size)
        self.size = size
        self.columns = [np.empty((-(-n // size), size)) for _ in values.T]
        flat = np.ascontiguousarray(values).reshape(-1)
        for places in chunks(n):  # all columns of some rows at a time, since a row is in memory in one place
            cells = order[places] * values.shape[1]
            for column, points in enumerate(self.columns):
                np.take(flat, cells + column, out=points.reshape(-1)[places], mode="clip")
        for points in self.columns:
            points.reshape(-1)[n:] = points.reshape(-1)[n - 1]
        self.order = order.astype(np.min_scalar_type(n))
        self.low = [points.min(axis=1) for points in self.columns]
        self.high = [points.max(axis=1) for points in self.columns]

    def __len__(self) -> int:
        return len(self.low[0])


class BlockAssigner:
    """Labels of one run, found by looking only at blocks that lie between centroids.

    From the box around a block follow the least and the most that the squared distance of any of its points to
    a centroid can be. A centroid whose least is more than another's most is nearest to no point of the block.
    If one centroid is left, the whole block is done; otherwise its points are compared with those left, in
    ascending order, and only a smaller distance counts, as in the textbook.

    This is exact, not nearly so: x - c, squares and sums are rounded, but rounding keeps order. So the same
    operations on the sides of the box, in the same order, bound what the textbook's come to on every point.
    Of the centroids that this leaves, those go that lie behind the line halfway to another, if they do so by
    more than all rounding.

    Parameters
    ----------
    blocks : Blocks
    k : int
        At most 255.
    """

    def __init__(self, blocks: Blocks, k: int) -> None:
        if k > _UNKNOWN:
            raise ValueError(f"labels of blocks are bytes, k is {k}")
        self._blocks = blocks
        self._sorted: LabelArray = np.full((len(blocks), blocks.size), _UNKNOWN, np.uint8)
        self._whole = np.full(len(blocks), -1)
        self._labels: LabelArray | None = None

    def assign(self, centroids: FloatArray) -> LabelArray:
        """Give the textbook's labels, read-only; the same array as before if no point switched."""
        blocks, n = self._blocks, len(self._blocks.order)
        switched = []
        for part in chunks(len(blocks), _BOXES_AT_ONCE):
            candidates = self._candidates(centroids, part)
            count = candidates.sum(axis=0)
            switched += self._whole_blocks(part.start, candidates.argmax(axis=0), count)
            for number in np.unique(count[count > 1]).tolist():
                which = np.flatnonzero(count == number)
                left = np.nonzero(candidates[:, which].T)[1].reshape(-1, number)
                switched += self._mixed_blocks(which + part.start, left, centroids)
        if self._labels is None:
            labels = np.empty(n, np.uint8)
            labels[blocks.order] = self._sorted.reshape(-1)[:n]
        else:
            places = np.concatenate(switched) if switched else np.empty(0, np.intp)
            places = places[places < n]
            if not places.size:
                return self._labels
            labels = self._labels.copy()
            labels[blocks.order[places]] = self._sorted.reshape(-1)[places]
        labels.flags.writeable = False
        self._labels = labels
        return labels

    def _candidates(self, centroids: FloatArray, part: slice) -> NDArray[np.bool_]:
        """Tell which centroids may be nearest to a point of a block, shape (k, blocks)."""
        low = [side[part] for side in self._blocks.low]
        high = [side[part] for side in self._blocks.high]
        least = most = np.zeros(())
        for left, right, place in zip(low, high, centroids.T, strict=True):
            from_low, from_high = left - place[:, np.newaxis], right - place[:, np.newaxis]
            near = np.maximum(np.maximum(from_low, -from_high), 0.0)
            far = np.maximum(from_high, -from_low)
            least = least + near * near
            most = most + far * far
        candidates = np.asarray(least <= most.min(axis=0))
        several = np.flatnonzero(candidates.sum(axis=0) > 1)
        low, high = [side[several] for side in low], [side[several] for side in high]
        candidates[:, several] &= ~_beaten(centroids, low, high, most[:, several])
        return candidates

    def _whole_blocks(self, first: int, owner: IntArray, count: IntArray) -> list[IntArray]:
        """Label the blocks with one candidate; give the places where that is new."""
        before = self._whole[first : first + len(owner)]
        now = np.where(count == 1, owner, -1)
        which = np.flatnonzero((now != before) & (count == 1))
        before[:] = now
        return self._put(
            which + first, np.repeat(owner[which].astype(np.uint8)[:, np.newaxis], self._blocks.size, 1)
        )

    def _mixed_blocks(self, which: IntArray, left: IntArray, centroids: FloatArray) -> list[IntArray]:
        """Label blocks with equally many candidates, left of shape (blocks, candidates), point by point."""
        switched = []
        for part in chunks(len(which), _BLOCKS_AT_ONCE):
            points = [column[which[part]] for column in self._blocks.columns]
            names = left[part]
            nearest = self._distance(points, centroids[names[:, 0]])
            label = np.repeat(names[:, :1].astype(np.uint8), self._blocks.size, axis=1)
            for name in names.T[1:]:
                distance = self._distance(points, centroids[name])
                closer = (distance < nearest).view(np.uint8)
                closer *= name.astype(np.uint8)[:, np.newaxis]
                # names ascend, so the largest is the last that was nearer
                np.maximum(label, closer, out=label)
                np.minimum(nearest, distance, out=nearest)
            switched += self._put(which[part], label)
        return switched

    @staticmethod
    def _distance(points: list[FloatArray], centroids: FloatArray) -> FloatArray:
        """Give the textbook's squared distances, shape (blocks, size), to one centroid a block."""
        total = np.zeros(())
        for column, place in zip(points, centroids.T, strict=True):
            difference = column - place[:, np.newaxis]
            difference *= difference
            total = total + difference
        return total

    def _put(self, which: IntArray, label: LabelArray) -> list[IntArray]:
        """Write the labels of whole blocks; give the places where they are new, if there are any."""
        new = np.empty(0, np.intp) if self._labels is None else np.flatnonzero(self._sorted[which] != label)
        self._sorted[which] = label
        size = self._blocks.size
        return [which[new // size] * size + new % size] if new.size else []


def _beaten(
    centroids: FloatArray, low: list[FloatArray], high: list[FloatArray], most: FloatArray
) -> NDArray[np.bool_]:
    """Tell which centroids are farther than another one from all of a box, shape (k, boxes).

    The other is the one whose `most` is least. |x - c|^2 - |x - o|^2 is linear in each coordinate, so over a box
    it is least at the sides. It must exceed all that rounding can do, here and in the textbook: (2 d + 8) 2^-53
    of the sum of both distances at their most.
    """
    other = most.argmin(axis=0)
    gap = np.zeros(())
    for left, right, place in zip(low, high, centroids.T, strict=True):
        at_low = (left - place[:, np.newaxis]) ** 2 - (left - place[other]) ** 2
        at_high = (right - place[:, np.newaxis]) ** 2 - (right - place[other]) ** 2
        gap = gap + np.minimum(at_low, at_high)
    rounding = 4 * (len(low) + 4) * _DOUBLE * (most + most.min(axis=0)) + _TINY
    return np.asarray(gap > rounding)
