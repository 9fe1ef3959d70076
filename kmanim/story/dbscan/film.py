"""The film of DBSCAN: which visits get a picture, which share one, in which order and words."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from kmanim.simulate.neighbourhoods.trace import DbscanTrace
from kmanim.story.dbscan import captions
from kmanim.story.dbscan.alt_text import film as film_alt
from kmanim.story.dbscan.alt_text import title
from kmanim.story.dbscan.facts import DbscanFacts
from kmanim.story.pace import check_profile, timed
from kmanim.story.text.words import Caption
from kmanim.story.timeline import Beat, Picture, Timeline, telling

# Of up to so many rows every visit is told; of more the first ones, then whole clusters, then shares of what is left.
FEW_ROWS = 24
# Visits that are told one by one, clusters that are told each by itself, and pictures of all that comes after them.
_FIRST = {"walkthrough": 6, "loop": 2}
_CLUSTERS = {"walkthrough": 6, "loop": 4}
_SHARES = {"walkthrough": 8, "loop": 5}
_GROWTH = {"walkthrough": 3, "loop": 2}

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


def tell(trace: DbscanTrace, *, profile: str = "walkthrough", pace: float = 1.0) -> Timeline:
    """Tell a run of DBSCAN as a film.

    Parameters
    ----------
    trace : DbscanTrace
        The recorded run.
    profile : {"walkthrough", "loop"}, default "walkthrough"
        The walkthrough tells more visits one by one, where an estimated radius comes from, and who is contested.
    pace : float, default 1.0
        Factor on every hold.

    Raises
    ------
    InputError
        If the profile or the pace will not do.
    """
    check_profile(profile)
    facts = DbscanFacts(trace)
    pictures = [_picture(facts, "data", 0, captions.opening(facts))]
    if profile == "walkthrough" and facts.is_estimated:
        pictures.append(_picture(facts, "estimate", 0, captions.estimated(facts)))
    settling = False
    for stop in _stops(facts, profile):
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
    return Timeline(
        title=title(facts),
        alt=film_alt(facts),
        keyframes=timed(pictures, profile=profile, pace=pace),
        telling=telling([picture.kind for picture in pictures], _TELLING, ("contested", "data")),
        subject=facts.subject,
        cycle=("begin", "reach"),
    )


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


def _stops(facts: DbscanFacts, profile: str) -> Iterator[_Stop]:
    """Part the visits into those of one picture each."""
    last = len(facts.trace) - 1
    i, first_noise, clusters = 1, True, 0
    while i <= last:
        single = last <= FEW_ROWS or i <= _FIRST[profile]
        if not single and clusters >= _CLUSTERS[profile]:
            yield from _shares(facts, i, last, _SHARES[profile])
            return
        end = _end_of_part(facts, i, last)
        if facts.step(i) == "noise":
            most = 1 if single and first_noise else 3 if last <= FEW_ROWS else end - i + 1
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
            yield from _growth(facts, i, end, _GROWTH[profile])
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
