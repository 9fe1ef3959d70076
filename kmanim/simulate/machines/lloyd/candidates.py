"""Which centroids may be nearest to a point of a block, by the box around it alone."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from kmanim.arrays import FloatArray, IntArray
from kmanim.simulate.machines.lloyd.blocks import Boxes

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
    done, owners, blocks, counts, names = [], [], [], [], []
    for candidates in some:
        left = ~beaten(centroids, candidates.names, boxes.sides.take(candidates.blocks, axis=2))
        left[1:] &= candidates.names[1:] != candidates.names[:-1]
        count = left.sum(axis=0, dtype=np.uint8)
        whole, mixed = np.flatnonzero(count == 1), np.flatnonzero(count > 1)
        done.append(candidates.blocks.take(whole))
        owners.append((candidates.names.take(whole, axis=1) * left.take(whole, axis=1)).max(axis=0))
        blocks.append(candidates.blocks.take(mixed))
        counts.append(count.take(mixed).astype(np.intp))
        names.append(candidates.names.take(mixed, axis=1).T[left.take(mixed, axis=1).T])
    groups = _alike(np.concatenate(blocks), np.concatenate(counts), np.concatenate(names), alike)
    return np.concatenate(done), np.concatenate(owners), groups


def _alike(blocks: IntArray, counts: IntArray, names: IntArray, alike: int) -> list[Candidates]:
    """Put together blocks with about equally many names; those of one block after another are given."""
    first = np.cumsum(counts) - counts
    groups = []
    least, most, limit = 1, alike, int(counts.max(initial=0))
    while least < limit:
        which = np.flatnonzero((counts > least) & (counts <= most))
        if which.size:
            down = np.minimum(np.arange(min(most, limit))[:, np.newaxis], counts.take(which) - 1)
            groups.append(Candidates(blocks.take(which), names.take(first.take(which) + down)))
        least, most = most, alike * most
    return groups


def beaten(centroids: FloatArray, names: IntArray, sides: FloatArray) -> NDArray[np.bool_]:
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
    sides : ndarray of shape (2, d, m)
        The low and the high sides of the boxes.

    Returns
    -------
    ndarray of shape (most, m)
    """
    offsets = sides[:, :, np.newaxis] - centroids.T.take(names, axis=1)
    offsets *= offsets
    most = np.maximum(*offsets).sum(axis=0)
    least = most.min(axis=0)
    other = (names * (most <= least)).max(axis=0)  # an argmax along so short an axis takes five times as long
    nearest = sides - centroids.T.take(other, axis=1)
    nearest *= nearest
    offsets -= nearest[:, :, np.newaxis]
    gap = np.minimum(*offsets).sum(axis=0)
    most += least
    most *= 4 * (sides.shape[1] + 4) * _DOUBLE
    most += _TINY
    return np.asarray(gap > most)
