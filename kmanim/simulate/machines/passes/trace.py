"""A run that is known by counts alone: its cells, and what went where."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, ClassVar

import numpy as np

from kmanim.arrays import IntArray
from kmanim.data.pieces.large_dataset import LargeDataset
from kmanim.simulate.machines.centroids.seeding_steps import SeedingSnapshot
from kmanim.simulate.machines.centroids.trace import CentroidTrace
from kmanim.simulate.machines.passes.rows_in_cells import RowsInCells
from kmanim.simulate.machines.passes.snapshot import CountedSnapshot, SurveySnapshot
from kmanim.simulate.snapshot import Snapshot


@dataclass(frozen=True, eq=False, kw_only=True, repr=False)
class CountedTrace(RowsInCells, CentroidTrace):
    """A run over rows that were never kept; its snapshots are `CountedSnapshot`, and its data set is of cells.

    Attributes
    ----------
    large : LargeDataset or None
        What was clustered; None if the trace was read from a file.
    """

    prologue_type: ClassVar[type[Snapshot]] = SurveySnapshot
    has: ClassVar[str] = "counts of rows by cell"

    unlabelled: tuple[CountedSnapshot, ...] = field(repr=False)
    prologue: tuple[SurveySnapshot, ...] = field(repr=False)  # type: ignore[assignment]
    large: LargeDataset | None = field(default=None, repr=False)

    @property
    def seeding(self) -> tuple[SeedingSnapshot, ...]:
        """Nothing: the draws of a start are not kept."""
        return ()

    # What was counted in the run

    def derived(self, index: int) -> dict[str, Any]:
        """Give the rows of all cells by cluster."""
        return {"cells": self.cells_at(index)}

    def switched_count(self, iteration: int) -> int:
        """How many rows switched in an iteration's assignment; none in iteration 1."""
        index = self.index_of("assign", iteration)
        return 0 if index is None else int(self.ways_at(index).sum())

    def counts_of(self, index: int) -> IntArray:
        """How many rows each cluster has at snapshot `index`, shape (k,); all 0 before the first assignment."""
        return self.unlabelled[index].counts

    @property
    def nbytes(self) -> int:
        """Bytes that the snapshots take."""
        pairs = (
            part.nbytes
            for snapshot in self.unlabelled
            for counts in (snapshot.cells, snapshot.moved)
            for part in counts or ()
        )
        return super().nbytes + sum(pairs)

    @property
    def end_key(self) -> bytes:
        """What is equal of runs that end alike: the sizes of the clusters, and the inertia to nine digits."""
        sizes = sorted(self.counts_of(-1).tolist())
        return f"{sizes} {self.inertia:.9g}".encode()

    def canonical_order(self) -> IntArray | None:
        """Order clusters by their final centroids, in the first column; given starts keep their numbers."""
        if self.parameters.starts is not None:
            return None
        last = self.unlabelled[-1]
        keys = [*last.centroids.T[::-1], last.counts == 0]
        return np.lexsort(keys)

    def facts(self, order: IntArray | None = None) -> Mapping[str, Any]:
        """Sum the run up as k-means' is, and say of how many rows it is."""
        starts = self.centroids_of(0)
        first = self.index_of("assign", 1)
        counts = self.counts_of(0 if first is None else first)
        return {
            "starts": tuple(map(tuple, (starts if order is None else starts[order]).tolist())),
            "switches": self.switches,
            "empty": (int((counts == 0).sum()), int((self.counts_of(-1) == 0).sum())),
        }

    def table_row(self, index: int) -> Mapping[str, Any]:
        """Tell where the centroids are, in original units, and how many rows switched."""
        row = dict(super().table_row(index))
        told: dict[str, Any] = {}
        for name, value in row.items():
            told[name] = value
            if name == "clusters":
                told["switched"] = int(self.ways_at(index).sum())
        return told

    def of_snapshots(self, indices: Sequence[int]) -> Any:
        """Give the run with some of its snapshots alone, in order."""
        kept = tuple(
            dataclasses.replace(self.unlabelled[index], cells=self.cells_at(index)) for index in indices
        )
        return dataclasses.replace(super().of_snapshots(indices), unlabelled=kept, prologue=self.prologue)

    def check(self) -> None:
        """Check that centroids, counts and cells fit each other.

        Raises
        ------
        ValueError
            If they do not.
        """
        self.check_survey()
        super().check()
        self.check_counts()
