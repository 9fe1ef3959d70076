"""Groups that rows are known to belong to, beside the clusters that were found: who is matched with whom."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from kmanim.arrays import IntArray, LabelArray
from kmanim.data.dataset import Dataset
from kmanim.data.target import GROUP
from kmanim.simulate.runs.relabel import best_assignment
from kmanim.simulate.snapshot import NO_CLUSTER
from kmanim.simulate.trace import Trace

# More groups are no picture that is seen at a glance, and of more rows than this a picture is a density.
MOST_GROUPS, MOST_ROWS = 12, 10_000
FOUND = 95
"""Groups count as found where so many of a hundred rows lie with theirs, and there are as many clusters."""


@dataclass(frozen=True, eq=False)
class KnownGroups:
    """Groups and clusters of one run, matched so that as many rows as possible are where they belong.

    Attributes
    ----------
    title : str
        The column that says the groups.
    names : tuple of str
        The groups, in the order of the alphabet.
    of_rows : ndarray of shape (n,)
        Each row's group, counted from 0.
    cluster_of : ndarray of shape (groups,)
        The cluster that each group is matched with; a number from k on where none is left for it.
    labels : ndarray of shape (n,)
        The cluster in which each row was found; `NO_CLUSTER` for none.
    """

    title: str
    names: tuple[str, ...]
    of_rows: IntArray
    cluster_of: IntArray
    labels: IntArray

    @property
    def misplaced(self) -> IntArray:
        """The rows that lie in another cluster than the one of their group, 0-based, ascending."""
        rows: IntArray = np.flatnonzero(self.cluster_of[self.of_rows] != self.labels)
        return rows

    @property
    def right(self) -> int:
        """How many rows lie with their group."""
        return len(self.of_rows) - self.misplaced.size

    def are_found(self, clusters: int) -> bool:
        """Whether a run that ends in so many clusters has found the groups."""
        return clusters == len(self.names) and 100 * self.right >= FOUND * len(self.of_rows)

    @property
    def how(self) -> str:
        """How the groups are known: ``drawn``, if the data were drawn group by group, or ``known``."""
        return "drawn" if self.title == GROUP else "known"

    @property
    def styles(self) -> int:
        """How many styles tell clusters and groups apart: a group has that of its cluster."""
        return int(max(self.cluster_of.max(), self.labels.max())) + 1


def column_of(dataset: Dataset) -> str:
    """Say which column knows the groups: the classes that were named, or those that data were drawn from; or empty."""
    return dataset.classes or (GROUP if GROUP in dataset.categorical else "")


def known_groups(trace: Trace, k: int) -> KnownGroups | None:
    """Match the clusters of the end of a run with groups that are known; None where none are, or too many.

    Parameters
    ----------
    trace : Trace
        Of any algorithm.
    k : int
        How many clusters there are, empty ones among them.
    """
    column = column_of(trace.dataset)
    if not column:
        return None
    said = trace.dataset.categorical[column]
    names = tuple(sorted(set(said)))
    if len(names) > MOST_GROUPS:
        return None
    number = {name: place for place, name in enumerate(names)}
    groups = np.array([number[name] for name in said], np.intp)
    labels = trace.labels.astype(np.intp)
    size = max(len(names), k)
    counts = np.zeros((size, size), np.intp)
    found = labels != NO_CLUSTER
    np.add.at(counts, (groups[found], labels[found]), 1)
    return KnownGroups(column, names, groups, best_assignment(-counts)[: len(names)], labels)


def matched(reference: IntArray | LabelArray, labels: LabelArray, groups: int, clusters: int) -> IntArray:
    """Match clusters with groups so that as many rows as possible are where they belong: the group of each cluster.

    Clusters for which no group is left have the numbers from `groups` on, in their order.

    Parameters
    ----------
    reference : ndarray of shape (n,)
        The group of every row, from 0; a negative number for none.
    labels : ndarray of shape (n,)
        The cluster of every row; a negative number for none.
    groups, clusters : int
        How many of each there are.

    Returns
    -------
    ndarray of shape (clusters,)
    """
    size = max(groups, clusters)
    counts = np.zeros((size, size), np.intp)
    both = (reference >= 0) & (labels >= 0)
    np.add.at(counts, (labels[both].astype(np.intp), reference[both].astype(np.intp)), 1)
    found = best_assignment(-counts)[:clusters]
    # A cluster that shares no row with its group is matched with none.
    alone = (found >= groups) | (counts[np.arange(clusters), found] == 0)
    found[alone] = np.arange(groups, groups + int(alone.sum()))
    return found
