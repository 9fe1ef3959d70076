"""The numbers and names of a run of DBSCAN: the radius, counts, kinds of points, and which visits a picture covers."""

from __future__ import annotations

from collections.abc import Sequence

from kmanim.simulate.machines.neighbourhoods.trace import DbscanTrace
from kmanim.story.facts import Facts
from kmanim.story.text.numbers import power_of_ten
from kmanim.story.text.sizes import MARKED
from kmanim.story.text.words import counted, ordinal, ranged, series

NAMED = 4


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
        # As it was asked for; an estimate with the digits that matter.
        plain = f"{trace.eps:.3g}" if self.is_estimated else f"{trace.eps:.6g}"
        self.eps = plain if "e" not in plain else power_of_ten(trace.eps)
        self.least = self.things(self.min_samples)

    @property
    def setting(self) -> str:
        """The radius and the least number of neighbours: ``eps = 1, at least 4``."""
        return f"eps = {self.eps}, at least {self.min_samples}"

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
        row = self.trace.unlabelled[i].row
        assert row is not None
        return row

    def count(self, i: int) -> int:
        """How many neighbours that row has, itself included."""
        count = self.trace.unlabelled[i].count
        assert count is not None
        return count

    def cluster(self, i: int) -> int:
        """Which cluster (0-based) the row that snapshot i has visited is in; -1 for none."""
        return int(self.labels(i)[self.row(i)])

    def reached(self, i: int) -> int:
        """How many rows are in a cluster in snapshot i."""
        return int(self.trace.tally[0][i])

    def noise(self, i: int) -> int:
        """How many rows have been visited by snapshot i and are noise so far."""
        return int(self.trace.tally[1][i])

    def named(self, rows: Sequence[int], limit: int = 24, most: int = NAMED) -> str:
        """Name a few rows, count more: ``C, D and F``, ``12 points``."""
        few = len(rows) <= most and self.has_names
        return series(self.names(rows, limit)) if few else self.things(len(rows))

    @property
    def sizes(self) -> str:
        """How large the clusters are at the end: ``7 and 5``; of very many the range."""
        sizes = self.trace.sizes
        if len(sizes) <= MARKED:
            return series([f"{size:,}" for size in sizes])
        return ranged(f"{min(sizes):,}", f"{max(sizes):,}")

    @property
    def clusters(self) -> str:
        """Count the clusters at the end: ``2 clusters``."""
        return counted(self.trace.n_clusters(), ("cluster", "clusters"))
