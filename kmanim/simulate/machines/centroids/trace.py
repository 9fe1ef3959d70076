"""A run whose clusters have centroids: where they are, how they move, how far rows are from them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, ClassVar

import numpy as np

from kmanim.arrays import FloatArray, IntArray
from kmanim.simulate.machines.centroids.measure import term_of
from kmanim.simulate.machines.centroids.seeding_steps import SeedingSnapshot
from kmanim.simulate.machines.centroids.snapshot import CentroidSnapshot
from kmanim.simulate.numerics.distance import Term, distances, gaps, own_gaps
from kmanim.simulate.numerics.label_order import order_by_means
from kmanim.simulate.parameters._centred import Centred
from kmanim.simulate.parameters._terms import Terms
from kmanim.simulate.snapshot import Snapshot
from kmanim.simulate.tidy import part_name, places
from kmanim.simulate.trace import Trace


@dataclass(frozen=True, eq=False, kw_only=True, repr=False)
class CentroidTrace(Trace):
    """A recorded run of an algorithm with k centroids; its snapshots are `CentroidSnapshot`."""

    prologue_type: ClassVar[type[Snapshot]] = SeedingSnapshot
    has: ClassVar[str] = "distances to centroids"
    table_columns: ClassVar[tuple[str, ...]] = ("starts", "iterations", "objective", "solution", "switches")

    parameters: Centred
    unlabelled: tuple[CentroidSnapshot, ...] = field(repr=False)
    prologue: tuple[SeedingSnapshot, ...] = field(default=(), repr=False)

    @property
    def terms(self) -> Terms:
        """How the algorithm measures, and what it calls its centres."""
        return self.parameters.terms

    @property
    def k(self) -> int:
        """How many clusters there are, empty ones included."""
        return len(self._centroids(-1))

    @property
    def seeding(self) -> tuple[SeedingSnapshot, ...]:
        """How the start was drawn, centre after centre, by k-means++; empty for other starts."""
        return self.prologue

    @property
    def inertia(self) -> float:
        """The final objective: for k-means the within-cluster sum of squares."""
        return self.unlabelled[-1].objective

    def sizes_of(self, counts: IntArray) -> tuple[int, ...]:
        """Give counts of rows by label as the sizes of clusters, empty ones included."""
        return tuple(counts.tolist())

    def begins(self) -> Mapping[str, Any]:
        """Give the starts."""
        return {"init": tuple(map(tuple, self.centroids_of(0).tolist()))}

    @property
    def switches(self) -> tuple[int, ...]:
        """How many rows switched in iteration 2, 3, ..."""
        return tuple(self.switched_count(iteration) for iteration in range(2, self.iterations + 1))

    def counts_of(self, index: int) -> IntArray:
        """How many rows each cluster has at snapshot `index`, shape (k,); all 0 before the first assignment."""
        counts = np.zeros(self.k, np.intp)
        known = super().counts_of(index)
        counts[: len(known)] = known
        return counts

    def switched(self, iteration: int) -> IntArray:
        """Rows (0-based, ascending) that switched in an iteration's assignment; none in iteration 1."""
        index = self.index_of("assign", iteration)
        return np.empty(0, np.intp) if index is None else self.history.changed(index)

    def switched_count(self, iteration: int) -> int:
        """How many rows switched in an iteration's assignment; none in iteration 1."""
        return len(self.switched(iteration))

    def ways_at(self, index: int) -> IntArray:
        """How many rows went from each cluster to each other one in snapshot `index`, shape (k, k)."""
        at, k = range(len(self))[index], self.k
        rows = self.history.changed(at)
        former, now = (self.history.at(i) for i in (max(at - 1, 0), at))
        if not len(rows) or former is None or now is None:
            return np.zeros((k, k), np.intp)
        ways = np.bincount(former[rows].astype(np.intp) * k + now[rows], minlength=k * k)
        return ways.reshape(k, k)

    def centroids_at(self, index: int) -> FloatArray:
        """Centroids of snapshot `index` in clustered units, shape (k, d)."""
        return self._centroids(index)

    def centroids_of(self, index: int) -> FloatArray:
        """Centroids of snapshot `index` in original units, shape (k, d)."""
        return self.dataset.scaling.undo(self._centroids(index))

    def moves(self, index: int) -> FloatArray:
        """How far each centroid has moved since the snapshot before, shape (k,).

        In a straight line; where there are categories, as the algorithm measures: of a mode it is how many of its
        entries have changed.
        """
        at = range(len(self))[index]
        before, now = self._centroids(max(at - 1, 0)), self._centroids(at)
        if self.terms.metric in ("mismatch", "mixed"):
            term = self.term
            return np.array([gaps(now[j : j + 1], before[j], term)[0] for j in range(len(now))])
        return distances(gaps(now - before, np.zeros(now.shape[1])), "euclidean")

    def distances(self, index: int, row: int) -> FloatArray:
        """Distances from a row (0-based) to every centroid of a snapshot, as the algorithm measures, shape (k,)."""
        at = range(self.dataset.n)[row]
        value = self.dataset.scaling.apply(self.dataset.points[at : at + 1])
        return distances(gaps(self._centroids(index), value[0], self.term), self.terms.metric)

    def distances_to(self, index: int, cluster: int, rows: slice = slice(None)) -> FloatArray:
        """Distance of every row, or of some, to one centroid of a snapshot, as the algorithm measures, shape (n,)."""
        centroid = self._centroids(index)[cluster]
        return distances(gaps(self.dataset.values[rows], centroid, self.term), self.terms.metric)

    def own_distances(self, index: int) -> FloatArray:
        """Distance of every row to the centroid of its own cluster in a snapshot after the first assignment, (n,)."""
        labels = self[index].labels
        own = own_gaps(self.dataset.values, labels, self._centroids(index), self.term)
        return distances(own, self.terms.metric)

    @cached_property
    def term(self) -> Term:
        """What becomes of the differences between a row and a centre before columns are added."""
        return term_of(self.dataset, self.parameters)

    def canonical_order(self) -> IntArray | None:
        """Order clusters by the mean of their final members in the first column; given starts keep their numbers."""
        if self.parameters.starts is not None:
            return None
        return order_by_means(self.dataset.points, self.labels, self.k)

    @property
    def news(self) -> tuple[str, ...]:
        """Count the switches of all rounds."""
        total = sum(self.switches)
        return ("1 switch" if total == 1 else f"{total:,} switches",)

    @staticmethod
    def part_name(name: str, place: int) -> str:
        """Say of switches in which round they were, and of empty clusters when."""
        if name == "switches":
            return f"switched_{place + 2}"
        return ("empty_first", "empty_last")[place] if name == "empty" else part_name(name, place)

    def table_row(self, index: int) -> Mapping[str, Any]:
        """Tell where the centroids are, in original units."""
        centroids = places(self.centroids_of(index), self.dataset.features, "centroid")
        return {**super().table_row(index), **centroids}

    def facts(self, order: IntArray | None = None) -> Mapping[str, Any]:
        """Sum the run up: its starts in original units, its switches, its empty clusters in round 1 and at the end."""
        starts = self.centroids_of(0)
        first = self.counts_of(next(i for i, version in enumerate(self.history.versions) if version >= 0))
        return {
            "starts": tuple(map(tuple, (starts if order is None else starts[order]).tolist())),
            "switches": self.switches,
            "empty": (int((first == 0).sum()), int((self.counts_of(-1) == 0).sum())),
        }

    def measures(self) -> Mapping[str, float]:
        """Give the objective before the clusters, which are as many as were asked for unless some are empty."""
        told = dict(super().measures())
        return {self.parameters.objective.key: told[self.parameters.objective.key]} | told

    def check(self) -> None:
        """Check that every label has its centroid, and every draw its cluster.

        Raises
        ------
        ValueError
            If they do not.
        """
        shapes = {snapshot.centroids.shape for snapshot in self.unlabelled}
        if len(shapes) > 1 or min(shapes)[1:] != (self.dataset.d,):
            raise ValueError("its centroids do not fit its columns")
        if not all(np.isfinite(snapshot.centroids).all() for snapshot in self.unlabelled):
            raise ValueError("a centroid is not finite")
        for snapshot in self.unlabelled:
            snapshot.check(self.dataset.n)
        if self.history.first is not None and self.history.first.dtype.kind != "u":
            raise ValueError("its labels do not fit its rows")
        if self.history.size > self.k:
            raise ValueError("it has labels without a centroid")
        if self.seeding:
            SeedingSnapshot.check_all(self.seeding, self.dataset.n, self.k)

    @property
    def n_numbers(self) -> int:
        """How many clusters there are, those without rows among them."""
        return self.k

    def _centroids(self, index: int) -> FloatArray:
        return self.unlabelled[index].centroids
