"""What becomes of a few numbers, step by step: small charts one above the other, on axes that never change."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import NamedTuple

import numpy as np

from kmanim.arrays import FloatArray, IntArray
from kmanim.plot.axes.plane import Box, Plane, fitted_title, tick_style
from kmanim.plot.axes.ticks import NO_TICKS, Ticks, power_ticks, round_ticks
from kmanim.plot.render.pen import Pen
from kmanim.plot.render.text_width import text_width, widest
from kmanim.plot.style.theme import TextStyle, Theme

_HEAD, _GAP = 22.0, 14.0
_DOT, _SMALL = 8.0, 4.5
_DOTTED = 24  # of more values a line alone is drawn, and the last one's dot
_DASHES = (5.0, 4.0)
_APART = 7.0  # px between labels of steps
_BEFORE_ONE = 0.5  # where step 0 stands on an axis of doublings


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
    powers : bool
        Whether its axis goes by powers of ten, as where it runs away.
    known : float or None
        The best that is known, or what it is held against: a dashed line.
    known_words : tuple of str
        What stands beside that line, from rich to short.
    share : float
        How much of the height it has, beside the others.
    """

    names: tuple[str, ...]
    values: FloatArray
    words: tuple[str, ...]
    whole: bool = False
    powers: bool = False
    known: float | None = None
    known_words: tuple[str, ...] = ()
    share: float = 1.0


class Doublings(NamedTuple):
    """A clock on which 1, 2, 4, ... stand equally far apart, and 0 as far before 1: news comes ever more slowly.

    Attributes
    ----------
    dotted : ndarray of int
        The steps that have a dot, ascending: those that a film shows.
    """

    dotted: IntArray

    @staticmethod
    def places(steps: IntArray) -> FloatArray:
        """Give the places of steps on the axis."""
        found: FloatArray = np.log2(np.maximum(steps, _BEFORE_ONE))
        return found

    def ticks(self, last: int, width: float, style: TextStyle) -> Ticks:
        """Mark 0 and as many of the doublings as stand apart."""
        most = int(np.log2(max(last, 1)))
        for every in range(1, most + 2):
            # 0 stands where half a step would: so all labels are equally far apart.
            steps = [0, *(2**power for power in range(every - 1, most + 1, every))]
            labels = tuple(f"{step:,}" for step in steps)
            places = self.places(np.array(steps))
            px = (places - places[0]) / max(float(self.places(np.array([last]))[0] - places[0]), 1) * width
            sizes = np.array([text_width(label, style) for label in labels])
            if (np.diff(px) - (sizes[1:] + sizes[:-1]) / 2 >= _APART).all():
                return Ticks(places, labels)
        return Ticks(self.places(np.array([0])), ("0",))


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
    clock : Doublings, optional
        How steps lie on the axis; equally far apart where there is none.
    """

    def __init__(
        self,
        theme: Theme,
        room: Box,
        courses: Sequence[Course],
        title: str,
        margin: float,
        clock: Doublings | None = None,
    ) -> None:
        self._theme, self._courses, self._clock = theme, courses, clock
        count, steps = len(courses), len(courses[0].values)
        free = room.height - _HEAD * count - _GAP * (count - 1)
        heights = [free * course.share / sum(course.share for course in courses) for course in courses]
        scales = [_scale(course, height) for course, height in zip(courses, heights, strict=True)]
        left = 10 + max(widest(ticks.labels, tick_style(theme)) for _, _, ticks in scales) + 10
        width = room.width - left - margin
        last = max(steps - 1, 1)
        if clock is None:
            start, end = 0.0, float(last)
            x = round_ticks(0.0, end, max(2, int(width / 44)), whole=True)
        else:
            start, end = clock.places(np.array([0, last])).tolist()
            x = clock.ticks(last, width - 16, tick_style(theme))
        edge = max(end - start, 1) * 8 / max(width - 16, 1)
        self.planes: list[Plane] = []
        bottom = room.bottom + free + (_HEAD + _GAP) * (count - 1)
        for number, (height, (low, high, ticks)) in enumerate(zip(heights, scales, strict=True)):
            is_last = number == count - 1
            bottom -= height + (_HEAD + _GAP if number else 0.0)
            plane = Plane(
                box=Box(room.left + left, bottom, width, height),
                low=np.array([start - edge, low]),
                high=np.array([end + edge, high]),
                x=x if is_last else Ticks(x.places, ("",) * len(x.labels)),
                y=ticks,
                titles=(title if is_last else "", ""),
            )
            self.planes.append(plane)

    @cached_property
    def _curves(self) -> list[FloatArray]:
        """All values of every course in px, shape (s, 2); nan where there is none."""
        found = []
        for plane, course in zip(self.planes, self._courses, strict=True):
            steps = np.arange(len(course.values))
            across = steps.astype(np.float64) if self._clock is None else self._clock.places(steps)
            found.append(plane.to_px(np.column_stack([across, _placed(course, course.values)])))
        return found

    def draw_axes(self, pen: Pen) -> None:
        """Draw what never changes."""
        for plane, course, curve in zip(self.planes, self._courses, self._curves, strict=True):
            plane.draw(pen, self._theme)
            if course.known is not None:
                self._draw_known(pen, plane, course, course.known, curve)

    def draw(self, pen: Pen, step: int) -> None:
        """Draw all courses up to a step, and write their last values above."""
        for plane, course, curve in zip(self.planes, self._courses, self._curves, strict=True):
            self._draw_course(pen, plane, course, curve, step)

    def _draw_course(self, pen: Pen, plane: Plane, course: Course, curve: FloatArray, step: int) -> None:
        theme = self._theme
        known = np.flatnonzero(np.isfinite(course.values[: step + 1]))
        name = TextStyle(size=theme.tick_size, colour=theme.quiet_ink, font=theme.font)
        bold = TextStyle(size=theme.name_size, colour=theme.ink, font=theme.font, bold=True)
        up, right = plane.box.top + 7, plane.box.right
        value = course.words[known[-1]] if known.size else ""
        left, end = plane.box.left, right - widest(course.words, bold) - 8
        # Above the labels there is room for what they leave out.
        spare = widest(plane.y.labels, tick_style(theme)) + 8 if plane.y.titled("") else 0.0
        tried = [(text, room) for text in course.names for room in (end - left, end - left + spare)]
        fits = (one for one in tried if text_width(plane.y.titled(one[0]), name) <= one[1])
        text, room = next(fits, tried[-1])
        told = fitted_title(plane.y, text, name, room)
        with pen.role("course words"):
            pen.text(right, up, value, bold, "right")
            pen.text(min(left, end - text_width(told, name)), up, told, name)
        if not known.size:
            return
        places = curve[known]
        with pen.role("course"):
            if len(places) > 1:
                pen.line(places, theme.ink, theme.line)
            dotted = known if self._clock is None else np.intersect1d(known, self._clock.dotted)
            if len(dotted) <= _DOTTED:
                pen.markers("circle", curve[dotted[dotted < known[-1]]], _SMALL, theme.ink)
            pen.markers("circle", places[-1:], _DOT, theme.paper, theme.ink, theme.line)

    def _draw_known(self, pen: Pen, plane: Plane, course: Course, known: float, curve: FloatArray) -> None:
        """Draw the dashed line of what is known, and say what it is where the curve never comes."""
        theme, box = self._theme, plane.box
        up = float(plane.to_px(np.array([(0.0, _placed(course, np.array([known]))[0])]))[0, 1])
        if not box.bottom - 1 <= up <= box.top + 1:
            return
        style = TextStyle(size=theme.tick_size, colour=theme.quiet_ink, font=theme.font)
        style = replace(style, halo=2.5, halo_colour=theme.paper)
        with pen.role("best known"):
            pen.line(np.array([(box.left, up), (box.right, up)]), theme.quiet_ink, 1.5, _DASHES)
            for words in course.known_words:
                width = text_width(words, style)
                for right, low in (
                    (right, low)
                    for low in (up - style.size - 3, up + 5)
                    for right in (box.left + 4 + width, box.right - 3)
                ):
                    inside = right <= box.right and box.bottom + 2 <= low and low + style.size <= box.top
                    if inside and _is_free(curve, right - width, right, low - 2, low + style.size):
                        pen.text(right, low, words, style, "right")
                        return


def _is_free(curve: FloatArray, left: float, right: float, low: float, high: float) -> bool:
    """Tell whether a curve of places, shape (s, 2), stays out of a box."""
    known = curve[np.isfinite(curve).all(axis=1)]
    if not len(known):
        return True
    across = np.linspace(left - _DOT, right + _DOT, 24)
    across = across[(across >= known[0, 0] - _DOT) & (across <= known[-1, 0] + _DOT)]
    heights = np.concatenate([
        np.interp(across, known[:, 0], known[:, 1]),
        known[(known[:, 0] > left - _DOT) & (known[:, 0] < right + _DOT), 1],
    ])  # fmt: skip
    return not ((heights > low - _DOT / 2) & (heights < high + _DOT / 2)).any()


def _placed(course: Course, values: FloatArray) -> FloatArray:
    """Give where values lie on the axis of a course."""
    if not course.powers:
        return values
    shown = course.values if course.known is None else np.append(course.values, course.known)
    positive = shown[shown > 0]
    foot = float(positive.min()) if positive.size else 1.0
    found: FloatArray = np.log10(np.where(np.isnan(values), np.nan, np.maximum(values, foot)))
    return found


def _scale(course: Course, height: float) -> tuple[float, float, Ticks]:
    """Choose the ends of an axis from 0 on, or around values that are far from it, and its ticks."""
    values = course.values[np.isfinite(course.values)]
    if course.powers and values.size:
        ends = _placed(course, values if course.known is None else np.append(values, course.known))
        low, high = float(ends.min()), float(ends.max())
        air = 0.08 * (high - low) or 0.5
        return low - air, high + air, power_ticks(low - air, high + air, max(2, int(height / 30)))
    top = float(values.max()) if values.size and values.max() > 0 else 1.0
    ticks = round_ticks(0.0, top * 1.1, max(1, int(height / 30)), whole=course.whole)
    return -0.06 * top, 1.1 * top, ticks if ticks.places.size else NO_TICKS
