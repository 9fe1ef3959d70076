"""What is seen from some places: how many rows are near, where a step leads, and how high the hill is there."""

from __future__ import annotations

from typing import NamedTuple, Protocol

import numpy as np
from numpy.typing import NDArray

from kmanim.arrays import FloatArray, IntArray


class View(NamedTuple):
    """What is seen from m places.

    Attributes
    ----------
    counts : ndarray of shape (m,)
        Rows at most the bandwidth away, the edge included.
    means : ndarray of shape (m, d)
        Where a step leads from each; the place itself where nothing is in reach.
    heights : ndarray of shape (m,)
        What no step lowers: of a flat kernel the sum of max(0, 1 - (distance / bandwidth)^2), whose gradient its step
        follows; of the Gaussian the sum of its weights.
    in_reach : ndarray of shape (m,), bool
        Whether there is anything to step to.
    """

    counts: IntArray
    means: FloatArray
    heights: FloatArray
    in_reach: NDArray[np.bool_]


class Kernel(Protocol):
    """A window of one bandwidth over the rows of a table."""

    def seen_from(self, places: FloatArray) -> View:
        """Look from places of shape (m, d)."""
