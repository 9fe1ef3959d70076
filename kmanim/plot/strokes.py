"""Single strokes as values: what is drawn, where it can leave ink, and whether two are the same.

A stroke is measured in pixels of the renderer, origin at the lower left. It draws itself on any of matplotlib's
renderers, as a whole; so a picture can be put together from the strokes that touch some part of it.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Hashable, Iterator, Sequence
from functools import lru_cache
from math import ceil, floor
from typing import Any, NamedTuple

import numpy as np
from matplotlib.backend_bases import GraphicsContextBase, RendererBase
from matplotlib.backends import backend_agg
from matplotlib.path import Path
from matplotlib.transforms import Affine2D, Bbox, IdentityTransform

from kmanim.arrays import ByteArray, FloatArray

Rgba = tuple[float, float, float, float]

_UNMOVED = IdentityTransform()
# Markers so many are looked through for those that touch what is drawn; to draw a few more costs less than that.
_FEW = 64
# Pictures of so many pixels are laid on in part.
_LARGE = 20_000
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


_PLAIN = Ink((0.0, 0.0, 0.0, 1.0))


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
        """Draw it.

        Parts of it that lie outside of all the rectangles `within`, if any, may be left out. They are of whole
        pixels and do not overlap.
        """


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
        self.margin = _FARTHEST * size + ink.width * unit + _SOFT

    def put(self, renderer: Any, xy: FloatArray, clip: Reach | None = None) -> None:
        """Draw it at places of shape (m, 2)."""
        gc = context(renderer, self._ink, clip)
        renderer.draw_markers(gc, self._path, self._transform, Path(xy), _UNMOVED, self._fill)
        gc.restore()


class Marks(Stroke):
    """A mark at many places.

    Parameters
    ----------
    mark : Mark
        What is drawn.
    xy : ndarray of shape (m, 2)
        The places.
    clip : Reach, optional
    """

    __slots__ = ("_clip", "_mark", "_xy")

    def __init__(self, mark: Mark, xy: FloatArray, clip: Reach | None = None) -> None:
        self._mark, self._xy, self._clip = mark, xy, clip
        self.key = (mark, xy.tobytes(), clip)
        self.reach = _around(xy, mark.margin, clip)

    def draw(self, renderer: RendererBase, within: Sequence[Reach] = ()) -> None:
        """Draw those that reach into `within`: Agg sets each on whole pixels, whatever stands beside it."""
        xy = self._xy
        if within and len(xy) > _FEW:
            near = np.zeros(len(xy), np.bool_)
            x, y, margin = *xy.T, self._mark.margin
            for left, bottom, right, top in within:
                near |= (
                    (x > left - margin) & (x < right + margin) & (y > bottom - margin) & (y < top + margin)
                )
            xy = xy[near]
        if len(xy):
            self._mark.put(renderer, xy, self._clip)


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

    def put(self, renderer: Any, xy: FloatArray, clip: Reach | None) -> None:
        """Draw the marks at a place of shape (1, 2)."""
        for mark in self._marks:
            mark.put(renderer, xy, clip)

    def pixels(self, dpi: float) -> ByteArray:
        """Give its pixels on nothing, bottom row first, with its place in the middle; always for the same dpi."""
        if self._pixels is None:
            side = 2 * self.middle + 1
            sheet: Any = backend_agg.RendererAgg(side, side, dpi)  # type: ignore[no-untyped-call]
            self.put(sheet, np.full((1, 2), float(self.middle)), None)
            self._pixels = np.ascontiguousarray(np.asarray(sheet.buffer_rgba())[::-1])
        return self._pixels


class Stamp(Stroke):
    """An emblem at a place; on Agg its pixels, drawn once, are laid on: a tenth of the time its outlines take.

    Parameters
    ----------
    emblem : Emblem
        What is drawn.
    x, y : float
        Its place.
    clip : Reach, optional
    """

    __slots__ = ("_clip", "_emblem", "_left_bottom", "_place")

    def __init__(self, emblem: Emblem, x: float, y: float, clip: Reach | None = None) -> None:
        self._emblem, self._place, self._clip = emblem, (x, y), clip
        middle = emblem.middle
        # The pixel on which Agg's own markers stand.
        left, bottom = floor(x + 0.5) - middle, ceil(y - 0.5) - middle
        self._left_bottom = left, bottom
        self.key = (emblem, left, bottom, clip)
        whole = Reach(left, bottom, left + 2 * middle + 1, bottom + 2 * middle + 1)
        self.reach = whole if clip is None else whole.cut(clip)

    def draw(self, renderer: Any, within: Sequence[Reach] = ()) -> None:  # noqa: ARG002 - it is small
        """Draw it."""
        if isinstance(renderer, backend_agg.RendererAgg):
            gc = context(renderer, _PLAIN, self._clip)
            renderer.draw_image(gc, *self._left_bottom, self._emblem.pixels(renderer.dpi))
        else:
            self._emblem.put(renderer, np.array([self._place]), self._clip)


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
    clip : Reach, optional
    closed : bool
        Whether the last corner is the first again.
    """

    __slots__ = ("_clip", "_closed", "_fill", "_ink", "_xy")

    def __init__(
        self, xy: FloatArray, ink: Ink, unit: float, fill: Rgba | None = None, clip: Reach | None = None,
        *, closed: bool = False,
    ) -> None:  # fmt: skip
        self._xy, self._ink, self._fill, self._clip, self._closed = xy, ink, fill, clip, closed
        self.key = (xy.tobytes(), ink, fill, clip, closed)
        self.reach = _around(xy, ink.width * unit + _SOFT, clip)

    def draw(self, renderer: RendererBase, within: Sequence[Reach] = ()) -> None:  # noqa: ARG002 - it is one piece
        """Draw it."""
        gc = context(renderer, self._ink, self._clip)
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
        """Draw it, or of a large one the parts that lie in `within`."""
        rgba = self._rgba[::-1] if self._top_first else self._rgba
        gc = context(renderer, _PLAIN, self._clip)
        for rows, columns in self._parts(within):
            place = self._left + columns.start, self._bottom + rows.start
            renderer.draw_image(gc, *place, np.ascontiguousarray(rgba[rows, columns]))
        gc.restore()

    def _parts(self, within: Sequence[Reach]) -> Iterator[tuple[slice, slice]]:
        """Give rows, the lowest first, and columns."""
        height, width = self._rgba.shape[:2]
        if not within or height * width <= _LARGE:
            yield slice(0, height), slice(0, width)
            return
        for place in within:  # they do not overlap, so no pixel is laid on twice
            left, bottom = max(0, int(place.left) - self._left), max(0, int(place.bottom) - self._bottom)
            right, top = (
                min(width, ceil(place.right) - self._left),
                min(height, ceil(place.top) - self._bottom),
            )
            if left < right and bottom < top:
                yield slice(bottom, top), slice(left, right)


def context(renderer: RendererBase, ink: Ink, clip: Reach | None = None) -> GraphicsContextBase:
    """Say to a renderer how outlines look. Agg's contexts are plain values, so equal ones are made once."""
    if isinstance(renderer, backend_agg.RendererAgg):
        return _kept_context(ink, clip)
    return _context(renderer.new_gc(), ink, clip)


@lru_cache(maxsize=2048)
def _kept_context(ink: Ink, clip: Reach | None) -> GraphicsContextBase:
    return _context(GraphicsContextBase(), ink, clip)


def _context(gc: Any, ink: Ink, clip: Reach | None) -> GraphicsContextBase:
    gc.set_linewidth(ink.width)
    gc.set_foreground(ink.colour, isRGBA=True)
    gc.set_antialiased(True)
    gc.set_joinstyle(ink.join)
    gc.set_capstyle(ink.cap)
    if ink.dash:
        gc.set_dashes(0, list(ink.dash))
    if clip is not None:
        gc.set_clip_rectangle(Bbox.from_extents(*clip))
    context: GraphicsContextBase = gc
    return context


def _around(xy: FloatArray, margin: float, clip: Reach | None) -> Reach:
    """Find where ink can lie around places of shape (m, 2); rows of NaN aside."""
    left, bottom = np.fmin.reduce(xy, axis=0).tolist()
    right, top = np.fmax.reduce(xy, axis=0).tolist()
    whole = Reach(left - margin, bottom - margin, right + margin, top + margin)
    return whole if clip is None else whole.cut(clip)
