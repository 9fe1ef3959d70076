"""A marker as pixels: what Agg lays on paper for one point, to be added up for very many."""

from __future__ import annotations

from functools import lru_cache
from math import ceil
from typing import NamedTuple

import numpy as np

from kmanim.arrays import IntArray
from kmanim.plot.render.pen import Pen


class Spot(NamedTuple):
    """The pixels that a round marker covers, seen from the corner of pixels that it is centred on.

    Agg moves every marker to the nearest corner of pixels, so one spot fits all points.

    Attributes
    ----------
    up, right : ndarray of shape (s,)
        Rows and columns from the pixel above and right of the corner.
    ink : ndarray of shape (s,)
        How much of each pixel is covered, from 1 to 255.
    bounds : int
        No row or column is farther away than this.
    """

    up: IntArray
    right: IntArray
    ink: IntArray
    bounds: int


@lru_cache(maxsize=64)
def spot_of(diameter: float, scale: float) -> Spot:
    """Draw a marker of a diameter in px and give its pixels at a scale."""
    middle = ceil(diameter * scale / 2) + 2
    sheet, pixels = Pen.on_nothing(2 * middle, 2 * middle, scale)
    sheet.markers("circle", np.array([[middle / scale] * 2]), diameter, "#000000")
    ink = pixels()[::-1, :, 3].astype(np.intp)
    up, right = np.nonzero(ink)
    return Spot(up - middle, right - middle, ink[up, right], middle)
