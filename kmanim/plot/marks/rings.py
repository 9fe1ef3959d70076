"""Rings around single points that a picture is about."""

from __future__ import annotations

from kmanim.arrays import FloatArray
from kmanim.plot.marks.points import point_size
from kmanim.plot.render.pen import Pen
from kmanim.plot.style.theme import Theme

MANY = 60


def draw_ringed(pen: Pen, places: FloatArray, n: int, theme: Theme) -> None:
    """Ring the places of shape (m, 2), of n points; many of them thinly, so that the points stay to be seen."""
    size = point_size(n, theme)
    few = len(places) <= MANY
    pen.markers(
        "circle", places, size + (6.5 if few else 5.0), None, theme.ink, 1.8 if few and size > 4 else 0.9
    )
