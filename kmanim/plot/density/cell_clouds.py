"""The points of a run of which cells of a grid hold the counts: what `Clouds` is for points that are kept."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from zlib import crc32

import numpy as np
from numpy.typing import NDArray

from kmanim.arrays import ByteArray, FloatArray, IntArray
from kmanim.plot.axes.plane import Plane
from kmanim.plot.density.blends import MOST_MIXED
from kmanim.plot.density.cell_pixels import CellPixels
from kmanim.plot.density.point_colours import Colouring
from kmanim.plot.density.switched_density import SINGLE, marks_of
from kmanim.plot.marks.points import point_size
from kmanim.plot.marks.switched import CROWDED, Switched, crowd_size, draw_switched, single_size
from kmanim.plot.render.pen import Pen
from kmanim.plot.style.palettes import ClusterStyle
from kmanim.plot.style.theme import Theme
from kmanim.simulate.machines.passes.cell_counts import CellCounts
from kmanim.simulate.machines.passes.trace import CountedTrace
from kmanim.simulate.numerics.distance import distances, own_gaps


class CellClouds:
    """The points of a run on data in pieces.

    Where `Clouds` speaks of a row that switches, here is a part: all rows of one cell that go one way, by its place in
    the `moved` of the snapshot.

    Parameters
    ----------
    trace : CountedTrace
        What happened; or another run of `RowsInCells`, if a subclass says what is worn.
    plane : Plane
        Where the cells lie.
    styles : sequence of ClusterStyle
        One a cluster.
    theme : Theme
        Grey, rim and size.
    opaque : bool, default True
        As for `Clouds`.
    """

    def __init__(
        self,
        trace: Any,
        plane: Plane,
        styles: Sequence[ClusterStyle],
        theme: Theme,
        *,
        opaque: bool = True,
    ) -> None:
        self._trace, self._plane, self._styles, self._theme = trace, plane, styles, theme
        self._opaque = opaque
        self._tally: CellPixels | None = None
        self._shown = Colouring()
        self._switched: tuple[int, Switched] | None = None
        self._order: tuple[CellCounts, IntArray] | None = None
        self._marks: tuple[tuple[int, float, int], ByteArray] | None = None

    def draw(self, pen: Pen, colouring: Colouring) -> None:
        """Draw all points."""
        tally = self._tally_at(pen.scale)
        if colouring != self._shown:
            tally.show(*self._worn(colouring))
            self._shown = colouring
        with pen.role("points"):
            pen.image(tally.left, tally.bottom, tally.picture())

    def switched(self, step: int, rows: IntArray) -> Switched:
        """Give some of the parts that switched on the way to a snapshot as they are marked; kept for one step."""
        if self._switched is None or self._switched[0] != step:
            moved, trace = self._moved(step), self._trace
            former, now = np.divmod(moved.cluster[rows], trace.k)
            places = self._plane.to_px(trace.grid.centres(moved.cell[rows].astype(np.intp)))
            counts = moved.count[rows]
            self._switched = (
                step, Switched.counted(places, counts, former, now, trace.n, self._theme)
            )  # fmt: skip
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
        """Draw the parts that switched on the way to a snapshot; `settled` of them (0 to 1) no more.

        Where they turn yellow one after the other, it is those that are `there`. They settle as `Clouds` lets rows.
        """
        switched, n = self.switched(step, rows), self._trace.n
        total = int(switched.counts.sum())
        if settled and (switched.is_crowd or len(self._styles) >= MOST_MIXED):
            there = np.ones(len(rows), np.bool_)
            there[self._settling(step)[: round(settled * len(rows))]] = False
            settled = 0.0
        if switched.is_crowd and total > SINGLE:
            with pen.role("switched"):
                tally = self._tally_at(pen.scale)
                left = rows if there is None else rows[there]
                pen.image(tally.left, tally.bottom, self._marked(tally, step, left, total))
            return
        draw_switched(pen, switched, n, self._styles, self._theme, settled=settled, there=there)

    # What is worn

    def _worn(self, colouring: Colouring) -> tuple[IntArray, IntArray, IntArray]:
        """Give cells, the colours of their rows (0 is grey), and how many rows of each cell wear them."""
        trace = self._trace
        if colouring.step is None:
            survey = trace.survey
            return survey.cells.astype(np.intp), np.zeros(len(survey.cells), np.intp), survey.totals
        counts = self._counts(colouring.step)
        groups = counts.cluster.astype(np.intp) + 1
        if colouring.known is not None:
            order = self._ordered(counts, counts.cluster, colouring.step)
            groups[order[round(colouring.swept / trace.dataset.n * len(order)) :]] = 0
        return counts.cell.astype(np.intp), groups, counts.count

    def _counts(self, step: int) -> CellCounts:
        counts: CellCounts | None = self._trace.cells_at(step)
        if counts is None:
            raise ValueError(f"snapshot {step} comes before the first assignment")
        return counts

    def _moved(self, step: int) -> CellCounts:
        moved: CellCounts | None = self._trace.unlabelled[step].moved
        if moved is None:
            raise ValueError(f"nothing switched in snapshot {step}")
        return moved

    def _settling(self, step: int) -> IntArray:
        moved = self._moved(step)
        return self._ordered(moved, moved.cluster % self._trace.k, step)

    def _ordered(self, counts: CellCounts, clusters: NDArray[np.integer], step: int) -> IntArray:
        """Order parts as points take their colours: the nearest to its centroid first, cell by cell."""
        if self._order is None or self._order[0] is not counts:
            trace, own = self._trace, clusters.astype(np.intp)
            gaps = own_gaps(part_places(trace, counts), own, trace.centroids_at(step), trace.term)
            distance = distances(gaps, trace.terms.metric)
            self._order = counts, np.argsort(distance, kind="stable")
        return self._order[1]

    # Counted

    def _tally_at(self, scale: float) -> CellPixels:
        if self._tally is None or self._tally.scale != scale:
            trace, theme, n = self._trace, self._theme, self._trace.n
            colours = (theme.unassigned, *(style.colour for style in self._styles))
            self._shown = Colouring()
            self._tally = CellPixels(
                trace.grid, self._plane, trace.totals, point_size(n, theme), scale, colours, theme.paper,
                single_size(n, theme), opaque=self._opaque,
            )  # fmt: skip
        return self._tally

    def _marked(self, tally: CellPixels, step: int, left: IntArray, of: int) -> ByteArray:
        key = (step, tally.scale, crc32(left.tobytes()))
        if self._marks is None or self._marks[0] != key:
            n, theme, cells = self._trace.n, self._theme, self._moved(step).cell[left].astype(np.intp)
            least = point_size(n, theme) * CROWDED
            self._marks = key, marks_of(tally, cells, theme, crowd_size(n, theme), least, of=of)
        return self._marks[1]


def part_places(trace: CountedTrace, parts: CellCounts) -> FloatArray:
    """Give the middle of each part's cell in clustered units, shape (m, d)."""
    cells = np.searchsorted(trace.survey.cells, parts.cell)
    values: FloatArray = trace.dataset.values[cells]
    return values
