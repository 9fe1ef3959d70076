"""What happens in the course of a run: which updates have news, which stretches are quiet, what a picture covers."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

import numpy as np

from kmanim.simulate.machines.messages.trace import MessageTrace

# A stretch of so many updates without news is told.
QUIET = 4


class Level(NamedTuple):
    """How much is told.

    Attributes
    ----------
    every : int
        Up to so many updates with news are told one by one.
    first, last : int
        Of more, so many at the beginning and at the end are.
    shares : int
        By how many pictures the others are told.
    quiet : int
        How many quiet stretches are told, the longest ones.
    lessons : int
        How much is explained before: 0 nothing, 1 similarity and preference at once, 2 each by itself; 3 and 4 the
        same, and the messages, too.
    """

    every: int
    first: int
    last: int
    shares: int
    quiet: int
    lessons: int


class Stop(NamedTuple):
    """What one picture covers.

    Attributes
    ----------
    kind : {"turn", "passes", "quiet", "settled"}
        One update with news, several, none, or the last stretch.
    first, last : int
        The updates it covers, both included.
    """

    kind: str
    first: int
    last: int


def news(trace: MessageTrace) -> list[int]:
    """Give the updates after the first at which a choice, or the set of exemplars, is another than before."""
    return [
        i
        for i in range(1, trace.updates + 1)
        if (i > 1 and trace.turned(i).size) or exemplars_change(trace, i)
    ]


def exemplars_change(trace: MessageTrace, i: int) -> bool:
    """Tell whether update i has other exemplars than the one before."""
    now, before = trace.unlabelled[i].exemplars, trace.unlabelled[i - 1].exemplars
    return now is not before and not np.array_equal(now, before)


def stops(trace: MessageTrace, events: Sequence[int], level: Level) -> list[Stop]:
    """Part the updates after the first into those of one picture each."""
    told: list[Stop] = []
    at = 1
    for first, last in _grouped(trace, [i for i in events if i > 1], level):
        if first == last:
            if first - at > QUIET:
                told.append(Stop("quiet", at + 1, first - 1))
            told.append(Stop("turn", first, first))
        else:
            told.append(Stop("passes", at + 1, last))
        at = last
    quiet = sorted((s for s in told if s.kind == "quiet"), key=lambda s: s.first - s.last)[: level.quiet]
    told = [stop for stop in told if stop.kind != "quiet" or stop in quiet]
    return [*told, Stop("settled", min(at + 1, trace.updates), trace.updates)]


def _grouped(trace: MessageTrace, events: Sequence[int], level: Level) -> Iterator[tuple[int, int]]:
    """Give the updates with news, one by one or from where to where."""
    if len(events) <= level.every:
        yield from ((i, i) for i in events)
        return
    single = {*events[: level.first], *events[len(events) - level.last :]}
    single |= {i for i in first_exemplars(trace) if level.every and i in events}
    runs: list[list[int]] = []
    for i in events:
        if i in single or not runs or runs[-1][0] in single:
            runs.append([i])
        else:
            runs[-1].append(i)
    parts = max(1, level.shares // max(1, sum(len(run) > 1 for run in runs)))
    for run in runs:
        count = min(parts, len(run))
        for part in range(count):
            piece = run[len(run) * part // count : len(run) * (part + 1) // count]
            yield piece[0], piece[-1]


def first_exemplars(trace: MessageTrace) -> list[int]:
    """Give the update that has the first exemplars, if any has."""
    found = np.flatnonzero(trace.counts_of_exemplars[1 : trace.updates + 1])
    return [int(found[0]) + 1] if found.size else []
