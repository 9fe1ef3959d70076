"""Which centroids may be nearest to a point of a block, by the box around it alone."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from kmanim.arrays import FloatArray, IntArray
from kmanim.simulate.blocks import Boxes

_DOUBLE = 2.0**-53
_TINY = 1e-300


@dataclass(frozen=True, slots=True)
class Candidates:
    """The centroids that are left for blocks with about equally many.

    Attributes
    ----------
    blocks : ndarray of shape (m,)
        The blocks' numbers.
    names : ndarray of shape (most, m)
        The centroids that are left for each, down its column, ascending. Where there are fewer than for others,
        the last one is repeated.
    """

    blocks: IntArray
    names: IntArray

    @classmethod
    def all(cls, blocks: int, k: int) -> Candidates:
        """Begin with all of k centroids for each of so many blocks."""
        return cls(np.arange(blocks), np.repeat(np.arange(k)[:, np.newaxis], blocks, axis=1))

    def parts(self, times: int) -> Candidates:
        """Go on to the smaller blocks that each block is made of."""
        blocks = self.blocks[:, np.newaxis] * times + np.arange(times)
        return Candidates(blocks.reshape(-1), np.repeat(self.names, times, axis=1))


def narrowed(
    some: Sequence[Candidates], boxes: Boxes, centroids: FloatArray, alike: int = 4
) -> tuple[IntArray, IntArray, list[Candidates]]:
    """Leave out the centroids that are certainly farther than another one from all of a box.

    Parameters
    ----------
    some : sequence of Candidates
        Blocks of one size.
    boxes : Boxes
        Those around all blocks of this size.
    centroids : ndarray of shape (k, d)
    alike : int, default 4
        How many times as many centroids may be left for one block as for another that is put together with it.

    Returns
    -------
    blocks, names : ndarrays of shape (whole,)
        The blocks for which one centroid is left, and this one.
    mixed : list of Candidates
        Those with several: with 2 to 4, with 5 to 16 and so on, if `alike` is 4.
    """
    blocks, counts, names = [], [], []
    for candidates in some:
        left = ~beaten(centroids, candidates.names, *boxes.sides(candidates.blocks))
        left[1:] &= candidates.names[1:] != candidates.names[:-1]
        blocks.append(candidates.blocks)
        counts.append(left.sum(axis=0, dtype=np.uint8))
        names.append(candidates.names.T[left.T])
    block, count, name = map(np.concatenate, (blocks, counts, names))
    first = np.cumsum(count, dtype=np.intp) - count
    whole = np.flatnonzero(count == 1)
    mixed = []
    least, most, limit = 1, alike, int(count.max(initial=0))
    while least < limit:
        which = np.flatnonzero((count > least) & (count <= most))
        if which.size:
            down = np.minimum(np.arange(min(most, limit))[:, np.newaxis], count.take(which) - 1)
            mixed.append(Candidates(block.take(which), name.take(first.take(which) + down)))
        least, most = most, alike * most
    return block.take(whole), name.take(first.take(whole)), mixed


def beaten(
    centroids: FloatArray, names: IntArray, low: list[FloatArray], high: list[FloatArray]
) -> NDArray[np.bool_]:
    """Tell which centroids are certainly farther than another one from every point of a box.

    The other is the one whose farthest point of the box is nearest. |x - c|^2 - |x - o|^2 is linear in each
    coordinate, so over a box it is least at the sides. It must exceed all that rounding can do, here and in the
    textbook: (2 d + 8) 2^-53 of the sum of both distances at their most. So the textbook finds it farther, too,
    and there is no tie.

    Parameters
    ----------
    centroids : ndarray of shape (k, d)
    names : ndarray of shape (most, m)
        Those that are asked about, for each box.
    low, high : list of d ndarrays of shape (m,)

    Returns
    -------
    ndarray of shape (most, m)
    """
    sides = []
    most = np.zeros(names.shape)
    for left, right, column in zip(low, high, centroids.T, strict=True):
        place = column.take(names)
        from_low, from_high = left - place, right - place
        from_low *= from_low
        from_high *= from_high
        most += np.maximum(from_low, from_high)
        sides.append((from_low, from_high))
    least = most.min(axis=0)
    other = names.reshape(-1).take((most <= least).argmax(axis=0) * names.shape[1] + np.arange(names.shape[1]))
    gap = np.zeros(names.shape)
    for left, right, column, (from_low, from_high) in zip(low, high, centroids.T, sides, strict=True):
        place = column.take(other)
        from_low -= (left - place) ** 2
        from_high -= (right - place) ** 2
        gap += np.minimum(from_low, from_high)
    most += least
    most *= 4 * (len(low) + 4) * _DOUBLE
    most += _TINY
    return np.asarray(gap > most)
