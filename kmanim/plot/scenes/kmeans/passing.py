"""When a boundary that glides passes the points that switch: cause before effect."""

from __future__ import annotations

import numpy as np

from kmanim.arrays import FloatArray, LabelArray
from kmanim.simulate.machines.centroids.trace import CentroidTrace
from kmanim.simulate.numerics.distance import distances, own_gaps

# The way is looked at in so many places: more than a film has pictures of it.
_PLACES = 24


def passed_at(trace: CentroidTrace, start: int, step: int) -> FloatArray:
    """Say when each row that switches in a snapshot first is nearer to its new centroid than to its old one.

    The centroids go from where they stood in the assignment before, `start`, to where they stand in this one, on a
    straight line; what they divide on the way is drawn as it glides.

    Parameters
    ----------
    trace : CentroidTrace
    start, step : int
        Snapshots of two assignments, one after the other.

    Returns
    -------
    ndarray of shape (m,)
        The share of the way, above 0 and at most 1, in the order of `CentroidTrace.changed`.
    """
    rows = trace.changed(step)
    former, now = (trace.history.at(i) for i in (step - 1, step))
    if former is None or now is None:
        return np.ones(len(rows))
    return passing(trace, trace.dataset.values[rows], former[rows], now[rows], start, step)


def passing(
    trace: CentroidTrace, values: FloatArray, former: LabelArray, now: LabelArray, start: int, step: int
) -> FloatArray:
    """Say it of places of shape (m, d), in clustered units, that go from their former clusters to those of now."""
    found, metric = np.ones(len(values)), trace.terms.metric
    before, after = trace.centroids_at(start), trace.centroids_at(step)
    waiting = np.arange(len(values))
    for place in range(1, _PLACES):
        if not waiting.size:
            break
        share = place / _PLACES
        centroids = before + share * (after - before)
        own, other = (
            distances(own_gaps(values[waiting], labels[waiting], centroids, trace.term), metric)
            for labels in (former, now)
        )
        found[waiting[other < own]] = share
        waiting = waiting[other >= own]
    return found
