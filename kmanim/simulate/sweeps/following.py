"""Numbers that clusters keep from one value to the next, so that a cluster that stays has one colour throughout."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from kmanim.arrays import IntArray, LabelArray
from kmanim.simulate.snapshot import NO_CLUSTER

MOST_NUMBERS = 20
"""So many clusters have a number of their own; of more, the smaller ones have none, which is -1."""
# A cluster is one that was there before if so much of both is common to both.
_SAME = 0.5


class Followed:
    """Clusters of one partition after the other over the same rows, and which number each has.

    A cluster has the number of the one that it overlaps most with, the largest overlap first; of equal ones the lower
    number. Others have the number that their rows had when they last were a cluster, or else a free one. Of more than
    20 clusters the largest have numbers.

    Parameters
    ----------
    n : int
        How many rows there are.
    """

    def __init__(self, n: int) -> None:
        self._rows: NDArray[np.int16] = np.full(n, NO_CLUSTER, np.int16)
        self._last: dict[int, NDArray[np.bool_]] = {}

    def begin(self, labels: LabelArray) -> tuple[int, ...]:
        """Give the first partition's labels as numbers; of too many the largest first."""
        sizes = _sizes(labels)
        if len(sizes) <= MOST_NUMBERS:
            numbers = np.arange(len(sizes))
        else:
            numbers = np.full(len(sizes), NO_CLUSTER)
            may = _largest(sizes)
            numbers[may] = np.arange(len(may))
        return self._keep(labels, numbers)

    def follow(self, labels: LabelArray) -> tuple[int, ...]:
        """Give the number of each label of the next partition."""
        sizes = _sizes(labels)
        numbers = np.full(len(sizes), NO_CLUSTER)
        may = _largest(sizes)
        both = (labels >= 0) & (self._rows >= 0)
        pairs = labels[both].astype(np.intp) * MOST_NUMBERS + self._rows[both]
        overlap = np.bincount(pairs, minlength=len(sizes) * MOST_NUMBERS).reshape(-1, MOST_NUMBERS)[may]
        self._match(numbers, may, overlap)
        self._remember(numbers, may, sizes, labels)
        taken = set(numbers[numbers >= 0].tolist())
        free = [number for number in range(MOST_NUMBERS) if number not in taken]
        free.sort(key=lambda number: (number in self._last, number))  # a colour that was nobody's first
        for cluster in may:
            if numbers[cluster] < 0:
                numbers[cluster] = free.pop(0)
        return self._keep(labels, numbers)

    @staticmethod
    def _match(numbers: IntArray, clusters: IntArray, overlap: IntArray) -> None:
        """Give clusters the numbers that they overlap with, the largest overlap first; each number once."""
        places, found = np.nonzero(overlap)
        order = np.lexsort([clusters[places], found, -overlap[places, found]])
        taken: set[int] = set()
        for place, number in zip(places[order].tolist(), found[order].tolist(), strict=True):
            if numbers[clusters[place]] < 0 and number not in taken:
                numbers[clusters[place]] = number
                taken.add(number)

    def _remember(self, numbers: IntArray, clusters: IntArray, sizes: IntArray, labels: LabelArray) -> None:
        """Give clusters without a number the one of a cluster that has gone, if it was about the same."""
        taken = set(numbers[numbers >= 0].tolist())
        overlap = np.zeros((len(clusters), MOST_NUMBERS), np.intp)
        for number, rows in self._last.items():
            if number in taken:
                continue
            inside = labels[rows]
            common = np.bincount(inside[inside >= 0].astype(np.intp), minlength=len(sizes))[clusters]
            either = sizes[clusters] + np.count_nonzero(rows) - common
            alike = (common >= _SAME * either) & (numbers[clusters] < 0)
            overlap[:, number] = np.where(alike, common, 0)
        self._match(numbers, clusters, overlap)

    def _keep(self, labels: LabelArray, numbers: IntArray) -> tuple[int, ...]:
        self._rows = np.append(numbers, NO_CLUSTER).astype(np.int16)[labels]
        for number in numbers[numbers >= 0].tolist():
            self._last[number] = self._rows == number
        return tuple(numbers.tolist())

    def copy(self) -> Followed:
        """Give another that goes on from here."""
        other = Followed(len(self._rows))
        other._rows, other._last = self._rows, dict(self._last)
        return other


def _sizes(labels: LabelArray) -> IntArray:
    return np.bincount(labels[labels >= 0].astype(np.intp), minlength=int(labels.max()) + 1)


def _largest(sizes: IntArray) -> IntArray:
    """Give the clusters that may have a number, the largest first; of equal ones the lower label."""
    order = np.lexsort([np.arange(len(sizes)), -sizes])
    return order[sizes[order] > 0][:MOST_NUMBERS]
