"""Beside the plan: how far all walk, falling try by try towards the shortest that is known."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from kmanim.arrays import FloatArray
from kmanim.plot.axes.plane import Box, Plane, fitted_title, tick_style
from kmanim.plot.axes.ticks import round_ticks
from kmanim.plot.render.pen import Pen
from kmanim.plot.render.text_width import text_width, widest
from kmanim.plot.style.theme import TextStyle, Theme
from kmanim.story.floor_plan.facts import PlanFacts
from kmanim.story.text.words import sentence_case

_DOT = 7.0
_WORDS = 40.0  # above the plot: what is counted, and what it is now
_LINE = 18.0
_DASHES = (5.0, 4.0)
_RIGHT = 20.0


class WalkPanel:
    """The axes of the walk, and the line that falls on them.

    Parameters
    ----------
    facts : PlanFacts
        The numbers of the run.
    room : Box
        Where it may stand.
    theme : Theme
    """

    def __init__(self, facts: PlanFacts, room: Box, theme: Theme) -> None:
        self._facts, self._theme = facts, theme
        trace = facts.trace
        self._steps = [0, *trace.kept]
        self._values = trace.objective[self._steps]
        self._turns = np.array([float(facts.iteration(i)) for i in self._steps])
        self._best = trace.best_known
        self._left = room.left
        self._room = room.width - _RIGHT
        self.plane = self._plane(room, trace.unlabelled[trace.last_gain or -1].iteration)
        self._places = self.plane.to_px(np.column_stack([self._turns, self._values]))

    def _plane(self, room: Box, last: int) -> Plane:
        values = self._values if self._best is None else np.append(self._values, self._best)
        low, high = float(values.min()), float(values.max())
        span = high - low or abs(high) or 1.0
        # Counted walks have two whole numbers on the axis at least.
        low, high = max(0.0, low - 0.22 * span), max(high + 0.08 * span, low + 1.05 * self._facts.is_counted)
        y = round_ticks(low, high, min(8, max(2, int(room.height / 42))), whole=self._facts.is_counted)
        left = 10 + widest(y.labels, tick_style(self._theme)) + 8
        box = Box(room.left + left, room.bottom, room.width - left - _RIGHT, room.height - _WORDS)
        edge = 12 * last / max(box.width - 24, 1)
        x = round_ticks(0.0, last + edge, max(2, int(box.width / 34)), whole=True)
        return Plane(
            box=box, low=np.array([-edge, low]), high=np.array([last + edge, high]), x=x, y=y,
            titles=(sentence_case(self._facts.turn), ""),
        )  # fmt: skip

    def draw_stage(self, pen: Pen) -> None:
        """Draw what never changes: the axes, what is counted, the shortest that is known."""
        plane, theme = self.plane, self._theme
        plane.draw(pen, theme)
        quiet = TextStyle(size=theme.tick_size, colour=theme.quiet_ink, font=theme.font)
        with pen.role("objective meaning"):
            told = fitted_title(plane.y, "Cells walked a day", quiet, self._room)
            pen.text(self._left + 4, plane.box.top + _WORDS - quiet.size, told, quiet)
        if self._best is None:
            return
        height = self._at(self._best)
        ends = np.array([(plane.box.left, height), (plane.box.right, height)])
        with pen.role("best known"):
            pen.line(ends, theme.quiet_ink, 1.5, _DASHES)
            style = replace(quiet, halo=2.5, halo_colour=theme.halo)
            words = f"shortest {self._facts.walk(self._best)}"
            if text_width(words, style) > plane.box.width - 8:
                words = self._facts.walk(self._best)
            has_room = height - style.size - 3 >= plane.box.bottom
            up = height - style.size - 3 if has_room else height + 5
            # On the left the line is far above: it ends near the shortest, on the right. A run that is there from the
            # start has its mark on the left.
            if self._values[0] > self._best and not self._facts.trace.is_as_short(
                self._values[0], self._best
            ):
                pen.text(plane.box.left + 5, up, words, style)
            else:
                pen.text(plane.box.right - 3, up, words, style, "right")

    def draw(self, pen: Pen, step: int, now: float | None = None) -> None:
        """Draw the line as far as snapshot `step` has been shown, and go on level to try `now`."""
        if step < 0:
            return
        theme, plane = self._theme, self.plane
        count = sum(1 for i in self._steps if i <= step)
        places = self._places[:count]
        with pen.role("objective"):
            corners = [places[0]]
            for place in places[1:]:
                corners += [np.array([place[0], corners[-1][1]]), place]
            if now is not None:
                right = min(plane.box.right, self._across(now))
                if right > corners[-1][0]:
                    corners.append(np.array([right, corners[-1][1]]))
            if len(corners) > 1:
                pen.line(np.array(corners), theme.ink, theme.line)
            pen.markers("circle", places, _DOT, theme.ink, theme.paper, 1)
            pen.markers("circle", places[-1:], _DOT + 4, theme.paper, theme.ink, theme.line)
            style = TextStyle(size=theme.name_size, colour=theme.ink, bold=True, font=theme.font)
            value = self._facts.walk(float(self._values[count - 1]))
            pen.text(self._left + 4, plane.box.top + _WORDS - theme.tick_size - _LINE, value, style)
        if count > 1:
            quiet = TextStyle(size=theme.tick_size, colour=theme.quiet_ink, font=theme.font)
            gone = self._facts.walk(float(self._values[0] - self._values[count - 1]))
            shift = text_width(value, style) + 10
            with pen.role("objective change"):
                up = plane.box.top + _WORDS - theme.tick_size - _LINE
                # A number that is cut would be another number.
                for told in (f"−{gone} since {self._facts.turn} 0", f"−{gone}"):
                    if text_width(told, quiet) <= self._room - shift:
                        pen.text(self._left + 4 + shift, up, told, quiet)
                        break

    def _at(self, value: float) -> float:
        return float(self.plane.to_px(np.array([(0.0, value)]))[0, 1])

    def _across(self, turn: float) -> float:
        place: FloatArray = self.plane.to_px(np.array([(turn, 0.0)]))
        return float(place[0, 0])
