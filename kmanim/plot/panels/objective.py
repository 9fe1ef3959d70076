"""The falling curve of the objective: one dot per half-step, on an axis that never changes."""

from __future__ import annotations

from math import floor, log10

import numpy as np

from kmanim.arrays import FloatArray
from kmanim.plot.axes.plane import Plane
from kmanim.plot.axes.ticks import Ticks, round_ticks
from kmanim.plot.render.pen import Pen
from kmanim.plot.render.text_width import fitted
from kmanim.plot.style.theme import TextStyle, Theme
from kmanim.story.text.numbers import half_up, inertias

DOT, SMALLEST = 7.0, 3.0
WORDS = 42.0  # room above the plot for two lines
LONGEST = 10


def objective_ticks(largest: float, top: float, most: int) -> Ticks:
    """Find at most `most` intervals from 0 to `top`; in millions where the largest value is written so."""
    return round_ticks(0.0, top, most, exponent=6 if 1e5 <= largest < 1e6 else None)


def draw_objective(pen: Pen, values: FloatArray, plane: Plane, words: str, change: str, theme: Theme) -> None:
    """Draw the values so far, of shape (s,), and say the last one in words above.

    The axis begins at 0 and never changes, so late changes are too small to be seen: they are said.

    Parameters
    ----------
    pen : Pen
        What draws.
    values : ndarray of shape (s,)
        The objective after each half-step told so far; nothing is drawn where there is none.
    plane : Plane
        Its x axis counts half-steps from 1.
    words : str
        The current value.
    change : str
        How much smaller it is than the one before; may be empty.
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


def said(values: FloatArray, count: int, symbol: str = "W") -> tuple[str, str]:
    """Say the last of the first `count` values of a film, and how far it fell from the one before.

    All values of a film have equally many digits, so that nothing jumps: as many as tell them apart where that is
    short enough; the change is said in any case.
    """
    if not count:
        return "", ""
    texts = inertias(list(values))
    if max(map(len, texts)) > LONGEST:
        texts = tuple(inertias([float(value)], top=float(values.max()))[0] for value in values)
    change = _fall(float(values[count - 2]), float(values[count - 1])) if count > 1 else ""
    return f"{symbol} = {texts[count - 1]}", change


def _fall(before: float, now: float) -> str:
    """Say a fall in percent with two digits, or that there was none."""
    share = 100 * (before - now) / before if before > 0 else 0.0
    if share < 1e-6:
        return "no change"
    return f"−{half_up(share, max(0, 1 - floor(log10(share))))} %"
