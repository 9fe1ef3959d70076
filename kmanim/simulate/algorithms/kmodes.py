"""k-modes: assign every row to the mode it differs from in the fewest columns, set every mode to what is most frequent.

The loop is that of k-means: all rows, then all modes. A. Chaturvedi, P. E. Green and J. D. Carroll, "K-modes
clustering", Journal of Classification 18 (2001); Z. Huang, "Extensions to the k-means algorithm for clustering large
data sets with categorical values", Data Mining and Knowledge Discovery 2 (1998), who sets a mode anew after each row.

Ties go to the lowest number of a cluster, and to the category that a mode has already; see `set_modes`.
"""

from __future__ import annotations

import numpy as np

from kmanim.arrays import FloatArray, LabelArray, frozen
from kmanim.data.dataset import Dataset
from kmanim.simulate.algorithms.kmeans import SNAPSHOT, TRACE, check, steps
from kmanim.simulate.machines.centroids import medoids
from kmanim.simulate.machines.centroids.modes import cao, set_modes
from kmanim.simulate.machines.centroids.snapshot import CentroidSnapshot
from kmanim.simulate.machines.lloyd.methods import Prepared
from kmanim.simulate.machines.lloyd.textbook import Alternating
from kmanim.simulate.numerics.distance import mismatch
from kmanim.simulate.parameters.kmodes import KModes

__all__ = ["SNAPSHOT", "TRACE", "check", "prepare", "start", "steps"]


def start(
    _dataset: Dataset, values: FloatArray, parameters: KModes, rng: np.random.Generator
) -> CentroidSnapshot:
    """Set the first modes to rows that differ; no row belongs to one yet."""
    rows = (
        cao(values, parameters.k) if parameters.init == "cao" else medoids.sample(values, parameters.k, rng)
    )
    return CentroidSnapshot(step="start", iteration=0, centroids=frozen(values[rows]))


def prepare(_dataset: Dataset, values: FloatArray, _parameters: KModes) -> Prepared:
    """Say how a run is done."""
    return Prepared(values, lambda _: Modes(values, mismatch), mismatch)


class Modes(Alternating):
    """One run of k-modes."""

    def centres(self, labels: LabelArray, centroids: FloatArray) -> FloatArray:
        """Give the modes."""
        columns = range(self._values.shape[1])
        return frozen(set_modes(centroids.copy(), self._values, labels, columns))
