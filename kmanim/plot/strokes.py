"""Single strokes as values: what is drawn, where it can leave ink, and whether two are the same.

A stroke is measured in pixels of the renderer, origin at the lower left. It draws itself on any of matplotlib's
renderers, as a whole; so a picture can be put together from the strokes that touch some part of it.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Hashable, Sequence
from functools import lru_cache
from typing import Any, NamedTuple

import numpy as np
from matplotlib.backend_bases import GraphicsContextBase, RendererBase
from matplotlib.backends.backend_agg import RendererAgg
from matplotlib.path import Path
from matplotlib.transforms import Affine2D, Bbox, IdentityTransform

from kmanim.arrays import ByteArray, FloatArray

Rgba = tuple[float, float, float, float]

_UNMOVED = IdentityTransform()
# Markers so many are looked through for those that touch what is drawn; to draw a few more costs less than that.
_FEW = 64
# Agg draws on whole pixels and softens edges: ink may lie one pixel farther than the outline.
_SOFT = 2.0
# No shape of size 1 reaches farther than this from its place, corners of its outline aside.
_FARTHEST = 0.8


class Reach(NamedTuple):
    """A rectangle of pixels that some ink lies in, y upwards."""

    left: float
    bottom: float
    right: float
    top: float

    def meets(self, other: Reach) -> bool:
        """Tell whether the two share any pixel."""
        return (
            self.left < other.right
            and other.left < self.right
            and self.bottom < other.top
            and other.bottom < self.top
        )

    def around(self, other: Reach) -> Reach:
        """Give the smallest rectangle around both."""
        return Reach(
            min(self.left, other.left), min(self.bottom, other.bottom),
            max(self.right, other.right), max(self.top, other.top),
        )  # fmt: skip

    def cut(self, other: Reach) -> Reach:
        """Give what both share; empty, with right <= left or top <= bottom, where that is nothing."""
        return Reach(
            max(self.left, other.left), max(self.bottom, other.bottom),
            min(self.right, other.right), min(self.top, other.top),
        )  # fmt: skip


class Ink(NamedTuple):
    """How an outline is drawn; `width` and `dash` are in points, as matplotlib's renderers want them."""

    colour: Rgba
    width: float = 0.0
    join: str = "round"
    cap: str = "butt"
    dash: tuple[float, ...] = ()
    clip: Reach | None = None


class Stroke(ABC):
    """One stroke.

    Attributes
    ----------
    key : hashable
        Two strokes of equal keys leave the same ink.
    reach : Reach
        Outside of it there is no ink.
    """

    __slots__ = ("key", "reach")
    key: Hashable
    reach: Reach

    @abstractmethod
    def draw(self, renderer: RendererBase, within: Sequence[Reach] = ()) -> None:
        """Draw it; parts of it that lie outside of all the rectangles `within`, if any, may be left out."""


class Marks(Stroke):
    """One shape at many places.

    Parameters
    ----------
    shape : Path
        Of about the size 1, around its place.
    transform : Affine2D
        Makes it large; of one shape and size it is always the same object.
    size : float
        How large that is, in pixels.
    xy : ndarray of shape (m, 2)
        The places.
    ink : Ink
        The outline.
    fill : tuple or None
    unit : float
        Pixels to a point.
    """

    __slots__ = ("_fill", "_ink", "_margin", "_shape", "_transform", "_xy")

    def __init__(
        self, shape: Path, transform: Affine2D, size: float, xy: FloatArray, ink: Ink, fill: Rgba | None,
        unit: float,
    ) -> None:  # fmt: skip
        self._shape, self._transform, self._xy, self._ink, self._fill = shape, transform, xy, ink, fill
        self.key = (
            id(transform),
            xy.tobytes(),
            ink,
            fill,
        )  # `Pen` makes one transform for each shape and size
        # A sharp corner of the outline reaches beyond it by up to its width.
        self._margin = _FARTHEST * size + ink.width * unit + _SOFT
        self.reach = _around(xy, self._margin, ink.clip)

    def draw(self, renderer: RendererBase, within: Sequence[Reach] = ()) -> None:
        """Draw those that reach into `within`: Agg sets each on whole pixels, whatever stands beside it."""
        xy = self._xy
        if within and len(xy) > _FEW:
            near = np.zeros(len(xy), np.bool_)
            x, y = xy.T
            for left, bottom, right, top in within:
                near |= (
                    (x > left - self._margin)
                    & (x < right + self._margin)
                    & (y > bottom - self._margin)
                    & (y < top + self._margin)
                )
            xy = xy[near]
            if not len(xy):
                return
        gc = context(renderer, self._ink)
        renderer.draw_markers(gc, self._shape, self._transform, Path(xy), _UNMOVED, self._fill)
        gc.restore()


class Outline(Stroke):
    """A line, or a filled polygon; a row of NaN in a line lifts the pen.

    Parameters
    ----------
    xy : ndarray of shape (m, 2)
        Its corners.
    ink : Ink
        How the line is drawn.
    unit : float
        Pixels to a point.
    fill : tuple, optional
    closed : bool
        Whether the last corner is the first again.
    """

    __slots__ = ("_closed", "_fill", "_ink", "_xy")

    def __init__(
        self, xy: FloatArray, ink: Ink, unit: float, fill: Rgba | None = None, *, closed: bool = False
    ) -> None:
        self._xy, self._ink, self._fill, self._closed = xy, ink, fill, closed
        self.key = (xy.tobytes(), ink, fill, closed)
        self.reach = _around(xy, ink.width * unit + _SOFT, ink.clip)

    def draw(self, renderer: RendererBase, within: Sequence[Reach] = ()) -> None:  # noqa: ARG002 - it is one piece
        """Draw it."""
        gc = context(renderer, self._ink)
        renderer.draw_path(gc, Path(self._xy, closed=self._closed), _UNMOVED, self._fill)
        gc.restore()


class Pixels(Stroke):
    """A picture that is laid on as it is, such as a line of text.

    Parameters
    ----------
    left, bottom : int
        Its lower left corner.
    rgba : ndarray of shape (h, w, 4), uint8
        Must not be changed as long as the stroke is in use: the array is known by its identity.
    clip : Reach, optional
    top_first : bool, default False
        Whether the first row is the uppermost.
    """

    __slots__ = ("_bottom", "_clip", "_left", "_rgba", "_top_first")

    def __init__(
        self, left: int, bottom: int, rgba: ByteArray, clip: Reach | None = None, *, top_first: bool = False
    ) -> None:
        self._left, self._bottom, self._rgba, self._clip = left, bottom, rgba, clip
        self._top_first = top_first
        self.key = (left, bottom, id(rgba), clip)
        height, width = rgba.shape[:2]
        whole = Reach(left, bottom, left + width, bottom + height)
        self.reach = whole if clip is None else whole.cut(clip)

    def draw(self, renderer: RendererBase, within: Sequence[Reach] = ()) -> None:
        """Draw the rows and columns that reach into `within`."""
        left, bottom = self._left, self._bottom
        rgba = self._rgba[::-1] if self._top_first else self._rgba
        height, width = rgba.shape[:2]
        if within:
            part = within[0]
            for other in within[1:]:
                part = part.around(other)
            first, end = max(0, int(part.left) - left), min(width, int(part.right) + 1 - left)
            low, high = max(0, int(part.bottom) - bottom), min(height, int(part.top) + 1 - bottom)
            if first >= end or low >= high:
                return
            rgba, left, bottom = rgba[low:high, first:end], left + first, bottom + low
        gc = context(renderer, Ink((0.0, 0.0, 0.0, 1.0), clip=self._clip))
        renderer.draw_image(gc, left, bottom, np.ascontiguousarray(rgba))
        gc.restore()


def context(renderer: RendererBase, ink: Ink) -> GraphicsContextBase:
    """Say to a renderer how outlines look. Agg's contexts are plain values, so equal ones are made once."""
    return _kept_context(ink) if isinstance(renderer, RendererAgg) else _context(renderer.new_gc(), ink)


@lru_cache(maxsize=2048)
def _kept_context(ink: Ink) -> GraphicsContextBase:
    return _context(GraphicsContextBase(), ink)


def _context(gc: Any, ink: Ink) -> GraphicsContextBase:
    gc.set_linewidth(ink.width)
    gc.set_foreground(ink.colour, isRGBA=True)
    gc.set_antialiased(True)
    gc.set_joinstyle(ink.join)
    gc.set_capstyle(ink.cap)
    if ink.dash:
        gc.set_dashes(0, list(ink.dash))
    if ink.clip is not None:
        gc.set_clip_rectangle(Bbox.from_extents(*ink.clip))
    context: GraphicsContextBase = gc
    return context


def _around(xy: FloatArray, margin: float, clip: Reach | None) -> Reach:
    """Find where ink can lie around places of shape (m, 2); rows of NaN aside."""
    left, bottom = np.fmin.reduce(xy, axis=0).tolist()
    right, top = np.fmax.reduce(xy, axis=0).tolist()
    whole = Reach(left - margin, bottom - margin, right + margin, top + margin)
    return whole if clip is None else whole.cut(clip)
