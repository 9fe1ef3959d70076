"""Words that one line keeps together: a name and its value, a number and its unit."""

from __future__ import annotations

import re
from itertools import pairwise

_TIE = "\N{NO-BREAK SPACE}"
# What stands between two numbers, what follows a number, and what has one after it.
_SIGNS = frozenset("=<>≤≥±×·−")
_UNIT = re.compile(r"[%‰°]|°?[A-Za-zµ]{1,3}²?")
_NO_UNITS = frozenset(
    ["a", "and", "are", "as", "at", "by", "for", "in", "is", "nor", "of", "on", "or", "the", "to", "was"]
)
_NUMBERED = frozenset(
    ["centre", "cluster", "column", "dimension", "panel", "round", "run", "solution", "step"]
)


def tied(line: str) -> str:
    r"""Put no-break spaces where a line must not end: ``k = 2``, ``2.548 M``, ``centre 1``.

    Examples
    --------
    >>> tied("k = 2 ends with W = 2.548 M").replace("\N{NO-BREAK SPACE}", "_")
    'k_=_2 ends with W_=_2.548_M'
    """
    words = line.split(" ")
    kept = [words[0]]
    is_unit = False
    for before, after in pairwise(words):
        bare = after.rstrip(",.;:!?)")
        follows = before[-1:].isdecimal() and bare not in _NO_UNITS and bool(_UNIT.fullmatch(bare))
        kept += [_TIE if follows or (not is_unit and _belong(before, bare)) else " ", after]
        is_unit = follows and bare not in _SIGNS
    return "".join(kept)


def unparted(line: str) -> list[str]:
    """Give the words of a line, as one what a line must not part: ``["eps = 0.1,", "12 %"]``."""
    return [word.replace(_TIE, " ") for word in tied(line).split(" ")]


def _belong(before: str, bare: str) -> bool:
    """Tell whether two words are one to the eye: a letter or a sign and what follows, a thing and its number."""
    if before in _SIGNS or bare in _SIGNS or (len(before) == 1 and before.isalpha()):
        return True
    return before.lower() in _NUMBERED and (bare.isdecimal() or (len(bare) == 1 and bare.isupper()))
