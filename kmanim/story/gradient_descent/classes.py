"""Captions of the steps where two classes are told: loss, rows told right, and which rows turn to the other class."""

from __future__ import annotations

import numpy as np

from kmanim.arrays import FloatArray
from kmanim.story.gradient_descent import flips
from kmanim.story.gradient_descent.bends import Bends
from kmanim.story.gradient_descent.facts import DescentFacts
from kmanim.story.text.words import NAME_LIMITS, Caption, first_that_fits, line_or_two, sentence_case

# A weight that is less than this share of another, both for a spread of their columns, hardly counts.
_HARDLY = 0.05


class ClassSteps:
    """What has been said of the steps so far, and how the next one is told.

    Parameters
    ----------
    facts : DescentFacts
    bends : Bends or None
        Where a network is as good as a line, stands still, and bends.
    worst : int or None
        The step at which a run that fails is told to jump too far.
    """

    def __init__(self, facts: DescentFacts, bends: Bends | None, worst: int | None = None) -> None:
        self.facts, self.bends, self.worst = facts, bends, worst
        self.told: set[str] = set()

    def caption(self, before: int, step: int) -> Caption:
        """Tell a step, whose picture before was that of another."""
        facts = self.facts
        right, n = facts.right(step), facts.dataset.n
        if step == self.worst:
            jumps = f"Rate {facts.rate()}: the weights jump too far."
            return line_or_two(jumps, f"Loss {facts.loss(step, before)} at step {step:,}.")
        if self.bends is not None and step in self.bends:
            return self._bend(self.bends, before, step)
        if facts.trace.is_separable and right == n and "grows" not in self.told:
            self.told.add("grows")
            head = f"Step {step:,}: loss {facts.loss(step, before)}."
            grows = f"{sentence_case(facts.all_of(right))}: from here only the weights grow."
            return first_that_fits([line_or_two(head, grows)]) if n > 1 else (head,)
        if len(facts.flipped(before, step)):
            return self._turns(before, step)
        return self._quiet(before, step)

    def _bend(self, bends: Bends, before: int, step: int) -> Caption:
        facts = self.facts
        right = f"{facts.right(step):,} right."
        if step == bends.as_good:
            return (
                f"Step {step:,}: as good as {'a straight line' if facts.dataset.d == 2 else 'a plane'}, {right}",
            )
        if step == bends.stalls:
            return (f"Step {step:,}: loss {facts.loss(step, before)}. It seems to have stopped.",)
        return (f"Step {step:,}: the {facts.boundary} has bent. {right}",)

    def _turns(self, before: int, step: int) -> Caption:
        """Say which rows turn to the other class, and what that comes to."""
        facts = self.facts
        loss, right = facts.loss(step, before), facts.right(step)
        rises = facts.losses[step] > facts.losses[before] * (1 + 1e-9)
        up = f", up from {facts.loss(before, step)}" if rises else ""
        is_news = right != facts.right(before) or len(facts.flipped(before, step)) > flips.NAMED
        after = f"Loss {loss}{up}, {_right(facts, right)}." if is_news else f"Loss {loss}{up}."
        told: list[Caption] = []
        for limit in NAME_LIMITS[1:]:
            for clauses in flips.turns(facts, before, step, limit):
                head = f"Step {step:,}: {clauses[0]}"
                if len(clauses) > 1:
                    told.append((f"{head},", f"{clauses[1]}. {after}"))
                else:
                    told.append(line_or_two(f"{head}.", after))
        return first_that_fits([*told, (f"Step {step:,}: loss {loss}, {_right(facts, right)}.",)])

    def _quiet(self, before: int, step: int) -> Caption:
        """Say something of a step in which no row turns."""
        facts, loss = self.facts, self.facts.loss(step, before)
        head = f"Step {step:,}: loss {loss}"
        if facts.losses[step] > facts.losses[before] * (1 + 1e-9):
            return first_that_fits([(f"{head}, up from {facts.loss(before, step)}.",), (f"{head}.",)])
        column = self._ignored(step)
        if column is not None and "hardly" not in self.told:
            self.told.add("hardly")
            limits = (30, 18, 10)
            minds = [f"The line hardly minds {facts.feature(column, limit)}." for limit in limits]
            return first_that_fits([line_or_two(f"{head}.", one) for one in minds] + [(f"{head}.",)])
        falls = facts.losses[step] < facts.losses[before]
        if falls and "steeper" not in self.told and not facts.ever_flips(before, step):
            self.told.add("steeper")
            no = f"Step {step:,}: no {facts.noun[0]} changes, yet the loss falls to {loss}"
            why = "the curve gets steeper." if self._grows(before, step) else "the chances get surer."
            return first_that_fits([(f"{no}:", why), (f"{head}.",)])
        return (f"{head}, {'' if not falls else 'still '}{_right(facts, facts.right(step))}.",)

    def _ignored(self, step: int) -> int | None:
        """Give the feature of two whose weight hardly counts beside the other's; None where both do."""
        sizes = _sizes(self.facts, step)
        if sizes is None or len(sizes) != 2 or not sizes.max():
            return None
        least = int(sizes.argmin())
        return least if sizes[least] < _HARDLY * sizes.max() else None

    def _grows(self, before: int, step: int) -> bool:
        """Whether the weights of features have grown together, so that chances change faster across the boundary."""
        first, last = _sizes(self.facts, before), _sizes(self.facts, step)
        return first is not None and last is not None and bool(np.linalg.norm(last) > np.linalg.norm(first))


def _right(facts: DescentFacts, right: int) -> str:
    """Say how many rows are right: ``29 right``, ``all 32 right``."""
    return facts.all_of(right) or f"{right:,} right"


def _sizes(facts: DescentFacts, step: int) -> FloatArray | None:
    """Give how much each feature counts, for one standard deviation of it; None of a network."""
    if facts.is_network:
        return None
    weights = facts.trace.unlabelled[step].weights[:-1]
    sizes: FloatArray = np.abs(weights * facts.dataset.values.std(axis=0))
    return sizes
