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
import re
from collections.abc import Generator, Iterable, Mapping, Sequence
from itertools import islice
from typing import Any, Literal

import numpy as np

from kmanim.arrays import FloatArray, LabelArray, frozen
from kmanim.data.dataset import Dataset
from kmanim.errors import InputError, listed, only_known, shown
from kmanim.simulate.algorithm import Stopped
from kmanim.simulate.machines.yielded.items import Items
from kmanim.simulate.machines.yielded.reading import MOST_CURVES, Reader, Reading
from kmanim.simulate.machines.yielded.snapshot import YieldedSnapshot
from kmanim.simulate.machines.yielded.table import shown_of, table_of
from kmanim.simulate.machines.yielded.trace import YieldedTrace
from kmanim.simulate.parameters.recorded import Recorded
from kmanim.simulate.record import record_steps

MAX_STEPS, MOST_STEPS = 10_000, 1_000_000
_MOST_NUMBERS = 100_000_000
_UNTITLED = "own algorithm"
_REASON = 200  # characters

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
    limit = _max_steps(max_steps)
    rows = _names(names)
    reader = Reader(None if groups is None else _group_names(groups), rows)
    readings, stopped = _read(generator, limit, reader)
    shows = shown_of(readings)
    values = [reading.objective for reading in readings if math.isfinite(reading.objective)]
    if shows == "objective" and not values:
        raise InputError("nothing was yielded that could be shown: positions, labels, curves or an objective")
    parameters = Recorded(
        called=_title(title, generator),
        measure=_word("objective", objective) if values else "",
        better=_better(better, values),
        judged=better is not None,
        floor=0.0 if values and min(values) >= 0 else None,
        shows=shows,
        bare=axes is False,
        groups=_groups_of(reader, readings),
        xlim=xlim,
        ylim=ylim,
    )
    dataset = table_of(
        readings,
        shows,
        title=parameters.called,
        axes=_axes(axes, shows),
        names=rows,
        noun=_noun(noun, shows),
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


def _read(generator: object, limit: int, reader: Reader) -> tuple[list[Reading], Stopped]:
    """Take and read all that is yielded, and why there was no more."""
    if isinstance(generator, str | bytes | Mapping) or not isinstance(generator, Iterable):
        name = getattr(generator, "__name__", "")
        is_named = callable(generator) and name.isidentifier()
        hint = f"; call it: {shown(name, 30)}(...)" if is_named else ""
        raise InputError(f"record needs a generator of dicts, got {shown(type(generator).__name__)}{hint}")
    numbers = 0
    readings: list[Reading] = []
    names: set[str] = set()
    iterator = iter(generator)
    try:
        while True:
            given = next(iterator)
            if len(readings) > limit:
                return readings, Stopped("max_steps reached", finished=False)
            reading = reader.read(len(readings), given)
            readings.append(reading)
            numbers += _size(reading)
            names |= set(reading.curves)
            if len(names) > MOST_CURVES:
                raise InputError(
                    f"snapshot {len(readings) - 1}: there are {len(names)} curves, {listed(islice(names, 3))} among "
                    f"them; at most {MOST_CURVES} are told apart; yield one anew under its name"
                )
            if numbers > _MOST_NUMBERS:
                raise InputError(
                    f"snapshot {len(readings) - 1}: more than {_MOST_NUMBERS:,} numbers were yielded; yield fewer "
                    "rows, or fewer steps"
                )
    except StopIteration as end:
        if not readings:
            raise InputError("the generator yielded nothing; at least one snapshot is needed") from None
        return readings, _stopped(end.value)
    finally:
        close = getattr(iterator, "close", None)
        if close is not None:
            close()


def _size(reading: Reading) -> int:
    arrays = (reading.positions, reading.labels, reading.links, *reading.curves.values())
    return sum(array.size for array in arrays if array is not None)


def _stopped(returned: object) -> Stopped:
    """Read what a generator has returned: why it is done; a result of its own, such as a path, says nothing of that.

    Raises
    ------
    InputError
        If the words are too long, or cannot be shown.
    """
    said: object = returned
    finished = True
    if isinstance(returned, tuple) and len(returned) == 2 and isinstance(returned[1], bool | np.bool_):
        said, finished = returned[0], bool(returned[1])
    if not isinstance(said, str) or not said.strip():
        return Stopped("", finished)
    return Stopped(_word("what the generator returns", said, _REASON).rstrip(". "), finished)


def _same(one: FloatArray, other: FloatArray) -> bool:
    return one is other or np.array_equal(one, other, equal_nan=True)


def _max_steps(given: object) -> int:
    if isinstance(given, bool) or not isinstance(given, int | np.integer) or not 1 <= given <= MOST_STEPS:
        raise InputError(
            f"max_steps must be a whole number from 1 to {MOST_STEPS:,}, got {shown(repr(given))}"
        )
    return int(given)


def _title(given: str, generator: object) -> str:
    told = _word("title", given, empty=True)
    name = getattr(generator, "__name__", "")
    if told or not re.fullmatch(r"\w*[^\W\d_]\w*", name):
        return told or _UNTITLED
    return " ".join(_initials(word) for word in name.strip("_").split("_") if word)


def _initials(word: str) -> str:
    """Write a word that nobody could say in capitals: ``bfs`` is BFS."""
    is_sign = re.fullmatch(r"[b-df-hj-np-tv-xz]{2,5}\d*", word) and word not in ("vs", "nth")
    return word.upper() if is_sign else word


def _word(what: str, given: object, most: int = 80, *, empty: bool = False) -> str:
    if not isinstance(given, str) or not (given.strip() or empty):
        raise InputError(f"{what} must be a text, got {shown(repr(given))}")
    if len(given) > most:
        raise InputError(f"{what} has {len(given):,} characters; at most {most} are read")
    return " ".join(given.split())


def _better(given: object, values: list[float]) -> Literal["low", "high"]:
    if given is None:
        return "high" if values and values[-1] > values[0] else "low"
    if given not in ("low", "high"):
        raise InputError(f"better must be low or high, got {shown(repr(given))}")
    return "high" if given == "high" else "low"


def _axes(given: object, shows: str) -> tuple[str, ...]:
    if given is None or given is False:
        return ()
    if isinstance(given, str) and shows == "bars":
        return "place", _word("axes", given)
    if isinstance(given, str) or not isinstance(given, Iterable) or len(found := list(given)) != 2:
        alone = ", or one text upwards" if shows == "bars" else ""
        raise InputError(f"axes must be two texts, ('x', 'y'){alone}, got {shown(repr(given))}")
    return tuple(_word("axes", name) for name in found)


def _names(given: object) -> list[str] | None:
    return None if given is None else _texts("names", given, "row")


def _texts(what: str, given: object, each: str) -> list[str]:
    if isinstance(given, str | bytes | Mapping) or not isinstance(given, Iterable):
        raise InputError(f"{what} must be texts, one a {each}, got {shown(repr(given))}")
    found = list(given)
    for name in found:
        if not isinstance(name, str):
            raise InputError(f"{what} must be texts, one a {each}, got {shown(repr(name))}")
    return found


def _group_names(given: object) -> list[str]:
    return [_word("groups", name) for name in _texts("groups", given, "label")]


def _groups_of(reader: Reader, readings: Sequence[Reading]) -> tuple[str, ...] | None:
    """Give the names of groups, those that were said before or those that were yielded; None where there are none."""
    names = reader.groups
    if not names:
        return None
    most = max((int(reading.labels.max()) for reading in readings if reading.labels is not None), default=-1)
    if most >= len(names):
        raise InputError(f"groups must be {most + 1}, as labels go to {most}, got {len(names)}")
    return tuple(names)


def _noun(given: object, shows: str) -> tuple[str, str]:
    if given == "":
        return {"bars": ("number", "numbers"), "grid": ("cell", "cells")}.get(shows, ("point", "points"))
    if isinstance(given, str):
        word = _word("noun", given)
        return word, f"{word}s"
    if not isinstance(given, Iterable) or len(found := list(given)) != 2:
        raise InputError(f"noun must be one word, or two: ('mouse', 'mice'), got {shown(repr(given))}")
    return _word("noun", found[0]), _word("noun", found[1])
