"""The curve of the objective: a dot for each value, on an axis that never changes."""

from __future__ import annotations

from math import floor, log10

import numpy as np

from kmanim.arrays import FloatArray
from kmanim.plot.axes.plane import Box, Plane, tick_style
from kmanim.plot.axes.ticks import Ticks, round_ticks
from kmanim.plot.render.pen import Pen
from kmanim.plot.render.text_width import fitted, widest
from kmanim.plot.style.theme import TextStyle, Theme
from kmanim.simulate.parameters._objective import Objective
from kmanim.story.text.numbers import half_up, inertias, objectives

DOT, SMALLEST = 7.0, 3.0
WORDS = 42.0  # room above the plot for two lines
LONGEST = 10


def objective_plane(
    theme: Theme, room: Box, values: FloatArray, objective: Objective, margin: float
) -> Plane:
    """Lay out the axes of all values of a film, shape (s,), in some room of the page, its right margin included.

    The axis begins where no value can lie below, or, where there is no such place, below the least of them.
    """
    finite = values[np.isfinite(values)]
    most = min(9, max(2, int(room.height / 42)))
    low, top, y = objective_axis(finite, objective, 1.06, most)
    left = 10 + theme.title_size + 6 + widest(y.labels, tick_style(theme)) + 8
    box = Box(room.left + left, room.bottom, room.width - left - margin, room.height - WORDS)
    steps = float(max(finite.size, 2))
    x = round_ticks(1.0, steps, max(2, int(box.width / 32)), whole=True)
    edge = (steps - 1) * 12 / max(box.width - 24, 1)
    return Plane(
        box=box, low=np.array([1 - edge, low]), high=np.array([steps + edge, top]), x=x, y=y,
        titles=(objective.steps.capitalize(), objective.symbol),
    )  # fmt: skip


def objective_axis(
    values: FloatArray, objective: Objective, air: float, most: int
) -> tuple[float, float, Ticks]:
    """Choose the ends of an axis for finite values, with some air above the largest, and at most so many intervals."""
    largest = float(values.max()) if values.size else 0.0
    if objective.floor is not None and objective.floor == 0 and largest >= 0:
        top = largest * air or 1.0
        return 0.0, top, round_ticks(0.0, top, most)
    least = float(values.min()) if values.size else 0.0
    span = largest - least or abs(largest) or 1.0
    low, top = least - (air - 1) * span, largest + (air - 1) * span
    return low, top, round_ticks(low, top, most)


def draw_objective(pen: Pen, values: FloatArray, plane: Plane, words: str, change: str, theme: Theme) -> None:
    """Draw the values so far, of shape (s,), and say the last one in words above.

    The axis never changes, so late changes are too small to be seen: they are said.

    Parameters
    ----------
    pen : Pen
        What draws.
    values : ndarray of shape (s,)
        The objective after each step told so far; nothing is drawn where there is none.
    plane : Plane
        Its x axis counts values from 1.
    words : str
        The current value.
    change : str
        By how much it differs from the one before; may be empty.
    theme : Theme
        Ink and widths.
    """
    if not values.size:
        return
    places = plane.to_px(np.column_stack([np.arange(1, values.size + 1), values]))
    pitch = plane.box.width / float(plane.high[0] - plane.low[0])
    dot = max(SMALLEST, min(DOT, 0.7 * pitch))
    with pen.role("objective"):
        if len(places) > 1:
            pen.line(places, theme.ink, theme.line)
        pen.markers("circle", places, dot, theme.ink, theme.paper, 1 if dot == DOT else 0)
        pen.markers("circle", places[-1:], DOT + 4, theme.paper, theme.ink, theme.line)
        style = TextStyle(size=theme.name_size, colour=theme.ink)
        right, room = plane.box.right, plane.box.width + 30
        pen.text(right, plane.box.top + 27, fitted(words, style, room), style, "right")
    with pen.role("objective change"):
        quiet = TextStyle(size=theme.tick_size, colour=theme.quiet_ink)
        pen.text(right, plane.box.top + 9, fitted(change, quiet, room), quiet, "right")


def objective_words(values: FloatArray, count: int, symbol: str) -> tuple[str, str]:
    """Say the last of the first `count` values of a film, and by how much it differs from the one before.

    All values of a film have equally many digits, so that nothing jumps: as many as tell them apart where that is
    short enough; the change is said in any case.
    """
    if not count:
        return "", ""
    texts = objectives(list(values))
    if max(map(len, texts)) > LONGEST and values.min() >= 0:
        texts = tuple(inertias([float(value)], top=float(values.max()))[0] for value in values)
    change = _change(float(values[count - 2]), float(values[count - 1])) if count > 1 else ""
    return f"{symbol} = {texts[count - 1]}", change


def _change(before: float, now: float) -> str:
    """Say a change in percent of the value before, with two digits, or that there was none."""
    share = 100 * (now - before) / abs(before) if before else 0.0
    if abs(share) < 1e-6:
        return "no change"
    sign = "−" if share < 0 else "+"
    return f"{sign}{half_up(abs(share), max(0, 1 - floor(log10(abs(share)))))} %"
