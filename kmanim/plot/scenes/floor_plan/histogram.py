"""All plans as a histogram of their walks, with the run's first and last plan marked."""

from __future__ import annotations

import math
from dataclasses import replace
from typing import NamedTuple

import numpy as np

from kmanim.arrays import FloatArray
from kmanim.plot.axes.plane import Box, Plane, tick_style, title_drop
from kmanim.plot.axes.ticks import round_ticks
from kmanim.plot.render.pen import Pen
from kmanim.plot.render.text_width import text_width, widest
from kmanim.plot.style.theme import TextStyle, Theme
from kmanim.simulate.machines.floor_plans.every_plan import EveryPlan
from kmanim.story.floor_plan.facts import PlanFacts

_MOST_BARS = 60
_HEAD = 44.0  # above the bars, for the marks
_LEVELS = (25.0, 7.0)  # where the words of the two marks stand above the bars


class Bars(NamedTuple):
    """A histogram.

    Attributes
    ----------
    edges : ndarray of shape (bars + 1,)
    counts : ndarray of shape (bars,)
    """

    edges: FloatArray
    counts: FloatArray


def bars_of(every: EveryPlan) -> Bars:
    """Count plans in bars of one width, which is whole where all walks are; every bar takes in its left end."""
    lengths = every.lengths
    low, span = float(lengths[0]), float(lengths[-1] - lengths[0])
    is_whole = bool((lengths % 1 == 0).all())
    if is_whole:
        width = max(1.0, math.ceil((span + 1) / _MOST_BARS))
        count = int(span // width) + 1
        first = low - 0.5
    else:
        count = min(_MOST_BARS, max(1, len(lengths)))
        width = span / count or 1.0
        first = low
    edges = np.array([first + width * at for at in range(count + 1)])
    place = np.minimum(((lengths - first) / width).astype(np.intp), count - 1)
    return Bars(edges, np.bincount(place, every.counts, minlength=count).astype(np.float64))


class Histogram:
    """All plans by their walks.

    Parameters
    ----------
    facts : PlanFacts
        Of a run whose plans were all tried.
    every : EveryPlan
    room : Box
        Where it may stand, tick labels and titles included.
    theme : Theme
    """

    def __init__(self, facts: PlanFacts, every: EveryPlan, room: Box, theme: Theme) -> None:
        self._facts, self._every, self._theme = facts, every, theme
        self.bars = bars_of(every)
        top = float(self.bars.counts.max()) * 1.04
        below = title_drop(theme) + 9
        y = round_ticks(0.0, top, max(2, int(room.height / 50)), whole=True)
        left = 8 + theme.title_size + 6 + widest(y.labels, tick_style(theme)) + 8
        box = Box(room.left + left, room.bottom + below, room.width - left - 18, room.height - below - _HEAD)
        edges = self.bars.edges
        air = 0.03 * float(edges[-1] - edges[0])
        low, high = float(edges[0]) - air, float(edges[-1]) + air
        is_whole = bool((every.lengths % 1 == 0).all())
        if is_whole and every.all_alike:
            high += 1  # two whole numbers on the axis
        x = round_ticks(low, high, max(2, int(box.width / 60)), whole=is_whole)
        self.plane = Plane(
            box=box, low=np.array([low, 0.0]), high=np.array([high, top]), x=x, y=y,
            titles=("Cells walked a day", "Plans"),
        )  # fmt: skip

    def draw(self, pen: Pen, *, axes: bool = True) -> None:
        """Draw axes, bars and marks."""
        if axes:
            self.plane.draw(pen, self._theme)
        draw_bars(pen, self.plane, self.bars, self._theme)
        self.draw_marks(pen)

    def draw_marks(self, pen: Pen) -> None:
        """Mark the shortest and this plan, and where the run began, with their numbers."""
        trace, facts = self._facts.trace, self._facts
        last, first = trace.walk, float(trace.unlabelled[0].objective)
        best = self._every.shortest
        this = f"this plan: {facts.walk(last)}"
        if trace.found_best:
            this = f"this plan, the shortest: {facts.walk(last)}"
        self._mark(pen, last, this, 0, is_main=True)
        if not trace.is_as_short(first, last):
            self._mark(pen, first, f"{facts.turn} 0: {facts.walk(first)}", 1, is_main=False)
        elif not trace.found_best:
            self._mark(pen, best, f"shortest: {facts.walk(best)}", 1, is_main=False)

    def _mark(self, pen: Pen, walk: float, words: str, level: int, *, is_main: bool) -> None:
        theme, box = self._theme, self.plane.box
        x = float(self.plane.to_px(np.array([(walk, 0.0)]))[0, 0])
        up = box.top + _LEVELS[level]
        colour = theme.ink if is_main else theme.quiet_ink
        style = TextStyle(size=theme.name_size, colour=colour, font=theme.font, bold=is_main)
        style = replace(style, halo=2.5, halo_colour=theme.halo)
        with pen.role("this plan" if is_main else "first plan"):
            line = np.array([(x, box.bottom), (x, up - 3)])
            pen.line(line, colour, theme.line, () if is_main else (5.0, 4.0))
            pen.markers("down-triangle", np.array([(x, up)]), 9, colour)
            wide = text_width(words, style)
            # Beside its mark, on the side where there is room.
            if x + 9 + wide <= box.right + 14:
                pen.text(x + 9, up - 0.365 * style.size, words, style)
            else:
                pen.text(x - 9, up - 0.365 * style.size, words, style, "right")


def draw_bars(pen: Pen, plane: Plane, bars: Bars, theme: Theme) -> None:
    """Draw the bars."""
    corners = plane.to_px(np.column_stack([bars.edges, np.append(bars.counts, 0.0)]))
    with pen.role("bars"):
        for at in range(len(bars.counts)):
            left, right = corners[at, 0], corners[at + 1, 0]
            high = max(corners[at, 1] - plane.box.bottom, 1.0 if bars.counts[at] else 0.0)
            gap = min(1.0, 0.15 * (right - left))
            if high:
                pen.rectangle(left, plane.box.bottom, right - left - gap, high, theme.rest)
