"""The pictures of mean shift: those of one climb, and those of all of them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Literal

import numpy as np

from kmanim.arrays import IntArray
from kmanim.story.mean_shift import captions
from kmanim.story.mean_shift.facts import ClimbFacts
from kmanim.story.text.words import Caption
from kmanim.story.timeline import Beat, Picture, named

_PHASES: dict[str, tuple[str, Beat]] = {
    "data": ("Data", "state"),
    "estimate": ("Bandwidth", "state"),
    "ball": ("Ball", "turn"),
    "mean": ("Mean", "move"),
    "climb": ("Climb", "switch"),
    "rest": ("At rest", "check"),
    "starts": ("Starts", "turn"),
    "round": ("All climb", "move"),
    "ends": ("All at rest", "turn"),
    "merge": ("Merge", "turn"),
    "assign": ("Assign", "move"),
    "elsewhere": ("Elsewhere", "switch"),
    "done": ("Done", "end"),
}
# Which of the steps of a picture's cycle it belongs to: of one climb, and of all of them.
_ALONE = {"ball": 0, "mean": 0, "climb": 1, "rest": 1}
_TOGETHER = {
    "ball": 0,
    "mean": 0,
    "climb": 0,
    "rest": 0,
    "starts": 0,
    "round": 0,
    "ends": 0,
    "merge": 1,
    "assign": 2,
}
# Moves of a Gaussian that are shorter than this share of its width are not told one by one.
_CREEPS = 0.02


def one_climb(facts: ClimbFacts, climb: int, told: int) -> Iterator[Picture]:
    """Tell a climb: the ball, the mean, the first moves, what comes then in one go, and where it rests."""
    last = int(facts.trace.moves[climb])
    row = facts.start_row(climb)
    rows = () if row is None else (row,)
    if not last:
        yield picture(facts, "rest", 0, captions.rest(facts, climb, 0), rows=rows)
        return
    yield picture(facts, "ball", 0, captions.ball(facts, climb), rows=rows)
    yield picture(facts, "mean", 0, captions.mean(facts, climb), rows=rows)
    first = 1
    counts = facts.trace.counts_along(climb) if facts.is_flat else None
    if not facts.is_flat:  # it creeps up to its end for long
        told = min(told, int(np.count_nonzero(facts.trace.shifts(climb) > _CREEPS * facts.trace.bandwidth)))
    for i in _told(counts, last, told):
        caption = captions.climbs(facts, climb, i)
        yield picture(facts, "climb", i, caption, rows=rows, **_way(first, i))
        first = i + 1
    caption = captions.rest(facts, climb, first - 1)
    yield picture(facts, "rest", last, caption, rows=rows, **_way(first, last))


def _told(counts: IntArray | None, last: int, told: int) -> list[int]:
    """Choose the moves of a climb that have pictures: the first ones, and the first after which fewer are in the ball.

    The last move has one anyway, and no move goes by alone.
    """
    if told >= last - 2:
        return list(range(1, last))
    chosen = list(range(1, told + 1))
    if counts is None or told < 2:
        return chosen
    falls = 1 + np.flatnonzero(np.diff(counts) < 0)
    if falls.size and told < falls[0] < last:
        # It takes the place of the last of the others.
        chosen = [*chosen[:-1], int(falls[0])]
    return chosen


def _way(first: int, last: int) -> dict[str, Any]:
    """Say how a picture of move `last` is come to, where the moves before `first` have been shown."""
    if last > first:
        passing = tuple((i, f"move {i:,}") for i in range(first, last + 1))
        return {"tweens": ("forward",), "counter": last, "passing": passing}
    return {"tweens": ("move",), "counter": last}


def all_climbs(
    facts: ClimbFacts, step: int, *, rounds: int, starts: bool, elsewhere: bool
) -> Iterator[Picture]:
    """Tell all climbs at once, their ends, and what becomes of these.

    Parameters
    ----------
    facts : ClimbFacts
    step : int
        The snapshot that was told last: of one climb, which was told to its end before all start.
    rounds : int
        Moves that are told one by one.
    starts : bool
        Whether starts at every row have a picture of their own.
    elsewhere : bool
        Whether it is told which rows climbed to another end than their nearest.
    """
    trace = facts.trace
    last = len(trace) - 1
    if starts or not trace.from_rows:
        yield picture(facts, "starts", step, captions.starts(facts))
    single = min(rounds, trace.rounds - 1) if trace.n_climbs > 1 else 0
    for i in range(1, single + 1):
        caption = captions.first_round(facts) if i == 1 else captions.further_round(facts, i)
        way: dict[str, Any] = {"tweens": ("move",), "counter": i, "passing": ((i, f"move {i:,}"),)}
        yield picture(facts, "round", max(step, i), caption, **way)
    passing = tuple((i, f"move {i:,}") for i in range(single + 1, trace.rounds + 1))
    tweens = ("forward",) if len(passing) > 1 else ("move",) if passing else ()
    yield picture(
        facts,
        "ends",
        trace.rounds,
        captions.ends(facts),
        tweens=tweens,
        counter=trace.rounds,
        passing=passing,
    )
    if len(trace.absorbed.places):
        yield picture(facts, "merge", trace.rounds + 1, captions.merges(facts))
    yield picture(facts, "assign", last, captions.assigns(facts), tweens=("sweep",))
    if elsewhere and len(trace.elsewhere):
        yield picture(facts, "elsewhere", last, captions.elsewhere(facts), rows=named(trace.elsewhere))


def picture(
    facts: ClimbFacts,
    kind: str,
    step: int,
    caption: Caption,
    *,
    rows: tuple[int, ...] = (),
    tweens: tuple[str, ...] = (),
    counter: int | None = None,
    passing: tuple[tuple[int, str], ...] = (),
) -> Picture:
    """Make a picture of a kind, with its phase and its place in the cycle; `counter` is the move it has come to."""
    phase, beat = _PHASES[kind]
    trace = facts.trace
    mark: Literal["", "tick", "cross"] = ""
    # A tick stands from the first instant of a picture on: not while climbs are still seen on their way.
    if trace.finished and (kind == "done" or (kind == "rest" and "forward" not in tweens)):
        mark = "tick"
    if kind in ("rest", "ends") and not trace.finished:
        phase = "Not at rest"
    return Picture(
        step=step, kind=kind, beat=beat, phase=phase, counter="" if counter is None else f"move {counter:,}",
        caption=caption, rows=rows, tweens=tweens, mark=mark, passing=passing,
        turn=(_ALONE if trace.is_alone else _TOGETHER).get(kind),
    )  # fmt: skip
