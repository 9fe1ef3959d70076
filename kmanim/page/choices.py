"""What is chosen on a page: a recorded run as what a reader would have chosen for it, `Choices` of the scripts."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np

from kmanim.errors import InputError
from kmanim.simulate.machines.centroids.trace import CentroidTrace
from kmanim.simulate.machines.neighbourhoods.trace import DbscanTrace
from kmanim.simulate.trace import Trace

EXPLORED = ("kmeans", "dbscan")

INVITATIONS: Mapping[str, str] = {
    "kmeans": "Place the centres yourself, and go through every step",
    "dbscan": "Set the radius yourself, and go through every step",
}
"""What leads to a page that begins with the algorithm."""

DEFAULTS: Mapping[str, Any] = {
    "algorithm": "kmeans", "scale": "none", "k": 2, "init": "own", "starts": [], "startRows": [], "empty": "keep",
    "relocated": [], "eps": None, "minSamples": 5, "order": "rows", "orderRows": [], "step": None, "by": "visit",
}  # fmt: skip
"""What a link leaves out."""


def choices_of(trace: Trace) -> dict[str, Any]:
    """Say what a reader would have chosen for a run of two columns of numbers, all choices by name.

    What was drawn is said by value, so that neither a page nor Python need draw alike.

    Raises
    ------
    InputError
        If it is a run of another algorithm, or of more or fewer columns.
    """
    dataset = trace.dataset
    if trace.algorithm not in EXPLORED or dataset.d != 2:
        raise InputError(
            f"a page shows k-means and DBSCAN on two columns; this is {trace.called} on {dataset.d}"
        )
    choices: dict[str, Any] = {
        **DEFAULTS,
        "algorithm": trace.algorithm,
        "data": dataset.name,
        "columns": [feature.name for feature in dataset.features],
        "scale": dataset.scaling.method,
    }
    if isinstance(trace, DbscanTrace):
        return choices | _of_dbscan(trace)
    assert isinstance(trace, CentroidTrace)
    return choices | _of_kmeans(trace)


def _of_kmeans(trace: CentroidTrace) -> dict[str, Any]:
    told = trace.parameters
    draws = [draw.row for draw in trace.seeding]
    # Where clusters were numbered anew, the draws are in another order than their starts: starts alone are true then.
    in_order = [draw.cluster for draw in trace.seeding] == list(range(len(draws)))
    drawn = told.starts is None and (in_order or not draws)
    empty = told.empty if told.empty in ("keep", "farthest") else "resample"
    return {
        "k": trace.k,
        "init": str(told.init) if drawn else "own",
        "starts": _starts(trace),
        "startRows": draws if drawn else [],
        "empty": empty,
        "relocated": _relocated(trace) if empty == "resample" else [],
    }


def _starts(trace: CentroidTrace) -> list[list[float]]:
    """Give the starts in original units: as they were given, and of those on rows the very places of the rows."""
    if trace.parameters.starts is not None:
        return [list(start) for start in trace.parameters.starts]
    dataset, starts = trace.dataset, trace.centroids_of(0)
    rows = [_row_at(trace, centroid) for centroid in trace.unlabelled[0].centroids]
    return [
        (starts[number] if row is None else dataset.points[row]).tolist() for number, row in enumerate(rows)
    ]


def _row_at(trace: CentroidTrace, place: Any) -> int | None:
    """Find the first row at a place in clustered units; None where there is none."""
    found = np.flatnonzero(np.all(trace.dataset.values == place, axis=1))
    return int(found[0]) if found.size else None


def _relocated(trace: CentroidTrace) -> list[int]:
    """Find the rows that empty centroids were put on, one after the other."""
    rows: list[int] = []
    before = trace.unlabelled[0].centroids
    for snapshot in trace.unlabelled:
        if snapshot.step == "relocate":
            moved = np.flatnonzero(np.any(snapshot.centroids != before, axis=1))
            found = [_row_at(trace, snapshot.centroids[number]) for number in moved]
            rows += [row for row in found if row is not None]
        before = snapshot.centroids
    return rows


def _of_dbscan(trace: DbscanTrace) -> dict[str, Any]:
    told = trace.parameters
    drawn = trace.unlabelled[0].order
    rule = told.order if isinstance(told.order, str) else "picked"
    rows = list(told.order) if rule == "picked" else [] if drawn is None else drawn.tolist()
    return {"eps": told.eps, "minSamples": told.min_samples, "order": rule, "orderRows": rows}
