"""How one row is shared, as bars on a card among the points: together they are the whole row."""

from __future__ import annotations

from kmanim.plot.axes.plane import Box
from kmanim.plot.cards.bar_lines import GAP, THICK, draw_lines, size_of_lines
from kmanim.plot.panels.bars import draw_bar
from kmanim.plot.render.pen import Pen
from kmanim.plot.style.palettes import ClusterStyle
from kmanim.plot.style.theme import TextStyle, Theme
from kmanim.story.em.share_bars import ShareBars


def share_size(bars: ShareBars, theme: Theme) -> tuple[float, float]:
    """Give width and height of a card, in px."""
    return size_of_lines(bars, theme, _value(theme))


def draw_share_bars(
    pen: Pen, box: Box, bars: ShareBars, styles: tuple[ClusterStyle, ...], theme: Theme
) -> None:
    """Draw a card in a box that is at least as large as `share_size` says; a bar of full length is the whole row."""
    value = _value(theme)
    rails = draw_lines(pen, box, bars, styles, theme, value)
    for bar, rail in zip(bars.bars, rails, strict=True):
        with pen.role("share bars"):
            pen.rectangle(rail.start, rail.middle - THICK / 2, rail.room, THICK, theme.grid)
            if bar.share > 0:
                length, style = rail.room * bar.share, styles[bar.cluster]
                draw_bar(pen, rail.start, rail.middle, length, THICK, style, solid=True)
        with pen.role("bar values"):
            pen.text(rail.start + rail.room + GAP, rail.drop, bar.text, value)


def _value(theme: Theme) -> TextStyle:
    return TextStyle(size=theme.name_size, colour=theme.ink, font=theme.font)
