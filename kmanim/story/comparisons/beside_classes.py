"""A run beside the groups that are known: the words of the page, and what is told in the end."""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import accumulate, pairwise
from typing import Any

from kmanim.data.target import GROUP
from kmanim.simulate.machines.centroids.trace import CentroidTrace
from kmanim.simulate.trace import Trace
from kmanim.story.comparisons.known_groups import KnownGroups, known_groups
from kmanim.story.contract import facts_of, story_of
from kmanim.story.description import axes
from kmanim.story.pace import (
    SHORTEST_BUDGET_S,
    budget_ms,
    check_times,
    hold_ms,
)
from kmanim.story.text.words import (
    Caption,
    counted,
    cut,
    first_that_fits,
    in_words,
    line_or_two,
    sentence_case,
)
from kmanim.story.timeline import Keyframe, Timeline

# The comparison stands at least so long where the film has time for it, and where it has not.
_LEAST_MS, _FLEETING_MS = 2_500, 500


@dataclass(frozen=True, slots=True, kw_only=True)
class BesideClassesStory:
    """What is told of a run beside the groups that are known.

    Attributes
    ----------
    timeline : Timeline
        The run's own, with a first caption for both panels; its last picture compares.
    known : KnownGroups
        The groups.
    titles : (str, str)
        What the two panels are called.
    """

    timeline: Timeline
    known: KnownGroups
    titles: tuple[str, str]


def tell(
    trace: Trace,
    *,
    profile: str = "loop",
    pace: float = 1.0,
    max_seconds: float | None = None,
    **options: Any,
) -> BesideClassesStory | None:
    """Tell a run as its own film does, and compare its clusters with the groups that are known in the end.

    Where the run's own film ends with a lesson, that is the comparison.

    Parameters
    ----------
    trace : Trace
        Of any algorithm.
    profile, pace, max_seconds
        As for the run's own film; a loop by default.
    **options
        What its story can be told besides.

    Returns
    -------
    BesideClassesStory or None
        None where no groups are known, or too many for a picture.

    Raises
    ------
    InputError
        If the profile, the pace or the budget will not do.
    """
    check_times(profile, pace, max_seconds)
    facts = facts_of(trace)
    known = known_groups(trace, facts.k)
    if known is None:
        return None
    things, groups = facts.things(facts.dataset.n), len(known.names)
    compared = _compared(known, facts.noun[1], facts.dataset.n)
    hold = hold_ms("lesson", " ".join(compared), profile=profile, pace=pace, first=False, last=True)
    budget = budget_ms(profile, pace, max_seconds)

    def told(more_ms: int) -> Timeline:
        seconds = max(SHORTEST_BUDGET_S, (budget + more_ms) / 1000)
        return story_of(trace).tell(trace, profile=profile, pace=pace, max_seconds=seconds, **options)

    own = told(0)
    has_lesson = own.keyframes[-1].kind == "lesson"
    # The comparison is the end; of a check and an end before it the check says why the run stops.
    spare = sum(
        key.hold_ms
        for before, key in pairwise(own.keyframes)
        if key.kind == "done" and before.kind == "check"
    )
    for more in (spare, 0):
        own = told(more - (0 if has_lesson else hold))
        run = [key for key in own.keyframes if not (spare and key.kind == "done")]
        if has_lesson:
            lesson = run.pop()
            compared, hold = lesson.caption, lesson.hold_ms
        if _LEAST_MS + sum(key.duration_ms for key in run) <= budget:
            break
    hold = max(_FLEETING_MS, min(hold, budget - sum(key.duration_ms for key in run)))
    first = replace(run[0], caption=_opening(known, things, facts.noun[1]), marked=())
    # Scenes of centroids draw the comparison themselves, on a plot without the way that centroids have come.
    kind = "lesson" if isinstance(trace, CentroidTrace) else run[-1].kind
    last = replace(
        run[-1],
        kind=kind, phase="Why" if has_lesson else "Compare", caption=compared, marked=(),
        hold_ms=hold, lead_in=(), mark="", turn=None, note="", passing=(),
    )  # fmt: skip
    said = sentence_case(" ".join(compared))
    column = "" if known.title == GROUP else f": {cut(known.title, 20)}"
    seen = "what a person sees" if facts.dataset.lesson else f"known groups{column}"
    name = trace.parameters.name
    return BesideClassesStory(
        timeline=replace(
            own,
            title=f"{own.title}, beside {in_words(groups)} known {'group' if groups == 1 else 'groups'}",
            alt=f"Two scatter plots side by side of {things} by {axes(facts, scaled=False)}: on the left the groups "
            f"that are known, on the right the run. {own.alt}{'' if said in own.alt else f' {said}'}",
            keyframes=_progressing([first, *run[1:], last]),
        ),
        known=known,
        titles=(seen, f"what {name} sees"),
    )


def _opening(known: KnownGroups, things: str, noun: str) -> Caption:
    count = counted(len(known.names), ("group", "groups"))
    return first_that_fits(
        [
            line_or_two(f"{sentence_case(things)} in {count}.", "The algorithm is not told which is which."),
            (f"{things} in {count}.",),
            (f"{sentence_case(noun)} in {count}.",),
        ]
    )


def _compared(known: KnownGroups, noun: str, n: int) -> Caption:
    wrong = len(known.misplaced)
    if not wrong:
        return first_that_fits([(f"All {n:,} {noun} are with their group.",), ("All are with their group.",)])
    return first_that_fits(
        [
            (f"{wrong:,} of {n:,} {noun} (hatched) are not with their group.",),
            line_or_two(f"{wrong:,} of {n:,} {noun} (hatched)", "are not with their group."),
        ]
    )


def _progressing(keyframes: list[Keyframe]) -> tuple[Keyframe, ...]:
    """Say anew how much of the film each has told."""
    ends = list(accumulate(key.duration_ms for key in keyframes))
    return tuple(replace(key, progress=end / ends[-1]) for key, end in zip(keyframes, ends, strict=True))
