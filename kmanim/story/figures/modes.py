"""What centres are, column by column, where columns hold categories: the shares of telling categories, and the modes.

Columns are ranked by how well they tell the clusters of the end apart: by Cramér's V, and numbers by the correlation
ratio, which is the same for a column of two categories.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

import numpy as np

from kmanim.arrays import FloatArray, IntArray
from kmanim.simulate.numerics.association import correlation_ratio, cramers_v, level_counts
from kmanim.story.description import DESCRIBED, Description, rows_by
from kmanim.story.kmeans.alt_text import result
from kmanim.story.kmeans.facts import CentroidFacts
from kmanim.story.text.numbers import fraction, half_up
from kmanim.story.text.words import counted, cut, ranged, series, verb

LEAD = 1

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kmanim.simulate.machines.centroids.trace import CentroidTrace

_LONGEST = 24
_LEVELS = 3  # of a column with more than two categories so many are shown at most
_FAINT = 0.1  # up to here a column says next to nothing of the clusters
NONE = "–"
"""What stands for the share of a cluster without rows."""


@dataclass(frozen=True, slots=True)
class Share:
    """What one cluster has of a category, or of a column of numbers.

    Attributes
    ----------
    text : str
        The share in percent, or the mean.
    share : float
        From 0 to 1: of its rows that have the category, or where its mean lies between the ends of the column.
    is_mode : bool
        Whether the category is the cluster's mode.
    """

    text: str
    share: float
    is_mode: bool = False


@dataclass(frozen=True, slots=True)
class Row:
    """A category of a column, or a column of numbers, and what each cluster has of it.

    Attributes
    ----------
    column : int
    name, level : str
        What the column and the category are called; no category where it holds numbers.
    first : bool
        Whether it is the first row of its column.
    shares : tuple of Share
        One a cluster.
    """

    column: int
    name: str
    level: str
    first: bool
    shares: tuple[Share, ...]

    @property
    def spread(self) -> float:
        """The largest difference of two clusters that have rows."""
        known = [share.share for share in self.shares if share.text != NONE]
        return max(known) - min(known) if known else 0.0


class Profile:
    """The clusters of the end, column by column, the columns first that tell them apart best.

    Parameters
    ----------
    facts : CentroidFacts
        Of a run with categories.
    """

    def __init__(self, facts: CentroidFacts) -> None:
        self._facts, self._labels = facts, facts.trace.labels
        self._centres = facts.trace.centroids_of(-1)
        self.strength = tuple(self._strength(column) for column in range(facts.dataset.d))
        """For each column of the data, from 0 to 1: Cramér's V or the correlation ratio."""

    @property
    def order(self) -> tuple[int, ...]:
        """The columns, those first that tell the clusters apart best; of equal ones in the order of the data."""
        return tuple(np.argsort(-np.round(self.strength, 9), kind="stable").tolist())

    def rows(self, most: int) -> tuple[Row, ...]:
        """Give at most so many rows, all of a column or none; of the first column at least."""
        found: list[Row] = []
        for column in self.order:
            more = self.column(column)
            if found and len(found) + len(more) > most:
                break
            found += more
        return tuple(found)

    def column(self, column: int) -> list[Row]:
        """Give the rows of one column."""
        facts = self._facts
        name = facts.feature(column, _LONGEST)
        if not facts.coded[column]:
            return [Row(column, name, "", True, self._means(column))]
        counts = self._counts(column)
        sizes = counts.sum(axis=1)
        shares = counts / np.maximum(sizes, 1)[:, np.newaxis]
        return [
            Row(
                column,
                name,
                cut(facts.columns[column](float(level)), _LONGEST),
                place == 0,
                tuple(
                    Share(_percent(float(share[level])), float(share[level]), int(mode) == level)
                    if size
                    else Share(NONE, 0.0)
                    for share, size, mode in zip(shares, sizes, self._centres[:, column], strict=True)
                ),
            )
            for place, level in enumerate(self._levels(column, shares))
        ]

    def _levels(self, column: int, shares: FloatArray) -> list[int]:
        """Choose the categories of a column: of two the second, of more some modes that differ the most."""
        there = np.flatnonzero(shares.any(axis=0))
        if len(there) <= 2:
            return [int(level) for level in there[-1:]]
        known = shares[shares.any(axis=1)]
        spread = np.round(known.max(axis=0) - known.min(axis=0), 9)
        modes = np.unique(self._centres[:, column].astype(np.intp))
        is_mode = np.isin(np.arange(shares.shape[1]), modes)
        ranked = sorted(there.tolist(), key=lambda level: (not is_mode[level], -spread[level], level))
        return sorted(ranked[: min(_LEVELS, max(2, int(is_mode[there].sum())))])

    def _means(self, column: int) -> tuple[Share, ...]:
        facts = self._facts
        low, high = float(facts.dataset.low[column]), float(facts.dataset.high[column])
        write, sizes = facts.columns[column], facts.trace.sizes
        return tuple(
            Share(write(float(mean)), (float(mean) - low) / ((high - low) or 1.0))
            if size
            else Share(NONE, 0.0)
            for mean, size in zip(self._centres[:, column], sizes, strict=True)
        )

    def _counts(self, column: int) -> IntArray:
        codes = self._facts.dataset.points[:, column]
        return level_counts(
            self._labels, codes, self._facts.k, len(self._facts.dataset.features[column].levels)
        )

    def _strength(self, column: int) -> float:
        if self._facts.coded[column]:
            return cramers_v(self._counts(column))
        return correlation_ratio(self._labels, self._facts.dataset.points[:, column], self._facts.k)


def finding(profile: Profile, facts: CentroidFacts) -> str:
    """Say what tells the clusters apart best: ``Clusters differ most in milk (0 to 100 % yes)``."""
    best = profile.order[0]
    if facts.k == 1:
        return f"What {facts.things(facts.dataset.n)} have most often"
    if profile.strength[best] <= _FAINT:
        return "No column tells the clusters apart"
    row = max(profile.column(best), key=lambda row: row.spread)
    known = [share for share in row.shares if share.text != NONE]
    ranked = sorted(known, key=lambda share: share.share)
    low, high = ranked[0].text, ranked[-1].text
    if row.level:
        low = low.removesuffix(" %")
    told = f"{ranged(low, high)} {row.level}" if row.level else f"means {ranged(low, high)}"
    last = profile.order[-1]
    least = (
        f", least in {facts.feature(last, _LONGEST)}"
        if last != best and profile.strength[last] <= 0.5
        else ""
    )
    return f"Clusters differ most in {row.name} ({told}){least}"


def describe(trace: CentroidTrace) -> Description:
    """Tell what each cluster's centre is, where columns hold categories."""
    facts = CentroidFacts(trace)
    profile = Profile(facts)
    alike = int((trace.own_distances(-1) == 0).sum()) if facts.coded.all() else 0
    same = verb(alike, "is exactly like its mode", "are exactly like their mode")
    columns = profile.order[:DESCRIBED]
    centres = trace.centroids_of(-1)
    told = [
        f"cluster {j + 1} "
        + series(
            [
                f"{facts.feature(column)} {cut(facts.columns[column](float(centres[j, column])), _LONGEST)}"
                for column in columns
            ]
        )
        for j in range(min(facts.k, DESCRIBED))
    ]
    rest = facts.dataset.d - len(columns)
    more = f", and {counted(rest, ('column', 'columns'))} more" if rest > 0 else ""
    ranked = series([f"{facts.feature(c)} {fraction(profile.strength[c])}" for c in profile.order[:3]])
    measure = "Cramér's V" if facts.coded.all() else "Cramér's V, of numbers the correlation ratio"
    apart = f" Columns that tell clusters apart best come first ({measure}: {ranked})." if facts.k > 1 else ""
    return Description(
        finding(profile, facts),
        f"The share of each cluster's {facts.noun[1]} that have a category; full colour where it is the cluster's "
        f"mode.{apart}{f' {facts.things(alike)} {same}.' if alike else ''}",
        f"Table of the {facts.terms.centre}s of {rows_by(facts)}, where {result(facts)}: {'; '.join(told)}{more}."
        f"{apart}",
    )


def notes(facts: CentroidFacts, rows: Sequence[Row], clusters: int) -> list[str]:
    """Say below the figure how it is read, and what is left out."""
    told = [f"Bars: share of a cluster's {facts.noun[1]}; full colour: its mode."]
    if not facts.coded.all():
        told.append("Dots: means, between the least value and the largest.")
    if facts.k > 1:
        told.append("Sorted by how well they tell clusters apart (Cramér's V).")
    left = facts.dataset.d - len({row.column for row in rows})
    if left:
        told.append(f"{counted(left, ('column is', 'columns are'))} left out, which tell less.")
    if clusters < facts.k:
        told.append(f"The first {clusters} of {facts.k} clusters.")
    return told


def _percent(share: float) -> str:
    """Write a share in whole percent, never all or nothing where it is not so."""
    text = half_up(100 * share)
    if text == "0" and share > 0:
        return "<1 %"
    return ">99 %" if text == "100" and share < 1 else f"{text} %"


@dataclass(frozen=True, slots=True)
class Entry:
    """One cell: what a centre has in a column.

    Attributes
    ----------
    text : str
        The category, or the mean of the numbers.
    changed : bool
        Whether it is another category than one step before.
    quiet : bool
        Whether it is the first of two categories, as no is of no and yes, so that the others stand out; of a column
        with more, whether all centres have it alike.
    """

    text: str
    changed: bool = False
    quiet: bool = False


class ModeTable:
    """The centres of one run, one row a column of the data.

    Parameters
    ----------
    facts : CentroidFacts
        Of a run with categories.
    """

    def __init__(self, facts: CentroidFacts) -> None:
        self._facts, self._profile = facts, Profile(facts)
        self.entries = lru_cache(maxsize=8)(self._entries)

    def rows(self, most: int) -> tuple[int, ...]:
        """Choose the columns that are shown where there is room for `most`, in the order in which they are shown.

        Those that tell the clusters of the end apart best, and that ever changed, come first.
        """
        trace = self._facts.trace
        steps = np.array([trace.centroids_at(i) for i in range(len(trace))])
        moves = np.any(steps != steps[:1], axis=(0, 1))
        strength = np.round(self._profile.strength, 9)
        rank = np.lexsort([~moves, -strength])
        return tuple(rank[:most].tolist())

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
            of_two = len(facts.dataset.features[column].levels) == 2
            rows.append(
                tuple(
                    Entry(
                        cut(write(value), _LONGEST),
                        bool(facts.coded[column] and value != old),
                        value == 0 if of_two else alike,
                    )
                    for value, old in zip(now.tolist(), then.tolist(), strict=True)
                )
            )
        return tuple(rows)
