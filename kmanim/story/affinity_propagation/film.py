"""The film of affinity propagation: which updates get a picture, which go by, in which order and words."""

from __future__ import annotations

from typing import Literal

from kmanim.simulate.machines.messages.trace import MessageTrace
from kmanim.story.affinity_propagation import captions, stills, turns, tutorial
from kmanim.story.affinity_propagation.events import Level, Stop, news, stops
from kmanim.story.affinity_propagation.facts import MessageFacts
from kmanim.story.affinity_propagation.lessons import (
    MOST_DRAWN,
    most_alike,
    most_wanted,
    strongest_wish,
)
from kmanim.story.pace import check_times, fullest, timed
from kmanim.story.text.words import Caption
from kmanim.story.timeline import Beat, Picture, Timeline, named, telling

# From full to brief: what there is no time for is told by fewer pictures.
_LEVELS = {
    "walkthrough": (
        Level(12, 5, 4, 6, 3, 4),
        Level(8, 4, 3, 4, 2, 4),
        Level(8, 4, 3, 4, 2, 3),
        Level(5, 2, 2, 2, 1, 3),
        Level(4, 1, 1, 2, 1, 3),
        Level(4, 1, 1, 2, 1, 2),
        Level(3, 1, 1, 2, 1, 1),
        Level(2, 0, 1, 2, 1, 1),
        Level(1, 0, 1, 1, 0, 1),
        Level(0, 0, 0, 1, 0, 0),
    ),
    "loop": (
        Level(8, 3, 3, 4, 2, 0),
        Level(6, 2, 2, 3, 1, 0),
        Level(4, 1, 2, 2, 1, 0),
        Level(2, 1, 1, 2, 1, 0),
        Level(1, 0, 1, 1, 0, 0),
        Level(0, 0, 0, 1, 0, 0),
    ),
}
_PHASES: dict[str, tuple[str, Beat]] = {
    "data": ("Data", "state"),
    "similarity": ("Similarity", "state"),
    "preference": ("Preference", "state"),
    "responsibility": ("Responsibility", "state"),
    "availability": ("Availability", "state"),
    "messages": ("Messages", "state"),
    "matrix": ("Similarity", "state"),
    "row": ("Similarity", "state"),
    "cell": ("Similarity", "state"),
    "mirrored": ("Similarity", "state"),
    "zeros": ("Diagonal", "state"),
    "diagonal": ("Preference", "state"),
    "median": ("Preference", "turn"),
    "low": ("Preference", "turn"),
    "high": ("Preference", "turn"),
    "links": ("Choices", "move"),
    "turn": ("Choices", "switch"),
    "exemplars": ("Exemplars", "turn"),
    "passes": ("Updates", "move"),
    "quiet": ("Quiet", "check"),
    "settled": ("Settled", "check"),
    "refined": ("Refined", "turn"),
    "unsettled": ("Not settled", "end"),
    "equal": ("All equal", "check"),
    "done": ("Done", "end"),
}
# Explained by what is so after the first update.
_UNCOUNTED = ("responsibility", "availability")
_TELLING = ("links", "turn", "exemplars", "passes", "settled", "unsettled", "done")
# So many snapshots go by in a fast-forward.
_PASSING = 24


def tell(
    trace: MessageTrace,
    *,
    profile: str = "walkthrough",
    pace: float = 1.0,
    max_seconds: float | None = None,
    best: float | None = None,
    explain: str = "auto",
) -> Timeline:
    """Tell a run of affinity propagation as a film.

    Parameters
    ----------
    trace : MessageTrace
        The recorded run.
    profile : {"walkthrough", "loop"}, default "walkthrough"
        The walkthrough explains similarity, preference and both messages, and tells more updates one by one.
    pace : float, default 1.0
        Factor on every hold.
    max_seconds : float, optional
        How long the film may take; by default 45 s, a loop 20 s, and so much more where `pace` is slower.
    best : float, optional
        The best net similarity that is known.
    explain : {"auto", "none", "similarity"}, default "auto"
        What is explained before the run.

    Raises
    ------
    InputError
        If the profile, the pace or the time will not do.
    """
    check_times(profile, pace, max_seconds)
    facts, levels = MessageFacts(trace), _LEVELS[profile]
    if explain == "similarity":
        tutorial.refuse_many(trace)
    explained = _explained(facts) if explain == "similarity" else None
    events = news(trace)
    _, pictures = fullest(
        lambda level: _pictures(facts, events, levels[level], explained, tells=explain != "none"),
        len(levels),
        profile=profile,
        pace=pace,
        max_seconds=max_seconds,
    )
    return Timeline(
        title=stills.title(facts),
        alt=stills.film(facts),
        keyframes=timed(pictures, profile=profile, pace=pace, max_seconds=max_seconds),
        table=stills.table(facts, events),
        telling=telling([picture.kind for picture in pictures], _TELLING, ("similarity", "quiet", "data")),
        subject=facts.subject,
        best=best,
    )


def _pictures(
    facts: MessageFacts, events: list[int], level: Level, explained: list[Picture] | None, *, tells: bool
) -> list[Picture]:
    trace = facts.trace
    pictures = [_picture(facts, "data", 0, captions.opening(facts))]
    if trace.updates:
        if explained is not None:
            pictures += explained
        elif tells:
            pictures += _lessons(facts, level.lessons)
        pictures += _course(facts, events, level)
    pictures += _end(facts, settling=bool(pictures[-1].rows))
    return pictures


def _lessons(facts: MessageFacts, much: int) -> list[Picture]:
    """Explain what goes into the run, and what is said in it."""
    trace = facts.trace
    found: list[Picture] = []
    if much:
        pair, apart = most_alike(trace), much % 2 == 0
        caption = captions.similarity(facts, pair) if apart else captions.both(facts)
        found.append(_picture(facts, "similarity", 0, caption, rows=pair))
        if apart:
            found.append(_picture(facts, "preference", 0, captions.preference(facts)))
    if much > 2 and trace.dataset.n <= MOST_DRAWN:
        wish, wanted = strongest_wish(trace), most_wanted(trace)
        assert wish is not None
        assert wanted is not None
        found.append(_picture(facts, "responsibility", 1, captions.responsibility(facts, wish), rows=wish))
        found.append(_picture(facts, "availability", 1, captions.availability(facts, wanted), rows=(wanted,)))
    elif much > 2:
        found.append(_picture(facts, "messages", 0, captions.messages(facts)))
    return found


def _explained(facts: MessageFacts) -> list[Picture]:
    """Explain the matrix of similarities at length."""
    others, pair = tutorial.tried(facts.trace), tutorial.explained_pair(facts.trace)
    about = {"row": pair[:1], "cell": pair, "mirrored": pair}
    return [
        _picture(facts, kind, 0, tutorial.caption(facts, kind, pair, others), rows=about.get(kind, ()))
        for kind in tutorial.KINDS
    ]


def _course(facts: MessageFacts, events: list[int], level: Level) -> list[Picture]:
    """Tell the updates."""
    trace = facts.trace
    found = [_picture(facts, "links", 1, captions.links(facts))]
    for stop in stops(trace, events, level):
        settling = ("recolour",) if found[-1].rows else ()
        forward = ("forward",) if stop.last > stop.first else ()
        passing = _passing(stop) if forward else ()
        if stop.kind == "settled":
            if trace.failure or trace.updates == found[-1].step:
                continue
            caption, kind = captions.settled(facts), "settled"
            rows: tuple[int, ...] = ()
        elif stop.kind == "turn":
            rows = tuple(trace.turned(stop.last).tolist())
            caption = turns.turn(facts, stop.last)
            kind = "turn" if rows else "exemplars"
        else:
            rows, kind = (), stop.kind
            caption = (turns.quiet if kind == "quiet" else turns.passes)(facts, stop)
        found.append(
            _picture(
                facts,
                kind,
                stop.last,
                caption,
                rows=named(rows),
                tweens=(*settling, *forward),
                passing=passing,
            )
        )
    return found


def _end(facts: MessageFacts, *, settling: bool) -> list[Picture]:
    """Tell how the run ends."""
    trace, last = facts.trace, facts.last
    tweens = ("recolour",) if settling else ()
    if trace.failure:
        return [_picture(facts, "unsettled", last, captions.unsettled(facts), tweens=tweens, mark="cross")]
    if not trace.updates:
        return [
            _picture(facts, "equal", last, captions.equal(facts)),
            _picture(facts, "done", last, captions.done(facts), mark="tick"),
        ]
    found = []
    if trace.refined:
        found.append(_picture(facts, "refined", last, captions.refined(facts), tweens=tweens))
        tweens = ()
    end = trace.unlabelled[-1]
    is_best = end.without < 0 and end.plus < 0
    return [
        *found,
        _picture(facts, "done", last, captions.done(facts), tweens=tweens, mark="tick" if is_best else ""),
    ]


def _picture(
    facts: MessageFacts,
    kind: str,
    step: int,
    caption: Caption,
    *,
    rows: tuple[int, ...] = (),
    tweens: tuple[str, ...] = (),
    mark: Literal["", "tick", "cross"] = "",
    passing: tuple[tuple[int, str], ...] = (),
) -> Picture:
    phase, beat = _PHASES[kind]
    update = min(step, facts.trace.updates)
    counter = _counter(update) if update and kind not in _UNCOUNTED else ""
    return Picture(
        step=step, kind=kind, beat=beat, phase=phase, counter=counter, caption=caption,
        rows=rows, tweens=tweens, mark=mark, passing=passing,
    )  # fmt: skip


def _counter(update: int) -> str:
    return f"update {update:,}"


def _passing(stop: Stop) -> tuple[tuple[int, str], ...]:
    """Give the updates that go by on the way to the last of a stop."""
    count = stop.last - stop.first + 1
    shown = min(count, _PASSING)
    found = sorted({stop.first + count * i // shown for i in range(shown)})
    return tuple((update, _counter(update)) for update in found)
