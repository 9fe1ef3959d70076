"""The Gaussian kernel: every row counts, the farther the less.

D. Comaniciu and P. Meer, "Mean shift: a robust approach toward feature space analysis", IEEE Transactions on Pattern
Analysis and Machine Intelligence 24 (2002).
"""

from __future__ import annotations

import numpy as np

from kmanim.arrays import FloatArray
from kmanim.simulate.machines.climbs.window import View
from kmanim.simulate.machines.neighbourhoods.squares import squares
from kmanim.simulate.numerics.chunks import chunks

_NUMBERS = 2**19


class Gaussian:
    """Weights exp(-distance^2 / (2 bandwidth^2)) over all rows of a table, and the means that they weigh.

    Weights are taken beside that of the nearest row, so that a place far from all rows sees them, too.

    Parameters
    ----------
    values : ndarray of shape (n, d)
        Within the limits of `kmanim.data.limits`.
    bandwidth : float
        Above 0, in the unit of the values.
    """

    def __init__(self, values: FloatArray, bandwidth: float) -> None:
        self._limit, self._halved = bandwidth * bandwidth, -0.5 / (bandwidth * bandwidth)
        self._columns = np.ascontiguousarray(values.T)
        # Of data far from the origin only what differs is weighed.
        self._middle = values[0]
        self._rest = values - self._middle

    def seen_from(self, places: FloatArray) -> View:
        """Weigh the rows around places of shape (m, d), and count those within one bandwidth."""
        counts, heights = np.empty(len(places), np.intp), np.empty(len(places))
        means = np.empty_like(places)
        for part in chunks(len(places), max(1, _NUMBERS // self._columns.shape[1])):
            weights = squares(places[part].T[:, :, np.newaxis], self._columns[:, np.newaxis])
            counts[part] = (weights <= self._limit).sum(axis=1)
            least = weights.min(axis=1, keepdims=True)
            weights -= least
            weights *= self._halved
            np.exp(weights, out=weights)
            total = weights.sum(axis=1)
            means[part] = weights @ self._rest
            means[part] /= total[:, np.newaxis]
            heights[part] = total * np.exp(least[:, 0] * self._halved)
        means += self._middle
        return View(counts, means, heights, np.ones(len(places), np.bool_))
