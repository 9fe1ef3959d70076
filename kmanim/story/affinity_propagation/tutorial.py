"""What the matrix of similarities is, told at length, and what its diagonal does to the number of exemplars."""

from __future__ import annotations

import math
from typing import NamedTuple

import numpy as np

from kmanim.arrays import RowArray
from kmanim.errors import InputError, shown
from kmanim.simulate.machines.messages.trace import MessageTrace
from kmanim.simulate.record import run
from kmanim.story.affinity_propagation.facts import NAME, MessageFacts, exemplars, similarity_text
from kmanim.story.affinity_propagation.lessons import MOST_DRAWN
from kmanim.story.text.words import Caption, first_that_fits, line_or_two

KINDS = ("matrix", "row", "cell", "mirrored", "zeros", "diagonal", "median", "low", "high")
# A higher preference than the median is looked for by these shares of it.
_SHARES = (0.5, 0.4, 0.3, 0.2, 0.1, 0.05)


class Tried(NamedTuple):
    """What another preference leads to.

    Attributes
    ----------
    kind : {"median", "low", "high"}
    preference : float
    exemplars : ndarray of shape (k,)
    labels : ndarray of shape (n,)
    failure : str
        Why there is no result; empty where there is one.
    """

    kind: str
    preference: float
    exemplars: RowArray
    labels: RowArray
    failure: str


def refuse_many(trace: MessageTrace) -> None:
    """Refuse to explain a matrix whose cells cannot be seen.

    Raises
    ------
    InputError
        If there are more rows than are drawn, or fewer than make a pair.
    """
    n = trace.dataset.n
    if not 2 < n <= MOST_DRAWN:
        raise InputError(
            f"explain similarity draws a matrix of 3 to {MOST_DRAWN} rows, and {shown(trace.dataset.name)} has {n:,}"
        )


def tried(trace: MessageTrace) -> tuple[Tried, ...]:
    """Run with the median, with the least similarity, and with a preference that is higher than the median."""
    median = _tried(trace, "median", "median")
    low = _tried(trace, "low", "minimum")
    high = median
    for share in _SHARES:
        high = _tried(trace, "high", share * median.preference)
        if len(high.exemplars) > len(median.exemplars):
            break
    return median, low, high


def _tried(trace: MessageTrace, kind: str, preference: str | float) -> Tried:
    other = run(trace.algorithm, trace.dataset, preference=preference)
    return Tried(kind, other.preference, other.exemplars, other.labels, other.failure)


def explained_pair(trace: MessageTrace) -> tuple[int, int]:
    """Choose two rows that lie apart: the first one, and the one that is in the middle of all by distance to it."""
    similar = trace.similar.matrix[0].copy()
    similar[0] = 0.0
    order = np.argsort(-similar, kind="stable")
    order = order[order != 0]
    return 0, int(order[len(order) // 2])


def caption(facts: MessageFacts, kind: str, pair: tuple[int, int], others: tuple[Tried, ...]) -> Caption:
    """Say what one picture of the explanation shows."""
    if kind in ("row", "cell", "mirrored"):
        return first_that_fits(_about_pair(facts, kind, pair))
    fixed = {
        "matrix": (f"A row and a column for every {facts.noun[0]}:", "each cell says how similar two are."),
        "zeros": ("To itself each is as similar as can be: 0.", "That would tell nothing."),
        "diagonal": (
            "So the diagonal has another use, the preference:",
            "how well each is suited to stand for others.",
        ),
    }
    if kind in fixed:
        return fixed[kind]
    other = next(one for one in others if one.kind == kind)
    p = similarity_text(other.preference)
    heads = {
        "median": f"The median of all similarities, {p}:",
        "low": f"The least of all similarities, {p}:",
        "high": f"A higher preference, {p}:",
    }
    return line_or_two(heads[kind], f"{other.failure or exemplars(len(other.exemplars))}.")


def _about_pair(facts: MessageFacts, kind: str, pair: tuple[int, int]) -> list[Caption]:
    """Say what a row is, a cell, and its mirror image, from rich to short."""
    row, column = pair
    value = float(facts.trace.similar.matrix[row, column])
    told, apart = similarity_text(value), similarity_text(math.sqrt(-value))
    rule, same = f"Similarity: minus the square, {told}.", f"the same, {told}."
    found = []
    if facts.has_names:
        one, other = facts.name(row, NAME), facts.name(column, NAME)
        found.append(
            {
                "row": line_or_two(f"Row {one}:", f"how similar {one} is to each of the others."),
                "cell": line_or_two(facts.opening_with(f"{one} and {other} are {apart} apart.", row), rule),
                "mirrored": line_or_two(
                    facts.opening_with(f"{other} and {one}: {same}", column), "The matrix is symmetric."
                ),
            }[kind]
        )
    unnamed = {
        "row": line_or_two("A row:", f"how similar one {facts.noun[0]} is to each of the others."),
        "cell": line_or_two(f"These two are {apart} apart.", rule),
        "mirrored": line_or_two(f"The other way round: {same}", "The matrix is symmetric."),
    }
    return [*found, unnamed[kind]]
