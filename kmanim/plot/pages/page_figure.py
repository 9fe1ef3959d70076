"""A page as a matplotlib figure, that a notebook shows as it is, with words for those who do not see it.

The figure's axes are bare: they carry the names and limits of the plots, so that whoever wants to can draw more in
units of the data. Everything else is drawn by a pen. The page goes where the figure has room for it: as a whole it may
be cut to its ink, be saved in any size, and have a title of the user's above it. What is written and where its axes end
is painted and cannot be changed afterwards; a figure whose artists can be is drawn by ``ax=``.
"""

from __future__ import annotations

from typing import Any

import numpy as np
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.colors import to_hex, to_rgba
from matplotlib.text import Text

from kmanim.arrays import FloatArray
from kmanim.errors import InputError
from kmanim.plot.axes.plane import Box
from kmanim.plot.pages.page import Page
from kmanim.plot.pages.painted import Painted
from kmanim.plot.pages.plot_axes import PlotAxes
from kmanim.plot.pages.shown_figure import ShownFigure
from kmanim.plot.render.matplotlib_defaults import house_style
from kmanim.plot.style.colours import is_dark
from kmanim.plot.style.theme import DARK, LIGHT

_LABEL_AIR = 1.5  # of the letters of a label around the page: its height with some air
_HAIR = 1e-6


class PageFigure(ShownFigure):
    """A figure that knows its alternative text and the data of its curves.

    Attributes
    ----------
    curves : dict of str to dict of str to ndarray of shape (m, 2)
        By the label of the axes, and by name.
    """

    curves: dict[str, dict[str, FloatArray]]

    # Of the page, in inches; and what the user's labels take on the left, below and above.
    _page: tuple[float, float] = (0.0, 0.0)
    _rooms: tuple[float, float, float] = (0.0, 0.0, 0.0)
    # Where the page lies, in shares of the figure.
    page_place: Box = Box(0.0, 0.0, 1.0, 1.0)

    def has_page(self, width: float, height: float) -> None:
        """Say how large the page is, in inches."""
        self._page = width, height
        self._lay()

    def set_size_inches(self, w: Any, h: float | None = None, forward: bool = True) -> None:
        """Set the size; the page becomes as large as fits, with paper around it where the sides' ratio is another."""
        super().set_size_inches(w, h, forward)
        self._lay()

    def suptitle(self, t: str, **kwargs: Any) -> Text:
        """Write a title above the page; the figure grows by its height."""
        return self._make_room(2, super().suptitle(t, **self._as_words(kwargs)), kwargs)

    def supxlabel(self, t: str, **kwargs: Any) -> Text:
        """Write a label below the page; the figure grows by its height."""
        return self._make_room(1, super().supxlabel(t, **self._as_words(kwargs)), kwargs)

    def supylabel(self, t: str, **kwargs: Any) -> Text:
        """Write a label on the left of the page; the figure grows by its height."""
        return self._make_room(0, super().supylabel(t, **self._as_words(kwargs)), kwargs)

    def tight_layout(self, **kwargs: Any) -> None:
        """Do nothing: a page is laid out when it is drawn, and has no margins to be changed."""

    def _as_words(self, said: dict[str, Any]) -> dict[str, Any]:
        """Give what matplotlib is told of a label: text is shown literally, and can be read on the figure's paper."""
        paper = to_rgba(self.get_facecolor())
        dark = paper[3] > 0 and is_dark(to_hex(paper))
        return {"parse_math": False, "color": DARK.ink if dark else LIGHT.ink} | said

    def _make_room(self, side: int, label: Text, said: dict[str, Any]) -> Text:
        """Make room for a label on one side, if nobody has said where it shall stand."""
        if {"x", "y", "position"} & said.keys():
            return label
        lines = label.get_text().count("\n") + 1 if label.get_text() else 0
        room = float(label.get_fontsize()) * (_LABEL_AIR + 1.2 * (lines - 1)) / 72 if lines else 0.0
        rooms = list(self._rooms)
        grown = room - rooms[side]
        rooms[side] = room
        self._rooms = (rooms[0], rooms[1], rooms[2])
        across, up = (float(length) for length in self.get_size_inches())
        self.set_size_inches(*((across + grown, up) if side == 0 else (across, up + grown)))
        return label

    def _lay(self) -> None:
        """Give the page the room that there is, in the middle, and put the axes where it has their plots."""
        wide, high = self._page
        if not wide:  # not made yet
            return
        left, bottom, top = self._rooms
        across, up = (float(side) for side in self.get_size_inches())
        factor = min((across - left) / wide, (up - bottom - top) / high)
        if factor <= 0:
            raise InputError(
                f"a figure of {across:g} x {up:g} inches has no room for its picture beside its labels"
            )
        factor = 1.0 if abs(factor - 1) < _HAIR else factor
        x, y = left + (across - left - wide * factor) / 2, bottom + (up - bottom - top - high * factor) / 2
        self.page_place = Box(x / across, y / up, wide * factor / across, high * factor / up)
        for axes in self.axes:
            if isinstance(axes, PlotAxes):
                at, above, width, height = (side * factor / 72 for side in axes.box)
                axes.set_position(((x + at) / across, (y + above) / up, width / across, height / up))
        own: Any = self  # matplotlib's types leave its labels out
        for label, share in ((own._suptitle, 1 - top / 4 / up), (own._supxlabel, bottom / 4 / up)):
            if label is not None and label._autopos:
                label.set_y(share)
                label._autopos = True

    def _png(self) -> bytes:
        with house_style():
            return super()._png()


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
            plane = plot.plane
            axes = PlotAxes(figure, (0, 0, 1, 1), label=plot.name, zorder=20, box=plane.box)
            axes.fix(plane.low, plane.high)
            figure.add_axes(axes)
        figure.has_page(wide, high)
    figure.alt = page.alt
    figure.curves = {plot.name: plot.curves for plot in page.plots}
    return figure


def _inches(pixels: int, dpi: float) -> float:
    inches = pixels / dpi
    while int(inches * dpi) < pixels:  # matplotlib cuts to whole pixels, and 7.999999 would lose one
        inches = float(np.nextafter(inches, np.inf))
    return inches
