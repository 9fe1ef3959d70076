"""Which merges of a tree have one picture: the first and the last ones, turning points, and groups of the others."""

from __future__ import annotations

from typing import NamedTuple

from kmanim.story.hierarchical.facts import MergeFacts

MANY_ROWS = 200
"""Of so many rows merges of large clusters are told, wherever they are."""
# A cluster is large if it has such a share of the rows; so many merges of two such have their own picture.
_LARGE, _TURNING = 0.1, 3


class Level(NamedTuple):
    """How many merges are told one by one at the beginning and at the end, and by how many pictures those between."""

    first: int
    last: int
    groups: int


LEVELS = {
    "walkthrough": (
        Level(3, 6, 4),
        Level(2, 5, 4),
        Level(2, 4, 3),
        Level(1, 3, 3),
        Level(1, 2, 2),
        Level(1, 1, 1),
    ),
    "loop": (Level(2, 5, 3), Level(2, 4, 2), Level(1, 3, 2), Level(1, 2, 2), Level(1, 1, 1)),
}
"""From full to brief: what there is no time for is told by fewer pictures."""


def plan(merges: int, level: Level) -> list[tuple[int, int]]:
    """Divide merges 1 to m into those that have one picture: the first and the last ones alone, the others together.

    What lies between is divided so that from picture to picture about the same share of the clusters merges.
    """
    first, last, groups = level
    if merges <= first + last + 2:
        return [(i, i) for i in range(1, merges + 1)]
    clusters, end = float(merges + 1 - first), last + 1
    groups = min(groups, (merges - first - last) // 2)
    ends = [merges + 1 - round(clusters * (end / clusters) ** (g / groups)) for g in range(1, groups + 1)]
    pieces, begin = [(i, i) for i in range(1, first + 1)], first + 1
    for stop in ends:
        if stop >= begin:
            pieces.append((begin, stop))
            begin = stop + 1
    return pieces + [(i, i) for i in range(merges - last + 1, merges + 1)]


def turning(facts: MergeFacts) -> list[int]:
    """Give the merges of many rows at which two large clusters become one, ascending; the largest few."""
    if facts.n < MANY_ROWS:
        return []
    smaller = [min(facts.merge(i).lower_size, facts.merge(i).higher_size) for i in range(1, facts.n)]
    large = [i for i in range(1, facts.n) if smaller[i - 1] >= _LARGE * facts.n]
    return sorted(sorted(large, key=lambda i: -smaller[i - 1])[:_TURNING])


def held(pieces: list[tuple[int, int]], turning: list[int]) -> list[tuple[int, int]]:
    """Take turning points out of the groups that would hide them."""
    found = []
    for first, last in pieces:
        begin = first
        for i in turning:
            if begin <= i <= last and first < last:
                found += [(begin, i - 1)] if begin < i else []
                found.append((i, i))
                begin = i + 1
        found += [(begin, last)] if begin <= last else []
    return found
