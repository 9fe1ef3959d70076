"""A run of DBSCAN: which row each step visits, and what is known of all rows by then."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Any, ClassVar

import numpy as np

from kmanim.arrays import FloatArray, IntArray, frozen
from kmanim.simulate.label_history import Changes
from kmanim.simulate.machines.neighbourhoods.contested import contested
from kmanim.simulate.machines.neighbourhoods.estimate import Estimate, estimated_eps
from kmanim.simulate.machines.neighbourhoods.k_distances import k_distances
from kmanim.simulate.machines.neighbourhoods.neighbours import Neighbours
from kmanim.simulate.machines.neighbourhoods.visits import Mask, VisitSnapshot, VisitSnapshots
from kmanim.simulate.numerics.label_order import order_by_means
from kmanim.simulate.parameters.dbscan import Dbscan
from kmanim.simulate.snapshot import Snapshots, column
from kmanim.simulate.trace import Trace


@dataclass(frozen=True, eq=False, kw_only=True, repr=False)
class DbscanTrace(Trace):
    """A recorded run of DBSCAN; its snapshots are `VisitSnapshot`, one for each row after the start."""

    kept_in: ClassVar[type[Snapshots] | None] = VisitSnapshots
    table_columns: ClassVar[tuple[str, ...]] = (
        "clusters",
        "noise",
        "core",
        "border",
        "contested",
        "solution",
    )
    has: ClassVar[str] = "distances to neighbours"

    parameters: Dbscan
    unlabelled: Sequence[VisitSnapshot] = field(repr=False)

    @property
    def eps(self) -> float:
        """The radius, in clustered units: as it was asked for, or estimated."""
        if self.estimate is not None:
            return self.estimate.eps
        assert self.parameters.eps is not None
        return self.parameters.eps

    @cached_property
    def estimate(self) -> Estimate | None:
        """Where the radius comes from if nobody asked for one."""
        if self.parameters.eps is not None:
            return None
        return estimated_eps(self.dataset.values, self.parameters.min_samples)

    @property
    def min_samples(self) -> int:
        """How many neighbours make a core point, itself included."""
        return self.parameters.min_samples

    @cached_property
    def k_distances(self) -> FloatArray:
        """Every row's distance to its m-th neighbour, itself counted, shape (n,); m is `min_samples`, at most n."""
        return k_distances(self.dataset.values, min(self.min_samples, self.dataset.n))

    @cached_property
    def near(self) -> Neighbours:
        """The neighbours of any row."""
        return Neighbours(self.dataset.values, self.eps)

    @cached_property
    def visits(self) -> IntArray:
        """The rows in the order in which they were visited, shape (len - 1,)."""
        return np.array(column(self.unlabelled, "row")[1:], np.intp)

    @cached_property
    def counts_of_visits(self) -> IntArray:
        """How many neighbours each of these rows has, itself included, shape (len - 1,)."""
        return np.array(column(self.unlabelled, "count")[1:], np.intp)

    @cached_property
    def visited_at(self) -> IntArray:
        """Which snapshot has visited each row, shape (n,); `len(self)` for rows that none has."""
        found = np.full(self.dataset.n, len(self), np.intp)
        found[self.visits] = np.arange(1, len(self))
        return found

    def visited(self, index: int) -> Mask:
        """Which rows have been looked at by snapshot `index`, shape (n,)."""
        kept = self.unlabelled[index].visited
        return self.visited_at <= range(len(self))[index] if kept is None else kept

    def core(self, index: int = -1) -> Mask:
        """Which rows are known to be core points by snapshot `index`, shape (n,)."""
        kept = self.unlabelled[index].core
        if kept is not None:
            return kept
        at = range(len(self))[index]
        found = np.zeros(self.dataset.n, np.bool_)
        found[self.visits[:at][self.counts_of_visits[:at] >= self.min_samples]] = True
        return found

    def border(self, index: int = -1) -> Mask:
        """Which rows have been looked at by snapshot `index`, are in a cluster and are no core points, shape (n,)."""
        labels = self.history.at(range(len(self))[index])
        assert labels is not None
        return self.visited(index) & (labels >= 0) & ~self.core(index)

    def noise(self, index: int = -1) -> Mask:
        """Which rows have been looked at by snapshot `index` and are in no cluster, shape (n,)."""
        labels = self.history.at(range(len(self))[index])
        assert labels is not None
        return self.visited(index) & (labels < 0)

    @cached_property
    def joined_at(self) -> IntArray:
        """In which snapshot each row has joined its cluster, shape (n,); `len(self)` for rows that are in none."""
        found = np.full(self.dataset.n, len(self), np.intp)
        changes = Changes.joined(self.history.changes)
        # By the first snapshot with each version of the labels; of a row that changes twice the last counts.
        firsts = np.searchsorted(self.history.versions, np.arange(1, len(changes) + 1))
        found[changes.rows] = np.repeat(firsts, np.diff(changes.ends))
        return found

    @cached_property
    def were_noise(self) -> IntArray:
        """Rows (0-based, ascending) that were noise so far, and border points later."""
        return np.flatnonzero((self.visited_at < self.joined_at) & (self.joined_at < len(self)))

    def adopted(self, first: int, last: int | None = None) -> IntArray:
        """Rows (0-based, ascending) that were noise so far, and that snapshots first to last have adopted."""
        at = self.joined_at[self.were_noise]
        low, high = (range(len(self))[index] for index in (first, first if last is None else last))
        return self.were_noise[(at >= low) & (at <= high)]

    @cached_property
    def tally(self) -> tuple[IntArray, IntArray]:
        """How many rows are in a cluster, and how many are noise so far, in every snapshot, shape (len,) each."""
        length = len(self)
        joined, adopted, noise = (
            np.bincount(at, minlength=length + 1)[:length]
            for at in (
                self.joined_at,
                self.joined_at[self.were_noise],
                self.visited_at[self.visited_at < self.joined_at],
            )
        )
        return np.cumsum(joined), np.cumsum(noise - adopted)

    @cached_property
    def contested(self) -> dict[int, tuple[int, ...]]:
        """The border rows that core points of several clusters reach, and which clusters, numbered as at the end."""
        return contested(self.near, self.core(), self.labels.astype(np.intp))

    def derived(self, index: int) -> dict[str, Any]:
        """Give the masks of a snapshot, which would take n numbers a step."""
        return {
            "visited": frozen(self.visited(index)),
            "core": frozen(self.core(index)),
            "border": frozen(self.border(index)),
        }

    def canonical_order(self) -> IntArray | None:
        """Order clusters by the mean of their members where the order of visits is drawn; else as they were found."""
        if self.parameters.order != "random" or not self.history.size:
            return None
        inside = self.labels >= 0
        return order_by_means(self.dataset.points[inside], self.labels[inside], self.history.size)

    def table_row(self, index: int) -> Mapping[str, Any]:
        """Tell the visit: to which row, by its name, with how many neighbours."""
        snapshot = self.unlabelled[index]
        return {
            **super().table_row(index),
            "row": self.dataset.row_name(snapshot.row) if snapshot.row is not None else None,
            "neighbours": snapshot.count,
        }

    def facts(self, order: IntArray | None = None) -> Mapping[str, Any]:  # noqa: ARG002 - counts have no numbers
        """Count clusters and kinds of points at the end."""
        return {
            "clusters": self.n_clusters(),
            "noise": int(self.noise().sum()),
            "core": int(self.core().sum()),
            "border": int(self.border().sum()),
            "contested": len(self.contested),
        }

    def measures(self) -> Mapping[str, float]:
        """Count clusters, noise and core points; every row is visited, so rounds tell nothing."""
        core = int(np.count_nonzero(self.counts_of_visits >= self.min_samples))
        return {
            "clusters": self.n_clusters(),
            "noise": int(np.count_nonzero(self.labels < 0)),
            "core": core,
        }

    def only_end(self) -> Any:
        """Leave out all visits, of which there are as many as rows; the end keeps which kind of point each row is."""
        if len(self) < 3:
            return self
        last = len(self) - 1
        found = self.of_snapshots([0, last])
        end = replace(self.unlabelled[-1], visited=frozen(self.visited(last)), core=frozen(self.core(last)))
        return replace(found, unlabelled=(found.unlabelled[0], end))

    def check(self) -> None:
        """Check that every row is visited once, and that counts are those of rows.

        Raises
        ------
        ValueError
            If they are not.
        """
        n = self.dataset.n
        rows, counts = self.visits, self.counts_of_visits
        if (
            len(rows) > n
            or rows.min(initial=0) < 0
            or rows.max(initial=0) >= n
            or np.bincount(rows).max(initial=0) > 1
        ):
            raise ValueError("its visits do not fit its rows")
        if counts.min(initial=1) < 1 or counts.max(initial=1) > n:
            raise ValueError("its counts do not fit its rows")
        if self.history.first is None or self.history.first.dtype.kind != "i":
            raise ValueError("its labels do not fit its rows")
