"""Single linkage out of a shortest spanning tree, ties as the rule has them.

J. C. Gower and G. J. S. Ross, "Minimum spanning trees and single linkage cluster analysis", Applied Statistics 18
(1969): the tree's edges, shortest first, are the merges. Where several edges are equally long, another tree has
others; which clusters they connect, all in all, is the same for every tree, and in which order the rule merges them
is worked out here.
"""

from __future__ import annotations

from collections import deque
from heapq import heapify, heappop, heappush

import numpy as np

from kmanim.arrays import FloatArray, IntArray
from kmanim.simulate.machines.linkage.gaps import Metric
from kmanim.simulate.machines.linkage.nearest import Merges
from kmanim.simulate.machines.linkage.spanning_tree import spanning_tree
from kmanim.simulate.machines.linkage.tied_points import Field, connected


def merge_single(columns: FloatArray, metric: Metric) -> Merges:
    """Merge the two clusters with the nearest pair of points, until one cluster is left.

    Of clusters equally near, gaps equal in every bit, those are merged whose numbers (lower, higher) come first, for
    any n. O(n) memory; n squared over 2 distances and, only where more than two clusters meet in one gap, those
    between their points that are near enough.

    Parameters
    ----------
    columns : ndarray of shape (d, n)
    metric : {"euclidean", "manhattan", "chebyshev"}
    """
    edges, found = spanning_tree(columns, metric)
    order = np.argsort(found, kind="stable")
    edges, found = edges[order], found[order]
    forest = _Forest(columns, metric)
    ends = [*(np.flatnonzero(np.diff(found)) + 1).tolist(), len(found)] if len(found) else []
    for first, end in zip([0, *ends], ends, strict=False):
        if end - first == 1:
            forest.join(*forest.numbers(edges[first]))
        else:
            forest.join_level(edges[first:end], found[first])
    # While a level has merges to come, it has as many pairs at least; the last of a level has no rival.
    tied = np.append(found[1:] == found[:-1], [False] * (len(found) > 0))
    return Merges(np.array(forest.pairs, np.intp).reshape(-1, 2), found, tied)


class _Forest:
    """Who belongs together so far. A cluster is found by its mark: that of the larger of its two parts."""

    def __init__(self, columns: FloatArray, metric: Metric) -> None:
        n = columns.shape[1]
        self._columns, self._metric = columns, metric
        self._mark = np.arange(n)  # of each row
        self._number = np.arange(n)  # of each mark
        self._rows: dict[int, list[int]] = {row: [row] for row in range(n)}  # of each cluster number
        self.pairs: list[tuple[int, int]] = []

    def numbers(self, rows: IntArray) -> tuple[int, int]:
        """Say which two clusters two rows belong to."""
        one, other = self._number[self._mark[rows]].tolist()
        return one, other

    def join(self, one: int, other: int) -> int:
        """Merge two clusters and give the number of the new one."""
        self.pairs.append((min(one, other), max(one, other)))
        fewer, more = sorted((self._rows.pop(one), self._rows.pop(other)), key=len)
        mark = self._mark[more[0]]
        self._mark[fewer] = mark
        more.extend(fewer)
        number = len(self._mark) + len(self.pairs) - 1
        self._number[mark] = number
        self._rows[number] = more
        return number

    def join_level(self, edges: IntArray, gap: float) -> None:
        """Merge all that edges of one length connect.

        Among clusters that are connected, the lowest number always has a partner, and a higher one: so it is the
        lower number of the next pair.
        """
        groups = connected([self.numbers(edge) for edge in edges])
        fields = [self._field(group, gap) for group in groups]
        queue = [(number, place) for place, group in enumerate(groups) for number in group]
        heapify(queue)
        while queue:
            number, place = heappop(queue)
            if number not in self._rows:
                continue
            others = groups[place]
            while others and (others[0] == number or others[0] not in self._rows):
                others.popleft()
            if others:
                new = self.join(number, self._partner(number, others[0], fields[place]))
                others.append(new)
                heappush(queue, (new, place))

    def _field(self, group: deque[int], gap: float) -> Field | None:
        """Lay out the points of more than two clusters; two have no choice."""
        if len(group) == 2:
            return None
        return Field(
            self._columns, [row for number in group for row in self._rows[number]], gap, self._metric
        )

    def _partner(self, number: int, lowest: int, field: Field | None) -> int:
        """Find the lowest number of those as near as the gap; of all in the group, `lowest` is the lowest."""
        mine = self._rows[number]
        # Often that one is near; then the rest need not be looked at.
        if field is None or field.touched(mine, np.array(self._rows[lowest])).any():
            return lowest
        near = field.around(mine)
        found = self._number[self._mark[near[field.touched(mine, near)]]]
        return int(found[found != number].min())
