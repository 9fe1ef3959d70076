"""Points as large as they are likely to be drawn: the weights of k-means++."""

from __future__ import annotations

import numpy as np

from kmanim.arrays import FloatArray
from kmanim.plot.marks.points import RIMMED, SMALLEST, point_size
from kmanim.plot.render.pen import Pen
from kmanim.plot.style.theme import Theme

# Diameters as multiples of a plain point's: a point without any chance, and the likeliest of all.
LEAST, MOST = 4 / 9, 2.6
# Diameters go in steps of so many px, so that points of one step are one stroke.
STEP = 0.25
# A rim of paper would leave too little of smaller points.
RIMMED_FROM = 5.0


def weighed_sizes(chances: FloatArray, theme: Theme) -> FloatArray:
    """Give diameters in px, shape (n,), whose areas are in proportion to chances of shape (n,).

    The average point has its plain size, unless the likeliest would then be larger than `MOST`: all shrink alike.
    None is smaller than `LEAST`, so that points without a chance stay to be seen.
    """
    plain = point_size(len(chances), theme)
    largest = np.sqrt(float(chances.max()) * len(chances))
    sizes = plain * np.sqrt(chances * len(chances)) * min(1.0, MOST / largest)
    floor = max(SMALLEST, plain * LEAST)
    stepped: FloatArray = np.maximum(floor, np.rint(sizes / STEP) * STEP)
    return stepped


def draw_weighed(pen: Pen, places: FloatArray, sizes: FloatArray, theme: Theme) -> None:
    """Draw grey points at places of shape (n, 2), the largest first, so that none is hidden."""
    few = len(places) <= RIMMED
    with pen.role("points weighed"):
        for size in np.unique(sizes)[::-1]:
            rim = theme.paper if few and size >= RIMMED_FROM else None
            pen.markers("circle", places[sizes == size], float(size), theme.unassigned, rim, 0.8)


def newest_size(size: float, theme: Theme) -> float:
    """Diameter in px of the ring around a point that has just been drawn, given its own, and around its centre."""
    return max(theme.centroid + 8, size + 6)


def draw_newest(pen: Pen, place: FloatArray, size: float, theme: Theme) -> None:
    """Draw the ring, of `newest_size`, around the point that has just been drawn."""
    with pen.role("drawn"):
        pen.markers("circle", place[None], size, None, theme.ink, theme.line)
