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
    size = max(small, large * (SINGLE / max(len(rows), SINGLE)) ** 0.25)
    within = tally.marked(rows, spot_of(size, tally.scale)) / 255
    ink = np.maximum(tally.marked(rows, spot_of(size + 2 * RIM, tally.scale)) / 255, within)
    picture = np.zeros((*ink.shape, 4))
    share = np.divide(within, ink, out=np.zeros_like(within), where=ink > 0)[..., None] if fill else 0.0
    yellow, rim, paper = (
        np.array(to_rgb(colour))
        for colour in (theme.switched, theme.switched_ink if fill else theme.ink, theme.paper)
    )
    # Few points are paler here, too, so that the density still shows; their rim does not let them vanish.
    pale = PALEST * (1 - tally.picture()[::-1, :, 3:] / 255)
    picture[..., :3] = share * (yellow + (paper - yellow) * pale) + (1 - share) * rim
    picture[ink == 0, :3] = paper
    picture[..., 3] = ink if fill else ink - within
    rounded: ByteArray = np.rint(np.rint(picture * STEPS) * (255 / STEPS)).astype(np.uint8)
    return rounded[::-1]


def faded(marks: ByteArray, settled: float) -> ByteArray:
    """Let marks grow pale, from 0 to 1."""
    picture = marks[::-1].copy()
    picture[..., 3] = np.rint(np.rint(picture[..., 3] * ((1 - settled) * STEPS / 255)) * (255 / STEPS))
    return picture[::-1]
