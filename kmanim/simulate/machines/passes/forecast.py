"""How long passes will take, measured on the first rows before a run is begun."""

from __future__ import annotations

import time

import numpy as np

from kmanim.data.pieces.arrays import ArraySource
from kmanim.data.pieces.large_dataset import LargeDataset
from kmanim.simulate.machines.passes.counting import count_first, count_moves
from kmanim.simulate.machines.passes.lookup import owners_of
from kmanim.simulate.machines.passes.run import frame_of

_MEASURED = 1 << 18
# Centroids of a later round have moved by such a part of the box.
_MOVED = 0.01


def seconds_of(large: LargeDataset, k: int) -> tuple[float, float]:
    """Say how long the first round and a later one take about, for all rows in one process, reading included.

    Parameters
    ----------
    large : LargeDataset
    k : int
        How many centroids there will be; here they are rows, evenly chosen.
    """
    number = next(number for number, size in enumerate(large.sizes) if size)  # the first that is not empty
    began = time.perf_counter()
    piece = large.source.read(number)
    reading = (time.perf_counter() - began) * large.n / len(piece)
    rows = piece[:_MEASURED]
    frame = frame_of(large)
    source = ArraySource(
        rows, tuple(range(large.d)), tuple(feature.name for feature in large.features), len(rows)
    )
    chosen = rows[np.linspace(0, len(rows) - 1, k).astype(np.intp)]
    before = large.scaling.apply(chosen.astype(np.float64))
    now = before + _MOVED * (frame.box[1] - frame.box[0])
    owners = [owners_of(frame.grid, frame.view, frame.scaling, places) for places in (before, now)]
    began = time.perf_counter()
    count_first(source, frame, before, 0)
    first = time.perf_counter() - began
    began = time.perf_counter()
    count_moves(source, frame, before, now, (owners[0], owners[1]), 0)
    later = time.perf_counter() - began
    times = large.n / len(rows)
    return reading + first * times, reading + later * times
