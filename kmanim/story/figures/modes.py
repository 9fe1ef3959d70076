"""What centres are, column by column, where columns hold categories: the cells of a table, and which have changed."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

import numpy as np

from kmanim.story.description import DESCRIBED, Description, rows_by
from kmanim.story.kmeans.facts import CentroidFacts
from kmanim.story.kmeans.phrases import result
from kmanim.story.text.numbers import half_up
from kmanim.story.text.words import counted, cut, series, verb

if TYPE_CHECKING:
    from kmanim.simulate.centroids.trace import CentroidTrace

_LONGEST = 24


@dataclass(frozen=True, slots=True)
class Share:
    """What a cluster's centre has in a column at the end, and how many of its rows have it too.

    Attributes
    ----------
    text : str
        The category, or the mean of the numbers.
    share : float
        From 0 to 1; 0 for numbers.
    percent : str
        The same, written; empty for numbers and for a cluster without rows.
    """

    text: str
    share: float = 0.0
    percent: str = ""


def shares(facts: CentroidFacts, column: int, cluster: int) -> Share:
    """Look one entry up."""
    value = float(facts.trace.centroids_of(-1)[cluster, column])
    text = cut(facts.columns[column](value), _LONGEST)
    members = facts.members(column)[cluster]
    if not facts.coded[column] or not members.size:
        return Share(text)
    share = float((members == value).mean())
    return Share(text, share, f"{half_up(100 * share)} %")


def describe(trace: CentroidTrace) -> Description:
    """Tell what each cluster's centre is, where columns hold categories."""
    facts = CentroidFacts(trace)
    alike = int((trace.own_distances(-1) == 0).sum()) if facts.coded.all() else 0
    same = verb(alike, "is exactly like its mode", "are exactly like their mode")
    columns = range(min(facts.dataset.d, DESCRIBED))
    told = [
        f"cluster {j + 1} "
        + series([f"{facts.feature(column)} {shares(facts, column, j).text}" for column in columns])
        for j in range(min(facts.k, DESCRIBED))
    ]
    more = (
        f", and {counted(facts.dataset.d - len(columns), ('column', 'columns'))} more"
        if facts.dataset.d > len(columns)
        else ""
    )
    centre = facts.terms.centre
    return Description(
        f"{centre.capitalize()}s",
        f"The {centre} of each cluster, column by column, and the share of its {facts.noun[1]} that have the same "
        f"category.{f' {facts.things(alike)} {same}.' if alike else ''}",
        f"Table of the {centre}s of {rows_by(facts)}, where {result(facts)}: {'; '.join(told)}{more}.",
    )


@dataclass(frozen=True, slots=True)
class Entry:
    """One cell: what a centre has in a column.

    Attributes
    ----------
    text : str
        The category, or the mean of the numbers.
    changed : bool
        Whether it is another category than one step before.
    shared : bool
        Whether all centres have it alike.
    """

    text: str
    changed: bool = False
    shared: bool = False


class ModeTable:
    """The centres of one run, one row a column of the data.

    Parameters
    ----------
    facts : CentroidFacts
        Of a run with categories.
    """

    def __init__(self, facts: CentroidFacts) -> None:
        self._facts = facts
        self.entries = lru_cache(maxsize=8)(self._entries)

    def rows(self, most: int) -> tuple[int, ...]:
        """Choose the columns that are shown where there is room for `most`, in the order of the data.

        Those come first in which the final centres differ, then those that ever changed, then the rest.
        """
        trace = self._facts.trace
        steps = np.array([trace.centroids_at(i) for i in range(len(trace))])
        differs = np.any(steps[-1] != steps[-1][:1], axis=0)
        moves = np.any(steps != steps[:1], axis=(0, 1))
        rank = np.where(differs, 0, np.where(moves, 1, 2))
        return tuple(sorted(np.argsort(rank, kind="stable")[:most].tolist()))

    def name(self, column: int) -> str:
        """Name a column."""
        return self._facts.feature(column, _LONGEST)

    def _entries(self, i: int) -> tuple[tuple[Entry, ...], ...]:
        """Give the entries of snapshot i: for each column of the data, for each centre."""
        facts, trace = self._facts, self._facts.trace
        centroids = trace.centroids_of(i)
        before = trace.centroids_of(max(i - 1, 0))
        rows = []
        for column, write in enumerate(facts.columns):
            now, then = centroids[:, column], before[:, column]
            alike = bool((now == now[0]).all()) and len(now) > 1
            rows.append(
                tuple(
                    Entry(cut(write(value), _LONGEST), bool(facts.coded[column] and value != old), alike)
                    for value, old in zip(now.tolist(), then.tolist(), strict=True)
                )
            )
        return tuple(rows)
