"""Which font letters are set in, where it is not the house's: a family of the machine, or a file."""

from __future__ import annotations

import difflib
from functools import lru_cache
from pathlib import Path

from kmanim.errors import InputError, shown
from kmanim.letters.fonts import HOUSE_FONT

SUFFIXES = (".ttf", ".otf", ".ttc")
# What style sheets call kinds of fonts; the house has one of each.
_KINDS = {
    "sans-serif": HOUSE_FONT, "sans": HOUSE_FONT, "serif": "DejaVu Serif", "monospace": "DejaVu Sans Mono",
}  # fmt: skip
_NEAR = 3


def check_font(font: str) -> None:
    """Refuse a font that is not there.

    Raises
    ------
    InputError
        With the names that are nearest.
    """
    if font != HOUSE_FONT:
        font_family(font)


@lru_cache(maxsize=64)
def font_family(font: str) -> str:
    """Give the family that matplotlib knows a font by; a file becomes known to it, in this process.

    Parameters
    ----------
    font : str
        A family, in any case of its letters; serif, sans-serif or monospace; or a font's file.

    Raises
    ------
    InputError
        If there is no such family or file, or the file is no font with outlines.
    """
    from matplotlib.font_manager import fontManager  # noqa: PLC0415 - heavy, and seldom needed

    if not isinstance(font, str) or not font.strip():
        raise InputError(f"font: the name of a font or a file is wanted, got {shown(repr(font))}")
    wanted = _KINDS.get(font.casefold(), font)
    if Path(wanted).suffix.casefold() in SUFFIXES:
        return _family_in(wanted)
    families = {
        entry.name.casefold(): entry.name
        for entry in fontManager.ttflist
        if not entry.name.startswith("Last Resort")  # one box for all letters
    }
    if wanted.casefold() in families:
        return families[wanted.casefold()]
    near = difflib.get_close_matches(wanted.casefold(), families, n=_NEAR, cutoff=0.5)
    hint = f"near: {', '.join(shown(families[name]) for name in near)}" if near else f"{HOUSE_FONT} is there"
    raise InputError(
        f"font: this machine has no font {shown(repr(font))}; {hint}; a file ({', '.join(SUFFIXES)}) will do, too"
    )


def _family_in(path: str) -> str:
    from matplotlib.font_manager import FontProperties, fontManager, get_font  # noqa: PLC0415 - as above

    if not Path(path).is_file():
        raise InputError(f"font: there is no file {shown(path)}; give the name of a font or a font's file")
    try:
        font = get_font(path)
        scalable = bool(font.scalable)
        fontManager.addfont(path)
    except (OSError, RuntimeError, ValueError) as error:
        raise InputError(
            f"font: {shown(path)} cannot be read as a font ({shown(error)}); take a TrueType or OpenType font"
        ) from error
    if not scalable:
        raise InputError(f"font: {shown(path)} has no outlines; take a TrueType or OpenType font")
    return str(FontProperties(fname=path).get_name())
