"""The numbers and names of one run of the toy: rooms, walks, who changed places."""

from __future__ import annotations

from functools import cached_property
from itertools import pairwise
from typing import ClassVar

import numpy as np

from kmanim.arrays import FloatArray, IntArray
from kmanim.simulate.machines.floor_plans.trace import PlanTrace
from kmanim.story.facts import Facts
from kmanim.story.text.numbers import half_up, power_of_ten, thousands
from kmanim.story.text.words import columns, counted, in_words, sentence_case

_MOST_LINES = 60
_MOST_DECIMALS = 3
# Digits of measured walks, and at most; from which power of ten to which walks are written out.
_DIGITS, _MOST_DIGITS, _SMALLEST, _LARGEST = 4, 10, -4, 12
_LONG = 7


class PlanFacts(Facts):
    """The numbers and names of one trace of the toy.

    Parameters
    ----------
    trace : PlanTrace
    """

    chart: ClassVar[tuple[str, str]] = ("toy floor plan", "toy floor plans")
    by_columns: ClassVar[bool] = False

    trace: PlanTrace

    @property
    def setting(self) -> str:
        """The floor: ``3 x 3 cells``."""
        return f"{self.trace.grid.rows} x {self.trace.grid.columns} cells"

    def walk(self, value: float, more: int = 0) -> str:
        """Write a walk: with no decimals where walks are counted, and very small or large ones by powers of ten.

        Those that a film tells one after the other never look alike. What is no walk of a plan, as their mean, may ask
        for decimals more, though not of a number that is long as it is.
        """
        return self._written(value, max(self._digits, min(self._digits + more, _LONG)))

    @cached_property
    def is_counted(self) -> bool:
        """Whether all walks between rooms are whole."""
        return bool((self.trace.walks % 1 == 0).all())

    @cached_property
    def _size(self) -> int:
        """The power of ten of the first walk."""
        largest = float(self.trace.objective[0])
        return int(np.floor(np.log10(largest))) if largest else 0

    @cached_property
    def _digits(self) -> int:
        """How many digits walks have: as many as counted ones or exact measures ask for, else four or a few more."""
        walks, size = self.trace.walks, self._size
        # 0.1 + 0.2, added up, is 0.3 but for rounding.
        near = (d for d in range(_MOST_DECIMALS + 1) if np.allclose(np.round(walks, d), walks, 1e-12, 0))
        decimals = next(near, None)
        least = _DIGITS if decimals is None else max(1, size + 1 + decimals)
        if not _SMALLEST <= size < _LARGEST:
            least = _DIGITS
        steps = [self.trace.objective[i] for i in (0, *self.trace.kept)]
        best = self.trace.best_known
        values = sorted({*map(float, steps), *([] if best is None else [best])})
        apart = [pair for pair in pairwise(values) if not self.trace.is_as_short(*pair)]
        for digits in range(min(least, _MOST_DIGITS + 3), _MOST_DIGITS + 4):
            if all(self._written(a, digits) != self._written(b, digits) for a, b in apart):
                return digits
        return max(least, _MOST_DIGITS)

    def _written(self, value: float, digits: int) -> str:
        if not _SMALLEST <= self._size < _LARGEST:
            return power_of_ten(value, digits)
        return thousands(half_up(value, max(0, digits - 1 - self._size)))

    @property
    def walks_in_all(self) -> str:
        """Write how many walks there are a day."""
        return self.walk(self.trace.walks_in_all)

    @property
    def rooms(self) -> str:
        """Count the rooms where a sentence begins: ``Nine rooms``."""
        n = self.dataset.n
        return f"{sentence_case(in_words(n))} {self.noun[n != 1]}"

    @property
    def turn(self) -> str:
        """What an iteration is called."""
        return self.trace.turn[0]

    def counter(self, i: int) -> str:
        """Say where the run is in snapshot i: ``try 18``."""
        return f"{self.turn} {self.iteration(i):,}"

    def opened(self, i: int) -> str:
        """Say so where a sentence begins: ``Try 18``."""
        return sentence_case(self.counter(i))

    def value(self, i: int) -> str:
        """Write the walk of snapshot i."""
        return self.walk(float(self.trace.unlabelled[i].objective))

    def moved(self, before: int, i: int) -> IntArray:
        """Give the rooms that stand elsewhere in snapshot i than in an earlier one."""
        return np.flatnonzero(self.trace.cells(i) != self.trace.cells(before))

    def pair(self, before: int, i: int) -> tuple[int, ...]:
        """Give the rooms that changed places between two snapshots, if that is all that happened; else nothing.

        One room that has gone to an empty cell is a pair alone. The shorter name comes first, which is read more
        easily; of two that are as long, the one whose cell was drawn first.
        """
        rows = [int(row) for row in self.moved(before, i)]
        if len(rows) == 1:
            return (rows[0],)
        there, here = self.trace.cells(before), self.trace.cells(i)
        if len(rows) != 2 or there[rows[0]] != here[rows[1]] or there[rows[1]] != here[rows[0]]:
            return ()
        snapshot = self.trace.unlabelled[i]
        drawn = [snapshot.first, snapshot.second]
        if sorted(drawn) == rows:
            rows = drawn
        return tuple(sorted(rows, key=lambda row: columns(self.name(row))))

    @cached_property
    def lined(self) -> float:
        """The fewest walks that have a line in pictures: of more than 60 pairs of rooms, as many as are no more.

        Pairs with as many walks all have one or none, but for those with the most, which always have.
        """
        return fewest_lined(self.trace.walks)

    @cached_property
    def cells(self) -> str:
        """Count the cells of the floor."""
        return counted(self.trace.grid.cells, ("cell", "cells"))

    def plan_words(self, i: int) -> str:
        """Read a plan row by row: ``Library, B, A; Kitchen, Toilets, Gym; Canteen, Entrance, Office``."""
        rows = self.trace.plan(i).tolist()
        return "; ".join(", ".join(self.name(r, 24) if r >= 0 else "empty" for r in row) for row in rows)


def fewest_lined(walks: FloatArray) -> float:
    """Give the fewest walks between two rooms that have a line; see `PlanFacts.lined`."""
    between = walks[np.triu_indices(len(walks), 1)]
    levels, counts = np.unique(between[between > 0], return_counts=True)
    if not levels.size:
        return 0.0
    together = counts[::-1].cumsum()[::-1]
    few = levels[together <= _MOST_LINES]
    return float(few[0] if few.size else levels[-1])
