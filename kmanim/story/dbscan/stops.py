"""Which visits of a run of DBSCAN get a picture, which share one: all of few rows; of many, chapters.

A long run begins in full. Then its larger clusters are told each by itself, and what lies between goes by together:
how many visits, which clusters begin there, how many rows are core, noise so far, or adopted.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from typing import NamedTuple

import numpy as np

from kmanim.story.dbscan import captions, chapters
from kmanim.story.dbscan.facts import FEW_ROWS, DbscanFacts
from kmanim.story.text.words import Caption

# A picture of what is left has so large a share of all visits, or all that is left.
_SHARE = 0.05


class Level(NamedTuple):
    """How much is told.

    Attributes
    ----------
    every : bool
        Whether every visit is told where rows are few.
    first : int
        Visits that are told one by one.
    clusters : int
        Clusters that are told each by itself, the largest.
    begins : int
        How many of them have a picture of their first ball; others begin and grow in one.
    growth : int
        Pictures of the growth of each.
    shares : int
        Pictures of all that comes after them.
    contested : bool
        Whether a border point that several clusters reach has a picture.
    """

    every: bool
    first: int
    clusters: int
    begins: int
    growth: int
    shares: int
    contested: bool = True


# From full to brief: what there is no time for is told by fewer pictures.
LEVELS = {
    "walkthrough": (
        Level(True, 6, 6, 6, 3, 6),
        Level(False, 6, 5, 5, 2, 5),
        Level(False, 4, 5, 3, 2, 4),
        Level(False, 3, 5, 2, 1, 3),
        Level(False, 2, 4, 2, 1, 2),
        Level(False, 1, 4, 1, 1, 1),
        Level(False, 1, 4, 1, 1, 1, contested=False),
        Level(False, 1, 3, 1, 1, 1, contested=False),
        Level(False, 1, 2, 1, 1, 1, contested=False),
        Level(False, 1, 1, 1, 1, 1, contested=False),
        Level(False, 0, 0, 0, 1, 1, contested=False),
    ),
    "loop": (
        Level(True, 2, 5, 3, 2, 4, contested=False),
        Level(False, 2, 5, 2, 1, 3, contested=False),
        Level(False, 2, 4, 2, 1, 2, contested=False),
        Level(False, 1, 4, 1, 1, 1, contested=False),
        Level(False, 1, 3, 1, 1, 1, contested=False),
        Level(False, 1, 2, 1, 1, 1, contested=False),
        Level(False, 1, 1, 1, 1, 1, contested=False),
        Level(False, 0, 0, 0, 1, 1, contested=False),
    ),
}


@dataclass(frozen=True, slots=True)
class Stop:
    """The visits of one picture: snapshots first to last, both included."""

    kind: str
    first: int
    last: int
    caption: Caption


def stops(facts: DbscanFacts, level: Level) -> Iterator[Stop]:
    """Part the visits into those of one picture each, in order."""
    last = len(facts.trace) - 1
    few = level.every and last <= FEW_ROWS
    told = None if few else _largest(facts, level.clusters)
    i, first_noise, begun = 1, True, 0
    skipped = 0  # the first visit that waits to go by with others; 0: none does
    while i <= last:
        end = facts.end_of_part(i)
        single = few or i <= level.first
        noise = facts.step(i) == "noise"
        tells = single or told is None or (not noise and facts.cluster(i) in told)
        if not tells and not (noise and first_noise and level.clusters > 1):
            skipped, i = skipped or i, end + 1
            continue
        begins = not noise and facts.trace.unlabelled[i].is_seed and (single or few or begun < level.begins)
        if skipped and (begins or noise or single or not _is_brief(facts, skipped, i - 1)):
            yield Stop("chunk", skipped, i - 1, chapters.chunk(facts, skipped, i - 1))
            skipped = 0
        if noise:
            upto = min(end, i + (0 if not few or first_noise else 2))
            yield Stop("noise", i, upto, captions.noise(facts, range(i, upto + 1), first=first_noise))
            first_noise, i = False, upto + 1
        elif begins:
            yield Stop("begin", i, i, captions.begins(facts, i))
            begun, i = begun + 1, i + 1
        elif single:
            upto = _plain_until(facts, i, end)
            yield Stop("visit", i, upto, captions.passes_on(facts, range(i, upto + 1)))
            i = upto + 1
        else:
            yield from _growth(facts, skipped or i, end, level.growth)
            skipped, i = 0, end + 1
    if skipped:
        only_noise = all(facts.step(i) == "noise" for i in range(skipped, last + 1))
        yield from _shares(facts, skipped, last, 1 if only_noise else level.shares)


def _is_brief(facts: DbscanFacts, first: int, last: int) -> bool:
    """Tell whether visits find nothing but a little noise: the next cluster that grows tells them, too."""
    few = last - first + 1 <= _SHARE * (len(facts.trace) - 1)
    return few and all(facts.step(i) == "noise" for i in range(first, last + 1))


def _largest(facts: DbscanFacts, most: int) -> frozenset[int]:
    """Choose the largest clusters of the end, as many as are told; tiny ones are told together."""
    sizes = facts.trace.counts_of(-1)
    chosen = [cluster for cluster in np.argsort(-sizes, kind="stable") if cluster not in facts.small_clusters]
    return frozenset(int(cluster) for cluster in chosen[:most])


def _plain_until(facts: DbscanFacts, i: int, end: int) -> int:
    """Take the next visit, too, where neither of the two finds anything that was noise, and only one finds anything."""
    if i == end or facts.trace.adopted(i).size or facts.trace.adopted(i + 1).size:
        return i
    both = facts.trace.changed(i).size and facts.trace.changed(i + 1).size
    return i if both else i + 1


def _growth(facts: DbscanFacts, first: int, end: int, most: int) -> Iterator[Stop]:
    """Tell the rest of a cluster by a few pictures, each of more visits than the one before."""
    trace = facts.trace
    cluster = facts.cluster(end)
    visits = end - first + 1
    shares = [first - 1 + round(visits * (part / most) ** 2) for part in range(1, most)]
    parts = sorted({stop for stop in shares if stop >= first} | {end})
    before = int(trace.counts_of(first - 1)[cluster])
    for stop in parts:
        size = int(trace.counts_of(stop)[cluster])
        if size > before or stop == end:
            yield Stop("grow", first, stop, chapters.grows(facts, cluster, first, stop))
            first, before = stop + 1, size


def _shares(facts: DbscanFacts, first: int, last: int, most: int) -> Iterator[Stop]:
    """Tell all the visits that are left by a few pictures of equally many."""
    visits = last - first + 1
    count = min(most, 1 + int(visits / (_SHARE * last)))
    ends = [first - 1 + visits * part // count for part in range(count + 1)]
    for before, stop in pairwise(ends):
        yield Stop("chunk", before + 1, stop, chapters.chunk(facts, before + 1, stop))
