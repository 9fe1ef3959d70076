"""Distances as sums over many columns, worked out part by part."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

from kmanim.arrays import FloatArray
from kmanim.story.kmeans.distances.worked_distance import last_digit, term_text
from kmanim.story.kmeans.facts import CentroidFacts
from kmanim.story.text.numbers import Format, format_for
from kmanim.story.text.sums import inertias
from kmanim.story.text.words import cut


class Part(NamedTuple):
    """What a column, or several together, add to the distance between a row and a centre.

    Attributes
    ----------
    name : str
        Of the column.
    amount : float
        What it adds: the square of the difference where distances are Euclidean.
    text : str
        The same, written.
    term : str
        How that comes: ``(1188 − 1000)²``, ``yes ≠ no``. Empty for several columns.
    """

    name: str
    amount: float
    text: str
    term: str


class WorkedSum(NamedTuple):
    """A distance as the sum of its parts.

    Attributes
    ----------
    parts : tuple of Part
        One a column, and one more for those that are summed up.
    total : str
        What comes of them: ``√36,944 = 192.2``.
    """

    parts: tuple[Part, ...]
    total: str


def worked_sums(
    facts: CentroidFacts, i: int, row: int, clusters: Sequence[int], most: int
) -> tuple[WorkedSum, ...]:
    """Work the distances to some centres out, column by column, in the same order for all of them.

    Parameters
    ----------
    facts : CentroidFacts
        Of the trace.
    i : int
        Index of the snapshot whose centroids are meant.
    row : int
        0-based.
    clusters : sequence of int
        0-based.
    most : int
        So many parts at most. Of more columns those that add most come first, and the others are one part.
    """
    values, centroids = facts.dataset.values[row], facts.trace.centroids_at(i)
    amounts = np.array([_amounts(facts, values, centroids[j]) for j in clusters])
    order = list(range(facts.dataset.d))
    if len(order) > most:
        order = np.argsort(-amounts.max(axis=0), kind="stable").tolist()
    shown, hidden = (order, []) if len(order) <= most else (order[: most - 1], order[most - 1 :])
    largest = float(amounts.sum(axis=1).max())
    write = Format() if facts.terms.metric == "mismatch" else format_for(largest, largest).more(1)
    results = facts.distance_texts(i, row, tuple(clusters))
    squares = facts.terms.metric != "manhattan"
    sums = []
    for j, own, result in zip(clusters, amounts, results, strict=True):
        whole = float(own.sum())
        length = math.sqrt(whole) if squares else whole
        digit = last_digit(facts, format_for(length, length).more(1), length)
        terms = [_term(facts, values, centroids[j], c, digit, squares=squares) for c in shown]
        parts = [
            Part(facts.feature(c), float(own[c]), _written(float(own[c]), write), term)
            for c, term in zip(shown, terms, strict=True)
        ]
        if hidden:
            rest = float(own[hidden].sum())
            parts.append(Part(f"{len(hidden)} other columns", rest, _written(rest, write), ""))
        total = f"√{_written(whole, write)} = {result}" if facts.terms.metric == "euclidean" else write(whole)
        sums.append(WorkedSum(tuple(parts), total))
    return tuple(sums)


def _written(amount: float, write: Format) -> str:
    """Write what a column adds; what large units would show as zeros has a unit of its own."""
    if write.factor > 1 and amount < write.factor:
        return inertias([amount])[0]
    return write(amount)


def _amounts(facts: CentroidFacts, values: FloatArray, centre: FloatArray) -> FloatArray:
    """Give what every column adds to the sum, shape (d,)."""
    amounts: FloatArray = np.empty((1, len(values)))
    facts.trace.term((values - centre)[None], out=amounts)
    return amounts.ravel()


def _term(
    facts: CentroidFacts, values: FloatArray, centre: FloatArray, column: int, digit: int, *, squares: bool
) -> str:
    levels = facts.dataset.features[column].levels
    a, b = float(values[column]), float(centre[column])
    if levels:
        return f"{cut(levels[int(a)], 12)} {'=' if a == b else '≠'} {cut(levels[int(b)], 12)}"
    # Where distances are in millions, small columns have their digits nevertheless: (0 − 0)² would be no difference.
    own = digit if a == b or abs(a - b) >= 10.0 ** (digit + 1) else min(digit, 0)
    return term_text(a, b, own, squares=squares)
