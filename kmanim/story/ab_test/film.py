"""The film of an A/B test's length: one length after the other, then the whole curve, its best day and its band."""

from __future__ import annotations

from typing import Any, NamedTuple

from kmanim.simulate.machines.trials.trace import LengthTrace
from kmanim.story.ab_test import captions
from kmanim.story.ab_test.facts import LengthFacts
from kmanim.story.ab_test.stills import film_alt, length_table
from kmanim.story.pace import check_times, fullest, timed
from kmanim.story.text.words import Caption
from kmanim.story.timeline import Beat, Picture, Timeline, telling

TESTS = ("short", "best", "long")
"""Pictures of one length."""


class _Level(NamedTuple):
    """How much is told.

    Attributes
    ----------
    before, after : int
        Lengths below the best one, the shortest among them, and above it.
    factors : bool
        Whether it is told what half and twice the best length keep.
    opening : bool
        Whether the film begins with the question.
    """

    before: int
    after: int
    factors: bool = True
    opening: bool = True


_LEVELS = {
    "walkthrough": (_Level(3, 2), _Level(2, 2), _Level(2, 1), _Level(1, 1), _Level(1, 1, factors=False)),
    "loop": (_Level(3, 2), _Level(2, 2), _Level(2, 1), _Level(1, 1), _Level(1, 1, factors=False, opening=False)),
}  # fmt: skip


def tell(
    trace: LengthTrace,
    *,
    profile: str = "walkthrough",
    pace: float = 1.0,
    max_seconds: float | None = None,
    best: float | None = None,  # noqa: ARG001 - the best is in every run
) -> Timeline:
    """Tell how long an A/B test should run, as a film.

    Parameters
    ----------
    trace : LengthTrace
        The recorded run.
    profile : {"walkthrough", "loop"}, default "walkthrough"
        Which pace and how many lengths.
    pace : float, default 1.0
        Factor on every hold.
    max_seconds : float, optional
        How long the film may take; by default 45 s, a loop 20 s.
    best : float, optional
        Not needed: every run ends with the best length.

    Raises
    ------
    InputError
        If the profile, the pace or the time will not do.
    """
    check_times(profile, pace, max_seconds)
    facts, levels = LengthFacts(trace), _LEVELS[profile]
    _, pictures = fullest(
        lambda level: _pictures(facts, levels[level]),
        len(levels),
        profile=profile,
        pace=pace,
        max_seconds=max_seconds,
    )
    kinds = [picture.kind for picture in pictures]
    return Timeline(
        title=f"How long should an A/B test run? Best: {facts.best_text}",
        alt=film_alt(facts),
        keyframes=timed(pictures, profile=profile, pace=pace, max_seconds=max_seconds),
        table=length_table(facts),
        telling=telling(kinds, (*TESTS, "band"), ("factors",)),
        subject=facts.subject,
    )


def told_lengths(trace: LengthTrace, before: int, after: int) -> tuple[list[int], int, list[int]]:
    """Choose the snapshots of lengths that are told: some below the best whole one, that one, some above it.

    Below it these are the shortest, and then those nearest to the best.
    """
    tests = [i for i, snapshot in enumerate(trace.unlabelled) if snapshot.step == "test"]
    best = max(tests, key=lambda i: trace.unlabelled[i].objective)
    below, above = [i for i in tests if i < best], [i for i in tests if i > best]
    if len(below) > before:
        below = [below[0], *below[len(below) - before + 1 :]]
    return below, best, above[:after]


def _pictures(facts: LengthFacts, level: _Level) -> list[Picture]:
    trace = facts.trace
    below, best, above = told_lengths(trace, level.before, level.after)
    last = len(trace) - 1
    pictures = []
    if level.opening:
        pictures.append(_picture("question", 0, "Question", "state", captions.question()))
    for place, i in enumerate(below):
        test: Any = trace.unlabelled[i]
        if place == 0:
            caption = captions.first(facts, test)
        elif place == 1:
            before: Any = trace.unlabelled[below[0]]
            caption = captions.longer(facts, test, before)
        else:
            caption = captions.plain(facts, test)
        pictures.append(_test(facts, "short", i, "Shorter", "move" if place < 2 else "brief", caption))
    pictures.append(_test(facts, "best", best, "Best", "turn", captions.best(facts, _at(facts, best))))
    for place, i in enumerate(above):
        say = captions.plain if place else captions.too_long
        beat: Beat = "brief" if place else "move"
        pictures.append(_test(facts, "long", i, "Longer", beat, say(facts, _at(facts, i))))
    pictures.append(_picture("formula", last, "Formula", "turn", captions.formula(facts), tweens=("move",)))
    end: Beat = "check" if level.factors else "end"
    pictures.append(_picture("band", last, "Good enough", end, captions.band(facts)))
    if level.factors:
        pictures.append(_picture("factors", last, "Half or twice", "end", captions.factors(facts)))
    return pictures


def _at(facts: LengthFacts, i: int) -> Any:
    return facts.trace.unlabelled[i]


def _test(facts: LengthFacts, kind: str, i: int, phase: str, beat: Beat, caption: Caption) -> Picture:
    """Make the picture of one length."""
    counter = facts.length(_at(facts, i).days)
    return _picture(kind, i, phase, beat, caption, counter=counter, tweens=("move",))


def _picture(
    kind: str,
    step: int,
    phase: str,
    beat: Beat,
    caption: Caption,
    *,
    counter: str = "",
    tweens: tuple[str, ...] = (),
) -> Picture:
    return Picture(
        step=step, kind=kind, beat=beat, phase=phase, caption=caption, counter=counter, tweens=tweens
    )
