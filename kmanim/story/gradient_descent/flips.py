"""Rows that flip, in words: now on the other side of a curve, or told the other class, since the picture before."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from kmanim.arrays import IntArray
from kmanim.story.gradient_descent.facts import DescentFacts
from kmanim.story.text.comparatives import comparatives
from kmanim.story.text.words import in_words, sentence_case, series, verb

NAMED = 2
"""So many rows are named; more are counted."""
_PLAIN = {
    "lighter": "light", "heavier": "heavy", "younger": "young", "older": "old", "cheaper": "cheap", "dearer": "dear",
    "slower": "slow", "faster": "fast", "shorter": "short", "taller": "tall", "longer": "long", "smaller": "small",
    "larger": "large",
}  # fmt: skip


def who(facts: DescentFacts, rows: Sequence[int] | IntArray, limit: int = 24) -> str:
    """Name up to two rows, where a sentence begins, and count more: ``Merc 240D``, ``9 cars``."""
    rows = [int(row) for row in rows]
    if len(rows) <= NAMED and facts.has_names:
        names = [facts.opening(row, limit) for row in rows]
        if not any(name.startswith("This ") for name in names):
            return series(names)
    return counted_in_words(facts, len(rows))


def counted_in_words(facts: DescentFacts, count: int) -> str:
    """Count rows where a sentence begins: ``One car``, ``9 cars``."""
    return f"{sentence_case(in_words(1))} {facts.noun[0]}" if count == 1 else f"{count:,} {facts.noun[1]}"


def sides(facts: DescentFacts, before: int, step: int, told: int, limit: int = 24) -> list[str]:
    """Say which rows are now on the other side of the curve, from rich to short.

    Parameters
    ----------
    facts : DescentFacts
    before, step : int
        Of the picture before, and of this one.
    told : int
        How many pictures have told of sides: the first says which side, the second that there are more, others that
        they change.
    limit : int
        How long a name may be.
    """
    rows = facts.flipped(before, step)
    named, count, surface = who(facts, rows, limit), len(rows), facts.surface
    goes_below = facts.labels(step)[rows] == 1
    changes = f"{named} {verb(count, 'changes', 'change')} sides."
    if told > 1 or not (goes_below.all() or not goes_below.any()):
        return [changes]
    side = "below" if goes_below.all() else "above"
    is_named = not named[:1].isdigit() and not named.startswith("One ")
    if facts.dataset.d > 2:
        return [
            f"{named} {verb(count, 'is', 'are')} now told too {'much' if side == 'below' else 'little'}.",
            changes,
        ]
    if told == 0:
        return [f"{named} {verb(count, 'is', 'are')} now {side} the {surface}.", changes]
    already = np.any(facts.labels(before) == (1 if side == "below" else 0))
    if is_named or not already:
        return [f"{named} {verb(count, 'is', 'are')} now {side} it.", changes]
    more = "One more" if count == 1 else f"{count:,} more"
    return [
        f"{more} {facts.noun[count != 1]} {verb(count, 'is', 'are')} {side} it.",
        f"{more} {verb(count, 'is', 'are')} {side} it.",
        changes,
    ]


def turns(facts: DescentFacts, before: int, step: int, limit: int = 24) -> list[list[str]]:
    """Say which rows turn to the other class, in clauses without a full stop, from rich to short.

    One clause where all turn to one class; two, the second without its verb, where two named rows part.
    """
    rows = facts.flipped(before, step)
    count, labels = len(rows), facts.labels(step)
    classes = sorted(set(labels[rows].tolist()))
    named = who(facts, rows, limit)
    if len(classes) == 2:
        found = [[f"{counted_in_words(facts, count)} change {_changed(facts)}"]]
        names = [facts.opening(int(row), limit) for row in rows]
        if count == NAMED and facts.has_names and not any(name.startswith("This ") for name in names):
            # What turns to the second class comes first.
            order = sorted(range(NAMED), key=lambda place: -int(labels[rows[place]]))
            told: list[str] = []
            for place in order:
                row = int(rows[place])
                is_right = labels[row] == facts.trace.target.values[row]
                to = f"{_to(facts)}{facts.classes[labels[row]]} ({'right' if is_right else 'wrong'})"
                told.append(f"{names[place]} {'turns ' if not told else ''}{to}")
            found.insert(0, told)
        return found
    name = facts.classes[classes[0]]
    if len(set(facts.labels(before).tolist())) == 1 and count > NAMED:
        kind = f"{adjective} " if (adjective := adjective_of(facts, rows)) else ""
        if count < facts.dataset.n:
            many = f"{count:,} {kind}{facts.noun[1]} are called {name}"
            return [
                [many],
                [f"{count:,} {facts.noun[1]} are called {name}"],
                [f"{count:,} turn {_to(facts)}{name}"],
            ]
    return [[f"{named} {verb(count, 'turns', 'turn')} {_to(facts)}{name}"]]


def _to(facts: DescentFacts) -> str:
    """Say ``turns manual``, but ``turns to class 1``."""
    return "to " if facts.has_numbered_classes else ""


def _changed(facts: DescentFacts) -> str:
    return "class" if not facts.part else f"their {facts.part}"


def adjective_of(facts: DescentFacts, rows: IntArray) -> str:
    """Find one word for rows that all have less, or all more, than the mean of the first column that has words."""
    for column, feature in enumerate(facts.dataset.features):
        if feature.levels:
            continue
        words = comparatives(facts.feature(column), facts.noun[0])
        values = facts.dataset.points[:, column]
        if words is None:
            continue
        if (values[rows] < values.mean()).all():
            return _PLAIN.get(words[0], "")
        if (values[rows] > values.mean()).all():
            return _PLAIN.get(words[1], "")
    return ""
