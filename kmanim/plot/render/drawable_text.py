"""Foreign text made fit to be drawn: one line, glyphs that exist, no longer than its room."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from functools import lru_cache

from matplotlib import font_manager

LONGEST = 60
HOUSE_FONT = "DejaVu Sans"
_STAND_IN = "\N{WHITE SQUARE}"
# One-colour fonts with wide coverage, for the characters that DejaVu Sans lacks, where they are installed.
_FALLBACKS = (
    "Noto Sans CJK JP", "Noto Sans CJK SC", "Noto Sans CJK KR", "Noto Sans JP", "Noto Sans SC",
    "Source Han Sans", "WenQuanYi Zen Hei", "WenQuanYi Micro Hei", "Droid Sans Fallback", "IPAGothic",
    "Hiragino Sans", "PingFang SC", "Microsoft YaHei", "Yu Gothic", "Malgun Gothic", "Arial Unicode MS",
    "Noto Emoji", "Symbola", "Unifont",
)  # fmt: skip


@lru_cache(maxsize=1)
def families() -> tuple[str, ...]:
    """List the fonts that are used, in the order they are asked for a glyph; all are installed."""
    installed = {entry.name for entry in font_manager.fontManager.ttflist}
    return (HOUSE_FONT, *(name for name in _FALLBACKS if name in installed))


@lru_cache(maxsize=32)
def _glyphs(family: str) -> frozenset[int]:
    properties = font_manager.FontProperties(family=family)
    return frozenset(font_manager.get_font(font_manager.findfont(properties)).get_charmap())


def families_for(text: str) -> tuple[str, ...]:
    """Give the fonts that a text needs: the house font alone where it has all glyphs."""
    house = _glyphs(HOUSE_FONT)
    return families() if any(ord(c) not in house for c in text) else (HOUSE_FONT,)


def lacking(texts: Iterable[str]) -> tuple[str, ...]:
    """List the characters of some texts that no installed font can show, each once, sorted.

    They are drawn as a white square; the command says so once.
    """
    wanted = {c for text in texts for c in _one_line(text)}
    house = _glyphs(HOUSE_FONT)
    beyond = {c for c in wanted if ord(c) not in house}
    return tuple(sorted(c for c in beyond if not any(ord(c) in _glyphs(f) for f in families()[1:])))


@lru_cache(maxsize=4096)
def drawable(text: str, limit: int = LONGEST) -> str:
    """Make one line of at most `limit` characters that can be drawn without a warning."""
    line = _one_line(text)
    if len(line) > limit:
        line = line[: limit - 1].rstrip() + "…"
    without = set(lacking((line,)))
    return "".join(_STAND_IN if c in without else c for c in line)


def _one_line(text: str) -> str:
    # Joiners and variation selectors have no width and no glyph; surrogates cannot be drawn at all.
    kept = []
    for c in str(text)[:1000]:
        kind = unicodedata.category(c)
        if kind == "Cf" or "\N{VARIATION SELECTOR-1}" <= c <= "\N{VARIATION SELECTOR-16}":
            continue
        kept.append(" " if kind in {"Cc", "Zl", "Zp"} else "\N{REPLACEMENT CHARACTER}" if kind == "Cs" else c)
    return "".join(kept)
