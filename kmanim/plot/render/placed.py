"""A renderer within another: what is drawn on it comes out elsewhere and larger or smaller.

For vectors: a page that is saved cut to its ink, or in a figure of another size, is drawn as ever, and what it draws is
put where the figure has it.
"""

from __future__ import annotations

from typing import Any

import numpy as np
from matplotlib.backend_bases import GraphicsContextBase, RendererBase
from matplotlib.font_manager import FontProperties
from matplotlib.path import Path
from matplotlib.transforms import Affine2D, Bbox, Transform


class Placed(RendererBase):
    """Draws on another renderer, of vectors, with its own lower left corner at a place of that.

    Parameters
    ----------
    inner : RendererBase
        Where it all ends.
    left, bottom : float
        The place, in the inner renderer's units.
    factor : float
        How many times as large all is.
    """

    def __init__(self, inner: RendererBase, left: float, bottom: float, factor: float) -> None:
        super().__init__()
        self._inner: Any = inner  # matplotlib has no types for its backends
        self._left, self._bottom, self._factor = left, bottom, factor
        self._move = Affine2D().translate(left, bottom)

    def points_to_pixels(self, points: Any) -> Any:
        """Give how long so many points are."""
        return self._inner.points_to_pixels(points) * self._factor

    def flipy(self) -> bool:
        """Say whether y of texts runs downwards."""
        return bool(self._inner.flipy())

    def get_canvas_width_height(self) -> tuple[float, float]:
        """Give the inner renderer's size."""
        width, height = self._inner.get_canvas_width_height()
        return float(width), float(height)

    def new_gc(self) -> GraphicsContextBase:
        """Make a context of the inner renderer."""
        context: GraphicsContextBase = self._inner.new_gc()
        return context

    def open_group(self, s: str, gid: str | None = None) -> None:
        """Begin a group."""
        self._inner.open_group(s, gid)

    def close_group(self, s: str) -> None:
        """End a group."""
        self._inner.close_group(s)

    def draw_path(
        self,
        gc: GraphicsContextBase,
        path: Path,
        transform: Transform,
        rgbFace: Any = None,  # noqa: N803 - matplotlib's
    ) -> None:
        """Draw a path."""
        own = self._scaled(gc)
        self._inner.draw_path(own, path, transform + self._move, rgbFace)
        own.restore()

    def draw_markers(
        self, gc: GraphicsContextBase, marker_path: Path, marker_trans: Transform,
        path: Path, trans: Transform, rgbFace: Any = None,  # noqa: N803 - as above
    ) -> None:  # fmt: skip
        """Draw a mark at many places."""
        own = self._scaled(gc)
        self._inner.draw_markers(own, marker_path, marker_trans, path, trans + self._move, rgbFace)
        own.restore()

    def draw_image(
        self,
        gc: GraphicsContextBase,
        x: float,
        y: float,
        im: Any,
        transform: Transform | None = None,  # noqa: ARG002 - pages put images as they are
    ) -> None:
        """Put an image, as many times as large as all else."""
        own = self._scaled(gc)
        size = self._factor / self._inner.get_image_magnification()
        stretch = Affine2D().scale(im.shape[1] * size, im.shape[0] * size)
        self._inner.draw_image(own, x + self._left, y + self._bottom, im, stretch)
        own.restore()

    def draw_text(
        self, gc: GraphicsContextBase, x: float, y: float, s: str, prop: FontProperties, angle: float,
        ismath: Any = False, mtext: Any = None,
    ) -> None:  # fmt: skip
        """Write a line."""
        own, larger = self._scaled(gc), prop.copy()
        larger.set_size(prop.get_size_in_points() * self._factor)
        up = -self._bottom if self.flipy() else self._bottom
        self._inner.draw_text(own, x + self._left, y + up, s, larger, angle, ismath, mtext)
        own.restore()

    def _scaled(self, gc: GraphicsContextBase) -> GraphicsContextBase:
        """Give a context with lines as many times as wide, and what it is cut to moved."""
        own = self.new_gc()
        own.copy_properties(gc)
        own.set_linewidth(gc.get_linewidth() * self._factor)
        offset, dashes = gc.get_dashes()
        if dashes is not None:
            parts = np.asarray(dashes, np.float64) * self._factor
            own.set_dashes(float(offset) * self._factor, parts)
        cut = gc.get_clip_rectangle()
        if cut is not None:
            own.set_clip_rectangle(Bbox(cut.get_points() + np.array([self._left, self._bottom])))
        return own
