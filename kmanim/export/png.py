"""Stills as PNG: a palette where that loses nothing, and nothing that differs between two runs."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path

import numpy as np
from PIL import Image

from kmanim.atomic import write_whole
from kmanim.export.reel import Pixels, as_bytes
from kmanim.export.writer import About, Writer
from kmanim.plot.frame import Frame


class PngWriter(Writer):
    """Writes one still: the last keyframe that was held, or the last picture where none was.

    A poster is a film of one frame. There is no date and no name of a program in the file.
    """

    largest_side = 0x7FFF_FFFF

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
    """Encode pixels of shape (height, width) losslessly: with a palette, as RGB or as RGBA."""
    flat = picture.reshape(-1)
    # Every colour begins somewhere: sorting only where a run of equal pixels begins is ten times faster.
    colours = np.unique(flat[np.flatnonzero(np.diff(flat, prepend=~flat[:1]))])
    opaque = bool((colours >> 24 == 255).all())
    if colours.size <= 256:
        kept = as_bytes(colours[np.newaxis])[0]
        image = Image.fromarray(np.searchsorted(colours, picture).astype(np.uint8), "L")
        image.putpalette(kept[:, :3].tobytes())
        options = {} if opaque else {"transparency": kept[:, 3].tobytes()}
    else:
        image = Image.fromarray(as_bytes(picture), "RGBA")
        image = image.convert("RGB") if opaque else image
        options = {}
    buffer = BytesIO()
    # Level 9 would take five times as long to save four per cent.
    image.save(buffer, "PNG", compress_level=6, **options)
    return buffer.getvalue()
