"""A card: a small sheet of paper on the plot, where the fewest points lie, for what a plane cannot show."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np

from kmanim.arrays import FloatArray
from kmanim.plot.axes.plane import Box
from kmanim.plot.labels.obstacles import Obstacles
from kmanim.plot.render.pen import Pen
from kmanim.plot.style.theme import Theme

PAD = 10.0
# From the edge of the plot; the places that are tried lie so many px apart.
_EDGE, _STEP = 5.0, 6.0
# What is covered costs as much as so many shares of all points; px away from a corner cost next to nothing.
_POINTS, _MARK, _AWAY = 1.0, 0.25, 2e-5


def draw_card(pen: Pen, box: Box, theme: Theme) -> None:
    """Draw the sheet, opaque: what is below is not meant now."""
    with pen.role("card"):
        pen.rectangle(*box, theme.paper, theme.axis, 1)


def card_box(
    room: Box,
    size: tuple[float, float],
    points: Obstacles,
    n: int,
    marks: Iterable[tuple[FloatArray, float, float]],
) -> Box:
    """Choose where a card covers least; in a corner if that is no worse than elsewhere.

    Parameters
    ----------
    room : Box
        The plot.
    size : (float, float)
        Width and height of the card; cut to what the plot can hold.
    points : Obstacles
        The points.
    n : int
        How many there are.
    marks : iterable of (ndarray of shape (2,), float, float)
        Larger things: where, of which radius, and how dear one is compared to a centroid.
    """
    width, height = (min(side, limit - 2 * _EDGE) for side, limit in zip(size, room[2:], strict=True))
    lefts = _places(room.left + _EDGE, room.right - _EDGE - width)
    bottoms = _places(room.bottom + _EDGE, room.top - _EDGE - height)
    left, bottom = (axis.ravel() for axis in np.meshgrid(lefts, bottoms))
    right, top = left + width, bottom + height
    cost = _POINTS * points.count(left - 4, bottom - 4, right + 4, top + 4) / max(n, 1)
    for (x, y), radius, dear in marks:
        near = (left < x + radius) & (right > x - radius) & (bottom < y + radius) & (top > y - radius)
        cost += _MARK * dear * near
    aside = np.minimum(left - room.left, room.right - right)
    above = np.minimum(bottom - room.bottom, room.top - top)
    best = int(np.argmin(cost + _AWAY * (aside + above)))
    return Box(float(left[best]), float(bottom[best]), width, height)


def covers(box: Box, places: FloatArray, radius: float) -> bool:
    """Tell whether a card covers one of the marks of a radius at places of shape (m, 2)."""
    low = places > np.array([box.left, box.bottom]) - radius
    high = places < np.array([box.right, box.top]) + radius
    return bool((low & high).all(axis=1).any())


def share_covered(box: Box, points: Obstacles, n: int) -> float:
    """Tell which share of n points a card covers."""
    edges = (np.array([edge]) for edge in (box.left, box.bottom, box.right, box.top))
    return float(points.count(*edges)[0]) / max(n, 1)


def _places(low: float, high: float) -> FloatArray:
    """Give places from one end to the other, both exactly."""
    places: FloatArray = np.linspace(low, high, max(2, int((high - low) / _STEP) + 1))
    return places
