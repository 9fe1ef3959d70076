"""A radius for those who name none: where a row's distance to its m-th neighbour begins to be unusual."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

import numpy as np

from kmanim.arrays import FloatArray
from kmanim.simulate.machines.neighbourhoods.k_distances import k_distances

FENCE = 1.5


@dataclass(frozen=True, slots=True)
class Estimate:
    """A radius that nobody named, and where it comes from.

    Attributes
    ----------
    eps : float
        Above 0.
    rule : {"fence", "least", "place"}
        Tukey's fence of the distances, the least of them above 0, or 1 because all rows are one place.
    neighbour : int
        To which neighbour distances are, the row itself counted.
    """

    eps: float
    rule: Literal["fence", "least", "place"]
    neighbour: int


def estimated_eps(values: FloatArray, min_samples: int) -> Estimate:
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
    Estimate
    """
    n = len(values)
    if n == 1:
        return Estimate(1.0, "place", 1)
    neighbour = min(max(min_samples, 2), n)
    distances = k_distances(values, neighbour)
    low, high = (float(quartile) for quartile in np.quantile(distances, (0.25, 0.75)))
    fence = high + FENCE * (high - low)
    if fence > 0:
        return Estimate(fence, "fence", neighbour)
    if distances.any():
        return Estimate(float(distances[distances > 0].min()), "least", neighbour)
    return Estimate(1.0, "place", neighbour)
