"""One palette for a whole film, and every pixel as an index into it; no dithering, which would flicker."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np
from numpy.typing import NDArray

from kmanim.arrays import ByteArray
from kmanim.export.reel import Pixels, pixel_of

_RGB = np.uint32(0xFFFFFF)
_MOST = 2048

Channels = NDArray[np.int32]  # of shape (3, n)


class Palette:
    """The colours that a film keeps, and the way from any of its colours to the nearest one kept.

    Chosen greedily by weighted error: first the exact colours that occur, then the commonest, then again and
    again the colour with the largest count x squared distance to the palette. On films of 32 to 1,000 points
    255 colours chosen so lie at 62 to 72 dB, where median cut reaches 54 to 58 and popularity 53.

    Parameters
    ----------
    colours : ndarray of uint32
        The colours that occur, each once; alpha is left aside.
    counts : ndarray of int64
        How many pixels have each of them.
    size : int
        The most that may be kept.
    exact : iterable of str
        ``#RRGGBB`` colours that must be kept as they are, if they occur.

    Attributes
    ----------
    rgb : ndarray of shape (n, 3), uint8
        The kept colours, in the order in which they were chosen, so the commonest come first.
    """

    def __init__(
        self, colours: Pixels, counts: NDArray[np.int64], *, size: int = 255, exact: Iterable[str] = ()
    ) -> None:
        wanted = np.array([pixel_of(colour) for colour in exact], np.uint32) & _RGB
        plain, where = np.unique(colours & _RGB, return_inverse=True)
        weights = np.bincount(where, counts, plain.size).astype(np.float64)
        order = np.lexsort((plain, -weights))
        plain, weights = plain[order], weights[order]
        forced = np.flatnonzero(np.isin(plain, wanted))[:size]
        few, votes = _without_rarest(plain, weights, forced)
        kept, nearest = _greedy(_channels(plain[few]), votes, size, np.searchsorted(few, forced))
        kept = few[kept]
        if few.size < plain.size:
            nearest = _nearest(_channels(plain), _channels(plain[kept]))
        self.rgb: ByteArray = np.ascontiguousarray(_channels(plain[kept]).T, np.uint8)
        self._lut = np.zeros(1 << 24, np.uint8)  # 16 MB of address space, of which few pages are ever touched
        self._lut[plain] = nearest

    def __len__(self) -> int:
        return len(self.rgb)

    def indices(self, pixels: Pixels) -> ByteArray:
        """Map pixels of any shape to the indices of their kept colours."""
        return self._lut.take(pixels & _RGB)


def _channels(colours: Pixels) -> Channels:
    """Give red, green and blue, each of the colours' shape, apart: so they are fast to go through."""
    return np.stack([colours >> shift & 255 for shift in (0, 8, 16)]).astype(np.int32)


def _without_rarest(
    plain: Pixels, weights: NDArray[np.float64], forced: NDArray[np.intp]
) -> tuple[NDArray[np.intp], NDArray[np.float64]]:
    """Let only the commonest of each group of like colours stand for election where there are thousands.

    It gets the votes of its group. The colours come commonest first, so the first of a group is its
    commonest.
    """
    for bits in range(8 if plain.size > _MOST else 0):
        groups = plain & np.uint32((0xFF << bits & 0xFF) * 0x010101)
        _, first, group = np.unique(groups, return_index=True, return_inverse=True)
        if first.size <= _MOST:
            votes = np.zeros(plain.size)
            votes[first] = np.bincount(group, weights)
            few = np.union1d(first, forced)
            return few, votes[few]
    return np.arange(plain.size), weights


def _greedy(
    rgb: Channels, weights: NDArray[np.float64], size: int, forced: NDArray[np.intp]
) -> tuple[NDArray[np.intp], NDArray[np.intp]]:
    """Choose colours, and find for each colour the nearest chosen one, ties to the one chosen first."""
    colours = rgb.shape[1]
    error = np.full(colours, np.iinfo(np.int32).max, np.int32)
    nearest = np.zeros(colours, np.intp)
    kept: list[int] = []
    for turn in range(min(size, colours)):
        votes = weights * error if kept else weights
        choice = int(forced[turn] if turn < forced.size else np.argmax(votes))
        kept.append(choice)
        _look(rgb, rgb[:, choice], turn, error, nearest)
    return np.array(kept, np.intp), nearest


def _nearest(rgb: Channels, kept: Channels) -> NDArray[np.intp]:
    """Find for each colour the nearest kept one, ties to the one kept first."""
    nearest = np.zeros(rgb.shape[1], np.intp)
    error = np.full(rgb.shape[1], np.iinfo(np.int32).max, np.int32)
    for index, colour in enumerate(kept.T):
        _look(rgb, colour, index, error, nearest)
    return nearest


def _look(
    rgb: Channels, colour: NDArray[np.int32], index: int, error: NDArray[np.int32], nearest: NDArray[np.intp]
) -> None:
    """Note the colours to which a kept one is nearer than those before it."""
    difference = rgb - colour[:, np.newaxis]
    difference *= difference
    distance = difference[0]
    distance += difference[1]
    distance += difference[2]
    nearer = np.flatnonzero(distance < error)
    nearest[nearer] = index
    error[nearer] = distance[nearer]
