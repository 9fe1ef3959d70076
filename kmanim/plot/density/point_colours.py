"""What the points wear in the course of a film, and who changes from one picture to the next."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from kmanim.arrays import IntArray, LabelArray
from kmanim.plot.density.pixel_counts import Groups
from kmanim.simulate.label_history import LabelHistory

_AT_ONCE = 1 << 18
SweepOrder = Callable[[int, LabelArray, IntArray | None], NDArray[np.integer]]
Changes = tuple[IntArray, Groups]


class Colouring(NamedTuple):
    """What the points wear.

    Attributes
    ----------
    step : int or None
        The snapshot whose clusters they wear; None while all are grey.
    known : tuple of int, or None
        The rows that wear them already; all of them where None.
    swept : int
        How many more do, in the order of the sweep.
    """

    step: int | None = None
    known: tuple[int, ...] | None = None
    swept: int = 0


class PointColours:
    """The labels of a run as a film asks for them: again and again for one step, then for the next.

    Parameters
    ----------
    history : LabelHistory
        The labels of the run.
    n, k : int
        How many points there are, and how many clusters.
    order : callable
        Gives the order in which points take their colours in a sweep, from the snapshot, the labels of some rows, and
        the rows (all of them where None); the places of those rows, first to last.
    """

    def __init__(self, history: LabelHistory, n: int, k: int, order: SweepOrder) -> None:
        self._history, self._n, self._k, self._ordered = history, n, k, order
        self._labels: tuple[int, LabelArray] | None = None
        self._order: tuple[int, NDArray[np.integer]] | None = None
        self._switched: tuple[int, IntArray] | None = None

    def labels(self, step: int) -> LabelArray:
        """Give the labels of a snapshot: the same array for as long as no point switches."""
        version = self._history.versions[step]
        if self._labels is None or self._labels[0] != version:
            labels = self._history.at(step)
            if labels is None:
                raise ValueError(f"snapshot {step} comes before the first assignment")
            self._labels = version, labels
        return self._labels[1]

    def coloured(self, colouring: Colouring) -> IntArray | None:
        """Give the rows that wear a cluster's colour; None where all do, or none does."""
        if colouring.step is None or colouring.known is None:
            return None
        swept = self.order(colouring.step)[: colouring.swept] if colouring.swept else ()
        return np.concatenate([np.array(colouring.known, np.intp), np.asarray(swept, np.intp)])

    def order(self, step: int) -> NDArray[np.integer]:
        """Order rows as they take their colours in a sweep to a snapshot."""
        if self._order is None or self._order[0] != step:
            self._order = step, self._ordered(step, self.labels(step), None)
        return self._order[1]

    def unsettled(self, step: int, rows: IntArray, settled: float) -> IntArray:
        """Choose who is left of the rows that switched to a snapshot when a share of them, 0 to 1, has settled.

        They settle in the order of a sweep.
        """
        if not settled:
            return rows
        if self._switched is None or self._switched[0] != step:
            self._switched = step, rows[self._ordered(step, self.labels(step)[rows], rows)]
        return self._switched[1][round(settled * len(rows)) :]

    def groups(self, colouring: Colouring) -> Groups:
        """Give the colour of every point: 0 is grey, 1 that of the first cluster."""
        labels = None if colouring.step is None else self.labels(colouring.step)
        return groups_of(labels, self._n, self._k, self.coloured(colouring))

    def changes(self, before: Colouring, after: Colouring) -> Iterator[Changes] | None:
        """Give who changes to which colour, in pieces to be taken in order; None where all must be looked at."""
        if after.step is None:
            return None
        if before.known is None and before.step is not None and after.known is None:
            return self._switches(before.step, after.step)
        grey = before.step is None
        if grey and after.known is None:
            return None
        if not grey and (before.known is None or self._version(before.step) != self._version(after.step)):
            return None
        return self._sweep(Colouring(after.step, (), 0) if grey else before, after)

    def _switches(self, before: int, after: int) -> Iterator[Changes] | None:
        start, end = self._version(before), self._version(after)
        changes = self._history.changes[start:end]
        kind = np.min_scalar_type(self._k + 1)
        if start > end:
            return None
        return ((rows.astype(np.intp), labels.astype(kind) + kind.type(1)) for rows, labels in changes)

    def _sweep(self, before: Colouring, after: Colouring) -> Iterator[Changes] | None:
        """Go forwards in a sweep; going back is rare, and starts anew."""
        known = set(after.known or ())
        whole = after.known is None
        # Another step has another order, even if no point has switched: half a sweep of one is not half of the other.
        if not whole and (before.step != after.step or before.swept > after.swept):
            return None
        if not whole and not known.issuperset(before.known or ()):
            return None
        return self._coming(before, after, sorted(known))

    def _coming(self, before: Colouring, after: Colouring, known: list[int]) -> Iterator[Changes]:
        assert before.step is not None
        assert after.step is not None
        labels, kind = self.labels(after.step), np.min_scalar_type(self._k + 1)
        end = self._n if after.known is None else after.swept
        if end > before.swept:
            order = self.order(before.step)
            for start in range(before.swept, end, _AT_ONCE):
                rows = order[start : min(start + _AT_ONCE, end)].astype(np.intp)
                yield rows, labels[rows].astype(kind) + kind.type(1)
        if known:
            rows = np.array(known, np.intp)
            yield rows, labels[rows].astype(kind) + kind.type(1)

    def _version(self, step: int | None) -> int:
        return -1 if step is None else self._history.versions[step]


def groups_of(labels: LabelArray | None, n: int, k: int, coloured: IntArray | None = None) -> Groups:
    """Give the colour of n points by their labels of shape (n,); grey where there are none, or not for that row.

    Noise (-1) is grey, too: its place before the first cluster is that of 0.
    """
    kind = np.min_scalar_type(k + 1)
    if labels is None:
        return np.zeros(n, kind)
    groups = labels.astype(kind)
    groups += kind.type(1)
    if coloured is None:
        return groups
    some = np.zeros_like(groups)
    some[coloured] = groups[coloured]
    return some
