"""k-prototypes: k-means for numbers and k-modes for categories, in one distance.

A row's distance to a prototype is the squared Euclidean distance of their numbers, as they are scaled, plus gamma for
each category that differs; a prototype is the mean of the numbers and the mode of the categories. The loop is that of
k-means: all rows, then all prototypes. Z. Huang, "Clustering large data sets with mixed numeric and categorical
values", Proceedings of the 1st Pacific-Asia Conference on Knowledge Discovery and Data Mining (1997), who sets a
prototype anew after each row.

Ties go to the lowest number of a cluster, and to the category that a prototype has already; see `set_modes`.
"""

from __future__ import annotations

from functools import partial

import numpy as np

from kmanim.arrays import FloatArray, LabelArray, frozen
from kmanim.data.dataset import Dataset
from kmanim.simulate.algorithms.kmeans import SNAPSHOT, TRACE, check, steps
from kmanim.simulate.machines.centroids import medoids
from kmanim.simulate.machines.centroids.measure import gamma_of
from kmanim.simulate.machines.centroids.modes import set_modes
from kmanim.simulate.machines.centroids.snapshot import CentroidSnapshot
from kmanim.simulate.machines.lloyd.exact_sums import ExactSums
from kmanim.simulate.machines.lloyd.methods import Prepared
from kmanim.simulate.machines.lloyd.textbook import Alternating
from kmanim.simulate.numerics.counting import count_labels
from kmanim.simulate.numerics.distance import Mixed
from kmanim.simulate.parameters.kprototypes import KPrototypes

__all__ = ["SNAPSHOT", "TRACE", "check", "prepare", "start", "steps"]


def start(
    _dataset: Dataset, values: FloatArray, parameters: KPrototypes, rng: np.random.Generator
) -> CentroidSnapshot:
    """Set the first prototypes to rows that differ, drawn at random; no row belongs to one yet."""
    rows = medoids.sample(values, parameters.k, rng)
    return CentroidSnapshot(step="start", iteration=0, centroids=frozen(values[rows]))


def prepare(dataset: Dataset, values: FloatArray, parameters: KPrototypes) -> Prepared:
    """Say how a run is done."""
    term = Mixed(dataset.coded, gamma_of(dataset, parameters))
    numbers = frozen(values[:, ~np.array(dataset.coded)])
    begin = partial(Prototypes, values, term, numbers, ExactSums.of(numbers))
    return Prepared(values, lambda _: begin(), term)


class Prototypes(Alternating):
    """One run of k-prototypes.

    Parameters
    ----------
    values : ndarray of shape (n, d)
    term : Mixed
        It knows which columns hold categories.
    numbers : ndarray of shape (n, m)
        The other columns.
    sums : ExactSums
        That of the numbers.
    """

    def __init__(self, values: FloatArray, term: Mixed, numbers: FloatArray, sums: ExactSums) -> None:
        super().__init__(values, term)
        self._is_coded = np.array(term.coded)
        self._numbers, self._sums = numbers, sums

    def centres(self, labels: LabelArray, centroids: FloatArray) -> FloatArray:
        """Give the means and modes."""
        k, centres = len(centroids), centroids.copy()
        totals = self._sums.totals(self._numbers, labels, k)
        numeric = ~self._is_coded
        centres[:, numeric] = self._sums.means(
            totals, count_labels(labels, k), otherwise=centroids[:, numeric]
        )
        return frozen(set_modes(centres, self._values, labels, np.flatnonzero(self._is_coded).tolist()))
