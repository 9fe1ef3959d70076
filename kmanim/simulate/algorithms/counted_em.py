"""EM over rows that are never kept: what `kmanim.run` makes of EM where rows are read in pieces.

As `kmanim.simulate.algorithms.em`, by passes over the pieces: see `kmanim.simulate.machines.mixture_passes.run`.
"""

from __future__ import annotations

from kmanim.simulate.machines.mixture_passes.forecast import forecast
from kmanim.simulate.machines.mixture_passes.run import begin, counted_of
from kmanim.simulate.machines.mixture_passes.snapshot import CountedMixtureSnapshot
from kmanim.simulate.machines.mixture_passes.trace import CountedMixtureTrace

SNAPSHOT, TRACE = CountedMixtureSnapshot, CountedMixtureTrace

__all__ = ["SNAPSHOT", "TRACE", "begin", "counted_of", "forecast"]
