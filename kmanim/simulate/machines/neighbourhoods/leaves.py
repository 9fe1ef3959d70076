"""Rows in leaves of sixteen, of which thousands of pairs are looked at in one step.

J. L. Bentley, "Multidimensional binary search trees used for associative searching", Communications of the ACM 18
(1975). This k-d tree is complete to the left: all parts of one size but the last are halved in one step, and only the
last leaf may hold fewer rows. Numbers of rows are kept by slot and leaf, shape (`SIZE`, leaves), so that a step goes
along many leaves, not along the few rows of one.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import cached_property
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from kmanim.arrays import FloatArray, IntArray
from kmanim.simulate.machines.neighbourhoods.squares import least_squares, most_squares, squares
from kmanim.simulate.numerics.chunks import chunks

SIZE = 16
"""Rows a leaf: a power of 2."""
_FAN = 16
"""Nodes below a node."""
_BOXES, _PAIRS = 2**12, 2**7
"""So many at once stay in the processor's cache."""
_FEW = 2**17
"""So many pairs are two megabytes."""

Mask = NDArray[np.bool_]
Pairs = tuple[IntArray, IntArray]
Wanted = Callable[["Level", int, IntArray, IntArray], Mask]


class Level(NamedTuple):
    """The nodes of one level.

    Attributes
    ----------
    lows, highs : ndarrays of shape (d, parents, nodes of a parent)
        Their boxes; nan where there is no node.
    sizes : ndarray of shape (nodes,)
        How many rows each holds.
    """

    lows: FloatArray
    highs: FloatArray
    sizes: IntArray


class Leaves:
    """Rows in leaves of `SIZE`, with the box around each leaf, around each 16 leaves, and so on.

    Parameters
    ----------
    values : ndarray of shape (n, d)
    limit : float
        Up to which squared distance rows are near.

    Attributes
    ----------
    n, count : int
        How many rows and how many leaves there are.
    rows : ndarray of shape (SIZE, count)
        Which row stands in each slot of each leaf; n where none does.
    columns : ndarray of shape (d, SIZE, count)
        The values of these rows; nan where there is none, which is near to nothing.
    lows, highs : ndarrays of shape (d, count)
        The boxes of the leaves.
    """

    def __init__(self, values: FloatArray, limit: float) -> None:
        self.n, self.limit = len(values), limit
        order, columns = _halved(values)
        self.count = -(-self.n // SIZE)
        spare = self.count * SIZE - self.n
        self.rows = _by_slot(np.append(order, np.full(spare, self.n)))
        self.columns = np.array([_by_slot(np.append(column, np.full(spare, np.nan))) for column in columns])
        self.lows, self.highs = np.fmin.reduce(self.columns, axis=1), np.fmax.reduce(self.columns, axis=1)
        self._levels: list[Level] = []
        lows, highs, size = self.lows, self.highs, SIZE
        while not self._levels or lows.shape[1] > 1:
            if self._levels:
                lows, highs = np.fmin.reduce(lows, axis=2), np.fmax.reduce(highs, axis=2)
            sizes = np.diff(np.append(np.arange(0, self.n, size), self.n))
            lows, highs, size = _by_parent(lows, np.nan), _by_parent(highs, np.nan), size * _FAN
            self._levels.insert(0, Level(lows, highs, sizes))

    def of_rows(self, numbers: NDArray[Any]) -> NDArray[Any]:
        """Give what is known of each row, shape (n,), by slot and leaf; 0 where there is no row."""
        return np.append(numbers, numbers.dtype.type(0)).take(self.rows)

    def above(self, numbers: NDArray[Any], join: np.ufunc, nothing: Any) -> list[NDArray[Any]]:
        """Join what is known of each leaf, shape (count,), for every node; one array a level, that of leaves last."""
        found = [numbers]
        while len(found) < len(self._levels):
            found.insert(0, join.reduce(_by_parent(found[0], nothing), axis=-1))
        return found

    def pairs(self, some: IntArray, wanted: Wanted | None = None) -> Iterator[Pairs]:
        """Go through the pairs of some leaves with all in which a row may be near to a row of theirs.

        Parameters
        ----------
        some : ndarray of shape (m,)
            Ascending.
        wanted : callable, optional
            It is given a level, its number from the top, leaves, and the node of the level that each may be near to,
            and says for which one needs to go on.

        Yields
        ------
        some, others : ndarrays of shape (pairs,)
            So many at a time as memory does not notice; `some` ascends.
        """
        few = self._listed[0]
        if few is None:
            return self._below(some, np.zeros(len(some), np.intp), 0, wanted)
        ours, others = few
        if len(some) < self.count:
            asked = np.zeros(self.count, np.bool_)
            asked[some] = True
            kept = asked[ours]
            ours, others = ours[kept], others[kept]
        if wanted is not None and len(ours):
            kept = wanted(self._levels[-1], len(self._levels) - 1, ours, others)
            ours, others = ours[kept], others[kept]
        return iter([(ours, others)] if len(ours) else [])

    def around(self, leaf: int) -> IntArray:
        """List the leaves in which a row may be near to a row of this one."""
        few = self._listed[0]
        if few is not None:
            first, last = np.searchsorted(few[0], (leaf, leaf + 1))
            return few[1][first:last]
        some = np.array([leaf])
        return np.concatenate([others for _, others in self._below(some, np.zeros_like(some), 0, None)])

    @property
    def share(self) -> float:
        """About what share of all leaves is near to a leaf."""
        return self._listed[1]

    @cached_property
    def _listed(self) -> tuple[Pairs | None, float]:
        """All pairs, where they are so few that it is faster to choose among them than to go down again; the share."""
        found, count = [], 0
        every = np.arange(self.count)
        for pairs in self._below(every, np.zeros_like(every), 0, None):
            found.append(pairs)
            count += len(pairs[0])
            if count > _FEW:
                return None, count / self.count / (int(pairs[0][-1]) + 1)
        ours, others = zip(*found, strict=True)
        return (np.concatenate(ours), np.concatenate(others)), count / self.count**2

    def _below(
        self, some: IntArray, parents: IntArray, number: int, wanted: Wanted | None
    ) -> Iterator[Pairs]:
        level = self._levels[number]
        for part in chunks(len(some), _BOXES):
            ours, above = some[part], parents[part]
            least = least_squares(
                self.lows.take(ours, axis=1),
                self.highs.take(ours, axis=1),
                level.lows.take(above, axis=1),
                level.highs.take(above, axis=1),
            )
            at, child = np.nonzero(least <= self.limit)
            ours, nodes = ours[at], above[at] * _FAN + child
            if wanted is not None:
                kept = wanted(level, number, ours, nodes)
                ours, nodes = ours[kept], nodes[kept]
            if len(ours) and level is self._levels[-1]:
                yield ours, nodes
            elif len(ours):
                yield from self._below(ours, nodes, number + 1, wanted)

    def whole(self, some: IntArray, nodes: IntArray, level: Level | None = None) -> Mask:
        """Tell of which leaves and nodes every row is near to every row; nodes are leaves where no level is given."""
        d = len(self.lows)
        lows, highs = (self._levels[-1] if level is None else level)[:2]
        most = most_squares(
            self.lows.take(some, axis=1),
            self.highs.take(some, axis=1),
            lows.reshape(d, -1).take(nodes, axis=1)[..., np.newaxis],
            highs.reshape(d, -1).take(nodes, axis=1)[..., np.newaxis],
        )
        return most[:, 0] <= self.limit

    def near(self, some: IntArray, others: IntArray) -> Iterator[tuple[slice, Mask]]:
        """Look at the rows of pairs of leaves.

        Yields
        ------
        part : slice
            Which pairs.
        inside : ndarray of shape (SIZE, SIZE, pairs)
            Which row of the first is near to which row of the other; new each time.
        """
        for part in chunks(len(some), _PAIRS):
            ours = self.columns.take(some[part], axis=2)[:, :, np.newaxis]
            theirs = self.columns.take(others[part], axis=2)[:, np.newaxis]
            yield part, squares(ours, theirs) <= self.limit


def _by_slot(numbers: NDArray[Any]) -> NDArray[Any]:
    return np.ascontiguousarray(numbers.reshape(-1, SIZE).T)


def _by_parent(numbers: NDArray[Any], nothing: Any) -> NDArray[Any]:
    """Give what is known of nodes, shape (..., nodes), by their parents: (..., parents, `_FAN`)."""
    *before, nodes = numbers.shape
    spare = np.full((*before, -nodes % _FAN), nothing, numbers.dtype)
    return np.concatenate([numbers, spare], axis=-1).reshape(*before, -1, _FAN)


def _halved(values: FloatArray) -> tuple[IntArray, FloatArray]:
    """Order rows so that those of a leaf, and those of a node, stand side by side; and their columns, (d, n)."""
    n, d = values.shape
    order, columns = np.arange(n), np.array(values.T, order="C")
    size = SIZE
    while size < n:
        size *= 2
    while size > SIZE:
        full, half = n // size * size, size // 2
        for first, last, width in ((0, full, size), (full, n, n - full)):
            if last - first > half and width > half:
                parts = columns[:, first:last].reshape(d, -1, width)
                widest = (parts.max(axis=2) - parts.min(axis=2)).argmax(axis=0)
                places = parts[widest, np.arange(parts.shape[1])].argpartition(half, axis=1)
                places += np.arange(first, last, width)[:, np.newaxis]
                order[first:last] = order[places.reshape(-1)]
                columns[:, first:last] = columns[:, places.reshape(-1)]
        size = half
    return order, columns
