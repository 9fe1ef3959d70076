"""Rows made ready for mixtures: centred, in units near their own spread, and what is known of them all."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from weakref import WeakKeyDictionary

import numpy as np

from kmanim.arrays import FloatArray
from kmanim.data.dataset import Dataset
from kmanim.simulate.machines.lloyd import methods
from kmanim.simulate.numerics.chunks import chunks

# A direction in which all data are narrower than this, of unit columns, is none: columns that add up to one another.
FLAT = 1e-10
_RELATIVE_REG = 1e-6


@dataclass(frozen=True, eq=False)
class Rows:
    """Rows as mixtures work on them: ``(values - centre) / unit``, so that no offset and no scale costs digits.

    Units are powers of two, so that going there and back is exact.

    Attributes
    ----------
    values : ndarray of shape (n, d)
        In clustered units.
    columns : ndarray of shape (d, n)
        Centred, in these units.
    centre, unit : ndarray of shape (d,)
        In clustered units; the unit is near the standard deviation, and 1 of a column that has one value.
    spread : ndarray of shape (d, d)
        The covariance of all rows (divided by n) in these units.
    """

    values: FloatArray
    columns: FloatArray
    centre: FloatArray
    unit: FloatArray
    spread: FloatArray

    @classmethod
    def of(cls, values: FloatArray) -> Rows:
        """Centre the rows of values, shape (n, d)."""
        first = values[0]
        columns = np.ascontiguousarray(values.T) - first[:, np.newaxis]
        mean = columns.mean(axis=1)
        centre = first + mean
        np.subtract(values.T, centre[:, np.newaxis], out=columns)
        deviation = np.sqrt(np.array([_mean_square(column) for column in columns]))
        constant = values.min(axis=0) == values.max(axis=0)
        columns[constant] = 0.0
        exponent = np.where(constant, 0, np.frexp(np.where(constant, 1.0, deviation))[1])
        unit = np.ldexp(1.0, exponent)
        columns /= unit[:, np.newaxis]
        spread = np.zeros((len(unit), len(unit)))
        for rows in chunks(len(values)):
            spread += columns[:, rows] @ columns[:, rows].T
        spread /= len(values)
        shift = columns.mean(axis=1)
        return cls(values, columns, centre, unit, spread - np.outer(shift, shift))

    @property
    def n(self) -> int:
        """How many rows there are."""
        return len(self.values)

    @cached_property
    def whitener(self) -> FloatArray:
        """Bring covariances to the data's own, shape (m, d): m directions in which the data have any width."""
        size = np.sqrt(np.diagonal(self.spread))
        size = np.where(size > 0, size, 1.0)
        values, vectors = np.linalg.eigh(self.spread / np.outer(size, size))
        wide = values > FLAT
        return np.asarray((vectors[:, wide] / np.sqrt(values[wide])).T / size)

    @cached_property
    def least_whitened(self) -> float:
        """What a variance of 1 in every direction, in squared clustered units, is of the data's own at the least."""
        whitener = self.whitener / self.unit
        return float(np.linalg.eigvalsh(whitener @ whitener.T).min(initial=np.inf))

    @cached_property
    def relative_reg(self) -> float:
        """A millionth of the mean variance of the columns, in squared clustered units."""
        return _RELATIVE_REG * float(np.mean(np.diagonal(self.spread) * self.unit**2))

    @cached_property
    def prepared(self) -> methods.Prepared:
        """The rows as k-means wants them."""
        return methods.prepare(self.values)

    def inner_means(self, means: FloatArray) -> FloatArray:
        """Bring means of shape (k, d) from clustered units to these."""
        return (means - self.centre) / self.unit

    def outer_means(self, means: FloatArray) -> FloatArray:
        """Bring means of shape (k, d) to clustered units."""
        return means * self.unit + self.centre

    def inner_covariances(self, covariances: FloatArray) -> FloatArray:
        """Bring covariances of shape (k, d, d) from squared clustered units to these."""
        return covariances / self.unit / self.unit[:, np.newaxis]

    def outer_covariances(self, covariances: FloatArray) -> FloatArray:
        """Bring covariances of shape (k, d, d) to squared clustered units."""
        return covariances * self.unit * self.unit[:, np.newaxis]


_KNOWN: WeakKeyDictionary[Dataset, Rows] = WeakKeyDictionary()


def rows_of(dataset: Dataset) -> Rows:
    """Make the rows of a data set ready; those that were asked for last are kept until the data are gone."""
    if dataset not in _KNOWN:
        _KNOWN.clear()
        _KNOWN[dataset] = Rows.of(dataset.values)
    return _KNOWN[dataset]


def _mean_square(column: FloatArray) -> float:
    largest = float(np.abs(column).max())
    return largest**2 * float(np.mean((column / largest) ** 2)) if largest else 0.0
