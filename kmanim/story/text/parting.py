"""Which column parts which clusters: where ranges of values leave a gap between a cluster and all others."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

import numpy as np

from kmanim.story.facts import Facts
from kmanim.story.text.numbers import MOST_DECIMALS, Format, Levels, decade, parameter_text
from kmanim.story.text.words import cut, series

# Of more rows not all are looked at for their decimals.
_LOOKED_AT = 5_000
# A cluster of fewer rows says little by its gap.
_LEAST = 3


class Parting(NamedTuple):
    """A cluster that a column parts from all others.

    Attributes
    ----------
    column, cluster : int
        Both from 0.
    low, high : float
        Ends of the gap, in the units of the column; the narrower one where there are two.
    share : float
        The gap as a share of the column's range.
    """

    column: int
    cluster: int
    low: float
    high: float
    share: float


def partings(facts: Facts, column: int) -> Iterator[Parting]:
    """Give the clusters whose range in a column meets that of no other, by number; rows in no cluster do not count."""
    alive = sorted((ends, j) for j, ends in enumerate(facts.reaches(column)) if ends is not None)
    if len(alive) < 2:
        return
    span = max(high for (_, high), _ in alive) / 2 - alive[0][0][0] / 2
    found, reached = [], -np.inf
    for place, ((low, high), j) in enumerate(alive):
        follows = alive[place + 1][0][0] if place + 1 < len(alive) else np.inf
        if low > reached and high < follows:
            gap = min((low - reached, reached, low), (follows - high, high, follows))
            found.append(Parting(column, j, gap[1], gap[2], (gap[2] / 2 - gap[1] / 2) / span))
        reached = max(reached, high)
    yield from sorted(found, key=lambda parting: parting.cluster)


def widest(facts: Facts, shown: int) -> Parting | None:
    """Give the widest gap, as a share of its column's range, among the first columns: of one that parts all, if any.

    A cluster of one or two rows, which some column has outside of the others by chance, comes after all others.
    """
    every = [list(partings(facts, column)) for column in range(min(facts.dataset.d, shown))]
    alive = sum(ends is not None for ends in facts.reaches(0))
    whole = [one for found in every if len(found) == alive for one in found]
    found = whole or [one for found in every for one in found]
    sizes = facts.counts(facts.last)
    return max(found, key=lambda one: (bool(whole) or sizes[one.cluster] >= _LEAST, one.share), default=None)


def parted(facts: Facts, column: int) -> list[int]:
    """Give the clusters whose range in a column meets that of no other."""
    return [parting.cluster for parting in partings(facts, column)]


def gap_text(facts: Facts, parting: Parting) -> str:
    """Write how wide a gap is, with its unit: ``125 kg``, and ``about 125 kg`` between cells."""
    write, gap = as_in_data(facts, parting.column), parting.high - parting.low
    # Rows lie anywhere in the two cells at its ends.
    grain = facts.grain(parting.column)
    about, gap = "about " if grain else "", gap + grain
    if isinstance(write, Format) and gap < write.factor * 10.0**-write.decimals / 2:
        write = write.apart([parting.high, parting.low])
    unit = facts.dataset.features[parting.column].unit
    return f"{about}{write(gap)}{f' {cut(unit, 12)}' if unit else ''}"


def overlaps(facts: Facts, column: int) -> list[int]:
    """Count for each cluster the rows that meet: its own in ranges of others, and others' in its range."""
    members = facts.members(column)
    ranges = [ends or (np.inf, -np.inf) for ends in facts.reaches(column)]
    found = []
    for j, (low, high) in enumerate(ranges):
        own = np.zeros(members[j].size, np.bool_)
        others = 0
        for i, (first, last) in enumerate(ranges):
            if i != j and first <= high and low <= last:
                own |= (members[j] >= first) & (members[j] <= last)
                others += int(np.count_nonzero((members[i] >= low) & (members[i] <= high)))
        found.append(int(np.count_nonzero(own)) + others)
    return found


def is_known(facts: Facts, column: int, low: float, high: float) -> bool:
    """Tell whether ranges surely overlap between two values: of cells, where that is more than one that both have."""
    return high - low >= 1.5 * facts.grain(column)


def cells_text(facts: Facts) -> str:
    """Say how fine cells are in which columns are counted, as a sentence before which a space stands; empty of rows."""
    if not facts.grain(0):
        return ""
    every = [
        f"{parameter_text(facts.grain(column), is_estimated=True)} ({facts.feature(column)})"
        for column in range(facts.dataset.d)
    ]
    return f" Drawn from counts in cells that are {series(every)} wide; values are known to a cell."


def as_means(facts: Facts, column: int) -> Format | Levels:
    """Choose how means of a column are written: as centres are, whole numbers or not; of cells as far as they tell."""
    return as_in_data(facts, column) if facts.grain(column) else facts.columns[column]


def as_in_data(facts: Facts, column: int) -> Format | Levels:
    """Choose how values of a column are written: with no more decimals than the data have, or cells."""
    write, grain = facts.columns[column], facts.grain(column)
    if isinstance(write, Levels):
        return write
    if grain:
        known = max(0, -decade(grain / write.factor))
        return write._replace(decimals=min(write.decimals, known), shortest=1, nothing=grain)
    values = facts.dataset.points[:_LOOKED_AT, column] / write.factor
    for decimals in range(min(write.decimals, MOST_DECIMALS)):
        scaled = values * 10.0**decimals
        if np.abs(scaled - np.rint(scaled)).max() <= 1e-9 * np.abs(scaled).max():
            return write._replace(decimals=decimals, shortest=1)
    return write
