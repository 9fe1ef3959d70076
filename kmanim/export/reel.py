"""A film in memory: of each picture only what differs from the one before."""

from __future__ import annotations

import zlib
from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from kmanim.arrays import ByteArray

# Red in the lowest byte, alpha in the highest, on every machine.
Pixels = NDArray[np.uint32]
_PIXEL = np.dtype("<u4")
_MANY = 20_000


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle of pixels: its upper left corner and its size."""

    left: int
    top: int
    width: int
    height: int

    def cut(self, picture: Pixels) -> Pixels:
        """Give the part of a picture that lies inside; a view, not a copy."""
        return picture[self.top : self.top + self.height, self.left : self.left + self.width]


@dataclass(slots=True, eq=False)
class Shot:
    """One picture of a film as the change from the one before.

    Attributes
    ----------
    positions : ndarray of int32
        Which pixels differ, as indices into the flattened picture, ascending.
    duration_ms : int
        How long the picture stands.
    """

    positions: NDArray[np.int32]
    duration_ms: int
    _values: Pixels | bytes

    @property
    def values(self) -> Pixels:
        """The new colours of the pixels at `positions`."""
        if isinstance(self._values, bytes):
            return np.frombuffer(zlib.decompress(self._values), _PIXEL)
        return self._values

    def box(self, width: int) -> Box:
        """Give the smallest rectangle that holds every change, in a picture of this width."""
        columns = self.positions % width
        left, top = int(columns.min()), int(self.positions[0]) // width
        return Box(left, top, int(columns.max()) + 1 - left, int(self.positions[-1]) // width + 1 - top)


class Reel:
    """Takes pictures one at a time and gives them back as often as a writer needs them.

    A picture equal to the one before it is no new shot: its duration is added. (Pillow does the same behind
    one's back, and loses durations on the way.)

    Attributes
    ----------
    shots : list of Shot
        The first holds every pixel.
    """

    def __init__(self) -> None:
        self.shots: list[Shot] = []
        self.height = self.width = 0
        self._last: Pixels = np.empty(0, _PIXEL)

    def add(self, pixels: Pixels, duration_ms: int) -> None:
        """Take a picture of shape (height, width); it is copied, the caller may draw on it again."""
        flat = pixels.reshape(-1)
        if not self.shots:
            self.height, self.width = pixels.shape
            self._last = flat.copy()
            self._keep(np.arange(flat.size, dtype=np.int32), self._last.copy(), duration_ms)
            return
        changed = np.flatnonzero(flat != self._last)
        if changed.size == 0:
            self.shots[-1].duration_ms += duration_ms
            return
        values = flat[changed]
        self._last[changed] = values
        self._keep(changed.astype(np.int32), values, duration_ms)

    def _keep(self, positions: NDArray[np.int32], values: Pixels, duration_ms: int) -> None:
        # Flat colours shrink fifty-fold in no time, so that films whose background changes stay small, too.
        packed = zlib.compress(values.tobytes(), 1) if values.size > _MANY else values
        self.shots.append(Shot(positions, duration_ms, packed))

    def pictures(self) -> Iterator[tuple[Pixels, Shot]]:
        """Play the film: each full picture (one array, drawn upon again) with the shot that made it."""
        picture = np.zeros(self.height * self.width, _PIXEL)
        for shot in self.shots:
            picture[shot.positions] = shot.values
            yield picture.reshape(self.height, self.width), shot

    def is_opaque(self) -> bool:
        """Tell whether no pixel of the film lets anything shine through."""
        return all(int(shot.values.min(initial=0xFFFFFFFF)) >= 0xFF000000 for shot in self.shots)

    def colours(self) -> tuple[Pixels, NDArray[np.int64]]:
        """Count the colours of all changed pixels.

        Returns
        -------
        colours : ndarray of uint32
            Ascending.
        counts : ndarray of int64
            How many pixels take each colour in the course of the film.
        """
        pairs = [np.unique(shot.values, return_counts=True) for shot in self.shots]
        colours, where = np.unique(np.concatenate([found for found, _ in pairs]), return_inverse=True)
        counts = np.zeros(colours.size, np.int64)
        np.add.at(counts, where, np.concatenate([count for _, count in pairs]))
        return colours, counts


def as_pixels(pixels: ByteArray) -> Pixels:
    """See bytes of shape (height, width, 4) as one number a pixel."""
    return np.ascontiguousarray(pixels).view(_PIXEL)[..., 0]


def as_bytes(pixels: Pixels) -> ByteArray:
    """See pixels of shape (height, width) as bytes of shape (height, width, 4)."""
    return np.ascontiguousarray(pixels, _PIXEL).view(np.uint8).reshape(*pixels.shape, 4)


def pixel_of(colour: str) -> int:
    """Give ``#RRGGBB`` as one opaque pixel."""
    red, green, blue = bytes.fromhex(colour.removeprefix("#"))
    return red | green << 8 | blue << 16 | 0xFF000000


def on_matte(pixels: Pixels, matte: int) -> Pixels:
    """Lay a picture that is not opaque everywhere on paper of one colour."""
    if int(pixels.min(initial=0xFFFFFFFF)) >= 0xFF000000:
        return pixels
    picture = as_bytes(pixels).astype(np.uint32)
    paper = np.array([matte & 255, matte >> 8 & 255, matte >> 16 & 255], np.uint32)
    alpha = picture[..., 3:]
    mixed = np.full(picture.shape, 255, np.uint8)
    mixed[..., :3] = (picture[..., :3] * alpha + paper * (255 - alpha) + 127) // 255
    return as_pixels(mixed)
