"""The distances of a row as bars on a card among the points, for planes in which lines would be of a wrong length."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from kmanim.plot.axes.plane import Box
from kmanim.plot.cards.bar_lines import GAP, THICK, draw_lines, size_of_lines
from kmanim.plot.panels.bars import draw_bar
from kmanim.plot.render.pen import Pen
from kmanim.plot.style.palettes import ClusterStyle
from kmanim.plot.style.theme import TextStyle, Theme
from kmanim.story.kmeans.distances.distance_bars import DistanceBars


def bars_size(bars: DistanceBars, theme: Theme) -> tuple[float, float]:
    """Give width and height of a card, in px."""
    return size_of_lines(bars, theme, _strong(theme))


def draw_distance_bars(
    pen: Pen, box: Box, bars: DistanceBars, styles: Sequence[ClusterStyle], theme: Theme
) -> None:
    """Draw a card in a box that is at least as large as `bars_size` says.

    The nearest centre's bar is solid, as its line is in a plane that shows all; the others are hollow.
    """
    strong = _strong(theme)  # the nearest one's, and wider for it
    rails = draw_lines(pen, box, bars, styles, theme, strong)
    longest = max((bar.distance for bar in bars.bars), default=0.0)
    for place, (bar, rail) in enumerate(zip(bars.bars, rails, strict=True)):
        is_nearest = place == 0
        # The numbers stand at the ends of the bars: the longest leaves room for them.
        length = rail.room * bar.distance / longest if longest > 0 else 0.0
        with pen.role("nearest bar" if is_nearest else "bars"):
            style = styles[bar.cluster]
            draw_bar(pen, rail.start, rail.middle, length, THICK, style, solid=is_nearest)
        with pen.role("bar values"):
            value = strong if is_nearest else replace(strong, bold=False)
            pen.text(rail.start + length + GAP, rail.drop, bar.text, value)


def _strong(theme: Theme) -> TextStyle:
    return TextStyle(size=theme.name_size, colour=theme.ink, font=theme.font, bold=True)
