"""k-means for every k of a range, and the statistics by which a k is chosen."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import partial
from typing import Any

import numpy as np

from kmanim.simulate.choose_k.choice import Choice
from kmanim.simulate.choose_k.choice_plan import INIT, REFERENCES, RUNS, ChoicePlan
from kmanim.simulate.numerics.random_streams import Seed

Progress = Callable[[int, int], None]
Tasks = Sequence[Callable[[], Any]]


def choose_k(
    data: object,
    ks: Iterable[int] = range(1, 9),
    *,
    runs: int = RUNS,
    init: str = INIT,
    references: int = REFERENCES,
    seed: Seed = 0,
    progress: Progress | None = None,
    **params: Any,
) -> Choice:
    """Run k-means for several k, and compute what helps to choose among them.

    Above 5,000 rows silhouettes are those of a random sample of so many, above 1,000 the gap statistic is that of a
    sample. Of more than 10 runs the gap statistic takes the first 10, on the data as on the reference sets, since
    the best of more runs on one side alone would be no comparison.

    Parameters
    ----------
    data : Dataset, array_like, DataFrame, str or Path
        What is clustered.
    ks : iterable of int, default 1 to 8
        Two or more neighbouring whole numbers, from 1 to 50 and to the number of distinct rows.
    runs : int, default 20
        How many for each k, 1 to 10,000; the best counts.
    init : {"k-means++", "uniform", "sample", "farthest"}
        How their starts are drawn.
    references : int, default 20
        Reference sets of the gap statistic, 2 to 1,000.
    seed : int, Generator, SeedSequence or None, default 0
        What random numbers are drawn from.
    progress : callable, optional
        Told how many parts of the work are done, of how many.
    **params
        Other options of k-means: ``empty``, ``max_iter``.

    Returns
    -------
    Choice
        For each k its W and labels are those of ``run_many("kmeans", dataset, runs, k=k, init=init, seed=seed).best``.

    Raises
    ------
    InputError
        If anything will not do.
    """
    plan = ChoicePlan(data, ks, runs=runs, init=init, references=references, seed=seed, params=params)
    return carry_out(plan, _in_turn, progress)


def carry_out(
    plan: ChoicePlan, do_each: Callable[[Tasks], Iterator[tuple[int, Any]]], progress: Progress | None = None
) -> Choice:
    """Do all parts of a plan, and then what needs them all.

    Parameters
    ----------
    plan : ChoicePlan
    do_each : callable
        Does tasks, in whatever order and process, and yields of each its place and what it returned.
    progress : callable, optional
        Told how many parts are done, of how many.
    """
    found: dict[int, Any] = {}
    for place, part in do_each([partial(plan.do, place) for place in range(len(plan))]):
        found[place] = part
        if progress is not None:
            progress(len(found), len(plan))
    count = len(plan.ks)
    parts = [found[place] for place in range(count)]
    judged = dict(do_each([partial(plan.silhouettes, parts, piece) for piece in plan.pieces()]))
    each = [np.concatenate(own) for own in zip(*(judged[at] for at in range(len(judged))), strict=True)]
    return plan.choice(parts, [found[place] for place in range(count, len(plan))], each)


def _in_turn(tasks: Tasks) -> Iterator[tuple[int, Any]]:
    return ((number, task()) for number, task in enumerate(tasks))
