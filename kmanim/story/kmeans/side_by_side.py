"""Runs of k-means and its family side by side, round by round: what each panel shows, and the words for all."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache
from typing import TYPE_CHECKING

import numpy as np

from kmanim.story.comparisons.objective_bars import ObjectiveBars, objective_bars
from kmanim.story.comparisons.panels import Mark, Panel, SideBySideStory
from kmanim.story.kmeans.beside_words import Words
from kmanim.story.kmeans.facts import CentroidFacts
from kmanim.story.kmeans.news import Round, eventful, fast_forwards, rounds_of
from kmanim.story.kmeans.rounds import MOST_PASSING
from kmanim.story.pace import check_times, fullest, timed
from kmanim.story.text.words import Caption
from kmanim.story.timeline import Beat, Keyframe, Picture, Timeline

if TYPE_CHECKING:
    from kmanim.simulate.machines.centroids.trace import CentroidTrace


@dataclass(frozen=True, slots=True)
class _Picture:
    """A keyframe before its time is known: what it is, and the snapshot that each panel shows."""

    kind: str
    round: int
    steps: tuple[int, ...]
    caption: Caption
    tweens: tuple[str, ...] = ()
    passing: range = range(0)  # the rounds that go by in a fast-forward


def tell_together(
    traces: Sequence[CentroidTrace],
    titles: Sequence[str],
    *,
    profile: str = "loop",
    pace: float = 1.0,
    max_seconds: float | None = None,
    best: float | None = None,
) -> SideBySideStory:
    """Tell several runs side by side, round by round; a run that has ended waits for the others.

    Rounds with little news in all of them go by in a fast-forward, and so do the least eventful of the others where
    the film would take longer than it may.

    Parameters
    ----------
    traces : sequence of CentroidTrace
        Over the same rows, clusters numbered alike.
    titles : sequence of str
        What each is called.
    profile : {"walkthrough", "loop"}, default "loop"
        How long pictures stand.
    pace : float, default 1
        Factor on how long they do.
    max_seconds : float, optional
        How long the film may take.
    best : float, optional
        The best value of the objective that is known.

    Raises
    ------
    InputError
        If the profile, the pace or the budget will not do.
    """
    check_times(profile, pace, max_seconds)
    told = _Telling([CentroidFacts(trace) for trace in traces], titles, objective_bars(traces, best))
    rounds = told.eventful
    most = eventful(rounds)

    @cache
    def told_at(level: int) -> list[_Picture]:
        return told.pictures(fast_forwards(rounds, most - level))

    level, chosen = fullest(
        lambda level: [told.as_told(i, picture) for i, picture in enumerate(told_at(level))],
        most + 1,
        profile=profile,
        pace=pace,
        max_seconds=max_seconds,
    )
    pictures = told_at(level)
    keyframes = timed(chosen, profile=profile, pace=pace, max_seconds=max_seconds)

    def of_panel(i: int, panel: int) -> Keyframe:
        picture = pictures[i]
        passing = tuple(
            (_step(told.facts[panel], number, ""), f"round {number}") for number in _passing(picture.passing)
        )
        return replace(
            keyframes[i], step=picture.steps[panel], kind=told.kind(picture, panel), passing=passing
        )

    every = range(len(pictures))
    timeline = Timeline(
        title=told.words.title,
        alt=told.words.alt,
        keyframes=keyframes,
        subject=told.words.subject,
        cycle=("assign", "swap" if all(fact.terms.swaps for fact in told.facts) else "move"),
    )
    panels = tuple(
        Panel(Timeline(title=title, alt="", keyframes=tuple(of_panel(i, panel) for i in every)), tuple(every))
        for panel, title in enumerate(titles)
    )
    return SideBySideStory(
        timeline=timeline,
        panels=panels,
        lines=tuple(told.lines(picture) for picture in pictures),
        marks=tuple(told.marks(picture) for picture in pictures),
        moved=told.words.moved,
        bars=told.bars,
        shorter=tuple(tuple(told.lines(picture, brevity) for picture in pictures) for brevity in (1, 2)),
    )


def _passing(rounds: range) -> list[int]:
    """Choose the rounds whose ends are seen as they go by."""
    places = np.linspace(0, len(rounds) - 1, min(MOST_PASSING, len(rounds))).round()
    return [rounds[int(place)] for place in places]


_PHASES: dict[str, tuple[str, Beat]] = {
    "starts": ("Starts", "state"),
    "assign": ("Assign", "state"),
    "update": ("Update", "move"),
    "again": ("Update", "brief"),
    "reassign": ("Reassign", "switch"),
    "forward": ("Fast forward", "turn"),
    "done": ("Done", "end"),
}
_TURNS = {"assign": 0, "reassign": 0, "update": 1, "again": 1}


class _Telling:
    """The runs and what can be said of them together."""

    def __init__(
        self, facts: Sequence[CentroidFacts], titles: Sequence[str], bars: ObjectiveBars | None
    ) -> None:
        self.facts, self.bars = facts, bars
        self.words = Words(facts, titles, bars)
        self.rounds = max(fact.trace.iterations for fact in facts)

    @property
    def eventful(self) -> tuple[Round, ...]:
        """Give all rounds in which something happens in some run after the first, each with the news of all of them."""
        found: dict[int, list[Round]] = {}
        for fact in self.facts:
            for one in rounds_of(fact):
                found.setdefault(one.number, []).append(one)
        return tuple(
            Round(
                number,
                max(one.switched for one in each),
                max(one.fall for one in each),
                any(one.is_odd for one in each),
            )
            for number, each in sorted(found.items())
        )

    def pictures(self, together: Sequence[range]) -> list[_Picture]:
        """Choose the pictures: the starts, two for each round that is told by itself, the end."""
        zeros = tuple(0 for _ in self.facts)
        found = [_Picture("starts", 0, zeros, self.words.starts())]
        run_of = {number: run for run in together for number in run}
        told = [1, *(one.number for one in self.eventful if one.number > 1)]
        for number in told:
            run = run_of.get(number)
            if run is not None:
                if number == run[-1]:
                    found.append(self._forward(run, found[-1]))
                continue
            found.append(self._assigned(number, found[-1]))
            updated = self._updated(number, found[-1])
            if updated.steps != found[-1].steps:
                found.append(updated)
        ends = tuple(fact.last for fact in self.facts)
        gliding = ("glide",) if found[-1].steps != ends and self.rounds > 1 else ()
        tweens = (*self._settling(found[-1]), *gliding)
        return [*found, _Picture("done", self.rounds, ends, self.words.done(), tweens)]

    def as_told(self, i: int, picture: _Picture) -> Picture:
        """Give a picture its header and what it does in the film."""
        phase, beat = _PHASES[picture.kind]
        return Picture(
            step=i,
            kind="update" if picture.kind == "again" else picture.kind,
            beat=beat,
            phase=phase,
            counter=f"round {picture.round}" if picture.round else "",
            caption=picture.caption,
            tweens=picture.tweens,
            turn=_TURNS.get(picture.kind),
            passing=tuple((i, f"round {number}") for number in _passing(picture.passing)),
        )

    def kind(self, picture: _Picture, panel: int) -> str:
        """Say what a panel shows: like the page, but for a run that has ended, which shows its end."""
        fact, step = self.facts[panel], picture.steps[panel]
        if picture.kind in ("starts", "done", "forward"):
            return picture.kind
        step_kind = fact.step(step)
        updates = picture.kind in ("update", "again")
        if picture.round > fact.trace.iterations or (updates and step_kind == "assign"):
            return "idle"
        return step_kind if updates else picture.kind

    def lines(self, picture: _Picture, brevity: int = 0) -> tuple[str, ...]:
        """Say below each title how far the run is."""
        return tuple(self.words.line(run, step, brevity) for run, step in enumerate(picture.steps))

    def marks(self, picture: _Picture) -> tuple[Mark, ...]:
        """Say which runs have ended, and which of them at the best that is known."""
        return tuple(
            "" if step < fact.last else "tick" if self.bars is not None and self.bars.is_best(run) else "stop"
            for run, (fact, step) in enumerate(zip(self.facts, picture.steps, strict=True))
        )

    def _forward(self, run: range, before: _Picture) -> _Picture:
        steps = tuple(_step(fact, run[-1], "") for fact in self.facts)
        tweens = (*self._settling(before), "forward")
        return _Picture("forward", run[-1], steps, self.words.forward(run), tweens, run)

    def _assigned(self, number: int, before: _Picture) -> _Picture:
        steps = tuple(_step(fact, number, "assign") for fact in self.facts)
        counts = [
            int(fact.trace.changed(step).size) if number <= fact.trace.iterations else None
            for fact, step in zip(self.facts, steps, strict=True)
        ]
        caption = self.words.assigned(number, counts)
        if number == 1:
            return _Picture("assign", 1, steps, caption, ("sweep",))
        return _Picture("reassign", number, steps, caption, (*self._settling(before), "glide"))

    def _updated(self, number: int, before: _Picture) -> _Picture:
        steps = tuple(_step(fact, number, "") for fact in self.facts)
        tweens = (*self._settling(before), "move")
        return _Picture("update" if number == 1 else "again", number, steps, self.words.updated(), tweens)

    def _settling(self, before: _Picture) -> tuple[str, ...]:
        """Let the yellow of switched rows settle first, if there is any."""
        switched = before.kind == "reassign" and any(
            fact.trace.changed(step).size > 0 and before.round <= fact.trace.iterations
            for fact, step in zip(self.facts, before.steps, strict=True)
        )
        return ("recolour",) if switched else ()


def _step(fact: CentroidFacts, number: int, kind: str) -> int:
    """Find the snapshot of a round: its assignment, or its last one; the last of all where it is over."""
    if number > fact.trace.iterations:
        return fact.last
    mine = [i for i in range(len(fact.trace)) if fact.iteration(i) == number]
    return next((i for i in mine if fact.step(i) == kind), mine[-1]) if kind else mine[-1]
