"""The pictures of one telling of a run: what the model is, what the loss, what the optimizer does, how it ends."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal, NamedTuple

from kmanim.story.gradient_descent import captions, endings, formulas
from kmanim.story.gradient_descent.bends import bends_of
from kmanim.story.gradient_descent.classes import ClassSteps
from kmanim.story.gradient_descent.facts import DescentFacts
from kmanim.story.gradient_descent.regression import NumberSteps
from kmanim.story.gradient_descent.stops import fewer, stops_of, worst_of
from kmanim.story.text.words import Caption
from kmanim.story.timeline import Beat, Picture, named

_PHASES: dict[str, tuple[str, Beat]] = {
    "data": ("Data", "state"),
    "start": ("Start", "state"),
    "residual": ("One error", "state"),
    "loss": ("Loss", "state"),
    "step": ("Step", "move"),
    "switch": ("Step", "switch"),
    "check": ("Check", "check"),
    "done": ("Done", "end"),
    "stopped": ("Stopped", "end"),
    "failed": ("Failed", "end"),
}
CYCLE = ("model", "loss", "optimizer")
_TURNS = {"start": 0, "residual": 1, "loss": 1, "step": 2, "switch": 2}


class Level(NamedTuple):
    """How much is told.

    Attributes
    ----------
    dropped : int
        Steps that go without a picture.
    error : bool
        Whether one row's error is shown, and the loss at the start has a picture of its own.
    check : bool
        Whether it is told why a run stops, before what it has found.
    """

    dropped: int
    error: bool
    check: bool = True


def levels_of(facts: DescentFacts, profile: str) -> list[Level]:
    """Give the tellings of a run, from full to brief."""
    count = len(stops_of(facts))
    is_read = profile == "walkthrough" and not facts.has_classes
    full = [Level(dropped, is_read) for dropped in range(count)]
    return [*full, Level(count - 1, error=False), Level(count - 1, error=False, check=False)]


class Telling:
    """The pictures of one level of telling."""

    def __init__(self, facts: DescentFacts, profile: str, level: Level) -> None:
        self.facts, self.profile, self.level = facts, profile, level
        self.found: list[Picture] = []
        self.unsettled = False  # whether yellow is to be seen in the last picture
        self.at = 0  # the step of the last picture

    def pictures(self) -> list[Picture]:
        """Tell the run from its beginning to its end."""
        facts = self.facts
        begun = captions.start(facts)
        if self.profile == "walkthrough":
            self._add("data", 0, captions.opening(facts))
        else:
            begun = captions.with_drawn(facts, begun)
        self._add("start", 0, begun)
        if self.level.error:
            row = captions.explained(facts)
            if row is not None:
                off = captions.facts_error(facts, float(facts.trace.errors(0)[row]))
                self._add("residual", 0, captions.residual(facts, row), rows=(row,), note=off)
            self._add("loss", 0, captions.first_loss(facts))
        self._steps()
        self._end()
        return self.found

    def _steps(self) -> None:
        facts = self.facts
        stops = fewer(facts, stops_of(facts), self.level.dropped)
        words: NumberSteps | ClassSteps = NumberSteps(facts)
        if facts.has_classes:
            words = ClassSteps(facts, bends_of(facts, stops), worst_of(facts, stops))
        for step in stops:
            flipped = facts.flipped(self.at, step)
            caption = words.caption(self.at, step)
            kind = "switch" if len(flipped) else "step"
            self._add(kind, step, caption, rows=named(flipped), tweens=("move",))

    def _end(self) -> None:
        facts = self.facts
        end, trace = facts.end, facts.trace
        move = ("move",) if self.at < end else ()
        if trace.ending == "settled":
            if self.level.check:
                self._add("check", end, endings.check(facts), tweens=move, mark="tick")
                move = ()
            mark: Literal["", "tick"] = "tick" if endings.is_best(facts) else ""
            note = formulas.boundary(facts, end)[1] if facts.has_classes else ""
            self._add("done", end, endings.done(facts), tweens=move, mark=mark, note=note)
        elif trace.ending == "falling":
            self._add("stopped", end, endings.stopped(facts), tweens=move, mark="cross")
        else:
            self._add("failed", end, endings.failed(facts), tweens=move, mark="cross")

    def _add(
        self,
        kind: str,
        step: int,
        caption: Caption,
        *,
        rows: Sequence[int] = (),
        tweens: tuple[str, ...] = (),
        mark: Literal["", "tick", "cross"] = "",
        note: str = "",
    ) -> None:
        phase, beat = _PHASES[kind]
        settling = ("recolour",) if self.unsettled else ()
        counter = f"step {step:,}" if kind not in ("data", "start") else ""
        self.found.append(
            Picture(
                step=step, kind=kind, beat=beat, phase=phase, counter=counter, caption=caption, rows=tuple(rows),
                tweens=settling + tweens, mark=mark, note=note, turn=_TURNS.get(kind),
            )
        )  # fmt: skip
        self.unsettled = kind == "switch"
        self.at = step
