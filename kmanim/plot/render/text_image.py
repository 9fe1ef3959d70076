"""Lines of text as pixels, rendered once and stamped wherever they stand."""

from __future__ import annotations

from functools import lru_cache
from math import ceil, hypot
from typing import NamedTuple

import numpy as np
from matplotlib.colors import to_rgba

from kmanim.arrays import ByteArray
from kmanim.plot.render.glyphs import line_coverage
from kmanim.plot.render.raster import lay
from kmanim.plot.style.theme import TextStyle


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
    ink, left, bottom = line_coverage(text, style, scale)
    if not ink.size:
        return Stamp(np.zeros((1, 1, 4), np.uint8), 0, 0)
    reach = ceil(style.halo * scale)
    pixels = np.empty((ink.shape[0] + 2 * reach, ink.shape[1] + 2 * reach, 4), np.uint8)
    lay(style.colour, pixels)
    pixels[..., 3] = np.pad(ink, reach)
    if reach:
        pixels = _over(pixels, _spread(pixels[..., 3], style.halo * scale), style.halo_colour)
    return Stamp(np.ascontiguousarray(pixels[::-1]), left - reach, bottom - reach)


@lru_cache(maxsize=256)
def turned_stamp(text: str, style: TextStyle, scale: float) -> Stamp:
    """Render a line that runs upwards: a quarter turn to the left."""
    pixels, left, bottom = stamp(text, style, scale)
    turned = np.ascontiguousarray(np.rot90(pixels, -1))  # bottom row first: the other way round
    return Stamp(turned, -bottom - turned.shape[1], left)


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
