"""How long passes will take, measured on the first rows before a run is begun."""

from __future__ import annotations

import time

import numpy as np

from kmanim.arrays import FloatArray
from kmanim.data.pieces.large_dataset import LargeDataset
from kmanim.simulate.machines.passes.contract import Forecast
from kmanim.simulate.machines.passes.counting import count_cells, count_first, count_moves
from kmanim.simulate.machines.passes.first_rows import FirstRows, first_rows
from kmanim.simulate.machines.passes.lookup import owners_of
from kmanim.simulate.machines.passes.run import counted_of, frame_of
from kmanim.simulate.machines.passes.starts import weigh
from kmanim.simulate.parameters._base import Parameters

# Centroids of a later round have moved by such a part of the box.
_MOVED = 0.01
# So many numbers of each cell are held at once, measured; and bytes of each cell and cluster while it is drawn.
_ARRAYS, _DRAWN = 8, 2


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
    count_cells(found.source, frame, 0)
    counting = time.perf_counter() - began
    began = time.perf_counter()
    count_first(found.source, frame, before, owners[0], 0)
    first = time.perf_counter() - began
    began = time.perf_counter()
    count_moves(found.source, frame, before, now, (owners[0], owners[1]), 0)
    later = time.perf_counter() - began
    weighed = k - 1 if counted.starts is None and counted.init in ("k-means++", "farthest") else 0
    return Forecast(
        first=found.reading + first * found.times,
        later=found.reading + later * found.times,
        passes=counted.max_iter,
        memory=_ARRAYS * 8 * frame.grid.n_cells,
        before=found.reading + counting * found.times + _weighing(large, found, before, weighed),
        drawn=_DRAWN * k * frame.grid.n_cells,
    )


def _weighing(large: LargeDataset, found: FirstRows, starts: FloatArray, passes: int) -> float:
    """Say how many seconds it takes to weigh all rows by their distance to one start, to two, and so on."""
    if not passes:
        return 0.0
    weigh(found.source, large.scaling, starts[:1], False, 0)  # the first time takes longer
    seconds = []
    for some in (starts[:1], starts[:passes]):
        began = time.perf_counter()
        weigh(found.source, large.scaling, some, False, 0)
        seconds.append(time.perf_counter() - began)
    # A row that is drawn is looked for in its piece, which is read for it twice.
    drawing = 2 * found.reading / large.source.n_pieces
    return passes * (found.reading + sum(seconds) / 2 * found.times + drawing)
