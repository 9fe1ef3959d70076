"""How strokes look, and how that is said to matplotlib's renderers."""

from __future__ import annotations

from functools import lru_cache
from typing import Any, NamedTuple

from matplotlib.transforms import Bbox

from kmanim.plot.render.bounds import Bounds
from kmanim.plot.render.raster import Context, Raster

Rgba = tuple[float, float, float, float]


class Ink(NamedTuple):
    """How an outline is drawn; `width` and `dash` are in points, as matplotlib's renderers want them."""

    colour: Rgba
    width: float = 0.0
    join: str = "round"
    cap: str = "butt"
    dash: tuple[float, ...] = ()


PLAIN = Ink((0.0, 0.0, 0.0, 1.0))


def context(renderer: Any, ink: Ink, clip: Bounds | None = None) -> Any:
    """Say to a renderer how outlines look. Our own contexts are plain values, so equal ones are made once."""
    if isinstance(renderer, Raster):
        return _kept_context(ink, clip)
    gc = renderer.new_gc()
    gc.set_linewidth(ink.width)
    gc.set_foreground(ink.colour, isRGBA=True)
    gc.set_antialiased(True)
    gc.set_joinstyle(ink.join)
    gc.set_capstyle(ink.cap)
    if ink.dash:
        gc.set_dashes(0, list(ink.dash))
    if clip is not None:
        gc.set_clip_rectangle(Bbox.from_extents(*clip))
    return gc


@lru_cache(maxsize=2048)
def _kept_context(ink: Ink, clip: Bounds | None) -> Context:
    return Context(*ink, clip=clip)
