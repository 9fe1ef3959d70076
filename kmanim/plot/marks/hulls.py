"""A line around the points of one cluster."""

from __future__ import annotations

import numpy as np

from kmanim.arrays import FloatArray
from kmanim.plot.render.pen import Pen
from kmanim.plot.style.theme import Theme

_CORNERS = 24
_MANY = 2_000


def hull_around(places: FloatArray, reach: float) -> FloatArray:
    """Give the corners, shape (m, 2), of the convex line that keeps `reach` px off places of shape (n, 2).

    Around one place it is a ring.
    """
    angles = np.arange(_CORNERS) * (2 * np.pi / _CORNERS)
    rim = reach * np.column_stack([np.cos(angles), np.sin(angles)])
    corners = convex(places)
    return convex((corners[:, np.newaxis] + rim).reshape(-1, 2))


def convex(places: FloatArray) -> FloatArray:
    """Give the corners of the convex hull of places of shape (n, 2), against the clock (Andrew 1979)."""
    if len(places) > _MANY:
        places = _outermost(places)
    found = np.unique(places, axis=0)
    if len(found) < 3:
        return found
    points = [(float(x), float(y)) for x, y in found]
    lower, upper = _half(points), _half(points[::-1])
    return np.array(lower[:-1] + upper[:-1])


def _half(points: list[tuple[float, float]]) -> list[tuple[float, float]]:
    kept: list[tuple[float, float]] = []
    for x, y in points:
        while len(kept) > 1:
            (ax, ay), (bx, by) = kept[-2:]
            if (bx - ax) * (y - ay) - (by - ay) * (x - ax) > 0:
                break
            kept.pop()
        kept.append((x, y))
    return kept


def _outermost(places: FloatArray) -> FloatArray:
    """Keep of very many places the lowest and the highest in every column of a px."""
    column = np.floor(places[:, 0]).astype(np.intp)
    order = np.lexsort((places[:, 1], column))
    first = np.flatnonzero(np.diff(column[order], prepend=column[order[0]] - 1))
    last = np.append(first[1:], len(order)) - 1
    ends = places[order[np.concatenate([first, last])]]
    # Within a column of a px the ends to the left and right are not lost.
    sides = places[[places[:, 0].argmin(), places[:, 0].argmax()]]
    return np.vstack([ends, sides])


def draw_hull(pen: Pen, corners: FloatArray, theme: Theme) -> None:
    """Draw the line with corners of shape (m, 2)."""
    with pen.role("hull"):
        pen.polygon(corners, None, theme.paper, theme.line + 2)
        pen.polygon(corners, None, theme.merge, theme.line * 0.9)
