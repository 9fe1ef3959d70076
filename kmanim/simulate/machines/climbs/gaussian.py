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
from kmanim.simulate.numerics.threads import at_once

_NUMBERS = 2**18
# The logarithm of a weight that is as good as 0.
_FAR = -300.0


class Gaussian:
    """Weights exp(-distance^2 / (2 bandwidth^2)) over all rows of a table, and the means that they weigh.

    Of a place that is far from all rows they are taken beside that of the nearest row, so that it sees them, too.

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

        def look(part: slice) -> None:
            weights = squares(places[part].T[:, :, np.newaxis], self._columns[:, np.newaxis])
            counts[part] = np.count_nonzero(weights <= self._limit, axis=1)
            weights *= self._halved
            far = weights.max(axis=1) < _FAR
            most = np.zeros(len(weights))
            if far.any():
                most[far] = weights[far].max(axis=1)
                weights[far] -= most[far, np.newaxis]
            np.exp(weights, out=weights)
            total = weights.sum(axis=1)
            means[part] = weights @ self._rest
            means[part] /= total[:, np.newaxis]
            heights[part] = total * np.exp(most)

        at_once(look, chunks(len(places), max(1, _NUMBERS // self._columns.shape[1])))
        means += self._middle
        return View(counts, means, heights, np.ones(len(places), np.bool_))
