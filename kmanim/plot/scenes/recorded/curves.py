"""Curves by name: each in a colour of its own, those of the picture before grey and dashed."""

from __future__ import annotations

from kmanim.arrays import FloatArray
from kmanim.plot.axes.plane import Plane
from kmanim.plot.render.pen import Pen
from kmanim.plot.style.palettes import ClusterStyle, cluster_styles
from kmanim.plot.style.theme import Theme
from kmanim.simulate.machines.yielded.trace import YieldedTrace

_DASH = (5.0, 3.5)
_SPOT = 1.45  # points, of the ring with a cross that marks a curve of one point


def curve_looks(trace: YieldedTrace, theme: Theme) -> dict[str, ClusterStyle]:
    """Give every curve a colour that no group has."""
    groups, names = trace.history.size, trace.curve_names
    return dict(zip(names, cluster_styles(groups + len(names), theme)[groups:], strict=True))


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
