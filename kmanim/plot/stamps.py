"""Lines of text as pixels, rendered once and stamped wherever they stand."""

from __future__ import annotations

from functools import lru_cache
from math import ceil, hypot
from typing import Any, NamedTuple

import numpy as np
from matplotlib.backends import backend_agg
from matplotlib.colors import to_rgba

from kmanim.arrays import ByteArray
from kmanim.plot.defaults import house_style
from kmanim.plot.theme import TextStyle
from kmanim.plot.widths import font_of, text_width

_agg: Any = backend_agg  # matplotlib has no types for it


class Stamp(NamedTuple):
    """A line's pixels of shape (height, width, 4), bottom row first, and where its origin lies.

    `left` and `bottom` say where the lower left corner lies from the beginning of the line on its baseline, in
    pixels.
    """

    pixels: ByteArray
    left: int
    bottom: int


@lru_cache(maxsize=4096)
def stamp(text: str, style: TextStyle, scale: float) -> Stamp:
    """Render a line, no larger than its ink and its halo."""
    reach = ceil(style.halo * scale)
    # Even: before matplotlib 3.11 letters at half a pixel went to the even side.
    margin = 2 * ceil((reach + style.size * scale / 2) / 2)
    sheet = _written(text, style, scale, margin)
    while _ink_at_the_edge(sheet, reach + 1):  # letters that reach farther than most
        margin *= 2
        sheet = _written(text, style, scale, margin)
    inked = sheet[..., 3] > 0
    if not inked.any():
        return Stamp(sheet[:1, :1], 0, 0)
    rows, columns = (np.flatnonzero(inked.any(axis=axis)) for axis in (1, 0))
    top, end = rows[0] - reach, rows[-1] + 1 + reach
    left = columns[0] - reach
    pixels = sheet[top:end, left : columns[-1] + 1 + reach]
    if reach:
        pixels = _over(pixels, _spread(pixels[..., 3], style.halo * scale), style.halo_colour)
    return Stamp(np.ascontiguousarray(pixels[::-1]), int(left) - margin, sheet.shape[0] - int(end) - margin)


@lru_cache(maxsize=256)
def turned_stamp(text: str, style: TextStyle, scale: float) -> Stamp:
    """Render a line that runs upwards: a quarter turn to the left."""
    pixels, left, bottom = stamp(text, style, scale)
    turned = np.ascontiguousarray(np.rot90(pixels, -1))  # bottom row first: the other way round
    return Stamp(turned, -bottom - turned.shape[1], left)


def _ink_at_the_edge(sheet: ByteArray, width: int) -> bool:
    ink = sheet[..., 3]
    return bool(ink[:width].any() or ink[-width:].any() or ink[:, :width].any() or ink[:, -width:].any())


def _written(text: str, style: TextStyle, scale: float, margin: int) -> ByteArray:
    """Write a line on a sheet with so much room on every side, top row first."""
    wide, high = ceil(text_width(text, style) * scale), ceil(style.size * scale)
    with house_style():
        sheet = _agg.RendererAgg(wide + 2 * margin, high + 2 * margin, 72 * scale)
        gc = sheet.new_gc()
        gc.set_foreground(to_rgba(style.colour), isRGBA=True)
        sheet.draw_text(gc, margin, sheet.height - margin, text, font_of(text, style), 0, ismath=False)
        gc.restore()
    return np.array(sheet.buffer_rgba())


def _spread(coverage: ByteArray, radius: float) -> ByteArray:
    """Grow letters by a radius: the largest coverage within a disc with a soft rim."""
    reach = ceil(radius)
    padded = np.pad(coverage, reach).astype(np.float32)
    grown = np.zeros(coverage.shape, dtype=np.float32)
    height, width = coverage.shape
    for dy in range(-reach, reach + 1):
        for dx in range(-reach, reach + 1):
            weight = min(1.0, radius + 0.5 - hypot(dx, dy))
            if weight > 0:
                shifted = padded[reach + dy : reach + dy + height, reach + dx : reach + dx + width]
                np.maximum(grown, weight * shifted, out=grown)
    return np.rint(grown).astype(np.uint8)


def _over(letters: ByteArray, halo: ByteArray, colour: str) -> ByteArray:
    """Lay letters over a halo of one colour, in straight alpha."""
    top = letters[..., 3:4].astype(np.float64) / 255
    under = halo[..., None].astype(np.float64) / 255
    alpha = top + under * (1 - top)
    rim = np.array(to_rgba(colour)[:3]) * 255
    mixed = (letters[..., :3] * top + rim * under * (1 - top)) / np.where(alpha > 0, alpha, 1)
    rounded: ByteArray = np.rint(np.concatenate([mixed, alpha * 255], axis=-1)).astype(np.uint8)
    return rounded
