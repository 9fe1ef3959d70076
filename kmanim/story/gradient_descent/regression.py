"""Captions of the steps where numbers are told: the loss, and which rows are now on the other side of the curve."""

from __future__ import annotations

from kmanim.story.gradient_descent import captions, flips
from kmanim.story.gradient_descent.facts import DescentFacts
from kmanim.story.text.numbers import percent
from kmanim.story.text.words import NAME_LIMITS, Caption, columns, first_that_fits, line_or_two

_LINE = 58


class NumberSteps:
    """What has been said of the steps so far, and how the next one is told.

    Parameters
    ----------
    facts : DescentFacts
    """

    def __init__(self, facts: DescentFacts) -> None:
        self.facts = facts
        self.sides = 0  # pictures that have told which rows change sides
        self.is_factor_told = self.is_better_told = False

    def caption(self, before: int, step: int) -> Caption:
        """Tell a step, whose picture before was that of another."""
        facts = self.facts
        flipped = len(facts.flipped(before, step))
        if not before:
            return self._first(step, flipped=flipped)
        head = f"Step {step:,}: loss {facts.loss(step, before)}."
        straight = facts.trace.straight.loss if facts.is_network else None
        if straight is not None and facts.losses[step] < straight and not self.is_better_told:
            self.is_better_told = True
            self.sides += bool(flipped)
            return first_that_fits([line_or_two(head, "Better than any straight line."), (head,)])
        if flipped:
            told = self._sides(before, step)
            return first_that_fits([*(line_or_two(head, one) for one in told), (head,)])
        if facts.losses[step] > facts.losses[before] * (1 + 1e-9):
            return (f"Step {step:,}: loss {facts.loss(step, before)}, up from {facts.loss(before, step)}.",)
        factor = facts.shrinks_by
        if factor is not None and not self.is_factor_told and 0 < factor < 1:
            self.is_factor_told = True
            share = percent(1 - factor, 1)
            return _broken(f"{head} Every step takes away {share} of what lies above the best.")
        return first_that_fits(
            [line_or_two(head, f"{one}.") for one in self._quiet(before, step)] + [(head,)]
        )

    def _first(self, step: int, *, flipped: int) -> Caption:
        """Say how a step follows from the gradient, and what the first one comes to."""
        facts = self.facts
        how, head = captions.optimizer(facts), f"Step {step:,}: loss {facts.loss(step, 0)}."
        if facts.losses[step] > facts.losses[0] * (1 + 1e-9):
            head = f"Step {step:,}: loss {facts.loss(step, 0)}, up from {facts.loss(0, step)}."
        told: list[Caption] = []
        if flipped:
            told = [(how, f"{head} {one}") for one in self._sides(0, step)]
        return first_that_fits([*told, (how, head), (head,)])

    def _sides(self, before: int, step: int) -> list[str]:
        told = [
            one
            for limit in NAME_LIMITS[1:]
            for one in flips.sides(self.facts, before, step, self.sides, limit)
        ]
        self.sides += 1
        return told

    def _quiet(self, before: int, step: int) -> list[str]:
        """Say something of a step in which no row changes sides."""
        facts, best = self.facts, self.facts.trace.best
        found = []
        if best is not None and best.loss > 0 and facts.losses[step] > best.loss:
            share = percent(float(facts.losses[step]) - best.loss, best.loss)
            found.append(f"That is {share} above the best")
        if not facts.ever_flips(before, step):
            found.append(f"No {facts.noun[0]} changes sides")
        return found


def _broken(text: str) -> Caption:
    """Break a text into two lines where the first one is full."""
    words = text.split(" ")
    first = words[0]
    for number, word in enumerate(words[1:], 1):
        # What is 36 % stays together.
        both = f"{first} {word}" + (
            f" {words[number + 1]}" if words[number + 1 : number + 2] == ["%"] else ""
        )
        if columns(both) > _LINE or (word == "of" and columns(text) > _LINE and first.endswith("%")):
            return first, " ".join(words[number:])
        first = f"{first} {word}"
    return (first,)
