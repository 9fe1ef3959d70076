"""Rows counted in cells that have a cluster each, on a plane: what DBSCAN on rows in pieces shows."""

from __future__ import annotations

from collections.abc import Sequence
from math import ceil

import numpy as np

from kmanim.arrays import FloatArray, IntArray, LabelArray
from kmanim.plot.axes.plane import Plane
from kmanim.plot.density.cell_pixels import CellPixels
from kmanim.plot.density.point_colours import groups_of
from kmanim.plot.marks.points import point_size
from kmanim.plot.render.pen import Pen
from kmanim.plot.style.palettes import ClusterStyle
from kmanim.plot.style.theme import Theme
from kmanim.simulate.machines.dense_cells.trace import DenseCellsTrace
from kmanim.simulate.machines.passes.grid import COLUMNS, ROWS, Grid

# Of fewer cells than this along an axis each would be seen as a square.
_FEW = 256


class LabelledCells:
    """The points of a run of DBSCAN on cells.

    Cells that are finer than pictures show are put together, each row in its own colour.

    Parameters
    ----------
    trace : DenseCellsTrace
        What happened.
    plane : Plane
        Where the cells lie.
    styles : sequence of ClusterStyle
        One a cluster.
    theme : Theme
        Grey and size.
    """

    def __init__(
        self, trace: DenseCellsTrace, plane: Plane, styles: Sequence[ClusterStyle], theme: Theme
    ) -> None:
        self._trace, self._plane, self._styles, self._theme = trace, plane, styles, theme
        self._grid, self._cells = _shown_in(trace)
        self._tally: CellPixels | None = None

    def draw(self, pen: Pen, labels: LabelArray | None) -> None:
        """Draw all points, grey or in their clusters' colours; noise stays grey."""
        trace = self._trace
        tally = self._tally_at(pen.scale)
        groups = groups_of(labels, trace.dataset.n, len(self._styles)).astype(np.intp)
        tally.show(self._cells, groups, trace.totals)
        with pen.role("points"):
            pen.image(tally.left, tally.bottom, tally.picture())

    def _tally_at(self, scale: float) -> CellPixels:
        if self._tally is None or self._tally.scale != scale:
            theme = self._theme
            totals = np.bincount(self._cells, self._trace.totals, self._grid.n_cells)
            colours = (theme.unassigned, *(style.colour for style in self._styles))
            size = point_size(self._trace.n, theme)
            self._tally = CellPixels(self._grid, self._plane, totals, size, scale, colours, theme.paper)
        return self._tally


def corners_of(trace: DenseCellsTrace) -> FloatArray:
    """Give two opposite corners of all cells, in the view's units, shape (2, 2)."""
    grid = trace.grid
    far = grid.low + np.array([grid.columns, grid.rows])[: len(grid.low)] * grid.side
    return trace.dataset.view.project(trace.dataset.scaling.undo(np.stack([grid.low, far])))


def _shown_in(trace: DenseCellsTrace) -> tuple[Grid, IntArray]:
    """Choose cells to be drawn, and say in which of them each cell of the run lies.

    Fine ones are put together; of coarse ones, which are few, the middle is taken, as the run does.
    """
    fine, two = trace.grid, len(trace.grid.low) > 1
    times = max(1, ceil(fine.columns / COLUMNS), ceil(fine.rows / ROWS))
    parts = _FEW // max(fine.columns, fine.rows) | 1
    columns, rows = ceil(fine.columns / times), ceil(fine.rows / times)
    far = fine.low + np.array([columns, rows])[: len(fine.low)] * (times * fine.side)
    ends = trace.dataset.view.project(trace.dataset.scaling.undo(np.stack([fine.low, far])))
    up, across = np.divmod(trace.survey.cells.astype(np.intp), fine.columns)
    across, columns = across // times * parts + parts // 2, columns * parts
    up, rows = (up // times * parts + parts // 2, rows * parts) if two else (up, rows)
    if trace.dataset.view.columns == [1, 0]:  # the second column lies across
        up, across, columns, rows = across, up, rows, columns
    grid = Grid(low=ends.min(axis=0), high=ends.max(axis=0), columns=columns, rows=rows)
    return grid, up * columns + across
