"""A page as a matplotlib figure, that a notebook shows as it is, with words for those who do not see it.

The figure's axes are bare: they carry the names and limits of the plots, so that whoever wants to can draw more in
units of the data. Everything else is drawn by a pen.
"""

from __future__ import annotations

from collections.abc import Collection
from functools import cache
from html import escape
from io import BytesIO

import numpy as np
from matplotlib.artist import Artist
from matplotlib.backend_bases import RendererBase
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure

from kmanim.arrays import FloatArray
from kmanim.notebook import HTML, PNG, TEXT, Bundle, Maker, Metadata, bundle, data_uri, picture_metadata
from kmanim.plot.pages.page import Page
from kmanim.plot.render.matplotlib_defaults import house_style
from kmanim.plot.render.pen import Pen


class PageFigure(Figure):
    """A figure that knows its alternative text and the data of its curves.

    Attributes
    ----------
    alt : str
        What stands in for the picture; empty where nobody has said it yet.
    curves : dict of str to dict of str to ndarray of shape (m, 2)
        By the label of the axes, and by name.
    """

    alt: str = ""
    curves: dict[str, dict[str, FloatArray]]

    def _repr_html_(self) -> str:
        """Show the figure where HTML alone is asked for; see `_repr_mimebundle_`."""
        return str(self._repr_mimebundle_(include=(HTML,))[0][HTML])

    def _repr_mimebundle_(
        self, include: Collection[str] | None = None, exclude: Collection[str] | None = None
    ) -> tuple[Bundle, Metadata]:
        """Show the figure in a notebook. Jupyter's own way needs pyplot, and cuts the edges off."""
        png = cache(self._png)
        width, height = (float(side) * 72 for side in self.get_size_inches())
        kinds: dict[str, Maker] = {
            HTML: lambda: self._image(png(), width),
            PNG: png,
            TEXT: lambda: repr(self),
        }
        return bundle(kinds, include, exclude), picture_metadata(width, height, self.alt)

    def _image(self, png: bytes, width: float) -> str:
        alt = escape(self.alt, quote=True)
        return f'<div>\n<img src="{data_uri("png", png)}" alt="{alt}" width="{width:.0f}">\n</div>'

    def _png(self) -> bytes:
        buffer = BytesIO()
        with house_style():
            self.savefig(buffer, format="png", metadata={"Software": None})
        return buffer.getvalue()


class Painted(Artist):
    """An artist that draws a page with a pen, so that figures and films share their panels."""

    def __init__(self, page: Page) -> None:
        super().__init__()
        self.page = page

    def draw(self, renderer: RendererBase) -> None:
        """Draw with a pen on the renderer."""
        self.page.draw(Pen(renderer))


def page_figure(page: Page) -> PageFigure:
    """Make a figure of exactly the pixels of a page, on an Agg canvas, without a layout engine.

    No user setting reaches it: matplotlibrc, style sheets and backend play no part.
    """
    wide, high = (_inches(side, page.dpi) for side in page.pixels)
    with house_style():
        figure = PageFigure(
            figsize=(wide, high),
            dpi=page.dpi,
            facecolor="none" if page.paper is None else page.paper,
            edgecolor="none",
            linewidth=0.0,
            frameon=True,
            layout="none",  # type: ignore[arg-type] # what it does when told not to lay out
        )
        FigureCanvasAgg(figure)
        figure.add_artist(Painted(page), clip=False)
        for plot in page.plots:
            (left, bottom, width, height), low, high_ = plot.plane.box, plot.plane.low, plot.plane.high
            across, up = wide * 72, high * 72
            axes = figure.add_axes(
                (left / across, bottom / up, width / across, height / up), label=plot.name, zorder=20
            )
            axes.set_axis_off()
            axes.set_xlim(float(low[0]), float(high_[0]))
            axes.set_ylim(float(low[1]), float(high_[1]))
    figure.alt = page.alt
    figure.curves = {plot.name: plot.curves for plot in page.plots}
    return figure


def _inches(pixels: int, dpi: float) -> float:
    inches = pixels / dpi
    while int(inches * dpi) < pixels:  # matplotlib cuts to whole pixels, and 7.999999 would lose one
        inches = float(np.nextafter(inches, np.inf))
    return inches
