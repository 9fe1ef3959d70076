"""How wide lines are, the same for every renderer and scale, and what fits into some room."""

from __future__ import annotations

import os
import re
from collections.abc import Sequence
from functools import lru_cache
from itertools import pairwise
from typing import Any

from matplotlib import rcParamsDefault
from matplotlib.ft2font import FT2Font, Kerning, LoadFlags

from kmanim.letters.fonts import HOUSE_FONT, families_for
from kmanim.letters.right_to_left import ISOLATES
from kmanim.plot.render.drawable_text import drawable
from kmanim.plot.render.font_file import font_file, font_of
from kmanim.plot.render.matplotlib_defaults import house_style
from kmanim.plot.render.raster import matplotlibs_own
from kmanim.plot.render.reading_order import in_reading_order
from kmanim.plot.style.theme import TextStyle

# What fonts may draw as one sign.
JOINED = re.compile("ff[il]?|f[il]")
# How letters are fitted to pixels: by matplotlib's own setting, not the user's. None where that has another name.
HINTING: Any = getattr(LoadFlags, str(rcParamsDefault["text.hinting"]).upper(), None)

_EM = 1024.0
_FINE = 8  # pixels to the px where lines are laid out to be measured


@lru_cache(maxsize=4096)
def text_width(text: str, style: TextStyle) -> float:
    """Width of a line in px."""
    text = drawable(text)
    if is_plain(text, style.font):
        widths = face(style.bold, style.font)
        kerning = sum(widths.kerning(one, other) for one, other in pairwise(text))
        return (sum(map(widths.advance, text)) + kerning) * style.size
    if HINTING is not None and is_plain(JOINED.sub("-", text), style.font):
        return face(style.bold, style.font).joined_width(text, style.size)
    with house_style():
        line, font = in_reading_order(text), font_of(text, style)
        width, _, _ = _ruler().get_text_width_height_descent(line, font, ismath=False)
    return float(width) / _FINE


@lru_cache(maxsize=4096)
def is_plain(text: str, font: str = HOUSE_FONT) -> bool:
    """Tell signs of a font that stand side by side from those that join, combine, run to the left or are lacking."""
    alone = (
        c < "\u0300" or "\u0370" <= c < "\u0483" or ("\u2010" <= c < "\u2300" and c not in ISOLATES)
        for c in text
    )
    joined = any(pair in text for pair in ("ff", "fi", "fl"))
    plain = all(alone) and not joined and families_for(text) == (HOUSE_FONT,)
    return plain and (font == HOUSE_FONT or all(face(bold, font).has(text) for bold in (False, True)))


class Face:
    """A font's measures in shares of its size, each looked up once.

    To lay a line out, as matplotlib does, costs a hundred times more.
    """

    def __init__(self, bold: bool, font: str) -> None:
        self._font = FT2Font(font_file(font, bold=bold))
        self._font.set_size(_EM, 72)
        self.advance = lru_cache(maxsize=4096)(self._advance)
        self.kerning = lru_cache(maxsize=16384)(self._kerning)

    def has(self, text: str) -> bool:
        """Tell whether it has every sign of a text."""
        return all(self._font.get_char_index(ord(sign)) for sign in text)

    def joined_width(self, line: str, size: float) -> float:
        """Lay a line out in which letters may join, as matplotlib's renderer does, and give its width in px."""
        self._font.clear()
        self._font.set_size(size, 72 * _FINE)
        self._font.set_text(line, 0.0, flags=HINTING)
        width, _ = self._font.get_width_height()
        self._font.set_size(_EM, 72)
        return float(width / 64 / _FINE)

    def _advance(self, sign: str) -> float:
        return self._font.load_char(ord(sign), flags=LoadFlags.NO_HINTING).linearHoriAdvance / 65536 / _EM

    def _kerning(self, one: str, other: str) -> float:
        left, right = self._font.get_char_index(ord(one)), self._font.get_char_index(ord(other))
        return self._font.get_kerning(left, right, Kerning.UNFITTED) / 64 / _EM


@lru_cache(maxsize=16)
def face(bold: bool, font: str = HOUSE_FONT) -> Face:
    """Give a font, regular or bold."""
    return Face(bold, font)


# A font reads from its open file as it goes. Processes that share one by fork would move each other's place in it.
if hasattr(os, "register_at_fork"):
    os.register_at_fork(after_in_child=face.cache_clear)


@lru_cache(maxsize=1)
def _ruler() -> Any:
    return matplotlibs_own(1, 1, 72 * _FINE)


@lru_cache(maxsize=4096)
def fitted(text: str, style: TextStyle, room: float) -> str:
    """Cut a line, with an ellipsis, until it is no wider than `room` px; as it is where it fits."""
    line = drawable(text)
    if text_width(line, style) <= room:
        return line
    low, high = 0, len(line)  # the longest beginning that fits, by halving
    while low < high - 1:
        middle = (low + high) // 2
        if text_width(line[:middle].rstrip() + "…", style) <= room:
            low = middle
        else:
            high = middle
    return line[:low].rstrip() + "…" if low else "…"


def widest(texts: Sequence[str], style: TextStyle) -> float:
    """Width of the widest of some lines in px."""
    return max((text_width(text, style) for text in texts), default=0.0)
