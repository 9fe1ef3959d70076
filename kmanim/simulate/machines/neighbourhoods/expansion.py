"""DBSCAN's way through the rows: which are visited, and what each visit finds.

M. Ester, H.-P. Kriegel, J. Sander, X. Xu, "A density-based algorithm for discovering clusters in large spatial
databases with noise", KDD (1996).
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from kmanim.arrays import IntArray, frozen
from kmanim.simulate.machines.neighbourhoods.neighbours import Neighbours

NOISE = -1
_NONE: IntArray = frozen(np.empty(0, np.intp))


@dataclass(frozen=True, slots=True, eq=False)
class Visit:
    """One row looked at, and what came of it.

    Attributes
    ----------
    row : int
        0-based.
    count : int
        Its neighbours, itself included.
    cluster : int
        0-based, by the order in which they began; -1 is noise, so far.
    core : bool
        Whether the count is at least `min_samples`.
    is_seed : bool
        Whether it was its turn among all rows: nothing had reached it.
    joined : ndarray of shape (m,)
        The rows that this visit gives the cluster, ascending; the one that begins a cluster is among them.
    adopted : ndarray of shape (a,)
        Those of `joined` that had been visited and left as noise: they are border rows now.
    """

    row: int
    count: int
    cluster: int
    core: bool
    is_seed: bool
    joined: IntArray
    adopted: IntArray


def expansion(near: Neighbours, min_samples: int, order: IntArray | None = None) -> Iterator[Visit]:
    """Visit every row once, clusters growing from their first core row, first in first out.

    A border row stays with the cluster that reaches it first.

    Parameters
    ----------
    near : Neighbours
    min_samples : int
        A row with so many neighbours, itself included, is a core row.
    order : ndarray of shape (n,), optional
        In which order the rows have their turn, a permutation; by default that of the table.

    Yields
    ------
    Visit
        n of them.
    """
    counts = near.counts
    visited, noise = np.zeros(len(counts), np.bool_), np.zeros(len(counts), np.bool_)
    unassigned = np.ones(len(counts), np.bool_)
    left, cluster = len(counts), NOISE
    for seed in range(len(counts)) if order is None else map(int, order):
        if visited[seed]:
            continue
        if counts[seed] < min_samples:
            visited[seed] = noise[seed] = True
            yield Visit(seed, int(counts[seed]), NOISE, False, True, _NONE, _NONE)
            continue
        cluster += 1
        queue = deque([seed])
        while queue:
            row = queue.popleft()
            visited[row] = True
            count = int(counts[row])
            core = count >= min_samples
            joined = adopted = _NONE
            if core and left:  # once every row has a cluster, no ball holds anything new
                found = near.of(row)
                joined = found[unassigned[found]]
                adopted = joined[noise[joined]]
                joined.flags.writeable = adopted.flags.writeable = False
            if joined.size:
                unassigned[joined] = False
                left -= joined.size
                queue.extend(joined[~visited[joined]].tolist())
            yield Visit(row, count, cluster, core, row == seed, joined, adopted)
