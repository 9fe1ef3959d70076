"""How one row is shared, as bars on a card among the points: together they are the whole row."""

from __future__ import annotations

import numpy as np

from kmanim.plot.axes.plane import Box
from kmanim.plot.cards.card import PAD, draw_card
from kmanim.plot.marks.centroids import draw_sign
from kmanim.plot.panels.bars import draw_bar
from kmanim.plot.render.pen import Pen
from kmanim.plot.render.text_width import fitted, text_width, widest
from kmanim.plot.style.palettes import ClusterStyle
from kmanim.plot.style.theme import TextStyle, Theme
from kmanim.story.em.share_bars import ShareBars

_SIGN, _BAR, _LONGEST, _GAP = 13.0, 11.0, 84.0, 7.0


def share_size(bars: ShareBars, theme: Theme) -> tuple[float, float]:
    """Give width and height of a card, in px."""
    number, value = _number(theme), _value(theme)
    wide = _SIGN + _GAP + _numbers(bars, number) + _GAP + _LONGEST + _GAP + _values(bars, value)
    words = [text_width(text, _quiet(theme)) for text in (bars.title, bars.rest)]
    lines = len(bars.bars) + bool(bars.rest)
    return max(wide, *words) + 2 * PAD, _head(theme) + lines * _line(theme) + 2 * PAD - 4


def draw_share_bars(
    pen: Pen, box: Box, bars: ShareBars, styles: tuple[ClusterStyle, ...], theme: Theme
) -> None:
    """Draw a card in a box that is at least as large as `share_size` says; a bar of full length is the whole row."""
    draw_card(pen, box, theme)
    number, value, quiet = _number(theme), _value(theme), _quiet(theme)
    wide = _numbers(bars, number)
    left, top = box.left + PAD, box.top - PAD
    start = left + _SIGN + _GAP + wide + _GAP
    room = box.right - PAD - start - _GAP - _values(bars, value)
    with pen.role("bars title"):
        pen.text(left, top - theme.tick_size * 0.8, fitted(bars.title, quiet, box.width - 2 * PAD), quiet)
    for place, bar in enumerate(bars.bars):
        style = styles[bar.cluster]
        middle = top - _head(theme) - (place + 0.5) * _line(theme) + 2
        drop = middle - theme.tick_size * 0.365
        draw_sign(pen, np.array([left + _SIGN / 2, middle]), style, _SIGN, theme, bar.cluster + 1)
        with pen.role("bar numbers"):
            pen.text(left + _SIGN + _GAP + wide / 2, drop, str(bar.cluster + 1), number, "center")
        with pen.role("share bars"):
            pen.rectangle(start, middle - _BAR / 2, room, _BAR, theme.grid)
            if bar.share > 0:
                draw_bar(pen, start, middle, room * bar.share, _BAR, style, solid=True)
        with pen.role("bar values"):
            pen.text(start + room + _GAP, drop, bar.text, value)
    if bars.rest:
        with pen.role("bars title"):
            base = top - _head(theme) - (len(bars.bars) + 0.5) * _line(theme) + 2 - theme.tick_size * 0.365
            pen.text(left, base, fitted(bars.rest, quiet, box.width - 2 * PAD), quiet)


def _number(theme: Theme) -> TextStyle:
    return TextStyle(size=theme.tick_size, colour=theme.ink, bold=True)


def _value(theme: Theme) -> TextStyle:
    return TextStyle(size=theme.name_size, colour=theme.ink)


def _quiet(theme: Theme) -> TextStyle:
    return TextStyle(size=theme.tick_size, colour=theme.quiet_ink)


def _numbers(bars: ShareBars, style: TextStyle) -> float:
    return widest([str(bar.cluster + 1) for bar in bars.bars], style)


def _values(bars: ShareBars, style: TextStyle) -> float:
    return widest([bar.text for bar in bars.bars], style)


def _line(theme: Theme) -> float:
    return theme.name_size + 5


def _head(theme: Theme) -> float:
    return theme.tick_size + 6
