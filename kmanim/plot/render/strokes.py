"""Single strokes as values: what is drawn, where it can leave ink, and whether two are the same.

A stroke is measured in pixels of the renderer, origin at the lower left. It draws itself on any of matplotlib's
renderers, as a whole; so a picture can be put together from the strokes that touch some part of it.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Hashable, Iterator, Sequence
from math import ceil, floor
from typing import Any

import numpy as np
from matplotlib.path import Path
from matplotlib.transforms import Affine2D, IdentityTransform

from kmanim.arrays import ByteArray, FloatArray
from kmanim.plot.render.bounds import Bounds
from kmanim.plot.render.line_style import PLAIN, Ink, Rgba, context
from kmanim.plot.render.markers import SOFT, Emblem, Mark
from kmanim.plot.render.raster import has_pixels

_UNMOVED = IdentityTransform()
# Markers so many are looked through for those that touch what is drawn; to draw a few more costs less than that.
_FEW = 64
# Pictures of so many pixels are laid on in part.
_LARGE = 20_000


class Stroke(ABC):
    """One stroke.

    Attributes
    ----------
    key : hashable
        Two strokes of equal keys leave the same ink.
    bounds : Bounds
        Outside of it there is no ink.
    is_large : bool
        Whether it takes longer to draw than to copy a page.
    """

    __slots__ = ("bounds", "key")
    key: Hashable
    bounds: Bounds

    @property
    def is_large(self) -> bool:
        """Say that it is not."""
        return False

    @abstractmethod
    def draw(self, renderer: Any, within: Sequence[Bounds] = ()) -> None:
        """Draw it.

        Parts of it that lie outside of all the rectangles `within`, if any, may be left out. They are of whole
        pixels and do not overlap.
        """


class Marks(Stroke):
    """A mark at many places.

    Parameters
    ----------
    mark : Mark
        What is drawn.
    xy : ndarray of shape (m, 2)
        The places.
    clip : Bounds, optional
    """

    __slots__ = ("_clip", "_mark", "_xy")

    def __init__(self, mark: Mark, xy: FloatArray, clip: Bounds | None = None) -> None:
        self._mark, self._xy, self._clip = mark, xy, clip
        self.key = (mark, xy.tobytes(), clip)
        self.bounds = _around(xy, mark.margin, clip)

    @property
    def is_large(self) -> bool:
        """Say whether the places are many."""
        return len(self._xy) > _FEW

    def draw(self, renderer: Any, within: Sequence[Bounds] = ()) -> None:
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


class Stamp(Stroke):
    """An emblem at a place; on Agg its pixels, drawn once, are laid on: a tenth of the time its outlines take.

    Parameters
    ----------
    emblem : Emblem
        What is drawn.
    x, y : float
        Its place.
    clip : Bounds, optional
    """

    __slots__ = ("_clip", "_emblem", "_left_bottom", "_place")

    def __init__(self, emblem: Emblem, x: float, y: float, clip: Bounds | None = None) -> None:
        self._emblem, self._place, self._clip = emblem, (x, y), clip
        middle = emblem.middle
        # The pixel on which Agg's own markers stand.
        left, bottom = floor(x + 0.5) - middle, ceil(y - 0.5) - middle
        self._left_bottom = left, bottom
        self.key = (emblem, left, bottom, clip)
        whole = Bounds(left, bottom, left + 2 * middle + 1, bottom + 2 * middle + 1)
        self.bounds = whole if clip is None else whole.cut(clip)

    def draw(self, renderer: Any, within: Sequence[Bounds] = ()) -> None:  # noqa: ARG002 - it is small
        """Draw it."""
        if has_pixels(renderer):
            gc = context(renderer, PLAIN, self._clip)
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
    clip : Bounds, optional
    closed : bool
        Whether the last corner is the first again.
    """

    __slots__ = ("_clip", "_closed", "_fill", "_ink", "_xy")

    def __init__(
        self, xy: FloatArray, ink: Ink, unit: float, fill: Rgba | None = None, clip: Bounds | None = None,
        *, closed: bool = False,
    ) -> None:  # fmt: skip
        self._xy, self._ink, self._fill, self._clip, self._closed = xy, ink, fill, clip, closed
        self.key = (xy.tobytes(), ink, fill, clip, closed)
        self.bounds = _around(xy, ink.width * unit + SOFT, clip)

    def draw(self, renderer: Any, within: Sequence[Bounds] = ()) -> None:  # noqa: ARG002 - it is one piece
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
    clip : Bounds, optional
    top_first : bool, default False
        Whether the first row is the uppermost.
    """

    __slots__ = ("_bottom", "_clip", "_left", "_rgba", "_top_first")

    def __init__(
        self, left: int, bottom: int, rgba: ByteArray, clip: Bounds | None = None, *, top_first: bool = False
    ) -> None:
        self._left, self._bottom, self._rgba, self._clip = left, bottom, rgba, clip
        self._top_first = top_first
        self.key = (left, bottom, id(rgba), clip)
        height, width = rgba.shape[:2]
        whole = Bounds(left, bottom, left + width, bottom + height)
        self.bounds = whole if clip is None else whole.cut(clip)

    @property
    def is_large(self) -> bool:
        """Say whether it is."""
        return self._rgba.size > 4 * _LARGE

    def draw(self, renderer: Any, within: Sequence[Bounds] = ()) -> None:
        """Draw it, or of a large one the parts that lie in `within`."""
        rgba = self._rgba[::-1] if self._top_first else self._rgba
        gc = context(renderer, PLAIN, self._clip)
        for rows, columns in self._parts(within):
            place = self._left + columns.start, self._bottom + rows.start
            part = np.ascontiguousarray(rgba[rows, columns])
            if has_pixels(renderer):
                renderer.draw_image(gc, *place, part)
            else:  # where files of lines are sharper than 72 to the inch, they would make it smaller
                height, width = part.shape[:2]
                renderer.draw_image(gc, *place, part, Affine2D().scale(width, height))
        gc.restore()

    def _parts(self, within: Sequence[Bounds]) -> Iterator[tuple[slice, slice]]:
        """Give rows, the lowest first, and columns."""
        height, width = self._rgba.shape[:2]
        if not within or not self.is_large:
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


def _around(xy: FloatArray, margin: float, clip: Bounds | None) -> Bounds:
    """Find where ink can lie around places of shape (m, 2); rows of NaN aside."""
    left, bottom = np.fmin.reduce(xy, axis=0).tolist()
    right, top = np.fmax.reduce(xy, axis=0).tolist()
    whole = Bounds(left - margin, bottom - margin, right + margin, top + margin)
    return whole if clip is None else whole.cut(clip)
