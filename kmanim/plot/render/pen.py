"""The one hand that draws: a few strokes on any matplotlib renderer, in px of the picture.

A figure lets a pen draw on whatever it is saved to (PNG, SVG, PDF); a film has a `Sketch` made of every picture, and
draws the strokes that are new on Agg's pixels. The panels are the same, so a film's frame equals the still of the
same state. Why not artists: an artist per thing costs 0.6 to 8 ms a frame, a pen stroke a hundredth of that.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext
from functools import lru_cache
from typing import Any, Literal, NamedTuple

import numpy as np
from matplotlib.colors import to_rgba
from matplotlib.markers import MarkerStyle
from matplotlib.transforms import Affine2D

from kmanim.arrays import ByteArray, FloatArray
from kmanim.plot.render.bounds import Bounds
from kmanim.plot.render.drawable_text import drawable
from kmanim.plot.render.font_file import font_of
from kmanim.plot.render.line_style import Ink, Rgba, context
from kmanim.plot.render.markers import Emblem, Mark
from kmanim.plot.render.raster import has_pixels, raster
from kmanim.plot.render.reading_order import in_reading_order
from kmanim.plot.render.strokes import Marks, Outline, Pixels, Stamp, Stroke
from kmanim.plot.render.text_image import stamp, turned_stamp
from kmanim.plot.render.text_width import text_width
from kmanim.plot.style.theme import TextStyle

_NO_GROUP: AbstractContextManager[None] = nullcontext()  # pixels have none

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


class Layer(NamedTuple):
    """One shape of an emblem: its diameter, filling and outline, as `Pen.markers` wants them.

    Outlines are whole: of markers Agg leaves dashes out, and SVG does not. `Pen.line` draws dashes everywhere.
    """

    shape: str
    size: float
    fill: str | None = None
    edge: str | None = None
    width: float = 0.0
    alpha: float = 1.0


class Pen:
    """Strokes in px (72 to the inch at scale 1), origin at the lower left, y upwards.

    Parameters
    ----------
    renderer : RendererBase or Raster
        Where the strokes go; its dpi is 72 times the scale.

    Attributes
    ----------
    is_raster : bool
        Whether strokes become pixels, not lines of a file.
    """

    def __init__(self, renderer: Any) -> None:
        self._renderer = renderer
        self._scale = float(np.asarray(renderer.points_to_pixels(1.0)))
        self.is_raster = has_pixels(renderer)
        self._clip: Bounds | None = None

    def _put(self, stroke: Stroke) -> None:
        stroke.draw(self._renderer)

    @classmethod
    def on_nothing(cls, width: int, height: int, scale: float) -> tuple[Pen, Callable[[], ByteArray]]:
        """Make a pen on an empty, transparent sheet of so many pixels, and a function that gives the pixels.

        The pixels are straight alpha, top row first, of shape (height, width, 4).
        """
        sheet = raster(width, height, 72 * scale)
        return cls(sheet), lambda: np.array(sheet.buffer_rgba())

    @contextmanager
    def clipped(self, left: float, bottom: float, width: float, height: float) -> Iterator[None]:
        """Keep strokes inside a rectangle."""
        before = self._clip
        low, high = (left, bottom), (left + width, bottom + height)
        self._clip = Bounds(*(v * self._scale for v in (*low, *high)))
        yield
        self._clip = before

    def role(self, name: str) -> AbstractContextManager[None]:
        """Say what the strokes stand for: a group of that name in SVG, a tag for tests."""
        if self.is_raster:
            return _NO_GROUP
        return _group(self._renderer, name.replace(" ", "-"))  # it becomes an id

    def kept(self, key: Hashable, paint: Callable[[Pen], None]) -> None:  # noqa: ARG002 - sketches need the key
        """Paint what is the same whenever the key is, so that a sketch need not be made anew of it."""
        paint(self)

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
        if len(xy) == 1:
            self.emblem(xy[0], (Layer(shape, size, fill, edge, width, alpha),))
        elif len(xy):
            mark = _mark(Layer(shape, size, fill, edge, width, alpha), self._scale)
            self._put(Marks(mark, self._scaled(xy), self._clip))

    def emblem(self, place: FloatArray, layers: tuple[Layer, ...]) -> None:
        """Draw shapes one over the other at a place of shape (2,)."""
        x, y = float(place[0]) * self._scale, float(place[1]) * self._scale
        self._put(Stamp(_emblem(layers, self._scale), x, y, self._clip))

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
        ink = _ink(colour, width, alpha, cap=cap, dash=dash)
        self._put(Outline(self._scaled(xy), ink, self._scale, None, self._clip))

    def polygon(
        self,
        xy: FloatArray,
        fill: str | None,
        edge: str | None = None,
        width: float = 0.0,
        alpha: float = 1.0,
    ) -> None:
        """Fill and outline the closed polygon with the corners of shape (m, 2)."""
        corners = self._scaled(xy)
        filled = _rgba(fill, alpha) if fill is not None else None
        ink = _ink(edge, width, alpha)
        self._put(
            Outline(np.vstack([corners, corners[:1]]), ink, self._scale, filled, self._clip, closed=True)
        )

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

        One pixel is one pixel of the picture at its scale, so the caller makes them as fine as `scale` asks. An array
        is known by its identity: what has been put must not be changed afterwards.
        """
        at = round(left * self._scale), round(bottom * self._scale)
        self._put(Pixels(*at, rgba, self._clip, top_first=True))

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
        if self.is_raster:
            self._stamp(x, y, text, style, upright)
        else:
            self._write(x, y, text, style, upright)

    def _stamp(self, x: float, y: float, text: str, style: TextStyle, upright: bool) -> None:
        ink = turned_stamp(text, style, self._scale) if upright else stamp(text, style, self._scale)
        left, bottom = round(x * self._scale) + ink.left, round(y * self._scale) + ink.bottom
        self._put(Pixels(left, bottom, ink.pixels, self._clip))

    def _write(self, x: float, y: float, text: str, style: TextStyle, upright: bool) -> None:
        px, py, angle = x * self._scale, y * self._scale, 90 if upright else 0
        font, text = font_of(text, style), in_reading_order(text)
        if style.halo:
            from matplotlib.textpath import TextPath  # noqa: PLC0415 - heavy, and for files of lines alone

            around = context(self._renderer, _ink(style.halo_colour, 2 * style.halo, 1))
            outline = TextPath((0, 0), text, size=style.size, prop=font, usetex=False)
            place = Affine2D().scale(self._scale).rotate_deg(angle).translate(px, py)
            self._renderer.draw_path(around, outline, place)
            around.restore()
        gc = context(self._renderer, _ink(style.colour, 0, 1))
        flip = self._renderer.get_canvas_width_height()[1] - py if self._renderer.flipy() else py
        self._renderer.draw_text(gc, px, flip, text, font, angle, ismath=False)
        gc.restore()

    def _scaled(self, xy: FloatArray) -> FloatArray:
        return np.asarray(xy, np.float64) * self._scale


@contextmanager
def _group(renderer: Any, name: str) -> Iterator[None]:
    renderer.open_group(name)
    yield
    renderer.close_group(name)


@lru_cache(maxsize=1024)
def _rgba(colour: str, alpha: float) -> Rgba:
    return to_rgba(colour, alpha)


def _ink(
    colour: str | None,
    width: float,
    alpha: float = 1,
    *,
    join: str = "round",
    cap: str = "butt",
    dash: Dash = (),
) -> Ink:
    return Ink(_rgba(colour or "#000000", alpha), width if colour is not None else 0.0, join, cap, dash)


@lru_cache(maxsize=1024)
def _mark(layer: Layer, scale: float) -> Mark:
    letter, factor = SHAPES[layer.shape]
    size = layer.size * factor * scale
    style = MarkerStyle(letter)
    transform = Affine2D(style.get_transform().get_matrix())
    # A triangle stands where its middle of mass is, not half its height.
    transform.translate(0, {"^": 1 / 6, "v": -1 / 6}.get(letter, 0))
    join = "round" if letter in "^vp" else "miter"
    # Without an outline in its own colour: Agg gives marks under one pixel a hair of it, whatever its width.
    colour, width = (layer.edge, layer.width) if layer.edge is not None else (layer.fill, 0.0)
    ink = _ink(colour, width, layer.alpha, join=join)
    fill = _rgba(layer.fill, layer.alpha) if layer.fill is not None and letter not in "+x" else None
    return Mark(style.get_path(), size, transform.scale(size), ink, fill, scale)


@lru_cache(maxsize=512)
def _emblem(layers: tuple[Layer, ...], scale: float) -> Emblem:
    return Emblem([_mark(layer, scale) for layer in layers])
