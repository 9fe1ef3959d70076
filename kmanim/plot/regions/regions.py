"""Each centre's region in a tint of its cluster's colour."""

from __future__ import annotations

from collections.abc import Sequence

from kmanim.arrays import FloatArray
from kmanim.plot.render.pen import Pen
from kmanim.plot.style.colours import mixed
from kmanim.plot.style.palettes import ClusterStyle
from kmanim.plot.style.theme import Theme

# How much of the paper is in a tint: points of the full colour keep 3:1 on it, or have an outline.
PAPER_SHARE = 0.86


def draw_regions(
    pen: Pen, polygons: Sequence[tuple[int, FloatArray]], styles: Sequence[ClusterStyle], theme: Theme
) -> None:
    """Fill the polygons, each a cluster's number and corners of shape (m, 2) in px; empty ones are left out."""
    with pen.role("regions"):
        for cluster, polygon in polygons:
            if len(polygon):
                tint = mixed(styles[cluster].colour, theme.paper, PAPER_SHARE)
                # The edge of the same tint closes the hair between neighbours that anti-aliasing would leave.
                pen.polygon(polygon, tint, tint, 0.7)
