"""Which signs the fonts of this machine can draw. Asked only where a text holds more than Latin letters.

Pictures are set in DejaVu Sans, which comes with matplotlib. Signs that it lacks are taken from another font of the
machine, sign by sign; which one, is settled by name, so that pictures are the same wherever the same fonts are. What
no font has is never drawn as a square: symbols are left out, and rows whose letters are missing go by their number.
"""

from __future__ import annotations

import logging
import re
from collections.abc import Collection, Iterable, Iterator
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING
from unicodedata import category, normalize

from kmanim.letters.right_to_left import ISOLATES

if TYPE_CHECKING:
    from matplotlib.ft2font import FT2Font

HOUSE_FONT = "DejaVu Sans"
# Up to here the house font has every sign that can be seen.
_LATIN = "\u024f"
# Fonts of one colour with wide coverage, the first to be asked; then all others, those without serifs before the rest.
_PREFERRED = (
    "Noto Sans CJK JP", "Noto Sans CJK SC", "Noto Sans CJK KR", "Noto Sans JP", "Noto Sans SC",
    "Source Han Sans", "WenQuanYi Zen Hei", "WenQuanYi Micro Hei", "Droid Sans Fallback", "IPAGothic",
    "Hiragino Sans", "PingFang SC", "Microsoft YaHei", "Yu Gothic", "Malgun Gothic", "Noto Sans",
    "Arial Unicode MS", "Noto Emoji", "Symbola", "Unifont", "STIXGeneral",
)  # fmt: skip
# They draw boxes, nothing, pictures in colour, or other signs than their codes say.
_UNFIT = re.compile(r"(?i)last ?resort|blank|notdef|colou?r|^cm[a-z]+\d+$|^STIX(Non|Size)")
# Signs without ink that say where a name begins and ends need no font.
_found: dict[str, str | None] = dict.fromkeys(ISOLATES, HOUSE_FONT)
_asked: set[str] = set()


@lru_cache(maxsize=2)
def house_file(*, bold: bool) -> str:
    """Find the file of the house font, in regular or in bold.

    Its own copy is what matplotlib's list of fonts gives, too; but that takes 15 ms to be read, half a second to be
    made on a machine where it is missing, and 20 ms more to be searched for the sizes that a film has.
    """
    import matplotlib as mpl  # noqa: PLC0415 - heavy

    name = HOUSE_FONT.replace(" ", "") + ("-Bold" if bold else "") + ".ttf"
    own = Path(mpl.get_data_path(), "fonts", "ttf", name)
    return str(own) if own.is_file() else _listed(HOUSE_FONT, "bold" if bold else "normal")


def family_of(sign: str) -> str | None:
    """Name the family that a sign with its marks is taken from, in regular and in bold; None if no font here has it."""
    if sign not in _found:
        _search((sign,))
    return _found[sign]


def families_for(text: str) -> tuple[str, ...]:
    """Name the families that a text needs, the house font first."""
    if max(text, default="") <= _LATIN:
        return (HOUSE_FONT,)
    others = map(family_of, signs_of(text))
    return tuple(dict.fromkeys((HOUSE_FONT, *(name for name in others if name is not None))))


def signs_of(text: str) -> Iterator[str]:
    """Take a text apart into signs, each with the marks that are set upon it: one font draws both."""
    start = 0
    for end in range(1, len(text) + 1):
        if end == len(text) or not category(text[end]).startswith("M"):
            yield text[start:end]
            start = end


def can_draw(text: str) -> bool:
    """Tell whether some font here has every sign of a text as it is."""
    return max(text, default="") <= _LATIN or all(family_of(sign) is not None for sign in signs_of(text))


def lacking(texts: Iterable[str]) -> tuple[str, ...]:
    """List the signs of some texts that no font here can draw, nor their plain forms; each once, sorted."""
    wanted = {sign for text in texts if max(text, default="") > _LATIN for sign in signs_of(seen(text))}
    if wanted:
        _search(wanted)
    return tuple(sorted(sign for sign in wanted if not plain_form(sign)))


def plain_form(sign: str) -> str:
    """Give the sign itself, or what stands for it: a letter without its marks, or for one of full width, or nothing."""
    for form in (sign, normalize("NFKC", sign), sign[0]):
        if all(family_of(part) is not None for part in signs_of(form)):
            return form
    return ""


def spelled(name: str) -> bool:
    """Tell whether a name can be read in a picture; symbols that no font has may be missing beside its letters.

    Beside a number alone they may not: without its sign it would be another name.
    """
    missing = lacking((name,))
    if not missing:
        return True
    return all(map(is_symbol, missing)) and any(c.isalpha() for c in name)


def is_symbol(sign: str) -> bool:
    """Tell whether a sign is a symbol, an emoji or no sign at all: a word is the same word without it."""
    return category(sign[0])[0] in "SCZ"


def seen(text: str) -> str:
    """Leave out joiners and variation selectors, which have no width and no glyph; where names begin and end stays."""
    return "".join(
        sign
        for sign in text
        if (category(sign) != "Cf" or sign in ISOLATES)
        and not "\N{VARIATION SELECTOR-1}" <= sign <= "\N{VARIATION SELECTOR-16}"
    )


def _search(signs: Collection[str]) -> None:
    """Find the families of some signs; each font is opened at most once for all of them."""
    wanted = {sign for sign in signs if sign not in _found}
    for sign in wanted:
        if max(sign) <= _LATIN or all(face.get_char_index(ord(part)) for face in _house() for part in sign):
            _found[sign] = HOUSE_FONT
    wanted -= _found.keys()
    searched = {sign for sign in wanted if category(sign[0]) not in ("Co", "Cn", "Cs")}
    for name in _families() if searched else ():
        there = {sign for sign in searched if _has(name, sign)}
        _found.update(dict.fromkeys(there, name))
        searched -= there
        if not searched:
            break
    for sign in wanted - _found.keys():
        _found[sign] = None


@lru_cache(maxsize=1)
def _house() -> tuple[FT2Font, FT2Font]:
    """Open the house font, in regular and in bold."""
    from matplotlib.ft2font import FT2Font  # noqa: PLC0415 - heavy, and not needed for Latin letters

    return FT2Font(house_file(bold=False)), FT2Font(house_file(bold=True))


@lru_cache(maxsize=1)
def _families() -> tuple[str, ...]:
    """List the other families of this machine in the order in which they are asked."""
    from matplotlib import font_manager  # noqa: PLC0415 - heavy, and seldom needed

    upright = {entry.name for entry in font_manager.fontManager.ttflist if entry.style == "normal"}
    ranks = {name: rank for rank, name in enumerate(_PREFERRED)}

    def order(name: str) -> tuple[int, bool, str]:
        return ranks.get(name, len(ranks)), "Sans" not in name or "Mono" in name, name

    fit = (name for name in upright if name != HOUSE_FONT and not _UNFIT.search(name))
    return tuple(sorted(fit, key=order))


def _has(family: str, sign: str) -> bool:
    """Tell whether a family draws a sign and its marks, with ink, in regular and in bold."""
    from matplotlib.ft2font import LoadFlags  # noqa: PLC0415 - as above

    try:
        for weight in ("normal", "bold"):
            face = _face(family, weight)
            if not face.scalable or not all(face.get_char_index(ord(part)) for part in sign):
                return False
            face.set_size(12, 72)
            left, _, right, _ = face.load_char(ord(sign[0]), flags=LoadFlags.NO_HINTING).bbox
            if left == right and not category(sign[0]).startswith(("Z", "M")):
                return False
    except (OSError, RuntimeError, ValueError):  # a broken font is as good as none
        return False
    return True


def _face(family: str, weight: str) -> FT2Font:
    from matplotlib import font_manager  # noqa: PLC0415 - as above

    if not _asked:
        logging.getLogger(font_manager.__name__).addFilter(_is_news)
    _asked.add(family)
    return font_manager.get_font(_listed(family, weight))


def _listed(family: str, weight: str) -> str:
    """Look a font up in matplotlib's list."""
    from matplotlib import font_manager  # noqa: PLC0415 - as above

    wanted = font_manager.FontProperties(family=family, weight=weight)
    return str(font_manager.findfont(wanted, fallback_to_default=False))


def _is_news(record: logging.LogRecord) -> bool:
    """Drop what matplotlib says of families that we asked for: that one has no bold face, say."""
    told = record.args if isinstance(record.args, tuple) else ()
    return "Failed to find font weight" not in str(record.msg) or not _asked.intersection(map(str, told))
