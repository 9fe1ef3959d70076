"""The numbers and names of a run of DBSCAN: the radius, counts, kinds of points, and which visits a picture covers."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property

import numpy as np

from kmanim.arrays import IntArray
from kmanim.simulate.machines.neighbourhoods.trace import DbscanTrace
from kmanim.simulate.snapshot import column
from kmanim.story.facts import Facts
from kmanim.story.text.numbers import parameter_text
from kmanim.story.text.sizes import sizes_text
from kmanim.story.text.words import counted, ordinal

# Of up to so many rows every visit is told.
FEW_ROWS = 24
# Clusters are tiny where the next larger one has so many times their rows, and all of them hold so small a share.
_GAP, _TINY = 5.0, 0.05


class DbscanFacts(Facts):
    """The numbers and names of one trace of DBSCAN.

    Parameters
    ----------
    trace : DbscanTrace
    """

    trace: DbscanTrace

    def __init__(self, trace: DbscanTrace) -> None:
        super().__init__(trace)
        self.min_samples = trace.min_samples
        self.is_estimated = trace.estimate is not None
        self.eps = parameter_text(trace.eps, is_estimated=self.is_estimated)
        self.least = self.things(self.min_samples)

    @property
    def setting(self) -> str:
        """The radius and the least number of neighbours: ``eps = 1, at least 4``."""
        return f"eps = {self.eps}, at least {self.min_samples:,}"

    @property
    def estimate(self) -> tuple[str, str]:
        """Say what an estimated radius is: ``Tukey's fence of all`` and ``distances to the 5th neighbour``."""
        found = self.trace.estimate
        assert found is not None
        if found.rule == "place":
            return "taken, as no two", f"{self.noun[1]} are apart"
        rule = "Tukey's fence of all" if found.rule == "fence" else "the least above 0 of all"
        return rule, f"distances to the {ordinal(found.neighbour)} neighbour, itself counted"

    def row(self, i: int) -> int:
        """Which row snapshot i has visited."""
        assert i > 0
        return int(self.trace.visits[i - 1])

    def count(self, i: int) -> int:
        """How many neighbours that row has, itself included."""
        assert i > 0
        return int(self.trace.counts_of_visits[i - 1])

    def step(self, i: int) -> str:
        """Say what snapshot i has just done."""
        return self._steps[i]

    @cached_property
    def _steps(self) -> Sequence[str]:
        """What all of them have: stories ask for it again and again."""
        return column(self.trace.unlabelled, "step")

    def cluster(self, i: int) -> int:
        """Which cluster (0-based) the row that snapshot i has visited is in; -1 for none."""
        return int(self.labels(i)[self.row(i)])

    def reached(self, i: int) -> int:
        """How many rows are in a cluster in snapshot i."""
        return int(self.trace.tally[0][i])

    def noise(self, i: int) -> int:
        """How many rows have been visited by snapshot i and are noise so far."""
        return int(self.trace.tally[1][i])

    @property
    def sizes(self) -> str:
        """How large the clusters are at the end: ``7 and 5``; of very many the range."""
        return sizes_text(self.trace.sizes)

    @property
    def clusters(self) -> str:
        """Count the clusters at the end: ``2 clusters``."""
        return counted(self.trace.n_clusters(), ("cluster", "clusters"))

    @cached_property
    def small_clusters(self) -> tuple[int, ...]:
        """Which clusters of the end (0-based, ascending) are tiny beside the others: below the widest gap of sizes."""
        counts = self.trace.counts_of(-1)
        order = np.argsort(counts, kind="stable")
        sizes = counts[order]
        if len(sizes) < 2:
            return ()
        ratios = sizes[1:] / sizes[:-1]
        split = int(ratios.argmax()) + 1
        is_small = ratios[split - 1] >= _GAP and sizes[:split].sum() <= _TINY * self.dataset.n
        return tuple(sorted(order[:split].tolist())) if is_small else ()

    @cached_property
    def first_at_eps(self) -> tuple[int, int] | None:
        """The first visit by which a row joins that lies exactly eps away, and that row; None where there is none.

        Decided by squares, as neighbours are.
        """
        values, reach = self.trace.dataset.values, self.trace.eps * self.trace.eps
        for i in range(1, len(self.trace)):
            for row in self.trace.changed(i).tolist():
                if row != self.row(i) and sum((values[row] - values[self.row(i)]) ** 2) == reach:
                    return i, row
        return None

    def end_of_part(self, i: int) -> int:
        """Find the last visit of the noise, or of the cluster, that visit i belongs to."""
        return int(self._begins[np.searchsorted(self._begins, i, side="right")]) - 1

    @cached_property
    def _begins(self) -> IntArray:
        """The visits at which noise or a cluster begins, ascending, and the one after the last."""
        noise = np.array(self._steps[1:]) == "noise"
        seeds = np.array(column(self.trace.unlabelled, "is_seed")[1:], np.bool_)
        begins = (seeds & ~noise) | (np.diff(noise, prepend=~noise[:1]) != 0)
        return np.append(np.flatnonzero(begins) + 1, len(noise) + 1)
