"""What becomes of a few numbers, step by step: small charts one above the other, on axes that never change."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from kmanim.arrays import FloatArray
from kmanim.plot.axes.plane import Box, Plane, tick_style
from kmanim.plot.axes.ticks import NO_TICKS, Ticks, round_ticks
from kmanim.plot.render.pen import Pen
from kmanim.plot.render.text_width import fitted, text_width, widest
from kmanim.plot.style.theme import TextStyle, Theme

_HEAD, _GAP = 22.0, 14.0
_DOT, _SMALL = 8.0, 4.5
_DOTTED = 24  # of more values a line alone is drawn, and the last one's dot


@dataclass(frozen=True, slots=True, eq=False)
class Course:
    """One number in the course of a run.

    Attributes
    ----------
    names : tuple of str
        What it is, from rich to short.
    values : ndarray of shape (s,)
        After step 0, 1, ...; nan where there is none.
    words : tuple of str, length s
        Each as it is written.
    whole : bool
        Whether it counts something.
    """

    names: tuple[str, ...]
    values: FloatArray
    words: tuple[str, ...]
    whole: bool = False


class Courses:
    """The axes of several courses in some room of the page.

    Parameters
    ----------
    theme : Theme
    room : Box
        Where they may stand, the right margin included.
    courses : sequence of Course
        From top to bottom, all with equally many steps.
    title : str
        What a step is called.
    margin : float
        On the right, in px.
    """

    def __init__(self, theme: Theme, room: Box, courses: Sequence[Course], title: str, margin: float) -> None:
        self._theme, self._courses = theme, courses
        count, steps = len(courses), len(courses[0].values)
        height = (room.height - _HEAD * count - _GAP * (count - 1)) / count
        scales = [_scale(course, height) for course in courses]
        left = 10 + max(widest(ticks.labels, tick_style(theme)) for _, _, ticks in scales) + 10
        box = Box(room.left + left, room.bottom, room.width - left - margin, height)
        x = round_ticks(0.0, float(max(steps - 1, 1)), max(2, int(box.width / 44)), whole=True)
        edge = max(steps - 1, 1) * 8 / max(box.width - 16, 1)
        self.planes = [
            Plane(
                box=box._replace(bottom=room.bottom + (count - 1 - number) * (height + _HEAD + _GAP)),
                low=np.array([-edge, low]),
                high=np.array([max(steps - 1, 1) + edge, high]),
                x=x if number == count - 1 else Ticks(x.places, ("",) * len(x.labels)),
                y=ticks,
                titles=(title if number == count - 1 else "", ""),
            )
            for number, (low, high, ticks) in enumerate(scales)
        ]

    def draw_axes(self, pen: Pen) -> None:
        """Draw what never changes."""
        for plane in self.planes:
            plane.draw(pen, self._theme)

    def draw(self, pen: Pen, step: int) -> None:
        """Draw all courses up to a step, and write their last values above."""
        for plane, course in zip(self.planes, self._courses, strict=True):
            self._draw_course(pen, plane, course, step)

    def _draw_course(self, pen: Pen, plane: Plane, course: Course, step: int) -> None:
        theme = self._theme
        known = np.flatnonzero(np.isfinite(course.values[: step + 1]))
        name = TextStyle(size=theme.tick_size, colour=theme.quiet_ink, font=theme.font)
        bold = TextStyle(size=theme.name_size, colour=theme.ink, font=theme.font, bold=True)
        up, right = plane.box.top + 7, plane.box.right
        value = course.words[known[-1]] if known.size else ""
        room = right - plane.box.left
        with pen.role("course words"):
            pen.text(right, up, value, bold, "right")
            room -= widest(course.words, bold) + 8
            told = next((text for text in course.names if text_width(text, name) <= room), course.names[-1])
            pen.text(plane.box.left, up, fitted(told, name, room), name)
        if not known.size:
            return
        places = plane.to_px(np.column_stack([known, course.values[known]]).astype(np.float64))
        with pen.role("course"):
            if len(places) > 1:
                pen.line(places, theme.ink, theme.line)
            if len(places) <= _DOTTED:
                pen.markers("circle", places[:-1], _SMALL, theme.ink)
            pen.markers("circle", places[-1:], _DOT, theme.paper, theme.ink, theme.line)


def _scale(course: Course, height: float) -> tuple[float, float, Ticks]:
    """Choose the ends of an axis from 0 on, or around values that are far from it, and its ticks."""
    values = course.values[np.isfinite(course.values)]
    top = float(values.max()) if values.size and values.max() > 0 else 1.0
    ticks = round_ticks(0.0, top * 1.1, max(1, int(height / 30)), whole=course.whole)
    return -0.06 * top, 1.1 * top, ticks if ticks.places.size else NO_TICKS
