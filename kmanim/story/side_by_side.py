"""Several runs over the same rows as one film, on one clock: what each panel shows, and the words for all of them."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass

import numpy as np

from kmanim.arrays import IntArray
from kmanim.simulate.runs.outcome import outcome_of
from kmanim.simulate.trace import Trace
from kmanim.story.contract import story_of
from kmanim.story.description import axes
from kmanim.story.facts import Facts
from kmanim.story.pace import timed
from kmanim.story.text.words import LINE_COLUMNS, Caption, columns, first_that_fits, sentence_case, series
from kmanim.story.timeline import Keyframe, Picture, Timeline

# Of more rows than this, rings would hide the points.
MOST_RINGED = 2_000
# Of more pictures of its own than this a run skips some: a film side by side is looked at again and again.
MOST_PICTURES = 24
# With fewer words the beginning of a caption says less than its phase.
_SENTENCE = 5


@dataclass(frozen=True, slots=True)
class Panel:
    """What one run shows in the trend of the film.

    Attributes
    ----------
    timeline : Timeline
        The run's own.
    places : tuple of int
        For each keyframe of the page, which of the run's own is shown, never going back.
    """

    timeline: Timeline
    places: tuple[int, ...]

    def instant(
        self, keyframe: int, key: Keyframe, tween: int | None, at: float
    ) -> tuple[int, int | None, float]:
        """Give the run's own keyframe, tween and share of its time for an instant of the page.

        While the page is on its way, a run that goes on by one picture goes its own way to it in the same time; one
        that stays, or goes on by more, stands still.
        """
        own, before = self.places[keyframe], self.places[max(keyframe - 1, 0)]
        if tween is None or own == before:
            return own, None, 1.0
        lead_in = self.timeline.keyframes[own].lead_in
        if own > before + 1 or not lead_in:
            return before, None, 1.0
        kinds = [one.kind for one in lead_in]
        if kinds == [one.kind for one in key.lead_in]:
            return own, tween, at
        whole = sum(one.duration_ms for one in key.lead_in)
        gone = sum(one.duration_ms for one in key.lead_in[:tween]) + at * key.lead_in[tween].duration_ms
        left = gone / whole * sum(one.duration_ms for one in lead_in)
        for number, one in enumerate(lead_in):
            if left <= one.duration_ms:
                return own, number, max(left / one.duration_ms, 1e-9)
            left -= one.duration_ms
        return own, None, 1.0


@dataclass(frozen=True, slots=True, kw_only=True)
class SideBySideStory:
    """What is told of several runs.

    Attributes
    ----------
    timeline : Timeline
        Of the page: headers, captions, times. A keyframe's step is its place in the film.
    panels : tuple of Panel
        One a run.
    lines : tuple of tuple of str
        For each keyframe, below the title of each panel: how far it has come.
    moved : ndarray of int
        Rows that end in clusters of different number, ascending; none where numbers do not mean alike.
    """

    timeline: Timeline
    panels: tuple[Panel, ...]
    lines: tuple[tuple[str, ...], ...]
    moved: IntArray


def tell(
    traces: Sequence[Trace], titles: Sequence[str], *, profile: str = "loop", pace: float = 1.0
) -> SideBySideStory:
    """Tell runs of several kinds side by side: each goes through its own pictures, and all end together.

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

    Raises
    ------
    InputError
        If the profile or the pace is unknown.
    """
    own = [story_of(trace).tell(trace, profile="loop") for trace in traces]
    count = min(MOST_PICTURES, max(len(timeline.keyframes) for timeline in own))
    panels = tuple(Panel(timeline, _spread(len(timeline.keyframes), count)) for timeline in own)
    facts = Facts(traces[0])
    things, named = facts.things(facts.dataset.n), series(list(titles))
    ends = [story_of(trace).outcome(outcome_of(trace)) for trace in traces]
    names = [trace.parameters.name for trace in traces]
    short = names if len(set(names)) == len(names) else titles
    results = [story_of(trace).result(trace) for trace in traces]
    row_names = frozenset(facts.dataset.labels or ())
    pictures = [
        Picture(
            step=i,
            kind="side-by-side",
            beat="state" if i == 0 else "end" if i == count - 1 else "turn",
            phase=_phase(i, count),
            counter=f"step {i + 1} of {count}",
            caption=_caption(things, titles, short, results, ends, panels, row_names, i, count),
            tweens=_tweens(panels, i),
        )
        for i in range(count)
    ]
    each = (
        told if told.startswith(title) else f"{title}: {told}"
        for title, told in zip(titles, results, strict=True)
    )
    return SideBySideStory(
        timeline=Timeline(
            title=f"{named} on {things}",
            alt=f"Animated scatter plots side by side of {things} by {axes(facts, scaled=False)}, one for each of "
            f"{named}. {sentence_case('; '.join(each))}.",
            keyframes=timed(pictures, profile=profile, pace=pace),
        ),
        panels=panels,
        lines=(*(tuple(_line(panel, i) for panel in panels) for i in range(count - 1)), tuple(ends)),
        moved=np.empty(0, np.intp),
    )


def _spread(own: int, count: int) -> tuple[int, ...]:
    """Spread a run's own pictures over those of the page, first and last together."""
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


def _phase(i: int, count: int) -> str:
    return "Start" if i == 0 else "Done" if i == count - 1 else "Side by side"


def _line(panel: Panel, i: int) -> str:
    """Say how far a run has come, as its own film does in the header."""
    key = panel.timeline.keyframes[panel.places[i]]
    counter = key.counter.split(" · ")[0]
    return " · ".join(part for part in (key.phase, counter) if part)


def _caption(
    things: str,
    titles: Sequence[str],
    short: Sequence[str],
    results: Sequence[str],
    ends: Sequence[str],
    panels: Sequence[Panel],
    row_names: Collection[str],
    i: int,
    count: int,
) -> Caption:
    """Say what is compared, then what each is doing, and at the end what each has found: of two runs a line each."""
    if i == 0:
        names = f"{series(list(titles))}."
        return first_that_fits([(f"The same {things}:", names), (f"The same {things}.",)])
    last = i == count - 1
    keys = [panel.timeline.keyframes[panel.places[i]] for panel in panels]
    doing = ends if last else [key.phase for key in keys]
    if len(panels) == 2:
        said = [
            _clause(name, key, result, phase, row_names, last=last)
            for name, key, result, phase in zip(short, keys, results, doing, strict=True)
        ]
        if all(said):
            return tuple(said)
    each = [f"{title}: {what}" for title, what in zip(titles, doing, strict=True)]
    half = -(-len(each) // 2)
    # Titles hold commas.
    lines = (f"{'; '.join(each[:half])}{';' if len(each) > 1 else ''}", "; ".join(each[half:]))
    named = f"{len(each)} runs on the same {things}."
    return first_that_fits(
        [tuple(line for line in lines if line), (named,), (f"{len(each)} runs side by side.",)]
    )


def _clause(
    name: str, key: Keyframe, result: str, else_said: str, names: Collection[str], *, last: bool
) -> str:
    """Say in one line what a run is doing, in the words of its own film as far as they fit; empty if nothing does."""
    if last:
        # A lesson says in its second line what has gone wrong; rings are seen.
        wrong = [key.caption[-1], key.caption[-1].replace(" (ringed)", "")] if key.kind == "lesson" else []
        found = [f"{name}: {text}" for text in wrong]
        found += [f"{result}."] if result.startswith(name) else []
        found += [f"{name}: {key.text}"] if key.kind != "lesson" else []
        return _first_line([*found, f"{name}: {else_said}."])
    sentences = [part if part.endswith((".", "?")) else f"{part}." for part in key.text.split(". ")]
    leading = [" ".join(sentences[:count]) for count in range(len(sentences) - 1, 0, -1)]
    # What stands before a colon is a sentence, too, unless it is but a name.
    head, colon, _ = sentences[0].partition(": ")
    heads = [f"{head}."] if colon and head not in names else []
    parts = [text for text in (*leading, *heads) if len(text.split()) >= _SENTENCE]
    return _first_line([f"{name}: {text}" for text in (" ".join(sentences), *parts, f"{else_said}.")])


def _first_line(lines: Sequence[str]) -> str:
    return next((line for line in lines if columns(line) <= LINE_COLUMNS), "")
