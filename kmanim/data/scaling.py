"""How columns are brought to one scale before they are clustered."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from kmanim.arrays import FloatArray, frozen
from kmanim.errors import unknown

METHODS = ("none", "zscore", "minmax")
_ABREAST, _MANY = 512, 10_000  # rows


@dataclass(frozen=True, slots=True, eq=False)
class Scaling:
    """``value = (point - shift) / factor``, column by column.

    Attributes
    ----------
    method : {"none", "zscore", "minmax"}
        How shift and factor were found.
    shift : ndarray of shape (d,)
        In original units: 0, the mean, or the minimum.
    factor : ndarray of shape (d,)
        In original units, all > 0: 1, the population standard deviation, or the range; 1 if constant.
    """

    method: str
    shift: FloatArray
    factor: FloatArray

    @classmethod
    def fit(cls, method: str, points: FloatArray, coded: Sequence[bool] = ()) -> Scaling:
        """Find shift and factor for points of shape (n, d); columns that are `coded` hold categories, and stay.

        Raises
        ------
        InputError
            If `method` is none of "none", "zscore" and "minmax".
        """
        match method:
            case "none":
                zeros = np.zeros(points.shape[1])
                return cls(method, frozen(zeros), frozen(zeros + 1))
            case "zscore":
                shift, factor = mean_and_deviation(points)
            case "minmax":
                shift = lowest(points)
                factor = highest(points) - shift
            case _:
                raise unknown("scaling", method, METHODS)
        stays = np.array(coded, np.bool_) if coded else np.zeros(points.shape[1], np.bool_)
        factor = np.where(constant(points) | stays, 1.0, factor)
        return cls(method, frozen(np.where(stays, 0.0, shift)), frozen(factor))

    def apply(self, points: FloatArray) -> FloatArray:
        """Scale points of shape (m, d) in original units."""
        return points if self.method == "none" else (points - self.shift) / self.factor

    def undo(self, values: FloatArray) -> FloatArray:
        """Bring values of shape (m, d) back to original units."""
        return values if self.method == "none" else values * self.factor + self.shift


def mean_and_deviation(points: FloatArray) -> tuple[FloatArray, FloatArray]:
    """Mean and population standard deviation of each column, both of shape (d,), in original units."""
    found = np.array([_moments(column) for column in points.T]).reshape(-1, 2)
    return found[:, 0], found[:, 1]


def _moments(column: FloatArray) -> tuple[float, float]:
    # NumPy sums along memory far faster, and more exactly, than across it.
    column = column.copy()
    mean = column.mean()
    column -= mean
    # The second pass takes away what rounding left in the first: it matters far from zero.
    rest = column.mean()
    column -= rest
    np.square(column, out=column)
    return mean + rest, np.sqrt(column.mean())


def constant(points: FloatArray, deviation: FloatArray | None = None) -> NDArray[np.bool_]:
    """Tell which columns hold one number alone but for rounding, shape (d,); `deviation` if it is known already.

    The standard deviation of 0.1 repeated is 1e-17, not 0: up to ten units in the last place count as none.
    """
    size = np.maximum(np.abs(lowest(points)), np.abs(highest(points)))
    deviation = mean_and_deviation(points)[1] if deviation is None else deviation
    return np.asarray(deviation <= 10 * np.finfo(np.float64).eps * size)


def lowest(points: FloatArray) -> FloatArray:
    """Minimum of each column, shape (d,)."""
    return _extreme(points, np.minimum)


def highest(points: FloatArray) -> FloatArray:
    """Maximum of each column, shape (d,)."""
    return _extreme(points, np.maximum)


def _extreme(points: FloatArray, way: np.ufunc) -> FloatArray:
    rows = len(points) // _ABREAST * _ABREAST
    if rows >= _MANY and points.shape[1] > 1 and points.flags.c_contiguous:
        # NumPy is slow where the next value of a column is not the next in memory: so many rows are taken for one.
        first = way.reduce(points[:rows].reshape(-1, _ABREAST * points.shape[1]), axis=0)
        points = np.concatenate([first.reshape(_ABREAST, -1), points[rows:]])
    return np.array([way.reduce(column) for column in points.T])
