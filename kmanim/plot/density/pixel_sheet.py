"""The pixels of a plane under ink: how much lies on each, of which colours, and the picture that it makes.

The picture is made of two sums for every pixel: how much ink the markers of all points would lay there, and that ink
times its colour. The first never changes, and gives the strength; the second changes only where points change theirs.
"""

from __future__ import annotations

from collections.abc import Sequence
from math import ceil, floor

import numpy as np
from matplotlib.colors import to_rgb
from numpy.typing import NDArray

from kmanim.arrays import ByteArray, FloatArray, IntArray
from kmanim.plot.axes.plane import Box
from kmanim.plot.density.blends import Blends
from kmanim.plot.density.marker_pixels import Spot, spot_of

# How strong a pixel under a single point is at least, which share of all pixels is not full, and from how many points
# on a full one single points are no stronger than that.
FAINTEST, UNDER_FULL, CROWD = 0.45, 0.98, 64.0
# 16 steps of strength are as many as the eye tells apart on dots. Very many colours have fewer, since a film has one
# table of 255.
_STEPS, _FEWEST_STEPS, _SHADES = 15, 5, 120


class PixelSheet:
    """Ink on the pixels of a plane, and its picture; who lays it there says how, and calls `_begin_with` first.

    Parameters
    ----------
    box : Box
        The plane, in px.
    diameter : float
        Of a point, in px.
    scale : float
        Pixels to one px.
    colours : sequence of str
        What points may wear; all wear the first one to begin with.
    paper : str
        The colour of what is left clear.
    room : float, default 0
        How far marks may reach beyond the plane, in px.
    opaque : bool, default False
        Whether points hide what lies beneath them, faint ones mixed with the paper; or it shines through these.

    Attributes
    ----------
    scale : float
        Pixels to one px.
    left, bottom : float
        Where the picture's lower left corner lies, in px.
    strength : ndarray of shape (h, w)
        How strong the colour of each pixel is, from 0 to 255, bottom row first.
    soft : bool
        Whether edges are soft; where colours are very many, a film's table has no room for what lies between them.
    """

    def __init__(
        self,
        box: Box,
        diameter: float,
        scale: float,
        colours: Sequence[str],
        paper: str,
        room: float = 0.0,
        *,
        opaque: bool = False,
    ) -> None:
        self._spot, self.scale = spot_of(diameter, scale), scale
        # Points on the edge that share their places, and larger marks on them, lie within the picture, too.
        self._air = air = max(self._spot.bounds, ceil(room * scale)) + 2
        self._column, self._row = floor(box.left * scale) - air, floor(box.bottom * scale) - air
        self._shape = ceil(box.height * scale) + 2 * air + 1, ceil(box.width * scale) + 2 * air + 1
        self.left, self.bottom = self._column / scale, self._row / scale
        self._table = np.array([np.rint(np.multiply(to_rgb(colour), 255)) for colour in colours])
        self._blends = Blends(self._table)
        self.soft = self._blends.steps > 1
        self._paper = np.rint(np.multiply(to_rgb(paper), 255)).astype(np.uint8)
        self._opaque = opaque

    def _begin_with(self, count: FloatArray) -> None:
        """Lay ink for points counted on the corners of pixels, shape (h * w,), all in the first colour."""
        self._ink = self._spread(count)
        self._mix = self._ink[:, None] * self._table[0]
        self._stale: NDArray[np.bool_] | None = None
        self.strength = self._strength()
        self._picture = self._blank()
        self._shown = self._picture[::-1]

    def _changing(self) -> NDArray[np.bool_]:
        if self._stale is None:
            self._stale = np.zeros(self._ink.size, np.bool_)
        return self._stale

    def _spread(self, count: FloatArray) -> FloatArray:
        """Put a spot on every corner, as often as is counted there."""
        spread = np.zeros(count.size)
        for up, right, ink in zip(*self._spot[:3], strict=True):
            away = int(up) * self._shape[1] + int(right)
            here = slice(max(away, 0), count.size + min(away, 0))
            there = slice(max(-away, 0), count.size - max(away, 0))
            spread[here] += count[there] * float(ink)
        return spread

    # How it looks

    def picture(self) -> ByteArray:
        """Give the pixels of shape (h, w, 4), straight alpha, top row first: the same array while nothing changes."""
        if self._stale is not None:
            stale, self._stale = np.flatnonzero(self._stale & self._visible), None
            picture = self._picture.copy()
            self._shade(picture, stale)
            # The pen turns it back, and finds it in order.
            self._picture, self._shown = picture, picture[::-1]
        return self._shown

    def _blank(self) -> ByteArray:
        """Make the first picture. Clear pixels are paper: a viewer of a PDF may mix the colours of neighbours."""
        picture = np.zeros((*self._shape, 4), np.uint8)
        picture[..., :3] = self._paper
        self._visible = self.strength.ravel() > 0
        picture[..., 3] = np.where(self.strength > 0, 255, 0) if self._opaque else self.strength
        self._shade(picture, np.flatnonzero(self._visible))
        return picture

    def _shade(self, picture: ByteArray, where: IntArray) -> None:
        """Mix the colours of the pixels at some places."""
        colours = self._blends.nearest(self._mix[where] / self._ink[where, None])
        if self._opaque:
            paper, strength = self._paper.astype(np.float64), self.strength.reshape(-1, 1)[where] / 255
            colours = np.rint(paper + (colours - paper) * strength).astype(np.uint8)
        picture.reshape(-1, 4)[where, :3] = colours

    def _strength(self) -> ByteArray:
        """Say how strong pixels are by the points on them: many are full, few are faint, in steps of log.

        The fewer points share a pixel, the stronger is a single one: where they lie apart it is the marker itself,
        and so are its soft edges.
        """
        inked = np.flatnonzero(self._ink)
        points = self._ink[inked] / 255
        most = max(float(np.quantile(points, UNDER_FULL)), 1.0) if points.size else 1.0
        faintest = 1 - (1 - FAINTEST) * min(np.log(most) / np.log(CROWD), 1.0)
        share = np.log(np.maximum(points, 1.0)) / np.log(max(most, 2.0))
        strength = (faintest + (1 - faintest) * np.minimum(share, 1.0)) * np.minimum(points, 1.0)
        steps = min(_STEPS, max(_FEWEST_STEPS, _SHADES // len(self._table)))
        rounded = np.zeros(self._shape, np.uint8)
        rounded.ravel()[inked] = np.rint(np.rint(strength * steps) * (255 / steps))
        return rounded

    # Marks on it

    def marked(self, which: IntArray, spot: Spot) -> ByteArray:
        """Mark some of what is counted: how much of a pixel is under one, at most, shape (h, w), bottom row first."""
        raise NotImplementedError

    def _under(self, where: IntArray, spot: Spot) -> ByteArray:
        """Put a mark on some corners: how much of every pixel is under one, at most, shape (h, w), bottom row first."""
        ink = np.zeros(self._ink.size, np.uint8)
        for up, right, most in zip(*spot[:3], strict=True):
            there = where + (up * self._shape[1] + right)
            ink[there] = np.maximum(ink[there], np.uint8(most))
        return ink.reshape(self._shape)
