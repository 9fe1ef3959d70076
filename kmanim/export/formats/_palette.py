"""One palette for a whole film, and every pixel as an index into it; no dithering, which would flicker."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np
from numpy.typing import NDArray

from kmanim.arrays import ByteArray
from kmanim.export.reel import Pixels, pixel_of

_RGB = np.uint32(0xFFFFFF)
_MOST = 2048


class Palette:
    """The colours that a film keeps, and the way from any of its colours to the nearest one kept.

    Chosen greedily by weighted error: first the exact colours that occur, then the heaviest, then again and
    again the colour with the largest weight x squared distance to the palette. On films of 32 to 1,000 points
    255 colours chosen so lie at 62 to 72 dB, where median cut reaches 54 to 58 and popularity 53. Of more than
    2,048 colours each kept one, the exact aside, becomes the mean of those it stands for: another 0.3 to 0.7 dB.

    Parameters
    ----------
    colours : ndarray of uint32
        The colours that occur, each once; alpha is left aside.
    weights : ndarray of int64
        How much each of them matters, at least 1, such as how many pixels have it.
    size : int
        The most that may be kept.
    exact : iterable of str
        ``#RRGGBB`` colours that must be kept as they are, if they occur.

    Attributes
    ----------
    rgb : ndarray of shape (n, 3), uint8
        The kept colours, in the order in which they were chosen, so the heaviest come first.
    """

    def __init__(
        self, colours: Pixels, weights: NDArray[np.int64], *, size: int = 255, exact: Iterable[str] = ()
    ) -> None:
        wanted = np.array([pixel_of(colour) for colour in exact], np.uint32) & _RGB
        plain, where = np.unique(colours & _RGB, return_inverse=True)
        weight = np.bincount(where, weights, plain.size).astype(np.float64)
        order = np.lexsort((plain, -weight))
        plain, weight = plain[order], weight[order]
        forced = np.flatnonzero(np.isin(plain, wanted))[:size]
        # The rarest of very many do not stand for election: a few in a hundred pixels have them.
        few = np.union1d(np.arange(min(_MOST, plain.size)), forced)
        candidates = _channels(plain[few])
        chosen, nearest = _greedy(candidates, weight[few], size, np.searchsorted(few, forced))
        self.rgb: ByteArray = candidates[chosen]
        if few.size < plain.size:
            self.rgb[forced.size :] = _means(candidates, weight[few], nearest, len(chosen))[forced.size :]
            nearest = _nearest(_channels(plain), self.rgb)
        self._lut = np.zeros(1 << 24, np.uint8)  # 16 MB of address space, of which few pages are ever touched
        self._lut[plain] = nearest

    def __len__(self) -> int:
        return len(self.rgb)

    def indices(self, pixels: Pixels) -> ByteArray:
        """Map pixels of any shape to the indices of their kept colours."""
        return self._lut.take(pixels & _RGB)


def _channels(colours: Pixels) -> ByteArray:
    return np.stack([colours >> shift & 255 for shift in (0, 8, 16)], axis=-1).astype(np.uint8)


class _Space:
    """Colours of shape (n, 3) as points; all numbers are whole and below 2^24, so single precision is exact.

    Attributes
    ----------
    nearest : ndarray of shape (n,), uint8
        Which of the kept colours is nearest to each, ties to the one kept first.
    error : ndarray of shape (n,), float32
        The squared distance to it.
    """

    def __init__(self, rgb: ByteArray) -> None:
        self._axes = np.ascontiguousarray(rgb.T, np.float32)
        self.nearest = np.zeros(len(rgb), np.uint8)
        self.error = np.full(len(rgb), np.inf, np.float32)

    def keep(self, colour: ByteArray, number: int) -> None:
        """Keep a colour of shape (3,) as the next one."""
        square = self._axes - colour.astype(np.float32)[:, np.newaxis]
        square *= square
        distances = square[0] + square[1]
        distances += square[2]
        np.putmask(self.nearest, distances < self.error, np.uint8(number))
        np.minimum(self.error, distances, out=self.error)


def _greedy(
    rgb: ByteArray, weights: NDArray[np.float64], size: int, forced: NDArray[np.intp]
) -> tuple[list[int], ByteArray]:
    """Give which colours are kept, in order, and for each colour which of those is nearest, as `_nearest` does."""
    space = _Space(rgb)
    kept: list[int] = []
    for turn in range(min(size, len(rgb))):
        wanted = weights * space.error if kept else weights
        kept.append(int(forced[turn] if turn < forced.size else np.argmax(wanted)))
        space.keep(rgb[kept[-1]], turn)
    return kept, space.nearest


def _means(rgb: ByteArray, weights: NDArray[np.float64], nearest: ByteArray, size: int) -> ByteArray:
    """Give the mean colour, by weight, of all that share a kept one: shape (size, 3)."""
    total = np.bincount(nearest, weights, size)
    sums = [np.bincount(nearest, weights * channel, size) for channel in rgb.T]
    means: ByteArray = np.rint(np.stack(sums, axis=1) / total[:, np.newaxis]).astype(np.uint8)
    return means


def _nearest(rgb: ByteArray, kept: ByteArray) -> ByteArray:
    """Find for each colour the nearest kept one, ties to the one kept first."""
    space = _Space(rgb)
    for number, colour in enumerate(kept):
        space.keep(colour, number)
    return space.nearest
