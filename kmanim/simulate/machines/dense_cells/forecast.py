"""How long DBSCAN on cells will take, measured on the first rows before a run is begun."""

from __future__ import annotations

import time

from kmanim.data.pieces.large_dataset import LargeDataset
from kmanim.simulate.machines.dense_cells.fine_grid import count_rows
from kmanim.simulate.machines.dense_cells.run import counted_of, grid_of
from kmanim.simulate.machines.passes.contract import Forecast
from kmanim.simulate.machines.passes.first_rows import first_rows
from kmanim.simulate.parameters.dbscan import Dbscan


def forecast(large: LargeDataset, parameters: Dbscan) -> Forecast:
    """Say what the one pass takes; what is done with its counts takes as long as there are cells, not rows."""
    grid = grid_of(large, counted_of(large, parameters))
    found = first_rows(large)
    began = time.perf_counter()
    count_rows(found.source, grid, large.scaling, 0)
    counting = time.perf_counter() - began
    # Each process counts in cells of its own; of those that have rows more is kept, but never of more.
    return Forecast(found.reading + counting * found.times, 0.0, 1, 16 * grid.n_cells)
