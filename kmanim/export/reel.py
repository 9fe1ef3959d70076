"""A film in memory: of each picture only what differs from the one before."""

from __future__ import annotations

import zlib
from collections.abc import Iterator, Sequence

import numpy as np
from numpy.typing import NDArray

from kmanim.arrays import ByteArray, FloatArray
from kmanim.frame import Area

# Red in the lowest byte, alpha in the highest, on every machine.
Pixels = NDArray[np.uint32]
_PIXEL = np.dtype("<u4")
_MANY = 20_000
# Of more colours 255 are farther from the truth than 57 dB, and it matters which are seen for long. Those that are
# seen for a moment weigh as much as if that took three pictures, lest those pictures be the worst.
_MANY_COLOURS, _TAKEN = 4_000, 3


class Shot:
    """One picture of a film as the change from the one before.

    Parameters
    ----------
    area : Area
        The smallest rectangle around what differs; it holds at least one pixel.
    changed : ndarray of bool, shape (area.height, area.width)
        Which of its pixels differ.
    values : ndarray of uint32
        Their new colours, row by row.
    duration_ms : int
        How long the picture stands.
    packed : bool
        Whether it is kept compressed: flat colours shrink fifty-fold.
    """

    def __init__(
        self, area: Area, changed: NDArray[np.bool_], values: Pixels, duration_ms: int, *, packed: bool
    ) -> None:
        self.area, self.duration_ms = area, duration_ms
        self._is_packed = packed
        self._bits = np.packbits(changed).tobytes()
        self._values = values.tobytes()
        if self._is_packed:
            self._bits, self._values = zlib.compress(self._bits, 1), zlib.compress(self._values, 1)

    @property
    def changed(self) -> NDArray[np.bool_]:
        """Which pixels of the area differ, of its shape."""
        bits = zlib.decompress(self._bits) if self._is_packed else self._bits
        height, width = self.area.height, self.area.width
        cells = np.unpackbits(np.frombuffer(bits, np.uint8), count=height * width)
        return cells.view(np.bool_).reshape(height, width)

    @property
    def values(self) -> Pixels:
        """The new colours of the changed pixels."""
        return np.frombuffer(zlib.decompress(self._values) if self._is_packed else self._values, _PIXEL)


def area_of(changed: NDArray[np.bool_]) -> Area:
    """Give the smallest rectangle around the True cells, which must be at least one."""
    width, cells = changed.shape[1], changed.tobytes()  # which are looked through in a tenth of the time
    top, bottom = cells.find(1) // width, cells.rfind(1) // width
    columns = np.flatnonzero(changed[top : bottom + 1].any(axis=0))
    left, right = int(columns[0]), int(columns[-1])
    return Area(left, top, right + 1 - left, bottom + 1 - top)


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
        self._last: Pixels = np.empty((0, 0), _PIXEL)

    def add(self, pixels: Pixels, duration_ms: int, within: Area | None = None) -> None:
        """Take a picture of shape (height, width); it is copied, the caller may draw on it again.

        Where it is known that nothing has changed outside of some rectangle, only that is compared.
        """
        if not self.shots:
            self.height, self.width = pixels.shape
            self._last = pixels.copy()
            whole = Area(0, 0, self.width, self.height)
            everything = np.ones(pixels.shape, np.bool_)
            self.shots.append(Shot(whole, everything, self._last, duration_ms, packed=False))
            return
        looked_at = Area(0, 0, self.width, self.height) if within is None else within
        now, before = looked_at.cut(pixels), looked_at.cut(self._last)
        changed = now != before
        if not changed.any():
            self.shots[-1].duration_ms += duration_ms
            return
        part = area_of(changed)
        changed = part.cut(changed)
        area = part._replace(left=part.left + looked_at.left, top=part.top + looked_at.top)
        values = part.cut(now)[changed]
        # Packed where they are many, so that films whose background changes stay small, too.
        self.shots.append(Shot(area, changed, values, duration_ms, packed=values.size > _MANY))
        before[:] = now

    def pictures(self) -> Iterator[tuple[Pixels, Shot]]:
        """Play the film: each full picture (one array, drawn upon again) with the shot that made it."""
        picture = np.zeros((self.height, self.width), _PIXEL)
        for shot in self.shots:
            shot.area.cut(picture)[shot.changed] = shot.values
            yield picture, shot

    def is_opaque(self) -> bool:
        """Tell whether no pixel of the film lets anything shine through."""
        return all(is_opaque(shot.values) for shot in self.shots)

    def colours(self) -> tuple[Pixels, NDArray[np.int64]]:
        """Find the colours of the film and how much each weighs.

        Returns
        -------
        colours : ndarray of uint32
            Ascending.
        weights : ndarray of int64
            How many pixels take each colour in the course of the film; where colours are very many, that several
            times over, and for how many pictures they keep it.
        """
        runs, lengths = zip(*(runs_of(shot.values) for shot in self.shots), strict=True)
        # Colour and length in one number: to sort numbers takes a tenth of the time that it takes to sort their places.
        both = np.sort(
            np.concatenate(runs).astype(np.uint64) << 32 | np.concatenate(lengths).astype(np.uint64)
        )
        found = (both >> 32).astype(_PIXEL)
        starts = _starts(found)
        colours = found[starts]
        weights = np.add.reduceat(both & 0xFFFFFFFF, starts).astype(np.int64)
        if colours.size > _MANY_COLOURS:
            weights = _TAKEN * weights + self._kept(runs, lengths, colours).astype(np.int64)
        return colours, weights

    def _kept(
        self, runs: Sequence[Pixels], lengths: Sequence[NDArray[np.intp]], colours: Pixels
    ) -> FloatArray:
        """Count for how many pictures pixels keep each colour."""
        size, where = colours.size, np.searchsorted(colours, np.concatenate(runs))
        kept = np.zeros(size)
        page = np.zeros((self.height, self.width), np.intp)
        ends = np.cumsum([len(some) for some in lengths])
        for shot, some, end, left in zip(self.shots, lengths, ends, range(len(ends), 0, -1), strict=True):
            part, changed = shot.area.cut(page), shot.changed
            # Till the end of the film, were it not for what follows.
            if left < len(ends):
                kept -= left * np.bincount(part[changed], minlength=size)
            numbers = where[end - len(some) : end]
            kept += left * np.bincount(numbers, some, size)
            part[changed] = np.repeat(numbers, some)
        return kept


def runs_of(values: Pixels) -> tuple[Pixels, NDArray[np.intp]]:
    """Give each run of equal colours, of shape (n,), as its colour and its length.

    Flat pictures have few runs: to sort those is ten times faster than to sort the pixels.
    """
    starts = _starts(values)
    return values[starts], np.diff(starts, append=values.size)


def _starts(values: Pixels) -> NDArray[np.intp]:
    """Find where runs of equal colours begin."""
    return np.append(0, np.flatnonzero(values[1:] != values[:-1]) + 1)[: values.size]


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


def is_opaque(pixels: Pixels) -> bool:
    """Tell whether no pixel lets anything shine through."""
    return int(pixels.min(initial=0xFFFFFFFF)) >= 0xFF000000


def on_matte(pixels: Pixels, matte: int) -> Pixels:
    """Lay a picture that is not opaque everywhere on paper of one colour."""
    if is_opaque(pixels):
        return pixels
    picture = as_bytes(pixels).astype(np.uint32)
    paper = np.array([matte & 255, matte >> 8 & 255, matte >> 16 & 255], np.uint32)
    alpha = picture[..., 3:]
    mixed = np.full(picture.shape, 255, np.uint8)
    mixed[..., :3] = (picture[..., :3] * alpha + paper * (255 - alpha) + 127) // 255
    return as_pixels(mixed)
