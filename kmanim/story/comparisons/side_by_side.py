"""Several runs over the same rows as one film, on one clock: what each panel shows, and the words for all of them."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass

import numpy as np

from kmanim.simulate.runs.outcome import outcome_of
from kmanim.simulate.trace import Trace
from kmanim.story.comparisons.known_groups import MOST_ROWS, known_groups
from kmanim.story.comparisons.objective_bars import ObjectiveBars, objective_bars, verdict
from kmanim.story.comparisons.panels import Mark, Panel, SideBySideStory
from kmanim.story.contract import facts_of, story_of
from kmanim.story.description import axes
from kmanim.story.facts import Facts
from kmanim.story.pace import check_times, fullest, timed
from kmanim.story.text.words import (
    LINE_COLUMNS,
    Caption,
    columns,
    first_that_fits,
    line_or_two,
    sentence_case,
    series,
)
from kmanim.story.timeline import Keyframe, Picture, Timeline

# Of more pictures of its own than this a run skips some: a film side by side is looked at again and again.
MOST_PICTURES = 24
LEAST_PICTURES = 5
# With fewer words the beginning of a caption says less than its phase.
_SENTENCE, _SHORT = 5, 3


def tell(
    traces: Sequence[Trace],
    titles: Sequence[str],
    *,
    profile: str = "loop",
    pace: float = 1.0,
    max_seconds: float | None = None,
    best: float | None = None,
) -> SideBySideStory:
    """Tell runs of several kinds side by side: each goes through its own pictures, and stops at its own end.

    Where the film would take longer than it may, a run of more pictures than it has room for skips some.

    Parameters
    ----------
    traces : sequence of Trace
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
        The best value of the objective that is known.

    Raises
    ------
    InputError
        If the profile, the pace or the budget will not do.
    """
    check_times(profile, pace, max_seconds)
    own = [story_of(trace).tell(trace, profile="loop", max_seconds=max_seconds) for trace in traces]
    telling = _Telling(traces, titles, own, objective_bars(traces, best))
    most = min(MOST_PICTURES, max(len(timeline.keyframes) for timeline in own))
    counts = range(most, min(most, LEAST_PICTURES) - 1, -1)
    _, chosen = fullest(
        lambda level: telling.pictures(counts[level]),
        len(counts),
        profile=profile,
        pace=pace,
        max_seconds=max_seconds,
    )
    panels = telling.panels(len(chosen))
    return SideBySideStory(
        timeline=Timeline(
            title=telling.title,
            alt=telling.alt,
            keyframes=timed(chosen, profile=profile, pace=pace, max_seconds=max_seconds),
            subject=telling.subject,
        ),
        panels=panels,
        lines=tuple(telling.lines(panels, i) for i in range(len(chosen))),
        marks=tuple(telling.marks(panels, i) for i in range(len(chosen))),
        moved=np.empty(0, np.intp),
        bars=telling.bars,
        shorter=(tuple(telling.lines(panels, i, brief=True) for i in range(len(chosen))),),
    )


class _Telling:
    """The runs and what can be said of them together."""

    def __init__(
        self,
        traces: Sequence[Trace],
        titles: Sequence[str],
        own: Sequence[Timeline],
        bars: ObjectiveBars | None,
    ) -> None:
        self.titles, self.own, self.bars = titles, own, bars
        facts = facts_of(traces[0])
        self.things = facts.things(facts.dataset.n)
        self.takes_data = traces[0].parameters.kinds != "none"
        self.ends = [story_of(trace).outcome(outcome_of(trace)) for trace in traces]
        self.results = [story_of(trace).result(trace) for trace in traces]
        self.ks = [story_of(trace).FACTS(trace).k for trace in traces]
        self.names = [trace.parameters.name for trace in traces]
        self.failed = [bool(trace.failure) for trace in traces]
        self.judged = _judged(traces, self.ks, facts)
        self.short = self.names if len(set(self.names)) == len(self.names) else titles
        self.row_names = frozenset(facts.dataset.labels or ())
        each = (
            told if told.startswith(title) else f"{title}: {told}"
            for title, told in zip(titles, self.results, strict=True)
        )
        said = series(list(titles))
        self.title = f"{said} on {self.things}" if self.takes_data else f"{self.things}: {said}"
        by = f" by {axes(facts, scaled=False)}" if facts.by_columns else ""
        self.alt = (
            f"Animated {facts.chart[1]} side by side of {self.things}{by}, one for each of "
            f"{series(list(titles))}. {sentence_case('; '.join(each))}."
        )
        if self.judged:
            last = [f"{name}: {told}" for name, told in zip(titles, self.judged.told, strict=True)]
            self.alt += f" {sentence_case('; '.join(last))}."

    @property
    def subject(self) -> str:
        """What the film is of."""
        names = series(list(dict.fromkeys(self.names)))
        return names if names == self.things else f"{names} · {self.things}"

    def panels(self, count: int) -> tuple[Panel, ...]:
        """Divide each run's own pictures over those of the page: one by one, or, of more, spread."""
        return tuple(Panel(timeline, _places(len(timeline.keyframes), count)) for timeline in self.own)

    def pictures(self, count: int) -> list[Picture]:
        """Choose the pictures of a page of so many."""
        panels = self.panels(count)
        return [
            Picture(
                step=i,
                kind="side-by-side",
                beat="state" if i == 0 else "end" if i == count - 1 else "turn",
                phase="Start" if i == 0 else "Done" if i == count - 1 else "Side by side",
                caption=self._caption(panels, i, count),
                tweens=_tweens(panels, i),
            )
            for i in range(count)
        ]

    def lines(self, panels: Sequence[Panel], i: int, *, brief: bool = False) -> tuple[str, ...]:
        """Say how far each run has come, as its own film does in the header, or what it has found."""
        stopped = "" if brief else "stopped: "
        return tuple(
            f"{stopped}{end}" if i >= panel.end else _line(panel, i)
            for panel, end in zip(panels, self.ends, strict=True)
        )

    def marks(self, panels: Sequence[Panel], i: int) -> tuple[Mark, ...]:
        """Say which runs have ended, and which of them at the best that is known."""
        return tuple("" if i < panel.end else self._end_of(run) for run, panel in enumerate(panels))

    def _end_of(self, run: int) -> Mark:
        if self.failed[run]:
            return "cross"
        return "tick" if self.bars is not None and self.bars.is_best(run) else "stop"

    def _in_the_end(self, keys: Sequence[Keyframe], judged: _Judged) -> Caption:
        """Say how many rows each run has with the groups that they are known to belong to."""
        each = [f"{name}: {told}." for name, told in zip(self.short, judged.told, strict=True)]
        # What is hatched is told where there are lines enough.
        hatched = [
            f"{line[:-1]}; hatched: the others." if key.kind == "lesson" else line
            for line, key in zip(each, keys, strict=True)
        ]
        counts = [f"{name} {count}" for name, count in zip(self.short, judged.counts, strict=True)]
        brief = f"As {judged.how}, of {self.things}:", f"{'; '.join(counts)}."
        return first_that_fits([tuple(hatched), tuple(each), brief, ("Done.",)])

    def _opening(self) -> Caption:
        """Say what is compared; what takes no data is another in each run."""
        names = f"{series(list(self.titles))}."
        if not self.takes_data:
            return first_that_fits(
                [(f"{self.things}:", names), (f"{self.things}, {len(self.titles)} times.",)]
            )
        return first_that_fits([(f"The same {self.things}:", names), (f"The same {self.things}.",)])

    def _caption(self, panels: Sequence[Panel], i: int, count: int) -> Caption:
        """Say what is compared, then what each run that goes on is doing, and at the end what each has found."""
        if i == 0:
            return self._opening()
        last = i == count - 1
        if last and self.bars is not None and (said := verdict(self.bars, self.titles, self.ks)):
            return first_that_fits([*said, ("Done.",)])
        keys = [panel.timeline.keyframes[panel.places[i]] for panel in panels]
        if last and self.judged:
            return self._in_the_end(keys, self.judged)
        running = [run for run, panel in enumerate(panels) if i <= panel.end]
        if len(running) == 1 and not last:
            key, name = keys[running[0]], self.short[running[0]]
            whole = (f"{name}: {key.caption[0]}", *key.caption[1:])
            return first_that_fits([whole, line_or_two(f"{name}:", key.text), key.caption])
        doing = self.ends if last else [_doing(key) for key in keys]
        if len(panels) == 2:
            said_of_each = [
                _clause(name, key, result, phase, self.row_names, last=last)
                for name, key, result, phase in zip(self.short, keys, self.results, doing, strict=True)
            ]
            if all(said_of_each):
                return tuple(said_of_each)
        each = [f"{title}: {what}" for title, what in zip(self.titles, doing, strict=True)]
        named = [(f"{len(each)} runs on the same {self.things}.",)] if self.takes_data else []
        return first_that_fits([*_in_two_lines(each), *named, (f"{len(each)} runs side by side.",)])


@dataclass(frozen=True, slots=True)
class _Judged:
    """How many rows of each run lie with the group that they are known to belong to.

    Attributes
    ----------
    told : tuple of str
        ``225 of 300 points as drawn``.
    counts : tuple of str
        The number alone.
    how : str
        ``drawn`` or ``known``.
    """

    told: tuple[str, ...]
    counts: tuple[str, ...]
    how: str


def _judged(traces: Sequence[Trace], ks: Sequence[int], facts: Facts) -> _Judged | None:
    """Match every run with the groups that are known; None where none are, or of very many rows."""
    if facts.dataset.n > MOST_ROWS:
        return None
    told, counts, how = [], [], ""
    for trace, k in zip(traces, ks, strict=True):
        groups = known_groups(trace, k)
        if groups is None:
            return None
        how, things = groups.how, facts.things(facts.dataset.n)
        many = f"{groups.right:,} of {things}" if groups.misplaced.size else f"all {things}"
        told.append("no result" if trace.failure else f"{many} as {how}")
        counts.append("no result" if trace.failure else f"{groups.right:,}")
    return _Judged(tuple(told), tuple(counts), how)


def _in_two_lines(each: Sequence[str]) -> list[Caption]:
    """Spread what is said of several runs over two lines; titles hold commas."""
    half = -(-len(each) // 2)
    parts = [[one.rstrip(".") for one in part] for part in (each[:half], each[half:])]
    lines = (f"{'; '.join(parts[0])}{';' if len(each) > 1 else ''}", "; ".join(parts[1]))
    return [tuple(line for line in lines if line)]


def _places(own: int, count: int) -> tuple[int, ...]:
    """Show a run's own pictures one after the other; where they are more than those of the page, not all of them."""
    if own <= count:
        return tuple(min(i, own - 1) for i in range(count))
    return tuple(i * (own - 1) // max(count - 1, 1) for i in range(count))


def _tweens(panels: Sequence[Panel], i: int) -> tuple[str, ...]:
    """Take the longest way that any run has to its picture."""
    if i == 0:
        return ()
    ways = [
        panel.timeline.keyframes[panel.places[i]].lead_in
        for panel in panels
        if panel.places[i] == panel.places[i - 1] + 1
    ]
    longest = max(ways, key=lambda way: sum(tween.duration_ms for tween in way), default=())
    return tuple(tween.kind for tween in longest)


def _line(panel: Panel, i: int) -> str:
    """Say how far a run has come, as its own film does in the header."""
    key = panel.timeline.keyframes[panel.places[i]]
    counter = key.counter.split(" · ")[0]
    return " · ".join(part for part in (key.phase, counter) if part)


def _doing(key: Keyframe) -> str:
    """Say in a few words what a picture does."""
    return f"on to {key.passing[-1][1]}" if key.passing else key.phase


def _clause(
    name: str, key: Keyframe, result: str, else_said: str, names: Collection[str], *, last: bool
) -> str:
    """Say in one line what a run is doing, in the words of its own film as far as they fit; empty if nothing does."""
    if last or key.kind == "lesson":
        # A lesson says in its second line what has gone wrong; hatches are seen.
        wrong = [key.caption[-1], key.caption[-1].replace(" (hatched)", "")] if key.kind == "lesson" else []
        found = [f"{name}: {text}" for text in wrong]
        found += [f"{result}."] if result.startswith(name) else []
        found += [f"{name}: {key.text}"] if key.kind != "lesson" else []
        return _first_line([*found, f"{name}: {else_said}."])
    sentences = [part if part.endswith((".", "?")) else f"{part}." for part in key.text.split(". ")]
    leading = [" ".join(sentences[:count]) for count in range(len(sentences) - 1, 0, -1)]
    # What stands before a colon is a sentence, too, unless it is but a name.
    head, colon, _ = sentences[0].partition(": ")
    heads = [f"{head}."] if colon and head not in names else []
    parts = [text for text in (*leading, *heads) if _says_something(text)]
    return _first_line([f"{name}: {text}" for text in (" ".join(sentences), *parts, f"{else_said}.")])


def _says_something(text: str) -> bool:
    """Tell whether the beginning of a caption is a sentence, and no mere name, count of rounds or list."""
    words = len(text.split())
    return words >= _SENTENCE or (words >= _SHORT and ":" not in text and not text.startswith("Round"))


def _first_line(lines: Sequence[str]) -> str:
    return next((line for line in lines if columns(line) <= LINE_COLUMNS), "")
