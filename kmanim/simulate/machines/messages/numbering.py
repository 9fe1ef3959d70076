"""Numbers of clusters that stay while exemplars come and go."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from kmanim.arrays import IntArray


def numbered(course: Sequence[IntArray], last: IntArray) -> list[IntArray]:
    """Renumber the clusters of one moment after the other so that a cluster keeps its number to the end.

    From the end backwards, each cluster takes the number of the later one with which it has most rows in common; of
    equal ones the lower number goes first. One that finds none free takes a number of its own above all of the end.

    Parameters
    ----------
    course : sequence of ndarray of shape (n,)
        Labels from 0, in order of time.
    last : ndarray of shape (n,)
        Labels of the end, whose numbers are kept.

    Returns
    -------
    list of ndarray of shape (n,)
        One for each of `course`.
    """
    k = int(last.max()) + 1
    found, later = [], last
    for labels in reversed(course):
        later = _numbers(labels, later, k)[labels]
        found.append(later)
    return found[::-1]


def _numbers(labels: IntArray, later: IntArray, k: int) -> IntArray:
    """Give the number of each cluster of `labels`."""
    wide = int(later.max()) + 1
    pairs, counts = np.unique(labels * wide + later, return_counts=True)
    own, other = np.divmod(pairs, wide)
    numbers = np.full(int(labels.max()) + 1, -1)
    taken: set[int] = set()
    for place in np.lexsort((own, other, -counts)).tolist():
        if numbers[own[place]] < 0 and int(other[place]) not in taken:
            numbers[own[place]] = other[place]
            taken.add(int(other[place]))
    free = k
    for cluster in np.flatnonzero(numbers < 0).tolist():
        while free in taken:
            free += 1
        numbers[cluster] = free
        taken.add(free)
    return numbers
