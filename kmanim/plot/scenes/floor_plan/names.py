"""Names of rooms in boxes that are too small for them: as large as can be, and never two alike."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Sequence
from itertools import takewhile

from kmanim.plot.render.text_width import fitted, text_width
from kmanim.plot.style.theme import TextStyle, Theme

_SMALLEST = 7.0
_SHARE = 0.78  # of their size, that all names give way for a long one before it is cut
LONGEST = 80
"""So many columns of a name are looked at: what it begins with may be that of others."""
_AIR = 6.0  # beside a name, within its room


def name_size(names: Sequence[str], room: tuple[float, float], theme: Theme) -> float:
    """Choose the size of the names, one for all: as large as all have room for, and never so small as to be dots."""
    size = min(theme.name_size, 0.62 * room[1])
    style = TextStyle(size=size, colour=theme.ink, font=theme.font)
    longest = max((text_width(name, style) for name in names), default=0.0)
    fitting = size * min(1.0, (room[0] - _AIR) / max(longest, 1e-9))
    # A long name is cut before all others become too small to be read.
    return max(fitting, min(size, max(_SMALLEST, _SHARE * size)))


def in_room(name: str, room: tuple[float, float], style: TextStyle) -> str:
    """Cut a name to its room; one that was fitted by its size stays whole, whatever rounding does."""
    return fitted(name, style, room[0] - _AIR + 2)


def distinct(names: Sequence[str], room: tuple[float, float], theme: Theme) -> list[str]:
    """Give names that can be told apart once they are cut to their room.

    What all begin with is left out where need be, then what those begin with that are cut alike: ``Room number 7`` and
    ``Room number 22`` become ``7`` and ``22``. What is still alike is numbered behind its beginning, so that a caption
    that has the whole name leads to it.
    """

    def cut(found: Sequence[str]) -> list[str]:
        style = TextStyle(size=name_size(found, room, theme), colour=theme.ink, font=theme.font)
        return [in_room(name, room, style) for name in found]

    def numbered(name: str, number: int) -> str:
        size = max(_SMALLEST, _SHARE * min(theme.name_size, 0.62 * room[1]))
        style = TextStyle(size=size, colour=theme.ink, font=theme.font)
        behind = f" {number}"
        return f"{fitted(name, style, room[0] - _AIR - text_width(behind, style))}{behind}"

    return _told_apart(names, cut, numbered)


def short_names(names: Sequence[str]) -> list[str]:
    """Give names of one to four letters that tell rooms apart, as `distinct` does."""
    for length in (2, 3, 4):
        few = _cut_to(length)(names)
        if _differ(few):
            return few
    found = _without_common_words(names)
    for length in (2, 3, 4):
        few = _cut_to(length)(found)
        if _differ(few):
            return few
    return _cut_to(4)(_told_apart(names, _cut_to(4), lambda name, number: f"{name[:2].strip()}{number}"))


def _cut_to(length: int) -> Callable[[Sequence[str]], list[str]]:
    return lambda names: [name[:length].strip() for name in names]


def _told_apart(
    names: Sequence[str],
    cut: Callable[[Sequence[str]], list[str]],
    numbered: Callable[[str, int], str],
) -> list[str]:
    if _differ(cut(names)):
        return list(names)
    found = _without_common_words(names)
    if _differ(cut(found)):
        return found
    groups = defaultdict(list)
    for row, text in enumerate(cut(found)):
        groups[text].append(row)
    alike = [rows for rows in groups.values() if len(rows) > 1]
    shorter = list(found)
    for rows in alike:
        for row, rest in zip(rows, _without_common_words([found[row] for row in rows]), strict=True):
            shorter[row] = rest
    if _differ(cut(shorter)):
        return shorter
    counts = Counter(cut(shorter))
    seen: Counter[str] = Counter()
    last = []
    for name, text in zip(shorter, cut(shorter), strict=True):
        seen[text] += 1
        last.append(numbered(name, seen[text]) if counts[text] > 1 else name)
    return last if _differ(cut(last)) else [str(number) for number in range(1, len(names) + 1)]


def _without_common_words(names: Sequence[str]) -> list[str]:
    """Leave out the words that all names begin with, unless nothing is left of one."""
    words = [name.split(" ") for name in names]
    alike = sum(1 for _ in takewhile(lambda column: len(set(column)) == 1, zip(*words, strict=False)))
    return [" ".join(of_name[alike:]) or name for of_name, name in zip(words, names, strict=True)]


def _differ(texts: Sequence[str]) -> bool:
    return len(set(texts)) == len(texts)
