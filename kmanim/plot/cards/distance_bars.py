"""The distances of a row as bars on a card among the points, for planes in which lines would be of a wrong length."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from kmanim.plot.axes.plane import Box
from kmanim.plot.cards.card import PAD, draw_card
from kmanim.plot.marks.centroids import draw_sign
from kmanim.plot.panels.bars import draw_bar
from kmanim.plot.render.pen import Pen
from kmanim.plot.render.text_width import fitted, text_width, widest
from kmanim.plot.style.palettes import ClusterStyle
from kmanim.plot.style.theme import TextStyle, Theme
from kmanim.story.kmeans.distances.distance_bars import DistanceBars

_SIGN, _BAR, _LONGEST, _GAP = 13.0, 11.0, 84.0, 7.0


def bars_size(bars: DistanceBars, theme: Theme) -> tuple[float, float]:
    """Give width and height of a card, in px."""
    number, value = _styles(theme)
    wide = _SIGN + _GAP + _numbers(bars, number) + _GAP + _LONGEST + _GAP + _values(bars, value)
    title = text_width(bars.title, _quiet(theme))
    lines = len(bars.bars) + bool(bars.rest)
    return max(wide, title) + 2 * PAD, _head(theme) + lines * _line(theme) + 2 * PAD - 4


def draw_distance_bars(
    pen: Pen, box: Box, bars: DistanceBars, styles: Sequence[ClusterStyle], theme: Theme
) -> None:
    """Draw a card in a box that is at least as large as `bars_size` says.

    The nearest centre's bar is solid, as its line is in a plane that shows all; the others are hollow.
    """
    draw_card(pen, box, theme)
    number, value = _styles(theme)
    quiet = _quiet(theme)
    wide = _numbers(bars, number)
    left = box.left + PAD
    start = left + _SIGN + _GAP + wide + _GAP
    top = box.top - PAD
    longest = max((bar.distance for bar in bars.bars), default=0.0)
    # The numbers stand at the ends of the bars: what is left for the longest.
    room = box.right - PAD - start - _GAP - _values(bars, value)
    with pen.role("bars title"):
        pen.text(left, top - theme.tick_size * 0.8, fitted(bars.title, quiet, box.width - 2 * PAD), quiet)
    for place, bar in enumerate(bars.bars):
        style = styles[bar.cluster]
        middle = top - _head(theme) - (place + 0.5) * _line(theme) + 2
        draw_sign(pen, np.array([left + _SIGN / 2, middle]), style, _SIGN, theme, bar.cluster + 1)
        drop = middle - theme.tick_size * 0.365
        with pen.role("bar numbers"):
            pen.text(left + _SIGN + _GAP + wide / 2, drop, str(bar.cluster + 1), number, "center")
        length = room * bar.distance / longest if longest > 0 else 0.0
        is_nearest = place == 0
        with pen.role("nearest bar" if is_nearest else "bars"):
            draw_bar(pen, start, middle, length, _BAR, style, solid=is_nearest)
        with pen.role("bar values"):
            strong = TextStyle(size=value.size, colour=value.colour, bold=True)
            pen.text(start + length + _GAP, drop, bar.text, strong if is_nearest else value)
    if bars.rest:
        with pen.role("bars title"):
            base = top - _head(theme) - (len(bars.bars) + 0.5) * _line(theme) + 2 - theme.tick_size * 0.365
            pen.text(left, base, fitted(bars.rest, quiet, box.width - 2 * PAD), quiet)


def _styles(theme: Theme) -> tuple[TextStyle, TextStyle]:
    return (
        TextStyle(size=theme.tick_size, colour=theme.ink, bold=True),
        TextStyle(size=theme.name_size, colour=theme.ink),
    )


def _quiet(theme: Theme) -> TextStyle:
    return TextStyle(size=theme.tick_size, colour=theme.quiet_ink)


def _numbers(bars: DistanceBars, style: TextStyle) -> float:
    return widest([str(bar.cluster + 1) for bar in bars.bars], style)


def _values(bars: DistanceBars, style: TextStyle) -> float:
    # The nearest one's is bold, and wider for it.
    return widest([bar.text for bar in bars.bars], TextStyle(size=style.size, colour=style.colour, bold=True))


def _line(theme: Theme) -> float:
    return theme.name_size + 5


def _head(theme: Theme) -> float:
    return theme.tick_size + 6
