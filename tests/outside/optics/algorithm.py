"""OPTICS: walk from point to point, always to the one that is easiest to reach, and keep how far each step was.

The core distance of a point is the distance to its `min_samples`-th neighbour, itself counted. From a point another one
is reached at their distance, but never at less than the core distance; the reachability of a point is the least from
all that were visited before it. Dense places are valleys in the plot of reachabilities; a cut parts them as DBSCAN
with that radius would, but for border points.

M. Ankerst, M. M. Breunig, H.-P. Kriegel and J. Sander, "OPTICS: ordering points to identify the clustering structure",
Proceedings of the ACM SIGMOD Conference (1999).
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np

from kmanim.arrays import frozen
from kmanim.errors import InputError
from kmanim.simulate.algorithm import Stopped
from kmanim.simulate.machines.neighbourhoods.estimate import estimated_eps
from kmanim.simulate.machines.neighbourhoods.k_distances import k_distances
from kmanim.simulate.numerics.distance import gaps
from kmanim.simulate.snapshot import NO_CLUSTER, Snapshot
from kmanim.simulate.trace import Trace

MOST_ROWS = 20_000


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class StepSnapshot(Snapshot):
    """A point has its place in the order; the last one is the cut, which has none."""

    row: int = -1
    predecessor: int = -1
    core_distance: float = float("nan")
    reachability: float = float("nan")


@dataclass(frozen=True, eq=False, kw_only=True, repr=False)
class OpticsTrace(Trace):
    """A recorded order; its snapshots are the start, one a point, and the cut."""

    table_columns = ("clusters", "noise", "solution")
    has = "an order"

    @cached_property
    def ordering(self):
        return np.array([snapshot.row for snapshot in self.unlabelled[1:-1]], np.intp)

    @cached_property
    def reachability(self):
        """By place in the order, nan where a point was not reached from another one."""
        return np.array([snapshot.reachability for snapshot in self.unlabelled[1:-1]])

    @cached_property
    def core_distances(self):
        """By place in the order, nan where none is within `max_eps`."""
        return np.array([snapshot.core_distance for snapshot in self.unlabelled[1:-1]])

    @cached_property
    def eps(self):
        given = self.parameters.eps
        return cut_of(self.dataset.values, self.parameters) if given is None else given

    def canonical_order(self):
        return None

    def facts(self, order=None):
        return {"clusters": self.n_clusters(), "noise": int((self.labels < 0).sum())}

    def measures(self):
        return {"clusters": self.n_clusters(), "noise": int((self.labels < 0).sum())}

    def check(self):
        if sorted(self.ordering.tolist()) != list(range(self.dataset.n)):
            raise ValueError("its order does not fit its rows")


SNAPSHOT = StepSnapshot
TRACE = OpticsTrace


def check(dataset, values, parameters):
    if dataset.n > MOST_ROWS:
        raise InputError(f"OPTICS takes at most {MOST_ROWS:,} points, and {dataset.name} has {dataset.n:,}")
    if parameters.min_samples > dataset.n:
        raise InputError(
            f"min_samples is {parameters.min_samples}, but {dataset.name} has {dataset.n} points"
        )


def start(dataset, values, parameters, rng):
    labels = np.full(len(values), NO_CLUSTER, np.min_scalar_type(-len(values) - 1))
    return StepSnapshot(step="start", iteration=0, labels=frozen(labels))


def prepare(dataset, values, parameters):
    return values


def steps(values, state, parameters, rng):
    yield state
    n, kind = len(values), state.labels.dtype
    nobody = np.empty(0, np.intp), np.empty(0, kind)
    farthest = np.inf if parameters.max_eps is None else parameters.max_eps
    cores = k_distances(values, parameters.min_samples)
    cores[cores > farthest] = np.inf
    reach, come_from = np.full(n, np.inf), np.full(n, -1)
    waiting, order = np.ones(n, np.bool_), []
    for number in range(1, n + 1):
        rows = np.flatnonzero(waiting)
        row = int(rows[reach[rows].argmin()])  # of several the first; of those that nobody reaches, too
        waiting[row] = False
        order.append(row)
        yield StepSnapshot(
            step="reach" if np.isfinite(reach[row]) else "begin",
            iteration=number,
            relabelling=nobody,
            row=row,
            predecessor=int(come_from[row]),
            core_distance=known(cores[row]),
            reachability=known(reach[row]),
        )
        if np.isfinite(cores[row]):
            apart = np.sqrt(gaps(values, values[row]))
            through = np.maximum(apart, cores[row])
            nearer = waiting & (apart <= farthest) & (through < reach)
            reach[nearer], come_from[nearer] = through[nearer], row
    eps = cut_of(values, parameters) if parameters.eps is None else parameters.eps
    labels = clusters(np.array(order), reach, cores, eps).astype(kind)
    yield StepSnapshot(step="cut", iteration=n, labels=frozen(labels))
    return Stopped("every point has its place")


def clusters(order, reach, cores, eps):
    """Cut the plot: a bar above eps ends a valley, and begins another one where its point is dense enough."""
    labels = np.empty(len(order), np.intp)
    begins = (reach[order] > eps) & (cores[order] <= eps)
    labels[order] = np.cumsum(begins) - 1
    labels[(reach > eps) & (cores > eps)] = NO_CLUSTER
    return labels


def cut_of(values, parameters):
    eps = estimated_eps(values, parameters.min_samples).eps
    return eps if parameters.max_eps is None else min(eps, parameters.max_eps)


def known(distance):
    return float(distance) if np.isfinite(distance) else float("nan")
