"""Curves by name: each in a colour of its own, old ones grey and dashed, and a line that says which is which."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from kmanim.arrays import FloatArray
from kmanim.plot.axes.plane import Plane
from kmanim.plot.render.pen import Pen
from kmanim.plot.render.text_width import fitted, text_width
from kmanim.plot.style.palettes import ClusterStyle
from kmanim.plot.style.theme import TextStyle, Theme

KEY_HEIGHT = 22.0
_DASH = (5.0, 3.5)
_SAMPLE, _AFTER, _BETWEEN = 20.0, 6.0, 16.0
_SPOT = 1.45  # points, of the ring with a cross that marks a curve of one point


def draw_curves(
    pen: Pen,
    curves: dict[str, FloatArray],
    old: dict[str, FloatArray],
    looks: dict[str, ClusterStyle],
    plane: Plane,
    theme: Theme,
) -> None:
    """Draw curves of data units on a plane, those of the picture before below them."""
    spot = theme.point * _SPOT
    with pen.role("old curves"):
        for points in old.values():
            places = plane.to_px(points.copy())
            if len(points) == 1:
                pen.markers("circle", places, spot, None, theme.old_centroid, 1.5)
            else:
                pen.line(places, theme.old_centroid, theme.line, _DASH)
    for number, (name, points) in enumerate(curves.items(), start=1):
        places, look = plane.to_px(points.copy()), looks[name]
        with pen.role(f"curve {number}"):
            if len(points) == 1:
                pen.markers("circle", places, spot, theme.paper, theme.halo, 4.5)
                pen.markers("circle", places, spot, theme.paper, theme.ink, theme.line)
                pen.markers("plus", places, spot * 0.55, None, theme.ink, 1.5)
            else:
                pen.line(places, look.colour, theme.line + 0.5)


def key_width(names: Sequence[str], theme: Theme) -> float:
    """Say how wide the line is that names the curves, in px."""
    return sum(_SAMPLE + _AFTER + text_width(name, _style(theme)) + _BETWEEN for name in names) - _BETWEEN


def draw_key(
    pen: Pen, names: Sequence[str], looks: dict[str, ClusterStyle], plane: Plane, room: float, theme: Theme
) -> None:
    """Say above the plot which curve is which, in so many px across."""
    style, at, up = _style(theme), plane.box.left + 2, plane.box.top + 8
    with pen.role("key of curves"):
        for name in names:
            text = fitted(name, style, max(24.0, plane.box.left + room - at - _SAMPLE - _AFTER))
            middle = up + style.size * 0.36
            pen.line(np.array([(at, middle), (at + _SAMPLE, middle)]), looks[name].colour, theme.line + 0.5)
            pen.text(at + _SAMPLE + _AFTER, up, text, style)
            at += _SAMPLE + _AFTER + text_width(text, style) + _BETWEEN


def _style(theme: Theme) -> TextStyle:
    return TextStyle(size=theme.tick_size, colour=theme.ink, font=theme.font)
