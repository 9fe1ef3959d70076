"""The matrices beside the points: similarities, then both messages."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Sequence
from functools import partial

import numpy as np

from kmanim.arrays import ByteArray, FloatArray
from kmanim.plot.axes.plane import Box
from kmanim.plot.panels.matrix import (
    MatrixPlane,
    Shades,
    draw_lit,
    draw_matrix,
    matrix_pixels,
    plain_shades,
    signed_shades,
    square_plane,
)
from kmanim.plot.render.pen import Pen
from kmanim.plot.render.text_width import fitted, text_width
from kmanim.plot.style.theme import TextStyle, Theme
from kmanim.simulate.machines.messages.trace import MessageTrace
from kmanim.story.affinity_propagation.facts import similarity_text

_TITLE = 19.0
_KEY = 32.0
_BAR = 9.0


class MatrixPanel:
    """One large matrix that is explained, or the two messages beside each other.

    Parameters
    ----------
    trace : MessageTrace
    room : Box
        All of it, for one matrix.
    pair : Box
        For two, side by side.
    theme : Theme
    names : tuple of str
        Of the rows, where they are few and have short ones.
    """

    def __init__(
        self, trace: MessageTrace, room: Box, pair: Box, theme: Theme, names: tuple[str, ...]
    ) -> None:
        self._trace, self._theme, n = trace, theme, trace.dataset.n
        self._title = TextStyle(size=theme.name_size, colour=theme.ink, font=theme.font)
        self._small = TextStyle(size=theme.tick_size, colour=theme.quiet_ink, font=theme.font)
        below = Box(room.left, room.bottom + _KEY, room.width, room.height - _TITLE - _KEY)
        self._large = square_plane(below, n, names, theme)
        half = (pair.width - 10) / 2
        self._pair = tuple(
            square_plane(Box(left, pair.bottom, half, pair.height - _TITLE), n, names, theme)
            for left in (pair.left, pair.left + half + 10)
        )
        self._plain = plain_shades(theme, -trace.similar.low)
        ends = [np.abs(part).max() for u in {1, trace.updates} for part in trace.messages(u)]
        self._signed = signed_shades(theme, float(max(ends)))
        self._made: dict[Hashable, ByteArray] = {}

    def draw_similarities(
        self, pen: Pen, own: float, lit: Sequence[Box] = (), *, diagonal: bool = False
    ) -> None:
        """Draw the similarities with a number on the diagonal, some cells lit, and the diagonal where it is told."""
        plane = self._large
        make = partial(_with_diagonal, self._trace.similar.matrix, own)
        self._draw(pen, plane, self._pixels(pen, ("similar", own), plane, make, self._plain), "Similarity")
        for box in lit:
            draw_lit(pen, box, self._theme)
        if diagonal:
            for row in range(plane.rows if plane.cell[0] >= 4 else 0):
                draw_lit(pen, plane.cells(row, row), self._theme, width=1.4)
        low = similarity_text(-self._plain.most)
        self._draw_key(pen, plane, self._plain, -1.0, 0.0, (f"far, {low}", "alike, 0"))

    def draw_message(self, pen: Pen, which: int, lit: Box | None, cell: Box | None) -> None:
        """Draw responsibility (0) or availability (1) after the first update, large, with a row or column lit."""
        plane = self._large
        pixels = self._pixels(
            pen, ("first", which), plane, lambda: self._trace.messages(1)[which], self._signed
        )
        self._draw(pen, plane, pixels, ("Responsibility", "Availability")[which])
        for box, width in ((lit, 1.6), (cell, 2.6)):
            if box is not None:
                draw_lit(pen, box, self._theme, width=width)
        self._draw_key(pen, plane, self._signed, -1.0, 1.0, ("against", "in favour"))

    @property
    def bottom(self) -> float:
        """The lower edge of the two messages, in px."""
        return min(plane.box.bottom for plane in self._pair)

    def cells(self, row: int, column: int, rows: int = 1, columns: int = 1) -> Box:
        """Give the box of cells of the large matrix."""
        return self._large.cells(row, column, rows, columns)

    def draw_both(self, pen: Pen, update: int) -> None:
        """Draw both messages after an update."""
        for which, (plane, title) in enumerate(
            zip(self._pair, ("Responsibility", "Availability"), strict=True)
        ):
            make: Callable[[], FloatArray] = partial(self._message, update, which)
            pixels = self._pixels(pen, (update, which), plane, make, self._signed)
            self._draw(pen, plane, pixels, title)

    def _message(self, update: int, which: int) -> FloatArray:
        return self._trace.messages(update)[which]

    def _pixels(
        self, pen: Pen, key: Hashable, plane: MatrixPlane, make: Callable[[], FloatArray], shades: Shades
    ) -> ByteArray:
        key = key, pen.scale, plane.box
        if key not in self._made:
            while len(self._made) > 6:
                del self._made[next(iter(self._made))]
            side = round(plane.box.width * pen.scale), round(plane.box.height * pen.scale)
            self._made[key] = matrix_pixels(make(), shades, *side)
        return self._made[key]

    def _draw(self, pen: Pen, plane: MatrixPlane, pixels: ByteArray, title: str) -> None:
        theme = self._theme
        draw_matrix(pen, plane, pixels, theme)
        above = plane.style.size + 3 if plane.names else 0.0
        with pen.role("matrix title"):
            style = self._title
            if text_width(title, style) > plane.box.width + 8:
                style = TextStyle(size=theme.tick_size, colour=theme.ink, font=theme.font)
            pen.text(
                plane.box.left, plane.box.top + above + 5, fitted(title, style, plane.box.width + 12), style
            )

    def _draw_key(
        self, pen: Pen, plane: MatrixPlane, shades: Shades, low: float, high: float, words: tuple[str, str]
    ) -> None:
        """Draw which colour means what, below a matrix."""
        box, scale = plane.box, pen.scale
        width, up = box.width, box.bottom - 8 - _BAR
        key = ("key", words, scale)
        if key not in self._made:
            share = np.linspace(low, high, round(width * scale))
            values = np.sign(share) * share**2 * shades.most
            pixels = shades.rgba(np.repeat(values[np.newaxis], round(_BAR * scale), axis=0))
            self._made[key] = np.ascontiguousarray(pixels)
        with pen.role("matrix key"):
            pen.image(box.left, up, self._made[key])
            pen.rectangle(box.left, up, width, _BAR, None, self._theme.axis, 1)
            pen.text(box.left, up - 4 - self._small.size * 0.76, words[0], self._small)
            pen.text(box.right, up - 4 - self._small.size * 0.76, words[1], self._small, "right")


def _with_diagonal(matrix: FloatArray, own: float) -> FloatArray:
    """Give similarities with a number on the diagonal."""
    found = matrix.copy()
    np.fill_diagonal(found, own)
    return found
