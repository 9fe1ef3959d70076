"""Neighbourhoods at their true size: the ball around a point, as it lies on the plane."""

from __future__ import annotations

import numpy as np

from kmanim.arrays import FloatArray
from kmanim.data.dataset import Dataset
from kmanim.plot.axes.plane import Plane
from kmanim.plot.render.pen import Pen
from kmanim.plot.style.theme import Theme

_CORNERS = 96
_TINT = 0.10
# Balls up to so large a share of the data are shown whole around the outer points.
_ROOM = 0.3


def outline_of(dataset: Dataset, plane: Plane, radius: float) -> FloatArray | None:
    """Give the outline of a ball around the origin, shape (96, 2), in px; None where the view hides a column.

    The radius is in clustered units. Where columns are scaled, or axes have different units to a px, it is an ellipse.
    """
    if not dataset.view.faithful:
        return None
    weights = plane.clustered_per_px(dataset)
    metric: FloatArray = weights.T @ weights
    if dataset.d == 1:  # a stretch of the one axis, drawn as a lens as high as a mark
        metric[1, 1] = (radius / 12) ** 2
    sizes, directions = np.linalg.eigh(metric)
    angles = np.linspace(0, 2 * np.pi, _CORNERS, endpoint=False)
    circle = np.column_stack([np.cos(angles), np.sin(angles)])
    outline: FloatArray = circle * (radius / np.sqrt(sizes)) @ directions.T
    return outline


def with_balls(ends: FloatArray, dataset: Dataset, radius: float) -> FloatArray:
    """Give what must lie inside a plot, shape (m, 2), with room for balls around the outer points.

    Where they would take too much of it, or are none on the plane, `ends` alone.
    """
    if dataset.d != 2 or not dataset.view.faithful:
        return ends
    low, high = ends.min(axis=0), ends.max(axis=0)
    reach = reach_of(dataset, radius)
    return ends if (reach > _ROOM * (high - low)).any() else np.vstack([ends, low - reach, high + reach])


def reach_of(dataset: Dataset, radius: float) -> FloatArray:
    """Say how far a ball reaches along both axes, shape (2,), of two columns: they may have changed places."""
    reach: FloatArray = dataset.view.project(radius * dataset.scaling.factor[np.newaxis])[0]
    return reach


def draw_ball(pen: Pen, outline: FloatArray, place: FloatArray, theme: Theme) -> None:
    """Draw the ball around the point that is looked at: tinted, with a firm edge."""
    with pen.role("neighbourhood"):
        pen.polygon(outline + place, theme.neighbourhood, alpha=_TINT)
        _draw_edge(pen, outline + place, theme.neighbourhood, theme.line)


def draw_old_balls(pen: Pen, outline: FloatArray, places: FloatArray, theme: Theme) -> None:
    """Draw balls that have been looked at, around places of shape (m, 2): thin and grey."""
    with pen.role("old neighbourhoods"):
        for place in places:
            _draw_edge(pen, outline + place, theme.earlier, 0.8)


def _draw_edge(pen: Pen, corners: FloatArray, colour: str, width: float) -> None:
    pen.line(np.vstack([corners, corners[:1]]), colour, width)
