"""A plane without axes, for what has none: a floor, a board, a graph."""

from __future__ import annotations

from kmanim.plot.axes.plane import Plane
from kmanim.plot.axes.ticks import NO_TICKS
from kmanim.plot.render.pen import Pen
from kmanim.plot.style.theme import Theme


class BarePlane(Plane):
    """A plane that means nothing to its axes, and has none."""

    __slots__ = ()

    def draw(self, pen: Pen, theme: Theme) -> None:
        """Draw nothing."""


def bare(plane: Plane) -> Plane:
    """Give a plane of the same room and ends without axes."""
    return BarePlane(box=plane.box, low=plane.low, high=plane.high, x=NO_TICKS, y=NO_TICKS, titles=("", ""))
