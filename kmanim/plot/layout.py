"""Where everything stands on the page: settled once from the whole trace, the same in every frame."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from kmanim.arrays import FloatArray
from kmanim.plot.axes.plane import Box, Plane, tick_style, title_drop, title_line
from kmanim.plot.axes.ticks import NO_TICKS, Ticks, round_ticks
from kmanim.plot.render.pen import Pen
from kmanim.plot.render.text_width import widest
from kmanim.plot.style.look import Look
from kmanim.plot.style.theme import Theme

MARGIN = 18.0
HEADER = 42.0
PROGRESS = 5.0
CAPTION_BAR = 60.0
# Room between the outermost data and the edge of the box: a switched point with its outline, and a little
# air.
DATA_MARGIN = 22.0
LEAST_STRIP = 110.0
# So many turns settle margins and tick labels nearly always; the others only widen the margin.
_SETTLED, _TURNS = 3, 8


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class Stage:
    """The fixed parts of a film.

    Attributes
    ----------
    look : Look
        Size and theme.
    plane : Plane
        Where the points lie.
    side : Box or None
        Room beside the points for whatever the scene shows there.
    """

    look: Look
    plane: Plane
    side: Box | None = None

    @property
    def theme(self) -> Theme:
        """Roles and styles."""
        return self.look.style

    @property
    def caption_bar(self) -> Box:
        """Where the caption stands."""
        return caption_bar(self.look)

    @property
    def header(self) -> float:
        """Baseline of the header, in px."""
        return self.look.page[1] - HEADER + 16

    def draw(self, pen: Pen) -> None:
        """Draw what never changes: grid, axes, ticks, titles, the bars' ground."""
        self.draw_bars(pen)
        self.plane.draw(pen, self.theme)

    def draw_bars(self, pen: Pen) -> None:
        """Draw the ground of caption and progress alone, for a film of which some pictures have no axes."""
        draw_bars(pen, self.look)


def draw_bars(pen: Pen, look: Look) -> None:
    """Draw the ground of caption and progress."""
    theme = look.style
    with pen.role("caption bar"):
        pen.rectangle(*caption_bar(look), theme.caption_bar)
        pen.rectangle(0, 0, look.page[0], PROGRESS, theme.progress_rest)


def caption_bar(look: Look) -> Box:
    """Where the caption stands on a page."""
    return Box(0, PROGRESS, look.page[0], CAPTION_BAR)


def set_stage(
    look: Look, titles: tuple[str, str], shown: FloatArray, *, side: float = 0.0, equal: bool = False
) -> Stage:
    """Lay the page out.

    Parameters
    ----------
    look : Look
        Size and theme.
    titles : (str, str)
        Axis titles; the second is empty where one column is shown.
    shown : ndarray of shape (m, 2)
        Everything that must lie inside the box in the course of the film, in data units: points and
        centroids.
    side : float, default 0
        The share of the width that is kept free on the right.
    equal : bool, default False
        Whether one unit is equally long on both axes, whatever the look says.
    """
    width, height = look.page
    bottom = PROGRESS + CAPTION_BAR + title_drop(look.style) + 9
    share = round(width * side)
    room = Box(0, bottom, width - share, height - HEADER - bottom)
    equal = equal or look.aspect == "equal"
    plane = plane_in(room, look.style, titles, shown, equal=equal)
    wrapped = plane.is_too_long(0, look.style), bool(titles[1]) and plane.is_too_long(1, look.style)
    if any(wrapped):  # the box gives way to the second lines; other planes stay as they are
        left, up = (title_line(look.style) if more else 0.0 for more in reversed(wrapped))
        smaller = Box(left, bottom + up, room.width - left, room.height - up)
        plane = replace(plane_in(smaller, look.style, titles, shown, equal=equal), wrapped=wrapped)
    beside = Box(width - share, room.bottom, share, room.height) if share else None
    return Stage(look=look, plane=plane, side=beside)


def plane_in(
    room: Box, theme: Theme, titles: tuple[str, str], shown: FloatArray, *, equal: bool = False,
    margin: float = DATA_MARGIN,
) -> Plane:  # fmt: skip
    """Fit a plane with its tick labels and titles into some room of the page.

    Parameters
    ----------
    room : Box
        From its left edge (y title) to its right edge; the box's own bottom and top are the room's.
    theme : Theme
        Sizes of the letters.
    titles : (str, str)
        Axis titles.
    shown : ndarray of shape (m, 2)
        What must lie inside, in data units.
    equal : bool, default False
        Whether one unit is equally long on both axes; the box then shrinks to a strip where the data are one.
    margin : float, default 22
        Room around what is shown, in px.
    """
    low, high = shown.min(axis=0), shown.max(axis=0)
    low, high = _opened(low, high)
    flat = not titles[1]
    left = MARGIN + 30
    box = Box(room.left + left, room.bottom, room.width - left - MARGIN, room.height)
    y = NO_TICKS
    # Tick labels set the left margin, which sets the limits, which set the tick labels. Where they go to and fro
    # between short and long ones, the margin is that of the long ones.
    for turn in range(_TURNS):
        if turn >= _SETTLED and box.left - room.left >= left - 1:
            break
        box, (bottom, top) = _shaped(room, left, low, high, margin, equal and not flat)
        y = NO_TICKS if flat else round_ticks(bottom[1], top[1], min(9, max(3, int(box.height / 42))))
        labels = widest(y.labels, tick_style(theme))
        needed = MARGIN if flat else 8 + theme.title_size + 6 + labels + 8
        left = needed if turn < _SETTLED else max(left, needed)
    x = _spaced(bottom[0], top[0], box.width, theme)
    return Plane(box=box, low=bottom, high=top, x=x, y=y, titles=titles)


def _opened(low: FloatArray, high: FloatArray) -> tuple[FloatArray, FloatArray]:
    """Give a constant variable some width."""
    size = np.maximum(np.abs(low), np.abs(high))
    closed = high - low <= 1e-12 * size
    half = np.where(size > 0, np.maximum(size * 0.05, 1e-300), 1.0)
    return np.where(closed, low - half, low), np.where(closed, high + half, high)


def _shaped(
    room: Box, left: float, low: FloatArray, high: FloatArray, margin: float, equal: bool
) -> tuple[Box, tuple[FloatArray, FloatArray]]:
    box = Box(room.left + left, room.bottom, room.width - left - MARGIN, room.height)
    size = np.array([box.width, box.height]) - 2 * margin
    scale = (high - low) / size
    if equal:
        scale = np.full(2, scale.max())
        wanted = (high - low) / scale + 2 * margin
        wide, tall = max(float(wanted[0]), LEAST_STRIP), max(float(wanted[1]), LEAST_STRIP)
        wide, tall = min(wide, box.width), min(tall, box.height)
        box = Box(box.left + (box.width - wide) / 2, box.bottom + (box.height - tall) / 2, wide, tall)
    half = np.array([box.width, box.height]) / 2 * scale
    middle = low + (high - low) / 2
    return box, (middle - half, middle + half)


def _spaced(low: float, high: float, width: float, theme: Theme) -> Ticks:
    """Find as many ticks as stand apart from each other by a wide blank."""
    style = tick_style(theme)
    for most in range(9, 1, -1):
        ticks = round_ticks(low, high, most)
        if ticks.places.size < 2:
            return ticks
        pitch = (ticks.places[1] - ticks.places[0]) / (high - low) * width
        if pitch >= widest(ticks.labels, style) + 14:
            return ticks
    return ticks
