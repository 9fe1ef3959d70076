"""The one row that linkages, or metrics, disagree about: whom it joins in each tree, and how far away the next was."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import cast

import numpy as np

from kmanim.arrays import FloatArray, IntArray
from kmanim.simulate.machines.linkage.gaps import Metric
from kmanim.simulate.machines.linkage.merge_tree import Linkage
from kmanim.simulate.parameters.hierarchical import LINKAGES
from kmanim.story.hierarchical.facts import MergeFacts
from kmanim.story.hierarchical.others import OtherTree
from kmanim.story.hierarchical.rivals import apart
from kmanim.story.text.words import Caption, first_that_fits, series


@dataclass(frozen=True, slots=True)
class Joining:
    """The first merge of a row in one tree.

    Attributes
    ----------
    step : int
        Which merge of the tree, from 0.
    partner : tuple of int
        The rows that it joins, ascending.
    height : float
    second : tuple of int
        The cluster that was the next nearest then; empty where there was no other.
    farther : float
        How far away that was; NaN where there was none.
    """

    step: int
    partner: tuple[int, ...]
    height: float
    second: tuple[int, ...]
    farther: float


def mover(facts: MergeFacts, trees: Sequence[OtherTree]) -> int | None:
    """Find the only row (0-based) that some tree puts into another cluster than the run's own does; else None."""
    differs = np.zeros(facts.n, np.bool_)
    for tree in trees:
        differs |= np.asarray(tree.labels) != np.asarray(facts.trace.labels)
    rows = np.flatnonzero(differs)
    return int(rows[0]) if rows.size == 1 and facts.has_names else None


def joining(facts: MergeFacts, tree: OtherTree, row: int) -> Joining:
    """Say whom a row joins first in a tree, and who was the next nearest."""
    n, merges = facts.n, tree.merges
    sides = merges[:, :2].astype(np.intp)
    step = int(np.flatnonzero((sides == row).any(axis=1))[0])
    one, other = sides[step].tolist()
    partner = other if one == row else one
    gone = set(sides[: step + 1].ravel().tolist())
    rest = [number for number in range(n + step) if number not in gone]
    far, second = np.nan, cast(tuple[int, ...], ())
    for number in rest:
        distance = _apart(facts, tree, [row], _rows(merges, n, number))
        if not far <= distance:
            far, second = distance, tuple(_rows(merges, n, number))
    return Joining(step, tuple(_rows(merges, n, partner)), float(merges[step, 2]), second, far)


def rule_of_mover(facts: MergeFacts, tree: OtherTree, row: int) -> list[str]:
    """Say whom the row joins in a tree, from rich to short: ``p4 joins p2p3 at 2.66; p0p1 is 3.20 away.``."""
    found = joining(facts, tree, row)
    name = facts.opening(row, 14)
    said = f"{name} joins {_called(facts, found.partner)} at {facts.height(found.height)}"
    if not found.second:
        return [f"{said}."]
    return [f"{said}; {_called(facts, found.second)} is {facts.height(found.farther)} away.", f"{said}."]


def all_joinings(facts: MergeFacts, trees: Sequence[OtherTree], row: int) -> Caption | None:
    """Say by which linkage or metric the row joins whom; None where it is the same in all trees, or too much to say."""
    said: dict[tuple[int, ...], list[str]] = {}
    for tree in trees:
        said.setdefault(joining(facts, tree, row).partner, []).append(tree.title)
    if len(said) < 2:
        return None
    word = "linkage" if trees[0].name in LINKAGES else "distance"
    parts = [
        f"{_called(facts, partner)} by {series([_plain(t) for t in titles])}"
        for partner, titles in said.items()
    ]
    name = facts.opening(row, 14)
    found: list[Caption] = [
        (f"{name} joins {', '.join(parts[:cut])},", f"{', '.join(parts[cut:])} {word}.")
        for cut in range(len(parts) - 1, 0, -1)
    ]
    found.append((f"{name} joins others: {len(said)} partners by {len(trees)} rules.",))
    return first_that_fits(found)


def _plain(title: str) -> str:
    """Write a linkage inside a sentence; Ward, Manhattan and the like are names."""
    return title.lower() if title.lower() in ("single", "complete", "average", "centroid") else title


def _called(facts: MergeFacts, rows: Sequence[int]) -> str:
    if facts.has_signs and len(rows) > 1:
        return "".join(facts.name(row) for row in rows)
    if len(rows) == 1:
        return facts.name(rows[0], 14)
    return f"{facts.name(rows[0], 14)} and {len(rows) - 1:,} more"


def _rows(merges: FloatArray, n: int, number: int) -> list[int]:
    """Give the rows of a cluster of a tree, ascending."""
    waiting, found = [number], []
    while waiting:
        one = waiting.pop()
        if one < n:
            found.append(one)
        else:
            waiting += merges[one - n, :2].astype(int).tolist()
    return sorted(found)


def _apart(facts: MergeFacts, tree: OtherTree, one: Sequence[int], other: Sequence[int]) -> float:
    own = facts.trace.parameters
    is_linkage = tree.name in LINKAGES
    linkage = cast(Linkage, tree.name if is_linkage else own.linkage)
    metric = cast(Metric, own.metric if is_linkage else tree.name)
    rows: tuple[IntArray, IntArray] = (np.array(one, np.intp), np.array(other, np.intp))
    return apart(facts.trace.dataset.values, linkage, metric, *rows)
