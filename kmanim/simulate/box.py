"""The box around rows."""

from __future__ import annotations

import numpy as np

from kmanim.arrays import FloatArray
from kmanim.simulate.chunks import chunks

_SIDE_BY_SIDE = 256


def box_of(values: FloatArray) -> tuple[FloatArray, FloatArray]:
    """Find minimum and maximum of each column of values of shape (n, d), both of shape (d,).

    Many rows are laid side by side first: NumPy goes through long rows many times as fast as through short ones.
    """
    d = values.shape[1]
    lows, highs = [], []
    for rows in chunks(len(values)):
        piece = values[rows]
        long = len(piece) // _SIDE_BY_SIDE * _SIDE_BY_SIDE
        wide = piece[:long].reshape(-1, _SIDE_BY_SIDE * d)
        for part in (wide, piece[long:]):
            if len(part):
                lows.append(part.min(axis=0).reshape(-1, d).min(axis=0))
                highs.append(part.max(axis=0).reshape(-1, d).max(axis=0))
    return np.min(lows, axis=0), np.max(highs, axis=0)
