"""Which pair of clusters was as near as the one that was merged."""

from __future__ import annotations

from typing import cast

import numpy as np

from kmanim.arrays import FloatArray
from kmanim.simulate.machines.linkage.gaps import Metric, distances, gaps, shifted
from kmanim.simulate.machines.linkage.trace import MergeTrace

MOST_ROWS = 60
_SAME = 1e-12


def pair_distances(trace: MergeTrace, one: int, other: int) -> FloatArray:
    """Give the distances of the rows of two clusters, shape (a, b), rows ascending, in clustered units."""
    columns, metric = shifted(trace.dataset.values), cast(Metric, trace.parameters.metric)
    rows, others = np.sort(trace.tree.rows(one)), np.sort(trace.tree.rows(other))
    return np.array([distances(gaps(columns[:, others], columns[:, row], metric), metric) for row in rows])


def cluster_distance(trace: MergeTrace, one: int, other: int) -> float:
    """Measure two clusters as the linkage does, by its definition."""
    linkage = trace.parameters.linkage
    if linkage in ("single", "complete", "average"):
        apart = pair_distances(trace, one, other)
        return float(
            apart.min() if linkage == "single" else apart.max() if linkage == "complete" else apart.mean()
        )
    values = trace.dataset.values
    a, b = (trace.tree.rows(number) for number in (one, other))
    between = float(np.linalg.norm(values[a].mean(axis=0) - values[b].mean(axis=0)))
    if linkage == "centroid":
        return between
    return between * float(np.sqrt(2 * len(a) * len(b) / (len(a) + len(b))))


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
            apart = cluster_distance(trace, one, other)
            if abs(apart - merge.height) <= same * max(apart, merge.height):
                return one, other
    return None
