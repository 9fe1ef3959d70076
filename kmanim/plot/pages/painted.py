"""A page as an artist of matplotlib: drawn where its figure has room for it, whatever it is saved to."""

from __future__ import annotations

from math import ceil
from typing import Any

import numpy as np
from matplotlib.artist import Artist
from matplotlib.backend_bases import RendererBase
from matplotlib.backends.backend_agg import RendererAgg
from matplotlib.transforms import Bbox

from kmanim.plot.pages.page import Page, bare_sheet
from kmanim.plot.render.bounds import Bounds
from kmanim.plot.render.line_style import PLAIN, context
from kmanim.plot.render.pen import Pen
from kmanim.plot.render.placed import Placed
from kmanim.plot.render.sketch import Sketch

_HAIR = 1e-6


class Painted(Artist):
    """An artist that draws a page with a pen, so that figures and films share their panels."""

    def __init__(self, page: Page) -> None:
        super().__init__()
        self.page = page

    def draw(self, renderer: RendererBase) -> None:
        """Draw the page where the figure has it."""
        (left, bottom), dpi, factor = self._where()
        if factor == 1 and abs(left) < _HAIR and abs(bottom) < _HAIR:
            self.page.draw(Pen(renderer))
        elif isinstance(renderer, RendererAgg):
            self._put(renderer, left, bottom, dpi * factor)
        else:
            self.page.draw(Pen(Placed(renderer, left, bottom, factor)))

    def get_window_extent(self, renderer: RendererBase | None = None) -> Bbox:  # noqa: ARG002 - ink is ink
        """Tell where the page has ink."""
        (left, bottom), dpi, factor = self._where()
        sketch = Sketch(dpi * factor / 72)
        self.page.draw(sketch)
        wide, high = (pixels / self.page.dpi * dpi * factor for pixels in self.page.pixels)
        whole, ink = Bounds(0, 0, wide, high), None
        for stroke in sketch.strokes:
            part = stroke.bounds.cut(whole)
            if part.left < part.right and part.bottom < part.top:
                ink = part if ink is None else ink.around(part)
        found = np.array(ink or whole) + np.array([left, bottom, left, bottom])
        return Bbox.from_extents(*found)

    def _where(self) -> tuple[tuple[float, float], float, float]:
        """Give the page's lower left corner in pixels, the resolution, and how many times it is its own size."""
        figure: Any = self.get_figure(root=True)
        place = figure.page_place
        (left, bottom), (right, _) = figure.transFigure.transform(
            [(place.left, place.bottom), (place.right, place.top)]
        )
        factor = float(right - left) / (self.page.pixels[0] / self.page.dpi * figure.dpi)
        return (float(left), float(bottom)), float(figure.dpi), 1.0 if abs(factor - 1) < _HAIR else factor

    def __getstate__(self) -> dict[str, Any]:
        """Keep how the page was made, not what it paints."""
        if self.page.recipe is None:
            raise TypeError(
                "this figure cannot be pickled; save what it is made from, for example by kmanim.save_trace, and draw "
                "it again"
            )
        state: Any = super().__getstate__()
        return {**state, "page": self.page.recipe}

    def __setstate__(self, state: dict[str, Any]) -> None:
        """Make the page anew."""
        make, args, kwargs = state["page"]
        self.__dict__.update(state | {"page": make.page(*args, **kwargs)})

    def _put(self, renderer: RendererAgg, left: float, bottom: float, dpi: float) -> None:
        """Draw it on a sheet of its own, and lay that on."""
        across, up = (ceil(pixels / self.page.dpi * dpi - _HAIR) for pixels in self.page.pixels)
        sheet = bare_sheet((across, up), dpi, None)
        self.page.draw(Pen(sheet))
        pixels = np.ascontiguousarray(np.asarray(sheet.buffer_rgba())[::-1])
        renderer.draw_image(context(renderer, PLAIN), round(left), round(bottom), pixels)
