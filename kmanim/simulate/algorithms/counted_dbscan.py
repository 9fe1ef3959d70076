"""DBSCAN over rows that are never kept: what `kmanim.run` makes of DBSCAN where rows are read in pieces.

See `kmanim.simulate.machines.dense_cells.run`.
"""

from __future__ import annotations

from kmanim.simulate.machines.dense_cells.forecast import forecast
from kmanim.simulate.machines.dense_cells.run import begin, counted_of
from kmanim.simulate.machines.dense_cells.snapshot import FrontierSnapshot
from kmanim.simulate.machines.dense_cells.trace import DenseCellsTrace

SNAPSHOT, TRACE = FrontierSnapshot, DenseCellsTrace

__all__ = ["SNAPSHOT", "TRACE", "begin", "counted_of", "forecast"]
