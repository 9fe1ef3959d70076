"""An axis with a break: where the first steps dwarf all others, what comes after them has the axis to itself.

The values outside lie below the break, each named by a number: nothing leaves the picture, and no axis jumps.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import NamedTuple

import numpy as np

from kmanim.arrays import FloatArray
from kmanim.plot.axes.plane import Plane, tick_style
from kmanim.plot.axes.ticks import Ticks
from kmanim.plot.render.pen import Pen
from kmanim.plot.render.text_width import fitted
from kmanim.plot.style.theme import Theme

# A step so many times as high as all after it is cut; so many of the first values at most, and no fewer left.
_DWARFS, _MOST, _LEAST = 6.0, 3, 3
# Of the plot's height in px: where values outside lie, where the break is, and what both take.
_OUTSIDE, _BREAK, BAND = 10.0, 24.0, 34.0
_GAP = 5.0


def outside_of(values: FloatArray, best: float | None = None) -> int:
    """Count the first of some values, shape (s,), that lie so far below all others that an axis is cut; mostly 0.

    Parameters
    ----------
    values : ndarray of shape (s,)
        Of an objective that rises, in order of time.
    best : float, optional
        The best that is known, which the axis shows, too.
    """
    for count in range(1, min(_MOST, values.size - _LEAST) + 1):
        rest = values[count:] if best is None else np.append(values[count:], best)
        low, span = float(rest.min()), float(rest.max() - rest.min())
        if span > 0 and low - float(values[:count].max()) >= _DWARFS * span:
            return count
    return 0


class BrokenAxis(NamedTuple):
    """A plane whose lower end is cut, and where values outside lie.

    Attributes
    ----------
    plane : Plane
        Of the values above the break.
    outside : int
        How many of the first values lie below it.
    words : str
        Their number, or that of the first of them.
    """

    plane: Plane
    outside: int
    words: str

    @classmethod
    def of(cls, plane: Plane, texts: Sequence[str], outside: int) -> BrokenAxis:
        """Cut an axis that fits the values from `outside` on."""
        span = float(plane.high[1] - plane.low[1])
        room = plane.box.height - BAND
        low = plane.high[1] - span * plane.box.height / room
        inside = plane.y.places >= float(plane.low[1])
        kept = Ticks(
            plane.y.places[inside],
            tuple(label for label, there in zip(plane.y.labels, inside, strict=True) if there),
            plane.y.shift,
            plane.y.exponent,
        )
        cut = replace(plane, low=np.array([plane.low[0], low]), y=kept)
        return cls(cut, outside, texts[0] if outside == 1 else f"from {texts[0]}")

    def places(self, values: FloatArray) -> FloatArray:
        """Place values on the page, shape (s, 2), in px: those outside side by side below the break."""
        found = self.plane.to_px(np.column_stack([np.arange(1, values.size + 1), values]))
        found[: self.outside, 1] = self.plane.box.bottom + _OUTSIDE
        return found

    def draw_break(self, pen: Pen, theme: Theme) -> None:
        """Draw the break, over axis and curve."""
        box = self.plane.box
        up = box.bottom + _BREAK
        with pen.role("axis break"):
            pen.rectangle(box.left - 5, up - _GAP / 2, box.width + 8, _GAP, theme.paper)
            for edge in (up - _GAP / 2, up + _GAP / 2):
                pen.line(np.array([(box.left - 6, edge - 2), (box.left + 6, edge + 2)]), theme.axis, 1.2)
                pen.line(np.array([(box.left + 6, edge), (box.right + 3, edge)]), theme.grid, 1)

    def draw_outside(self, pen: Pen, place: FloatArray, theme: Theme) -> None:
        """Write the number of what lies below the break, beside it."""
        style = tick_style(theme)
        left = float(place[0]) + 11
        with pen.role("outside"):
            room = self.plane.box.right - left
            pen.text(
                left,
                self.plane.box.bottom + _OUTSIDE - style.size * 0.365,
                fitted(self.words, style, room),
                style,
            )
