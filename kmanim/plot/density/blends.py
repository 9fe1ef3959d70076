"""The colours that a density may have: those of the clusters exactly, and some steps from each to each other."""

from __future__ import annotations

from itertools import combinations

import numpy as np
from numpy.typing import NDArray

from kmanim.arrays import ByteArray, FloatArray, IntArray
from kmanim.simulate.numerics.chunks import chunks

# Steps from one colour to another, for up to so many colours; more are not mixed. A film has one table of 255.
STEPS = {6: 4, 10: 2}
MOST_MIXED = max(STEPS)
_AT_ONCE = 1 << 18
_FINE = 31  # a mixture is known by so many steps of each channel


class Blends:
    """Finds for a mixture of colours the nearest one that is allowed.

    Parameters
    ----------
    colours : ndarray of shape (m, 3)
        From 0 to 255.

    Attributes
    ----------
    steps : int
        From one of them to another; 1 where they are not mixed.
    """

    def __init__(self, colours: FloatArray) -> None:
        self.steps = steps = next((steps for most, steps in STEPS.items() if len(colours) <= most), 1)
        pairs = [
            one + (other - one) * (step / steps)
            for one, other in combinations(colours, 2)
            for step in range(1, steps)
        ]
        self._allowed = np.rint(np.array([*colours, *pairs]))
        self._known = np.full((_FINE + 1) ** 3, -1, np.int16)
        self._known[_codes(colours)] = np.arange(len(colours))  # whatever blend lies near

    def nearest(self, mixed: FloatArray) -> ByteArray:
        """Give the allowed colours nearest to mixtures of shape (m, 3), ties to the first: shape (m, 3)."""
        codes = _codes(mixed)
        fresh: NDArray[np.bool_] = self._known[codes] < 0
        if fresh.any():
            new = np.unique(codes[fresh])
            values = np.stack(np.unravel_index(new, (_FINE + 1,) * 3), axis=1) * (255 / _FINE)
            for some in chunks(len(new), max(1, _AT_ONCE // len(self._allowed))):
                apart = ((values[some, None] - self._allowed) ** 2).sum(axis=2)
                self._known[new[some]] = apart.argmin(axis=1)
        found: ByteArray = self._allowed[self._known[codes]].astype(np.uint8)
        return found


def _codes(colours: FloatArray) -> IntArray:
    """Give the number of each colour of shape (m, 3), by its steps in each channel."""
    steps = np.rint(colours * (_FINE / 255)).astype(np.intp)
    codes: IntArray = (steps[:, 0] * (_FINE + 1) + steps[:, 1]) * (_FINE + 1) + steps[:, 2]
    return codes
