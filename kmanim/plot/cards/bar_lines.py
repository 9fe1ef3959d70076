"""Bars on a card among the points, a line each: whose it is, the bar, and what it says."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple, Protocol

import numpy as np

from kmanim.plot.axes.plane import Box
from kmanim.plot.cards.card import PAD, draw_card
from kmanim.plot.marks.centroids import draw_sign
from kmanim.plot.render.pen import Pen
from kmanim.plot.render.text_width import fitted, text_width, widest
from kmanim.plot.style.palettes import ClusterStyle
from kmanim.plot.style.theme import TextStyle, Theme

THICK, GAP = 11.0, 7.0
"""How high a bar is, and what lies between parts of its line, in px."""
_SIGN, _LONGEST = 13.0, 84.0


class Line(Protocol):
    """What stands in one line."""

    @property
    def cluster(self) -> int:
        """Whose it is, from 0."""

    @property
    def text(self) -> str:
        """What stands at the end of the bar."""


class Lines(Protocol):
    """What a card says."""

    @property
    def titles(self) -> Sequence[str]:
        """What the lengths of the bars are, from rich to short."""

    @property
    def bars(self) -> Sequence[Line]:
        """The lines, from top to bottom."""

    @property
    def rest(self) -> str:
        """What those are that have no line; empty where there are none."""


class Rail(NamedTuple):
    """Where the bar of a line lies: from `start` on, `room` px at most, about the height `middle`.

    Words beside it stand on `drop`.
    """

    start: float
    room: float
    middle: float
    drop: float


def size_of_lines(lines: Lines, theme: Theme, value: TextStyle) -> tuple[float, float]:
    """Give width and height of a card whose texts are written in the style `value` at the most, in px."""
    wide = _SIGN + GAP + _numbers(lines, theme) + GAP + _LONGEST + GAP + _values(lines, value)
    words = [text_width(text, _quiet(theme)) for text in (lines.titles[0], lines.rest)]
    count = len(lines.bars) + bool(lines.rest)
    return max(wide, *words) + 2 * PAD, _head(theme) + count * _line(theme) + 2 * PAD - 4


def draw_lines(
    pen: Pen, box: Box, lines: Lines, styles: Sequence[ClusterStyle], theme: Theme, value: TextStyle
) -> list[Rail]:
    """Draw a card but for its bars and their texts; give the place of each.

    Parameters
    ----------
    pen : Pen
    box : Box
        At least as large as `size_of_lines` says.
    lines : Lines
    styles : sequence of ClusterStyle
        One a cluster.
    theme : Theme
    value : TextStyle
        Of the texts, in the widest form that they have.
    """
    draw_card(pen, box, theme)
    number, quiet = _number(theme), _quiet(theme)
    wide, left, top = _numbers(lines, theme), box.left + PAD, box.top - PAD
    start = left + _SIGN + GAP + wide + GAP
    room = box.right - PAD - start - GAP - _values(lines, value)
    rails = []
    for place in range(len(lines.bars) + 1):
        middle = top - _head(theme) - (place + 0.5) * _line(theme) + 2
        rails.append(Rail(start, room, middle, middle - theme.tick_size * 0.365))
    inside = box.width - 2 * PAD
    title = next((text for text in lines.titles if text_width(text, quiet) <= inside), lines.titles[-1])
    with pen.role("bars title"):
        pen.text(left, top - theme.tick_size * 0.8, fitted(title, quiet, inside), quiet)
        if lines.rest:
            pen.text(left, rails[-1].drop, fitted(lines.rest, quiet, inside), quiet)
    for bar, rail in zip(lines.bars, rails, strict=False):
        at = np.array([left + _SIGN / 2, rail.middle])
        draw_sign(pen, at, styles[bar.cluster], _SIGN, theme, bar.cluster + 1)
        with pen.role("bar numbers"):
            pen.text(left + _SIGN + GAP + wide / 2, rail.drop, str(bar.cluster + 1), number, "center")
    return rails[:-1]


def _number(theme: Theme) -> TextStyle:
    return TextStyle(size=theme.tick_size, colour=theme.ink, font=theme.font, bold=True)


def _quiet(theme: Theme) -> TextStyle:
    return TextStyle(size=theme.tick_size, colour=theme.quiet_ink, font=theme.font)


def _numbers(lines: Lines, theme: Theme) -> float:
    return widest([str(bar.cluster + 1) for bar in lines.bars], _number(theme))


def _values(lines: Lines, style: TextStyle) -> float:
    return widest([bar.text for bar in lines.bars], style)


def _line(theme: Theme) -> float:
    return theme.name_size + 5


def _head(theme: Theme) -> float:
    return theme.tick_size + 6
