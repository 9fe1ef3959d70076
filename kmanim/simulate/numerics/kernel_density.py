"""Kernel density of one column of one cluster, cut where its values end."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np

from kmanim.arrays import FloatArray, IntArray
from kmanim.simulate.numerics.spread import Spread

PLACES = 256
_BINNED_FROM = 4096
_BINS = 2048
_LEAST_CELLS = 0.6


@dataclass(frozen=True, eq=False)
class Curve:
    """What is known of one column within one cluster, ready to be drawn.

    Attributes
    ----------
    values : ndarray of shape (m,)
        The cluster's values in original units, ascending; m may be 0.
    width : float
        The kernel's standard deviation, in original units; 0 where no curve can be drawn.
    x, y : ndarray of shape (256,), or (0,) where no curve can be drawn
        Places from the smallest to the largest value, and the density there; the area under it is `area`.
    area : float
        What the area under the curve stands for: a share of all rows, or 1.
    counts : ndarray of shape (m,) or None
        How many rows have each value, where those of cells are many; else every row has its own value.
    """

    values: FloatArray
    width: float
    x: FloatArray
    y: FloatArray
    area: float
    counts: IntArray | None = None

    @cached_property
    def n(self) -> int:
        """How many rows there are."""
        return self.values.size if self.counts is None else int(self.counts.sum())

    @cached_property
    def mean(self) -> float:
        """Mean of the values; nan where there are none."""
        return _mean(self.values, self.counts)

    @cached_property
    def sd(self) -> float:
        """Sample standard deviation (divided by n - 1); nan for fewer than two rows."""
        return _sd(self.values, self.counts)

    def ranked(self, ranks: IntArray) -> FloatArray:
        """Give the values that have so many rows before them, in order."""
        if self.counts is None:
            return self.values[ranks]
        return self.values[np.searchsorted(np.cumsum(self.counts), ranks, side="right")]

    @cached_property
    def sizes(self) -> IntArray:
        """How many rows have each of the distinct values."""
        return np.unique(self.values, return_counts=True)[1] if self.counts is None else self.counts

    @cached_property
    def spikes(self) -> FloatArray:
        """The distinct values, where there are too few of them for a curve; else none."""
        return np.unique(self.values) if not self.x.size else np.empty(0)


def curve(values: FloatArray | Spread, area: float) -> Curve:
    """Smooth values with a Gaussian kernel and cut the curve at their range.

    The kernel's width is that of Scott (1992), *Multivariate Density Estimation*: the sample standard
    deviation times n ** (-1/5). What the kernel smears beyond the smallest and largest value is cut off,
    and the rest scaled up so that the area drawn is the area meant. Fewer than three distinct values give no
    curve: two bumps around two cars would show a spread that nobody measured.

    Rows that are counted in cells lie in their middles, and the kernel is no narrower than 0.6 cells: it would show
    the cells.

    Parameters
    ----------
    values : ndarray of shape (m,), or Spread
        In any order and unit.
    area : float
        Wanted area under the curve, by the trapezium rule.

    Returns
    -------
    Curve
    """
    spread = values if isinstance(values, Spread) else Spread(values)
    ordered, counts = _ordered(spread)
    none = np.empty(0)
    if np.count_nonzero(ordered[1:] != ordered[:-1]) < 2:  # no third value
        return Curve(ordered, 0.0, none, none, area, counts)
    low, high = float(ordered[0]), float(ordered[-1])
    # On a scale from 0 to 1 neither huge nor tiny units over- or underflow. Halves: high - low may overflow.
    half = high / 2 - low / 2
    unit = (ordered / 2 - low / 2) / half
    width = max(_sd(unit, counts) * spread.n**-0.2, _LEAST_CELLS * (spread.grain / half / 2))
    x = np.linspace(0.0, 1.0, PLACES)
    y = _smooth(unit, counts, width, x)
    y *= 1.0 / (float(np.sum(y[1:] + y[:-1])) / 2 / (PLACES - 1))
    places = low + x * half + x * half
    places[-1] = high
    return Curve(ordered, width * half * 2, places, y * area / half / 2, area, counts)


def _ordered(spread: Spread) -> tuple[FloatArray, IntArray | None]:
    """Give values in order, and how many rows have each where they are many."""
    if spread.counts is None:
        return np.sort(spread.values), None
    if spread.n <= _BINNED_FROM:
        return np.repeat(spread.values, spread.counts), None
    return spread.values, spread.counts


def _smooth(values: FloatArray, counts: IntArray | None, width: float, places: FloatArray) -> FloatArray:
    """Sum a Gaussian around every value; many are first counted into bins far finer than the kernel."""
    weights = np.ones(values.size) if counts is None else counts.astype(np.float64)
    if values.size > _BINNED_FROM:
        found, edges = np.histogram(
            values, bins=_BINS, range=(0.0, 1.0), weights=None if counts is None else weights
        )
        values, weights = (edges[1:] + edges[:-1]) / 2, found.astype(np.float64)
    total = np.zeros(places.size)
    # Not a product of matrices: its last digits would change with the processor.
    for start in range(0, values.size, 256):
        part = slice(start, start + 256)
        away = (places[None, :] - values[part, None]) / width
        total += (weights[part, None] * np.exp(-0.5 * away * away)).sum(axis=0)
    return total


def _mean(values: FloatArray, counts: IntArray | None = None) -> float:
    if not values.size:
        return float("nan")
    origin = float(values[0])
    if counts is not None:
        return origin + float(np.sum(counts * (values - origin)) / np.sum(counts))
    return origin + float(np.mean(values - origin))


def _sd(values: FloatArray, counts: IntArray | None = None) -> float:
    n = values.size if counts is None else int(counts.sum())
    if n < 2:
        return float("nan")
    away = values - _mean(values, counts)
    size = float(np.max(np.abs(away)))
    squares = (away / size) ** 2 if size > 0 else away
    if counts is not None:
        squares = squares * counts
    return size * float(np.sqrt(np.sum(squares) / (n - 1))) if size > 0 else 0.0
