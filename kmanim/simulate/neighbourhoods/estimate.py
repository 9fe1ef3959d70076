"""A radius for those who name none: the knee of the distances to the m-th neighbour."""

from __future__ import annotations

from kmanim.arrays import FloatArray
from kmanim.simulate.choose_k.knee import knee
from kmanim.simulate.neighbourhoods.k_distances import k_distances


def estimated_eps(values: FloatArray, min_samples: int) -> float:
    """Choose the radius where the falling curve of k-distances bends, as the authors of DBSCAN read it off by eye.

    The curve is that of every row's distance to its m-th neighbour, itself counted, from the largest to the smallest;
    its knee is Kneedle's (see `knee`). Where there is none, or no row has so many neighbours, it is the largest of
    the distances to the nearest other row, and 1 where all rows are one place.

    Parameters
    ----------
    values : ndarray of shape (n, d)
    min_samples : int

    Returns
    -------
    float
        Above 0.
    """
    n = len(values)
    m = min(max(min_samples, 2), n)
    falling = sorted(k_distances(values, m).tolist(), reverse=True) if n > 1 else []
    at = knee(range(len(falling)), falling) if falling else None
    eps = falling[at] if at is not None else max(falling, default=0.0)
    return eps if eps > 0 else next((distance for distance in reversed(falling) if distance > 0), 1.0)
