"""Pen strokes as part of a matplotlib figure."""

from __future__ import annotations

from collections.abc import Callable

from matplotlib.artist import Artist
from matplotlib.backend_bases import RendererBase
from matplotlib.figure import Figure

from kmanim.plot.defaults import house_style
from kmanim.plot.pen import Pen


class Painted(Artist):
    """An artist that draws with a pen, so that stills and films share their panels.

    Parameters
    ----------
    paint : callable
        Takes the pen and draws; called anew whenever the figure is drawn.
    zorder : float, default 10
        Above the axes unless asked otherwise.
    """

    def __init__(self, paint: Callable[[Pen], None], zorder: float = 10) -> None:
        super().__init__()
        self._paint = paint
        self.set_zorder(zorder)

    def draw(self, renderer: RendererBase) -> None:
        """Draw with a pen on the renderer."""
        with house_style():
            self._paint(Pen(renderer))


def paint_on(figure: Figure, paint: Callable[[Pen], None], zorder: float = 10) -> None:
    """Add pen strokes to a figure."""
    figure.add_artist(Painted(paint, zorder), clip=False)
