"""The worth of every length over its logarithm: a dot a length, then the whole curve, its top and the band."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from kmanim.arrays import FloatArray
from kmanim.plot.axes.plane import Box, Plane, tick_style
from kmanim.plot.axes.ticks import Ticks, round_ticks
from kmanim.plot.layout import MARGIN
from kmanim.plot.pages.sheet import wrapped
from kmanim.plot.render.pen import Dash, Pen
from kmanim.plot.render.text_width import fitted, text_width, widest
from kmanim.plot.scenes.ab_test.axes import log_ticks, worth_ends
from kmanim.plot.style.theme import TextStyle, Theme
from kmanim.story.ab_test.facts import LengthFacts

DOT, NOW = 8.0, 12.0
TINT = 0.22
"""How opaque the band is."""
_POINTS = 240
_DASH: Dash = (5.0, 4.0)
_LINE, _OVER = 17.0, 4.0
_WORDS = 26.0  # how high the words at the foot of the plot reach
_EDGE = 8.0  # so many px from the edge of the page nothing is written, where that can be
_AROUND = 1.25  # how far the axis goes beyond what it shows, as a factor


class Hill:
    """The axes of the worth of every length, in some room of the page.

    Parameters
    ----------
    facts : LengthFacts
        What is drawn.
    room : Box
        Where it stands, labels and titles included.
    theme : Theme
        Sizes and colours.
    colour : str
        Of the band.
    ends : (float, float)
        The shortest and the longest length that are shown, in days.
    """

    def __init__(
        self, facts: LengthFacts, room: Box, theme: Theme, colour: str, ends: tuple[float, float]
    ) -> None:
        self.facts, self._theme, self._colour = facts, theme, colour
        self._quiet = tick_style(theme)
        self._ink = TextStyle(
            size=theme.name_size, colour=theme.ink, halo=2.5, halo_colour=theme.halo, font=theme.font
        )
        low, high = ends[0] / facts.size / _AROUND, ends[1] / facts.size * _AROUND
        self.low, self.high = low, high
        best = float(facts.trial.worth(facts.best))
        # Above its top the best length is written.
        above = min((NOW / 2 + _OVER + theme.name_size + 4) / room.height, 0.4)
        bottom, top = worth_ends(float(facts.trial.worth(np.array(ends)).min()), best, above)
        thousands = 3 if 1e4 <= top < 1e6 and not bottom else None
        y: Ticks = round_ticks(bottom, top, max(2, int(room.height / 60)), exponent=thousands)
        title = facts.with_unit("").strip()
        said = y.titled(f"Worth ({title})" if title else "Worth")
        self._title = wrapped(said, self._quiet, room.width - MARGIN, 2)
        self._left = room.left + 6
        left = 6 + widest(y.labels, self._quiet) + 8
        box = Box(
            room.left + left,
            room.bottom,
            room.width - left - MARGIN,
            room.height - _LINE * len(self._title) - 4,
        )
        self.plane = Plane(
            box=box, low=np.array([np.log10(low), bottom]), high=np.array([np.log10(high), top]),
            x=log_ticks(low, high, box.width, theme), y=y,
            titles=(f"Length ({facts.units})", ""),
        )  # fmt: skip

    def draw_stage(self, pen: Pen) -> None:
        """Draw the axes, and what stands above them."""
        self.plane.draw(pen, self._theme)
        box = self.plane.box
        wide = max(text_width(line, self._quiet) for line in self._title)
        left = max(min(box.left, box.right - wide), self._left)  # with the plot, where there is room
        with pen.role("panel title"):
            for number, line in enumerate(reversed(self._title)):
                pen.text(left, box.top + 6 + _LINE * number, line, self._quiet)

    def place(self, days: float) -> FloatArray:
        """Place the worth of a length on the page, in px."""
        count = max(days / self.facts.size, self.low)
        worth = float(self.facts.trial.worth(days))
        place: FloatArray = self.plane.to_px(np.array([(np.log10(count), worth)]))[0]
        return place

    def draw_dots(self, pen: Pen, lengths: list[float], now: float | None) -> None:
        """Draw the lengths that have been shown, and the one that is shown now, which may be on its way."""
        theme = self._theme
        with pen.role("lengths"):
            if lengths:
                places = np.array([self.place(days) for days in lengths])
                pen.markers("circle", places, DOT, theme.ink, theme.paper, 1.0)
            if now is not None and now / self.facts.size >= self.low:
                pen.markers("circle", self.place(now)[None], NOW, theme.paper, theme.ink, theme.line)

    def draw_curve(self, pen: Pen) -> None:
        """Draw the worth of all lengths."""
        counts = np.logspace(np.log10(self.low), np.log10(self.high), _POINTS)
        curve = np.column_stack([np.log10(counts), self.facts.trial.worth(counts * self.facts.size)])
        with pen.role("curve"):
            pen.line(self.plane.to_px(curve), self._theme.ink, self._theme.line)

    def draw_band(self, pen: Pen) -> None:
        """Tint the lengths that keep 99 % of the best worth."""
        low, high = (end / self.facts.size for end in self.facts.trace.band)
        low, high = max(low, self.low), min(high, self.high)
        ends = self.plane.to_px(np.column_stack([np.log10([low, high]), [0.0, 0.0]]))
        box = self.plane.box
        with pen.role("band"):
            pen.rectangle(
                ends[0, 0], box.bottom, ends[1, 0] - ends[0, 0], box.height, self._colour, alpha=TINT
            )

    def draw_best(self, pen: Pen, *, over: bool = False) -> None:
        """Mark the best length by a line up to the top of the curve, and its number above it; over words, or not."""
        theme, box = self._theme, self.plane.box
        x, y = self.place(self.facts.best)
        with pen.role("best length"):
            foot = min(box.bottom + (_WORDS if over else 0.0), y)
            pen.line(np.array([(x, foot), (x, y)]), theme.ink, 1.5, _DASH)
            pen.markers("circle", np.array([(x, y)]), NOW, theme.paper, theme.ink, theme.line)
        self._say(pen, (self.facts.best_text, self.facts.best_number), x, y + NOW / 2 + _OVER, "best length")

    def draw_ends(self, pen: Pen) -> None:
        """Write the ends of the band, and what they are, below the curve."""
        low, high = self.facts.band_ends
        x, _ = self.place(self.facts.best)
        ends = f"{low} to {high}"
        self._say(pen, (f"99 %: {ends}", ends), x, self.plane.box.bottom + 8, "band")

    def draw_factors(self, pen: Pen) -> None:
        """Mark half the best length and twice."""
        theme, box = self._theme, self.plane.box
        places = np.array([self.place(self.facts.best / 2), self.place(self.facts.best * 2)])
        with pen.role("factors"):
            pen.markers("diamond", places, NOW, theme.paper, theme.ink, theme.line)
        style = replace(self._ink, size=theme.tick_size)
        told = ("÷ 2", "× 2")
        if places[1, 0] + 10.0 + text_width(told[1], style) > box.right + MARGIN - _EDGE:
            told = ("÷2", "×2")
        for (x, y), words, align in zip(places, told, ("right", "left"), strict=True):
            away = -10.0 if align == "right" else 10.0
            wide = text_width(words, style)
            at = x + away - wide if align == "right" else x + away
            with pen.role("factors"):
                # Into the margin of the page, rather than onto its own mark.
                pen.text(min(max(at, box.left + 2), box.right + MARGIN - 2 - wide), y, words, style)

    def _say(self, pen: Pen, choices: tuple[str, ...], x: float, y: float, role: str) -> None:
        """Write the first words that have room around a place, within the plot."""
        box = self.plane.box
        fitting = (said for said in choices if text_width(said, self._ink) <= box.width - 4)
        words = fitted(next(fitting, choices[-1]), self._ink, box.width - 4)
        half = text_width(words, self._ink) / 2
        with pen.role(role):
            pen.text(min(max(x, box.left + half + 2), box.right - half - 2), y, words, self._ink, "center")
