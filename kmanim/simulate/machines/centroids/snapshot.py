"""A moment of an algorithm whose clusters have centroids."""

from __future__ import annotations

import dataclasses
from dataclasses import dataclass
from typing import Self

import numpy as np

from kmanim.arrays import FloatArray, IntArray, frozen
from kmanim.simulate.numerics.counting import count_labels
from kmanim.simulate.snapshot import Snapshot


@dataclass(frozen=True, slots=True, kw_only=True, eq=False, repr=False)
class CentroidSnapshot(Snapshot):
    """A moment of an algorithm whose clusters have centroids.

    Attributes
    ----------
    centroids : ndarray of shape (k, d), float64, read-only
        In clustered units (those of ``dataset.values``).
    """

    centroids: FloatArray

    @property
    def inertia(self) -> float:
        """The objective; for k-means the within-cluster sum of squares in clustered units."""
        return self.objective

    @property
    def counts(self) -> IntArray:
        """How many rows each cluster has, shape (k,); all 0 before the first assignment."""
        if self.labels is None:
            return np.zeros(len(self.centroids), np.intp)
        return count_labels(self.labels, len(self.centroids))

    def check(self, n: int) -> None:
        """Check what a file says of n rows; here there is nothing to check.

        Raises
        ------
        ValueError
            If it cannot be.
        """

    def relabelled(self, order: IntArray) -> Self:
        """Renumber the centroids: old cluster ``order[new]`` is called ``new``."""
        return dataclasses.replace(self, centroids=frozen(self.centroids[order]))
