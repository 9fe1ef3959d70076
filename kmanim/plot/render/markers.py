"""Marks and emblems: small things that are drawn alike at many places, and by whom they are known."""

from __future__ import annotations

from collections.abc import Sequence
from math import ceil
from typing import Any

import numpy as np
from matplotlib.path import Path
from matplotlib.transforms import Affine2D, IdentityTransform

from kmanim.arrays import ByteArray, FloatArray
from kmanim.plot.render.bounds import Bounds
from kmanim.plot.render.line_style import Ink, Rgba, context
from kmanim.plot.render.raster import raster

_UNMOVED = IdentityTransform()
# No shape of size 1 reaches farther than this from its place, corners of its outline aside.
_FARTHEST = 0.8
# Agg draws on whole pixels and softens edges: ink may lie one pixel farther than the outline.
SOFT = 2.0


class Mark:
    """A shape with its outline and filling; two are the same only if they are one object.

    Parameters
    ----------
    path : Path
        Of about the size 1, around its place.
    size : float
        How large it is drawn, in pixels.
    transform : Affine2D
        Makes the path so large.
    ink : Ink
        The outline.
    fill : tuple or None
    unit : float
        Pixels to a point.

    Attributes
    ----------
    margin : float
        How far from its place its ink can reach, in pixels.
    """

    __slots__ = ("_fill", "_ink", "_path", "_transform", "margin")

    def __init__(
        self, path: Path, size: float, transform: Affine2D, ink: Ink, fill: Rgba | None, unit: float
    ) -> None:
        self._path, self._transform, self._ink, self._fill = path, transform, ink, fill
        # A sharp corner of the outline reaches beyond it by up to its width.
        self.margin = _FARTHEST * size + ink.width * unit + SOFT

    def put(self, renderer: Any, xy: FloatArray, clip: Bounds | None = None) -> None:
        """Draw it at places of shape (m, 2)."""
        gc = context(renderer, self._ink, clip)
        renderer.draw_markers(gc, self._path, self._transform, Path(xy), _UNMOVED, self._fill)
        gc.restore()


class Emblem:
    """Marks that lie one over the other at one place, such as the outline, halo and cross of a centroid.

    Two are the same only if they are one object.

    Parameters
    ----------
    marks : sequence of Mark
        The lowest first.
    """

    __slots__ = ("_marks", "_pixels", "middle")

    def __init__(self, marks: Sequence[Mark]) -> None:
        self._marks = tuple(marks)
        self._pixels: ByteArray | None = None
        self.middle = ceil(max(mark.margin for mark in marks))

    def put(self, renderer: Any, xy: FloatArray, clip: Bounds | None) -> None:
        """Draw the marks at a place of shape (1, 2)."""
        for mark in self._marks:
            mark.put(renderer, xy, clip)

    def pixels(self, dpi: float) -> ByteArray:
        """Give its pixels on nothing, bottom row first, with its place in the middle; always for the same dpi."""
        if self._pixels is None:
            side = 2 * self.middle + 1
            sheet = raster(side, side, dpi)
            self.put(sheet, np.full((1, 2), float(self.middle)), None)
            self._pixels = np.ascontiguousarray(np.asarray(sheet.buffer_rgba())[::-1])
        return self._pixels
