"""The box around rows."""

from __future__ import annotations

import numpy as np

from kmanim.arrays import FloatArray
from kmanim.simulate.numerics.chunks import chunks
from kmanim.simulate.numerics.threads import AT_ONCE, at_once

_SIDE_BY_SIDE = 256


def box_of(values: FloatArray) -> tuple[FloatArray, FloatArray]:
    """Find minimum and maximum of each column of values of shape (n, d), both of shape (d,).

    Many rows are laid side by side first: NumPy goes through long rows many times as fast as through short ones.
    """
    d = values.shape[1]
    pieces = list(chunks(len(values), AT_ONCE))
    sides = np.empty((2, len(pieces), d))

    def look_at(number: int) -> None:
        piece = values[pieces[number]]
        long = len(piece) // _SIDE_BY_SIDE * _SIDE_BY_SIDE
        wide = piece[:long].reshape(-1, _SIDE_BY_SIDE * d)
        for side, fold in zip(sides, (np.minimum, np.maximum), strict=True):
            ends = [fold.reduce(part, axis=0).reshape(-1, d) for part in (wide, piece[long:]) if len(part)]
            fold.reduce(np.concatenate(ends), axis=0, out=side[number])

    at_once(look_at, range(len(pieces)))
    return sides[0].min(axis=0), sides[1].max(axis=0)
