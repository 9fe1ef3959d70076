"""Many runs of k-means at once, each to the very end that it comes to by itself.

On a few thousand rows a step by itself is mostly the calls that it is made of. Here the runs go in step, as one array,
and who has ended leaves it.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from kmanim.arrays import FloatArray, IntArray, LabelArray
from kmanim.simulate.machines.lloyd.exact_sums import ExactSums
from kmanim.simulate.numerics.distance import gap_sum, gaps

MOST_ROWS = 4_096
"""Of more rows, runs by themselves are as fast."""
# So many rows times runs stay in the processor's cache, step by step.
_NUMBERS = 2**17


class Ends(NamedTuple):
    """How m runs have ended.

    Attributes
    ----------
    labels : ndarray of shape (m, n), unsigned
    centroids : ndarray of shape (m, k, d)
        In clustered units.
    inertia : ndarray of shape (m,)
    iterations : ndarray of shape (m,)
    finished : ndarray of shape (m,)
        False where the limit stopped a run that would have gone on.
    switches : list of ndarray
        For each run how many rows switched in iteration 2, 3, ...
    empty : ndarray of shape (m, 2)
        How many clusters had no rows after the first assignment, and at the end.
    lost : ndarray of shape (m,)
        Where a cluster had no rows after an update that was not the last: who puts its centroid elsewhere has to do
        such a run by itself, and nothing else that is said of it here counts.
    """

    labels: LabelArray
    centroids: FloatArray
    inertia: FloatArray
    iterations: IntArray
    finished: NDArray[np.bool_]
    switches: list[IntArray]
    empty: IntArray
    lost: NDArray[np.bool_]


def together(values: FloatArray, starts: FloatArray, max_iter: int) -> Iterator[Ends]:
    """Do runs, as many at a time as is good.

    Labels, centroids and inertias have the bits of the textbook's run: distances are taken by the same operations,
    and totals are exact in whatever order.

    Parameters
    ----------
    values : ndarray of shape (n, d)
        At most `MOST_ROWS` of them.
    starts : ndarray of shape (m, k, d)
    max_iter : int
        As of one run.

    Yields
    ------
    Ends
        Of some runs after the other, in their order.
    """
    columns = np.asfortranarray(values)
    parts = _parts(columns)
    at_once = max(1, _NUMBERS // len(values))
    for first in range(0, len(starts), at_once):
        yield _ends(columns, parts, starts[first : first + at_once], max_iter)


def _parts(values: FloatArray) -> tuple[ExactSums, list[list[FloatArray]]]:
    """Cut all columns into their exact parts."""
    sums = ExactSums.of(values)
    parts = [list(sums.cut(values[:, column], column)) for column in range(values.shape[1])]
    sums.settle()
    return sums, parts


def _ends(
    values: FloatArray, parts: tuple[ExactSums, list[list[FloatArray]]], starts: FloatArray, max_iter: int
) -> Ends:
    m, k, _ = starts.shape
    n = len(values)
    ends = Ends(
        labels=np.empty((m, n), np.min_scalar_type(k - 1)),
        centroids=starts.copy(),
        inertia=np.empty(m),
        iterations=np.full(m, max_iter),
        finished=np.zeros(m, np.bool_),
        switches=[np.empty(0, np.intp)] * m,
        empty=np.zeros((m, 2), np.intp),
        lost=np.zeros(m, np.bool_),
    )
    going, switched = np.arange(m), np.empty((m, 0), np.intp)
    for iteration in range(1, max_iter + 1):
        labels, ends.inertia[going] = _assign(values, ends.centroids[going])
        if iteration > 1:
            count = np.count_nonzero(labels != ends.labels[going], axis=1)
            switched = np.column_stack([switched, count])
        ends.labels[going] = labels
        counts = _counts(labels, k)
        missing = np.count_nonzero(counts == 0, axis=1)
        if iteration == 1:
            ends.empty[going, 0] = missing
        ends.empty[going, 1] = missing
        ended = count == 0 if iteration > 1 else np.zeros(len(going), np.bool_)
        for run, own in zip(going[ended].tolist(), switched[ended], strict=True):
            ends.iterations[run], ends.finished[run], ends.switches[run] = iteration, True, own
        going, switched, labels, counts = going[~ended], switched[~ended], labels[~ended], counts[~ended]
        if not going.size:
            break
        ends.centroids[going] = _means(parts, labels, counts, ends.centroids[going])
        if iteration < max_iter:
            ends.lost[going[(counts == 0).any(axis=1)]] = True
    for run, own in zip(going.tolist(), switched, strict=True):
        ends.switches[run] = own
        ends.inertia[run] = gap_sum(values, ends.labels[run], ends.centroids[run])
    return ends


def _assign(values: FloatArray, centroids: FloatArray) -> tuple[LabelArray, FloatArray]:
    """Find the nearest centroid of every point in every run; of several equally near ones the lowest number."""
    m, k, _ = centroids.shape
    labels = np.zeros((m, len(values)), np.min_scalar_type(k - 1))
    nearest = _gaps(values, centroids[:, 0])
    for number in range(1, k):
        distance = _gaps(values, centroids[:, number])
        np.maximum(labels, (distance < nearest).view(np.uint8) * labels.dtype.type(number), out=labels)
        np.minimum(nearest, distance, out=nearest)
    return labels, nearest.sum(axis=1)


def _gaps(values: FloatArray, centres: FloatArray) -> FloatArray:
    """Take the squared distances of all points to a centre of each run, shape (m, n), as `gaps` takes them."""
    if len(centres) == 1:
        return gaps(values, centres[0])[np.newaxis]
    total = values[:, 0] - centres[:, :1]
    np.square(total, out=total)
    for column in range(1, values.shape[1]):
        difference = values[:, column] - centres[:, column, np.newaxis]
        np.square(difference, out=difference)
        total += difference
    return total


def _counts(labels: LabelArray, k: int) -> IntArray:
    """Count the rows of each cluster of each run, shape (m, k)."""
    return np.bincount(_owners(labels, k), minlength=len(labels) * k).reshape(-1, k)


def _owners(labels: LabelArray, k: int) -> IntArray:
    """Say in which cluster each row of each run is, the clusters of one run numbered after those of the other."""
    return (labels + np.arange(0, len(labels) * k, k)[:, np.newaxis]).ravel()


def _means(
    cut: tuple[ExactSums, list[list[FloatArray]]], labels: LabelArray, counts: IntArray, before: FloatArray
) -> FloatArray:
    """Move every centroid of every run to the mean of its points; one without points stays."""
    sums, parts = cut
    m, k, d = before.shape
    owners = _owners(labels, k)
    totals = np.zeros((sums.levels, m * k, d))
    for column, levels in enumerate(parts):
        for level, part in enumerate(levels):
            totals[level, :, column] = np.bincount(owners, weights=np.tile(part, m), minlength=m * k)
    return sums.means(totals, counts.ravel(), otherwise=before.reshape(-1, d)).reshape(m, k, d)
