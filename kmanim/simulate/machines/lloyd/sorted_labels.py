"""Labels of points that are sorted into blocks, written a block at a time; what is new is remembered."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from kmanim.arrays import IntArray, LabelArray

WordArray = NDArray[np.uint64]
UNKNOWN = 255
_WORD, _SHIFT = 8, 3
_REPEATED = np.uint64(0x0101010101010101)


class SortedLabels:
    """A byte for each place; eight neighbours are looked at as one word, since most blocks stay as they are.

    Parameters
    ----------
    places : int
        A multiple of the sizes of all blocks, which are multiples of 8.

    Attributes
    ----------
    labels : ndarray of shape (places,)
        `UNKNOWN` at first.
    remember : bool
        Whether to keep what is written for `news`; False at first, when all is new.
    """

    def __init__(self, places: int) -> None:
        self.labels: LabelArray = np.full(places, UNKNOWN, np.uint8)
        self.remember = False
        self._words = self.labels.view(np.uint64)
        self._changes: list[tuple[IntArray, WordArray]] = []

    def fill(self, blocks: IntArray, names: IntArray, size: int) -> None:
        """Write one label all over each of some blocks."""
        words = names.astype(np.uint64) * _REPEATED
        self._write(blocks, np.repeat(words[:, np.newaxis], size // _WORD, axis=1))

    def write(self, blocks: IntArray, labels: LabelArray) -> None:
        """Write labels of shape (m, size) into m blocks of this size."""
        self._write(blocks, labels.view(np.uint64))

    def _write(self, blocks: IntArray, new: WordArray) -> None:
        per_block = new.shape[1]
        words = self._words.reshape(-1, per_block)
        if self.remember:
            change = words.take(blocks, axis=0)
            change ^= new
            where = np.flatnonzero(change)
            change = change.reshape(-1).take(where)
            where += ((blocks - np.arange(len(blocks))) * per_block).take(where // per_block)
            self._changes.append((where, change))
        words[blocks] = new

    def news(self) -> tuple[IntArray, LabelArray]:
        """Give the places whose label is new since this was last asked, and what it was.

        Every block is written once between.
        """
        if not self._changes:
            return np.empty(0, np.intp), np.empty(0, np.uint8)
        where, change = map(np.concatenate, zip(*self._changes, strict=True))
        self._changes.clear()
        changed = change.view(np.uint8)
        byte = np.flatnonzero(changed)
        places: IntArray = where.take(byte >> _SHIFT) << _SHIFT
        places += byte & (_WORD - 1)
        return places, self.labels.take(places) ^ changed.take(byte)

    def owners(self, size: int) -> LabelArray:
        """Give the label of each block of a size; `UNKNOWN` where there are several, shape (blocks,)."""
        first = self.labels[::size]
        same = np.all(self._words.reshape(-1, size // _WORD) == (first * _REPEATED)[:, np.newaxis], axis=1)
        return np.where(same, first, np.uint8(UNKNOWN))
