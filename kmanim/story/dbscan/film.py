"""The film of DBSCAN: which visits get a picture, which share one, in which order and words."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal, NamedTuple

from kmanim.simulate.machines.neighbourhoods.trace import DbscanTrace
from kmanim.story.dbscan import captions
from kmanim.story.dbscan.alt_text import film as film_alt
from kmanim.story.dbscan.alt_text import title
from kmanim.story.dbscan.facts import DbscanFacts
from kmanim.story.pace import check_max_seconds, check_pace, check_profile, fullest, timed
from kmanim.story.text.words import Caption
from kmanim.story.timeline import Beat, Picture, Timeline, telling

# Of up to so many rows every visit is told; of more the first ones, then whole clusters, then shares of what is left.
FEW_ROWS = 24


class _Level(NamedTuple):
    """How much is told.

    Attributes
    ----------
    every : bool
        Whether every visit is told where rows are few.
    first : int
        Visits that are told one by one.
    clusters : int
        Clusters that are told each by itself.
    growth : int
        Pictures of the growth of each.
    shares : int
        Pictures of all that comes after them.
    """

    every: bool
    first: int
    clusters: int
    growth: int
    shares: int


# From full to brief: what there is no time for is told by fewer pictures.
_LEVELS = {
    "walkthrough": (
        _Level(True, 6, 6, 3, 8),
        _Level(False, 6, 4, 2, 5),
        _Level(False, 5, 3, 2, 4),
        _Level(False, 4, 2, 2, 3),
        _Level(False, 3, 2, 1, 3),
        _Level(False, 2, 1, 1, 2),
        _Level(False, 1, 1, 1, 1),
        _Level(False, 0, 0, 1, 1),
    ),
    "loop": (
        _Level(True, 2, 4, 2, 5),
        _Level(False, 2, 3, 2, 4),
        _Level(False, 2, 2, 2, 3),
        _Level(False, 2, 2, 1, 3),
        _Level(False, 1, 1, 1, 2),
        _Level(False, 0, 0, 1, 1),
    ),
}

_PHASES: dict[str, tuple[str, Beat]] = {
    "data": ("Data", "state"),
    "estimate": ("Radius", "state"),
    "noise": ("Noise so far", "turn"),
    "begin": ("A cluster begins", "turn"),
    "visit": ("Reach", "move"),
    "grow": ("Reach", "move"),
    "adopt": ("Adopted", "switch"),
    "chunk": ("Reach", "move"),
    "contested": ("Contested", "turn"),
    "done": ("Done", "end"),
}
# Which of the two steps of the loop a kind of picture belongs to.
_TURNS = {"begin": 0, "visit": 1, "grow": 1, "adopt": 1, "chunk": 1}
# Of more rows than this a keyframe names none: they are in the trace.
MOST_ROWS = 1_000
_TELLING = ("noise", "begin", "grow", "visit", "adopt", "chunk", "done")


@dataclass(frozen=True, slots=True)
class _Stop:
    """The visits of one picture: snapshots first to last, both included."""

    kind: str
    first: int
    last: int
    caption: Caption


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
    check_profile(profile)
    check_pace(pace)
    check_max_seconds(max_seconds)
    facts, levels = DbscanFacts(trace), _LEVELS[profile]
    _, pictures = fullest(
        lambda level: _pictures(facts, profile, levels[level]),
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


def _pictures(facts: DbscanFacts, profile: str, level: _Level) -> list[Picture]:
    trace = facts.trace
    pictures = [_picture(facts, "data", 0, captions.opening(facts))]
    if profile == "walkthrough" and facts.is_estimated:
        pictures.append(_picture(facts, "estimate", 0, captions.estimated(facts)))
    settling = False
    for stop in _stops(facts, level):
        adopted = trace.adopted(stop.first, stop.last).tolist()
        kind = "adopt" if adopted and stop.kind in ("begin", "visit", "grow") else stop.kind
        rows = tuple(adopted) if len(adopted) <= MOST_ROWS else ()
        tweens = ("recolour",) if settling else ()
        pictures.append(_picture(facts, kind, stop.last, stop.caption, rows=rows, tweens=tweens))
        settling = bool(adopted)
    if trace.contested and profile == "walkthrough":
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
) -> Picture:
    phase, beat = _PHASES[kind]
    found = facts.trace.n_clusters()
    mark: Literal["", "tick", "cross"] = ""
    if kind == "done" and (found > 1 or (found and facts.noise(step))):
        mark = "tick"
    if kind == "done" and not found:
        phase, mark = "All noise", "cross"
    counter = "" if kind in ("data", "estimate") else f"point {step:,}"
    return Picture(
        step=step, kind=kind, beat=beat, phase=phase, counter=counter, caption=caption, rows=rows,
        tweens=tweens, mark=mark, turn=_TURNS.get(kind),
    )  # fmt: skip


def _stops(facts: DbscanFacts, level: _Level) -> Iterator[_Stop]:
    """Part the visits into those of one picture each."""
    last = len(facts.trace) - 1
    i, first_noise, clusters = 1, True, 0
    few = level.every and last <= FEW_ROWS
    while i <= last:
        single = few or i <= level.first
        if not single and clusters >= level.clusters:
            yield from _shares(facts, i, last, level.shares)
            return
        end = _end_of_part(facts, i, last)
        if facts.step(i) == "noise":
            most = 1 if single and first_noise else 3 if few else end - i + 1
            upto = min(end, i + most - 1)
            visits = range(i, upto + 1)
            yield _Stop("noise", i, upto, captions.noise(facts, visits, first=first_noise))
            first_noise, i = False, upto + 1
        elif facts.trace.unlabelled[i].is_seed:
            yield _Stop("begin", i, i, captions.begins(facts, i))
            clusters, i = clusters + 1, i + 1
        elif single:
            upto = _plain_until(facts, i, end)
            yield _Stop("visit", i, upto, captions.passes_on(facts, range(i, upto + 1)))
            i = upto + 1
        else:
            yield from _growth(facts, i, end, level.growth)
            i = end + 1


def _end_of_part(facts: DbscanFacts, i: int, last: int) -> int:
    """Find the last visit of the noise, or of the cluster, that visit i belongs to."""
    noise = facts.step(i) == "noise"
    while i < last and (facts.step(i + 1) == "noise") == noise:
        if not noise and facts.trace.unlabelled[i + 1].is_seed:
            break
        i += 1
    return i


def _plain_until(facts: DbscanFacts, i: int, end: int) -> int:
    """Take the next visit, too, where neither of the two finds anything that was noise, and only one finds anything."""
    if i == end or facts.trace.adopted(i).size or facts.trace.adopted(i + 1).size:
        return i
    both = facts.trace.changed(i).size and facts.trace.changed(i + 1).size
    return i if both else i + 1


def _growth(facts: DbscanFacts, first: int, end: int, most: int) -> Iterator[_Stop]:
    """Tell the rest of a cluster by a few pictures, each of more visits than the one before."""
    trace = facts.trace
    cluster = facts.cluster(first)
    visits = end - first + 1
    shares = [first - 1 + round(visits * (part / most) ** 2) for part in range(1, most)]
    stops = sorted({stop for stop in shares if stop >= first} | {end})
    before = int(trace.counts_of(first - 1)[cluster])
    for stop in stops:
        size = int(trace.counts_of(stop)[cluster])
        adopted = trace.adopted(first, stop).size
        core = int((trace.core(stop) & (facts.labels(stop) == cluster)).sum())
        caption = captions.grows(facts, cluster, size - before, size, adopted, core)
        if size > before or stop == end:
            yield _Stop("grow", first, stop, caption)
            first, before = stop + 1, size


def _shares(facts: DbscanFacts, first: int, last: int, most: int) -> Iterator[_Stop]:
    """Tell all the visits that are left by a few pictures of equally many."""
    count = min(most, last - first + 1)
    for part in range(1, count + 1):
        stop = first - 1 + (last - first + 1) * part // count
        yield _Stop("chunk", first, stop, captions.chunk(facts, stop))
        first = stop + 1
