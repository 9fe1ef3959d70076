"""What is known of all rows of a mixture, whether they are kept or not: where they lie, and how far they spread."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np

from kmanim.arrays import FloatArray

# A direction in which all data are narrower than this, of unit columns, is none: columns that add up to one another.
FLAT = 1e-10
_RELATIVE_REG = 1e-6


@dataclass(frozen=True, eq=False, kw_only=True)
class Units:
    """Units near the rows' own spread, ``(values - centre) / unit``, so that no offset and no scale costs digits.

    Units are powers of two, so that going there and back is exact.

    Attributes
    ----------
    n : int
        How many rows there are.
    centre, unit : ndarray of shape (d,)
        In clustered units; the unit is near the standard deviation, and 1 of a column that has one value.
    spread : ndarray of shape (d, d)
        The covariance of all rows (divided by n) in these units.
    """

    n: int
    centre: FloatArray
    unit: FloatArray
    spread: FloatArray

    @cached_property
    def whitener(self) -> FloatArray:
        """Bring covariances to the data's own, shape (m, d): m directions in which the data have any width."""
        size = np.sqrt(np.diagonal(self.spread))
        size = np.where(size > 0, size, 1.0)
        values, vectors = np.linalg.eigh(self.spread / np.outer(size, size))
        wide = values > FLAT
        return np.asarray((vectors[:, wide] / np.sqrt(values[wide])).T / size)

    def least_whitened(self, variances: FloatArray) -> float:
        """Say what variances of the columns, in squared clustered units, are of the data's own at the least."""
        whitener = self.whitener * np.sqrt(variances) / self.unit
        return float(np.linalg.eigvalsh(whitener @ whitener.T).min(initial=np.inf))

    def relative_reg(self, *, same: bool) -> FloatArray:
        """Give a millionth of each column's variance, shape (d,), in squared clustered units.

        Of a column that has one value, and of all where it has to be the `same`, it is a millionth of their mean.
        """
        variances = np.diagonal(self.spread) * self.unit**2
        return _RELATIVE_REG * np.where(same | (variances == 0), np.mean(variances), variances)

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


def unit_of(deviation: FloatArray, constant: FloatArray) -> FloatArray:
    """Give powers of two near standard deviations, shape (d,); 1 of columns that are `constant`."""
    exponent = np.where(constant, 0, np.frexp(np.where(constant, 1.0, deviation))[1])
    return np.ldexp(1.0, exponent)
