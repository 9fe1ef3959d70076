"""k-means over rows that are never kept: what `kmanim.run` makes of k-means where rows are read in pieces.

Lloyd's rule as in `kmanim.simulate.algorithms.kmeans`, by passes over the pieces: see
`kmanim.simulate.machines.passes.run`.
"""

from __future__ import annotations

from kmanim.simulate.machines.passes.forecast import forecast
from kmanim.simulate.machines.passes.run import begin, counted_of
from kmanim.simulate.machines.passes.snapshot import CountedSnapshot
from kmanim.simulate.machines.passes.trace import CountedTrace

SNAPSHOT, TRACE = CountedSnapshot, CountedTrace

__all__ = ["SNAPSHOT", "TRACE", "begin", "counted_of", "forecast"]
