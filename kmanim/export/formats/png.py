"""Stills as PNG: a palette where that loses nothing, and nothing that differs between two runs."""

from __future__ import annotations

import struct
import zlib
from pathlib import Path

import numpy as np

from kmanim.atomic import write_whole
from kmanim.export.reel import Pixels, as_bytes, is_opaque, runs_of
from kmanim.export.writer import About, Writer
from kmanim.frame import Frame

_RGB, _PALETTE, _RGBA = 2, 3, 6  # how PNG calls its kinds of pixels


class PngWriter(Writer):
    """Writes one still: the last keyframe that was held, or the last picture where none was.

    A poster is a film of one frame. There is no date and no name of a program in the file.
    """

    largest_side = 0x7FFF_FFFF
    of_still = True

    def __init__(self, path: str | Path, *, about: About | None = None) -> None:
        super().__init__(path, about=about)
        self._picture: Pixels | None = None
        self._is_held = False

    def take(self, pixels: Pixels, frame: Frame) -> None:
        """Keep the picture if it is better than the one kept so far."""
        if frame.held or not self._is_held:
            self._picture = pixels.copy()
            self._is_held = frame.held

    def finish(self) -> None:
        """Write the file."""
        if self._picture is not None:
            write_whole(self.path, png_bytes(self._picture))


def png_bytes(picture: Pixels) -> bytes:
    """Encode pixels of shape (height, width) losslessly: with a palette, as RGB or as RGBA.

    Rows are stored as they are. Pillow, which chooses a filter for each, takes twice as long and makes flat pictures
    such as ours an eighth larger.
    """
    height, width = picture.shape
    opaque = is_opaque(picture)
    colours = _few(runs_of(picture.reshape(-1))[0])
    kept = as_bytes(colours[np.newaxis])[0]
    if colours.size:
        kind, cells = _PALETTE, np.searchsorted(colours, picture).astype(np.uint8)[..., np.newaxis]
    else:
        kind, cells = (_RGB, as_bytes(picture)[..., :3]) if opaque else (_RGBA, as_bytes(picture))
    channels = cells.shape[-1]
    # Before each row stands the name of its filter: none.
    rows = np.zeros((height, 1 + channels * width), np.uint8)
    for channel in range(channels):  # one at a time: NumPy takes five times as long for runs of three bytes
        rows[:, 1 + channel :: channels] = cells[..., channel]
    chunks = [
        _chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, kind, 0, 0, 0)),
        _chunk(b"PLTE", kept[:, :3].tobytes()) if kind == _PALETTE else b"",
        _chunk(b"tRNS", kept[:, 3].tobytes()) if kind == _PALETTE and not opaque else b"",
        # Level 9 would take five times as long to save a tenth.
        _chunk(b"IDAT", zlib.compress(rows.data, 6)),
        _chunk(b"IEND", b""),
    ]
    return b"\x89PNG\r\n\x1a\n" + b"".join(chunks)


def _few(pixels: Pixels) -> Pixels:
    """Give the different colours, ascending; none if they are more than a palette holds."""
    for some in (pixels[:: 1 + pixels.size // 4096], pixels):  # a sample tells most pictures of many colours
        colours = np.unique(some)
        if colours.size > 256:
            return colours[:0]
    return colours


def _chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
