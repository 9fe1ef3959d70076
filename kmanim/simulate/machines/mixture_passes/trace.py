"""A run of expectation maximisation that is known by counts and sums alone."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Any, ClassVar

import numpy as np

from kmanim.arrays import FloatArray, IntArray, frozen
from kmanim.data.pieces.large_dataset import LargeDataset
from kmanim.simulate.machines.mixture_passes.snapshot import CountedMixtureSnapshot, MixtureSurvey
from kmanim.simulate.machines.mixtures.rows import Rows
from kmanim.simulate.machines.mixtures.trace import MixtureTrace
from kmanim.simulate.machines.mixtures.units import Units
from kmanim.simulate.machines.passes.rows_in_cells import RowsInCells
from kmanim.simulate.snapshot import Snapshot


@dataclass(frozen=True, eq=False, kw_only=True, repr=False)
class CountedMixtureTrace(RowsInCells, MixtureTrace):
    """A run over rows that were never kept; its snapshots are `CountedMixtureSnapshot`, its data set is of cells.

    Attributes
    ----------
    large : LargeDataset or None
        What was clustered; None if the trace was read from a file.
    """

    prologue_type: ClassVar[type[Snapshot]] = MixtureSurvey
    has: ClassVar[str] = "counts of rows by cell"

    unlabelled: tuple[CountedMixtureSnapshot, ...] = field(repr=False)
    prologue: tuple[MixtureSurvey, ...] = field(repr=False)
    large: LargeDataset | None = field(default=None, repr=False)

    @cached_property
    def units(self) -> Units:
        """What is known of all rows together."""
        survey = self.prologue[0]
        return Units(n=self.n, centre=survey.centre, unit=survey.unit, spread=survey.spread)

    @cached_property
    def rows(self) -> Rows:
        """The middles of the cells, as mixtures work on rows."""
        values, units = self.dataset.values, self.units
        columns = np.ascontiguousarray(((values - units.centre) / units.unit).T)
        return Rows(
            n=len(values), centre=units.centre, unit=units.unit, spread=units.spread, values=values,
            columns=columns,
        )  # fmt: skip

    def derived(self, index: int) -> dict[str, Any]:
        """Give the responsibilities for cells, and the rows of all cells by leading component."""
        return {**super().derived(index), "cells": self.cells_at(index)}

    # Who leads whom

    @property
    def is_flat(self) -> bool:
        """Whether the plane shows all columns, so that the middle of a cell is like all rows in it."""
        shown = self.dataset.view.columns
        return shown is not None and len(shown) == self.dataset.d

    def responsibilities(self, index: int) -> FloatArray | None:
        """How far each component is responsible for each cell in snapshot `index`, shape (cells, k), read-only.

        Where the plane shows all columns, for the middle of the cell; else what share of the cell's rows it leads.
        """
        if self.is_flat:
            return super().responsibilities(index)
        led = self.cells_at(index)
        if led is None:
            return None
        found = np.zeros((self.dataset.n, self.k))
        occupied = np.flatnonzero(self.totals)
        found[np.searchsorted(occupied, led.cell), led.cluster] = led.count
        return frozen(found / self.totals[occupied][:, np.newaxis])

    def is_shared(self, index: int) -> bool:
        """Whether rows have been shared by snapshot `index`."""
        return bool(self.unlabelled[index].counts.any())

    def marked(self, index: int) -> IntArray:
        """Give what pictures mark as changing sides in snapshot `index`: parts of cells, by their place in `moved`."""
        moved = self.unlabelled[index].moved
        return np.arange(0 if moved is None else len(moved.cell))

    def turned(self, index: int) -> list[tuple[int, int, list[int]]]:
        """Give the components that rows went to in snapshot `index`: which, how many rows, and none of them."""
        counts = self.ways_at(index).sum(axis=0).tolist()
        return [(target, count, []) for target, count in enumerate(counts) if count]

    def counts_of(self, index: int) -> IntArray:
        """How many rows each component leads at snapshot `index`, shape (k,); all 0 before the first E step."""
        return self.unlabelled[index].counts

    @property
    def end_key(self) -> bytes:
        """What is equal of runs that end alike: how many rows components lead, and the likelihood to nine digits."""
        return f"{sorted(self.counts_of(-1).tolist())} {self.log_likelihood:.9g}".encode()

    def table_row(self, index: int) -> Mapping[str, Any]:
        """Tell the components, and how many rows change sides."""
        return {**super().table_row(index), "switched": int(self.ways_at(index).sum())}

    @property
    def nbytes(self) -> int:
        """Bytes that the snapshots take."""
        counts = (part for one in self.unlabelled for part in (one.cells, one.moved) if part is not None)
        snapshots: int = super().nbytes
        return snapshots + sum(part.nbytes for three in counts for part in three)

    def only_end(self) -> CountedMixtureTrace:
        """Give all of it: no rows are kept, so that it is small."""
        return self

    def of_snapshots(self, indices: Sequence[int]) -> Any:
        """Give the run with some of its snapshots alone, in order."""
        kept = tuple(replace(self.unlabelled[index], cells=self.cells_at(index)) for index in indices)
        return replace(super().of_snapshots(indices), unlabelled=kept, prologue=self.prologue)

    def check(self) -> None:
        """Check that mixtures, counts and cells fit each other.

        Raises
        ------
        ValueError
            If they do not.
        """
        self.check_survey()
        self.check_states()
        d = self.dataset.d
        if (
            self.units.unit.shape != (d,)
            or self.units.centre.shape != (d,)
            or self.units.spread.shape != (d, d)
        ):
            raise ValueError("its units do not fit its columns")
        self.check_counts()
