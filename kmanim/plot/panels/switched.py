"""Points that have just changed their cluster: yellow, outlined, twice the size, with a "!"."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from kmanim.arrays import FloatArray, IntArray, LabelArray
from kmanim.plot.palettes import ClusterStyle, mixed
from kmanim.plot.panels.points import point_size
from kmanim.plot.pen import Pen
from kmanim.plot.theme import TextStyle, Theme

FEW, LEAST_OF_FEW, LEAST_OF_MANY = 30, 7 / 9, 1 / 3  # as shares of the theme's size
# Smaller marks have no room for a legible "!".
LEAST_MARKED = 10.0


def switched_size(n: int, switched: int, theme: Theme) -> float:
    """Diameter in px: twice a point's; in a film at least 14 for up to 30 points, and at least 6 for more."""
    twice = point_size(n, theme) * theme.switched_point / theme.point
    return max(twice, theme.switched_point * (LEAST_OF_FEW if switched <= FEW else LEAST_OF_MANY))


def draw_switched(
    pen: Pen,
    places: FloatArray,
    labels: LabelArray | IntArray,
    rows: IntArray,
    styles: Sequence[ClusterStyle],
    theme: Theme,
    *,
    settled: float = 0.0,
) -> None:
    """Draw switched points in the shape of their new cluster.

    Parameters
    ----------
    pen : Pen
        What draws.
    places : ndarray of shape (n, 2)
        All points, in px.
    labels : ndarray of shape (n,)
        Their new clusters.
    rows : ndarray of int
        Those that switched.
    styles : sequence of ClusterStyle
        One a cluster.
    theme : Theme
        Yellow, outline, sizes.
    settled : float, default 0
        From 0 (yellow, large) to 1 (an ordinary point of the new cluster).
    """
    n = len(places)
    small, large = point_size(n, theme), switched_size(n, len(rows), theme)
    size = large + (small - large) * settled
    width = min(theme.line, max(1.0, large / 9)) * (1 - settled)
    groups = [(style, rows[np.asarray(labels)[rows] == c]) for c, style in enumerate(styles)]
    with pen.role("switched"):
        if len(rows) > FEW and not settled:
            # A crowd is outlined as one: outlines of its own would leave more ink than yellow.
            for style, mine in groups:
                pen.markers(style.shape, places[mine], size + 2 * width, theme.switched_ink)
            for style, mine in groups:
                pen.markers(style.shape, places[mine], size, theme.switched)
        else:
            for style, mine in groups:
                fill = mixed(theme.switched, style.colour, settled)
                rim = mixed(theme.switched_ink, style.colour, settled)
                pen.markers(style.shape, places[mine], size, fill, rim, max(width, 0.8))
    if not settled and large >= LEAST_MARKED:
        mark = TextStyle(size=round(large * 0.78), colour=theme.switched_ink, bold=True)
        with pen.role("switched marks"):
            for row in rows:
                x, y = places[row]
                pen.text(x, y - mark.size * 0.365, "!", mark, "center")
