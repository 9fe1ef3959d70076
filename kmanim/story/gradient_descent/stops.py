"""Which steps have pictures: 1, 2, 4, 8, ..., fewer of those in which nothing happens but that the loss falls."""

from __future__ import annotations

from collections.abc import Sequence

from kmanim.story.gradient_descent.bends import bends_of
from kmanim.story.gradient_descent.facts import DescentFacts

# The first steps have pictures in any case: in them one sees how a step is made.
_FIRST = 2


def doublings(end: int) -> list[int]:
    """Give the steps 1, 2, 4, 8, ... before the last one."""
    found = [1] if end > 1 else []
    while found and found[-1] * 2 < end:
        found.append(found[-1] * 2)
    return found


def stops_of(facts: DescentFacts) -> list[int]:
    """Choose the steps that have pictures: of several in a row in which no row flips, one in the middle.

    The last step of a run that settles is among them where rows flip on the way to it, as the picture of the end speaks
    of other things. The last one is, too, where there is no other.
    """
    every = doublings(facts.end)
    points = _points(facts, every)
    found, quiet = [], []
    before = 0
    for step in every:
        if step > _FIRST and step not in points and not len(facts.flipped(before, step)):
            quiet.append(step)
        else:
            found += _middle(quiet)
            quiet = []
            found.append(step)
        before = step
    found += _middle(quiet)
    last = found[-1] if found else 0
    news = facts.trace.finished and facts.end > last and len(facts.flipped(last, facts.end))
    return [*found, facts.end] if news or not found else found


def worst_of(facts: DescentFacts, stops: Sequence[int]) -> int | None:
    """Give the step at which it is told that weights jump too far: where a network that fails has its highest loss."""
    if not facts.is_network or not facts.has_classes or not facts.trace.failure or not stops:
        return None
    worst = max(stops, key=lambda step: float(facts.losses[step]))
    return worst if facts.losses[worst] > 2 * facts.losses[0] else None


def _points(facts: DescentFacts, stops: Sequence[int]) -> set[int]:
    """Give the turning points of a network among steps."""
    found = {*(bends_of(facts, stops) or ()), worst_of(facts, stops)}
    return {step for step in found if step is not None}


def _middle(steps: Sequence[int]) -> list[int]:
    return [steps[(len(steps) - 1) // 2]] if steps else []


def fewer(facts: DescentFacts, stops: Sequence[int], count: int) -> list[int]:
    """Leave out as many steps as that, least first: in which nothing flips, then in which few rows do.

    Step 1 stays, as do the turning points of a network while there are others.
    """
    points = _points(facts, stops)
    ranked = []
    before = 0
    for step in stops:
        flips = len(facts.flipped(before, step))
        rank = 3 if step == 1 else 2 if step in points else 1 if flips else 0
        ranked.append((rank, flips, -step))
        before = step
    dropped = {-step for _, _, step in sorted(ranked)[: max(0, min(count, len(stops) - 1))]}
    return [step for step in stops if step not in dropped]
