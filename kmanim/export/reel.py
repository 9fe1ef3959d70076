"""A film in memory: of each picture only what differs from the one before."""

from __future__ import annotations

import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, TypeVar

import numpy as np
from numpy.typing import NDArray

from kmanim.arrays import ByteArray

# Red in the lowest byte, alpha in the highest, on every machine.
Pixels = NDArray[np.uint32]
_PIXEL = np.dtype("<u4")
_MANY = 20_000

_Cell = TypeVar("_Cell", bound=np.generic)


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle of pixels: its upper left corner and its size."""

    left: int
    top: int
    width: int
    height: int

    def cut(self, picture: NDArray[_Cell]) -> NDArray[_Cell]:
        """Give the part of a picture that lies inside; a view, not a copy."""
        return picture[self.top : self.top + self.height, self.left : self.left + self.width]


class Shot:
    """One picture of a film as the change from the one before.

    Parameters
    ----------
    changed : ndarray of bool
        Which pixels of the flattened picture differ; at least one.
    values : ndarray of uint32
        Their new colours.
    duration_ms : int
        How long the picture stands.
    """

    def __init__(self, changed: NDArray[np.bool_], values: Pixels, duration_ms: int) -> None:
        self.duration_ms = duration_ms
        # Flat colours shrink fifty-fold in no time, so that films whose background changes stay small, too.
        self._is_packed = values.size > _MANY
        self._changed = zlib.compress(np.packbits(changed).tobytes(), 1) if self._is_packed else b""
        self._packed = zlib.compress(values.tobytes(), 1) if self._is_packed else b""
        self._positions = np.flatnonzero(changed).astype(np.int32) if not self._is_packed else None
        self._values = values if not self._is_packed else None

    @property
    def positions(self) -> NDArray[np.int32]:
        """Which pixels differ, as indices into the flattened picture, ascending."""
        if self._positions is not None:
            return self._positions
        bits = np.frombuffer(zlib.decompress(self._changed), np.uint8)
        return np.flatnonzero(np.unpackbits(bits)).astype(np.int32)

    @property
    def values(self) -> Pixels:
        """The new colours of the pixels at `positions`."""
        if self._values is not None:
            return self._values
        return np.frombuffer(zlib.decompress(self._packed), _PIXEL)


def box_of(positions: NDArray[np.integer[Any]], width: int) -> Box:
    """Give the smallest rectangle around positions (ascending, at least one) in a picture of this width."""
    columns = positions % width
    left, top = int(columns.min()), int(positions[0]) // width
    return Box(left, top, int(columns.max()) + 1 - left, int(positions[-1]) // width + 1 - top)


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
            self.shots.append(Shot(np.ones(flat.size, np.bool_), self._last.copy(), duration_ms))
            return
        changed = flat != self._last
        if not changed.any():
            self.shots[-1].duration_ms += duration_ms
            return
        self.shots.append(Shot(changed, flat[changed], duration_ms))
        self._last[:] = flat

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
