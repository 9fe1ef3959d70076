"""A still picture: so many pixels, and what a pen paints on them; PNG from Agg's pixels, all else as a figure."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, Self

import numpy as np

from kmanim.arrays import ByteArray, FloatArray
from kmanim.errors import shown
from kmanim.plot.axes.plane import Plane
from kmanim.plot.render.matplotlib_defaults import house_style
from kmanim.plot.render.pen import Dash, Pen
from kmanim.plot.render.raster import lay, raster

Paint = Callable[[Pen], None]
Recipe = tuple[Callable[..., Any], tuple[Any, ...], dict[str, Any]]


class Page:
    """A picture of so many pixels.

    Parameters
    ----------
    pixels : (int, int)
        Width and height.
    dpi : float
        Pixels to 72 px of the layout.
    paper : str or None
        Its colour; transparent where None.

    Attributes
    ----------
    alt : str
        What stands in for the picture; empty where nobody has said it yet.
    plots : list of Plot
        Where data lie on it.
    recipe : tuple or None
        What makes it again: the function that returns a figure of it, and what it was called with. None where nobody
        has said it.
    """

    def __init__(self, pixels: tuple[int, int], dpi: float, paper: str | None) -> None:
        self.pixels, self.dpi, self.paper = pixels, dpi, paper
        self.alt = ""
        self.recipe: Recipe | None = None
        self.plots: list[Plot] = []
        self._painted: list[tuple[float, Paint]] = []

    def __repr__(self) -> str:
        words = f": {shown(self.alt, 120)}" if self.alt else ""
        return f"<Page of {self.pixels[0]} x {self.pixels[1]} px{words}>"

    def paint(self, paint: Paint, zorder: float = 10) -> None:
        """Add pen strokes; those of a lower `zorder` lie below, of equal ones the earlier."""
        self._painted.append((zorder, paint))

    def plot(self, plane: Plane, name: str) -> Plot:
        """Say that data lie on a plane; in a figure axes of that name and those limits lie over it."""
        self.plots.append(Plot(self, plane, name))
        return self.plots[-1]

    def draw(self, pen: Pen) -> None:
        """Paint everything."""
        with house_style():
            for _, paint in sorted(self._painted, key=lambda painted: painted[0]):
                paint(pen)

    def image(self) -> ByteArray:
        """Draw the picture; shape (height, width, 4), straight alpha."""
        sheet = bare_sheet(self.pixels, self.dpi, self.paper)
        self.draw(Pen(sheet))
        return np.asarray(sheet.buffer_rgba())

    def with_alt(self, alt: str) -> Self:
        """Give it its alternative text."""
        self.alt = alt
        return self


@dataclass(eq=False, slots=True)
class Plot:
    """A plane on a page, and the curves that are drawn on it.

    Attributes
    ----------
    page : Page
        Where it is.
    plane : Plane
        Where data lie, and between which limits.
    name : str
        Of the axes in a figure.
    curves : dict of str to ndarray of shape (m, 2)
        The data of the lines that were drawn, by name.
    """

    page: Page
    plane: Plane
    name: str
    curves: dict[str, FloatArray] = field(default_factory=dict)

    def line(
        self, x: FloatArray, y: FloatArray, colour: str, width: float, dash: Dash = (), name: str = ""
    ) -> None:
        """Draw a line in data units; a NaN lifts the pen, dashes are in px."""
        data = self.curves[name] = np.column_stack([x, y])
        places = self.plane.to_px(data)
        self._inside(lambda pen: pen.line(places, colour, width, dash))

    def area(self, x: FloatArray, y: FloatArray, colour: str, alpha: float) -> None:
        """Fill what lies between a line and zero, in data units."""
        corners = np.vstack([[(x[0], 0.0)], np.column_stack([x, y]), [(x[-1], 0.0)]])
        places = self.plane.to_px(corners)
        self._inside(lambda pen: pen.polygon(places, colour, alpha=alpha))

    def _inside(self, paint: Paint) -> None:
        def clipped(pen: Pen) -> None:
            with pen.clipped(*self.plane.box):
                paint(pen)

        self.page.paint(clipped, zorder=0)


def bare_sheet(pixels: tuple[int, int], dpi: float, paper: str | None) -> Any:
    """Make an Agg renderer of so many pixels, covered with paper of one colour, or with none."""
    sheet = raster(*pixels, dpi)
    if paper is not None:
        lay(paper, np.asarray(sheet.buffer_rgba()))
    return sheet
