"""In which order points take the colours of their clusters: the nearest to its centroid first."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from kmanim.arrays import IntArray, LabelArray
from kmanim.simulate.machines.centroids.trace import CentroidTrace
from kmanim.simulate.numerics.distance import distances, own_gaps

# Above so many points the order of distance is that of so many steps of distance.
MANY, RANKS = 20_000, 65_535
_AT_ONCE_IN_CACHE = 1 << 15


def sweep_order(
    trace: CentroidTrace, step: int, labels: LabelArray, rows: IntArray | None = None
) -> NDArray[np.integer]:
    """Order all rows, or some with their labels, by the distance to their own centroid; ties by row.

    Sorting very many distances takes longer than drawing the film; sorting them in 65,536 steps does not.

    Parameters
    ----------
    trace : CentroidTrace
    step : int
        The snapshot whose centroids are meant.
    labels : ndarray of shape (m,)
        The clusters of the rows.
    rows : ndarray of shape (m,), optional
        All rows where None.

    Returns
    -------
    ndarray of shape (m,)
        Places in `labels`, the nearest first.
    """
    n, values = len(labels), trace.dataset.values
    metric, centroids = trace.terms.metric, trace.centroids_at(step)
    distance: NDArray[np.floating] = np.empty(n, np.float64 if n <= MANY else np.float32)
    for start in range(0, n, _AT_ONCE_IN_CACHE):
        piece = slice(start, start + _AT_ONCE_IN_CACHE)
        points = values[piece if rows is None else rows[piece]]
        distance[piece] = distances(own_gaps(points, labels[piece], centroids, trace.term), metric)
    if n <= MANY:
        return np.argsort(distance, kind="stable")
    ranks = (distance * (RANKS / (float(distance.max()) or 1.0))).astype(np.uint16)
    return np.argsort(ranks, kind="stable").astype(np.min_scalar_type(n))
