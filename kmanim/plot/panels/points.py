"""The points: grey before they belong anywhere, then in the colour and shape of their cluster."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from kmanim.arrays import FloatArray, IntArray, LabelArray
from kmanim.plot.palettes import ClusterStyle
from kmanim.plot.pen import Pen
from kmanim.plot.theme import Theme

# Up to here points touch so seldom that a rim of paper tells neighbours apart.
RIMMED = 400
SMALLEST = 1.6
# Smaller shapes cannot be told apart, and snap to whole pixels unevenly.
SHAPED_FROM = 4.0


def point_size(n: int, theme: Theme) -> float:
    """Diameter of a point in px: the theme's up to 120 points, then falling so that ink grows slowly.

    The area of all points grows with the 0.4th power of their number: 9 px at 120 points, 4.8 at 1,000, 3.1
    at 4,000, 2.4 at 10,000, and never less than 1.6.
    """
    return float(min(theme.point, max(SMALLEST, theme.point * (120 / max(n, 1)) ** 0.3)))


def draw_points(
    pen: Pen,
    places: FloatArray,
    labels: LabelArray | IntArray | None,
    styles: Sequence[ClusterStyle],
    theme: Theme,
    *,
    coloured: IntArray | None = None,
) -> None:
    """Draw all points, one stroke a cluster.

    Parameters
    ----------
    pen : Pen
        What draws.
    places : ndarray of shape (n, 2)
        In px.
    labels : ndarray of shape (n,) or None
        Cluster of every point, from 0; all points are grey where None.
    styles : sequence of ClusterStyle
        One a cluster.
    theme : Theme
        Grey, rim and size.
    coloured : ndarray of int, optional
        The rows that already wear their cluster's colour, the others being grey; all of them where None.
    """
    n = len(places)
    size = point_size(n, theme)
    rim = theme.paper if n <= RIMMED else None
    grey = np.ones(n, dtype=bool)
    if labels is not None:
        grey[coloured if coloured is not None else slice(None)] = False
    with pen.role("points unassigned"):
        pen.markers("circle", places[grey], size, theme.unassigned, rim, 0.8)
    if labels is None:
        return
    for cluster, style in enumerate(styles):
        rows = (labels == cluster) & ~grey
        if rows.any():
            edge = style.edge if style.edge is not None and size >= 5 else rim
            with pen.role(f"points cluster {cluster + 1}"):
                shape = style.shape if size >= SHAPED_FROM else "circle"
                width = 1.0 if edge != rim else 0.8
                pen.markers(shape, places[rows], size, style.colour, edge, width)
