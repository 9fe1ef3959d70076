"""The moments of a run of DBSCAN, one for each row: kept as columns, made when they are asked for."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, overload

import numpy as np
from numpy.typing import NDArray

from kmanim.arrays import IntArray, RowArray, frozen
from kmanim.simulate.snapshot import Snapshot, Snapshots

Mask = NDArray[np.bool_]


@dataclass(frozen=True, slots=True, kw_only=True, eq=False, repr=False)
class VisitSnapshot(Snapshot):
    """The moment when a row has been looked at. Its step is ``"core"``, ``"border"`` or ``"noise"`` (so far).

    Labels of -1 are noise so far where the row has been visited, and not reached yet where it has not.

    Attributes
    ----------
    row : int or None
        Which row, 0-based; None at the start.
    count : int or None
        Its neighbours, itself included.
    is_seed : bool
        Whether it had its turn without being reached before: it begins a cluster, or is noise so far.
    order : ndarray of shape (n,) or None
        At the start of a run in random order: in which order rows have their turn.
    visited, core, border : ndarray of shape (n,), bool, read-only
        Which rows have been looked at; which of these are core points; which of these are in a cluster and are none.
    """

    row: int | None = None
    count: int | None = None
    is_seed: bool = False
    order: IntArray | None = None
    visited: Mask | None = None
    core: Mask | None = None
    border: Mask | None = None


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class VisitSnapshots(Snapshots):
    """The snapshots of a run, of which a million would take as long to make as all else, and three hundred megabytes.

    Attributes
    ----------
    start : VisitSnapshot
        The first.
    rows, counts : ndarrays of shape (len - 1,)
        What the others have as `row` and `count`, in the smallest types that hold them.
    core, is_seed : ndarrays of shape (len - 1,), bool
        Whether the row is a core row; what they have as `is_seed`.
    """

    start: VisitSnapshot
    rows: RowArray
    counts: RowArray
    core: Mask
    is_seed: Mask

    @classmethod
    def of_columns(cls, start: Snapshot, columns: Mapping[str, Any], n: int) -> VisitSnapshots | None:
        """Give what a file has read field by field, for n rows; None if it says what no run of DBSCAN would."""
        assert isinstance(start, VisitSnapshot)
        if not all(isinstance(columns.get(name), list) and len(columns[name]) > 1 for name in _OWN):
            return None
        steps, rows, counts, is_seed = (np.array(columns[name][1:]) for name in _OWN)
        if [rows.dtype.kind, counts.dtype.kind, is_seed.dtype.kind] != ["i", "i", "b"]:
            return None
        small = np.min_scalar_type(n)
        found = cls(
            start=start,
            rows=frozen(rows.astype(small)),
            counts=frozen(counts.astype(small)),
            core=frozen(steps == "core"),
            is_seed=frozen(is_seed),
        )
        fits = (
            all(list(found.column(name)) == columns[name] for name in (*_OWN, "iteration"))
            and len(columns["objective"]) == len(found)
            and np.isnan(columns["objective"]).all()
            and not any(value is not None for name in _OF_START for value in columns.get(name, ())[1:])
        )
        return found if fits else None

    def __len__(self) -> int:
        return 1 + len(self.rows)

    @overload
    def __getitem__(self, index: int) -> VisitSnapshot: ...
    @overload
    def __getitem__(self, index: slice) -> tuple[VisitSnapshot, ...]: ...
    def __getitem__(self, index: int | slice) -> VisitSnapshot | tuple[VisitSnapshot, ...]:
        if isinstance(index, slice):
            return tuple(self[i] for i in range(len(self))[index])
        at = range(len(self))[index]
        if at == 0:
            return self.start
        return VisitSnapshot(
            step=self.step(at),
            iteration=at,
            row=int(self.rows[at - 1]),
            count=int(self.counts[at - 1]),
            is_seed=bool(self.is_seed[at - 1]),
        )

    def step(self, index: int) -> str:
        """Say what snapshot `index`, from 0, has done."""
        if index == 0:
            return self.start.step
        # A row that nothing has reached and that is no core row is noise so far; one that was reached is not.
        return "core" if self.core[index - 1] else "noise" if self.is_seed[index - 1] else "border"

    def head(self, length: int) -> VisitSnapshots:
        """Give the first of them, one or more."""
        own = slice(length - 1)
        return VisitSnapshots(self.start, self.rows[own], self.counts[own], self.core[own], self.is_seed[own])

    def column(self, name: str) -> Sequence[Any]:
        """List what they have as one field."""
        if name == "step":
            kinds = np.where(self.core, 0, np.where(self.is_seed, 2, 1)).tolist()
            return [self.start.step, *map(("core", "border", "noise").__getitem__, kinds)]
        if name == "iteration":
            return range(len(self))
        own = {"row": self.rows, "count": self.counts, "is_seed": self.is_seed}.get(name)
        first = getattr(self.start, name)
        return [first, *(len(self.rows) * [getattr(_PLAIN, name)] if own is None else own.tolist())]


_OWN = ("step", "row", "count", "is_seed")
"""What differs from visit to visit."""
_OF_START = ("order", "visited", "core", "border")
"""What the start alone may have."""
_PLAIN = VisitSnapshot(step="noise", iteration=1)
