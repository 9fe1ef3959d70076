"""A lens on the flat rest of a curve, in the room that it leaves: what goes on there is drawn, steeper."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from kmanim.arrays import FloatArray
from kmanim.plot.axes.plane import Box, Plane
from kmanim.plot.axes.ticks import NO_TICKS
from kmanim.plot.panels.magnified import flat_from, free_between
from kmanim.plot.render.pen import Pen
from kmanim.plot.render.text_width import text_width
from kmanim.plot.style.theme import TextStyle, Theme
from kmanim.story.text.numbers import half_up, thousands

# A smaller share of the value is not worth a lens, and neither is a narrower one.
_ALMOST_NOTHING, _NARROWEST = 1e-3, 70.0
# Room in it below the lowest value and above the highest.
_FOOT, _HEAD = 10.0, 24.0


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class Lens:
    """A small frame in which the rest of a curve is drawn steeper, without an axis: words say how much.

    Attributes
    ----------
    plane : Plane
        Its frame, the values that it shows along one side and their numbers from 1 along the other.
    start : int
        Index of the first value that it shows.
    words : str
        What stands in it, above all that is drawn.
    spot : Box
        What it magnifies.
    """

    plane: Plane
    start: int
    words: str
    spot: Box


def lens_of(
    plane: Plane,
    values: FloatArray,
    rounds: Sequence[int],
    theme: Theme,
    kept_free: Sequence[Box] = (),
    *,
    each: str = "round",
) -> Lens | None:
    """Lay out a lens where a curve lies flat; None where none does, where almost nothing happens, or without room.

    Parameters
    ----------
    plane, values, rounds, theme
        As for `inset_of`.
    kept_free : sequence of Box
        What it must not cover.
    each : str, default "round"
        What an iteration is called.
    """
    start, box = flat_from(plane, values), plane.box
    if start is None:
        return None
    low, high = float(values[start:].min()), float(values[start:].max())
    if high - low < _ALMOST_NOTHING * max(abs(low), abs(high)):
        return None
    best: tuple[float, Box] | None = None
    for share in np.linspace(0.03, 0.6, 20):
        left, right = box.left + float(share) * box.width, box.right - 3
        room = free_between(plane, values, left, right, kept_free)
        if room is None or right - left < _NARROWEST:
            continue
        found = Box(left, room[0], right - left, room[1] - room[0])
        if best is None or found.width * found.height > best[0]:
            best = (found.width * found.height, found)
    if best is None:
        return None
    frame = best[1]
    per_px = (high - low) / (frame.height - _FOOT - _HEAD)
    inner = Plane(
        box=frame,
        low=np.array([start + 0.3, low - _FOOT * per_px]),
        high=np.array([values.size + 0.7, high + _HEAD * per_px]),
        x=NO_TICKS,
        y=NO_TICKS,
        titles=("", ""),
    )
    many = times_in_words(float(plane.units_per_px[1] / inner.units_per_px[1]))
    style = TextStyle(size=theme.tick_size, colour=theme.quiet_ink, font=theme.font)
    told = (f"From {each} {rounds[start]}, ×{many}", f"×{many}")
    words = next((text for text in told if text_width(text, style) <= frame.width - 8), "")
    ends = plane.to_px(np.array([(start + 1.0, low), (float(values.size), high)]))
    spot = Box(ends[0, 0] - 5, ends[0, 1] - 5, ends[1, 0] - ends[0, 0] + 10, ends[1, 1] - ends[0, 1] + 10)
    return Lens(plane=inner, start=start, words=words, spot=spot)


def times_in_words(times: float) -> str:
    """Say how many times steeper a lens draws, in two digits: ``17``, ``4,800``."""
    beyond = max(0, len(f"{times:.0f}") - 2)
    return thousands(half_up(float(half_up(times / 10**beyond)) * 10**beyond))


def draw_lens(pen: Pen, lens: Lens, values: FloatArray, theme: Theme) -> None:
    """Draw those of some values, shape (s,), that lie under a lens, and its frame."""
    box, spot = lens.plane.box, lens.spot
    with pen.role("lens"):
        pen.rectangle(*box, theme.paper)
        over = box.bottom > spot.top
        near, far = (box.bottom, spot.top) if over else (box.top, spot.bottom)
        for x, goal in ((box.left, spot.left), (box.right, spot.right)):
            pen.line(np.array([(x, near), (goal, far)]), theme.axis, 1)
        for each in (box, spot):
            pen.line(_outline(each), theme.axis, 1)
        numbers = np.arange(lens.start + 1.0, values.size + 1)
        places = lens.plane.to_px(np.column_stack([numbers, values[lens.start :]]))
        dot = max(3.0, min(6.0, 0.6 * box.width / float(lens.plane.high[0] - lens.plane.low[0])))
        pen.line(places, theme.ink, theme.line)
        pen.markers("circle", places, dot, theme.ink, theme.paper, 1)
        style = TextStyle(size=theme.tick_size, colour=theme.quiet_ink, font=theme.font)
        pen.text(box.right - 4, box.top - 15, lens.words, style, "right")


def _outline(box: Box) -> FloatArray:
    (left, bottom), (right, top) = (box.left, box.bottom), (box.right, box.top)
    return np.array([(left, bottom), (right, bottom), (right, top), (left, top), (left, bottom)])
