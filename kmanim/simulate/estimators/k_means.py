"""scikit-learn's KMeans, run by our k-means from the same starts."""

from __future__ import annotations

import sys
from typing import Any

import numpy as np

from kmanim.arrays import FloatArray, IntArray
from kmanim.errors import shown
from kmanim.simulate.estimators._partitions import differing_rows
from kmanim.simulate.estimators._reading import Asked, Reading
from kmanim.simulate.estimators._starts import Starts
from kmanim.simulate.machines.centroids.trace import CentroidTrace
from kmanim.simulate.numerics.distance import gap_sum

ESTIMATOR = "KMeans"
ALGORITHM = "kmeans"
_KNOWN = (
    "n_clusters", "init", "n_init", "max_iter", "tol", "random_state",
    # how it computes, not what
    "algorithm", "copy_x", "verbose", "n_jobs",
)  # fmt: skip
_TIED = 1e-9


def read(asked: Asked) -> Reading:
    """Read the starts: those that are given, or the draws of its `random_state`."""
    asked.refuse_others(_KNOWN)
    params = asked.params
    common = {"k": params["n_clusters"], "max_iter": params["max_iter"], "empty": "farthest"}
    given = not isinstance(params["init"], str) and not callable(params["init"])
    starts = Starts(asked, 1 if given else _number_of_starts(params), given=given)

    def start(draws: np.random.RandomState) -> dict[str, Any]:
        centres = np.asarray(params["init"], np.float64) if given else _drawn(asked, draws)
        return common | {"init": asked.dataset.scaling.undo(centres)}

    def is_own(trace: CentroidTrace, rows: IntArray) -> bool:
        return not rows.size or _round_within_tol(asked, trace) is not None

    def told(trace: CentroidTrace, attempt: int) -> tuple[str, ...]:
        found = asked.labels is not None and is_own(trace, differing_rows(trace.labels, asked.labels))
        return starts.told(attempt, is_own=found)

    return Reading(
        starts.attempts(start),
        lambda trace, _rows: _reason(asked, trace, known=starts.is_known),
        told,
        is_own,
    )


def _number_of_starts(params: dict[str, Any]) -> int:
    n_init = params["n_init"]
    return (1 if params["init"] == "k-means++" else 10) if isinstance(n_init, str) else int(n_init)


def _drawn(asked: Asked, draws: np.random.RandomState) -> FloatArray:
    """Draw a start as a fit does, by its own public means, from rows around their mean; shape (k, d)."""
    values, init, k = asked.values, asked.params["init"], asked.params["n_clusters"]
    mean = values.mean(axis=0)
    if callable(init):
        start: FloatArray = np.asarray(init(values - mean, k, draws), np.float64) + mean
        return start
    if init == "k-means++":
        # Whoever has the estimator has imported this.
        rows = np.asarray(
            sys.modules["sklearn.cluster"].kmeans_plusplus(values - mean, k, random_state=draws)[1]
        )
    elif init == "random":
        rows = draws.choice(len(values), k, replace=False, p=np.full(len(values), 1 / len(values)))
    else:
        asked.refuse("init", "k-means++, random, a function or an array")
    drawn: FloatArray = values[rows]
    return drawn


def _reason(asked: Asked, trace: CentroidTrace, *, known: bool) -> str:
    assert asked.labels is not None
    centres = np.asarray(asked.fitted("cluster_centers_"))
    theirs = gap_sum(asked.values, asked.labels, centres.astype(np.float64))
    inertia = float(asked.fitted("inertia_"))
    if not np.isclose(theirs, inertia, rtol=1e-5, atol=1e-9 * float(np.square(asked.values).sum())):
        return (
            f"its inertia is {inertia:.6g}, but {theirs:.6g} of these rows: it was fitted with sample weights, or to "
            "other rows"
        )
    stopped = _round_within_tol(asked, trace)
    if stopped is not None:
        return (
            f"tol={shown(asked.params['tol'])} ends the fit after round {stopped}, when centres hardly move; here no "
            f"point switches from round {trace.iterations} on"
        )
    found = _reason_of_start(trace, single=centres.dtype == np.float32) if known else ""
    same = np.isclose(theirs, trace.inertia, rtol=1e-12)
    ends = f"two ends are equally good, W = {theirs:.6g}" if same else ""
    start = "the same start" if known else "another start"
    optima = f"from {start} to another local optimum, W = {theirs:.6g} there and {trace.inertia:.6g} here"
    return found or ends or optima


def _reason_of_start(trace: CentroidTrace, *, single: bool) -> str:
    """Say why the same start leads elsewhere; empty where that is not known."""
    if not trace.finished:
        return f"max_iter={trace.iterations} ends both, and the fit assigns the points once more"
    if any(not trace.counts_of(i).all() for i, snapshot in enumerate(trace.unlabelled) if snapshot.iteration):
        return "a cluster was empty on the way, and the fit moves a point there within the same step"
    tied = _round_with_ties(trace)
    if tied is not None:
        return f"ties: in round {tied} points are equally far from two centres, and rounding decides where they go"
    return "the fit computes in single precision" if single else ""


def _round_with_ties(trace: CentroidTrace) -> int | None:
    """Find the first round in which a row is as near to one centre as to another, but for rounding."""
    for i, snapshot in enumerate(trace.unlabelled):
        if snapshot.step == "assign" and trace.k > 1:
            apart = np.array([trace.distances_to(i, cluster) for cluster in range(trace.k)])
            nearest, next_nearest = np.partition(apart, 1, axis=0)[:2]
            if (next_nearest - nearest <= _TIED * next_nearest).any():
                return snapshot.iteration
    return None


def _round_within_tol(asked: Asked, trace: CentroidTrace) -> int | None:
    """Find the round after which `tol` has ended the fit, if the labels of that moment are those of the fit."""
    limit = float(asked.params["tol"]) * float(asked.values.var(axis=0).mean())
    for i, snapshot in enumerate(trace.unlabelled):
        if snapshot.step == "update" and float(np.square(trace.moves(i)).sum()) <= limit:
            after = trace.history.at(min(i + 1, len(trace) - 1))
            same = after is not None and not len(differing_rows(after, asked.labels))  # type: ignore[arg-type]
            return snapshot.iteration if same else None
    return None
