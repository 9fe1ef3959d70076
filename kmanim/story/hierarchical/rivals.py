"""Which pair of clusters was as near as the one that was merged."""

from __future__ import annotations

from typing import cast

import numpy as np

from kmanim.arrays import FloatArray, IntArray
from kmanim.simulate.machines.linkage.gaps import Metric, distances, gaps, shifted
from kmanim.simulate.machines.linkage.merge_tree import Linkage
from kmanim.simulate.machines.linkage.trace import MergeTrace

MOST_ROWS = 60
_SAME = 1e-12


def pair_distances(trace: MergeTrace, one: int, other: int) -> FloatArray:
    """Give the distances of the rows of two clusters, shape (a, b), rows ascending, in clustered units."""
    metric = cast(Metric, trace.parameters.metric)
    return _pairs(
        trace.dataset.values, metric, *(np.sort(trace.tree.rows(number)) for number in (one, other))
    )


def cluster_distance(trace: MergeTrace, one: int, other: int) -> float:
    """Measure two clusters as the linkage does, by its definition."""
    own = trace.parameters
    rows = (np.sort(trace.tree.rows(number)) for number in (one, other))
    return apart(trace.dataset.values, cast(Linkage, own.linkage), cast(Metric, own.metric), *rows)


def apart(values: FloatArray, linkage: Linkage, metric: Metric, one: IntArray, other: IntArray) -> float:
    """Measure two sets of rows (0-based, ascending) as a linkage does, by its definition.

    Parameters
    ----------
    values : ndarray of shape (n, d)
        In clustered units.
    linkage, metric : str
        As the parameters name them.
    one, other : ndarray of shape (a,) and (b,)
    """
    if linkage in ("single", "complete", "average"):
        pairs = _pairs(values, metric, one, other)
        return float(
            pairs.min() if linkage == "single" else pairs.max() if linkage == "complete" else pairs.mean()
        )
    a, b = len(one), len(other)
    between = float(np.linalg.norm(values[one].mean(axis=0) - values[other].mean(axis=0)))
    return between if linkage == "centroid" else between * float(np.sqrt(2 * a * b / (a + b)))


def _pairs(values: FloatArray, metric: Metric, rows: IntArray, others: IntArray) -> FloatArray:
    columns = shifted(values)
    return np.array([distances(gaps(columns[:, others], columns[:, row], metric), metric) for row in rows])


def tied_pair(trace: MergeTrace, i: int) -> tuple[int, int] | None:
    """Find the first pair that had to wait, as near as that of merge i (from 1); None where rows are many.

    Pairs are tied by exactly equal numbers. Where means are taken, they are worked out here in another way: as far as
    rounding goes.
    """
    n = trace.dataset.n
    if n > MOST_ROWS:
        return None
    merge = trace.unlabelled[i]
    same = 0.0 if trace.parameters.linkage in ("single", "complete") else _SAME
    gone = {c for s in trace.unlabelled[1:i] for c in (s.lower, s.higher)}
    here = [c for c in range(n + i - 1) if c not in gone]
    for place, one in enumerate(here):
        for other in here[place + 1 :]:
            if (one, other) <= (merge.lower, merge.higher):
                continue
            distance = cluster_distance(trace, one, other)
            if abs(distance - merge.height) <= same * max(distance, merge.height):
                return one, other
    return None
