"""Letters as coverage, rendered once and set side by side; matplotlib would render every letter of every line anew.

A letter is kept at two places within a pixel, so that letters stand at most a quarter of a pixel from where they
belong; before matplotlib 3.11, which can set them on whole pixels alone, at most half a pixel.
"""

from __future__ import annotations

import re
from functools import lru_cache
from itertools import pairwise
from math import ceil
from typing import NamedTuple

import matplotlib as mpl
import numpy as np

from kmanim.arrays import ByteArray
from kmanim.plot.render.font_file import font_of
from kmanim.plot.render.letter_bitmap import letter_bitmap
from kmanim.plot.render.matplotlib_defaults import house_style
from kmanim.plot.render.raster import matplotlibs_own
from kmanim.plot.render.reading_order import in_reading_order
from kmanim.plot.render.text_width import JOINED, face, is_plain, text_width
from kmanim.plot.style.theme import TextStyle

_SIGNS = re.compile(f"{JOINED.pattern}|.", re.DOTALL)

_PHASES = 2 if mpl.__version_info__ >= (3, 11) else 1


class Coverage(NamedTuple):
    """How much of each pixel is ink: shape (height, width), uint8, top row first, no larger than the ink.

    `left` and `bottom` say where the lower left corner lies from the beginning of the line on its baseline, in
    pixels.
    """

    ink: ByteArray
    left: int
    bottom: int


_NOTHING = Coverage(np.zeros((0, 0), np.uint8), 0, 0)


def line_coverage(text: str, style: TextStyle, scale: float) -> Coverage:
    """Render a line."""
    if is_plain(JOINED.sub("-", text), style.font):
        return _set(text, style, scale)
    return _written(text, style, scale, 0.0)


def _set(text: str, style: TextStyle, scale: float) -> Coverage:
    """Set letters side by side; f with what it joins is one of them.

    As a whole such a line would be hinted, at small sizes wider than it is measured, and reach into what stands beside.
    """
    widths = face(style.bold, style.font)
    pen, placed = 0.0, []
    for sign, following in pairwise([*_SIGNS.findall(text), " "]):
        steps = round(pen * style.size * scale * _PHASES)
        letter = _letter(sign, style.font, style.bold, style.size, scale, steps % _PHASES)
        if letter.ink.size:
            placed.append(letter._replace(left=letter.left + steps // _PHASES))
        advance = widths.advance(sign) if len(sign) == 1 else text_width(sign, style) / style.size
        pen += advance + widths.kerning(sign[-1], following[0])
    if not placed:
        return _NOTHING
    left, bottom = min(one.left for one in placed), min(one.bottom for one in placed)
    width = max(one.left + one.ink.shape[1] for one in placed) - left
    height = max(one.bottom + one.ink.shape[0] for one in placed) - bottom
    # Neighbours may share pixels, letters with one in between never do.
    layers = np.zeros((2, height, width), np.uint8)
    for number, (ink, x, y) in enumerate(placed):
        end = height - (y - bottom)
        part = layers[number % 2, end - ink.shape[0] : end, x - left : x - left + ink.shape[1]]
        np.maximum(part, ink, out=part)
    over = 255 - (255 - layers[0].astype(np.uint16)) * (255 - layers[1]) // 255
    return Coverage(over.astype(np.uint8), left, bottom)


@lru_cache(maxsize=8192)
def _letter(sign: str, font: str, bold: bool, size: float, scale: float, phase: int) -> Coverage:
    style = TextStyle(size=size, colour="#000000", bold=bold, font=font)
    drawn = letter_bitmap(sign, style, scale, phase / _PHASES)
    return _written(sign, style, scale, phase / _PHASES) if drawn is None else _trimmed(*drawn)


def _written(text: str, style: TextStyle, scale: float, shift: float) -> Coverage:
    """Let matplotlib write a line, so many pixels to the right of where it begins."""
    # Hinting may make each letter half a pixel wider than it is measured; a sign that falls off the sheet leaves no
    # trace on its edge. Even: before matplotlib 3.11 letters at half a pixel went to the even side.
    margin = 2 * ceil((style.size * scale + len(text)) / 4)
    ink = _sheet(text, style, scale, margin, shift)
    while (
        ink[0].any() or ink[-1].any() or ink[:, 0].any() or ink[:, -1].any()
    ):  # letters that reach farther than most
        margin *= 2
        ink = _sheet(text, style, scale, margin, shift)
    return _trimmed(ink, -margin, len(ink) - margin)


def _trimmed(ink: ByteArray, left: int, top: int) -> Coverage:
    """Keep what has ink of a sheet whose left and upper edges lie there, seen from the beginning of the baseline."""
    rows, columns = (np.flatnonzero(ink.any(axis=axis)) for axis in (1, 0))
    if not rows.size:
        return _NOTHING
    part = ink[rows[0] : rows[-1] + 1, columns[0] : columns[-1] + 1].copy()
    return Coverage(part, left + int(columns[0]), top - int(rows[-1]) - 1)


def _sheet(text: str, style: TextStyle, scale: float, margin: int, shift: float) -> ByteArray:
    """Write a line on a sheet with so much room on every side."""
    wide, high = ceil(text_width(text, style) * scale + shift), ceil(style.size * scale)
    with house_style():
        sheet = matplotlibs_own(wide + 2 * margin, high + 2 * margin, 72 * scale)
        line, font = in_reading_order(text), font_of(text, style)
        sheet.draw_text(sheet.new_gc(), margin + shift, sheet.height - margin, line, font, 0, ismath=False)
    coverage: ByteArray = np.asarray(sheet.buffer_rgba())[..., 3]
    return coverage
