"""Rows that flip, in words: now on the other side of a curve, or told the other class, since the picture before."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from kmanim.arrays import IntArray
from kmanim.story.gradient_descent.facts import DescentFacts
from kmanim.story.text.comparatives import comparatives
from kmanim.story.text.words import sentence_case, series, verb

NAMED = 2
"""So many rows are named; more are counted."""
_PLAIN = {
    "lighter": "light", "heavier": "heavy", "younger": "young", "older": "old", "cheaper": "cheap", "dearer": "dear",
    "slower": "slow", "faster": "fast", "shorter": "short", "taller": "tall", "longer": "long", "smaller": "small",
    "larger": "large",
}  # fmt: skip


def who(facts: DescentFacts, rows: Sequence[int] | IntArray, limit: int = 24) -> str:
    """Name up to two rows within a sentence, and count more: ``Merc 240D``, ``9 cars``."""
    names = _names(facts, rows, limit)
    return series(names) if names else _counted(facts, len(rows))


def _names(facts: DescentFacts, rows: Sequence[int] | IntArray, limit: int) -> list[str]:
    """Name up to two rows; none where they have no names, or such that no font here has."""
    if len(rows) > NAMED or not facts.has_names:
        return []
    names = [facts.opening(int(row), limit) for row in rows]
    this = f"This {facts.noun[0]}"
    return [] if this in names else names


def _counted(facts: DescentFacts, count: int) -> str:
    """Count rows within a sentence: ``one car``, ``9 cars``."""
    return f"one {facts.noun[0]}" if count == 1 else f"{count:,} {facts.noun[1]}"


def side_of(facts: DescentFacts, before: int, step: int) -> str:
    """Say on which side of the curve all rows are that flip: ``below``, ``above``, or nothing where they part."""
    rows = facts.flipped(before, step)
    goes_below = facts.labels(step)[rows] == 1
    return "below" if goes_below.all() else "" if goes_below.any() else "above"


def sides(facts: DescentFacts, before: int, step: int, told: str | None, limit: int = 24) -> list[str]:
    """Say which rows are now on the other side of the curve, from rich to short.

    Parameters
    ----------
    facts : DescentFacts
    before, step : int
        Of the picture before, and of this one.
    told : str or None
        The side that has been told of, of what is called ``it`` by now; empty where none has, None where enough has.
    limit : int
        How long a name may be.
    """
    rows = facts.flipped(before, step)
    count, is_named = len(rows), bool(_names(facts, rows, limit))
    named = who(facts, rows, limit)
    named = named if is_named else sentence_case(named)
    side, are = side_of(facts, before, step), verb(count, "is", "are")
    changes = f"{named} {verb(count, 'changes', 'change')} sides."
    if told is None or not side or (told and side != told):
        return [changes]
    where = f"{side} {'it' if told else f'the {facts.surface}'}"
    if not told or is_named or not np.any(facts.labels(before) == (side == "below")):
        return [f"{named} {are} now {where}.", changes]
    more = "One more" if count == 1 else f"{count:,} more"
    return [f"{more} {facts.noun[count != 1]} {are} {where}.", f"{more} {are} {where}.", changes]


def turns(facts: DescentFacts, before: int, step: int, limit: int = 24) -> list[list[str]]:
    """Say which rows turn to the other class, in clauses without a full stop, from rich to short.

    One clause where all turn to one class; two, the second without its verb, where two named rows part.
    """
    rows = facts.flipped(before, step)
    count, labels = len(rows), facts.labels(step)
    classes = sorted(set(labels[rows].tolist()))
    named = who(facts, rows, limit)
    if len(classes) == 2:
        found = [[f"{_counted(facts, count)} change class"]]
        names = _names(facts, rows, limit)
        if names:
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
