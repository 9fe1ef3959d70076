"""How many different rows there are, as far as it matters."""

from __future__ import annotations

import numpy as np

from kmanim.arrays import FloatArray
from kmanim.simulate.numerics.chunks import chunks

_FEW = 1024


def count_distinct(values: FloatArray, enough: int) -> int:
    """Count the different rows of values, shape (n, d), and stop at `enough`: usually after a few rows."""
    if len(set(map(tuple, values[: 2 * enough].tolist()))) >= enough:
        return enough
    found: list[FloatArray] = []
    few = min(_FEW, len(values))
    for part in (values[:few], *(values[few:][rows] for rows in chunks(len(values) - few))):
        rest = part
        for row in found:
            rest = _others(rest, row)
        while len(rest):
            found.append(rest[0])
            if len(found) >= enough:
                return len(found)
            rest = _others(rest, rest[0])
    return len(found)


def _others(rows: FloatArray, row: FloatArray) -> FloatArray:
    """Keep the rows that differ from `row`."""
    return rows[np.any(rows != row, axis=1)]
