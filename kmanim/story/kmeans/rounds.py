"""The rounds of a run as pictures: snapshot after snapshot, and together where little happens."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np

from kmanim.story.kmeans import captions, movements, switches
from kmanim.story.kmeans.explained_rows import nearest_miss
from kmanim.story.kmeans.facts import CentroidFacts
from kmanim.story.text.words import Caption
from kmanim.story.timeline import named

# So many snapshots go by in a fast-forward at most: each is a picture, and the eye follows no more.
MOST_PASSING = 16


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """A picture before its header is known."""

    kind: str
    step: int
    caption: Caption
    round: int = 0
    rows: tuple[int, ...] = ()
    tweens: tuple[str, ...] = ()
    seeded: int | None = None  # how many had been made, in a picture of them
    note: str = ""
    phase: str = ""  # where it is not that of its kind
    mark: Literal["", "tick", "cross"] = ""
    rounds: range = range(0)  # those that go by in a fast-forward
    passing: tuple[tuple[int, str], ...] = ()


def told_rounds(
    facts: CentroidFacts, together: Sequence[range], *, questions: bool, near_misses: bool
) -> list[Draft]:
    """Tell every snapshot after the start; those of some rounds go by in a fast-forward each.

    The last assignment of a run that ended by itself is left to the end, where it says why; unless a run ends
    by looking for a swap, when its last assignment is one like the others.
    """
    told = Telling(facts, questions=questions, near_misses=near_misses)
    run_of = {number: run for run in together for number in run}
    for i in range(1, len(facts.trace)):
        run = run_of.get(facts.iteration(i))
        if run is not None:
            told.pass_by(i, run)
        elif facts.terms.swaps or not (i == facts.last and facts.ended):
            told.step(i)
    return told.pictures


class Telling:
    """Snapshot after snapshot, with what the audience has been told before."""

    def __init__(self, facts: CentroidFacts, *, questions: bool, near_misses: bool) -> None:
        self.facts = facts
        self.questions = questions
        self.near_misses = near_misses
        self.pictures: list[Draft] = []
        self.update: int | None = None
        self.empty: frozenset[int] = frozenset()
        self.settled = True
        self.passing: list[tuple[int, str]] = []
        self.explained = False

    def step(self, i: int) -> None:
        """Tell snapshot i."""
        step = self.facts.step(i)
        if step == "assign":
            self._assign(i)
        elif step == "relocate":
            self._add("relocate", i, captions.relocate(self.facts, i), moves=True)
        elif step == "swap":
            self._add("swap", i, movements.swap(self.facts, i, explained=self.explained), moves=True)
            self.update = i
        else:
            caption = movements.update(self.facts, i, self.update, explained=self.explained)
            self._add("update", i, caption, moves=True)
            self.update = i

    def pass_by(self, i: int, run: range) -> None:
        """Let snapshot i go by with its round; the last one of a run of rounds becomes their picture."""
        facts = self.facts
        is_last = i == facts.last or facts.iteration(i + 1) != facts.iteration(i)
        if is_last:
            self.passing.append((i, f"round {facts.iteration(i)}"))
        if not is_last or facts.iteration(i) != run[-1]:
            return
        switched = sum(facts.trace.switched_count(number) for number in run)
        places = np.linspace(0, len(self.passing) - 1, min(MOST_PASSING, len(self.passing))).round()
        caption = captions.forward(facts, run, switched, i, self.update or 0, explained=self.explained)
        self._explain(caption)
        self.pictures.append(
            Draft(
                kind="forward",
                step=i,
                rounds=run,
                caption=caption,
                tweens=(*(() if self.settled else ("recolour",)), "forward"),
                passing=tuple(self.passing[int(place)] for place in places),
            )
        )
        self.passing = []
        self.settled = True
        self.update = i
        self.empty = frozenset(np.flatnonzero(facts.trace.counts_of(i) == 0).tolist())

    def _assign(self, i: int) -> None:
        facts = self.facts
        iteration = facts.iteration(i)
        if iteration == 1:
            self.pictures.append(
                Draft(
                    kind="assign",
                    step=i,
                    round=1,
                    caption=captions.assign(facts, i),
                    tweens=("sweep",),
                    note=captions.boundary(facts),
                )
            )
        else:
            changes = facts.trace.switched_count(iteration) > 0
            if self.questions and changes:
                question = switches.question(facts)
                self.pictures.append(Draft(kind="question", step=i - 1, round=iteration, caption=question))
            told = switches.reassign(facts, i)
            self._add("reassign", i, told, rows=named(facts.trace.changed(i)), moves=False, glides=True)
            self.settled = not changes
            near = nearest_miss(facts, i) if self.near_misses else None
            if near is not None:
                row, rivals = near
                self._add("near-miss", i, switches.near_miss(facts, i, row, rivals), rows=(row,), moves=False)
        empty = frozenset(j for j, count in enumerate(facts.counts(i)) if count == 0)
        relocated = i + 2 <= facts.last and facts.step(i + 2) == "relocate"
        if empty - self.empty and not relocated:
            self._add("empty", i, captions.empty(facts, sorted(empty)), moves=False)
        self.empty = empty

    def _explain(self, caption: Caption) -> None:
        """Remember whether what the symbol of the objective stands for has been said."""
        self.explained = self.explained or f"{self.facts.objective.symbol} (" in " ".join(caption)

    def _add(
        self,
        kind: str,
        i: int,
        caption: Caption,
        *,
        moves: bool,
        glides: bool = False,
        rows: tuple[int, ...] = (),
    ) -> None:
        """Add a picture; the yellow of a switch settles before the next one, and before centroids move.

        Before points switch the boundary glides to where the centroids have gone: cause before effect.
        """
        settling = () if self.settled else ("recolour",)
        self.settled = True
        self._explain(caption)
        # Between two categories there is nothing that could glide.
        glides = glides and not self.facts.coded.any()
        moving = ("move",) if moves and self.facts.moved(i) else ("glide",) if glides else ()
        self.pictures.append(
            Draft(
                kind=kind,
                step=i,
                round=self.facts.iteration(i),
                caption=caption,
                rows=rows,
                tweens=settling + moving,
            )
        )
