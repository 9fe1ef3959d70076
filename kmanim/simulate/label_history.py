"""Labels over time, kept as the first labels and what changed since."""

from __future__ import annotations

import numpy as np

from kmanim.arrays import IntArray, LabelArray, RowArray, frozen
from kmanim.simulate.numerics.counting import count_labels

UNLABELLED = -1


class LabelHistory:
    """The labels of a run: the first ones, and for each later change the rows that switched and to where.

    A run of a million points over twenty steps so needs a few bytes a switch instead of twenty million bytes.
    Equal neighbours are one version; whoever asks twice for a version in a row gets the same array.

    Attributes
    ----------
    versions : list of int
        For each snapshot which version of the labels it has; -1 where it has none.
    changes : list of (rows, labels)
        ``changes[v]`` leads from version v to version v + 1; the rows ascend, in the smallest type for them.
    """

    def __init__(self) -> None:
        self.versions: list[int] = []
        self.changes: list[tuple[LabelArray, LabelArray]] = []
        self.first: LabelArray | None = None
        self._latest: tuple[int, LabelArray] | None = None
        self._counts: list[IntArray] = []

    def append(self, labels: LabelArray | None, switched: RowArray | None = None) -> None:
        """Add the labels of the next snapshot.

        Parameters
        ----------
        labels : ndarray of shape (n,) or None
            None if it has none.
        switched : ndarray, optional
            The rows that are not as in the last labels, ascending, if they are at hand.
        """
        if labels is None:
            self.versions.append(UNLABELLED)
            return
        if self._latest is None:
            self.first = frozen(labels)
            self._latest = (0, self.first)
        else:
            version, before = self._latest
            if labels is before:
                switched = np.empty(0, np.intp)
            elif switched is None:
                switched = np.flatnonzero(labels != before)
            if switched.size:
                narrow = switched.astype(np.min_scalar_type(labels.size))
                self.changes.append((frozen(narrow), frozen(labels.take(switched))))
                self._latest = (version + 1, frozen(labels))
        self.versions.append(self._latest[0])

    def at(self, index: int) -> LabelArray | None:
        """Labels of snapshot `index` (0-based), shape (n,), read-only; None where it has none.

        Going forward one step costs one copy and as many writes as there are switches.
        """
        wanted = self.versions[index]
        if wanted == UNLABELLED or self.first is None:
            return None
        latest = self._latest
        if latest is not None and latest[0] == wanted:
            return latest[1]
        version, labels = latest if latest is not None and latest[0] < wanted else (0, self.first)
        if version < wanted:
            labels = labels.copy()
            for rows, new in self.changes[version:wanted]:
                labels[rows] = new
            labels.flags.writeable = False
        self._latest = (wanted, labels)
        return labels

    def changed(self, index: int) -> IntArray:
        """Rows, ascending, whose label at snapshot `index` differs from the last labels before it."""
        version = self.versions[index]
        before = max(self.versions[:index], default=UNLABELLED)
        if version <= 0 or version == before:
            return np.empty(0, np.intp)
        return self.changes[version - 1][0].astype(np.intp)

    def counts(self, k: int) -> list[IntArray]:
        """How many rows each of k clusters has, shape (k,), for every version: counted once, then by who switched."""
        if self.first is not None and len(self._counts) != len(self.changes) + 1:
            labels = self.first.copy()
            counts = [frozen(count_labels(labels, k))]
            for rows, new in self.changes:
                left, joined = (np.bincount(of, minlength=k) for of in (labels[rows], new))
                counts.append(frozen(counts[-1] - left + joined))
                labels[rows] = new
            self._counts = counts
        return self._counts

    def relabelled(self, order: IntArray) -> LabelHistory:
        """Renumber: old cluster ``order[new]`` is called ``new``."""
        renumbered = LabelHistory()
        renumbered.versions = list(self.versions)
        if self.first is None:
            return renumbered
        new_of_old = np.empty(len(order), self.first.dtype)
        new_of_old[order] = np.arange(len(order), dtype=self.first.dtype)
        renumbered.first = frozen(new_of_old[self.first])
        renumbered.changes = [(rows, frozen(new_of_old[labels])) for rows, labels in self.changes]
        return renumbered

    @property
    def nbytes(self) -> int:
        """Bytes that the labels take."""
        first = 0 if self.first is None else self.first.nbytes
        return first + sum(rows.nbytes + labels.nbytes for rows, labels in self.changes)
