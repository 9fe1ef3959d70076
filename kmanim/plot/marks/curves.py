"""Curves among the points: the present one, the one before in grey, the best that is known, and what is off them.

A curve may lie far outside of the plot, or at no place that is a number: of it only what is inside is ever drawn.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from kmanim.arrays import FloatArray
from kmanim.plot.axes.plane import Box
from kmanim.plot.render.pen import Dash, Pen
from kmanim.plot.style.theme import Theme

OLD_DASH: Dash = (6.0, 4.0)
_AWAY = 9.0  # px from the edge
BEST_DASH: Dash = (1.5, 5.0)


def inside(path: FloatArray, box: Box) -> FloatArray:
    """Cut from a path through places of shape (m, 2) what lies inside a box, exactly; NaN parts the pieces.

    Of a piece that leads from or to no finite place nothing is left.
    """
    found: list[FloatArray] = []
    gap = np.full((1, 2), np.nan)
    # Far outside, differences of places would be larger than any number.
    starts, ends = path[:-1], path[1:]
    for start, end, left, right in zip(starts, ends, *_shares(starts, ends, box), strict=True):
        if not left < right:
            continue
        piece = np.array([start + left * (end - start), end if right == 1 else start + right * (end - start)])
        if found and left == 0 and np.array_equal(found[-1][-1], start):
            found.append(piece[1:])
        else:
            found += [gap, piece] if found else [piece]
    return np.concatenate(found) if found else np.empty((0, 2))


def _shares(starts: FloatArray, ends: FloatArray, box: Box) -> tuple[list[float], list[float]]:
    """Tell from and to which share of its way each piece lies inside (Liang and Barsky 1984)."""
    low, high = np.array([box.left, box.bottom]), np.array([box.right, box.top])
    with np.errstate(all="ignore"):
        apart = ends - starts
        one, other = (low - starts) / apart, (high - starts) / apart
        along = apart != 0
        left = np.where(
            along, np.fmin(one, other), np.where((starts >= low) & (starts <= high), -np.inf, np.inf)
        )
        right = np.where(along, np.fmax(one, other), np.inf)
        left, right = np.maximum(left.max(axis=1), 0.0), np.minimum(right.min(axis=1), 1.0)
    whole = np.isfinite(starts).all(axis=1) & np.isfinite(ends).all(axis=1) & np.isfinite(apart).all(axis=1)
    return np.where(whole, left, 1.0).tolist(), np.where(whole, right, 0.0).tolist()


def straight(weights: tuple[float, float, float], box: Box) -> FloatArray:
    """Give the piece of the line ``a x + b y + c = 0`` inside a box, shape (2, 2); (0, 2) where there is none.

    It is found from the weights, not from a slope: no line is too steep.
    """
    a, b, c = weights
    size = float(np.hypot(a, b))
    if not np.isfinite([a, b, c]).all() or not size > 0:
        return np.empty((0, 2))
    middle = np.array([box.left + box.width / 2, box.bottom + box.height / 2])
    normal = np.array([a, b]) / size
    away = float(normal @ middle) + c / size
    reach = box.width + box.height
    if not abs(away) <= reach:
        return np.empty((0, 2))
    foot, along = middle - away * normal, np.array([-normal[1], normal[0]])
    found = inside(np.array([foot - reach * along, foot + reach * along]), box)
    return found if len(found) == 2 else np.empty((0, 2))


def draw_curve(pen: Pen, path: FloatArray, colour: str, theme: Theme, role: str = "curve") -> None:
    """Draw the present curve, which lies below the points, so that none is hidden."""
    with pen.role(role):
        if len(path):
            pen.line(path, colour, theme.line + 1)


def draw_away(pen: Pen, side: int, box: Box, colour: str, theme: Theme) -> None:
    """Show by an arrowhead on the edge of the plot where a curve lies that has left it: 1 above, -1 below."""
    if not side:
        return
    away = min(_AWAY, theme.point)
    edge = box.top - away if side > 0 else box.bottom + away
    places = np.array([(box.left + share * box.width, edge) for share in (0.3, 0.5, 0.7)])
    with pen.role("curve away"):
        pen.markers(
            "triangle" if side > 0 else "down-triangle", places, theme.point + 2, colour, theme.paper, 1
        )


def draw_old_curve(pen: Pen, path: FloatArray, theme: Theme, role: str = "old curve") -> None:
    """Draw where a curve was before: grey and dashed."""
    with pen.role(role):
        if len(path):
            pen.line(path, theme.old_centroid, theme.line, OLD_DASH)


def draw_best_curve(pen: Pen, path: FloatArray, theme: Theme) -> None:
    """Draw the best curve that is known on the one that was found: dots of ink along it."""
    with pen.role("best curve"):
        if len(path):
            pen.line(path, theme.ink, theme.line + 1, BEST_DASH, cap="round")


def draw_residuals(pen: Pen, lines: Sequence[FloatArray], theme: Theme) -> None:
    """Draw thin lines from points to the curve, each of shape (2, 2)."""
    with pen.role("residuals"):
        for line in lines:
            pen.line(line, theme.secondary, max(1.0, theme.line / 2))


def draw_residual(pen: Pen, line: FloatArray, colour: str, theme: Theme) -> None:
    """Draw the residual that is looked at."""
    with pen.role("residual"):
        pen.line(line, colour, theme.line + 2)


def draw_levels(pen: Pen, paths: Sequence[FloatArray], theme: Theme) -> None:
    """Draw thin lines on which a number is the same, beside the boundary."""
    with pen.role("levels"):
        for path in paths:
            if len(path):
                pen.line(path, theme.quiet_ink, 1.0)
