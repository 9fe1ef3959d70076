"""Runs of gradient descent side by side, step by step on one clock: rates, optimizers, models or starts."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

import numpy as np

from kmanim.simulate.machines.descent.trace import DescentTrace
from kmanim.story.comparisons.panels import Panel, SideBySideStory
from kmanim.story.gradient_descent.beside_words import Words
from kmanim.story.gradient_descent.facts import DescentFacts
from kmanim.story.gradient_descent.stops import doublings
from kmanim.story.gradient_descent.telling import CYCLE
from kmanim.story.pace import check_times, fullest, timed
from kmanim.story.timeline import Keyframe, Picture, Timeline, named

_ENDS = {"settled": "done", "falling": "stopped"}


def tell_together(
    traces: Sequence[DescentTrace],
    titles: Sequence[str],
    *,
    profile: str = "loop",
    pace: float = 1.0,
    max_seconds: float | None = None,
    best: float | None = None,  # noqa: ARG001 - the floor is that of the model
) -> SideBySideStory:
    """Tell runs side by side; all have made as many steps in every picture, and who has ended waits for the others.

    Parameters
    ----------
    traces : sequence of DescentTrace
        Over the same rows.
    titles : sequence of str
        What each is called.
    profile : {"walkthrough", "loop"}, default "loop"
        How long pictures stand.
    pace : float, default 1
        Factor on how long they do.
    max_seconds : float, optional
        How long the film may take.
    best : float, optional
        The best loss that is known of others; the film measures by the best weights of the model.

    Raises
    ------
    InputError
        If the profile, the pace or the budget will not do.
    """
    check_times(profile, pace, max_seconds)
    told = _Telling(
        [DescentFacts(trace) for trace in traces], Words([DescentFacts(trace) for trace in traces], titles)
    )
    stops = told.stops
    _, chosen = fullest(
        lambda level: told.pictures(told.fewer(level)),
        len(stops),
        profile=profile,
        pace=pace,
        max_seconds=max_seconds,
    )
    keyframes = timed(chosen, profile=profile, pace=pace, max_seconds=max_seconds)
    at = [told.at(key) for key in keyframes]
    words, runs = told.words, range(len(traces))
    every = tuple(range(len(keyframes)))
    return SideBySideStory(
        timeline=Timeline(
            title=words.title, alt=words.alt, keyframes=keyframes, subject=words.subject, cycle=CYCLE
        ),
        panels=tuple(
            Panel(Timeline(title=titles[run], alt="", keyframes=told.own(run, keyframes)), every)
            for run in runs
        ),
        lines=tuple(tuple(words.line(run, step) for run in runs) for step in at),
        marks=tuple(tuple(words.mark(run, step) for run in runs) for step in at),
        moved=np.empty(0, np.intp),
        shorter=tuple(
            tuple(tuple(words.line(run, step, brevity) for run in runs) for step in at) for brevity in (1, 2)
        ),
    )


class _Telling:
    """The runs and what can be said of them together."""

    def __init__(self, facts: Sequence[DescentFacts], words: Words) -> None:
        self.facts, self.words = facts, words
        self.last = max(fact.end for fact in facts)
        self.stops = doublings(self.last) or [self.last]

    def at(self, key: Keyframe) -> int:
        """Give the step that a picture of the page has come to: its counter, which all runs share."""
        return self.last if key.kind == "done" else key.step

    def fewer(self, dropped: int) -> list[int]:
        """Leave steps out, first those in which losses change least."""
        changes = []
        for before, step in pairwise([0, *self.stops]):
            most = max(
                abs(float(np.log(_positive(fact, step) / _positive(fact, before)))) for fact in self.facts
            )
            changes.append((step != 1, -most, step))
        gone = {step for _, _, step in sorted(changes, reverse=True)[:dropped]}
        return [step for step in self.stops if step not in gone]

    def pictures(self, stops: Sequence[int]) -> list[Picture]:
        """Choose the pictures of the page."""
        found = [
            Picture(step=0, kind="start", beat="state", phase="Start", caption=self.words.start(), turn=0)
        ]
        before, flips = 0, False
        for step in stops:
            settling = ("recolour",) if flips else ()
            flips = any(len(self._flipped(run, before, step)) for run in range(len(self.facts)))
            found.append(
                Picture(
                    step=step, kind="step", beat="turn", phase="Step", counter=f"step {step:,}",
                    caption=self.words.step(step), tweens=(*settling, "move"), turn=2,
                )
            )  # fmt: skip
            before = step
        moves = ("move",) if before < self.last else ()
        found.append(
            Picture(
                step=self.last, kind="done", beat="end", phase="Done", counter=f"step {self.last:,}",
                caption=self.words.done(), tweens=(*(("recolour",) if flips else ()), *moves),
            )
        )  # fmt: skip
        return found

    def own(self, run: int, page: Sequence[Keyframe]) -> tuple[Keyframe, ...]:
        """Give what one run shows in each picture of the page."""
        fact, found = self.facts[run], []
        before = 0
        for key in page:
            step = min(key.step, fact.end)
            rows = self._flipped(run, before, step)
            kind = "start" if not key.step else "switch" if len(rows) else "step"
            if step == fact.end and (before == fact.end or key.kind == "done"):
                kind, rows = _ENDS.get(fact.trace.ending, "failed"), np.empty(0, np.intp)
            found.append(replace(key, step=step, kind=kind, rows=named(rows)))
            before = step
        return tuple(found)

    def _flipped(self, run: int, before: int, step: int) -> np.ndarray[tuple[int], np.dtype[np.intp]]:
        fact = self.facts[run]
        return np.flatnonzero(fact.labels(min(before, fact.end)) != fact.labels(min(step, fact.end)))


def _positive(fact: DescentFacts, step: int) -> float:
    """Give a loss that has a logarithm."""
    return max(float(fact.losses[min(step, fact.end)]), 1e-300)
