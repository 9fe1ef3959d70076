"""Pixels that Agg draws on, without the layers of Python that matplotlib has around it.

matplotlib's own renderer comes with figures, artists and the layout of formulas, which take as long to import as all
else of matplotlib that is needed here. What it is made of is not public: where that is missing or has changed,
matplotlib's own is used, and leaves the same pixels.
"""

from __future__ import annotations

import sys
from functools import lru_cache
from importlib import import_module
from typing import Any

import numpy as np
from matplotlib.colors import to_rgba
from matplotlib.path import Path
from matplotlib.transforms import IdentityTransform

from kmanim.arrays import ByteArray


class Context:
    """How outlines look, as Agg reads it: what matplotlib's contexts are to matplotlib's renderers.

    Parameters
    ----------
    colour : tuple of float
        Red, green, blue, alpha.
    width : float
        Of lines, in points.
    join, cap : str
        How lines turn corners, and how they end.
    dash : tuple of float
        How lines are broken up, in points; empty where they are not.
    clip : tuple of float, optional
        The rectangle that all is cut to: left, bottom, right, top.
    """

    def __init__(
        self,
        colour: tuple[float, float, float, float],
        width: float = 0.0,
        join: str = "round",
        cap: str = "butt",
        dash: tuple[float, ...] = (),
        clip: tuple[float, float, float, float] | None = None,
    ) -> None:
        self._rgb, self._linewidth, self._joinstyle, self._capstyle = colour, float(width), join, cap
        self._dashes = 0.0, list(dash) or None
        self._cliprect = None if clip is None else np.reshape(clip, (2, 2))
        self._alpha, self._forced_alpha, self._antialiased = 1.0, False, 1

    def restore(self) -> None:
        """Do nothing: there is no context before."""

    # What Agg asks besides, and is always told the same.

    def get_dashes(self) -> tuple[float, list[float] | None]:
        """Give where dashes begin, and their lengths."""
        return self._dashes

    def get_clip_path(self) -> tuple[None, None]:
        """Tell that nothing is cut but by a rectangle."""
        return None, None

    def get_snap(self) -> None:
        """Let Agg choose which lines are set on whole pixels."""

    def get_hatch_path(self, density: float = 6.0) -> None:
        """Tell that nothing is hatched."""

    def get_hatch_color(self) -> tuple[float, float, float, float]:
        """Give the colour of hatching, which Agg asks in any case."""
        return self._rgb

    def get_hatch_linewidth(self) -> float:
        """Give the width of hatching, so, too."""
        return 1.0

    def get_sketch_params(self) -> None:
        """Tell that no line trembles."""


class Raster:
    """So many pixels, transparent at first, on which strokes are drawn as on matplotlib's own renderer.

    Parameters
    ----------
    width, height : int
        Its size in pixels.
    dpi : float
        Pixels to the inch.
    """

    def __init__(self, width: int, height: int, dpi: float) -> None:
        self.dpi = dpi
        self._agg = import_module("matplotlib.backends._backend_agg").RendererAgg(width, height, dpi)
        self.draw_path = self._agg.draw_path
        self.draw_markers = self._agg.draw_markers
        self.draw_image = self._agg.draw_image

    def points_to_pixels(self, points: float) -> float:
        """Give how long so many points are."""
        return points * self.dpi / 72

    def buffer_rgba(self) -> memoryview:
        """Lend the pixels, of shape (height, width, 4): straight alpha, top row first."""
        return memoryview(self._agg)


def raster(width: int, height: int, dpi: float) -> Any:
    """Make a renderer of so many pixels: ours, or matplotlib's where ours does not do."""
    return Raster(width, height, dpi) if _does() else matplotlibs_own(width, height, dpi)


def matplotlibs_own(width: int, height: int, dpi: float) -> Any:
    """Make matplotlib's renderer of so many pixels, which knows how to write lines of text, too."""
    return import_module("matplotlib.backends.backend_agg").RendererAgg(width, height, dpi)


def lay(colour: str, pixels: ByteArray) -> None:
    """Cover pixels of shape (height, width, 4) with one colour; byte by byte would take a hundred times longer."""
    ink = np.rint(np.array(to_rgba(colour)) * 255).astype(np.uint8)
    pixels.view(np.uint32)[:] = ink.view(np.uint32)


def has_pixels(renderer: Any) -> bool:
    """Tell renderers of pixels, ours or matplotlib's, from those of files of lines."""
    if isinstance(renderer, Raster):
        return True
    its_own = sys.modules.get("matplotlib.backends.backend_agg")
    return its_own is not None and isinstance(renderer, its_own.RendererAgg)


@lru_cache(maxsize=1)
def _does() -> bool:
    """Try all that strokes ask of it once."""
    try:
        sheet, still, black = Raster(4, 4, 72.0), IdentityTransform(), (0.0, 0.0, 0.0, 1.0)
        context = Context(black, 1.0, dash=(1.0, 1.0), clip=(0.0, 0.0, 4.0, 4.0))
        shape = Path(np.array([(1.0, 1.0), (3.0, 1.0), (2.0, 3.0)]))
        sheet.draw_path(context, shape, still, black)
        sheet.draw_markers(context, shape, still, shape, still, black)
        sheet.draw_image(context, 1, 1, np.zeros((1, 1, 4), np.uint8))
        return bool(np.asarray(sheet.buffer_rgba()).shape == (4, 4, 4))
    except (ImportError, AttributeError, TypeError, ValueError):
        return False
