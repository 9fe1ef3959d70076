"""How long passes will take, measured on the first rows before a run is begun."""

from __future__ import annotations

import time

import numpy as np

from kmanim.data.pieces.large_dataset import LargeDataset
from kmanim.simulate.machines.passes.contract import Forecast
from kmanim.simulate.machines.passes.counting import count_first, count_moves
from kmanim.simulate.machines.passes.first_rows import first_rows
from kmanim.simulate.machines.passes.lookup import owners_of
from kmanim.simulate.machines.passes.run import counted_of, frame_of
from kmanim.simulate.parameters._base import Parameters

# Centroids of a later round have moved by such a part of the box.
_MOVED = 0.01
# So many numbers of each cell are held at once, measured.
_ARRAYS = 8


def forecast(large: LargeDataset, parameters: Parameters) -> Forecast:
    """Say how long a run will take; centroids are rows here, evenly chosen.

    Parameters
    ----------
    large : LargeDataset
    parameters : Parameters
        Of an algorithm with centroids.
    """
    counted, frame, found = counted_of(large, parameters), frame_of(large), first_rows(large)
    k, rows = counted.k, found.rows
    chosen = rows[np.linspace(0, len(rows) - 1, k).astype(np.intp)]
    before = large.scaling.apply(chosen.astype(np.float64))
    now = before + _MOVED * (frame.box[1] - frame.box[0])
    owners = [owners_of(frame.grid, frame.view, frame.scaling, places) for places in (before, now)]
    began = time.perf_counter()
    count_first(found.source, frame, before, owners[0], 0)
    first = time.perf_counter() - began
    began = time.perf_counter()
    count_moves(found.source, frame, before, now, (owners[0], owners[1]), 0)
    later = time.perf_counter() - began
    held = _ARRAYS * 8 * frame.grid.n_cells
    return Forecast(
        found.reading + first * found.times, found.reading + later * found.times, counted.max_iter, held
    )
