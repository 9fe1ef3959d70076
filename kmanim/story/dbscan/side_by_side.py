"""Runs of DBSCAN over the same rows side by side, visit by visit on one clock: what each finds with its parameters."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import Literal

import numpy as np

from kmanim.simulate.machines.neighbourhoods.trace import DbscanTrace
from kmanim.story.comparisons.known_groups import MOST_ROWS, known_groups
from kmanim.story.comparisons.panels import Mark, Panel, SideBySideStory
from kmanim.story.dbscan.alt_text import result
from kmanim.story.dbscan.facts import DbscanFacts
from kmanim.story.description import axes
from kmanim.story.pace import check_times, fullest, timed
from kmanim.story.text.sizes import noise_text
from kmanim.story.text.words import (
    Caption,
    between,
    counted,
    first_that_fits,
    ranged,
    sentence_case,
    series,
    verb,
)
from kmanim.story.timeline import Keyframe, Picture, Timeline, passing

# So many ends of clusters have a picture, from full to brief; ends that are nearer than a share of all rows have one
# together.
_STOPS = (9, 7, 6, 5, 4, 3, 2, 1)
_NEAR = 0.06


def tell_together(
    traces: Sequence[DbscanTrace],
    titles: Sequence[str],
    *,
    profile: str = "loop",
    pace: float = 1.0,
    max_seconds: float | None = None,
    best: float | None = None,  # noqa: ARG001 - there is no objective
) -> SideBySideStory:
    """Tell runs of DBSCAN side by side; all have made as many visits in every picture.

    Parameters
    ----------
    traces : sequence of DbscanTrace
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
        Not for DBSCAN, which has no objective.

    Raises
    ------
    InputError
        If the profile, the pace or the budget will not do.
    """
    check_times(profile, pace, max_seconds)
    telling = _Telling(traces, titles)
    _, chosen = fullest(
        lambda level: telling.page(telling.stops(_STOPS[level])),
        len(_STOPS),
        profile=profile,
        pace=pace,
        max_seconds=max_seconds,
    )
    keyframes = timed(chosen, profile=profile, pace=pace, max_seconds=max_seconds)
    every = range(len(keyframes))
    return SideBySideStory(
        timeline=Timeline(title=telling.title, alt=telling.alt, keyframes=keyframes, subject=telling.subject),
        panels=tuple(telling.panel(run, keyframes) for run in range(len(traces))),
        lines=tuple(telling.lines(keyframes[i]) for i in every),
        marks=tuple(telling.marks(keyframes[i]) for i in every),
        moved=np.empty(0, np.intp),
    )


class _Telling:
    """The runs and what can be said of them together."""

    def __init__(self, traces: Sequence[DbscanTrace], titles: Sequence[str]) -> None:
        self.traces, self.titles = traces, titles
        self.facts = [DbscanFacts(trace) for trace in traces]
        first = self.facts[0]
        self.things = first.things(first.dataset.n)
        self.last = max(len(trace) - 1 for trace in traces)
        self.has_small = any(facts.small_clusters for facts in self.facts)
        self.groups = [
            known_groups(trace, trace.n_clusters())
            if first.dataset.n <= MOST_ROWS and trace.n_clusters()
            else None
            for trace in traces
        ]
        self.title = f"{series(list(titles))} on {self.things}"
        each = [f"{name}: {result(facts)}" for name, facts in zip(titles, self.facts, strict=True)]
        self.alt = (
            f"Animated scatter plots side by side of {self.things} by {axes(first, scaled=False)}, one for each of "
            f"{series(list(titles))}. {sentence_case('; '.join(each))}."
        )
        self.subject = f"{first.algorithm} · {self.things}"

    def stops(self, most: int) -> list[int]:
        """Choose visits at which all runs are looked at: where larger clusters end, and the end."""
        ends: dict[int, int] = {self.last: self.last}
        for facts in self.facts:
            trace, counts = facts.trace, facts.trace.counts_of(-1)
            labels = np.asarray(trace.labels)[trace.visits]
            for cluster in set(range(len(counts))) - set(facts.small_clusters):
                end = int(np.flatnonzero(labels == cluster)[-1]) + 1
                ends[end] = max(ends.get(end, 0), int(counts[cluster]))
        found: list[int] = []
        for end in sorted(ends, key=lambda end: (-ends[end], end)):
            if len(found) < most and all(abs(end - other) > _NEAR * self.last for other in found):
                found.append(end)
        return sorted(found)

    def page(self, stops: Sequence[int]) -> list[Picture]:
        """Choose the pictures of the page, which stops at these visits."""
        begins = [1] if self.last > 1 else []
        steps = [*begins, *(stop for stop in stops if stop not in begins)]
        pictures = [self._picture("data", 0, self._opening())]
        for step in steps:
            kind, tweens = (
                ("first", ())
                if step in begins
                else ("chunk", ("forward" if step == self.last else "spread",))
            )
            pictures.append(self._picture(kind, step, self._state(step), tweens))
        if self.has_small:
            pictures.append(self._picture("small", self.last, self._small()))
        return [*pictures, self._picture("done", self.last, self._end())]

    def _picture(self, kind: str, step: int, caption: Caption, tweens: tuple[str, ...] = ()) -> Picture:
        beats: dict[str, Literal["state", "turn", "move", "end"]] = {
            "data": "state",
            "small": "end",
            "done": "end",
        }
        phases = {
            "data": "Start",
            "first": "First visit",
            "chunk": "Reach",
            "small": "Tiny clusters",
            "done": "Done",
        }
        counter = "" if kind == "data" else f"point {step:,}"
        return Picture(
            step=step, kind=kind, beat=beats.get(kind, "turn"), phase=phases[kind], counter=counter, caption=caption,
            tweens=tweens,
        )  # fmt: skip

    def panel(self, run: int, page: Sequence[Keyframe]) -> Panel:
        """Give what one run shows: its own snapshots at the visits of the page, and those that go by between them."""
        trace = self.traces[run]
        pictures = []
        for before, key in pairwise((page[0], *page)):
            step = min(key.step, len(trace) - 1)
            kind = key.kind
            if kind == "first":
                kind = "noise" if trace.unlabelled[step].step == "noise" else "begin"
            goes_by = tuple(tween.kind for tween in key.lead_in)
            passes = passing(before.step + 1, step, lambda i: f"point {i:,}") if goes_by else ()
            pictures.append(
                Picture(
                    step=step, kind=kind, beat="state", phase=key.phase, counter=key.counter, caption=key.caption,
                    tweens=goes_by, passing=passes,
                )
            )  # fmt: skip
        own = timed(pictures, profile="loop", pace=1.0, max_seconds=3600)
        return Panel(Timeline(title=self.titles[run], alt="", keyframes=own), tuple(range(len(own))))

    def lines(self, key: Keyframe) -> tuple[str, ...]:
        """Say below each title what the run has found by a picture."""
        if key.kind == "data":
            return tuple("" for _ in self.facts)
        return tuple(self._counts(facts, key.step) for facts in self.facts)

    def marks(self, key: Keyframe) -> tuple[Mark, ...]:
        """Say of the end which runs have found the groups that are known."""
        if key.kind != "done":
            return tuple("" for _ in self.facts)
        return tuple("tick" if self._found(run) else "stop" for run in range(len(self.facts)))

    def _counts(self, facts: DbscanFacts, step: int) -> str:
        clusters = counted(facts.trace.n_clusters(step), ("cluster", "clusters"))
        return f"{clusters}, {noise_text(facts.noise(step))}"

    def _found(self, run: int) -> bool:
        groups = self.groups[run]
        return groups is not None and groups.are_found(self.traces[run].n_clusters())

    def _opening(self) -> Caption:
        names = f"{series(list(self.titles))}."
        return first_that_fits([(f"The same {self.things}:", names), (f"The same {self.things}.",)])

    def _each(self, said: Sequence[Sequence[str]], otherwise: Caption) -> Caption:
        """Say something of every run, a line each where there are two; else what is said of all of them in order."""
        richest = max(len(one) for one in said)
        lines = [
            [f"{name}: {one[min(level, len(one) - 1)]}" for name, one in zip(self.titles, said, strict=True)]
            for level in range(richest)
        ]
        half = -(-len(self.titles) // 2)
        return first_that_fits(
            [*(("; ".join(one[:half]), "; ".join(one[half:])) for one in lines), otherwise]
        )

    def _counted(self, step: int) -> Caption:
        """Count clusters and noise of all runs by a visit, in their order."""
        clusters = series([f"{facts.trace.n_clusters(step):,}" for facts in self.facts])
        noise = series([f"{facts.noise(step):,}" for facts in self.facts])
        return first_that_fits(
            [(f"Clusters: {clusters}.", f"Noise: {noise}."), (f"{step:,} of {self.things} are visited.",)]
        )

    def _state(self, step: int) -> Caption:
        """Say what every run has found by a visit: at the first, how many neighbours there are."""
        if step == 1:
            said = []
            for facts in self.facts:
                few = facts.count(1) < facts.min_samples
                kind = "noise so far" if few else "core"
                sign = "<" if few else "≥"
                said.append(
                    [f"{facts.count(1)} {sign} {facts.min_samples} within {facts.eps}: {kind}.", f"{kind}."]
                )
            return self._each(
                said, (f"Within the first ball: {series([f'{facts.count(1):,}' for facts in self.facts])}.",)
            )
        said = []
        for facts in self.facts:
            clusters = counted(facts.trace.n_clusters(step), ("cluster", "clusters"))
            noise = f", {facts.noise(step):,} noise" if facts.noise(step) else ""
            said.append([f"{clusters}{noise} so far.", f"{clusters}{noise}."])
        return self._each(said, self._counted(step))

    def _small(self) -> Caption:
        """Say which runs have clusters that are far smaller than the others."""
        said = []
        for facts in self.facts:
            few = facts.small_clusters
            if not few:
                said.append(["no tiny cluster.", "none."])
                continue
            sizes = facts.trace.counts_of(-1)[list(few)]
            many = f"{len(few)} tiny {verb(len(few), 'cluster', 'clusters')}"
            least, most = int(sizes.min()), int(sizes.max())
            of = f"of {ranged(f'{least:,}', f'{most:,}')}"
            said.append([f"{many}, {between(least, most, facts.noun)}.", f"{many} {of}.", f"{many}."])
        counts = [str(len(facts.small_clusters) or "none") for facts in self.facts]
        return self._each(said, (f"Tiny clusters: {series(counts)}.",))

    def _end(self) -> Caption:
        """Say what every run has come to, and whether that is what was drawn, where it is known."""
        said = []
        for run, facts in enumerate(self.facts):
            groups, found = self.groups[run], facts.trace.n_clusters()
            noise = noise_text(facts.noise(-1))
            counts = f"{counted(found, ('cluster', 'clusters'))}, {noise}."
            if groups is None:
                said.append([counts])
                continue
            many = len(groups.names)
            differ = abs(found - many)
            word = f"{counted(differ, ('cluster', 'clusters'))} too {'many' if found > many else 'few'}"
            if self._found(run):
                said.append([f"the {many} groups as {groups.how}, {noise}.", f"as {groups.how}, {noise}."])
            elif differ:
                said.append([f"{word}, {noise}.", f"{word}."])
            else:
                said.append([f"{groups.right:,} of {self.things} as {groups.how}.", counts])
        return self._each(said, self._counted(self.last))
