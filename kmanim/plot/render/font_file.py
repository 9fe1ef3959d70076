"""Which fonts a line is set in: as files, to take letters from, and as matplotlib names them, to write lines."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from kmanim.letters.fonts import HOUSE_FONT, families_for, house_file
from kmanim.plot.style.font_choice import font_family
from kmanim.plot.style.theme import TextStyle

if TYPE_CHECKING:
    from matplotlib.font_manager import FontProperties


def font_file(font: str, *, bold: bool) -> str:
    """Find the file of a font, regular or bold."""
    if font == HOUSE_FONT:
        return house_file(bold=bold)
    from matplotlib.font_manager import findfont  # noqa: PLC0415 - heavy, and seldom needed

    return str(findfont(_named((font_family(font),), bold, 10.0)))


def font_of(text: str, style: TextStyle) -> FontProperties:
    """Give the fonts that a line is set in, as matplotlib wants them."""
    families = families_for(text)
    if style.font != HOUSE_FONT:
        families = (font_family(style.font), *families)
    return _named(families, style.bold, style.size)


@lru_cache(maxsize=256)
def _named(families: tuple[str, ...], bold: bool, size: float) -> FontProperties:
    from matplotlib.font_manager import FontProperties  # noqa: PLC0415 - as above

    return FontProperties(
        family=families,
        style="normal",
        variant="normal",
        stretch="normal",
        weight="bold" if bold else "normal",
        size=size,
    )
