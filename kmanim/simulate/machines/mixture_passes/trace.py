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
from kmanim.simulate.machines.passes.cell_counts import CellCounts
from kmanim.simulate.machines.passes.rows_in_cells import RowsInCells, check_cells
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
        led = self.led_at(index)
        if led is None:
            return None
        found = np.zeros((self.dataset.n, self.k))
        occupied = np.flatnonzero(self.totals)
        found[np.searchsorted(occupied, led.cell), led.cluster] = led.count
        return frozen(found / self.totals[occupied][:, np.newaxis])

    def led_at(self, index: int) -> CellCounts | None:
        """Give the rows by cell and leading component, as of the last E step; None before the first."""
        at = range(len(self))[index]
        begin = next((i for i in range(at, -1, -1) if self.unlabelled[i].led is not None), None)
        if begin is None:
            return None
        led = self.unlabelled[begin].led
        if self._led is not None and begin <= self._led[0] <= at:
            begin, led = self._led
        assert led is not None
        for snapshot in self.unlabelled[begin + 1 : at + 1]:
            if snapshot.moved is not None:
                led = _moved(led, snapshot.moved, self.k)
        self.__dict__["_led"] = at, led
        return led

    @cached_property
    def _led(self) -> tuple[int, CellCounts] | None:
        """The rows by cell and component that were asked for last, and at which snapshot."""
        return None

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
        counts = (part for one in self.unlabelled for part in (one.led, one.moved) if part is not None)
        snapshots: int = super().nbytes
        return snapshots + sum(part.nbytes for three in counts for part in three)

    def only_end(self) -> CountedMixtureTrace:
        """Give all of it: no rows are kept, so that it is small."""
        return self

    def of_snapshots(self, indices: Sequence[int]) -> Any:
        """Give the run with some of its snapshots alone, in order."""
        led = [self.led_at(index) for index in indices]
        found = super().of_snapshots(indices)
        kept = tuple(replace(one, led=its) for one, its in zip(found.unlabelled, led, strict=True))
        return replace(found, unlabelled=kept, prologue=self.prologue)

    def check(self) -> None:
        """Check that mixtures, counts and cells fit each other.

        Raises
        ------
        ValueError
            If they do not.
        """
        if len(self.prologue) != 1 or self.totals.shape != (self.grid.n_cells,) or self.totals.min() < 0:
            raise ValueError("its cells are not counted")
        self.check_states()
        k, d = self.k, self.dataset.d
        if (
            self.units.unit.shape != (d,)
            or self.units.centre.shape != (d,)
            or self.units.spread.shape != (d, d)
        ):
            raise ValueError("its units do not fit its columns")
        for snapshot in self.unlabelled:
            if snapshot.counts.shape != (k,) or int(snapshot.counts.sum()) not in (0, self.n):
                raise ValueError("its counts do not fit its rows")
            for counts, numbers in ((snapshot.led, k), (snapshot.moved, k * k)):
                check_cells(counts, self.grid.n_cells, numbers)
            if snapshot.ways is not None and snapshot.ways.shape != (k, k):
                raise ValueError("its ways do not fit its components")


def _moved(led: CellCounts, moved: CellCounts, k: int) -> CellCounts:
    """Let rows go over to other components."""
    cell, way, count = moved
    return CellCounts.of(
        np.concatenate([led.cell, cell, cell]),
        np.concatenate([led.cluster, way % k, way // k]),
        np.concatenate([led.count, count, -count]),
        k,
    )
