"""The one hand that draws: a few strokes on any matplotlib renderer, in px of the picture.

A film draws with a pen on Agg's pixels directly, a still figure on whatever it is saved to (PNG, SVG, PDF):
the panels are the same, so a film's frame equals the still of the same moment.

Why not artists: an artist per thing costs 0.6 to 8 ms a frame, a pen stroke a tenth of that; and a picture
drawn from nothing each time cannot remember a mistake.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import lru_cache
from typing import Any, Literal

import numpy as np
from matplotlib.backend_bases import GraphicsContextBase, RendererBase
from matplotlib.backends import backend_agg
from matplotlib.colors import to_rgba
from matplotlib.markers import MarkerStyle
from matplotlib.path import Path
from matplotlib.textpath import TextPath
from matplotlib.transforms import Affine2D, Bbox, IdentityTransform

from kmanim.arrays import ByteArray, FloatArray
from kmanim.plot.lettering import drawable
from kmanim.plot.stamps import stamp
from kmanim.plot.theme import TextStyle
from kmanim.plot.widths import font_of, text_width

_agg: Any = backend_agg  # matplotlib has no types for it

Align = Literal["left", "center", "right"]
Dash = tuple[float, ...]

# matplotlib's marker letters; sizes are evened out so that all shapes have about the circle's area.
SHAPES: dict[str, tuple[str, float]] = {
    "circle": ("o", 1.0),
    "square": ("s", 0.9),
    "triangle": ("^", 1.12),
    "diamond": ("D", 0.82),
    "down-triangle": ("v", 1.12),
    "pentagon": ("p", 1.08),
    "plus": ("+", 1.0),
    "cross": ("x", 1.0),
}


class Pen:
    """Strokes in px (72 to the inch at scale 1), origin at the lower left, y upwards.

    Parameters
    ----------
    renderer : RendererBase
        Where the strokes go; its dpi is 72 times the scale.
    """

    def __init__(self, renderer: RendererBase) -> None:
        self._renderer = renderer
        self._scale = float(np.asarray(renderer.points_to_pixels(1.0)))
        self._clip: Bbox | None = None

    @classmethod
    def on_nothing(cls, width: int, height: int, scale: float) -> tuple[Pen, Callable[[], ByteArray]]:
        """Make a pen on an empty, transparent sheet of so many pixels, and a function that gives the pixels.

        The pixels are straight alpha, top row first, of shape (height, width, 4).
        """
        sheet = _agg.RendererAgg(width, height, 72 * scale)
        return cls(sheet), lambda: np.array(sheet.buffer_rgba())

    @contextmanager
    def clipped(self, left: float, bottom: float, width: float, height: float) -> Iterator[None]:
        """Keep strokes inside a rectangle."""
        before = self._clip
        self._clip = Bbox.from_bounds(*(v * self._scale for v in (left, bottom, width, height)))
        yield
        self._clip = before

    @contextmanager
    def role(self, name: str) -> Iterator[None]:
        """Say what the strokes stand for: a group of that name in SVG, a tag for tests."""
        name = name.replace(" ", "-")  # it becomes an id
        self._renderer.open_group(name)
        yield
        self._renderer.close_group(name)

    def markers(
        self,
        shape: str,
        xy: FloatArray,
        size: float,
        fill: str | None = None,
        edge: str | None = None,
        width: float = 0.0,
        alpha: float = 1.0,
    ) -> None:
        """Draw one shape of a diameter at each of the places of shape (m, 2), filled, outlined or both."""
        if not len(xy):
            return
        letter, factor = SHAPES[shape]
        path, transform = _marker(letter, size * factor * self._scale)
        gc = self._context(edge, width, alpha)
        gc.set_joinstyle("round" if letter in "^vp" else "miter")
        self._renderer.draw_markers(
            gc,
            path,
            transform,
            Path(np.asarray(xy, dtype=np.float64) * self._scale),
            IdentityTransform(),
            to_rgba(fill, alpha) if fill is not None and letter not in "+x" else None,
        )
        gc.restore()

    def line(
        self,
        xy: FloatArray,
        colour: str,
        width: float,
        dash: Dash = (),
        alpha: float = 1.0,
        cap: str = "butt",
    ) -> None:
        """Draw a line through the places of shape (m, 2); a row of NaN lifts the pen."""
        gc = self._context(colour, width, alpha)
        gc.set_capstyle(cap)  # type: ignore[arg-type]
        gc.set_joinstyle("round")
        if dash:
            gc.set_dashes(0, list(dash))
        self._renderer.draw_path(
            gc, Path(np.asarray(xy, dtype=np.float64) * self._scale), IdentityTransform()
        )
        gc.restore()

    def polygon(
        self,
        xy: FloatArray,
        fill: str | None,
        edge: str | None = None,
        width: float = 0.0,
        alpha: float = 1.0,
    ) -> None:
        """Fill and outline the closed polygon with the corners of shape (m, 2)."""
        gc = self._context(edge, width, alpha)
        corners = np.asarray(xy, dtype=np.float64) * self._scale
        path = Path(np.vstack([corners, corners[:1]]), closed=True)
        self._renderer.draw_path(
            gc, path, IdentityTransform(), to_rgba(fill, alpha) if fill is not None else None
        )
        gc.restore()

    def rectangle(
        self,
        left: float,
        bottom: float,
        width: float,
        height: float,
        fill: str | None,
        edge: str | None = None,
        edge_width: float = 0.0,
        alpha: float = 1.0,
    ) -> None:
        """Fill and outline a rectangle."""
        xy = np.array(
            [(left, bottom), (left + width, bottom), (left + width, bottom + height), (left, bottom + height)]
        )
        self.polygon(xy, fill, edge, edge_width, alpha)

    def image(self, left: float, bottom: float, rgba: ByteArray) -> None:
        """Put pixels of shape (h, w, 4), uint8, top row first, with their lower left corner at a place.

        One pixel is one pixel of the picture at its scale, so the caller makes them as fine as `scale` asks.
        """
        gc = self._context(None, 0, 1)
        self._renderer.draw_image(
            gc, round(left * self._scale), round(bottom * self._scale), np.ascontiguousarray(rgba[::-1])
        )
        gc.restore()

    @property
    def scale(self) -> float:
        """Pixels of the renderer to one px of the layout."""
        return self._scale

    def text(
        self, x: float, y: float, text: str, style: TextStyle, align: Align = "left", upright: bool = False
    ) -> None:
        """Write one line, shown literally, with its baseline at y; or upwards, with its baseline at x."""
        text = drawable(text)
        if not text.strip():
            return
        back = text_width(text, style) * {"left": 0.0, "center": 0.5, "right": 1.0}[align]
        x, y = (x, y - back) if upright else (x - back, y)
        if isinstance(self._renderer, backend_agg.RendererAgg):
            self._stamp(x, y, text, style, upright)
        else:
            self._write(x, y, text, style, upright)

    def _write(self, x: float, y: float, text: str, style: TextStyle, upright: bool) -> None:
        px, py, angle = x * self._scale, y * self._scale, 90 if upright else 0
        font = font_of(text, style)
        if style.halo:
            around = self._context(style.halo_colour, 2 * style.halo, 1)
            around.set_joinstyle("round")
            outline = TextPath((0, 0), text, size=style.size, prop=font, usetex=False)
            place = Affine2D().scale(self._scale).rotate_deg(angle).translate(px, py)
            self._renderer.draw_path(around, outline, place)
            around.restore()
        gc = self._context(style.colour, 0, 1)
        flip = self._renderer.get_canvas_width_height()[1] - py if self._renderer.flipy() else py
        self._renderer.draw_text(gc, px, flip, text, font, angle, ismath=False)
        gc.restore()

    def _stamp(self, x: float, y: float, text: str, style: TextStyle, upright: bool) -> None:
        ink = stamp(text, style, self._scale)
        gc = self._context(None, 0, 1)
        across, up = round(x * self._scale), round(y * self._scale)
        if upright:  # bottom row first: a quarter turn to the left is rot90 the other way round
            turned = np.ascontiguousarray(np.rot90(ink.pixels, -1))
            self._renderer.draw_image(gc, across - ink.bottom - turned.shape[1], up + ink.left, turned)
        else:
            self._renderer.draw_image(gc, across + ink.left, up + ink.bottom, ink.pixels)
        gc.restore()

    def _context(self, colour: str | None, width: float, alpha: float) -> GraphicsContextBase:
        gc = self._renderer.new_gc()
        gc.set_linewidth(width if colour is not None else 0)  # in points: the renderer scales it
        gc.set_foreground(to_rgba(colour or "#000000", alpha), isRGBA=True)
        gc.set_antialiased(True)
        if self._clip is not None:
            gc.set_clip_rectangle(self._clip)
        return gc


@lru_cache(maxsize=512)
def _marker(letter: str, size: float) -> tuple[Path, Affine2D]:
    style = MarkerStyle(letter)
    transform = Affine2D(style.get_transform().get_matrix())
    # A triangle stands where its middle of mass is, not half its height.
    transform.translate(0, {"^": 1 / 6, "v": -1 / 6}.get(letter, 0))
    return style.get_path(), transform.scale(size)
