"""Very many points as a picture of where they lie, kept up to date while points change their colour.

Every point knows its pixel once. The picture is made of two sums for every pixel: how much ink the markers of all
points would lay there, and that ink times its colour. The first never changes, and gives the strength; the second
changes only where points change their colour. So a picture costs what has changed, whatever the number of points.

All sums are of whole numbers, and exact: a picture that was kept up to date is the one that is made from nothing.
"""

from __future__ import annotations

from collections.abc import Sequence
from math import ceil, floor

import numpy as np
from matplotlib.colors import to_rgb
from numpy.typing import NDArray

from kmanim.arrays import ByteArray, FloatArray, IntArray
from kmanim.plot.axes.places import Places
from kmanim.plot.density.blends import Blends
from kmanim.plot.density.marker_pixels import Spot, spot_of

# How strong a pixel under a single point is at least, which share of all pixels is not full, and from how many points
# on a full one single points are no stronger than that.
FAINTEST, UNDER_FULL, CROWD = 0.45, 0.98, 64.0
# 16 steps of strength are as many as the eye tells apart on dots. Very many colours have fewer, since a film has one
# table of 255.
_STEPS, _FEWEST_STEPS, _SHADES = 15, 5, 120
# From which share of all points on they are counted anew, and up to which share of all pixels sorting is faster.
_MOST, _FEW = 1 / 16, 1 / 128
_AT_ONCE = 1 << 18

Groups = NDArray[np.unsignedinteger]
"""Of every point the number of its colour."""


class PixelCounts:
    """Points counted on the pixels of a plane, and their picture.

    Parameters
    ----------
    places : Places
        Of all points.
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
    groups : ndarray of shape (n,)
        What every point wears.
    left, bottom : float
        Where the picture's lower left corner lies, in px.
    strength : ndarray of shape (h, w)
        How strong the colour of each pixel is, from 0 to 255, bottom row first.
    soft : bool
        Whether edges are soft; where colours are very many, a film's table has no room for what lies between them.
    """

    def __init__(
        self,
        places: Places,
        diameter: float,
        scale: float,
        colours: Sequence[str],
        paper: str,
        room: float = 0.0,
        *,
        opaque: bool = False,
    ) -> None:
        box = places.plane.box
        self._spot, self.scale = spot_of(diameter, scale), scale
        # SharedPlaces of points on the edge, and larger marks on them, lie within the picture, too.
        air = max(self._spot.bounds, ceil(room * scale)) + 2
        self._column, self._row = floor(box.left * scale) - air, floor(box.bottom * scale) - air
        self._shape = ceil(box.height * scale) + 2 * air + 1, ceil(box.width * scale) + 2 * air + 1
        self.left, self.bottom = self._column / scale, self._row / scale
        self._table = np.array([np.rint(np.multiply(to_rgb(colour), 255)) for colour in colours])
        self._blends = Blends(self._table)
        self.soft = self._blends.steps > 1
        self._paper = np.rint(np.multiply(to_rgb(paper), 255)).astype(np.uint8)
        air_and_scale = (scale, self._spot.bounds, air)
        self._cell = places.once(("cells", *air_and_scale), lambda: self._cells(places))
        self.groups: Groups = np.zeros(len(places), np.min_scalar_type(len(colours)))
        size = self._shape[0] * self._shape[1]
        self._ink = self._spread(places.once(("counts", *air_and_scale), lambda: self._counts(size)))
        self._mix = self._ink[:, None] * self._table[0]
        self._stale: NDArray[np.bool_] | None = None
        self.strength = self._strength()
        self._opaque = opaque
        self._picture = self._blank()
        self._shown = self._picture[::-1]

    def _cells(self, places: Places) -> NDArray[np.int32]:
        """Find the corner of pixels that Agg would centre each point's marker on."""
        cells = np.empty(len(places), np.int32)
        high, wide = self._shape
        for rows, piece in places.pieces():
            column = np.floor(piece[:, 0] * self.scale + 0.5) - self._column
            row = np.ceil(piece[:, 1] * self.scale - 0.5) - self._row
            # Nothing lies outside the plane's box; what rounding does there must not spoil the sums.
            reach = self._spot.bounds
            np.clip(column, reach, wide - reach - 1, out=column)
            np.clip(row, reach, high - reach - 1, out=row)
            cells[rows] = row * wide + column
        return cells

    def _counts(self, size: int) -> FloatArray:
        count = np.zeros(size)
        for rows in _pieces(len(self._cell)):
            count += np.bincount(self._cell[rows], minlength=size)
        return count

    # What points wear

    def show(self, groups: Groups) -> None:
        """Let every point wear its colour, by its number; those that wear it already cost little."""
        rows = np.flatnonzero(groups != self.groups)
        if rows.size > _MOST * len(groups):
            self._begin(groups)
        elif rows.size:
            self.move(rows, groups[rows])

    def move(self, rows: IntArray, groups: Groups) -> None:
        """Let some points, each named once, change to other colours; `groups` of shape (m,)."""
        cells = self._cell[rows]
        way = self.groups[rows] * np.intp(len(self._table)) + groups
        self.groups[rows] = groups
        size = self._ink.size
        change = (self._table[None] - self._table[:, None]).reshape(-1, 3).T
        if cells.size < _FEW * size:
            where, which = np.unique(cells, return_inverse=True)
            changes = [np.bincount(which, of[way], len(where)) for of in change]
        else:
            where = np.flatnonzero(np.bincount(cells, minlength=size)).astype(np.int32)
            changes = [np.bincount(cells, of[way], size)[where] for of in change]
        stale = self._changing()
        step = np.column_stack(changes)
        for up, right, ink in zip(*self._spot[:3], strict=True):
            there = where + (up * self._shape[1] + right)
            self._mix[there] += step * float(ink)
            stale[there] = True

    def _begin(self, groups: Groups) -> None:
        """Add everything up anew."""
        self.groups[:] = groups
        size = self._ink.size
        for channel in range(3):
            total = np.zeros(size)
            for rows in _pieces(len(groups)):
                total += np.bincount(self._cell[rows], self._table[groups[rows], channel], size)
            self._mix[:, channel] = self._spread(total)
        self._changing()[:] = True

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

    def marked(self, rows: IntArray, spot: Spot) -> ByteArray:
        """Put a mark on some points: how much of every pixel is under one, at most, shape (h, w), bottom row first."""
        ink = np.zeros(self._ink.size, np.uint8)
        where = np.flatnonzero(np.bincount(self._cell[rows], minlength=self._ink.size))
        for up, right, most in zip(*spot[:3], strict=True):
            there = where + (up * self._shape[1] + right)
            ink[there] = np.maximum(ink[there], np.uint8(most))
        return ink.reshape(self._shape)


def _pieces(n: int) -> list[slice]:
    return [slice(start, min(start + _AT_ONCE, n)) for start in range(0, n, _AT_ONCE)]
