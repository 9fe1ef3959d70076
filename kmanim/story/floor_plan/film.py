"""The film of the toy: rooms, a random plan, the swaps that helped, all plans that there are, a dozen starts."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from typing import NamedTuple

from kmanim.simulate.machines.floor_plans.dozen import dozen
from kmanim.simulate.machines.floor_plans.trace import PlanTrace
from kmanim.story.floor_plan import alt_text, captions
from kmanim.story.floor_plan.facts import PlanFacts
from kmanim.story.pace import check_times, fullest, timed
from kmanim.story.timeline import Picture, Timeline, named, passing, telling

# How many tries that were kept have a picture of their own, from full to brief.
_LEVELS = {"walkthrough": (14, 12, 10, 9, 8, 7, 6, 5, 4, 3, 2), "loop": (7, 6, 5, 4, 3, 2, 1)}
_TELLING = ("start", "swap", "several", "nothing", "every")
MOVED = ("swap", "several")
"""The kinds of pictures in which rooms have moved."""


class _Moment(NamedTuple):
    """A snapshot that has a picture, the one that had the picture before, and how many were kept in between."""

    before: int
    step: int
    helped: int


def tell(
    trace: PlanTrace, *, profile: str = "walkthrough", pace: float = 1.0, max_seconds: float | None = None,
    best: float | None = None,
) -> Timeline:  # fmt: skip
    """Tell a run of the toy as a film.

    Parameters
    ----------
    trace : PlanTrace
        The recorded run.
    profile : {"walkthrough", "loop"}, default "walkthrough"
        The loop tells fewer swaps.
    pace : float, default 1.0
        Factor on every hold.
    max_seconds : float, optional
        How long the film may take; by default 45 s, a loop 20 s, and so much more where `pace` is slower.
    best : float, optional
        The best walk of the runs that this one is compared with. With such runs there are no other dozen starts: two
        counts of who finds the shortest plan would seem to contradict each other.

    Raises
    ------
    InputError
        If the profile, the pace or the time will not do.
    """
    check_times(profile, pace, max_seconds)
    facts, levels = PlanFacts(trace), _LEVELS[profile]
    _, pictures = fullest(
        lambda level: _pictures(facts, levels[level], profile, best),
        len(levels),
        profile=profile,
        pace=pace,
        max_seconds=max_seconds,
    )
    return Timeline(
        title=alt_text.title(facts),
        alt=alt_text.film(facts),
        keyframes=timed(pictures, profile=profile, pace=pace, max_seconds=max_seconds),
        table=alt_text.table(facts),
        telling=telling([picture.kind for picture in pictures], _TELLING, ("dozen", "data")),
        subject=facts.subject,
        best=trace.best_known,
    )


def _pictures(facts: PlanFacts, most: int, profile: str, best: float | None) -> list[Picture]:
    trace, last = facts.trace, facts.last
    counter = facts.counter
    found = [
        Picture(step=0, kind="data", beat="state", phase="Rooms", caption=captions.opening(facts)),
        Picture(
            step=0,
            kind="start",
            beat="state",
            phase="Start",
            counter=counter(0),
            caption=captions.start(facts),
        ),
    ]
    has_skipped = False
    for told, moment in enumerate(_moments(trace, most)):
        before, step, helped = moment
        # The counter runs where many tries helped nothing, once: afterwards it is known that it is so.
        skipped = 0
        if trace.is_alone and told > 1 and helped == 1 and not has_skipped and profile == "walkthrough":
            skipped = step - before - 1 if step - before - 1 > 1 else 0
        has_skipped = has_skipped or skipped > 0
        runs = skipped > 0 or helped > 1
        say = partial(captions.swap, told=told, skipped=skipped) if trace.is_alone else partial(
            captions.generation, told=told
        )  # fmt: skip
        found.append(
            Picture(
                step=step,
                kind="swap" if helped == 1 else "several",
                beat="switch",
                phase="Swap" if trace.is_alone else "Select",
                counter=counter(step),
                caption=say(facts, before, step)
                if helped == 1
                else captions.several(facts, before, step, helped),
                rows=named(facts.moved(before, step)),
                tweens=("forward", "move") if runs else ("move",),
                passing=passing(before + 1, max(before + 1, step - 1), counter) if runs else (),
            )
        )
    if not trace.kept and not (trace.every is not None and trace.every.all_alike):
        found.append(
            Picture(
                step=last,
                kind="nothing",
                beat="check",
                phase="Stop",
                counter=counter(last),
                caption=captions.nothing(facts),
                tweens=("forward",),
                passing=passing(1, last, counter),
            )
        )
    found.append(
        Picture(
            step=last,
            kind="every" if trace.every is not None else "unknown",
            beat="check",
            phase="All plans" if trace.every is not None else "Stop",
            caption=captions.every(facts, best),
            mark="tick" if trace.found_best else "",
        )
    )
    if best is None and (trace.every is None or not trace.every.all_alike):
        found.append(
            Picture(
                step=last,
                kind="dozen",
                beat="end",
                phase=f"{len(dozen(trace))} starts",
                caption=captions.starts(facts),
            )
        )
    return found


def _moments(trace: PlanTrace, most: int) -> Iterator[_Moment]:
    """Choose which of the tries that were kept have a picture: of more than `most` the first and the last ones."""
    kept = trace.kept
    first = (most + 1) // 2
    chosen = list(range(len(kept)))
    if len(kept) > most:
        chosen = [*chosen[:first], *chosen[len(kept) - (most - first) :]] if most > 1 else [len(kept) - 1]
    before, at = 0, -1
    for place in chosen:
        yield _Moment(before, kept[place], place - at)
        before, at = kept[place], place
