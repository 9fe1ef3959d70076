"""A radius for those who name none: where a row's distance to its m-th neighbour begins to be unusual."""

from __future__ import annotations

import numpy as np

from kmanim.arrays import FloatArray
from kmanim.simulate.neighbourhoods.k_distances import k_distances

FENCE = 1.5


def estimated_eps(values: FloatArray, min_samples: int) -> float:
    """Choose the radius that leaves out as noise the rows whose neighbours are unusually far: Tukey's upper fence.

    Of every row's distance to its m-th neighbour, itself counted, that is the third quartile and one and a half times
    the distance between the quartiles (J. W. Tukey, "Exploratory Data Analysis", 1977). The authors of DBSCAN read the
    radius off the bend of the sorted distances by eye; rules that look for the bend end where it begins, and part what
    belongs together. Where the fence is 0, half of the rows being one place, it is the least distance above 0, and 1
    where all rows are one place.

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
    if n == 1:
        return 1.0
    distances = k_distances(values, min(max(min_samples, 2), n))
    low, high = (float(quartile) for quartile in np.quantile(distances, (0.25, 0.75)))
    fence = high + FENCE * (high - low)
    return fence if fence > 0 else float(min(distances[distances > 0], default=1.0))
