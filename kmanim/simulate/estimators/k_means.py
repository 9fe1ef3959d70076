"""scikit-learn's KMeans, run by our k-means from the same starts."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from itertools import count
from typing import Any

import numpy as np

from kmanim.arrays import FloatArray
from kmanim.errors import shown
from kmanim.simulate.estimators._partitions import differing_rows
from kmanim.simulate.estimators._random_state import is_known, random_state
from kmanim.simulate.estimators._reading import Asked, Reading
from kmanim.simulate.machines.centroids.trace import CentroidTrace
from kmanim.simulate.numerics.distance import gap_sum

ESTIMATOR = "KMeans"
ALGORITHM = "kmeans"
_KNOWN = (
    "n_clusters", "init", "n_init", "max_iter", "tol", "random_state",
    # how it computes, not what
    "algorithm", "copy_x", "verbose", "n_jobs",
)  # fmt: skip
# Where a fit does not say what it started from, so many runs of up to so many rows together look for such a start.
MOST_ATTEMPTS, MOST_ROWS = 40, 4_000_000
_TIED = 1e-9


def read(asked: Asked) -> Reading:
    """Read the starts: those that are given, or the draws of its `random_state`."""
    asked.refuse_others(_KNOWN)
    k, params = asked.params["n_clusters"], asked.params
    common = {"k": k, "max_iter": params["max_iter"], "empty": "farthest"}
    given = not isinstance(params["init"], str) and not callable(params["init"])
    n_init = 1 if given else _number_of_starts(params)
    known = given or is_known(asked)
    seeds: Iterator[int] = iter(range(asked.seed, asked.seed + 1))
    most = n_init
    if not known and asked.labels is not None:
        seeds = count(asked.seed)
        most = max(n_init, min(MOST_ATTEMPTS, MOST_ROWS // len(asked.values)))

    def attempts() -> Iterator[dict[str, Any]]:
        made = 0
        for seed in seeds:
            draws = random_state(asked, seed)
            for _ in range(n_init):
                start = np.asarray(params["init"], np.float64) if given else _drawn(asked, draws)
                yield common | {"init": asked.dataset.scaling.undo(start)}
                made += 1
                if made >= most:
                    return

    def told(trace: CentroidTrace, attempt: int) -> tuple[str, ...]:
        found = [f"{ESTIMATOR} keeps the best of {n_init} starts: this is start {attempt + 1}."] * (
            known and n_init > 1
        )
        if not known:
            found.append(_told_of_start(asked, trace, attempt, n_init, most))
        return tuple(found)

    return Reading(
        attempts(),
        lambda trace, _rows: _reason(asked, trace, known=known),
        told,
        lambda trace, rows: not rows.size or _round_within_tol(asked, trace) is not None,
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


def _told_of_start(asked: Asked, trace: CentroidTrace, attempt: int, n_init: int, most: int) -> str:
    state = asked.params["random_state"]
    cause = "random_state is None" if state is None else "its generator has been drawn from"
    start = f"this run starts as with random_state={asked.seed + attempt // n_init}"
    if asked.labels is None:
        return f"As {cause}, {start}."
    if not len(differing_rows(trace.labels, asked.labels)) or _round_within_tol(asked, trace) is not None:
        return f"The start of the fit is not known, as {cause}: {start}, which leads to the same clusters."
    return (
        f"The start of the fit is not known, as {cause}: {start}, the best of {most} starts that were tried."
    )


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
