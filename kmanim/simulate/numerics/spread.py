"""How the rows of one group lie along one column: each by itself, or counted in cells where none is kept."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from kmanim.arrays import FloatArray, IntArray


@dataclass(frozen=True, eq=False)
class Spread:
    """The values of a group in a column, in original units.

    Attributes
    ----------
    values : ndarray of shape (m,)
        One a row, in any order; or the middles of the cells that have rows, ascending.
    counts : ndarray of shape (m,) or None
        How many rows are in each cell; None where rows are kept.
    grain : float
        How wide a cell is: no value is known any better; 0 where rows are kept.
    ends : (float, float) or None
        Where the first cell begins and the last one ends; None where rows are kept.
    """

    values: FloatArray
    counts: IntArray | None = None
    grain: float = 0.0
    ends: tuple[float, float] | None = None

    @cached_property
    def n(self) -> int:
        """How many rows there are."""
        return self.values.size if self.counts is None else int(self.counts.sum())

    @property
    def reach(self) -> tuple[float, float] | None:
        """The smallest and the largest value, or the ends of their cells; None without rows."""
        if self.ends is not None or not self.values.size:
            return self.ends
        return float(self.values.min()), float(self.values.max())

    @property
    def mean(self) -> float:
        """The mean; of cells that of their middles, less than half a cell from that of the rows."""
        if self.counts is None:
            return float(self.values.mean())
        return float(self.values[0] + np.average(self.values - self.values[0], weights=self.counts))

    @property
    def sd(self) -> float:
        """The sample standard deviation, divided by n - 1; nan for fewer than two rows."""
        if self.n < 2:
            return float("nan")
        if self.counts is None:
            return float(self.values.std(ddof=1))
        return float(np.sqrt(np.sum(self.counts * (self.values - self.mean) ** 2) / (self.n - 1)))


def spreads_of(
    place: IntArray, group: IntArray, count: IntArray, k: int, edge: Callable[[IntArray], FloatArray]
) -> list[Spread]:
    """Add up counts by cell along a column, for each of k groups.

    Parameters
    ----------
    place, group, count : ndarray of shape (m,)
        In which cell along the column, in which group, and how many rows; pairs may recur.
    k : int
    edge : callable
        Where cells begin, by their places; the next one begins where one ends.
    """
    size = int(place.max(initial=0)) + 1
    keys, at = np.unique(group.astype(np.int64) * size + place, return_inverse=True)
    # rows are whole numbers far below 2**53, which floats add exactly
    sums = np.bincount(at, count, len(keys)).astype(np.int64)
    firsts = np.searchsorted(keys, np.arange(k + 1) * size)
    found = []
    for j in range(k):
        part = slice(firsts[j], firsts[j + 1])
        cells = keys[part] - j * size
        low, high = edge(cells), edge(cells + 1)
        ends = (float(low[0]), float(high[-1])) if len(cells) else None
        grain = float((high - low).max(initial=0.0))
        found.append(Spread(low / 2 + high / 2, sums[part], grain, ends))
    return found
