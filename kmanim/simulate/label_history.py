"""Labels over time, kept as the first labels and what changed since."""

from __future__ import annotations

from array import array
from collections.abc import MutableSequence, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import overload

import numpy as np

from kmanim.arrays import IntArray, LabelArray, RowArray, frozen
from kmanim.simulate.numerics.counting import count_labels
from kmanim.simulate.snapshot import NO_CLUSTER

UNLABELLED = -1
# So many changes cost about as much to follow as all labels cost to be counted anew.
_FEW_CHANGES = 64
_COUNTS_KEPT = 1_000_000


Change = tuple[RowArray, LabelArray]


@dataclass(frozen=True, slots=True, eq=False)
class Changes(Sequence[Change]):
    """Changes of labels end to end, of which there may be very many.

    Attributes
    ----------
    rows, labels : ndarrays of shape (m,), read-only
        Who changes, ascending within each change, and to what.
    ends : ndarray of shape (changes + 1,)
        Change v is that of places ``ends[v]`` to ``ends[v + 1]``.
    """

    rows: RowArray
    labels: LabelArray
    ends: IntArray

    @classmethod
    def joined(cls, changes: Sequence[Change]) -> Changes:
        """Lay changes end to end, unless they are so already."""
        if isinstance(changes, Changes):
            return changes
        if not changes:
            nobody = frozen(np.empty(0, np.uint8))
            return cls(nobody, nobody, np.zeros(1, np.intp))
        rows, labels = zip(*changes, strict=True)
        ends = np.cumsum([0, *map(len, rows)], dtype=np.intp)
        return cls(frozen(np.concatenate(rows)), frozen(np.concatenate(labels)), ends)

    def __len__(self) -> int:
        return len(self.ends) - 1

    @overload
    def __getitem__(self, index: int) -> Change: ...
    @overload
    def __getitem__(self, index: slice) -> list[Change]: ...
    def __getitem__(self, index: int | slice) -> Change | list[Change]:
        if isinstance(index, slice):
            return [self[i] for i in range(len(self))[index]]
        at = range(len(self))[index]
        own = slice(self.ends[at], self.ends[at + 1])
        return self.rows[own], self.labels[own]


class LabelHistory:
    """The labels of a run: the first ones, and for each later change the rows that switched and to where.

    A run of a million points over twenty steps so needs a few bytes a switch instead of twenty million bytes.
    Equal neighbours are one version; whoever asks twice for a version in a row gets the same array.

    Attributes
    ----------
    versions : sequence of int
        For each snapshot which version of the labels it has, never falling; -1 where it has none.
    changes : sequence of (rows, labels)
        ``changes[v]`` leads from version v to version v + 1; the rows ascend, in the smallest type for them.
    """

    def __init__(self) -> None:
        self.versions: MutableSequence[int] = []
        self.changes: list[Change] | Changes = []
        self.first: LabelArray | None = None
        self._latest: tuple[int, LabelArray] | None = None  # a version, and its labels
        self._counted: dict[int, IntArray] = {}
        self._counting: tuple[int, LabelArray, IntArray] | None = None  # a version, its labels and counts

    @classmethod
    def of(cls, first: LabelArray, versions: IntArray, changes: Changes) -> LabelHistory:
        """Give the labels of a run whose changes are all known: nothing is kept of each but numbers."""
        history = cls()
        history.first, history.changes = frozen(first), changes
        history.versions = array("q", versions.astype(np.int64).tobytes())
        return history

    def head(self, length: int) -> LabelHistory:
        """Give the labels of the first snapshots alone."""
        found, changes = LabelHistory(), Changes.joined(self.changes)
        found.versions, found.first = self.versions[:length], self.first
        count = max([0, *found.versions])
        end = changes.ends[count]
        found.changes = Changes(changes.rows[:end], changes.labels[:end], changes.ends[: count + 1])
        return found

    def append(
        self,
        labels: LabelArray | None,
        switched: RowArray | None = None,
        relabelling: tuple[RowArray, LabelArray] | None = None,
    ) -> None:
        """Add the labels of the next snapshot.

        Parameters
        ----------
        labels : ndarray of shape (n,) or None
            None if it has none.
        switched : ndarray, optional
            The rows that are not as in the last labels, ascending, if they are at hand.
        relabelling : (ndarray, ndarray), optional
            In the place of labels: these rows, ascending, have these labels now, and all others those they had.

        Raises
        ------
        ValueError
            If a relabelling is given before there are any labels.
        """
        if relabelling is not None:
            if self.first is None:
                raise ValueError("the first labels must be whole")
            rows, new = relabelling
            if rows.size:
                self._change(rows, new)
        elif labels is None:
            self.versions.append(UNLABELLED)
            return
        elif self.first is None:
            self.first = frozen(labels)
            self._latest = (0, self.first)
        else:
            before = self._labels(len(self.changes))
            if labels is before:
                switched = np.empty(0, np.intp)
            elif switched is None:
                switched = np.flatnonzero(labels != before)
            if switched.size:
                self._change(switched, labels.take(switched))
                self._latest = (len(self.changes), frozen(labels))
        self.versions.append(len(self.changes))

    def _change(self, rows: RowArray, labels: LabelArray) -> None:
        assert self.first is not None
        assert isinstance(self.changes, list)
        narrow, kept = rows.astype(np.min_scalar_type(self.first.size)), labels.astype(self.first.dtype)
        narrow.setflags(write=False)
        kept.setflags(write=False)
        self.changes.append((narrow, kept))

    def at(self, index: int) -> LabelArray | None:
        """Labels of snapshot `index` (0-based), shape (n,), read-only; None where it has none.

        Going forward one step costs one copy and as many writes as there are switches.
        """
        wanted = self.versions[index]
        return None if wanted == UNLABELLED else self._labels(wanted)

    def _labels(self, wanted: int) -> LabelArray:
        """Build the labels of a version, from the one that was asked for last if that is earlier."""
        assert self.first is not None
        latest = self._latest
        if latest is not None and latest[0] == wanted:
            return latest[1]
        version, labels = latest if latest is not None and latest[0] < wanted else (0, self.first)
        if version < wanted:
            labels = labels.copy()
            for rows, new in self._between(version, wanted):
                labels[rows] = new
            labels.flags.writeable = False
        self._latest = (wanted, labels)
        return labels

    def _between(self, before: int, after: int) -> Sequence[Change]:
        """Give the changes that lead from one version to a later one; as one, where they are kept end to end.

        Of a row that changes twice, what is written last counts.
        """
        if isinstance(self.changes, Changes):
            own = slice(self.changes.ends[before], self.changes.ends[after])
            return [(self.changes.rows[own], self.changes.labels[own])]
        return self.changes[before:after]

    def changed(self, index: int) -> IntArray:
        """Rows, ascending, whose label at snapshot `index` differs from the last labels before it."""
        version = self.versions[index]
        earlier = index - 1
        while earlier >= 0 and self.versions[earlier] == UNLABELLED:
            earlier -= 1
        if version <= 0 or (earlier >= 0 and version == self.versions[earlier]):
            return np.empty(0, np.intp)
        return self.changes[version - 1][0].astype(np.intp)

    @cached_property
    def size(self) -> int:
        """One more than the largest label that any row ever has, once all is recorded; 0 if none has one."""
        if self.first is None:
            return 0
        new = [self.changes.labels] if isinstance(self.changes, Changes) else [new for _, new in self.changes]
        return max(int(part.max()) for part in (self.first, *new) if part.size) + 1

    def counts(self, index: int) -> IntArray:
        """How many rows each label has at snapshot `index`, shape (size,), read-only; -1 is not counted.

        Counted once, then by who switched, for as long as one goes forward by few changes at a time.
        """
        wanted = self.versions[index]
        if wanted == UNLABELLED:
            return np.zeros(self.size, np.intp)
        if wanted not in self._counted:
            assert self.first is not None
            version, labels, counts = self._counting or (wanted + 1, self.first, np.empty(0, np.intp))
            if version > wanted:
                version, labels = 0, self.first.copy()
                counts = count_labels(labels, self.size)
            few = wanted - version <= _FEW_CHANGES
            for rows, new in self.changes[version:wanted] if few else self._between(version, wanted):
                if few:
                    counts = counts - count_labels(labels[rows], self.size) + count_labels(new, self.size)
                labels[rows] = new
            if not few:  # as where a film goes by thousands of visits at once
                counts = count_labels(labels, self.size)
            self._counting = wanted, labels, counts
            if len(self._counted) * self.size > _COUNTS_KEPT:
                self._counted.clear()
            self._counted[wanted] = frozen(counts)
        return self._counted[wanted]

    def relabelled(self, order: IntArray) -> LabelHistory:
        """Renumber: old cluster ``order[new]`` is called ``new``; rows in no cluster stay there."""
        renumbered = LabelHistory()
        renumbered.versions = self.versions[:]
        if self.first is None:
            return renumbered
        kind = self.first.dtype
        new_of_old = np.empty(len(order), kind)
        new_of_old[order] = np.arange(len(order), dtype=kind)
        if kind.kind == "i":
            new_of_old = np.append(new_of_old, kind.type(NO_CLUSTER))  # the place that -1 means
        renumbered.first = frozen(new_of_old[self.first])
        if isinstance(self.changes, Changes):
            labels = frozen(new_of_old[self.changes.labels])
            renumbered.changes = Changes(self.changes.rows, labels, self.changes.ends)
        else:
            renumbered.changes = [(rows, frozen(new_of_old[labels])) for rows, labels in self.changes]
        return renumbered

    @property
    def nbytes(self) -> int:
        """Bytes that the labels take."""
        first = 0 if self.first is None else self.first.nbytes
        changes = [(c.rows, c.labels)] if isinstance(c := self.changes, Changes) else c
        return first + sum(rows.nbytes + labels.nbytes for rows, labels in changes)
