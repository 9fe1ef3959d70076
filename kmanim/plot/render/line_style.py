"""How strokes look, and how that is said to matplotlib's renderers."""

from __future__ import annotations

from functools import lru_cache
from typing import Any, NamedTuple

from matplotlib.backend_bases import GraphicsContextBase, RendererBase
from matplotlib.backends import backend_agg
from matplotlib.transforms import Bbox

from kmanim.plot.render.bounds import Bounds

Rgba = tuple[float, float, float, float]


class Ink(NamedTuple):
    """How an outline is drawn; `width` and `dash` are in points, as matplotlib's renderers want them."""

    colour: Rgba
    width: float = 0.0
    join: str = "round"
    cap: str = "butt"
    dash: tuple[float, ...] = ()


PLAIN = Ink((0.0, 0.0, 0.0, 1.0))


def context(renderer: RendererBase, ink: Ink, clip: Bounds | None = None) -> GraphicsContextBase:
    """Say to a renderer how outlines look. Agg's contexts are plain values, so equal ones are made once."""
    if isinstance(renderer, backend_agg.RendererAgg):
        return _kept_context(ink, clip)
    return _context(renderer.new_gc(), ink, clip)


@lru_cache(maxsize=2048)
def _kept_context(ink: Ink, clip: Bounds | None) -> GraphicsContextBase:
    return _context(GraphicsContextBase(), ink, clip)


def _context(gc: Any, ink: Ink, clip: Bounds | None) -> GraphicsContextBase:
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
