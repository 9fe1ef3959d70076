"""How long DBSCAN on cells will take, measured on the first rows before a run is begun."""

from __future__ import annotations

import time

import numpy as np

from kmanim.data.pieces.large_dataset import LargeDataset
from kmanim.simulate.machines.dense_cells.fine_grid import count_rows
from kmanim.simulate.machines.dense_cells.run import counted_of, grid_of
from kmanim.simulate.machines.passes.contract import Forecast
from kmanim.simulate.machines.passes.first_rows import first_rows
from kmanim.simulate.parameters.dbscan import Dbscan

# What a cell with rows in it takes until all is drawn, in bytes and in seconds: measured on 5 million cells.
_KEPT, _SECONDS = 120, 1e-5


def forecast(large: LargeDataset, parameters: Dbscan) -> Forecast:
    """Say what the one pass takes, and at most the cells that have rows, as often as among the first ones."""
    grid, found = grid_of(large, counted_of(large, parameters)), first_rows(large)
    began = time.perf_counter()
    counts = count_rows(found.source, grid, large.scaling, 0).counts
    counting = time.perf_counter() - began
    most = min(grid.n_cells, np.count_nonzero(counts) * found.times)
    return Forecast(
        first=found.reading + counting * found.times,
        later=0.0,
        passes=1,
        memory=16 * grid.n_cells + int(_KEPT * most),
        after=_SECONDS * most,
        drawn=int(_KEPT * most),
    )
