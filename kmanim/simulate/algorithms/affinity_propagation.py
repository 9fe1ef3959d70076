"""Affinity propagation: rows tell each other who would stand for whom, until some of them stand for all.

Rows are as similar as their squared distance, negated, is large; on the diagonal stands the preference, which is what
an exemplar costs. In each update rows tell columns their responsibility, which is how far the column suits them better
than the best of the others, and columns answer with their availability, which is how much others speak for them:

    r(i, k) <- s(i, k) - max over other k' of a(i, k') + s(i, k')
    a(i, k) <- min(0, r(k, k) + sum over other i' of max(0, r(i', k))), and a(k, k) is that sum alone

Both are damped, availabilities follow from damped responsibilities. Whoever has r(k, k) + a(k, k) > 0 is an exemplar.
When all is settled, every row joins the nearest, and an exemplar gives way to the member of its cluster with the
largest sum of similarities, if that is another.

Of rows that would do equally well the first is taken, by a preference that is a billionth of the spread lower from row
to row. Where all pairs are equally similar, rows are n clusters if their preference is above that, and one if not.

B. J. Frey and D. Dueck, "Clustering by passing messages between data points", Science 315 (2007).
"""

from __future__ import annotations

from collections.abc import Generator, Mapping
from dataclasses import replace

import numpy as np

from kmanim.arrays import NOBODY, FloatArray, LabelArray, RowArray, frozen
from kmanim.data.dataset import Dataset
from kmanim.errors import InputError, shown
from kmanim.simulate.algorithm import Stopped
from kmanim.simulate.machines.messages.clusters import Clusters, Rival, clusters_of, refined, rival_of
from kmanim.simulate.machines.messages.course import Update, Watch, updates
from kmanim.simulate.machines.messages.numbering import numbered
from kmanim.simulate.machines.messages.similarities import Similarities, similarities
from kmanim.simulate.machines.messages.trace import MessageSnapshot, MessageTrace
from kmanim.simulate.parameters.affinity_propagation import AffinityPropagation
from kmanim.simulate.snapshot import NO_CLUSTER

SNAPSHOT = MessageSnapshot
TRACE = MessageTrace
MOST_ROWS = 8_000
"""Three matrices of so many rows take 1.5 gigabytes."""


def check(dataset: Dataset, values: FloatArray, _parameters: AffinityPropagation) -> None:
    """Refuse more rows than there is memory for.

    Raises
    ------
    InputError
        If there are more.
    """
    n = len(values)
    if n > MOST_ROWS:
        raise InputError(
            f"{shown(dataset.name)} has {shown(f'{n:,} {dataset.noun[1]}')}, and affinity propagation takes at most "
            f"{MOST_ROWS:,}: its three matrices of so many take {24 * MOST_ROWS**2 / 1e9:.1f} GB, of these "
            f"{24 * n**2 / 1e9:,.1f}; kmeans takes any number"
        )


def start(
    _dataset: Dataset, values: FloatArray, parameters: AffinityPropagation, _rng: np.random.Generator
) -> MessageSnapshot:
    """Begin without exemplars."""
    preference = parameters.preference
    return MessageSnapshot(
        step="start",
        iteration=0,
        labels=_outside(len(values)),
        preference=float("nan") if isinstance(preference, str) else preference,
    )


def prepare(_dataset: Dataset, values: FloatArray, parameters: AffinityPropagation) -> Similarities:
    """Work out how similar all pairs are, and the preference."""
    return similarities(values, parameters.preference)


def steps(
    points: Similarities, state: MessageSnapshot, parameters: AffinityPropagation, _rng: np.random.Generator
) -> Generator[MessageSnapshot, None, Stopped]:
    """Exchange messages until all is settled, and then let every row join its exemplar.

    All updates are made before the first is given, so that clusters can be numbered as they are in the end.
    """
    yield _started(state, points)
    if points.are_equal:
        alone = points.preference > points.high
        rows = np.arange(points.n) if alone else np.zeros(1, np.intp)
        yield _ended("equal", 0, clusters_of(points, rows))
        return Stopped("all pairs are equally similar" if points.n > 1 else "there is one row alone")
    watch = Watch(points, parameters.window, parameters.convergence == "window")
    course: list[Update] = []
    for update in updates(points, parameters.damping):
        course.append(update)
        watch.take(update)
        if watch.is_over or len(course) == parameters.max_iter:
            break
    found = watch.end(course[-1].diagonal)
    end = None if found is None else refined(points, found)
    yield from _told(course, end)
    number = len(course)
    if end is None:
        yield MessageSnapshot(step="unsettled", iteration=number, labels=_outside(points.n))
        rest = watch.is_at_rest
        return Stopped("nothing moves any more" if rest else "max_iter reached", finished=rest)
    rival = rival_of(points, end) if watch.only_window else watch.rival
    assert found is not None
    yield replace(_ended("assign", number, end, rival), former=frozen(found.exemplars))
    if watch.only_window:
        return Stopped(f"the exemplars have stayed for {parameters.window:,} updates")
    return Stopped(
        "settled" if watch.rival is None else "settled, though one exemplar more or less is better"
    )


def _told(course: list[Update], end: Clusters | None) -> Generator[MessageSnapshot, None, None]:
    """Give a snapshot for each update, with clusters that have the numbers of the end."""
    n = len(course[0].diagonal)
    outside = _outside(n)
    labels = _labels_by_set(course, end)
    known: dict[int, RowArray] = {}
    for number, update in enumerate(course, start=1):
        found = update.clusters
        net = float("nan") if found is None else found.net
        yield MessageSnapshot(
            step="update",
            iteration=number,
            labels=outside if found is None else labels[id(found)],
            objective=net,
            exemplars=NOBODY if found is None else known.setdefault(id(found), frozen(found.exemplars)),
            choices=update.choices,
            diagonal=update.diagonal,
            net_similarity=net,
            change=update.change,
        )


def _labels_by_set(course: list[Update], end: Clusters | None) -> dict[int, LabelArray]:
    """Give the labels of every set of exemplars there was, by its identity; numbered as in the end."""
    sets = list({id(one): one for update in course if (one := update.clusters) is not None}.values())
    if not sets:
        return {}
    last = sets[-1].labels if end is None else end.labels
    kind = _outside(len(last)).dtype
    numbers = numbered([one.labels for one in sets], last)
    return {id(one): frozen(own.astype(kind)) for one, own in zip(sets, numbers, strict=True)}


def _started(state: MessageSnapshot, points: Similarities) -> MessageSnapshot:
    """Give the start with the preference that these rows have."""
    return replace(state, preference=points.preference)


def _ended(step: str, number: int, found: Clusters, rival: Rival | None = None) -> MessageSnapshot:
    """Give the end of a run that has a result."""
    rival = rival or Rival()
    return MessageSnapshot(
        step=step,
        iteration=number,
        labels=frozen(found.labels.astype(_outside(len(found.labels)).dtype)),
        objective=found.net,
        exemplars=frozen(found.exemplars),
        net_similarity=found.net,
        without=rival.without,
        plus=rival.plus,
    )


def _outside(n: int) -> LabelArray:
    """Give labels that put no row in a cluster, in a type that has room for every number a cluster may have."""
    return frozen(np.full(n, NO_CLUSTER, np.min_scalar_type(-2 * n - 1)))


def estimates(values: FloatArray, _parameters: AffinityPropagation) -> Mapping[str, float]:
    """Give the preference that is taken where none is given."""
    return {"preference": similarities(values, "median").preference}
