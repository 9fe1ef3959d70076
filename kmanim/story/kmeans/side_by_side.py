"""Runs of k-means and its family side by side, round by round: what each panel shows, and the words for all."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np

from kmanim.story.description import axes
from kmanim.story.kmeans.facts import CentroidFacts
from kmanim.story.pace import timed
from kmanim.story.side_by_side import MOST_RINGED, Panel, SideBySideStory
from kmanim.story.text.numbers import inertias
from kmanim.story.text.words import (
    Caption,
    counted,
    first_that_fits,
    line_or_two,
    sentence_case,
    series,
    verb,
)
from kmanim.story.timeline import Beat, Keyframe, Picture, Timeline

if TYPE_CHECKING:
    from kmanim.arrays import IntArray
    from kmanim.simulate.centroids.trace import CentroidTrace


# A film of more rounds than this skips the middle: the first and last rounds of the runs are told.
LONG, FIRST_ROUNDS, LAST_ROUNDS = 20, 6, 4


@dataclass(frozen=True, slots=True)
class _Picture:
    """A keyframe before its time is known: what it is, and the snapshot that each panel shows."""

    kind: str
    round: int
    steps: tuple[int, ...]
    caption: Caption
    tweens: tuple[str, ...] = ()


def tell(
    traces: Sequence[CentroidTrace], titles: Sequence[str], *, profile: str = "loop", pace: float = 1.0
) -> SideBySideStory:
    """Tell several runs side by side, round by round; a run that has ended waits for the others.

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

    Raises
    ------
    InputError
        If the profile or the pace is unknown.
    """
    told = _Telling([CentroidFacts(trace) for trace in traces], titles)
    pictures = told.pictures()
    keyframes = timed(
        [
            Picture(
                step=i,
                kind=picture.kind,
                beat=_PHASES[picture.kind][1],
                phase=_PHASES[picture.kind][0],
                counter=f"round {picture.round}" if picture.round else "",
                caption=picture.caption,
                tweens=picture.tweens,
            )
            for i, picture in enumerate(pictures)
        ],
        profile=profile,
        pace=pace,
    )

    def of_panel(i: int, panel: int) -> Keyframe:
        picture = pictures[i]
        return replace(keyframes[i], step=picture.steps[panel], kind=told.kind(picture, panel))

    every = range(len(pictures))
    timeline = Timeline(title=told.title, alt=told.alt, keyframes=keyframes)
    panels = tuple(
        Panel(Timeline(title=title, alt="", keyframes=tuple(of_panel(i, panel) for i in every)), tuple(every))
        for panel, title in enumerate(titles)
    )
    return SideBySideStory(
        timeline=timeline,
        panels=panels,
        lines=tuple(told.lines(picture) for picture in pictures),
        moved=told.moved,
    )


_PHASES: dict[str, tuple[str, Beat]] = {
    "starts": ("Starts", "state"),
    "assign": ("Assign", "state"),
    "update": ("Update", "move"),
    "reassign": ("Reassign", "switch"),
    "done": ("Done", "end"),
}


class _Telling:
    """The runs and what can be said of them together."""

    def __init__(self, facts: Sequence[CentroidFacts], titles: Sequence[str]) -> None:
        self.facts, self.titles = facts, titles
        one = facts[0]
        self.noun = (one.noun[0], one.noun[1])
        self.rounds = max(fact.trace.iterations for fact in facts)
        self.same_k = len({fact.k for fact in facts}) == 1
        labels = [fact.trace.labels.astype(np.intp) for fact in facts]
        differs = np.any([own != labels[0] for own in labels[1:]], axis=0) if self.same_k else []
        self.moved: IntArray = np.flatnonzero(differs)
        names = list(dict.fromkeys(fact.algorithm for fact in facts))
        named = series(names)
        things = one.things(one.dataset.n)
        self.title = f"{named} on {things}: {series(list(titles))}"
        stop = verb(len(names), "stops", "stop")
        rounds = self._each(lambda fact: str(fact.trace.iterations))
        self.alt = (
            f"Animated scatter plots side by side of {things} by {axes(one, scaled=False)}, one for each of "
            f"{series(list(titles))}: {named} {stop} after {rounds} rounds"
            f"{f'; {self.difference()}' if self.same_k else ''}."
        )

    def pictures(self) -> list[_Picture]:
        """Choose the pictures: the starts, two for each round, the end."""
        zeros = tuple(0 for _ in self.facts)
        found = [_Picture("starts", 0, zeros, self._starts())]
        gap = range(FIRST_ROUNDS + 1, self.rounds - LAST_ROUNDS + 1) if self.rounds > LONG else range(0)
        for number in range(1, self.rounds + 1):
            if number in gap:
                continue
            if number - 1 in gap:
                found.append(self._skipped(gap, found[-1]))
            found.append(self._assigned(number, found[-1]))
            updated = self._updated(number, found[-1])
            if updated.steps != found[-1].steps:
                found.append(updated)
        ends = tuple(fact.last for fact in self.facts)
        return [*found, _Picture("done", self.rounds, ends, self._done(), self._settling(found[-1]))]

    def kind(self, picture: _Picture, panel: int) -> str:
        """Say what a panel shows: like the page, but for a run that has ended, which shows its end."""
        fact, step = self.facts[panel], picture.steps[panel]
        if picture.kind in ("starts", "done"):
            return picture.kind
        step_kind = fact.step(step)
        if picture.round > fact.trace.iterations or (picture.kind == "update" and step_kind == "assign"):
            return "idle"
        if picture.kind == "update":
            return step_kind
        return picture.kind

    def lines(self, picture: _Picture) -> tuple[str, ...]:
        """Say below each title how large the objective is, and whether the run is done."""
        told = []
        for fact, step in zip(self.facts, picture.steps, strict=True):
            at = f"{fact.objective.symbol} = {self._sum(fact, step)}" if step else ""
            over = step == fact.last
            done = f"done in {fact.trace.iterations}" if fact.ended else "stopped"
            told.append(" · ".join(part for part in (at, done if over else "") if part))
        return tuple(told)

    def _skipped(self, gap: range, before: _Picture) -> _Picture:
        """Say which rounds are left out, and show where all runs are after them."""
        steps = tuple(_step(fact, gap[-1], "") for fact in self.facts)
        caption = (f"Rounds {gap[0]} to {gap[-1]} are skipped.",)
        return _Picture("update", gap[-1], steps, caption, self._settling(before))

    def _assigned(self, number: int, before: _Picture) -> _Picture:
        steps = tuple(_step(fact, number, "assign") for fact in self.facts)
        if number == 1:
            caption = first_that_fits(
                [line_or_two(f"Round 1: every {self.noun[0]} joins its nearest centre,", "in each panel.")]
            )
            return _Picture("assign", 1, steps, caption, ("sweep",))
        picture = _Picture("reassign", number, steps, ())
        counts = [
            int(fact.trace.changed(step).size) if number <= fact.trace.iterations else None
            for fact, step in zip(self.facts, steps, strict=True)
        ]
        each = [
            f"{title}: {'done' if n is None else n}" for title, n in zip(self.titles, counts, strict=True)
        ]
        switching = sum(n or 0 for n in counts)
        opening = f"{sentence_case(self.noun[1])} that switch in round {number}:"
        running = sum(n is not None for n in counts)
        caption = first_that_fits(
            [
                (opening, ", ".join(each)),
                line_or_two(
                    f"Round {number}: {counted(switching, ('switch', 'switches'))}", f"in {running} panels."
                ),
            ]
        )
        return _Picture("reassign", number, picture.steps, caption, self._settling(before))

    def _updated(self, number: int, before: _Picture) -> _Picture:
        steps = tuple(_step(fact, number, "") for fact in self.facts)
        centre = {fact.terms.centre for fact in self.facts}
        goal = f"the {centre.pop()} of their {self.noun[1]}" if len(centre) == 1 else f"their {self.noun[1]}"
        caption = first_that_fits([(f"Centres move to {goal}.",), ("Centres move.",)])
        return _Picture("update", number, steps, caption, (*self._settling(before), "move"))

    def _settling(self, before: _Picture) -> tuple[str, ...]:
        """Let the yellow of switched rows settle first, if there is any."""
        switched = before.kind == "reassign" and any(
            fact.trace.changed(step).size > 0 and before.round <= fact.trace.iterations
            for fact, step in zip(self.facts, before.steps, strict=True)
        )
        return ("recolour",) if switched else ()

    def _starts(self) -> Caption:
        one = self.facts[0]
        # Whatever their numbers: those go by where the clusters end.
        starts = [fact.trace.centroids_of(0) for fact in self.facts]
        starts = [own[np.lexsort(own.T)] for own in starts]
        alike = self.same_k and all(np.allclose(own, starts[0], rtol=1e-9) for own in starts)
        things = one.things(one.dataset.n)
        what = "the same starts" if alike else f"{len(self.facts)} runs"
        return first_that_fits(
            [
                (f"The same {things}, {what}:", f"{series(list(self.titles))}."),
                (f"The same {things}, {what}.",),
                (f"{len(self.facts)} runs side by side.",),
            ]
        )

    def _done(self) -> Caption:
        rounds = f"Done in {self._each(lambda f: str(f.trace.iterations))} rounds"
        if not self.same_k:
            ends = zip(self.titles, self.facts, strict=True)
            sums = ", ".join(f"{title}: {self._sum(fact, fact.last)}" for title, fact in ends)
            symbol = self.facts[0].objective.symbol
            return first_that_fits([(f"{rounds}.", f"{symbol} for {sums}"), (f"{rounds}.",), ("Done.",)])
        return first_that_fits([(f"{rounds}:", f"{self.difference()}."), (f"{self.difference()}.",)])

    def difference(self) -> str:
        """Say how many rows end in clusters of different number."""
        one, count = self.facts[0], int(self.moved.size)
        if not count:
            return f"no {self.noun[0]} ends in another cluster"
        ends = verb(count, "ends in another cluster", "end in different clusters")
        ringed = " (ringed)" if count <= MOST_RINGED else ""
        return f"{count} of {one.things(one.dataset.n)}{ringed} {ends}"

    def _sum(self, fact: CentroidFacts, step: int) -> str:
        """Write an objective with as many digits as those of the other panels in the same unit."""
        method = fact.dataset.scaling.method
        alike = [other for other in self.facts if other.dataset.scaling.method == method]
        top = max(other.largest_inertia for other in alike)
        return inertias([float(fact.trace.objective[step])], top=top)[0]

    def _each(self, say: Callable[[CentroidFacts], str]) -> str:
        texts = [say(fact) for fact in self.facts]
        return texts[0] if len(set(texts)) == 1 else series(texts)


def _step(fact: CentroidFacts, number: int, kind: str) -> int:
    """Find the snapshot of a round: its assignment, or its last one; the last of all where it is over."""
    if number > fact.trace.iterations:
        return fact.last
    mine = [i for i in range(len(fact.trace)) if fact.iteration(i) == number]
    return next((i for i in mine if fact.step(i) == kind), mine[-1]) if kind else mine[-1]
