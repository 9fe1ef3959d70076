"""The plot itself: a box on the page with fixed limits, grid, ticks and axis titles."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

import numpy as np

from kmanim.arrays import FloatArray
from kmanim.data.dataset import Dataset
from kmanim.plot.axes.ticks import Ticks
from kmanim.plot.render.pen import Pen
from kmanim.plot.render.text_width import fitted, text_width
from kmanim.plot.style.theme import TextStyle, Theme

# Scales that differ by no more than this factor are nearly one.
_NEARLY = 1.7


class Box(NamedTuple):
    """A rectangle on the page, in px from the lower left corner."""

    left: float
    bottom: float
    width: float
    height: float

    @property
    def right(self) -> float:
        """Right edge in px."""
        return self.left + self.width

    @property
    def top(self) -> float:
        """Upper edge in px."""
        return self.bottom + self.height


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class Plane:
    """Where data lie on the page.

    Attributes
    ----------
    box : Box
        The area of the data, in px.
    low, high : ndarray of shape (2,)
        Limits of both axes in data units.
    x, y : Ticks
        What the axes are marked with; no ticks at all where an axis means nothing.
    titles : (str, str)
        Axis titles, shown literally; cut where they do not fit.
    wrapped : (bool, bool)
        Which titles have room for two lines.
    """

    box: Box
    low: FloatArray
    high: FloatArray
    x: Ticks
    y: Ticks
    titles: tuple[str, str]
    wrapped: tuple[bool, bool] = (False, False)

    def to_px(self, data: FloatArray) -> FloatArray:
        """Place data of shape (m, 2) on the page, in px."""
        corner = np.array([self.box.left, self.box.bottom])
        size = np.array([self.box.width, self.box.height])
        placed: FloatArray = data - self.low
        placed /= self.high - self.low
        placed *= size
        placed += corner
        return placed

    @property
    def units_per_px(self) -> FloatArray:
        """How many data units one px is, for both axes."""
        units: FloatArray = (self.high - self.low) / np.array([self.box.width, self.box.height])
        return units

    def clustered_per_px(self, dataset: Dataset) -> FloatArray:
        """How much one px along each axis is in each column, as it is clustered, shape (d, 2)."""
        weights: FloatArray = dataset.view.axes / dataset.scaling.factor[:, np.newaxis] * self.units_per_px
        return weights

    @property
    def is_nearly_equal(self) -> bool:
        """Whether both axes have nearly one scale: given the same, they let the eye compare lengths."""
        across, up = self.units_per_px
        return bool(self.titles[1]) and 1 / _NEARLY < across / up < _NEARLY

    def draw(self, pen: Pen, theme: Theme) -> None:
        """Draw grid, axes, ticks and titles."""
        box = self.box
        across = self._places(self.x, 0)
        up = self._places(self.y, 1)
        with pen.role("grid"):
            for x in across:
                pen.line(np.array([(x, box.bottom), (x, box.top)]), theme.grid, 1)
            for y in up:
                pen.line(np.array([(box.left, y), (box.right, y)]), theme.grid, 1)
        with pen.role("axes"):
            for x in across:
                pen.line(np.array([(x, box.bottom), (x, box.bottom - 4)]), theme.axis, 1)
            for y in up:
                pen.line(np.array([(box.left, y), (box.left - 4, y)]), theme.axis, 1)
            corners = [(box.left, box.top), (box.left, box.bottom), (box.right, box.bottom)]
            pen.line(
                np.array(corners if self.y.places.size else corners[1:]), theme.axis, 1, cap="projecting"
            )
        self._letter(pen, theme, across, up)

    def _letter(self, pen: Pen, theme: Theme, across: FloatArray, up: FloatArray) -> None:
        box = self.box
        tick, title = tick_style(theme), title_style(theme)
        with pen.role("ticks"):
            for x, label in zip(across, self.x.labels, strict=True):
                pen.text(x, box.bottom - 7 - theme.tick_size * 0.76, label, tick, "center")
            for y, label in zip(up, self.y.labels, strict=True):
                pen.text(box.left - 8, y - theme.tick_size * 0.365, label, tick, "right")
        with pen.role("axis titles"):
            line = title_line(theme)
            for number, text in enumerate(self._title(0, title)):
                half = text_width(text, title) / 2
                middle = min(max(box.left + box.width / 2, half + 4), box.right + 8 - half)
                pen.text(middle, box.bottom - title_drop(theme) - number * line, text, title, "center")
            left = box.left - 8 - max((text_width(t, tick) for t in self.y.labels), default=0) - 7
            for number, text in enumerate(reversed(self._title(1, title))):
                middle = max(box.bottom + box.height / 2, box.bottom - 6 + text_width(text, title) / 2)
                pen.text(left - number * line, middle, text, title, "center", upright=True)

    def _title(self, axis: int, style: TextStyle) -> list[str]:
        """Give the lines of an axis title."""
        if not self.titles[axis]:
            return []
        text = (self.x, self.y)[axis].titled(self.titles[axis])
        room = title_rooms(self.box)[axis]
        if self.wrapped[axis]:
            return title_lines(text, style, room)
        return [fitted_title((self.x, self.y)[axis], self.titles[axis], style, room)]

    def is_too_long(self, axis: int, theme: Theme) -> bool:
        """Tell whether the title of an axis does not fit on one line."""
        text = (self.x, self.y)[axis].titled(self.titles[axis])
        style = title_style(theme)
        return fitted(text, style, title_rooms(self.box)[axis]) != text

    def _places(self, ticks: Ticks, axis: int) -> FloatArray:
        share = (ticks.places - self.low[axis]) / (self.high[axis] - self.low[axis])
        start, length = (self.box.left, self.box.width) if axis == 0 else (self.box.bottom, self.box.height)
        places: FloatArray = start + share * length
        return places


def tick_style(theme: Theme) -> TextStyle:
    """Numbers beside the axes."""
    return TextStyle(size=theme.tick_size, colour=theme.quiet_ink, font=theme.font)


def title_style(theme: Theme) -> TextStyle:
    """Titles of the axes."""
    return TextStyle(size=theme.title_size, colour=theme.ink, font=theme.font)


def title_drop(theme: Theme) -> float:
    """How far below the box the title of the x axis has its baseline, in px."""
    return 7 + theme.tick_size + 3 + theme.title_size * 0.86


def title_line(theme: Theme) -> float:
    """How far apart the lines of a title of two lines are, in px."""
    return theme.title_size * 1.2


def title_rooms(box: Box) -> tuple[float, float]:
    """How long the titles of both axes may be, in px."""
    return box.left + box.width - 8, box.height + 12


def fitted_title(ticks: Ticks, title: str, style: TextStyle, room: float) -> str:
    """Say in a title of so many px what its labels leave out: where there is no room for both, the title is cut."""
    whole, left_out = ticks.titled(title), ticks.titled("")
    if not left_out or text_width(whole, style) <= room:
        return fitted(whole, style, room)
    cut = fitted(title, style, room - text_width(left_out, style))
    return f"{cut}{left_out}" if cut != "…" else left_out.strip(" ,")


def title_lines(text: str, style: TextStyle, room: float) -> list[str]:
    """Set a title in two lines of about the same length, broken at a blank; what is still too long is cut."""
    if fitted(text, style, room) == text:
        return [text]
    words = text.split(" ")
    splits = [(" ".join(words[:i]), " ".join(words[i:])) for i in range(1, len(words))]
    if not splits:
        return [fitted(text, style, room)]
    fits = [both for both in splits if all(fitted(line, style, room) == line for line in both)]
    if fits:
        return list(min(fits, key=lambda both: max(text_width(line, style) for line in both)))
    first = [both for both in splits if fitted(both[0], style, room) == both[0]] or splits[:1]
    return [fitted(line, style, room) for line in first[-1]]
