"""The points: grey before they belong anywhere, then in the colour and shape of their cluster."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

from kmanim.arrays import FloatArray, IntArray, LabelArray
from kmanim.plot.render.pen import Pen
from kmanim.plot.style.palettes import ClusterStyle
from kmanim.plot.style.theme import Theme

# Up to here points touch so seldom that a rim of paper tells neighbours apart.
RIMMED = 400
SMALLEST = 1.6
# Smaller shapes cannot be told apart, and snap to whole pixels unevenly.
SHAPED_FROM = 4.0
# A cross of noise, beside a point, and the width of its lines in px.
NOISE_SIZE, NOISE_LINE = 0.8, 1.6


def point_size(n: int, theme: Theme) -> float:
    """Diameter of a point in px: the theme's up to 120 points, then falling so that ink grows slowly.

    The area of all points grows with the 0.4th power of their number: 9 px at 120 points, 4.8 at 1,000, 3.1
    at 4,000, 2.4 at 10,000, and never less than 1.6.
    """
    return float(min(theme.point, max(SMALLEST, theme.point * (120 / max(n, 1)) ** 0.3)))


class Dots(NamedTuple):
    """Points that look alike.

    Attributes
    ----------
    role : str
        What they are.
    shape, size, fill, edge, width
        As the pen takes them.
    places : ndarray of shape (m, 2)
        In px.
    """

    role: str
    shape: str
    places: FloatArray
    size: float
    fill: str | None
    edge: str | None
    width: float


def dots_of(
    places: FloatArray,
    labels: LabelArray | IntArray | None,
    styles: Sequence[ClusterStyle],
    theme: Theme,
    *,
    coloured: IntArray | None = None,
) -> list[Dots]:
    """Sort points by how they look.

    Parameters
    ----------
    places : ndarray of shape (n, 2)
        In px.
    labels : ndarray of shape (n,) or None
        Cluster of every point, from 0, or -1 for noise; all points are grey where None.
    styles : sequence of ClusterStyle
        One a cluster.
    theme : Theme
        Grey, rim and size.
    coloured : ndarray of int, optional
        The rows that already wear their cluster's colour, the others being grey; all of them where None.

    Returns
    -------
    list of Dots
        In the order in which they are drawn: grey, noise as small crosses, then cluster by cluster; no one without
        points.
    """
    n = len(places)
    size = point_size(n, theme)
    rim = theme.paper if n <= RIMMED else None
    grey = np.ones(n, dtype=bool)
    if labels is not None:
        grey[coloured if coloured is not None else slice(None)] = False
    found = [Dots("points unassigned", "circle", places[grey], size, theme.unassigned, rim, 0.8)]
    if labels is not None and labels.dtype.kind == "i":
        noise = places[(labels < 0) & ~grey]
        found.append(Dots("points noise", "cross", noise, NOISE_SIZE * size, None, theme.noise, NOISE_LINE))
    for cluster, style in enumerate(styles if labels is not None else ()):
        rows = (labels == cluster) & ~grey
        edge = style.edge if style.edge is not None and size >= 5 else rim
        shape = style.shape if size >= SHAPED_FROM else "circle"
        width = 1.0 if edge != rim else 0.8
        role = f"points cluster {cluster + 1}"
        found.append(Dots(role, shape, places[rows], size, style.colour, edge, width))
    return [dots for dots in found if len(dots.places)]


def draw_dots(pen: Pen, dots: Sequence[Dots]) -> None:
    """Draw points, one stroke for all that look alike."""
    for alike in dots:
        with pen.role(alike.role):
            pen.markers(alike.shape, alike.places, alike.size, alike.fill, alike.edge, alike.width)
