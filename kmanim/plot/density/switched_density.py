"""Very many switched points as one picture: yellow with a dark rim around all that touch each other."""

from __future__ import annotations

import numpy as np
from matplotlib.colors import to_rgb

from kmanim.arrays import ByteArray, FloatArray, IntArray
from kmanim.plot.density.marker_pixels import spot_of
from kmanim.plot.density.pixel_sheet import PixelSheet
from kmanim.plot.style.theme import Theme

# Up to so many are drawn one by one; of more, marks grow smaller, so that ink grows slowly.
SINGLE = 300
RIM = 1.0
LEAST_PIXELS = 1.6  # a smaller mark fills no pixel, and its yellow would be dim
SOFT, HARD = 2, 1  # steps of edges; more would take a film's colours where nobody sees them
PALEST = 0.5


def marks_of(
    tally: PixelSheet,
    rows: IntArray,
    theme: Theme,
    large: float,
    small: float,
    *,
    of: int | None = None,
    fill: bool = True,
) -> ByteArray:
    """Mark points of a tally.

    Parameters
    ----------
    tally : PixelSheet
        The points.
    rows : ndarray of int
        Those to be marked; of cells their numbers.
    theme : Theme
        Yellow and its outline.
    large, small : float
        Diameter of the marks of a few points, and the least one, in px.
    of : int, optional
        How many marks there were, if some of them are gone: the others keep their size.
    fill : bool, default True
        Whether marks are yellow within, or the outline alone is drawn.

    Returns
    -------
    ndarray of shape (h, w, 4), uint8
        Straight alpha, top row first; to be put where the tally's picture is.
    """
    count, steps = len(rows) if of is None else of, SOFT if tally.soft else HARD
    size = max(small, large * (SINGLE / max(count, SINGLE)) ** 0.25, LEAST_PIXELS / tally.scale)
    inner = tally.marked(rows, spot_of(size, tally.scale)).ravel()
    outer = np.maximum(tally.marked(rows, spot_of(size + 2 * RIM, tally.scale)).ravel(), inner)
    there = np.flatnonzero(outer)
    within, ink = inner[there] / 255, outer[there] / 255
    yellow, rim, paper = (
        np.array(to_rgb(colour))
        for colour in (theme.switched, theme.switched_ink if fill else theme.ink, theme.paper)
    )
    # Few points are paler here, too, so that the density still shows; their rim does not let them vanish.
    pale = PALEST * _stepped(1 - tally.strength.ravel()[there, None] / 255, steps)
    share = _stepped((within / ink)[:, None], steps) * fill
    marks = np.empty((len(there), 4))
    marks[:, :3] = share * (yellow + (paper - yellow) * pale) + (1 - share) * rim
    marks[:, 3] = _stepped(ink if fill else ink - within, steps)
    picture = np.empty((*tally.strength.shape, 4), np.uint8)
    picture[:] = (*np.rint(paper * 255), 0)
    picture.reshape(-1, 4)[there] = np.rint(marks * 255)
    return picture[::-1]


def _stepped(share: FloatArray, steps: int) -> FloatArray:
    rounded: FloatArray = np.rint(share * steps) / steps
    return rounded
