"""A run of DBSCAN on cells: which cells each step looks at, and how many rows are what by then."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Any, ClassVar

import numpy as np
from numpy.typing import ArrayLike, NDArray

from kmanim.arrays import FloatArray, IntArray, LabelArray
from kmanim.data.pieces.large_dataset import LargeDataset
from kmanim.simulate.label_history import Changes
from kmanim.simulate.machines.dense_cells.fine_grid import FineGrid
from kmanim.simulate.machines.dense_cells.snapshot import CellSurvey, FrontierSnapshot
from kmanim.simulate.numerics.spread import Spread, spreads_of
from kmanim.simulate.parameters.counted_dbscan import CountedDbscan
from kmanim.simulate.snapshot import NO_CLUSTER, Snapshot
from kmanim.simulate.trace import Trace

Mask = NDArray[np.bool_]


@dataclass(frozen=True, eq=False, kw_only=True, repr=False)
class DenseCellsTrace(Trace):
    """A run of DBSCAN over rows that were never kept; its data set is of cells, and labels are those of cells.

    Attributes
    ----------
    large : LargeDataset or None
        What was clustered; None if the trace was read from a file.
    """

    prologue_type: ClassVar[type[Snapshot]] = CellSurvey
    table_columns: ClassVar[tuple[str, ...]] = ("clusters", "noise", "core", "border", "solution")
    has: ClassVar[str] = "a radius"
    keeps_rows: ClassVar[bool] = False

    parameters: CountedDbscan
    unlabelled: Sequence[FrontierSnapshot] = field(repr=False)
    prologue: tuple[CellSurvey, ...] = field(repr=False)
    large: LargeDataset | None = field(default=None, repr=False)

    @property
    def survey(self) -> CellSurvey:
        """What was counted before the run."""
        return self.prologue[0]

    @cached_property
    def grid(self) -> FineGrid:
        """The cells in which rows are counted."""
        survey = self.survey
        return FineGrid(
            low=survey.low, eps=survey.eps, parts=survey.parts, columns=survey.columns, rows=survey.rows
        )

    @property
    def totals(self) -> NDArray[np.int64]:
        """How many rows each cell of the data set has, shape (cells,)."""
        return self.survey.totals

    @property
    def near(self) -> NDArray[np.int64]:
        """How many rows are within eps of the middle of each cell, its own included, shape (cells,)."""
        return self.survey.near

    @cached_property
    def n(self) -> int:
        """How many rows there are."""
        return int(self.totals.sum())

    @property
    def noun(self) -> tuple[str, str]:
        """What one row is called and what many are."""
        return self.survey.noun

    @property
    def eps(self) -> float:
        """The radius, in clustered units."""
        return self.survey.eps

    @property
    def min_samples(self) -> int:
        """How many rows within the radius make a core cell."""
        return self.parameters.min_samples

    @property
    def unsure(self) -> tuple[int, int]:
        """How many rows would be of another kind were eps smaller, or larger, by the diagonal of a cell.

        All others are core, border or noise as they would be if no row was rounded.
        """
        return self.survey.unsure

    @cached_property
    def core(self) -> Mask:
        """Which cells are core cells, shape (cells,)."""
        found: Mask = self.near >= self.min_samples
        return found

    @property
    def noise(self) -> Mask:
        """Which cells are in no cluster at the end, shape (cells,)."""
        found: Mask = self.labels == NO_CLUSTER
        return found

    @cached_property
    def kinds(self) -> tuple[int, int, int]:
        """How many rows are core, border and noise at the end."""
        core, noise = int(self.totals[self.core].sum()), int(self.totals[self.noise].sum())
        return core, self.n - core - noise, noise

    def labels_of(self, rows: ArrayLike) -> LabelArray:
        """Give the final cluster of rows, in original units, shape (m, d); -1 for noise.

        A row in a cell where none was counted is noise.
        """
        points = np.asarray(rows, np.float64)
        codes = self.grid.codes(self.dataset.scaling.apply(points.reshape(len(points), -1)))
        cells = self.survey.cells
        places = np.minimum(np.searchsorted(cells, codes), len(cells) - 1)
        found: LabelArray = np.where(cells[places] == codes, self.labels[places], NO_CLUSTER)
        return found

    @cached_property
    def reached(self) -> IntArray:
        """How many rows are in a cluster in every snapshot, shape (len,)."""
        changes = Changes.joined(self.history.changes)
        before = np.append(0, np.cumsum(self.totals[changes.rows]))[changes.ends]
        found: IntArray = before[np.asarray(self.history.versions)]
        return found

    def counts_of(self, index: int) -> IntArray:
        """How many rows each cluster that there ever is has at snapshot `index`."""
        labels = self.history.at(range(len(self))[index])
        assert labels is not None
        inside = labels >= 0
        # rows are whole numbers far below 2**53, which floats add exactly
        return np.bincount(labels[inside], self.totals[inside], self.history.size).astype(np.int64)

    def spreads(self, column: int) -> tuple[list[Spread], Spread | None]:
        """Count the rows of each final cluster by cell along a column, and those of noise, if there are any."""
        grid, k = self.grid, self.n_clusters()
        places = np.divmod(self.survey.cells.astype(np.intp), grid.columns)[1 - column]
        groups = np.where(self.noise, k, self.labels).astype(np.intp)
        *clusters, outside = spreads_of(
            places, groups, self.totals, k + 1, lambda some: self._edge(some, column)
        )
        return clusters, outside if outside.n else None

    def _edge(self, places: IntArray, column: int) -> FloatArray:
        """Tell where cells begin along a column, in original units."""
        values = np.tile(self.grid.low, (len(places), 1))
        values[:, column] += places * self.grid.side
        found: FloatArray = self.dataset.scaling.undo(values)[:, column]
        return found

    def table_row(self, index: int) -> Mapping[str, Any]:
        """Tell how many cells were looked at, and how many rows are in clusters."""
        looked_at = self.unlabelled[index].looked_at
        return {
            **super().table_row(index),
            "switched": int(self.totals[self.changed(index)].sum()),
            "looked_at": 0 if looked_at is None else len(looked_at),
            "reached": int(self.reached[index]),
        }

    def facts(self, order: IntArray | None = None) -> Mapping[str, Any]:  # noqa: ARG002 - counts have no numbers
        """Count clusters and kinds of rows at the end, and the rows that rounding leaves unsure."""
        core, border, noise = self.kinds
        return {
            "clusters": self.n_clusters(), "noise": noise, "core": core, "border": border,
            "unsure": self.unsure, "clusters_between": self.survey.clusters,
        }  # fmt: skip

    def measures(self) -> Mapping[str, float]:
        """Count clusters, noise and core rows."""
        core, _, noise = self.kinds
        return {"clusters": self.n_clusters(), "noise": noise, "core": core}

    def of_snapshots(self, indices: Sequence[int]) -> Any:
        """Give the run with some of its snapshots alone, in order."""
        return replace(super().of_snapshots(indices), prologue=self.prologue)

    def check(self) -> None:
        """Check that cells, counts and labels fit each other.

        Raises
        ------
        ValueError
            If they do not.
        """
        if len(self.prologue) != 1:
            raise ValueError("its cells are not counted")
        survey, m = self.survey, self.dataset.n
        if any(part.shape != (m,) for part in (survey.cells, survey.totals, survey.near)):
            raise ValueError("its counts do not fit its cells")
        grid, cells = self.grid, survey.cells
        if len(grid.low) != self.dataset.d or (np.diff(cells.astype(np.int64)) <= 0).any():
            raise ValueError("its cells are not in order")
        if cells[0] < 0 or cells[-1] >= grid.n_cells or survey.totals.min() < 1:
            raise ValueError("its cells do not fit its grid")
        if (survey.near < survey.totals).any() or int(survey.near.max()) > self.n:
            raise ValueError("its counts do not fit its rows")
        for snapshot in self.unlabelled:
            looked_at = snapshot.looked_at
            if looked_at is not None and not (looked_at < m).all():
                raise ValueError("its steps do not fit its cells")
        if self.history.first is None or self.history.first.dtype.kind != "i":
            raise ValueError("its labels do not fit its cells")
