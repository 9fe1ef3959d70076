"""The objective of several runs as bars on one axis, as it falls, and a dashed line at the best that is known."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from kmanim.plot.axes.plane import Box
from kmanim.plot.render.pen import Pen
from kmanim.plot.render.text_width import fitted, text_width, widest
from kmanim.plot.style.theme import TextStyle, Theme
from kmanim.story.comparisons.objective_bars import ObjectiveBars

# Of more runs than this the bars stand in several columns.
MOST_ROWS = 4
_BAR, _LINE, _HEAD, _GAP, _SAMPLE = 10.0, 17.0, 20.0, 8.0, 18.0
# The share of a column that names may take.
_NAMES = 0.4
DASHED = (4.0, 2.5)


def bars_height(runs: int) -> float:
    """How much room bars of so many runs need, in px."""
    rows = -(-runs // -(-runs // MOST_ROWS))
    return _HEAD + rows * _LINE


@dataclass(frozen=True)
class _Row:
    """Where the bar of one run stands."""

    name: str
    left: float
    start: float
    middle: float


class BarsPanel:
    """Bars in some room of the page.

    Parameters
    ----------
    bars : ObjectiveBars
        What they show.
    titles : sequence of str
        What the runs are called.
    box : Box
        As high as `bars_height` says.
    theme : Theme
        Ink and sizes.
    """

    def __init__(self, bars: ObjectiveBars, titles: Sequence[str], box: Box, theme: Theme) -> None:
        self._bars, self._box, self._theme = bars, box, theme
        self._name = TextStyle(size=theme.tick_size, colour=theme.ink, font=theme.font, bold=True)
        self._value = TextStyle(size=theme.tick_size, colour=theme.ink, font=theme.font)
        self._quiet = TextStyle(size=theme.tick_size, colour=theme.quiet_ink, font=theme.font)
        columns = -(-len(titles) // MOST_ROWS)
        rows = -(-len(titles) // columns)
        wide = (box.width - 2 * _GAP * (columns - 1)) / columns
        names = min(widest(list(titles), self._name), _NAMES * wide)
        numbers = widest([bars.text(float(v)) for own in bars.values for v in own], self._value)
        self.unit = max(wide - names - numbers - 2 * _GAP, 10.0) / (bars.largest or 1.0)
        self.rows = []
        for number, title in enumerate(titles):
            column, row = divmod(number, rows)
            left = box.left + column * (wide + 2 * _GAP)
            middle = box.top - _HEAD - (row + 0.5) * _LINE
            self.rows.append(_Row(fitted(title, self._name, names), left, left + names + _GAP, middle))

    def draw_stage(self, pen: Pen) -> None:
        """Draw what never changes: what the bars are, whose they are, where they begin, and the best that is known."""
        theme, box, bars = self._theme, self._box, self._bars
        base = box.top - theme.tick_size
        drop = theme.tick_size * 0.365
        with pen.role("bars title"):
            room = box.width
            if bars.reference:
                wide = text_width(bars.reference, self._quiet)
                pen.text(box.right, base, bars.reference, self._quiet, "right")
                end = box.right - wide - 6
                sample = np.array([(end - _SAMPLE, base + drop), (end, base + drop)])
                pen.line(sample, theme.ink, 1.4, dash=DASHED)
                room = max(0.0, end - _SAMPLE - _GAP - box.left)
            pen.text(box.left, base, fitted(bars.title, self._quiet, room), self._quiet)
            for row in self.rows:
                pen.text(row.left, row.middle - drop, row.name, self._name)
                foot = np.array([(row.start, row.middle - _LINE / 2), (row.start, row.middle + _LINE / 2)])
                pen.line(foot, theme.axis, 1.0)

    def draw(self, pen: Pen, values: Sequence[float], texts: Sequence[str], ended: Sequence[bool]) -> None:
        """Draw the bars: quiet while their runs go on, dark when they have ended.

        Parameters
        ----------
        pen : Pen
            What draws.
        values : sequence of float
            How long each is; nan where there is none yet.
        texts : sequence of str
            What is written at its end.
        ended : sequence of bool
            Whether its run has.
        """
        theme = self._theme
        for row, value, text, over in zip(self.rows, values, texts, ended, strict=True):
            if not np.isfinite(value):
                continue
            long = max(self.unit * value, 1.0)
            with pen.role("ended bars" if over else "bars"):
                ink = theme.ink if over else theme.secondary
                pen.rectangle(row.start, row.middle - _BAR / 2, long, _BAR, ink)
            with pen.role("bar values"):
                style = self._name if over else self._value
                pen.text(row.start + long + _GAP, row.middle - theme.tick_size * 0.365, text, style)
        if self._bars.best is not None:
            with pen.role("best known"):
                for start in dict.fromkeys(row.start for row in self.rows):
                    column = [row.middle for row in self.rows if row.start == start]
                    x = start + self.unit * self._bars.best
                    ends = np.array([(x, max(column) + _LINE / 2), (x, min(column) - _LINE / 2)])
                    pen.line(ends, theme.paper, 3.6)
                    pen.line(ends, theme.ink, 1.4, dash=DASHED)
