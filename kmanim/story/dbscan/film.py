"""The film of DBSCAN: which visits get a picture, which share one, in which order and words."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Literal

import numpy as np

from kmanim.simulate.machines.neighbourhoods.trace import DbscanTrace
from kmanim.story.dbscan import captions, chapters
from kmanim.story.dbscan.alt_text import film as film_alt
from kmanim.story.dbscan.alt_text import title
from kmanim.story.dbscan.facts import FEW_ROWS, DbscanFacts
from kmanim.story.dbscan.stops import LEVELS, Level, Stop, stops
from kmanim.story.pace import check_times, fullest, timed
from kmanim.story.text.words import Caption
from kmanim.story.timeline import Beat, Picture, Timeline, named, passing, telling

_PHASES: dict[str, tuple[str, Beat]] = {
    "data": ("Data", "state"),
    "estimate": ("Radius", "state"),
    "noise": ("Noise so far", "turn"),
    "begin": ("A cluster begins", "turn"),
    "visit": ("Reach", "move"),
    "grow": ("Reach", "move"),
    "adopt": ("Adopted", "switch"),
    "chunk": ("Going by", "move"),
    "small": ("Tiny clusters", "turn"),
    "contested": ("Contested", "turn"),
    "done": ("Done", "end"),
}
# Which of the two steps of the loop a kind of picture belongs to.
_TURNS = {"begin": 0, "visit": 1, "grow": 1, "adopt": 1, "chunk": 1}
# Fewer visits than this are no growth to look at.
SEEN = 12
_TELLING = ("noise", "begin", "grow", "visit", "adopt", "chunk", "done")


def tell(
    trace: DbscanTrace,
    *,
    profile: str = "walkthrough",
    pace: float = 1.0,
    max_seconds: float | None = None,
) -> Timeline:
    """Tell a run of DBSCAN as a film.

    Parameters
    ----------
    trace : DbscanTrace
        The recorded run.
    profile : {"walkthrough", "loop"}, default "walkthrough"
        The walkthrough tells more visits one by one, where an estimated radius comes from, and who is contested.
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
    facts, levels = DbscanFacts(trace), LEVELS[profile]
    _, pictures = fullest(
        lambda level: _pictures_of(facts, profile, levels[level]),
        len(levels),
        profile=profile,
        pace=pace,
        max_seconds=max_seconds,
    )
    return Timeline(
        title=title(facts),
        alt=film_alt(facts),
        keyframes=timed(pictures, profile=profile, pace=pace, max_seconds=max_seconds),
        telling=telling([picture.kind for picture in pictures], _TELLING, ("contested", "data")),
        subject=facts.subject,
        cycle=("begin", "reach"),
    )


def _pictures_of(facts: DbscanFacts, profile: str, level: Level) -> list[Picture]:
    estimate = profile == "walkthrough"
    return pictures(facts, stops(facts, level), estimate=estimate, contested=level.contested)


def pictures(
    facts: DbscanFacts, told: Iterable[Stop], *, estimate: bool = True, contested: bool = True
) -> list[Picture]:
    """Give the pictures of some stops, one each, and those before and after them.

    Parameters
    ----------
    facts : DbscanFacts
    told : iterable of Stop
        Of all visits, in order.
    estimate : bool
        Whether it is told where an estimated radius comes from.
    contested : bool
        Whether a border point that several clusters reach has a picture.
    """
    trace = facts.trace
    pictures = [_picture(facts, "data", 0, captions.opening(facts))]
    if estimate and facts.is_estimated:
        pictures.append(_picture(facts, "estimate", 0, captions.estimated(facts)))
    settling = False
    for stop in told:
        adopted = trace.adopted(stop.first, stop.last).tolist()
        kind = "adopt" if adopted and stop.kind in ("begin", "visit", "grow") else stop.kind
        rows = named(adopted)
        tweens = ("recolour",) if settling else ()
        goes_by = _way(stop)
        passes = passing(stop.first, stop.last, _counter) if goes_by else ()
        pictures.append(
            _picture(
                facts, kind, stop.last, stop.caption, rows=rows, tweens=(*tweens, *goes_by), passing=passes
            )
        )
        settling = bool(adopted)
    if (caption := chapters.small(facts)) and len(trace) - 1 > FEW_ROWS:
        rows = named(np.flatnonzero(np.isin(trace.labels, facts.small_clusters)))
        tweens = ("recolour",) if settling else ()
        pictures.append(_picture(facts, "small", len(trace) - 1, caption, rows=rows, tweens=tweens))
        settling = False
    if contested and trace.contested:
        row = next(iter(trace.contested))
        tweens = ("recolour",) if settling else ()
        caption = captions.contested(facts)
        pictures.append(_picture(facts, "contested", len(trace) - 1, caption, rows=(row,), tweens=tweens))
        settling = False
    pictures.append(
        _picture(
            facts, "done", len(trace) - 1, captions.done(facts), tweens=("recolour",) if settling else ()
        )
    )
    return pictures


def _picture(
    facts: DbscanFacts,
    kind: str,
    step: int,
    caption: Caption,
    *,
    rows: tuple[int, ...] = (),
    tweens: tuple[str, ...] = (),
    passing: tuple[tuple[int, str], ...] = (),
) -> Picture:
    phase, beat = _PHASES[kind]
    found = facts.trace.n_clusters() if kind == "done" else 0
    mark: Literal["", "tick", "cross"] = ""
    told_apart = found > 1 or (found and facts.noise(step))
    if kind == "done" and told_apart and not facts.small_clusters:
        mark = "tick"
    if kind == "done" and not found:
        phase, mark = "All noise", "cross"
    counter = "" if kind in ("data", "estimate") else _counter(step)
    return Picture(
        step=step, kind=kind, beat=beat, phase=phase, counter=counter, caption=caption, rows=rows,
        tweens=tweens, mark=mark, turn=_TURNS.get(kind), passing=passing,
    )  # fmt: skip


def _counter(step: int) -> str:
    return f"point {step:,}"


def _way(stop: Stop) -> tuple[str, ...]:
    """Let many visits be seen as they go by: those of a cluster that grows, and those that nothing else is told of."""
    visits = stop.last - stop.first + 1
    if visits < SEEN or stop.kind not in ("grow", "chunk"):
        return ()
    return ("spread",)
