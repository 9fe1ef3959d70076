"""The numbers and names of a run of which rows are counted and never kept."""

from __future__ import annotations

from kmanim.simulate.machines.passes.trace import CountedTrace
from kmanim.story.counted.spreads import SpreadInCells
from kmanim.story.kmeans.facts import CentroidFacts
from kmanim.story.text.words import counted


class CountedFacts(SpreadInCells, CentroidFacts):
    """The numbers and names of a run on data in pieces; its data set holds cells, and words are of the rows in them."""

    trace: CountedTrace

    @property
    def travels(self) -> str:
        """Count switches: whether the same rows switch again, nobody knows who keeps none."""
        return f"counts {self._switches} between clusters"

    @property
    def changes_cluster(self) -> str:
        """Count the switches of all rounds: ``12,345 switches from cluster to cluster are counted``."""
        total = sum(self.trace.switches)
        return f"{self._switches} between clusters {'is' if total == 1 else 'are'} counted"

    @property
    def _switches(self) -> str:
        return counted(sum(self.trace.switches), ("switch", "switches"))
