"""All points of a film: drawn one by one, or counted on the pixels, by their number."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol
from zlib import crc32

import numpy as np
from numpy.typing import NDArray

from kmanim.arrays import ByteArray, IntArray
from kmanim.plot.axes.places import Places
from kmanim.plot.density.blends import MOST_MIXED
from kmanim.plot.density.pixel_counts import PixelCounts
from kmanim.plot.density.point_colours import Colouring, PointColours
from kmanim.plot.density.switched_density import SINGLE, marks_of
from kmanim.plot.marks.points import Dots, dots_of, draw_dots, point_size
from kmanim.plot.marks.switched import CROWDED, Switched, crowd_size, draw_switched, single_size
from kmanim.plot.render.pen import Pen
from kmanim.plot.style.palettes import ClusterStyle
from kmanim.plot.style.theme import Theme

# Above so many points they are counted. So many are too small for shapes (4 px), and the picture made of counts is
# drawn 1.3 times as fast, with 1 to 6 dB less error from a film's 255 colours: it has no soft edges over each other.
# In files of lines (SVG, PDF) points are better to have as shapes, unless they are very many.
DENSE_FROM, DENSE_IN_LINES = 1_800, 10_000


def is_dense(pen: Pen, n: int) -> bool:
    """Tell whether so many points are counted on the pixels, and not drawn one by one."""
    return n > (DENSE_FROM if pen.is_raster else DENSE_IN_LINES)


class AnyClouds(Protocol):
    """What draws all points, whether they are kept or counted; what switched is named by numbers that it knows."""

    def draw(self, pen: Pen, colouring: Colouring) -> None:
        """Draw all points."""

    def switched(self, step: int, rows: IntArray) -> Switched:
        """Give what switched on the way to a snapshot as it is marked."""

    def draw_switched(
        self,
        pen: Pen,
        step: int,
        rows: IntArray,
        settled: float = 0.0,
        *,
        there: NDArray[np.bool_] | None = None,
    ) -> None:
        """Draw it, `settled` of it no more, or what is `there` alone."""


class Clouds:
    """The points, at any number of them.

    What is handed to the pen is the same array for as long as it is the same picture.

    Parameters
    ----------
    course : PointColours
        What the points wear in the course of the film.
    places : Places
        Where they lie.
    styles : sequence of ClusterStyle
        One a cluster.
    theme : Theme
        Grey, rim and size.
    opaque : bool, default True
        Whether a density hides what lies beneath it, as single points do.
    """

    def __init__(
        self,
        course: PointColours,
        places: Places,
        styles: Sequence[ClusterStyle],
        theme: Theme,
        *,
        opaque: bool = True,
    ) -> None:
        self._course, self._places, self._styles, self._theme = course, places, styles, theme
        self._opaque = opaque
        self._dots: tuple[Colouring, list[Dots]] | None = None
        self._tally: tuple[float, PixelCounts] | None = None
        self._shown = Colouring()
        self._switched: tuple[int, Switched] | None = None
        self._marks: tuple[tuple[int, float, int], ByteArray] | None = None

    def draw(self, pen: Pen, colouring: Colouring) -> None:
        """Draw all points."""
        if is_dense(pen, len(self._places)):
            tally = self._coloured_as(colouring, pen.scale)
            with pen.role("points"):
                pen.image(tally.left, tally.bottom, tally.picture())
        else:
            draw_dots(pen, self._sorted(colouring))

    def switched(self, step: int, rows: IntArray) -> Switched:
        """Give the rows that switched on the way to a snapshot, ascending, as they are marked; kept for one step."""
        if self._switched is None or self._switched[0] != step:
            former = self._course.labels(step - 1)[rows]
            labels = self._course.labels(step)[rows]
            places = self._places[rows]
            self._switched = step, Switched.of(places, former, labels, len(self._places), self._theme)
        return self._switched[1]

    def draw_switched(
        self,
        pen: Pen,
        step: int,
        rows: IntArray,
        settled: float = 0.0,
        *,
        there: NDArray[np.bool_] | None = None,
    ) -> None:
        """Draw the rows that switched on the way to a snapshot, ascending; `settled` of them (0 to 1) no more.

        Where they turn yellow one after the other, it is those that are `there`. A few turn from yellow to their new
        colours together. Of a crowd one after the other does, and so where colours are very many: a film's one table
        has no room for what lies between them.
        """
        switched, n = self.switched(step, rows), len(self._places)
        if settled and (switched.is_crowd or len(self._styles) >= MOST_MIXED):
            there, settled = np.isin(rows, self._course.unsettled(step, rows, settled)), 0.0
        if len(rows) > SINGLE and is_dense(pen, n):
            with pen.role("switched"):
                tally = self._tally_at(pen.scale)
                left = rows if there is None else rows[there]
                pen.image(tally.left, tally.bottom, self._marked(tally, pen.scale, step, left, len(rows)))
            return
        draw_switched(pen, switched, n, self._styles, self._theme, settled=settled, there=there)

    # One by one

    def _sorted(self, colouring: Colouring) -> list[Dots]:
        if self._dots is None or self._dots[0] != colouring:
            labels = None if colouring.step is None else self._course.labels(colouring.step)
            coloured = self._course.coloured(colouring)
            dots = dots_of(self._places[:], labels, self._styles, self._theme, coloured=coloured)
            self._dots = colouring, dots
        return self._dots[1]

    # Counted

    def _tally_at(self, scale: float) -> PixelCounts:
        if self._tally is None or self._tally[0] != scale:
            self._shown = Colouring()
            self._tally = (
                scale,
                pixel_counts_of(self._places, self._styles, self._theme, scale, opaque=self._opaque),
            )
        return self._tally[1]

    def _coloured_as(self, colouring: Colouring, scale: float) -> PixelCounts:
        """Let the points change from what they wear to something else."""
        tally = self._tally_at(scale)
        if colouring != self._shown:
            changes = self._course.changes(self._shown, colouring)
            if changes is None:
                tally.show(self._course.groups(colouring))
            else:
                for rows, groups in changes:
                    tally.move(rows, groups)
            self._shown = colouring
        return tally

    def _marked(self, tally: PixelCounts, scale: float, step: int, left: IntArray, of: int) -> ByteArray:
        key = (step, scale, crc32(left.tobytes()))
        if self._marks is None or self._marks[0] != key:
            n, theme = len(self._places), self._theme
            least = point_size(n, theme) * CROWDED
            self._marks = key, marks_of(tally, left, theme, crowd_size(n, theme), least, of=of)
        return self._marks[1]


def pixel_counts_of(
    places: Places, styles: Sequence[ClusterStyle], theme: Theme, scale: float, *, opaque: bool = False
) -> PixelCounts:
    """Count points, grey to begin with, that may wear the colours of clusters."""
    n = len(places)
    colours = (theme.unassigned, *(style.colour for style in styles))
    room = single_size(n, theme)
    return PixelCounts(places, point_size(n, theme), scale, colours, theme.paper, room, opaque=opaque)
