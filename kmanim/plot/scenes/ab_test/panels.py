"""Three panels over one axis of time: the lift, what it is still worth, their product; above them the test as a bar."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from kmanim.arrays import FloatArray
from kmanim.plot.axes.plane import Box, Plane, fitted_title, tick_style, title_style
from kmanim.plot.axes.ticks import Ticks, round_ticks
from kmanim.plot.layout import MARGIN
from kmanim.plot.render.pen import Dash, Pen
from kmanim.plot.render.text_width import text_width, widest
from kmanim.plot.scenes.ab_test.axes import end_of_time
from kmanim.plot.style.theme import Theme
from kmanim.story.ab_test.facts import LengthFacts

TITLES = (
    "Lift a session (dashed: if always right)",
    "× what a gain then is still worth",
    "= worth a day: the area is the test's worth",
)
_TITLE, _BAR, _GAP = 19.0, 12.0, 8.0
_AIR = 1.12  # above the highest curve
_FAR = 0.4  # lifts that stay below this share of the ceiling have the axis for themselves
_POINTS = 160
_DASH: Dash = (5.0, 4.0)
FILLED = 0.38
"""How opaque an area is."""


class TimePanels:
    """The panels on the page, with axes that never change.

    Parameters
    ----------
    facts : LengthFacts
        What is drawn.
    room : Box
        Where they stand, tick labels and the title of time included.
    theme : Theme
        Sizes and colours.
    colour : str
        Of the test and of its worth.
    """

    def __init__(self, facts: LengthFacts, room: Box, theme: Theme, colour: str) -> None:
        self.facts, self._theme, self._colour = facts, theme, colour
        self.trial, self._size = facts.trial, facts.size
        self.end = end_of_time(facts.best / facts.size)
        tops = self.tops(facts)
        height = (room.height - _BAR - _GAP - 3 * _TITLE - 2 * _GAP) / 3
        ups = [round_ticks(0.0, top, max(2, int(height / 30))) for top in tops]
        labels = [label for up in ups for label in up.labels]
        left = 8 + max(10 + widest(labels, tick_style(theme)), MARGIN + text_width("Test", tick_style(theme)))
        box = Box(room.left + left, room.bottom, room.width - left - 8, height)
        across = round_ticks(0.0, self.end, max(2, int(box.width / 60)))
        bare = Ticks(across.places, ("",) * len(across.labels), across.shift, across.exponent)
        planes = [
            Plane(
                box=box._replace(bottom=box.bottom + place * (height + _TITLE + _GAP)),
                low=np.zeros(2), high=np.array([self.end, top]), x=bare if place else across, y=up,
                titles=("" if place else f"{facts.units.capitalize()} since the start", ""),
            )
            for place, (top, up) in enumerate(zip(reversed(tops), reversed(ups), strict=True))
        ]  # fmt: skip
        self.worth, self.left, self.lift = planes
        self.bar = box._replace(bottom=room.top - _BAR, height=_BAR)

    @classmethod
    def tops(cls, facts: LengthFacts) -> tuple[float, float, float]:
        """Give the upper ends of the axes of lift, discount and product."""
        trial = facts.trial
        tests = np.array([snapshot.days for snapshot in facts.trace.unlabelled[1:]])  # type: ignore[attr-defined]
        times = np.linspace(0, end_of_time(facts.best / facts.size) * facts.size, 400)[1:]
        days = np.append(times, tests)
        product = float((trial.lift(days) * trial.left(days)).max()) * trial.visitors
        surest = float(trial.lift(tests).max())
        lift = trial.ceiling if surest > _FAR * trial.ceiling else surest
        return _AIR * lift, _AIR, _AIR * product

    def draw_stage(self, pen: Pen) -> None:
        """Draw what never changes: axes, titles, the ceiling of the lift, the room of the bar."""
        theme = self._theme
        quiet = tick_style(theme)
        has_ceiling = float(self.lift.high[1]) > self.trial.ceiling
        titles = (TITLES[0] if has_ceiling else TITLES[0].partition(" (")[0], *TITLES[1:])
        for plane, title in zip((self.lift, self.left, self.worth), titles, strict=True):
            plane.draw(pen, theme)
            with pen.role("panel title"):
                room = plane.box.width + 8
                pen.text(plane.box.left, plane.box.top + 6, fitted_title(plane.y, title, quiet, room), quiet)
        if has_ceiling:
            with pen.role("ceiling"):
                ends = np.array([(0.0, self.trial.ceiling), (self.end, self.trial.ceiling)])
                pen.line(self.lift.to_px(ends), theme.quiet_ink, 1.5, _DASH)
        with pen.role("test"):
            bar = self.bar
            small = replace(title_style(theme), size=theme.tick_size)
            pen.text(bar.left - 8, bar.bottom + 2, "Test", small, "right")
            pen.rectangle(*bar, theme.paper, theme.axis, 1.0)

    def draw(self, pen: Pen, days: float, *, old: float | None = None) -> None:
        """Draw a test of a length, and the area of the one before as a grey outline."""
        theme, trial = self._theme, self.trial
        with pen.role("test"):
            bar, count = self.bar, min(days / self._size, self.end)
            pen.rectangle(bar.left, bar.bottom, bar.width * count / self.end, bar.height, self._colour)
        with pen.role("lift"):
            self._inside(pen, self.lift, self._step(days, float(trial.lift(days))), theme.ink)
        with pen.role("discount"):
            times = np.linspace(0.0, self.end, _POINTS)
            curve = np.column_stack([times, trial.left(times * self._size)])
            self._inside(pen, self.left, curve, theme.ink)
        with pen.role("worth"), pen.clipped(*_over(self.worth.box)):
            corners = self.worth.to_px(self.area(days))
            pen.polygon(corners, self._colour, alpha=FILLED)
            pen.line(corners[1:-1], self._colour, theme.line)
        if old is not None:
            with pen.role("old area"), pen.clipped(*_over(self.worth.box)):
                pen.line(self.worth.to_px(self.area(old))[:-1], theme.old_centroid, theme.line, _DASH)

    def area(self, days: float) -> FloatArray:
        """Give the corners of the area below the product from the end of a test on: the first and last lie at 0."""
        return area_of(self.facts, days, self.end, self._size)

    def _step(self, days: float, lift: float) -> FloatArray:
        count = days / self._size
        return np.array([(0.0, 0.0), (count, 0.0), (count, lift), (max(self.end, count), lift)])

    def _inside(self, pen: Pen, plane: Plane, data: FloatArray, colour: str) -> None:
        with pen.clipped(*_over(plane.box)):
            pen.line(plane.to_px(data), colour, self._theme.line)


def area_of(facts: LengthFacts, days: float, end: float, size: float = 1.0) -> FloatArray:
    """Give the corners of the area that a test is worth, in time up to an end and worth a day, shape (m, 2).

    Time is counted in units of so many days.
    """
    trial, start = facts.trial, min(days / size, end)
    times = np.linspace(start, end, _POINTS)
    heights = float(trial.lift(days)) * trial.visitors * trial.left(times * size)
    return np.vstack([(start, 0.0), np.column_stack([times, heights]), (end, 0.0)])


def _over(box: Box) -> Box:
    """Let lines on the edges of a box have their whole width."""
    return Box(box.left - 1, box.bottom - 1, box.width + 2, box.height + 2)
