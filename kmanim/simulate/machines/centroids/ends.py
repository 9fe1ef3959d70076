"""The ends of many runs of k-means that were done together: as snapshots, and as outcomes."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator, Sequence
from typing import NamedTuple

import numpy as np

from kmanim.arrays import FloatArray, IntArray, frozen
from kmanim.data.dataset import Dataset
from kmanim.simulate.algorithm import Stopped
from kmanim.simulate.machines.centroids.snapshot import CentroidSnapshot
from kmanim.simulate.numerics.label_order import order_by_means
from kmanim.simulate.parameters._centred import Centred
from kmanim.simulate.runs.outcome import Outcome, key_of

NO_SWITCH = Stopped("no point switched")
MAX_ITER = Stopped("max_iter reached", finished=False)


class End(NamedTuple):
    """How one run has ended.

    Attributes
    ----------
    snapshot : CentroidSnapshot
        The last one, with its labels.
    stopped : Stopped
    switches : ndarray
        How many rows switched in iteration 2, 3, ...
    empty : (int, int)
        How many clusters had no rows after the first assignment, and at the end.
    """

    snapshot: CentroidSnapshot
    stopped: Stopped
    switches: IntArray
    empty: tuple[int, int]


def ends_of(values: FloatArray, starts: Sequence[FloatArray], parameters: Centred) -> Iterator[End | None]:
    """Do runs from starts of shape (k, d), each of which has a k of its own, whatever the parameters say of it.

    None in the place of one that has to be done by itself: of many rows all, of others those that put an empty centroid
    elsewhere.
    """
    from kmanim.simulate.machines.lloyd.few.together import are_few, together  # noqa: PLC0415 - for many runs alone

    if not are_few(values):
        yield from [None] * len(starts)
        return
    sizes = map(len, starts)
    for some in together(values, starts, parameters.max_iter):
        for run, inertia in enumerate(some.inertia.tolist()):
            k = next(sizes)
            if some.lost[run] and parameters.empty != "keep":
                yield None
                continue
            finished = bool(some.finished[run])
            snapshot = CentroidSnapshot(
                step="assign" if finished else "update",
                iteration=int(some.iterations[run]),
                labels=frozen(some.labels[run].astype(np.min_scalar_type(k - 1), copy=False)),
                objective=inertia,
                centroids=frozen(some.centroids[run, :k]),
            )
            first, last = some.empty[run].tolist()
            yield End(snapshot, NO_SWITCH if finished else MAX_ITER, some.switches[run], (first, last))


def outcomes_of(
    dataset: Dataset, firsts: Sequence[CentroidSnapshot], numbers: Sequence[int], parameters: Centred
) -> Iterator[Outcome | None]:
    """Do runs from starts that were drawn, and sum up each, its clusters in the canonical order; see `Outcome`.

    None in the place of one that has to be done by itself.
    """
    starts = [first.centroids for first in firsts]
    ends = ends_of(dataset.values, starts, parameters)
    for number, first, end in zip(numbers, firsts, ends, strict=True):
        yield None if end is None else _outcome(dataset, number, first, end, parameters)


def _outcome(
    dataset: Dataset, number: int, first: CentroidSnapshot, end: End, parameters: Centred
) -> Outcome:
    last = end.snapshot
    labels = last.labels
    assert labels is not None
    order = order_by_means(dataset.points, labels, parameters.k)
    start = dataclasses.replace(first, prologue=()).relabelled(order)
    return Outcome(
        run=number,
        iterations=last.iteration,
        objective=last.objective,
        stopped=end.stopped.reason,
        finished=end.stopped.finished,
        failure="",
        sizes=tuple(last.counts[order].tolist()),
        facts={
            "starts": tuple(map(tuple, dataset.scaling.undo(start.centroids).tolist())),
            "switches": tuple(end.switches.tolist()),
            "empty": end.empty,
        },
        key=key_of(labels),
        start=start,
        end=dataclasses.replace(last, labels=None).relabelled(order),
    )
