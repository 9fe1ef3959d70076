"""The heading of a figure that is shared alone: what it found in bold, and below it what it is of."""

from __future__ import annotations

from typing import NamedTuple

from kmanim.plot.pages.sheet import MARGIN, WIDTH, Sheet, style
from kmanim.plot.render.text_width import fitted, text_width
from kmanim.plot.style.look import Look
from kmanim.plot.style.theme import TextStyle

MOST_LINES = 3
_FIRST, _LINE, _SUBJECT, _BELOW = 28.0, 21.0, 19.0, 8.0
_HALVINGS = 5
_SIGNS = 60  # the pen cuts longer lines
# What never stands alone at the end or the beginning of a line: "k = 2", "W = 2.5 M", "12 %", "k-means · 32 cars".
_HOLDS, _HELD = ("=", "k", "W", "centre", "cluster"), ("=", "%", "M", "k")


class Heading(NamedTuple):
    """A finding in lines, and the subject.

    Attributes
    ----------
    lines : tuple of str
        The finding, broken where it is too wide.
    subject : str
        What the figure is of: algorithm, parameter, data.
    """

    lines: tuple[str, ...]
    subject: str

    @property
    def height(self) -> float:
        """What it takes from the upper edge of the sheet, in px."""
        return _FIRST + _LINE * (len(self.lines) - 1) + (_SUBJECT if self.subject else 0) + _BELOW

    def draw(self, sheet: Sheet) -> None:
        """Write it on the upper edge of a sheet."""
        bold, quiet = sheet.style("head"), sheet.style("name", quiet=True)
        y = sheet.height - _FIRST
        for line in self.lines:
            sheet.text(MARGIN, y, line, bold)
            y -= _LINE
        if self.subject:
            sheet.text(MARGIN, y + _LINE - _SUBJECT, self.subject, quiet)


def heading(look: Look, finding: str, subject: str = "", width: float = WIDTH) -> Heading:
    """Lay a heading out for a sheet of some width: lines of about the same length, as few as will do.

    A title of the user's stands in place of the subject.
    """
    room, theme = width - 2 * MARGIN, look.style
    subject = look.title or subject
    lines = balanced(finding, style(theme, "head"), room, MOST_LINES)
    return Heading(tuple(lines), fitted(subject, style(theme, "name", quiet=True), room))


def balanced(text: str, style: TextStyle, width: float, most: int) -> list[str]:
    """Break a text into as few lines as it needs, at most so many, all about equally long; the last may be cut."""
    words = _held(text.split())
    lines = _broken(words, style, width)
    count, low, high = len(lines), width / 2, width
    for _ in range(_HALVINGS if 1 < count <= most else 0):  # the narrowest room that takes no more lines
        middle = (low + high) / 2
        found = _broken(words, style, middle)
        low, high, lines = (low, middle, found) if len(found) == count else (middle, high, lines)
    if count > most:
        lines = _broken(words, style, width)
        return [*lines[: most - 1], fitted(" ".join(lines[most - 1 :]), style, width)]
    return [fitted(line, style, width) for line in lines] or [""]


def _held(words: list[str]) -> list[str]:
    """Join words that a line must not part."""
    joined: list[str] = []
    for word in words:
        bare = joined[-1].split(" ")[-1] if joined else ""
        ranged = bare[-1:].isdigit() and word == "to"  # "0 to 100 %"
        if joined and (
            word.rstrip(".,:;") in _HELD or bare in _HOLDS or ranged or joined[-1].endswith(" to")
        ):
            joined[-1] += f" {word}"
        else:
            joined.append(word)
    return joined


def _broken(words: list[str], style: TextStyle, width: float) -> list[str]:
    lines: list[str] = []
    for word in words:
        longer = f"{lines[-1]} {word}" if lines else word
        if lines and len(longer) <= _SIGNS and text_width(longer, style) <= width:
            lines[-1] = longer
        else:
            lines.append(word)
    return lines
