"""The first rows of a source in pieces, on which is tried how long a pass will take."""

from __future__ import annotations

import time
from typing import NamedTuple

from kmanim.data.pieces.arrays import ArraySource
from kmanim.data.pieces.large_dataset import LargeDataset
from kmanim.data.pieces.source import Rows

_MEASURED = 1 << 18


class FirstRows(NamedTuple):
    """Some rows, and what is known by having read them.

    Attributes
    ----------
    rows : ndarray of shape (m, d)
    source : ArraySource
        The same, as a source of one piece.
    reading : float
        Seconds for reading all rows of the data.
    times : float
        How many times as many rows the data have.
    """

    rows: Rows
    source: ArraySource
    reading: float
    times: float


def first_rows(large: LargeDataset) -> FirstRows:
    """Read the first piece that is not empty."""
    number = next(number for number, size in enumerate(large.sizes) if size)
    began = time.perf_counter()
    piece = large.source.read(number)
    reading = (time.perf_counter() - began) * large.n / len(piece)
    rows = piece[:_MEASURED]
    source = ArraySource(
        rows, tuple(range(large.d)), tuple(feature.name for feature in large.features), len(rows)
    )
    return FirstRows(rows, source, reading, large.n / len(rows))
