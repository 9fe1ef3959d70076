"""The numbers and names of a run with centroids: where they are, how far rows are, how the objective falls."""

from __future__ import annotations

import math
from functools import cached_property
from typing import cast

import numpy as np

from kmanim.arrays import FloatArray
from kmanim.simulate.machines.centroids.measure import gamma_of
from kmanim.simulate.machines.centroids.trace import CentroidTrace
from kmanim.story.contract import facts_of
from kmanim.story.facts import Facts
from kmanim.story.text.numbers import MINUS, Format, format_for
from kmanim.story.text.sums import change, inertias, trend
from kmanim.story.text.words import cut, verb

_SHOWN = 2  # so many columns have an axis, and of so many centres places can be read

# Squares below this are written out.
_WHOLE = 1e10


class CentroidFacts(Facts):
    """The numbers and names of one trace of an algorithm whose snapshots have centroids and labels.

    Parameters
    ----------
    trace : CentroidTrace
    """

    trace: CentroidTrace

    def __init__(self, trace: CentroidTrace) -> None:
        self.terms, self.objective = trace.terms, trace.parameters.lowers
        super().__init__(trace)

    @property
    def k(self) -> int:
        """How many clusters there are, empty ones included."""
        return self.trace.k

    @property
    def setting(self) -> str:
        """How many clusters were asked for: ``k = 2``."""
        return f"k = {self.k}"

    @property
    def travels(self) -> str:
        """Say what the run does with rows, as what a film shows: ``moves 3 cars between clusters``."""
        return f"moves {self.things(self.travellers)} between clusters"

    @property
    def changes_cluster(self) -> str:
        """Count the rows that ever switch: ``3 cars change cluster``."""
        return f"{self.things(self.travellers)} {verb(self.travellers, 'changes', 'change')} cluster"

    def _distance_format(self, ends: FloatArray) -> Format:
        """Choose how distances are written, from the ends of all columns in clustered units, shape (2, d)."""
        match self.terms.metric:
            case "mismatch":
                return Format()
            case "mixed":
                spans = (ends[1] - ends[0])[~self.coded]
                largest = float((spans**2).max())
                # Small ones are what is compared: 26,000 against 55,000, not 0.03 M against 0.06 M.
                return Format(limit=_WHOLE) if 1e6 <= largest < _WHOLE else format_for(largest, largest)
            case _:
                return super()._distance_format(ends)

    @cached_property
    def gamma(self) -> str:
        """What a category that differs counts, written; empty where there is no such thing."""
        if self.terms.metric != "mixed":
            return ""
        gamma = gamma_of(self.dataset, self.trace.parameters)
        return format_for(gamma, gamma)(gamma)

    def changed_entries(self, i: int) -> tuple[int, ...]:
        """Give for each centroid how many of its categories changed between snapshot i - 1 and i."""
        before, now = (self.trace.centroids_at(j)[:, self.coded] for j in (i - 1, i))
        return tuple(int(count) for count in (before != now).sum(axis=1))

    @cached_property
    def largest_inertia(self) -> float:
        """The largest objective of the run, which chooses the unit for all of them."""
        values = [float(value) for value in self.trace.objective if math.isfinite(value)]
        return max(values, default=0.0)

    def index(self, step: str, iteration: int) -> int:
        """Find the snapshot of an iteration that has done `step`."""
        found = self.trace.index_of(step, iteration)
        if found is None:
            raise ValueError(f"round {iteration} has no {step} step")
        return found

    def inertia(self, i: int) -> str:
        """Write the objective of snapshot i, which is an assignment or comes after one."""
        return inertias([float(self.trace.objective[i])], top=self.largest_inertia)[0]

    def fall(self, before: int, i: int) -> str:
        """Say what became of the objective between two snapshots: ``W falls from 3,509,517 to 2,818,721``."""
        return f"{self.objective.symbol} {trend(self._between(before, i), top=self.largest_inertia)}"

    def change(self, before: int, i: int, *, explained: bool = False) -> str:
        """Say by how much the objective changes between two snapshots: ``W falls by 27 %``.

        Not yet `explained`, the symbol is: ``W (sum of squared distances) falls by 27 %``.
        """
        symbol = self.objective.symbol if explained else f"{self.objective.symbol} ({self.objective.plainly})"
        return f"{symbol} {change(self._between(before, i), top=self.largest_inertia)}"

    def _between(self, before: int, i: int) -> list[float]:
        return [float(self.trace.objective[before]), float(self.trace.objective[i])]

    @property
    def are_placed(self) -> bool:
        """Whether a place of a centre tells a reader anything: a row by its name, or coordinates that axes show."""
        if self.medoids(0) is not None:
            return self.has_names
        return self.dataset.d <= _SHOWN and not self.coded.any()

    @property
    def has_places(self) -> bool:
        """Whether captions say where centres are, which are few or have names."""
        return self.are_placed and (self.medoids(0) is not None or self.k <= _SHOWN)

    def medoids(self, i: int) -> tuple[int, ...] | None:
        """Which rows the centroids of snapshot i are; None where they are none."""
        rows = getattr(self.trace.unlabelled[i], "medoids", None)
        return None if rows is None else tuple(int(row) for row in rows)

    def places(self, i: int, clusters: tuple[int, ...] | None = None, limit: int = 40) -> list[str]:
        """Say where the centroids of snapshot i are, all or those of some clusters; rows by name, cut at `limit`."""
        wanted = range(self.k) if clusters is None else clusters
        rows = self.medoids(i)
        if rows is not None:
            return [self.name(rows[j], limit) for j in wanted]
        centroids = self.trace.centroids_of(i)
        return [self.place(centroids[j]) for j in wanted]

    def distances(self, i: int, row: int) -> tuple[float, ...]:
        """Give the distances of a row to the centroids of snapshot i, in clustered units."""
        return tuple(float(distance) for distance in self.trace.distances(i, row))

    def distance_texts(self, i: int, row: int, clusters: tuple[int, ...], more: int = 0) -> tuple[str, ...]:
        """Write some of these distances, with decimals that show which is nearest, and `more` at least."""
        distances = self.distances(i, row)
        if self.terms.metric == "mismatch":
            return tuple(self.distance(distances[j]) for j in clusters)
        write = self.distance.more(more).apart(sorted(distances)[:2])
        return tuple(write(distances[j]) for j in clusters)

    def moved(self, i: int) -> tuple[int, ...]:
        """Which centroids differ between snapshot i and the one before."""
        return tuple(int(j) for j in np.flatnonzero(self.trace.moves(i)))

    def longest_move(self, i: int) -> float:
        """How far the centroid goes that goes farthest between snapshot i - 1 and i, in clustered units."""
        return float(self.trace.moves(i).max())

    def farthest(self, i: int) -> int:
        """Which centroid goes farthest between snapshot i - 1 and i; of equal ones the first."""
        return int(self.trace.moves(i).argmax())

    def way(self, i: int, limit: int = 40) -> str:
        """Say how far that is along the axis that shows most of it: ``weight +120 kg``.

        Empty where no axis shows it, or the number would be 0.
        """
        if self.dataset.d > _SHOWN or self.coded.any() or self.medoids(i) is not None:
            return ""
        j = self.farthest(i)
        went = self.trace.centroids_at(i)[j] - self.trace.centroids_at(i - 1)[j]
        column = int(np.abs(went).argmax())
        apart = float(self.trace.centroids_of(i)[j, column] - self.trace.centroids_of(i - 1)[j, column])
        amount = self.columns[column](abs(apart))
        if not amount.strip("0."):
            return ""
        unit = self.dataset.features[column].unit
        sign = "+" if apart > 0 else MINUS
        return f"{self.feature(column, limit)} {sign}{amount}{f' {cut(unit, 12)}' if unit else ''}"


def centroid_facts(trace: CentroidTrace) -> CentroidFacts:
    """Give the numbers and names of a run with centroids, as its family has them."""
    return cast(CentroidFacts, facts_of(trace))
