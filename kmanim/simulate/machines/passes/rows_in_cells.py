"""What is true of any run over rows of which counts by cell are all that is kept."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property, partial
from typing import Any, ClassVar

import numpy as np
from numpy.typing import NDArray

from kmanim.arrays import NOBODY, FloatArray, IntArray, LabelArray, frozen
from kmanim.errors import InputError
from kmanim.simulate.machines.passes.cell_counts import CellCounts
from kmanim.simulate.machines.passes.grid import Grid
from kmanim.simulate.machines.passes.snapshot import SurveySnapshot
from kmanim.simulate.numerics.spread import Spread, spreads_of


class RowsInCells:
    """What a trace says of rows that it never kept; its data set is of cells.

    Its snapshots have `counts`, `cells`, `ways` and `moved`, as `CountedSnapshot` has.
    """

    keeps_rows: ClassVar[bool] = False

    unlabelled: Sequence[Any]
    prologue: Any
    dataset: Any
    k: Any

    # What was counted before the run

    @property
    def survey(self) -> SurveySnapshot:
        """What was counted before the run."""
        survey: SurveySnapshot = self.prologue[0]
        return survey

    @cached_property
    def grid(self) -> Grid:
        """The cells in which rows are counted."""
        survey = self.survey
        return Grid(low=survey.low, high=survey.high, columns=survey.columns, rows=survey.rows)

    @cached_property
    def totals(self) -> NDArray[np.int64]:
        """How many rows are in each cell, shape (cells,)."""
        totals = np.zeros(self.grid.n_cells, np.int64)
        totals[self.survey.cells] = self.survey.totals
        return frozen(totals)

    @cached_property
    def n(self) -> int:
        """How many rows there are."""
        return int(self.survey.totals.sum())

    @property
    def noun(self) -> tuple[str, str]:
        """What one row is called and what many are."""
        return self.survey.noun

    def cells_at(self, index: int) -> CellCounts | None:
        """Give the rows of all cells by cluster at snapshot `index`, those of its assignment; None before the first."""
        at, moves = range(len(self.unlabelled))[index], list[CellCounts]()
        wanted = at
        while at >= 0 and at not in self._cells and self.unlabelled[at].cells is None:
            moved = self.unlabelled[at].moved
            if moved is not None:
                moves.append(moved)
            at -= 1
        if at < 0:
            return None
        cells: CellCounts | None = self._cells.get(at, self.unlabelled[at].cells)
        assert cells is not None
        if moves:
            cells = _after(cells, moves, self.k)
        self._cells.clear()
        self._cells[wanted] = cells
        return cells

    @cached_property
    def _cells(self) -> dict[int, CellCounts]:
        """The cells that were asked for last, by snapshot: the next ones are mostly those of a step later."""
        return {}

    def ways_at(self, index: int) -> NDArray[np.int64]:
        """How many rows went from which cluster to which at snapshot `index`, shape (k, k)."""
        ways = self.unlabelled[index].ways
        return np.zeros((self.k, self.k), np.int64) if ways is None else ways

    def spreads(self, column: int) -> tuple[list[Spread], Spread | None]:
        """Count the rows of each final cluster by cell along a column that the plane shows; none is in no cluster."""
        grid, cells = self.grid, self.cells_at(-1)
        assert cells is not None
        axis = self.dataset.view.columns.index(column)
        places = np.divmod(cells.cell.astype(np.intp), grid.columns)[1 - axis]
        low, step = float(grid.low[axis]), float(grid.steps[axis])
        edge = partial(_edge, low, step)
        return spreads_of(places, cells.cluster.astype(np.intp), cells.count, self.k, edge), None

    # No row is known

    @property
    def has_labels(self) -> bool:
        """There are none: no row is kept."""
        return False

    @property
    def labels(self) -> LabelArray:
        """Refuse: no row is kept.

        Raises
        ------
        InputError
            In any case.
        """
        raise InputError("rows that are read in pieces are not kept, so they have no labels; ask for counts")

    def changed(self, index: int) -> IntArray:  # noqa: ARG002
        """Give nobody: which rows switch is not kept; `ways_at` tells how many."""
        return NOBODY

    def switched(self, iteration: int) -> IntArray:  # noqa: ARG002
        """Give nobody: which rows switch is not kept; `switched_count` tells how many."""
        return NOBODY

    @property
    def points(self) -> FloatArray:
        """The middles of the cells that have rows, in original units."""
        points: FloatArray = self.dataset.points
        return points

    # Whether it fits

    def check_survey(self) -> None:
        """Check that cells are counted, and in order.

        Raises
        ------
        ValueError
            If they are not.
        """
        if len(self.prologue) != 1:
            raise ValueError("its cells are not counted")
        cells, totals = self.survey.cells, self.survey.totals
        if any(part.ndim != 1 or part.dtype.kind not in "iu" for part in (cells, totals)):
            raise ValueError("its cells are not counted")
        if len(cells) != len(totals) or totals.min() < 1 or (np.diff(cells.astype(np.int64)) <= 0).any():
            raise ValueError("its cells are not in order")
        if cells[0] < 0 or cells[-1] >= self.grid.n_cells:
            raise ValueError("its cells do not fit its grid")

    def check_counts(self) -> None:
        """Check that counts of snapshots fit their cells and the rows.

        Raises
        ------
        ValueError
            If they do not.
        """
        k, rows = self.k, self.n
        for at, snapshot in enumerate(self.unlabelled):
            if snapshot.counts.shape != (k,) or int(snapshot.counts.sum()) not in (0, rows):
                raise ValueError("its counts do not fit its rows")
            for counts, numbers in ((snapshot.cells, k), (snapshot.moved, k * k)):
                _check_cells(counts, self.grid.n_cells, numbers)
            known = self.cells_at(at)
            if known is not None and not np.array_equal(known.by_cluster(k), snapshot.counts):
                raise ValueError("its cells do not fit its counts")
            if snapshot.cells is not None:
                found = np.zeros(self.grid.n_cells, np.int64)
                np.add.at(found, snapshot.cells.cell, snapshot.cells.count)
                if not np.array_equal(found, self.totals):
                    raise ValueError("its cells do not fit its rows")
            if snapshot.ways is not None and snapshot.ways.shape != (k, k):
                raise ValueError("its ways do not fit its clusters")


def _after(cells: CellCounts, moves: Sequence[CellCounts], k: int) -> CellCounts:
    """Give the rows of cells by cluster after some have moved."""
    gone, come = zip(*(np.divmod(moved.cluster, k) for moved in moves), strict=True)
    places, counts = [moved.cell for moved in moves], [moved.count for moved in moves]
    return CellCounts.of(
        np.concatenate([cells.cell, *places, *places]),
        np.concatenate([cells.cluster, *gone, *come]),
        np.concatenate([cells.count, *(-count for count in counts), *counts]),
        k,
    )


def _check_cells(counts: CellCounts | None, cells: int, numbers: int) -> None:
    """Refuse pairs that cannot be.

    Raises
    ------
    ValueError
        If a cell or a cluster is not there, or they are not in order.
    """
    if counts is None:
        return
    if len({part.shape for part in counts}) != 1 or any(part.dtype.kind not in "iu" for part in counts):
        raise ValueError("its cells are not equally long")
    if counts.count.dtype != np.int64:
        raise ValueError("its counts are not whole numbers of 64 bits")
    cell, cluster, count = (part.astype(np.int64) for part in counts)
    fits = (cell >= 0) & (cell < cells) & (cluster >= 0) & (cluster < numbers) & (count > 0)
    if not fits.all() or (np.diff(cell * numbers + cluster) <= 0).any():
        raise ValueError("its cells are not in order")


def _edge(low: float, step: float, places: IntArray) -> FloatArray:
    return np.asarray(low + places * step, np.float64)
