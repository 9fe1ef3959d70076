"""Single letters, straight from FreeType: as matplotlib renders them, in a sixth of the time.

matplotlib sets up a sheet, lays a line out and looks for the ink again. Its fonts can give the bitmap of one glyph, as
they do for its own renderer, but by names that are not public: where they are missing or have changed, matplotlib
writes the letter as any other line.
"""

from __future__ import annotations

import os
from functools import lru_cache
from typing import Any

import numpy as np
from matplotlib import ft2font

from kmanim.arrays import ByteArray
from kmanim.plot.render.font_file import font_file
from kmanim.plot.render.text_width import HINTING
from kmanim.plot.style.theme import TextStyle

_ft2font: Any = ft2font  # what is not public has no types
_UPRIGHT = np.array([[0x10000, 0], [0, 0x10000]])
_IS_THERE = HINTING is not None and all(
    hasattr(_ft2font.FT2Font, name) for name in ("_layout", "_render_glyph", "_set_transform")
)


def letter_bitmap(
    sign: str, style: TextStyle, scale: float, shift: float
) -> tuple[ByteArray, int, int] | None:
    """Render one letter, or letters that are one sign where they meet, such as "fi".

    Parameters
    ----------
    sign : str
        The letter or letters.
    style : TextStyle
        Its size and font.
    scale : float
        Pixels to the px.
    shift : float
        How many pixels right of where it begins.

    Returns
    -------
    (ndarray, int, int) or None
        How much of each pixel is ink, 0 to 255, top row first; where the left and the upper edge lie from the beginning
        of the baseline, in pixels. None where it has to be written as lines are: it is no single sign of its font, or
        matplotlib has no such way.
    """
    if not _IS_THERE:
        return None
    font = _font(style.font, style.bold, style.size, 72 * scale)
    try:
        glyph = font.get_char_index(ord(sign)) if len(sign) == 1 else _joined(font, sign)
        if not glyph:
            return None
        font._set_transform(_UPRIGHT, [round(0x40 * shift), 0])
        bitmap = font._render_glyph(glyph, HINTING, _ft2font.RenderMode.NORMAL)
        return np.asarray(bitmap.buffer), int(bitmap.left), int(bitmap.top)
    except (TypeError, AttributeError):
        return None


def _joined(font: Any, letters: str) -> int:
    """Find the one glyph of several letters; 0 where they are more than one."""
    laid = font._layout(letters, flags=HINTING)
    alone = len(laid) == 1 and laid[0].ft_object is font and not (laid[0].x or laid[0].y)
    return int(laid[0].glyph_index) if alone else 0


@lru_cache(maxsize=32)
def _font(name: str, bold: bool, size: float, dpi: float) -> Any:
    """Open a font of our own for each size: matplotlib's shared ones remember what was last written with them.

    A font is fitted to its size anew with the first letter after that is set, even if it is the same: half of the time.
    """
    font = _ft2font.FT2Font(font_file(name, bold=bold))
    font.set_size(size, dpi)
    return font


# As in `text_width`: a font reads from its open file as it goes.
if hasattr(os, "register_at_fork"):
    os.register_at_fork(after_in_child=_font.cache_clear)
