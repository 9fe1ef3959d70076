"""k-medians: assign by Manhattan distance, move every centre to the median of its points, column by column.

The loop is that of k-means. The median makes the sum of Manhattan distances as small as it can be, as the mean
does the sum of squares: P. S. Bradley, O. L. Mangasarian and W. N. Street, "Clustering via concave
minimization", Advances in Neural Information Processing Systems 9 (1997). Of an even number of values it is
the midpoint of the two in the middle: any place between them makes the sum equally small, and the midpoint
alone is the same for the data and for their mirror image.
"""

from __future__ import annotations

import numpy as np

from kmanim.arrays import FloatArray, LabelArray, frozen
from kmanim.data.dataset import Dataset
from kmanim.simulate.algorithms.kmeans import SNAPSHOT, TRACE, check, start, steps
from kmanim.simulate.machines.lloyd.methods import Prepared
from kmanim.simulate.machines.lloyd.textbook import Alternating
from kmanim.simulate.numerics.distance import TERMS
from kmanim.simulate.parameters.kmedians import KMedians

__all__ = ["SNAPSHOT", "TRACE", "check", "prepare", "start", "steps"]


def prepare(_dataset: Dataset, values: FloatArray, _parameters: KMedians) -> Prepared:
    """Say how a run is done."""
    term = TERMS["manhattan"]
    return Prepared(values, lambda _: Medians(values, term), term)


class Medians(Alternating):
    """One run of k-medians."""

    def centres(self, labels: LabelArray, centroids: FloatArray) -> FloatArray:
        """Give the medians, column by column; a centre without points stays."""
        medians = centroids.copy()
        # sorted by cluster once, so that each cluster is a slice
        order = np.argsort(labels, kind="stable")
        ends = np.searchsorted(labels[order], np.arange(len(centroids) + 1))
        for number in np.flatnonzero(np.diff(ends)):
            members = self._values[order[ends[number] : ends[number + 1]]]
            medians[number] = np.median(members, axis=0)
        return frozen(medians)
