"""Small sets on which every number of an algorithm can be followed by hand: one an algorithm, points named A, B, ..."""

from __future__ import annotations

import string
from collections.abc import Mapping
from types import MappingProxyType

from kmanim.data.builtin.fixed import FixedSet, by_hand

_SOURCE = "made by hand for kmanim"


def _lesson(*points: tuple[float, float], source: str = _SOURCE) -> FixedSet:
    return by_hand(points, string.ascii_uppercase, source)


SETS: Mapping[str, FixedSet] = MappingProxyType(
    {
        # A long low group and a steep one that touch: from means (5, 3) and (8, 3), em first waits on a plateau.
        "lesson-em": _lesson(
            (1, 1), (2, 2), (3, 1), (4, 2), (5, 1), (6, 2), (5, 5), (6, 4), (6, 6), (7, 5), (7, 7), (8, 5)
        ),
        # Five linkages make five trees; centroid linkage has heights that fall.
        "lesson-tree": _lesson((0, 3), (4, 3.5), (0.5, 7.5), (2.5, 3), (0.5, 1), (6.5, 0.5), (5.5, 6)),
        # With bandwidth 2 the climb from A loses its own start, and two of three ends are merged.
        "lesson-shift": _lesson(
            (4.5, 2.5), (6.5, 4.5), (4, 7), (8, 4), (5.5, 7.5), (7, 3.5), (2.5, 7.5), (5, 7.5), (7.5, 2), (6, 3)
        ),
        # Three exemplars stand unchanged for eighteen updates before two better ones are found.
        "lesson-messages": _lesson((1, 4.5), (1, 7), (0.5, 2), (0.5, 1.5), (6, 3.5), (7.5, 3), (0, 8)),
        # With eps 1 and 4 neighbours: core, border, noise, noise that is adopted, and a contested border point.
        "lesson-dbscan": _lesson(
            (4, 4.5), (3, 1.5), (3, 2), (2.5, 1.5), (3.5, 3), (3.5, 2), (5, 4),
            (4, 3), (2, 0), (3.5, 4.5), (2.5, 3), (4, 4), (3, 4), (0.5, 4),
        ),
        # With eps 1.98 and 4 neighbours two clusters reach A; with eps 1.8 it is exactly on both their rims.
        "lesson-nine": _lesson(
            (0, 0), (-1.8, 0), (-2.3, 0), (-2.3, 0.5), (-2.3, -0.5), (1.8, 0), (2.3, 0), (2.3, 0.5), (2.3, -0.5),
            source="after example A of N. Harris, Visualizing DBSCAN Clustering (2015)",
        ),
    }
)  # fmt: skip
