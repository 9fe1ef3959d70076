"""Very many switched points as one picture: yellow with a dark rim around all that touch each other."""

from __future__ import annotations

import numpy as np
from matplotlib.colors import to_rgb

from kmanim.arrays import ByteArray, IntArray
from kmanim.plot.spots import spot_of
from kmanim.plot.tally import STEPS, Tally
from kmanim.plot.theme import Theme

# Up to so many are drawn one by one; of more, marks grow smaller, so that ink grows slowly.
SINGLE = 300
RIM = 1.0
LEAST_PIXELS = 1.6  # a smaller mark fills no pixel, and its yellow would be dim
PALEST = 0.5


def marks_of(
    tally: Tally, rows: IntArray, theme: Theme, large: float, small: float, *, fill: bool = True
) -> ByteArray:
    """Mark points of a tally.

    Parameters
    ----------
    tally : Tally
        The points.
    rows : ndarray of int
        Those to be marked.
    theme : Theme
        Yellow and its outline.
    large, small : float
        Diameter of the marks of a few points, and the least one, in px.
    fill : bool, default True
        Whether marks are yellow within, or the outline alone is drawn.

    Returns
    -------
    ndarray of shape (h, w, 4), uint8
        Straight alpha, top row first; to be put where the tally's picture is.
    """
    size = max(small, large * (SINGLE / max(len(rows), SINGLE)) ** 0.25, LEAST_PIXELS / tally.scale)
    inner = tally.marked(rows, spot_of(size, tally.scale)).ravel()
    outer = np.maximum(tally.marked(rows, spot_of(size + 2 * RIM, tally.scale)).ravel(), inner)
    there = np.flatnonzero(outer)
    within, ink = inner[there] / 255, outer[there] / 255
    yellow, rim, paper = (
        np.array(to_rgb(colour))
        for colour in (theme.switched, theme.switched_ink if fill else theme.ink, theme.paper)
    )
    # Few points are paler here, too, so that the density still shows; their rim does not let them vanish.
    pale = PALEST * (1 - tally.picture()[::-1, :, 3].ravel()[there, None] / 255)
    share = (within / ink)[:, None] * fill
    marks = np.empty((len(there), 4))
    marks[:, :3] = share * (yellow + (paper - yellow) * pale) + (1 - share) * rim
    marks[:, 3] = ink if fill else ink - within
    picture = np.empty((*tally.picture().shape[:2], 4), np.uint8)
    picture[:] = (*np.rint(paper * 255), 0)
    picture.reshape(-1, 4)[there] = np.rint(np.rint(marks * STEPS) * (255 / STEPS))
    return picture[::-1]


def faded(marks: ByteArray, settled: float) -> ByteArray:
    """Let marks grow pale, from 0 to 1."""
    picture = marks[::-1].copy()
    strength = np.rint(np.rint(np.arange(256) * ((1 - settled) * STEPS / 255)) * (255 / STEPS))
    picture[..., 3] = strength.astype(np.uint8)[picture[..., 3]]
    return picture[::-1]
