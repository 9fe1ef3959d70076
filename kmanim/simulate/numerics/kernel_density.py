"""Kernel density of one column of one cluster, cut where its values end."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np

from kmanim.arrays import FloatArray

PLACES = 256
_BINNED_FROM = 4096
_BINS = 2048


@dataclass(frozen=True, eq=False)
class Curve:
    """What is known of one column within one cluster, ready to be drawn.

    Attributes
    ----------
    values : ndarray of shape (m,)
        The cluster's values in original units, ascending; m may be 0.
    width : float
        The kernel's standard deviation by Scott's rule, in original units; 0 where no curve can be drawn.
    x, y : ndarray of shape (256,), or (0,) where no curve can be drawn
        Places from the smallest to the largest value, and the density there; the area under it is `area`.
    area : float
        What the area under the curve stands for: a share of all rows, or 1.
    """

    values: FloatArray
    width: float
    x: FloatArray
    y: FloatArray
    area: float

    @cached_property
    def mean(self) -> float:
        """Mean of the values; nan where there are none."""
        return _mean(self.values)

    @cached_property
    def sd(self) -> float:
        """Sample standard deviation (divided by m - 1); nan for fewer than two values."""
        return _sd(self.values)

    @cached_property
    def spikes(self) -> FloatArray:
        """The distinct values, where there are too few of them for a curve; else none."""
        return np.unique(self.values) if not self.x.size else np.empty(0)


def curve(values: FloatArray, area: float) -> Curve:
    """Smooth values with a Gaussian kernel and cut the curve at their range.

    The kernel's width is that of Scott (1992), *Multivariate Density Estimation*: the sample standard
    deviation times m ** (-1/5). What the kernel smears beyond the smallest and largest value is cut off,
    and the rest scaled up so that the area drawn is the area meant. Fewer than three distinct values give no
    curve: two bumps around two cars would show a spread that nobody measured.

    Parameters
    ----------
    values : ndarray of shape (m,)
        In any order and unit.
    area : float
        Wanted area under the curve, by the trapezium rule.

    Returns
    -------
    Curve
    """
    ordered = np.sort(values)
    none = np.empty(0)
    if np.count_nonzero(ordered[1:] != ordered[:-1]) < 2:  # no third value
        return Curve(ordered, 0.0, none, none, area)
    low, high = float(ordered[0]), float(ordered[-1])
    # On a scale from 0 to 1 neither huge nor tiny units over- or underflow. Halves: high - low may overflow.
    half = high / 2 - low / 2
    unit = (ordered / 2 - low / 2) / half
    width = _sd(unit) * unit.size**-0.2
    x = np.linspace(0.0, 1.0, PLACES)
    y = _smooth(unit, width, x)
    y *= 1.0 / (float(np.sum(y[1:] + y[:-1])) / 2 / (PLACES - 1))
    places = low + x * half + x * half
    places[-1] = high
    return Curve(ordered, width * half * 2, places, y * area / half / 2, area)


def _smooth(values: FloatArray, width: float, places: FloatArray) -> FloatArray:
    """Sum a Gaussian around every value; many are first counted into bins far finer than the kernel."""
    if values.size > _BINNED_FROM:
        counts, edges = np.histogram(values, bins=_BINS, range=(0.0, 1.0))
        values, weights = (edges[1:] + edges[:-1]) / 2, counts.astype(np.float64)
    else:
        weights = np.ones(values.size)
    total = np.zeros(places.size)
    # Not a product of matrices: its last digits would change with the processor.
    for start in range(0, values.size, 256):
        part = slice(start, start + 256)
        away = (places[None, :] - values[part, None]) / width
        total += (weights[part, None] * np.exp(-0.5 * away * away)).sum(axis=0)
    return total


def _mean(values: FloatArray) -> float:
    if not values.size:
        return float("nan")
    origin = float(values[0])
    return origin + float(np.mean(values - origin))


def _sd(values: FloatArray) -> float:
    if values.size < 2:
        return float("nan")
    away = values - _mean(values)
    size = float(np.max(np.abs(away)))
    return size * float(np.sqrt(np.sum((away / size) ** 2) / (values.size - 1))) if size > 0 else 0.0
