"""The sheet that a figure is drawn on: a matplotlib figure measured in px, with axes that hold its data.

The axes carry the limits and the curves, so that a reader of the figure finds the data; grid, ticks and all
texts are drawn by the pen, as in the films.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Literal

import matplotlib as mpl
import numpy as np
from matplotlib.axes import Axes
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.lines import Line2D
from matplotlib.patches import Polygon

from kmanim.arrays import FloatArray
from kmanim.plot.defaults import house_style
from kmanim.plot.drawing import Drawing
from kmanim.plot.look import Look
from kmanim.plot.painted import paint_on
from kmanim.plot.panels.plane import Plane
from kmanim.plot.pen import Align, Dash, Pen
from kmanim.plot.theme import TextStyle, Theme
from kmanim.plot.widths import fitted, text_width

WIDTH = 600.0
MARGIN = 18.0
LINE = 18.0  # from one line of a note to the next

_LONGEST = 60  # the pen cuts longer lines


class Sheet:
    """A figure of so many px and what is drawn on it.

    Parameters
    ----------
    height : float
        In px; a px is a pixel at scale 1.
    look : Look
        Theme, sharpness and paper.
    width : float, default 600
        In px.

    Attributes
    ----------
    figure : Drawing
        On an Agg canvas, without a layout engine; can be saved as PNG, SVG or PDF.
    theme : Theme
        The look's.
    """

    def __init__(self, height: float, look: Look, width: float = WIDTH) -> None:
        self.width, self.height = float(round(width)), float(round(height))
        self.theme: Theme = look.style
        # A hair more than asked: matplotlib cuts to whole pixels, and 418.9999 would lose one.
        with house_style():
            self.figure = self._figure(look)

    def _figure(self, look: Look) -> Drawing:
        figure = Drawing(
            figsize=((self.width + 1e-6) / 72, (self.height + 1e-6) / 72),
            dpi=72 * look.scale,
            facecolor="none" if look.transparent else self.theme.paper,
            edgecolor="none",
            linewidth=0.0,
            frameon=True,
            layout="none",  # type: ignore[arg-type] # what it does when told not to lay out
        )
        FigureCanvasAgg(figure)
        return figure

    def finished(self, alt: str) -> Drawing:
        """Give the figure, with its alternative text."""
        self.figure.alt = alt
        return self.figure

    def style(
        self, kind: Literal["head", "title", "name", "tick"], *, quiet: bool = False, halo: float = 0.0
    ) -> TextStyle:
        """Give the style of a text: bold heading, title, name on the plot, or tick and note."""
        return style(self.theme, kind, quiet=quiet, halo=halo)

    def paint(self, paint: Callable[[Pen], None], zorder: float = 10) -> None:
        """Add pen strokes; below zero they lie under the curves."""
        paint_on(self.figure, paint, zorder)

    def text(self, x: float, y: float, text: str, style: TextStyle, align: Align = "left") -> None:
        """Write a line, shown literally, with its baseline at y."""
        self.paint(lambda pen: pen.text(x, y, text, style, align))

    def heading(self, left: str, right: str = "") -> None:
        """Write the header: bold on the left, quiet on the right, as in the films."""
        head, quiet = self.style("head"), self.style("title", quiet=True)
        room = self.width - 2 * MARGIN
        left = fitted(left, head, room)
        self.text(MARGIN, self.height - 28, left, head)
        rest = room - text_width(left, head) - 16
        if right and rest > 40:
            self.text(self.width - MARGIN, self.height - 28, fitted(right, quiet, rest), quiet, "right")

    def notes(self, lines: list[str]) -> None:
        """Write quiet lines at the lower edge."""
        quiet = self.style("tick", quiet=True)
        for i, line in enumerate(reversed(lines)):
            self.text(MARGIN, 13 + LINE * i, line, quiet)

    def axes(self, plane: Plane, name: str) -> Axes:
        """Lay bare axes over a plane, labelled with a name, and draw the plane's grid, ticks and titles."""
        box = plane.box
        place = (
            box.left / self.width,
            box.bottom / self.height,
            box.width / self.width,
            box.height / self.height,
        )
        with house_style():
            axes = self.figure.add_axes(place, label=name)
            axes.set_axis_off()
            axes.set_xlim(float(plane.low[0]), float(plane.high[0]))
            axes.set_ylim(float(plane.low[1]), float(plane.high[1]))
        self.paint(lambda pen: plane.draw(pen, self.theme), zorder=-1)
        return axes


def style(
    theme: Theme,
    kind: Literal["head", "title", "name", "tick"],
    *,
    quiet: bool = False,
    halo: float = 0.0,
) -> TextStyle:
    """Give the style of a text on a figure."""
    sizes = {
        "head": theme.header_size,
        "title": theme.title_size,
        "name": theme.name_size,
        "tick": theme.tick_size,
    }
    return TextStyle(
        size=sizes[kind],
        colour=theme.quiet_ink if quiet else theme.ink,
        bold=kind == "head",
        halo=halo,
        halo_colour=theme.halo,
    )


def line(
    axes: Axes, x: FloatArray, y: FloatArray, colour: str, width: float, dash: Dash = (), name: str = ""
) -> Line2D:
    """Add a line in data units, found again by its gid `name`; dashes are in px."""
    # All is said here, and dashes are measured in px: the user's settings must not matter.
    unit = width if mpl.rcParams["lines.scale_dashes"] else 1.0
    with house_style():
        drawn = Line2D(
            x,
            y,
            color=colour,
            linewidth=width,
            linestyle=(0, tuple(d / unit for d in dash)) if dash else "solid",
            marker="None",
            drawstyle="default",
            antialiased=True,
            solid_capstyle="butt",
            dash_capstyle="butt",
            solid_joinstyle="round",
            dash_joinstyle="round",
            gid=name,
        )
        axes.add_line(drawn)
    return drawn


def area(axes: Axes, x: FloatArray, y: FloatArray, colour: str, alpha: float, name: str = "") -> Polygon:
    """Fill what lies between a line and zero, in data units, found again by its gid `name`."""
    corners = np.vstack([[(x[0], 0.0)], np.column_stack([x, y]), [(x[-1], 0.0)]])
    with house_style():
        patch = Polygon(
            corners,
            closed=True,
            facecolor=colour,
            edgecolor="none",
            linewidth=0.0,
            alpha=alpha,
            antialiased=True,
            gid=name,
        )
        axes.add_patch(patch)
    return patch


def wrapped(text: str, style: TextStyle, width: float, most: int = 3) -> list[str]:
    """Break a text into at most `most` lines of at most `width` px; the last is cut where that is too few."""
    lines: list[str] = []
    rest = text.split()
    while rest:
        if len(lines) == most - 1:
            lines.append(fitted(" ".join(rest), style, width))
            break
        count = 1
        while count < len(rest) and _fits(" ".join(rest[: count + 1]), style, width):
            count += 1
        lines.append(fitted(" ".join(rest[:count]), style, width))
        rest = rest[count:]
    return lines


def _fits(text: str, style: TextStyle, width: float) -> bool:
    return len(text) <= _LONGEST and text_width(text, style) <= width
