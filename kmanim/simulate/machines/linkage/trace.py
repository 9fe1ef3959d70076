"""A recorded tree: every merge as a snapshot, then the cut."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, ClassVar, cast

import numpy as np

from kmanim.arrays import FloatArray, IntArray, LabelArray, frozen
from kmanim.simulate.machines.linkage.cophenetic import cophenetic_correlation
from kmanim.simulate.machines.linkage.cut import labels_at
from kmanim.simulate.machines.linkage.gaps import Metric
from kmanim.simulate.machines.linkage.inversions import inversions
from kmanim.simulate.machines.linkage.leaves import Branches, branches
from kmanim.simulate.machines.linkage.merge_steps import merge_steps
from kmanim.simulate.parameters.hierarchical import Hierarchical
from kmanim.simulate.snapshot import Snapshot
from kmanim.simulate.trace import Trace

MOST_CORRELATED = 2_000
"""Of more rows the distances of all pairs are not compared with the tree: that takes memory by their square."""
_LAST = 5


@dataclass(frozen=True, slots=True, kw_only=True, eq=False, repr=False)
class MergeSnapshot(Snapshot):
    """A moment of a tree that grows.

    Until the cut a cluster's label is one of its rows; see `kmanim.simulate.machines.linkage.merge_steps`.

    Attributes
    ----------
    lower, higher : int
        The numbers of the two clusters that have just merged: below n a row, else n and the place of the merge that
        made it. -1 where nothing merges.
    height : float
        How far apart they were, in clustered units; nan where nothing merges.
    lower_size, higher_size : int
        How many rows they had.
    gone : int
        Which of the two took the label of the other: the smaller one.
    tied : bool
        Whether another pair was exactly as near.
    """

    lower: int = -1
    higher: int = -1
    height: float = float("nan")
    lower_size: int = 0
    higher_size: int = 0
    gone: int = -1
    tied: bool = False


@dataclass(frozen=True, eq=False, kw_only=True, repr=False)
class MergeTrace(Trace):
    """A recorded run of hierarchical clustering: snapshot 0 is the start, s the merge s, the last one the cut."""

    table_columns: ClassVar[tuple[str, ...]] = ("clusters", "sizes", "tied", "inverted")
    has: ClassVar[str] = "merges"

    parameters: Hierarchical
    unlabelled: tuple[MergeSnapshot, ...] = field(repr=False)

    @cached_property
    def merges(self) -> FloatArray:
        """Every merge as scipy writes it: lower number, higher number, height, size; shape (n - 1, 4)."""
        rows = [(s.lower, s.higher, s.height, s.lower_size + s.higher_size) for s in self.unlabelled[1:-1]]
        return frozen(np.array(rows, np.float64).reshape(-1, 4))

    @property
    def heights(self) -> FloatArray:
        """The height of every merge, in clustered units, shape (n - 1,)."""
        return self.merges[:, 2]

    @property
    def ties(self) -> IntArray:
        """The merges, from 0, beside which another pair was exactly as near."""
        return np.flatnonzero([snapshot.tied for snapshot in self.unlabelled[1:-1]])

    @cached_property
    def inversions(self) -> IntArray:
        """The merges, from 0, that are lower than one within them, as may happen with linkage centroid."""
        return inversions(self.merges)

    @cached_property
    def tree(self) -> Branches:
        """Children, sizes and rows of every cluster."""
        return branches(self.merges, self.dataset.n)

    @property
    def k(self) -> int:
        """Into how many clusters the tree is cut."""
        return int(self.labels.max()) + 1

    @property
    def n_numbers(self) -> int:
        """How many clusters the cut leaves; before it labels are numbers of rows."""
        return self.k

    def labels_at(self, k: int) -> LabelArray:
        """Give the labels of shape (n,) of a cut into k clusters, numbered by their lowest rows."""
        return labels_at(self.merges, self.dataset.n, k)

    @cached_property
    def cophenetic_correlation(self) -> float:
        """How far heights keep to the distances of rows, from -1 to 1.

        NaN where it is not defined, and for more than 2,000 rows.
        """
        if self.dataset.n > MOST_CORRELATED:
            return float("nan")
        return cophenetic_correlation(self.merges, self.dataset.values, cast(Metric, self.parameters.metric))

    def cut_between(self, k: int) -> tuple[float, float]:
        """Give the heights between which a line cuts into k clusters.

        They are those of the highest merge that is kept and of the lowest that is not. The first is above the second
        where merges are inverted; then no height cuts so.
        """
        kept = self.dataset.n - k
        below = float(self.heights[:kept].max(initial=0.0))
        above = float(self.heights[kept:].min(initial=np.inf))
        return below, above

    def table_row(self, index: int) -> Mapping[str, Any]:
        """Tell the merge: how high, of clusters of which sizes; labels are rows up to the cut, and tell nothing."""
        told = {
            name: value
            for name, value in super().table_row(index).items()
            if not name.startswith(("size_", "switched"))
        }
        snapshot = self.unlabelled[index]
        is_merge = snapshot.lower >= 0
        return told | {
            "height": snapshot.height if is_merge else None,
            "lower_size": snapshot.lower_size if is_merge else None,
            "higher_size": snapshot.higher_size if is_merge else None,
            "tied": snapshot.tied,
        }

    def facts(self, order: IntArray | None = None) -> Mapping[str, Any]:  # noqa: ARG002 - numbers have a meaning
        """Sum the run up: clusters, the heights of the last merges, how many merges were tied and inverted."""
        return {
            "clusters": self.k,
            "heights": tuple(self.heights[-_LAST:].tolist()),
            "tied": len(self.ties),
            "inverted": len(self.inversions),
        }

    def measures(self) -> Mapping[str, float]:
        """Give the clusters of the cut, the largest of them, and the height of the highest merge that it keeps.

        Every tree has as many merges, so rounds tell nothing.
        """
        return {
            "clusters": self.k,
            "largest": max(self.sizes),
            "height": self.cut_between(self.k)[0],
        }

    def check(self) -> None:
        """Check that the merges make one tree of all rows, and that labels are those of the merges and the cut.

        Raises
        ------
        ValueError
            If it is not so.
        """
        n = self.dataset.n
        steps = [snapshot.step for snapshot in self.unlabelled]
        if steps != ["start", *["merge"] * (n - 1), "cut"]:
            raise ValueError("its merges do not fit its rows")
        merges = self.merges
        used = merges[:, :2]
        if not np.array_equal(np.sort(used, axis=None), np.arange(2 * n - 2)):
            raise ValueError("its merges make no tree")
        if (used >= np.arange(n, 2 * n - 1)[:, np.newaxis]).any() or (used[:, 0] >= used[:, 1]).any():
            raise ValueError("its merges are not in order")
        if not np.isfinite(merges[:, 2]).all() or (merges[:, 2] < 0).any():
            raise ValueError("a height is not one")
        for index, step in enumerate(merge_steps(merges, n), start=1):
            own = self.unlabelled[index]
            if (own.lower_size, own.higher_size, own.gone) != (*step.sizes, step.gone):
                raise ValueError("the sizes of its clusters do not add up")
            if not np.array_equal(self.history.changed(index), step.moved):
                raise ValueError("its labels do not fit its merges")
        if not np.array_equal(self.labels, self.labels_at(self.k)):
            raise ValueError("its labels are not those of a cut")
