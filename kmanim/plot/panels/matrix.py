"""A matrix as a picture: a cell for each number, coloured by its sign and size; few rows are lettered."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from matplotlib.colors import to_rgb

from kmanim.arrays import ByteArray, FloatArray
from kmanim.plot.axes.plane import Box
from kmanim.plot.render.pen import Pen
from kmanim.plot.render.text_width import fitted, widest
from kmanim.plot.style.colours import is_dark
from kmanim.plot.style.theme import TextStyle, Theme

AGAINST, IN_FAVOUR = "#0072B2", "#D55E00"
"""Below and above zero: told apart by every eye; `Shades` has zero in the colour of the paper."""
_ON_DARK = ("#56B4E9", "#E69F00")
_LETTER, _SMALLEST = 12.0, 10.0
_BETWEEN = 2.0  # px between names side by side
# In files of lines so many cells are drawn one by one.
_SHARP = 1_100


@dataclass(frozen=True, slots=True, eq=False)
class Shades:
    """From numbers to colours.

    Attributes
    ----------
    table : ndarray of shape (511, 3), uint8
        From the most negative to the most positive; the middle one is zero.
    most : float
        What has the fullest colour, above zero or below; larger numbers have it, too.
    """

    table: ByteArray
    most: float

    def rgba(self, values: FloatArray) -> ByteArray:
        """Give pixels for numbers of shape (m, n), shape (m, n, 4); by their roots, so that small ones are seen."""
        share = np.sqrt(np.minimum(np.abs(values), self.most) / self.most) * np.sign(values)
        places = np.rint(255 * share).astype(np.intp) + 255
        pixels = np.full((*values.shape, 4), 255, np.uint8)
        pixels[..., :3] = self.table[places]
        return pixels


def signed_shades(theme: Theme, most: float) -> Shades:
    """Make shades from blue, against, by the paper, zero, to orange, in favour."""
    dark = is_dark(theme.paper)
    low, high = _ON_DARK if dark else (AGAINST, IN_FAVOUR)
    return Shades(_table(_deeper(low, dark), theme.paper, _deeper(high, dark)), most or 1.0)


def plain_shades(theme: Theme, most: float) -> Shades:
    """Make shades for numbers of one sign: 0 has the colour of ink, the largest size nearly that of paper."""
    table = _table(_mixed(theme.paper, theme.ink, 0.05), _mixed(theme.paper, theme.ink, 0.88), theme.paper)
    return Shades(table, most or 1.0)


def _deeper(colour: str, dark: bool) -> FloatArray:
    return np.array(to_rgb(colour)) * (1.0 if dark else 0.82)


def _mixed(one: str, other: str, share: float) -> FloatArray:
    return (1 - share) * np.array(to_rgb(one)) + share * np.array(to_rgb(other))


def _table(low: FloatArray, middle: FloatArray | str, high: FloatArray | str) -> ByteArray:
    ends = [np.array(to_rgb(end)) if isinstance(end, str) else end for end in (low, middle, high)]
    share = np.linspace(0, 1, 256)[:, np.newaxis]
    down, up = (1 - share) * ends[0] + share * ends[1], (1 - share) * ends[1] + share * ends[2]
    table: ByteArray = np.rint(255 * np.vstack([down, up[1:]])).astype(np.uint8)
    return table


@dataclass(frozen=True, slots=True, eq=False)
class MatrixPlane:
    """Where the cells of a matrix lie.

    Attributes
    ----------
    box : Box
        All cells, in px; the first row is the uppermost.
    rows, columns : int
    names : tuple of str
        Of rows and columns; empty where they are not lettered.
    style : TextStyle
        Of the names.
    """

    box: Box
    rows: int
    columns: int
    names: tuple[str, ...]
    style: TextStyle

    @property
    def cell(self) -> tuple[float, float]:
        """How wide and high a cell is, in px."""
        return self.box.width / self.columns, self.box.height / self.rows

    def cells(self, row: int, column: int, rows: int = 1, columns: int = 1) -> Box:
        """Give the box of a cell, or of some beside and below it."""
        wide, high = self.cell
        top = self.box.top - row * high
        return Box(self.box.left + column * wide, top - rows * high, columns * wide, rows * high)


def square_plane(room: Box, n: int, names: Sequence[str], theme: Theme) -> MatrixPlane:
    """Fit a square matrix of n rows into some room, at its upper left, with names if these have room there.

    Its sides are whole px, so many for each cell where cells have several.
    """
    for size in np.arange(_LETTER, _SMALLEST - 1, -1.0):
        style = TextStyle(size=float(size), colour=theme.quiet_ink, font=theme.font)
        left, above = widest(names, style) + 5 if names else 0.0, size + 3 if names else 0.0
        side = _whole(min(room.width - left, room.height - above), n)
        if not names or (side / n >= size and widest(names, style) <= side / n + 2):
            break
    else:
        names, left, above = (), 0.0, 0.0
        side = _whole(min(room.width, room.height), n)
    box = Box(round(room.left + left), round(room.top - above - side), side, side)
    return MatrixPlane(box, n, n, tuple(names), style)


def _whole(side: float, n: int) -> float:
    return float(n * int(side // n)) if side >= 2 * n else float(int(side))


def matrix_pixels(values: FloatArray, shades: Shades, width: int, height: int) -> ByteArray:
    """Give the pixels of a matrix, first row first, at a size: cells are repeated, or where they are many averaged."""
    return np.ascontiguousarray(shades.rgba(_resized(_resized(values, height).T, width).T))


def _resized(values: FloatArray, length: int) -> FloatArray:
    """Bring a matrix to so many rows."""
    count = len(values)
    if count <= length:
        return values[np.arange(length) * count // length]
    starts = np.arange(length) * count // length
    sizes = np.diff(np.append(starts, count))
    found: FloatArray = np.add.reduceat(values, starts, axis=0) / sizes[:, np.newaxis]
    return found


def draw_matrix(pen: Pen, plane: MatrixPlane, pixels: ByteArray, theme: Theme) -> None:
    """Draw a matrix and the names of its rows and columns; `pixels` are by `matrix_pixels`, as fine as the pen asks."""
    box = plane.box
    with pen.role("matrix"):
        if pen.is_raster or plane.rows * plane.columns > _SHARP:
            pen.image(box.left, box.bottom, pixels)
        else:
            _draw_cells(pen, plane, pixels)
        pen.rectangle(*box, None, theme.axis, 1)
    if not plane.names:
        return
    wide, high = plane.cell
    size = plane.style.size
    # Side by side names would read as one: then every second column has its own, and all rows have.
    every = max(1, int(np.ceil((widest(plane.names, plane.style) + _BETWEEN) / wide)))
    with pen.role("matrix names"):
        for number, name in enumerate(plane.names):
            middle = box.top - (number + 0.5) * high - size * 0.365
            pen.text(box.left - 4, middle, name, plane.style, "right")
            if number % every == 0:
                across = box.left + (number + 0.5) * wide
                pen.text(across, box.top + 3, fitted(name, plane.style, every * wide), plane.style, "center")


def _draw_cells(pen: Pen, plane: MatrixPlane, pixels: ByteArray) -> None:
    """Draw each cell by itself, so that a file of lines is sharp at any size."""
    height, width = pixels.shape[:2]
    for row in range(plane.rows):
        for column in range(plane.columns):
            pixel = pixels[
                (2 * row + 1) * height // (2 * plane.rows), (2 * column + 1) * width // (2 * plane.columns)
            ]
            colour = hex_of(pixel)
            # Without an edge in its own colour neighbours would show a seam.
            pen.rectangle(*plane.cells(row, column), colour, colour, 0.4)


def hex_of(pixel: ByteArray) -> str:
    """Write the colour of a pixel: ``#RRGGBB``."""
    return "#{:02X}{:02X}{:02X}".format(*pixel[:3].tolist())


def draw_lit(pen: Pen, box: Box, theme: Theme, *, width: float = 2.0) -> None:
    """Frame some cells: ink between two lines of paper, to be seen on every colour."""
    with pen.role("lit cells"):
        around = Box(box.left - 0.5, box.bottom - 0.5, box.width + 1, box.height + 1)
        pen.rectangle(*around, None, theme.paper, width + 2.5)
        pen.rectangle(*around, None, theme.ink, width)
