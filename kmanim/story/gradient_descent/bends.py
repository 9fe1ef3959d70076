"""The turning points of a network: as good as a straight line, on the plateau there, and bent at last."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

from kmanim.story.gradient_descent.facts import ALIKE, DescentFacts

_BETTER = 0.1


class Bends(NamedTuple):
    """Steps of a network's way past a straight line; None for what it does not do.

    Attributes
    ----------
    as_good : int or None
        The first told step at which as many rows are right as of the best line, at no lower loss than the line's.
    stalls : int or None
        A later one whose loss is the line's, about, and has hardly changed since the step told before; none where it
        does not go on to bend.
    bends : int or None
        The first at which its loss is clearly lower, with more rows right.
    """

    as_good: int | None = None
    stalls: int | None = None
    bends: int | None = None


def bends_of(facts: DescentFacts, stops: Sequence[int]) -> Bends | None:
    """Find the turning points among the steps that are told; None of other models than networks for classes."""
    if not facts.is_network or not facts.has_classes or facts.trace.failure or facts.dataset.d < 2:
        return None
    loss, right = facts.trace.straight
    guessed = max(facts.in_second, facts.dataset.n - facts.in_second)
    # Where a line does no better than who always says the same, it is nothing to be measured by.
    if right is None or loss <= 0 or right < guessed + _BETTER * facts.dataset.n or facts.right(0) >= right:
        return None
    bent = next(
        (i for i in stops if facts.losses[i] < (1 - ALIKE) * loss and facts.right(i) > right),
        None,
    )
    early = [i for i in stops if bent is None or i < bent]
    as_good = next((i for i in early if i and facts.right(i) >= right and facts.losses[i] >= loss), None)
    stalls = None
    if bent is not None:
        pairs = pairwise(early)
        flat = [
            i
            for before, i in pairs
            if abs(facts.losses[i] - loss) <= ALIKE * loss
            and abs(facts.losses[i] - facts.losses[before]) <= ALIKE * loss
            and i != as_good
        ]
        stalls = flat[-1] if flat else None
    if as_good is None and bent is None:
        return None
    return Bends(as_good, stalls, bent)
