"""Rows made ready for mixtures: centred, in units near their own spread, and what is known of them all."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from weakref import WeakKeyDictionary

import numpy as np

from kmanim.arrays import FloatArray
from kmanim.data.dataset import Dataset
from kmanim.simulate.machines.lloyd import methods
from kmanim.simulate.machines.mixtures.units import Units, unit_of
from kmanim.simulate.numerics.chunks import chunks


@dataclass(frozen=True, eq=False, kw_only=True)
class Rows(Units):
    """Rows as mixtures work on them: ``(values - centre) / unit``.

    Attributes
    ----------
    values : ndarray of shape (n, d)
        In clustered units.
    columns : ndarray of shape (d, n)
        Centred, in units near their own spread.
    """

    values: FloatArray
    columns: FloatArray

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
        unit = unit_of(deviation, constant)
        columns /= unit[:, np.newaxis]
        spread = np.zeros((len(unit), len(unit)))
        for rows in chunks(len(values)):
            spread += columns[:, rows] @ columns[:, rows].T
        spread /= len(values)
        shift = columns.mean(axis=1)
        return cls(
            n=len(values), centre=centre, unit=unit, spread=spread - np.outer(shift, shift), values=values,
            columns=columns,
        )  # fmt: skip

    @cached_property
    def prepared(self) -> methods.Prepared:
        """The rows as k-means wants them."""
        return methods.prepare(self.values)


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
