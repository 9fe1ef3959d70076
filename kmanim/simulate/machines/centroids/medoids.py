"""Medoids: centres that are rows of the data, and which rows they start as."""

from __future__ import annotations

import dataclasses
from dataclasses import dataclass
from typing import Self

import numpy as np

from kmanim.arrays import FloatArray, IntArray, frozen
from kmanim.data.dataset import Dataset
from kmanim.errors import InputError, shown
from kmanim.simulate.machines.centroids.snapshot import CentroidSnapshot
from kmanim.simulate.numerics.distance import gaps
from kmanim.simulate.parameters._starts import Starts

_ROUNDING = 1e-12


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class MedoidSnapshot(CentroidSnapshot):
    """A moment of an algorithm whose centres are rows.

    Attributes
    ----------
    medoids : ndarray of shape (k,), int64, read-only
        Which rows, 0-based; `centroids` holds their values.
    """

    medoids: IntArray

    def check(self, n: int) -> None:
        """Check that the medoids are k of n rows.

        Raises
        ------
        ValueError
            If they are not.
        """
        rows = self.medoids
        whole = rows.shape == (len(self.centroids),) and rows.dtype.kind == "i"
        if not whole or rows.min() < 0 or rows.max() >= n:
            raise ValueError("its medoids do not fit its rows")

    def relabelled(self, order: IntArray) -> Self:
        """Renumber the medoids: old cluster ``order[new]`` is called ``new``."""
        return dataclasses.replace(
            self, centroids=frozen(self.centroids[order]), medoids=frozen(self.medoids[order])
        )

    def at(self, rows: IntArray, values: FloatArray) -> Self:
        """Put the medoids on other rows of values, shape (n, d)."""
        return dataclasses.replace(
            self, medoids=frozen(rows.astype(np.int64)), centroids=frozen(values[rows])
        )


def sample(values: FloatArray, k: int, rng: np.random.Generator) -> IntArray:
    """Draw k rows at different places, shape (k,), each row with the same chance; k places there must be."""
    rows: list[int] = []
    for row in rng.permutation(len(values)).tolist():
        if not np.any(np.all(values[rows] == values[row], axis=1)):
            rows.append(row)
        if len(rows) == k:
            break
    return np.array(rows, np.intp)


def given(starts: Starts, dataset: Dataset) -> IntArray:
    """Find the rows at given places in original units, shape (k,); of several rows at one place the first.

    A place may be off by rounding, as those of a scaled run are once they are brought back to original units.

    Raises
    ------
    InputError
        If there is no row at a place, or two starts are one place.
    """
    rows: list[int] = []
    last_digits = _ROUNDING * np.abs(dataset.points).max(axis=0)
    for number, start in enumerate(starts, start=1):
        apart = dataset.points - np.array(start)
        near = int(gaps(apart / dataset.scaling.factor, np.zeros(dataset.d)).argmin())
        if np.any(np.abs(apart[near]) > last_digits):
            place = ",".join(f"{x:.15g}" for x in dataset.points[near])
            raise InputError(
                f"init: start {number} is no row of {shown(dataset.name)}, as medoids must be; "
                f"the nearest is {shown(dataset.row_name(near))}, {shown(place)}"
            )
        if near in rows:
            raise InputError(f"init: starts {rows.index(near) + 1} and {number} are one place")
        rows.append(near)
    return np.array(rows, np.intp)
