"""Nearest centroids by a quick look in single precision first, for points of many columns."""

from __future__ import annotations

import numpy as np

from kmanim.arrays import FloatArray, IntArray, LabelArray
from kmanim.simulate.machines.lloyd.exact_sums import ExactSums
from kmanim.simulate.machines.lloyd.shadow import Shadow
from kmanim.simulate.machines.lloyd.switches import Switches
from kmanim.simulate.machines.lloyd.textbook import assign
from kmanim.simulate.numerics.chunks import chunks
from kmanim.simulate.numerics.counting import count_labels


class RoughAssigner:
    """Labels of one run, found in single precision wherever that leaves no doubt.

    Parameters
    ----------
    shadow : Shadow
    sums : ExactSums
        That of the same values.
    """

    def __init__(self, shadow: Shadow, sums: ExactSums) -> None:
        self._shadow, self._sums = shadow, sums
        self._labels: LabelArray | None = None

    def assign(self, centroids: FloatArray) -> tuple[LabelArray, Switches | None]:
        """Give the textbook's labels, read-only, and which points switched; None at first."""
        values = self._shadow.values
        labels = np.empty(len(values), np.min_scalar_type(len(centroids) - 1))
        doubtful = self._shadow.nearest(centroids, labels)
        for some in chunks(len(doubtful)):
            rows = doubtful[some]
            labels[rows] = assign(values.take(rows, axis=0), centroids)[0]
        labels.flags.writeable = False
        before = self._labels
        if before is None:
            self._labels = labels
            return labels, None
        rows = np.flatnonzero(labels != before)
        switches = Switches(rows, values.take(rows, axis=0), before.take(rows), labels.take(rows))
        if not rows.size:
            return before, switches
        self._labels = labels
        return labels, switches

    def totals(self, k: int) -> tuple[FloatArray, IntArray]:
        """Give the exact totals of the clusters, as `ExactSums.totals`, and how many points each has."""
        if self._labels is None:
            raise ValueError("there are no clusters before the first assignment")
        return self._sums.totals(self._shadow.values, self._labels, k), count_labels(self._labels, k)
