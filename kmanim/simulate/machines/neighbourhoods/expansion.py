"""DBSCAN's way through the rows: in which order they are visited, and what each visit finds.

M. Ester, H.-P. Kriegel, J. Sander, X. Xu, "A density-based algorithm for discovering clusters in large spatial
databases with noise", KDD (1996). Row after row has its turn there, and balls are looked into one by one. Here all
clusters grow at once, each by all rows at once that are as many balls away from its first; from which row each was
reached first says afterwards in which order the rows were visited.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from kmanim.arrays import IntArray
from kmanim.simulate.machines.neighbourhoods.components import components
from kmanim.simulate.machines.neighbourhoods.leaves import Mask
from kmanim.simulate.machines.neighbourhoods.neighbours import Neighbours
from kmanim.simulate.machines.neighbourhoods.reach import NOBODY, first_reach

NOISE = -1
_FEW = 4
"""Of so few rows the balls are looked into one by one: where clusters are chains, that is all there is."""


@dataclass(frozen=True, slots=True, eq=False)
class Visits:
    """All visits, in order: each row is looked at once.

    Attributes
    ----------
    rows : ndarray of shape (n,)
        Which row each looks at, 0-based.
    counts : ndarray of shape (n,)
        Its neighbours, itself included.
    core : ndarray of shape (n,), bool
        Whether these are at least `min_samples`.
    is_seed : ndarray of shape (n,), bool
        Whether it was its turn among all rows: nothing had reached it.
    joined : ndarray of shape (m,)
        The rows that join a cluster, visit by visit, ascending within each; the one that begins a cluster is among
        those of its visit.
    clusters : ndarray of shape (m,)
        Which cluster each of these joins, 0-based, by the order in which they began.
    ends : ndarray of shape (n + 1,)
        Those that visit i gives a cluster are ``joined[ends[i]:ends[i + 1]]``.
    """

    rows: IntArray
    counts: IntArray
    core: Mask
    is_seed: Mask
    joined: IntArray
    clusters: IntArray
    ends: IntArray


def expansion(near: Neighbours, min_samples: int, order: IntArray | None = None) -> Visits:
    """Visit every row once, clusters growing from their first core row, first in first out.

    A border row stays with the cluster that reaches it first.

    Parameters
    ----------
    near : Neighbours
    min_samples : int
        A row with so many neighbours, itself included, is a core row.
    order : ndarray of shape (n,), optional
        In which order the rows have their turn, a permutation; by default that of the table.

    Returns
    -------
    Visits
        n of them.
    """
    leaves, counts = near.leaves, near.counts
    n = len(counts)
    turns = np.arange(n)
    if order is not None:
        turns[order] = np.arange(n)
    core = counts >= min_samples
    balls = _balls(near, leaves.of_rows(core), turns)
    of_core = balls.by >= 0  # all core rows, and border rows
    labels, seeds = np.full(n, NOISE), balls.rows[balls.seeds]
    labels[of_core] = balls.clusters[balls.by[of_core]]
    # A row has its turn if nothing has reached it: with a cluster go those core rows and border rows alone that had
    # none before it began.
    begins = np.append(turns[seeds], n)[labels]
    is_seed = ~core & (turns < begins)
    is_seed[seeds] = True
    moments = np.where(is_seed, turns, begins) * (n + 1)
    moments += np.where(is_seed, 0, balls.by + 1)
    rows = moments.argsort(kind="stable")
    visit_of = np.empty(n, np.intp)
    visit_of[rows] = np.arange(n)
    joined = np.flatnonzero(of_core)
    visits = visit_of[balls.rows][balls.by[joined]]
    by_visit = visits.argsort(kind="stable")
    joined = joined[by_visit]
    ends = np.append(0, np.cumsum(np.bincount(visits, minlength=n)))
    return Visits(rows, counts[rows], core[rows], is_seed[rows], joined, labels[joined], ends)


@dataclass(frozen=True, slots=True, eq=False)
class _Balls:
    """Core rows in the order in which their balls are looked into, cluster by cluster.

    Attributes
    ----------
    rows, clusters : ndarrays of shape (m,)
        Which rows, and the cluster of each.
    seeds : ndarray of shape (clusters,)
        The places here of those that begin a cluster.
    by : ndarray of shape (n,)
        By which of them, by its place here, each row is reached first: a seed by itself; -1 where none reaches it.
    """

    rows: IntArray
    clusters: IntArray
    seeds: IntArray
    by: IntArray


def _balls(near: Neighbours, core: Mask, turns: IntArray) -> _Balls:
    """Grow all clusters at once, and find what reaches all other rows."""
    leaves = near.leaves
    rows = leaves.rows.reshape(-1)
    seeds = _seeds(components(leaves, core).reshape(-1), rows, turns)
    ranks, left = np.full(core.shape, NOBODY), core.copy()
    front, by, clusters = seeds, np.arange(len(seeds)), np.arange(len(seeds))
    fronts, before = [(front, by, clusters)], 0
    place_of_row = np.empty(leaves.n + 1, np.intp)
    place_of_row[rows] = np.arange(len(rows))
    while len(front):
        left.reshape(-1)[front] = False
        if not left.any():
            break
        if len(front) <= _FEW:
            new, first = _reached_by_few(near, place_of_row, left, front)
        else:
            ranks.reshape(-1)[front] = np.arange(len(front))
            found = first_reach(leaves, ranks, left, np.unique(front % leaves.count)).reshape(-1)
            ranks.reshape(-1)[front] = NOBODY
            new = np.flatnonzero(found < NOBODY)
            new = new[(found[new].astype(np.intp) * leaves.n + rows[new]).argsort()]
            first = found[new]
        by, clusters = first + before, clusters[first]
        before, front = before + len(front), new
        fronts.append((front, by, clusters))
    front, by, clusters = (np.concatenate(parts) for parts in zip(*fronts, strict=True))
    order = clusters.argsort(kind="stable")
    place_of = np.empty(len(order), np.intp)
    place_of[order] = np.arange(len(order))
    front = front[order]
    # Border rows, whoever of all core rows reaches them first.
    ranks.reshape(-1)[front] = np.arange(len(front))
    border = leaves.of_rows(np.ones(leaves.n, np.bool_)) & ~core
    found = first_reach(leaves, ranks, border, np.flatnonzero(core.any(axis=0)))
    reached = np.full(leaves.n, NOISE)
    reached[rows[front]] = place_of[by[order]]
    reached[leaves.rows[found < NOBODY]] = found[found < NOBODY]
    return _Balls(rows[front], clusters[order], place_of[: len(seeds)], reached)


def _reached_by_few(
    near: Neighbours, place_of_row: IntArray, left: Mask, front: IntArray
) -> tuple[IntArray, IntArray]:
    """Give the places of what a few rows reach that nothing has reached, and the number of the row that is first."""
    places, numbers = [], []
    for number, row in enumerate(near.leaves.rows.reshape(-1)[front].tolist()):
        found = place_of_row[near.of(row)]
        found = found[left.reshape(-1)[found]]
        left.reshape(-1)[found] = False
        places.append(found)
        numbers.append(np.full(len(found), number))
    return np.concatenate(places), np.concatenate(numbers)


def _seeds(numbers: IntArray, rows: IntArray, turns: IntArray) -> IntArray:
    """Find where the row of each component stands that has its turn first, in the order of these turns."""
    core = np.flatnonzero(numbers >= 0)
    of_core, turns_of_core = numbers[core], turns[rows[core]]
    first = np.full(len(numbers), len(turns))
    np.minimum.at(first, of_core, turns_of_core)
    seeds: IntArray = core[first[of_core] == turns_of_core]
    return seeds[turns[rows[seeds]].argsort()]
