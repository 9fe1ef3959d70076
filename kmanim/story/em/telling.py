"""The pictures of one telling of a run of EM, step after step."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any, Literal, NamedTuple

import numpy as np

from kmanim.story.em import captions, endings
from kmanim.story.em.chapters import Chapter, chapters
from kmanim.story.em.facts import EmFacts
from kmanim.story.opening import with_shadow
from kmanim.story.text.marked import Marked, drawn_of
from kmanim.story.text.words import Caption, fits
from kmanim.story.timeline import Beat, Picture, named
from kmanim.story.verdict import Verdict

# So many states go by in a fast-forward at most: each is a picture, and the eye follows no more.
MOST_PASSING = 16

_PHASES: dict[str, tuple[str, Beat]] = {
    "data": ("Data", "state"),
    "start": ("Start", "state"),
    "explain": ("E step", "turn"),
    "share": ("E step", "state"),
    "m-step": ("M step", "move"),
    "e-step": ("E step", "switch"),
    "step": ("E and M step", "move"),
    "switch": ("E and M step", "switch"),
    "forward": ("Fast forward", "turn"),
    "check": ("Check", "check"),
    "failed": ("Failed", "end"),
    "done": ("Done", "end"),
}
_TURNS = {"explain": 0, "share": 0, "e-step": 0, "m-step": 1}


class Level(NamedTuple):
    """How much is told.

    Attributes
    ----------
    full : int
        Steps at the beginning in full: the ellipses move, then every point is shared anew.
    alone : int
        Later steps in which points change sides that have a picture each.
    explained : bool
        Whether the sharing of one point is shown.
    chapters : bool
        Whether plateaus and cliffs are told apart; all that is left goes by at once where not.
    """

    full: int
    alone: int
    explained: bool
    chapters: bool = True


class Telling:
    """The pictures of one level of telling."""

    def __init__(
        self, facts: EmFacts, profile: str, level: Level, verdict: Verdict | None, rows: tuple[int, ...]
    ) -> None:
        self.facts, self.profile, self.level, self.verdict = facts, profile, level, verdict
        self.explained = rows if level.explained else ()
        self.found: list[Picture] = []
        self.unsettled = False  # whether yellow is to be seen in the last picture
        self.named = False  # whether the log-likelihood has been named

    def pictures(self) -> list[Picture]:
        """Tell the run from its beginning to its end."""
        facts = self.facts
        begun = captions.start(facts)
        if self.profile == "walkthrough":
            self._add("data", 0, captions.opening(facts))
        else:
            begun = with_shadow(facts, begun)
        self._add("start", 0, begun)
        first = facts.shared(0)
        if first is not None and not (facts.failure and facts.states == 0):
            for row in self.explained:
                self._add("explain", first, captions.explain(facts, row), rows=(row,))
            self._add("share", first, captions.shared(facts), tweens=("sweep",))
            self._steps()
        self._end()
        return self.found

    # Steps

    @property
    def _last(self) -> int:
        """The last step that is told before the end says why it stops."""
        facts = self.facts
        return facts.states - 1 if facts.ended or facts.failure else facts.states

    def _steps(self) -> None:
        full = min(self.level.full, self._last)
        for state in range(1, full + 1):
            self._in_full(state)
        alone = self._alone(full + 1)
        for chapter in self._chapters(full + 1):
            for part, is_alone in _parts(chapter, alone):
                if is_alone:
                    self._single(part.first)
                else:
                    self._forward(part)

    def _in_full(self, state: int) -> None:
        facts = self.facts
        switched = facts.switched(state)
        shared = facts.shared(state)
        assert shared is not None
        if state > 1 and not switched.size:
            self._single(state)
            return
        moved = captions.maximised(facts, state)
        self._add("m-step", facts.moved(state), moved, state=state, tweens=("move",))
        told = captions.leaning(facts, state, first=not self.named)
        self._add("e-step", shared, told, state=state, switched=switched)
        self.named = True

    def _single(self, state: int) -> None:
        facts = self.facts
        switched, shared = facts.switched(state), facts.shared(state)
        assert shared is not None
        told = captions.one_step(facts, state, first=not self.named)
        kind = "switch" if switched.size else "step"
        self._add(kind, shared, told, state=state, switched=switched, tweens=("move",))
        self.named = self.named or "og-likelihood" in " ".join(told)

    def _forward(self, chapter: Chapter) -> None:
        facts = self.facts
        shared = facts.shared(chapter.last)
        assert shared is not None
        told = captions.chapter(facts, chapter, named=self.named)
        one = chapter.first == chapter.last
        passing = () if one else self._passing(chapter.first, chapter.last)
        self._add(
            "step" if one else "forward", shared, told, state=chapter.last,
            since=chapter.first, tweens=("move",) if one else ("forward",), passing=passing,
        )  # fmt: skip
        self.named = True

    def _passing(self, first: int, last: int) -> tuple[tuple[int, str], ...]:
        """Give the states that go by on the way to the last one, each with its counter."""
        count = min(last - first + 1, MOST_PASSING)
        states = np.unique(np.linspace(first, last, count).round().astype(int)).tolist()
        found = ((self.facts.shared(state), state) for state in states)
        return tuple((at, f"step {state:,}") for at, state in found if at is not None)

    def _chapters(self, first: int) -> list[Chapter]:
        if first > self._last:
            return []
        if not self.level.chapters:
            return [Chapter("plain", first, self._last)]
        if self.facts.failure:  # what a likelihood without a top climbs is no cliff
            return [Chapter("plain", first, self._last)]
        found = chapters(self.facts.gains[: self._last], first)
        # What settles at the end goes by on the way to the picture that says why it stops.
        if found[-1].kind == "settle" and not self._alone(found[-1].first):
            found.pop()
        return found

    def _alone(self, first: int) -> frozenset[int]:
        """Choose the later steps that have a picture each: those in which most rows change sides, late ones first."""
        facts = self.facts
        if not self.level.alone:
            return frozenset()
        news = [(facts.n_switched(state), state) for state in range(first, self._last + 1)]
        told = sorted((one for one in news if one[0]), reverse=True)[: self.level.alone]
        return frozenset(state for _, state in told)

    # The end

    def _end(self) -> None:
        facts, last = self.facts, self.facts.last
        state = facts.states
        if facts.failure:
            self._add("failed", last, endings.failed(facts), state=state, tweens=self._way(), mark="cross")
            return
        if facts.ended:
            self._add(
                "check", last, endings.check(facts), state=state, tweens=self._way(), passing=self._rest()
            )
            self._add("done", last, self._done(), state=state, mark=self._mark())
            return
        self._add("done", last, endings.stopped(facts), state=state, phase="Stopped", mark="cross")

    def _told_until(self) -> int:
        """Give the last state that has been told."""
        return self.facts.trace.state_of(self.found[-1].step)

    def _rest(self) -> tuple[tuple[int, str], ...]:
        first, last = self._told_until() + 1, self.facts.states
        return self._passing(first, last) if last > first else ()

    def _way(self) -> tuple[str, ...]:
        first, last = self._told_until() + 1, self.facts.states
        if self.facts.failure:
            return ("move",) if last >= first and self.facts.last > 1 else ()
        return ("forward",) if last > first else ("move",) if last == first else ()

    def _done(self) -> Caption:
        verdict, facts = self.verdict, self.facts
        if verdict is None or (verdict.kind == "best" and verdict.best is None):
            return endings.ended(facts)
        value = facts.likelihood(facts.states)
        if verdict.kind == "open" or verdict.best is None:
            told, line = endings.ended(facts), "A resting place; another start may find a higher one."
        else:
            told = endings.ended(facts, "Stuck" if verdict.kind == "stuck" else "Done", with_value=False)
            known = facts.likelihood_format.apart((verdict.value, verdict.best))
            line = f"Log-likelihood {value}: the best known."
            if verdict.kind == "stuck":
                line = f"Log-likelihood {known(verdict.value)}, best known {known(verdict.best)}."
        drawn = drawn_of(told)
        both = Marked((*told, line), (*drawn, (line,))) if drawn else (*told, line)
        return both if fits(both) else told

    def _mark(self) -> Literal["", "tick", "cross"]:
        return "tick" if self.verdict is not None and self.verdict.kind == "best" else ""

    # Pictures

    def _add(
        self,
        kind: str,
        step: int,
        caption: Caption,
        *,
        state: int = 0,
        since: int = 0,
        rows: Sequence[int] = (),
        switched: Any = (),
        tweens: tuple[str, ...] = (),
        passing: tuple[tuple[int, str], ...] = (),
        mark: Literal["", "tick", "cross"] = "",
        phase: str = "",
    ) -> None:
        settling = ("recolour",) if self.unsettled else ()
        own, beat = _PHASES[kind]
        if kind == "e-step" and not len(switched):
            beat = "brief"
        if kind == "done" and self.verdict is not None and self.verdict.kind == "stuck":
            own = "Stuck"
        shown = named(rows or switched) if self.facts.trace.keeps_rows else ()
        counter = (
            f"steps {since:,} to {state:,}" if since and since < state else f"step {state:,}" if state else ""
        )
        self.found.append(
            Picture(
                step=step, kind=kind, beat=beat, phase=phase or own, counter=counter, caption=caption, rows=shown,
                tweens=settling + tweens, passing=passing, mark=mark, turn=_TURNS.get(kind),
            )
        )  # fmt: skip
        self.unsettled = bool(len(switched))


def _parts(chapter: Chapter, alone: frozenset[int]) -> Iterator[tuple[Chapter, bool]]:
    """Part a chapter where steps have a picture of their own."""
    at = chapter.first
    for state in sorted(state for state in alone if chapter.first <= state <= chapter.last):
        if state > at:
            yield chapter._replace(first=at, last=state - 1), False
        yield chapter._replace(first=state, last=state), True
        at = state + 1
    if at <= chapter.last:
        yield chapter._replace(first=at), False
