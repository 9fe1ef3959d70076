"""What is true of any run over rows of which counts by cell are all that is kept."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property
from typing import Any, ClassVar

import numpy as np
from numpy.typing import NDArray

from kmanim.arrays import NOBODY, FloatArray, IntArray, LabelArray
from kmanim.errors import InputError
from kmanim.simulate.machines.passes.cell_counts import CellCounts
from kmanim.simulate.machines.passes.grid import Grid
from kmanim.simulate.machines.passes.snapshot import SurveySnapshot


class RowsInCells:
    """What a trace says of rows that it never kept; its data set is of cells."""

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

    @property
    def totals(self) -> NDArray[np.int64]:
        """How many rows are in each cell, shape (cells,)."""
        return self.survey.totals

    @cached_property
    def n(self) -> int:
        """How many rows there are."""
        return int(self.totals.sum())

    @property
    def noun(self) -> tuple[str, str]:
        """What one row is called and what many are."""
        return self.survey.noun

    def ways_at(self, index: int) -> NDArray[np.int64]:
        """How many rows went from which cluster to which at snapshot `index`, shape (k, k)."""
        ways = self.unlabelled[index].ways
        return np.zeros((self.k, self.k), np.int64) if ways is None else ways

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


def check_cells(counts: CellCounts | None, cells: int, numbers: int) -> None:
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
    cell, cluster, count = (part.astype(np.int64) for part in counts)
    fits = (cell >= 0) & (cell < cells) & (cluster >= 0) & (cluster < numbers) & (count > 0)
    if not fits.all() or (np.diff(cell * numbers + cluster) <= 0).any():
        raise ValueError("its cells are not in order")
