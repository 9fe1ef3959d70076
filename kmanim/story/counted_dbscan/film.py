"""The film of DBSCAN on cells: the larger clusters one by one as they grow, the others together."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal, NamedTuple

import numpy as np

from kmanim.arrays import IntArray
from kmanim.simulate.machines.dense_cells.trace import DenseCellsTrace
from kmanim.story.counted_dbscan import captions
from kmanim.story.counted_dbscan.facts import CellFacts, Growth
from kmanim.story.pace import check_times, fullest, timed
from kmanim.story.text.words import Caption
from kmanim.story.timeline import Beat, Picture, Timeline, passing, telling

_PHASES: dict[str, tuple[str, Beat]] = {
    "data": ("Data", "state"),
    "begin": ("A cluster begins", "turn"),
    "grow": ("Reach", "move"),
    "chunk": ("Going by", "move"),
    "done": ("Done", "end"),
}
# Which of the two steps of the loop a kind of picture belongs to.
_TURNS = {"begin": 0, "grow": 1, "chunk": 1}
# Of fewer steps than this none is seen going by.
_SEEN = 3
_TELLING = ("begin", "grow", "chunk", "done")


class Level(NamedTuple):
    """How much is told: so many clusters each by itself, and so many of them from their first disc on."""

    clusters: int
    begins: int


# From full to brief: what there is no time for is told by fewer pictures.
LEVELS = {
    "walkthrough": (
        Level(6, 3),
        Level(5, 2),
        Level(4, 1),
        Level(3, 1),
        Level(2, 1),
        Level(1, 1),
        Level(0, 0),
    ),
    "loop": (Level(4, 1), Level(3, 1), Level(2, 1), Level(1, 1), Level(0, 0)),
}


def tell(
    trace: DenseCellsTrace,
    *,
    profile: str = "walkthrough",
    pace: float = 1.0,
    max_seconds: float | None = None,
) -> Timeline:
    """Tell a run of DBSCAN on cells as a film.

    Parameters
    ----------
    trace : DenseCellsTrace
        The recorded run.
    profile : {"walkthrough", "loop"}, default "walkthrough"
        The walkthrough tells more clusters one by one.
    pace : float, default 1.0
        Factor on every hold.
    max_seconds : float, optional
        How long the film may take; by default 45 s, a loop 20 s, and so much more where `pace` is slower.

    Raises
    ------
    InputError
        If the profile, the pace or the time will not do.
    """
    check_times(profile, pace, max_seconds)
    facts, levels = CellFacts(trace), LEVELS[profile]
    _, pictures = fullest(
        lambda level: list(_pictures(facts, levels[level])),
        len(levels),
        profile=profile,
        pace=pace,
        max_seconds=max_seconds,
    )
    return Timeline(
        title=captions.title(facts),
        alt=captions.film(facts),
        keyframes=timed(pictures, profile=profile, pace=pace, max_seconds=max_seconds),
        telling=telling([picture.kind for picture in pictures], _TELLING, ("data",)),
        subject=facts.subject,
        cycle=("begin", "reach"),
    )


def _pictures(facts: CellFacts, level: Level) -> Iterator[Picture]:
    """Give the pictures in the order of the run; what lies between clusters that are told goes by together."""
    trace = facts.trace
    sizes: IntArray = trace.counts_of(-1)
    told = set(np.argsort(-sizes, kind="stable")[: level.clusters].tolist())
    begun, others = 0, list[Growth]()
    yield _picture("data", 0, captions.opening(facts))
    for growth in facts.growths:
        if growth.cluster not in told:
            others.append(growth)
            continue
        if others:
            yield _chunk(facts, others)
            others = []
        first = growth.first
        if begun < level.begins and growth.last > first:
            yield _picture("begin", first, captions.begins(facts, growth))
            begun, first = begun + 1, first + 1
        yield _going_by("grow", first, growth.last, captions.grows(facts, growth, first))
    if others:
        yield _chunk(facts, others)
    mark: Literal["tick", "cross"] = "tick" if trace.n_clusters() else "cross"
    yield _picture("done", len(trace) - 1, captions.done(facts), mark=mark)


def _chunk(facts: CellFacts, growths: list[Growth]) -> Picture:
    return _going_by("chunk", growths[0].first, growths[-1].last, captions.chunk(facts, growths))


def _going_by(kind: str, first: int, last: int, caption: Caption) -> Picture:
    """Let steps be seen as they go by."""
    if last - first + 1 < _SEEN:
        return _picture(kind, last, caption)
    return _picture(kind, last, caption, tweens=("spread",), passing=passing(first, last, _counter))


def _picture(
    kind: str,
    step: int,
    caption: Caption,
    *,
    tweens: tuple[str, ...] = (),
    passing: tuple[tuple[int, str], ...] = (),
    mark: Literal["", "tick", "cross"] = "",
) -> Picture:
    phase, beat = _PHASES[kind]
    return Picture(
        step=step, kind=kind, beat=beat, phase="All noise" if mark == "cross" else phase,
        counter="" if kind == "data" else _counter(step), caption=caption, tweens=tweens, mark=mark,
        turn=_TURNS.get(kind), passing=passing,
    )  # fmt: skip


def _counter(step: int) -> str:
    return f"step {step:,}"
