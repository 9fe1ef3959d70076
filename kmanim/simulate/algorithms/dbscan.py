"""DBSCAN: clusters are what can be reached from core points, ball by ball; what no ball reaches is noise.

A row with at least `min_samples` rows within `eps`, itself counted, is a core point. Rows have their turn in order; a
core point that nothing has reached begins a cluster, its neighbours join, and those of them that are core points pass
it on, first in first out. Other neighbours are border points; one that two clusters reach stays with the first.

M. Ester, H.-P. Kriegel, J. Sander and X. Xu, "A density-based algorithm for discovering clusters in large spatial
databases with noise", Proceedings of the 2nd International Conference on Knowledge Discovery and Data Mining (1996).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

import numpy as np

from kmanim.arrays import FloatArray, IntArray, frozen
from kmanim.data.dataset import Dataset
from kmanim.errors import InputError, shown
from kmanim.simulate.algorithm import AllSteps, Stopped
from kmanim.simulate.label_history import Changes, LabelHistory
from kmanim.simulate.machines.neighbourhoods.estimate import estimated_eps
from kmanim.simulate.machines.neighbourhoods.expansion import expansion
from kmanim.simulate.machines.neighbourhoods.neighbours import Neighbours
from kmanim.simulate.machines.neighbourhoods.trace import DbscanTrace
from kmanim.simulate.machines.neighbourhoods.visits import VisitSnapshot, VisitSnapshots
from kmanim.simulate.parameters.dbscan import Dbscan
from kmanim.simulate.snapshot import NO_CLUSTER

SNAPSHOT = VisitSnapshot
TRACE = DbscanTrace
ALL_VISITED = Stopped("every point was visited")


def check(dataset: Dataset, _values: FloatArray, parameters: Dbscan) -> None:
    """Refuse an order that is not one of these rows.

    Raises
    ------
    InputError
        If it names more or fewer.
    """
    if not isinstance(parameters.order, str) and len(parameters.order) != dataset.n:
        count = f"{dataset.n} {dataset.noun[dataset.n != 1]}"
        raise InputError(
            f"order must name every row once: it has {len(parameters.order)}, but {shown(dataset.name)} has "
            f"{shown(count)}"
        )


def start(
    _dataset: Dataset, values: FloatArray, parameters: Dbscan, rng: np.random.Generator
) -> VisitSnapshot:
    """Begin with no row in a cluster, and draw the order of visits where it is random."""
    n = len(values)
    # No run has more clusters than rows.
    labels = np.full(n, NO_CLUSTER, np.min_scalar_type(-n - 1))
    order = frozen(rng.permutation(n).astype(np.int64)) if parameters.order == "random" else None
    return VisitSnapshot(step="start", iteration=0, labels=frozen(labels), order=order)


def prepare(_dataset: Dataset, values: FloatArray, parameters: Dbscan) -> Neighbours:
    """Index the rows, and choose the radius if none is given."""
    eps = parameters.eps
    return Neighbours(values, eps if eps is not None else estimated_eps(values, parameters.min_samples).eps)


def steps(near: Neighbours, state: VisitSnapshot, parameters: Dbscan, _rng: np.random.Generator) -> AllSteps:
    """Visit row after row."""
    assert state.labels is not None
    first, n = state.labels, len(state.labels)
    visits = expansion(near, parameters.min_samples, _order(n, state, parameters))
    small = np.min_scalar_type(n)
    snapshots = VisitSnapshots(
        start=replace(state, labels=None),
        rows=frozen(visits.rows.astype(small)),
        counts=frozen(visits.counts.astype(small)),
        core=frozen(visits.core),
        is_seed=frozen(visits.is_seed),
    )
    found = np.diff(visits.ends) > 0
    changes = Changes(
        frozen(visits.joined.astype(small)),
        frozen(visits.clusters.astype(first.dtype)),
        np.append(0, visits.ends[1:][found]),
    )
    versions = np.append(0, np.cumsum(found))
    return AllSteps(snapshots, LabelHistory.of(first, versions, changes), ALL_VISITED)


def estimates(values: FloatArray, parameters: Dbscan) -> Mapping[str, float]:
    """Give the radius that is taken where none is given."""
    return {"eps": estimated_eps(values, parameters.min_samples).eps}


def _order(n: int, state: VisitSnapshot, parameters: Dbscan) -> IntArray | None:
    """Give the order of visits; None for that of the table."""
    if state.order is not None:
        return state.order.astype(np.intp)
    if parameters.order == "backwards":
        return np.arange(n)[::-1]
    return None if isinstance(parameters.order, str) else np.array(parameters.order, np.intp)
