"""Anybody's algorithm: whatever a generator yields, taken as the steps of a run.

The contract is small. A generator yields one mapping a step, the first of them the start, in which everything may be
left out:

- ``positions``: where the rows are, of shape (n, 2), or one number a row, which makes them bars;
- ``labels``: in which group each row is, a whole number from 0, or -1 for none; or its name, None for none. Without
  positions they may be a grid, whose rows are the cells of a board;
- ``curves``: lines by name, each of shape (m, 2), where a row of nan is a gap; None takes one away;
- ``links``: pairs of rows that are joined by a line, by their numbers or their names;
- ``objective``: the number that tells how good the state is;
- ``highlight``: the rows that this moment is about, by their numbers or their names;
- ``caption``, and ``step``, a word or two for what has just been done.

Positions, labels, curves and links stay as they were where a snapshot leaves them out; the others are of their moment.
The generator may return a few words that say why it is done: ``return "nothing was swapped"``; with False after them,
that it is not: ``return "it bounces", False``.
"""

from __future__ import annotations

import math
from collections.abc import Generator, Iterable, Mapping, Sequence
from typing import Any, Literal

import numpy as np

from kmanim.arrays import FloatArray, LabelArray, frozen
from kmanim.data.dataset import Dataset
from kmanim.errors import InputError, only_known
from kmanim.simulate.algorithm import Stopped
from kmanim.simulate.machines.yielded.generator import read_all
from kmanim.simulate.machines.yielded.items import Items
from kmanim.simulate.machines.yielded.options import (
    axes_of,
    better_of,
    group_names,
    groups_of,
    limit_of,
    names_of,
    noun_of,
    title_of,
    word_of,
)
from kmanim.simulate.machines.yielded.reader import Reader
from kmanim.simulate.machines.yielded.reading import Reading
from kmanim.simulate.machines.yielded.snapshot import YieldedSnapshot
from kmanim.simulate.machines.yielded.table import shown_of, table_of
from kmanim.simulate.machines.yielded.trace import YieldedTrace
from kmanim.simulate.parameters.recorded import Recorded
from kmanim.simulate.record import record_steps

MAX_STEPS = 10_000

SNAPSHOT, TRACE = YieldedSnapshot, YieldedTrace


def check(dataset: Dataset, values: FloatArray, parameters: Recorded) -> None:  # noqa: ARG001 - nothing would do
    """Refuse to be run by name: there would be no generator.

    Raises
    ------
    InputError
        In any case.
    """
    raise InputError("recorded runs are made by kmanim.record(generator), not by name")


def start(
    dataset: Dataset,  # noqa: ARG001 - here and below: the generator has its own
    values: FloatArray,  # noqa: ARG001
    parameters: Recorded,  # noqa: ARG001
    rng: np.random.Generator,  # noqa: ARG001
) -> YieldedSnapshot:
    """Give a start that shows nothing; the generator has its own."""
    return YieldedSnapshot(step="start", iteration=0)


def prepare(dataset: Dataset, values: FloatArray, parameters: Recorded) -> tuple[Sequence[Reading], Stopped]:  # noqa: ARG001
    """Give a run without steps."""
    return (), Stopped("no generator was given")


def steps(
    points: tuple[Sequence[Reading], Stopped],
    state: YieldedSnapshot,
    parameters: Recorded,  # noqa: ARG001 - the generator knows its own
    rng: np.random.Generator | None = None,  # noqa: ARG001
) -> Generator[YieldedSnapshot, None, Stopped]:
    """Yield what was read, each snapshot with what is new there; of bars by bar, not by place."""
    readings, stopped = points
    items: Items | None = None
    labels: LabelArray | None = None
    positions: FloatArray | None = None
    curves: dict[str, FloatArray] = {}
    for index, reading in enumerate(readings):
        new: dict[str, Any] = {}
        if reading.positions is not None:
            found = reading.positions
            if found.ndim == 1:
                if items is None:
                    items = Items(found)
                items.take(found)
                found = items.positions()
            if positions is None or not np.array_equal(found, positions):
                new["positions"] = positions = frozen(found)
        if reading.labels is not None:
            fresh = reading.labels if items is None else reading.labels[items.place_of]
            labels = labels if labels is not None and np.array_equal(labels, fresh) else frozen(fresh)
        if reading.curves:
            before = curves
            curves = {n: c for n, c in (curves | reading.curves).items() if c is not None}
            if list(before) != list(curves) or any(not _same(before[n], c) for n, c in curves.items()):
                new |= {"curve_names": tuple(curves), "curve_points": tuple(curves.values())}
        if reading.links is not None:
            new["links"] = reading.links if items is None else items.at[reading.links]
        if reading.highlight is not None:
            new["highlight"] = reading.highlight if items is None else np.sort(items.at[reading.highlight])
        yield YieldedSnapshot(
            step=reading.step or ("step" if index else state.step),
            iteration=index,
            labels=labels,
            objective=reading.objective,
            caption=reading.caption,
            **new,
        )
    return stopped


@only_known
def record(
    generator: Iterable[Mapping[str, Any]],
    *,
    title: str = "",
    axes: str | Sequence[str] | Literal[False] | None = None,
    names: Sequence[str] | None = None,
    noun: str | tuple[str, str] = "",
    groups: Sequence[str] | None = None,
    objective: str = "objective",
    better: Literal["low", "high"] | None = None,
    xlim: tuple[float, float] | None = None,
    ylim: tuple[float, float] | None = None,
    max_steps: int = MAX_STEPS,
) -> YieldedTrace:
    """Record what a generator of your own yields, step by step, as a run that films, figures, tables and files take.

    Parameters
    ----------
    generator : iterable of mapping
        One mapping a step, the first of them the start. Each may have ``positions`` (n, 2) or (n,), ``labels`` (n,),
        ``curves`` (points of shape (m, 2) by name), ``links`` (pairs of rows), ``objective`` (a number),
        ``highlight`` (rows), ``caption`` and ``step`` (texts). Positions, labels, curves and links stay as they were
        where they are left out; None takes a curve away. What is yielded is copied. A generator may return why it is
        done, in a few words; ``return "it bounces", False`` says that it is not.
    title : str, optional
        What the algorithm is called; by default as the generator's function: ``bubble_sort`` is bubble sort.
    axes : str or (str, str) or False, optional
        What the axes are called; of one number a row, a single text is the one upwards. False leaves them out, as of
        a graph whose places mean nothing.
    names : sequence of str, optional
        What the rows are called.
    noun : str or (str, str), optional
        What one row is, and what many are: ``"car"``, ``("mouse", "mice")``.
    groups : sequence of str, optional
        What the groups are called, label 0 first: ``("unsorted", "sorted")``; a line above the plot then names them.
    objective : str, default "objective"
        What the objective is called: ``"loss"``.
    better : {"low", "high"}, optional
        Which values of it are better; by default the way it goes.
    xlim, ylim : (float, float), optional
        Ends of the axes; by default all that is ever shown lies within.
    max_steps : int, default 10,000
        A generator that goes on is stopped after so many steps, and its film says so.

    Returns
    -------
    Trace
        Its snapshots have the yielded fields as attributes, and as ``step``, ``iteration`` and so on what those of
        any run have. Bars are followed where their list is put in another order, and their rows are numbered as they
        began.

    Raises
    ------
    InputError
        If something yielded is no such mapping, is no finite number, or has another shape than before; or nothing is
        yielded at all.

    Examples
    --------
    >>> import kmanim
    >>> def halving(x):
    ...     yield {"positions": [(x, x**2)], "objective": x**2}
    ...     while x > 1:
    ...         x /= 2
    ...         yield {"positions": [(x, x**2)], "objective": x**2}
    ...     return "x is small"
    >>> trace = kmanim.record(halving(8), axes=("x", "square of x"), objective="square")
    >>> trace.iterations, trace.stopped
    (3, 'x is small')
    >>> kmanim.animate(trace).captions[1]
    'Step 1: x = 4, square of x = 16.'
    """
    limit = limit_of(max_steps)
    rows = names_of(names)
    reader = Reader(None if groups is None else group_names(groups), rows)
    readings, stopped = read_all(generator, limit, reader)
    shows = shown_of(readings)
    values = [reading.objective for reading in readings if math.isfinite(reading.objective)]
    if shows == "objective" and not values:
        raise InputError("nothing was yielded that could be shown: positions, labels, curves or an objective")
    parameters = Recorded(
        called=title_of(title, generator),
        measure=word_of("objective", objective) if values else "",
        better=better_of(better, values),
        judged=better is not None,
        floor=0.0 if values and min(values) >= 0 else None,
        shows=shows,
        bare=axes is False,
        groups=groups_of(reader, readings),
        xlim=xlim,
        ylim=ylim,
    )
    dataset = table_of(
        readings,
        shows,
        title=parameters.called,
        axes=axes_of(axes, shows),
        names=rows,
        noun=noun_of(noun, shows),
        measure=parameters.measure,
    )
    state = YieldedSnapshot(step="start", iteration=0)
    trace: YieldedTrace = record_steps(
        steps((readings, stopped), state, parameters),
        algorithm="recorded",
        dataset=dataset,
        parameters=parameters,
    )
    return trace


def _same(one: FloatArray, other: FloatArray) -> bool:
    return one is other or np.array_equal(one, other, equal_nan=True)
