"""Lines in the order in which they are drawn, where matplotlib does not find it itself.

From 3.11 on matplotlib lays lines out with libraqm, which puts right-to-left letters in their order and joins them.
Before, it sets letter by letter from left to right; then a line is turned here, by those parts of the Unicode
Bidirectional Algorithm (Unicode Standard Annex 9) that names need, and Arabic letters are given the forms in which they
join.
"""

from __future__ import annotations

import re
from functools import lru_cache
from unicodedata import bidirectional, combining, decomposition, mirrored

import matplotlib as mpl

from kmanim.letters.right_to_left import BEGIN, END, runs_left

_LAID_OUT = mpl.__version_info__ >= (3, 11)
_ISOLATE = re.compile(f"({BEGIN}[^{BEGIN}{END}]*{END})")
_PAIRS = str.maketrans("()[]{}<>«»", ")(][}{><»«")
# The blocks of Unicode that hold letters in the forms that they take within words.
_FORMS = (*range(0xFB50, 0xFC00), *range(0xFE80, 0xFEFD))
_FIRST, _MIDDLE, _LAST, _ALONE = "<initial>", "<medial>", "<final>", "<isolated>"
_NUMBERS = frozenset({"EN", "AN"})


def in_reading_order(line: str) -> str:
    """Turn what runs to the left, for a matplotlib that does not; the line runs to the right if it has isolates."""
    if _LAID_OUT or not (BEGIN in line or runs_left(line)):
        return line
    if BEGIN not in line:
        return _turned(line)
    parts = _ISOLATE.split(line)
    return "".join(
        _turned(part.strip(BEGIN + END)) if number % 2 else part for number, part in enumerate(parts)
    )


def _turned(name: str) -> str:
    """Give a name that stands alone in the order in which it is drawn."""
    signs = _signs(_joined(name))
    kinds = [bidirectional(sign[0]) for sign in signs]
    strong = next((kind for kind in kinds if kind in ("L", "R", "AL")), "L")
    base = int(strong != "L")
    levels, before = [], base
    for place, kind in enumerate(kinds):
        if kind == "L":
            before, level = 0, 2 * base
        elif kind in ("R", "AL"):
            before = level = 1
        elif kind in _NUMBERS or (kind in ("CS", "ES") and _within_number(kinds, place)):
            level = 2 if before or base else 0
        else:
            following = next((k for k in kinds[place + 1 :] if k in ("L", "R", "AL", *_NUMBERS)), None)
            after = (
                base
                if following is None
                else int(following in ("R", "AL") or (following != "L" and before == 1))
            )
            level = (1 if before else 2 * base) if before == after else base
        levels.append(level)
    order = list(range(len(signs)))
    for least in range(max(levels, default=0), 0, -1):
        place = 0
        while place < len(order):
            end = place
            while end < len(order) and levels[order[end]] >= least:
                end += 1
            order[place:end] = order[place:end][::-1]
            place = max(end, place + 1)
    return "".join(
        signs[i].translate(_PAIRS) if levels[i] % 2 and mirrored(signs[i][0]) else signs[i] for i in order
    )


def _within_number(kinds: list[str], place: int) -> bool:
    """Tell a sign between two digits, as in 12:30, from one beside a digit."""
    sides = kinds[max(place - 1, 0) : place + 2 : 2]
    return sides == ["EN", "EN"] or (sides == ["AN", "AN"] and kinds[place] == "CS")


def _signs(text: str) -> list[str]:
    """Take a text apart into letters, each with the marks that are set upon it."""
    signs: list[str] = []
    for sign in text:
        if signs and combining(sign):
            signs[-1] += sign
        else:
            signs.append(sign)
    return signs


@lru_cache(maxsize=1)
def _forms() -> dict[str, dict[str, str]]:
    """Give the forms of each Arabic letter, and of the two that are written as one, as Unicode lists them."""
    forms: dict[str, dict[str, str]] = {}
    for code in _FORMS:
        kind, *letters = decomposition(chr(code)).split() or [""]
        if kind in (_FIRST, _MIDDLE, _LAST, _ALONE) and 1 <= len(letters) <= 2:
            forms.setdefault("".join(chr(int(letter, 16)) for letter in letters), {})[kind] = chr(code)
    return {
        text: found for text, found in forms.items()
        if len(text) == 1 or (text[0] == "\N{ARABIC LETTER LAM}" and _FIRST not in found)
    }  # fmt: skip


def _joined(text: str) -> str:
    """Give Arabic letters the forms that join them with their neighbours; others stay."""
    forms, found, place, joins = _forms(), [], 0, False
    while place < len(text):
        letters = text[place : place + 2] if text[place : place + 2] in forms else text[place]
        place += len(letters)
        if combining(letters[0]):
            found.append(letters)
            continue
        known = forms.get(letters, {})
        following = next((sign for sign in text[place:] if not combining(sign)), "")
        goes_on = _FIRST in known and _LAST in forms.get(following, {})
        kind = (_MIDDLE if goes_on else _LAST) if joins and _LAST in known else _FIRST if goes_on else _ALONE
        found.append(known.get(kind, letters))
        joins = goes_on
    return "".join(found)
