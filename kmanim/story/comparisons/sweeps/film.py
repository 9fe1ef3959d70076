"""The film over the values of one sweep, or of two under one slider: changes are held, what stays alike goes by."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from kmanim.simulate.sweeps.sweep import Sweep
from kmanim.simulate.sweeps.swept import MOST_VALUES
from kmanim.story.comparisons.sweeps.facts import LOWEST_IS_BEST, SweepFacts
from kmanim.story.comparisons.sweeps.findings import Finding, finding
from kmanim.story.comparisons.sweeps.stretches import Stretch, stretches
from kmanim.story.description import PLACED
from kmanim.story.facts import feature_words
from kmanim.story.pace import fullest, timed
from kmanim.story.text.words import (
    Caption,
    cut,
    first_that_fits,
    line_or_two,
    ranged,
    sentence_case,
    series,
    verb,
)
from kmanim.story.timeline import Picture, Timeline

# So short are the stretches that a level of telling joins; the last one has few pictures whatever there is.
_LEVELS = (1, 2, 3, 4, 6, 9, 14, 24, MOST_VALUES + 1)

# Of values that look different so many go by at the most.
_MOST_LOOKS = 10


@dataclass(frozen=True, slots=True, kw_only=True)
class SweepStory:
    """What is told of sweeps.

    Attributes
    ----------
    timeline : Timeline
        A keyframe's step is the place of the outcome that is shown; -1 before the first.
    facts : tuple of SweepFacts
        Of each sweep.
    findings : tuple of Finding
        What each comes to.
    """

    timeline: Timeline
    facts: tuple[SweepFacts, ...]
    findings: tuple[Finding, ...]


def tell(
    sweeps: Sequence[Sweep],
    *,
    profile: str = "loop",
    pace: float = 1.0,
    max_seconds: float | None = None,
) -> SweepStory:
    """Tell one sweep, or two of as many values over two data sets, value by value.

    Parameters
    ----------
    sweeps : sequence of Sweep
        Where there are two, the first says what is told together.
    profile, pace, max_seconds
        As for other films; a loop by default.

    Raises
    ------
    InputError
        If the profile, the pace or the budget will not do.
    """
    facts = tuple(SweepFacts(sweep) for sweep in sweeps)
    findings = tuple(finding(one) for one in facts)
    _, pictures = fullest(
        lambda level: _pictures(facts, findings, _LEVELS[level]),
        len(_LEVELS),
        profile=profile,
        pace=pace,
        max_seconds=max_seconds,
    )
    told = timed(pictures, profile=profile, pace=pace, max_seconds=max_seconds)
    first = facts[0]
    names = " and ".join(one.name for one in first.sweep.swept)
    timeline = Timeline(
        title=f"{first.title} by {names}",
        alt=alt_of(facts, findings),
        keyframes=told,
        telling=tuple(range(len(told))),
        subject=first.subject if len(facts) == 1 else f"{first.title} by {names}",
    )
    return SweepStory(timeline=timeline, facts=facts, findings=findings)


def alt_of(facts: Sequence[SweepFacts], findings: Sequence[Finding], *, moves: bool = True) -> str:
    """Give the alternative text of such a film, or of the figure that has its pictures small."""
    told = []
    for one, found in zip(facts, findings, strict=True):
        sweep = one.sweep
        by, chart = "", f"Animated {one.told.chart[0]}" if moves else f"Small {one.told.chart[1]}"
        if one.told.by_columns:
            names = [feature_words(feature, 60) for feature in one.dataset.features]
            by = f" by {series(names) if len(names) <= PLACED else f'{len(names)} columns'}"
        over = " and ".join(
            f"{len(swept)} values of {swept.name}, {one.value(0, number)} to {one.value(len(sweep) - 1, number)}"
            for number, swept in enumerate(sweep.swept)
        )
        failed = (
            f" {len(sweep.failed)} of the runs {verb(len(sweep.failed), 'has', 'have')} no result."
            if sweep.failed
            else ""
        )
        told.append(
            f"{chart} of {one.things(one.dataset.n)}{by}, beside a curve of "
            f"{one.label(one.main)}: {one.title} with {over}. {found.sentence}.{failed}"
        )
    return " ".join(told)


def _pictures(facts: Sequence[SweepFacts], findings: Sequence[Finding], least: int) -> list[Picture]:
    """Give the pictures of one level: the data, each stretch where it begins, and what all comes to."""
    lead = facts[0]
    parts = stretches(lead.sweep, lead.main, least)
    pictures = [
        Picture(step=-1, kind="data", beat="state", phase="Data", caption=_opening(facts)),
    ]
    before: Stretch | None = None
    for number, part in enumerate(parts):
        news = number and lead.sweep[part.first].clusters != lead.sweep[part.first - 1].clusters
        pictures.append(
            Picture(
                step=part.first,
                kind=part.kind,
                beat="turn" if news and len(parts) < 12 else "move",
                phase="",
                caption=_told(facts, part),
                counter=_counter(facts, part.first),
                mark="cross" if part.kind == "failed" else "",
                **_passing(facts, before),
            )
        )
        before = part
    end = _shown_in_the_end(facts, findings)
    pictures.append(
        Picture(
            step=end, kind="done", beat="end", phase="", caption=_end(facts, findings),
            counter=_counter(facts, end), **_passing(facts, before),
        )
    )  # fmt: skip
    return pictures


def _shown_in_the_end(facts: Sequence[SweepFacts], findings: Sequence[Finding]) -> int:
    """Choose the place that shows what a sweep comes to; of several what all of them do, where one place does."""
    plateaus = [one.sweep.longest for one in facts]
    lasting = [
        plateau
        for plateau, found in zip(plateaus, findings, strict=True)
        if plateau is not None and plateau.first <= found.place <= plateau.last
    ]
    if len(lasting) == len(facts) > 1:
        first, last = max(one.first for one in lasting), min(one.last for one in lasting)
        if first <= last:
            return (first + last) // 2
    return findings[0].place


def _passing(facts: Sequence[SweepFacts], part: Stretch | None) -> dict[str, Any]:
    """Let the rest of a stretch go by: all values that come to the same, and some of those that do not."""
    places = [] if part is None else list(range(part.first + 1, part.last + 1))
    if part is None or not places:
        return {}
    looks = part.kind == "moving" or len(facts) > 1
    if looks and len(places) > _MOST_LOOKS:
        places = [places[at * (len(places) - 1) // (_MOST_LOOKS - 1)] for at in range(_MOST_LOOKS)]
    return {
        "tweens": ("look" if looks else "glance",),
        "passing": tuple((place, _counter(facts, place)) for place in places),
    }


def _counter(facts: Sequence[SweepFacts], place: int) -> str:
    return facts[0].at(place) if len(facts) == 1 else f"{place + 1} of {len(facts[0].sweep)}"


def _opening(facts: Sequence[SweepFacts]) -> Caption:
    first, sweep = facts[0], facts[0].sweep
    over = " and ".join(f"{len(swept)} values of {swept.name}" for swept in sweep.swept)
    if len(facts) > 1:
        return first_that_fits(
            [
                line_or_two(f"{over}, on two data sets", f"at once: {_ends(first)}, {_ends(facts[1])}."),
                line_or_two(f"{over},", "on two data sets at once."),
            ]
        )
    if len(sweep.swept) > 1:
        one, other = sweep.swept
        dashed = " Dashed: the estimate." if first.shows_estimate else ""
        return first_that_fits(
            [
                (
                    f"{first.things(first.dataset.n)}: {len(one)} values of {one.name}, {_ends(first)},",
                    f"each with {len(other)} values of {other.name}.{dashed}",
                ),
                line_or_two(f"{len(one)} values of {one.name},", f"each with {len(other)} of {other.name}."),
            ]
        )
    more = "Dashed: the estimate." if first.shows_estimate else ""
    objective = first.parameters.objective
    if objective is not None and first.is_objective(first.main):
        more = f"{objective.symbol}: {objective.plainly}."
    elif first.main in LOWEST_IS_BEST:
        more = f"{first.label(first.main)} weighs fit against size: low is good."
    things = first.things(first.dataset.n)
    return first_that_fits(
        [
            *([line_or_two(f"{things}, {over}: {_ends(first)}.", more)] if more else []),
            line_or_two(f"{things}, {over}:", f"{_ends(first)}."),
            line_or_two(f"{sentence_case(over)}.", f"{things}."),
            (f"{sentence_case(over)}.",),
        ]
    )


def _ends(facts: SweepFacts) -> str:
    swept, texts = facts.sweep.swept[0], [facts.value(0), facts.value(len(facts.sweep.swept[0]) - 1)]
    if swept.is_words:
        return series([facts.value(place) for place in range(len(swept))])
    return f"{texts[0]} to {texts[1]}"


def _told(facts: Sequence[SweepFacts], part: Stretch) -> Caption:
    """Say what a stretch is: one line for each data set."""
    if len(facts) == 2:
        return first_that_fits(tuple(_short(one, part, brevity) for one in facts) for brevity in range(3))
    one, sweep = facts[0], facts[0].sweep
    places = range(part.first, part.last + 1)
    where = one.span(part.first, part.last)
    if len(sweep.swept) > 1:
        where = f"{one.at(part.first, 1)}, {where}"
    where = one.opening(where)
    if part.kind == "failed":
        return first_that_fits(
            [line_or_two(f"{where}: no result.", one.failure(places)), (f"{where}: no result.",)]
        )
    stays = part.kind == "same" and (part.length == 1 or one.main == "clusters")
    news = one.step(part.first) if stays else one.trend(one.main, places)
    head, more = f"{where}: {news or one.says(one.main, part.first)}.", _more(one, places)
    return first_that_fits(
        [
            *([line_or_two(head, more)] if more else []),
            (head,),
            line_or_two(f"{where}:", head.partition(": ")[2]),
        ]
    )


def _more(facts: SweepFacts, places: range) -> str:
    """Say the second thing of a stretch: how its other measure goes, or that a run was stopped."""
    sweep = facts.sweep
    stopped = [place for place in places if not sweep[place].finished]
    if stopped:
        return "Stopped before the end: hollow."
    if not facts.second or not any(sweep[place].clusters for place in places):
        return ""
    told = facts.trend(facts.second, places) if len(places) > 1 else ""
    return f"{sentence_case(told or facts.says(facts.second, places[0]))}."


def _short(facts: SweepFacts, part: Stretch, brevity: int) -> str:
    """Say what a stretch is in one line that names its data set; with fewer words from 0 to 2."""
    places = range(part.first, part.last + 1)
    sound = [place for place in places if not facts.sweep[place].failure]
    first, last = (facts.value(place) for place in (part.first, part.last))
    where = facts.span(part.first, part.last) if brevity == 0 else ranged(first, last)
    if not sound:
        told = "no result"
    elif not facts.finds_clusters:
        told = facts.says(facts.main, sound[0])
        if len({facts.text(facts.main, place) for place in sound}) > 1:
            told = (
                facts.trend(facts.main, sound)
                if brevity == 0
                else f"{told} to {facts.text(facts.main, sound[-1])}"
            )
    elif len({facts.clusters(place) for place in sound}) == 1:
        told = facts.clusters(sound[0])
    elif brevity == 0:
        told = facts.trend("clusters", sound)
    else:
        told = f"from {facts.text('clusters', sound[0])} to {facts.text('clusters', sound[-1])} clusters"
    name = cut(facts.dataset.name, 18)
    return f"{name}: {told}." if brevity == 2 else f"{name}, {where}: {told}."


def _end(facts: Sequence[SweepFacts], findings: Sequence[Finding]) -> Caption:
    if len(facts) == 1:
        return findings[0].caption
    both = [found.of(cut(one.dataset.name, 18)) for one, found in zip(facts, findings, strict=True)]
    return first_that_fits(
        [tuple(f"{one.sentence}." for one in both), tuple(f"{one.brief}." for one in both), both[0].caption]
    )
