"""Which of many clusters that are all connected by one gap are apart by just that gap."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable

import numpy as np
from numpy.typing import NDArray

from kmanim.arrays import FloatArray, IntArray
from kmanim.simulate.machines.linkage.gaps import Metric, distances, gaps

_SLACK = 1e-9
"""Points are looked for this share further away than they can be, so that rounding loses none."""
_LOST = 1e-150
"""Smaller differences than this have squares of which digits, or all, are lost."""


def connected(pairs: Iterable[tuple[int, int]]) -> list[deque[int]]:
    """Gather numbers that pairs connect; those of each group in rising order."""
    partners: dict[int, list[int]] = {}
    for one, other in pairs:
        partners.setdefault(one, []).append(other)
        partners.setdefault(other, []).append(one)
    groups = []
    while partners:
        number, reached = partners.popitem()
        group = [number]
        while reached:
            number = reached.pop()
            if number in partners:
                group.append(number)
                reached.extend(partners.pop(number))
        groups.append(deque(sorted(group)))
    return groups


class Field:
    """The points of a group of clusters, sorted along the column in which they spread most.

    Parameters
    ----------
    columns : ndarray of shape (d, n)
    rows : list of int
        The points of the group.
    gap : float
        The least between its clusters.
    metric : {"euclidean", "manhattan", "chebyshev"}
    """

    def __init__(self, columns: FloatArray, rows: list[int], gap: float, metric: Metric) -> None:
        self._columns, self._metric, self._gap = columns, metric, gap
        found = np.array(rows)
        self._along = columns[np.ptp(columns[:, found], axis=1).argmax()]
        self._rows = found[self._along[found].argsort(kind="stable")]
        self._sorted = self._along[self._rows]
        # No column's part of a gap is larger than the gap.
        self._reach = float(distances(np.array(gap), metric)) * (1 + _SLACK) + _LOST

    def around(self, mine: list[int]) -> IntArray:
        """Give the rows, mine among them, that are near enough in one column."""
        places = self._along[mine]
        low, high = float(places.min()) - self._reach, float(places.max()) + self._reach
        first = int(self._sorted.searchsorted(low - _SLACK * abs(low), "left"))
        end = int(self._sorted.searchsorted(high + _SLACK * abs(high), "right"))
        return np.asarray(self._rows[first:end])

    def touched(self, mine: list[int], others: IntArray) -> NDArray[np.bool_]:
        """Say of each of the others, shape (m,), whether it is as far as the gap from one of mine."""
        found = np.zeros(len(others), bool)
        if len(mine) <= len(others):
            theirs = self._columns[:, others]
            for row in mine:
                found |= gaps(theirs, self._columns[:, row], self._metric) == self._gap
        else:
            ours = self._columns[:, mine]
            for place, row in enumerate(others.tolist()):
                found[place] = (gaps(ours, self._columns[:, row], self._metric) == self._gap).any()
        return found
