"""What several runs of gradient descent say together: their losses, who is first at the floor, who never settles."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property

import numpy as np

from kmanim.story.comparisons.panels import Mark
from kmanim.story.description import axes
from kmanim.story.gradient_descent import endings
from kmanim.story.gradient_descent.alt_text import result
from kmanim.story.gradient_descent.facts import DescentFacts
from kmanim.story.gradient_descent.names import within_captions
from kmanim.story.text.words import (
    Caption,
    columns,
    first_that_fits,
    line_or_two,
    sentence_case,
    series,
    verb,
)

# Within this share of the floor a run is there.
THERE = 1e-3


class Words:
    """The words for several runs.

    Parameters
    ----------
    facts : sequence of DescentFacts
        One a run.
    titles : sequence of str
        What each is called.
    """

    def __init__(self, facts: Sequence[DescentFacts], titles: Sequence[str]) -> None:
        self.facts, self.titles = facts, titles
        first = facts[0]
        self.things = first.things(first.dataset.n)
        self.names = within_captions(facts, titles)
        self.title = f"{series(list(titles))} on {self.things}"
        each = [f"{name}: {result(fact)}" for name, fact in zip(titles, facts, strict=True)]
        self.alt = (
            f"Animated plots side by side of gradient descent on {self.things} by {axes(first, scaled=False)}, one "
            f"for each of {series(list(titles))}. {sentence_case('; '.join(each))}."
        )
        self.subject = f"{first.algorithm} · {self.things}"

    @cached_property
    def are_comparable(self) -> bool:
        """Whether a loss of one run can be compared with that of another."""
        keys = {(fact.trace.loss_name, fact.trace.target.name) for fact in self.facts}
        values = self.facts[0].trace.target.values
        return len(keys) == 1 and all(np.array_equal(values, fact.trace.target.values) for fact in self.facts)

    @cached_property
    def floor(self) -> float | None:
        """The lowest loss that all of them could have; None where it is not one, or not known."""
        models = {(fact.trace.kind, fact.trace.names) for fact in self.facts}
        bound = self.facts[0].trace.bound
        return bound.loss if bound is not None and len(models) == 1 and self.are_comparable else None

    def loss(self, run: int, step: int) -> str:
        """Write the loss of a run at a step, or at its end."""
        fact = self.facts[run]
        return fact.loss(min(step, fact.end))

    def start(self) -> Caption:
        """Name the runs, and say where they start."""
        losses = {self.loss(run, 0) for run in range(len(self.facts))}
        begun = "Step 0."
        if self.are_comparable and len(losses) == 1:
            begun = f"Step 0: all start at a loss of {next(iter(losses))}."
        many = f"{len(self.facts)} runs on the same {self.things}."
        return first_that_fits(
            [(f"{sentence_case(self._who(range(len(self.facts))))}.", begun), (many, begun)]
        )

    def _who(self, runs: Sequence[int]) -> str:
        """Name some of the runs within a sentence: ``plain and Adam``, ``rates 0.1 and 0.9``."""
        names = [self.names[run] for run in runs]
        if len(names) > 1 and all(name.startswith("rate ") for name in names):
            return f"rates {series([name.removeprefix('rate ') for name in names])}"
        return series(names)

    def step(self, step: int) -> Caption:
        """Say what loss each run has at a step: ``Step 16: plain 3,209, momentum 3,178, Adam 3,043.``."""
        each = [_of(name, self.loss(run, step)) for run, name in enumerate(self.names)]
        candidates: list[Caption] = [(f"Step {step:,}: {', '.join(each)}.",)]
        if self.are_comparable:
            # More than a line of losses is not read in time, and each stands above its own plot.
            values = [float(fact.losses[min(step, fact.end)]) for fact in self.facts]
            low, high = int(np.argmin(values)), int(np.argmax(values))
            if self.loss(low, step) != self.loss(high, step):
                candidates.append((f"Step {step:,}: from {each[low]} to {each[high]}.",))
            candidates.append((f"Step {step:,}: lowest {self.names[low]}, {self.loss(low, step)}.",))
        candidates += [one if isinstance(one, tuple) else (one,) for one in _in_two(f"Step {step:,}: ", each)]
        return first_that_fits([*candidates, (f"Step {step:,}.",)])

    def done(self) -> Caption:
        """Say who is first at the floor, or how low each has come; and who never will."""
        failed = [run for run, fact in enumerate(self.facts) if fact.trace.failure]
        lost = self._lost(failed)
        if self.floor is not None and len(failed) < len(self.facts):
            first = self._first()
            return first_that_fits(
                [*((one, bad) for one in first for bad in lost), *(_two(one) for one in first)]
            )
        if self.facts[0].has_classes:
            each = [
                _of(name, f"{fact.right(fact.end):,}")
                for name, fact in zip(self.names, self.facts, strict=True)
            ]
            n = self.facts[0].dataset.n
            head = f"Right of {n:,}: "
        else:
            each = [_of(name, self.loss(run, self.facts[run].end)) for run, name in enumerate(self.names)]
            head = "Loss in the end: "
        whole = f"{head}{', '.join(each)}."
        together = [(whole, bad) for bad in lost]
        return first_that_fits(
            [*together, (whole,), *_in_two(head, each), *((bad,) for bad in lost), ("Done.",)]
        )

    def _first(self) -> list[str]:
        """Say which run is within a thousandth of the floor first, for good as far as it was run."""
        assert self.floor is not None
        arrived = [arrival(fact, self.floor) for fact in self.facts]
        floor = f"The floor is {self.facts[0].loss_text(self.floor)}."
        there = [step for step in arrived if step is not None]
        if not there:
            return [f"{floor} None comes within 0.1 % of it.", "None comes within 0.1 % of the floor."]
        step = min(there)
        runs = [run for run, at in enumerate(arrived) if at == step]
        if len(runs) == len(self.facts):
            near = f"within 0.1 % of {{}} at step {step:,}."
            return [f"{floor} All are {near.format('it')}", f"All are {near.format('the floor')}"]
        who, are = self._who(runs), verb(len(runs), "is", "are")
        return [
            f"{floor} {sentence_case(who)} {are} within 0.1 % of it first: step {step:,}.",
            f"{sentence_case(who)} {are} first within 0.1 % of the floor: step {step:,}.",
            f"Step {step:,}: {who} {verb(len(runs), 'comes', 'come')} within 0.1 % of the floor.",
        ]

    def _lost(self, failed: Sequence[int]) -> list[str]:
        """Say what becomes of runs that fail, from rich to short."""
        if not failed:
            return []
        names = sentence_case(self._who(failed))
        told = []
        if len(failed) == 1:
            own = endings.failed(self.facts[failed[0]])
            told = [own[0]] if len(own) == 1 else []
        many = len(failed)
        kinds = {self.facts[run].trace.ending for run in failed}
        does = ("never settles", "never settle")
        if len(kinds) == 1:
            does = ("bounces", "bounce") if "bounces" in kinds else ("diverges", "diverge")
        return [*told, f"{names} {verb(many, *does)}.", f"{many} of {len(self.facts)} never settle."]

    def line(self, run: int, step: int, brevity: int = 0) -> str:
        """Say below the title of a panel how far its run is."""
        fact = self.facts[run]
        loss = self.loss(run, step)
        right = f", {fact.right(min(step, fact.end)):,} right" if fact.has_classes else ""
        if step >= fact.end:
            how = {"settled": "settled", "falling": "still falling"}.get(fact.trace.ending, fact.trace.ending)
            at = f" at step {fact.end:,}" if fact.trace.ending in ("settled", "falling") else ""
            return [f"{how}{at}: loss {loss}{right}", f"{how}: {loss}{right}", loss][brevity]
        return [f"step {step:,}: loss {loss}{right}", f"loss {loss}{right}", loss][brevity]

    def mark(self, run: int, step: int) -> Mark:
        """Say whether a run has ended, and how."""
        fact = self.facts[run]
        if step < fact.end:
            return ""
        if fact.trace.ending != "settled":
            return "cross"
        return "tick" if endings.is_best(fact) else "stop"


def arrival(facts: DescentFacts, floor: float) -> int | None:
    """Give the first step from which the loss stays within a thousandth of the floor, as far as it was run."""
    away = np.flatnonzero(~(facts.losses <= floor * (1 + THERE)))
    step = int(away[-1]) + 1 if len(away) else 0
    return step if step <= facts.end else None


def _of(name: str, value: str) -> str:
    """Say which value a run has; a name that ends in figures must not run into it."""
    if name.startswith("rate "):
        return f"{value} at {name}"
    return f"{value} ({name})" if name[-1:].isdigit() else f"{name} {value}"


def _in_two(head: str, each: Sequence[str]) -> list[Caption]:
    """Spread a list over two lines, as even as may be."""
    found = [
        (f"{head}{', '.join(each[:count])},", f"{', '.join(each[count:])}.") for count in range(1, len(each))
    ]
    return sorted(found, key=lambda lines: max(map(columns, lines)))


def _two(text: str) -> Caption:
    """Break a text of two sentences where it is too long for a line."""
    first, dot, rest = text.partition(". ")
    return line_or_two(f"{first}{dot.strip()}", rest) if rest else (text,)
