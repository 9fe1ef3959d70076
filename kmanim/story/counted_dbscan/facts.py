"""The numbers and names of a run of DBSCAN on cells, of which rows are counted and never kept."""

from __future__ import annotations

import math
from functools import cached_property
from typing import NamedTuple

from kmanim.simulate.machines.dense_cells.trace import DenseCellsTrace
from kmanim.story.counted.spreads import SpreadInCells
from kmanim.story.facts import Facts
from kmanim.story.text.numbers import parameter_text
from kmanim.story.text.sizes import sizes_text
from kmanim.story.text.words import counted


class Growth(NamedTuple):
    """How a cluster comes to be: snapshots first to last, both included."""

    cluster: int
    first: int
    last: int


class CellFacts(SpreadInCells, Facts):
    """The numbers and names of one trace of DBSCAN on cells; its data set holds cells, and words are of their rows.

    Parameters
    ----------
    trace : DenseCellsTrace
    """

    trace: DenseCellsTrace

    def __init__(self, trace: DenseCellsTrace) -> None:
        super().__init__(trace)
        self.min_samples = trace.min_samples
        self.eps = parameter_text(trace.eps, is_estimated=False)
        self.least = self.things(self.min_samples)

    @property
    def setting(self) -> str:
        """The radius and the least number of neighbours: ``eps = 1, at least 4``."""
        return f"eps = {self.eps}, at least {self.min_samples:,}"

    @property
    def counted_in(self) -> str:
        """Say what rows are counted in: ``All points are counted in cells of 0.0125 (a 64th of eps)``."""
        grid = self.trace.grid
        wide = parameter_text(grid.side, is_estimated=True)
        return f"All {self.noun[1]} are counted in {self.trace.dataset.n:,} cells, {wide} wide (eps / {grid.parts})"

    @property
    def moved(self) -> str:
        """How far a row is from the middle of its cell at most, in clustered units."""
        return parameter_text(self.trace.grid.side * math.sqrt(self.dataset.d) / 2, is_estimated=True)

    @cached_property
    def growths(self) -> tuple[Growth, ...]:
        """The clusters in the order in which they come to be."""
        found: list[Growth] = []
        for i, snapshot in enumerate(self.trace.unlabelled):
            if snapshot.step == "begin":
                assert snapshot.cluster is not None
                found.append(Growth(snapshot.cluster, i, i))
            elif snapshot.step == "grow":
                found[-1] = found[-1]._replace(last=i)
        return tuple(found)

    def cluster(self, i: int) -> int:
        """Which cluster (0-based) has grown in snapshot i."""
        cluster = self.trace.unlabelled[i].cluster
        assert cluster is not None
        return cluster

    def reached(self, i: int) -> int:
        """How many rows are in a cluster in snapshot i."""
        return int(self.trace.reached[i])

    @property
    def sizes(self) -> str:
        """How large the clusters are at the end: ``7 and 5``; of very many the range."""
        return sizes_text(self.trace.sizes)

    @property
    def clusters(self) -> str:
        """Count the clusters at the end: ``2 clusters``."""
        return counted(self.trace.n_clusters(), ("cluster", "clusters"))
