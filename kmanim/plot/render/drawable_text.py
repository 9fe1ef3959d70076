"""Foreign text made fit to be drawn: one line, glyphs that exist, no longer than its room."""

from __future__ import annotations

import unicodedata
from functools import lru_cache

from kmanim.letters.fonts import can_draw, is_symbol, plain_form, seen, signs_of
from kmanim.letters.right_to_left import ISOLATES, balanced

LONGEST = 60


@lru_cache(maxsize=4096)
def drawable(text: str) -> str:
    """Make one line of at most 60 characters that can be drawn without a warning, and without squares.

    Letters that no font here has become one ellipsis; symbols are left out.
    """
    line = _one_line(text)
    if not can_draw(line):
        line = _without_squares(line)
    limit = LONGEST + sum(map(line.count, ISOLATES))
    if len(line) > limit:
        line = line[: limit - 1].rstrip() + "…"
    return balanced(line)


def _without_squares(line: str) -> str:
    kept: list[str] = []
    gap = False
    for sign in signs_of(line):
        plain = plain_form(sign)
        if plain or is_symbol(sign):
            kept.append(plain)
            gap = gap and not plain
        elif not gap:
            kept.append("…")
            gap = True
    return " ".join("".join(kept).split()) or "…"


def _one_line(text: str) -> str:
    # Surrogates cannot be drawn at all.
    kept = []
    for c in seen(str(text)[:1000]):
        kind = unicodedata.category(c)
        kept.append(" " if kind in {"Cc", "Zl", "Zp"} else "\N{REPLACEMENT CHARACTER}" if kind == "Cs" else c)
    return "".join(kept)
