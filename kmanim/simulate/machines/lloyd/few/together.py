"""Many runs of k-means at once, each to the very end that it comes to by itself.

On few rows a step by itself is mostly the calls that it is made of. Here the runs go in step, as one array, and who has
ended leaves it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from kmanim.arrays import FloatArray, IntArray, LabelArray
from kmanim.simulate.machines.lloyd.few.batch import Batch
from kmanim.simulate.machines.lloyd.few.columns import Columns
from kmanim.simulate.machines.lloyd.few.gap_table import own_gaps
from kmanim.simulate.numerics.chunks import ROWS, chunks

MOST_ROWS, MOST_NUMBERS = ROWS, 4_000_000
"""So many rows are added up at once; the parts of so many numbers take 100 MB, and while they are cut twice as much."""
# So many rows times runs stay in the processor's cache, step by step, and so many numbers.
_NUMBERS = 2**17


class Ends(NamedTuple):
    """How m runs have ended.

    Attributes
    ----------
    labels : ndarray of shape (m, n), unsigned
    centroids : ndarray of shape (m, k, d)
        In clustered units; of a run of fewer than k clusters the first ones are its own.
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


def are_few(values: FloatArray) -> bool:
    """Say whether runs on these values can be done at once."""
    return len(values) <= MOST_ROWS and values.size <= MOST_NUMBERS


def together(values: FloatArray, starts: Sequence[FloatArray], max_iter: int) -> Iterator[Ends]:
    """Do runs, as many at a time as is good.

    Labels, centroids and inertias have the bits of the textbook's run: distances are taken by the same operations,
    and totals are exact in whatever order.

    Parameters
    ----------
    values : ndarray of shape (n, d)
        Few, as `are_few` says.
    starts : sequence of ndarray of shape (k, d), length m
        One array for each run; k need not be the same in all.
    max_iter : int
        As of one run.

    Yields
    ------
    Ends
        Of some runs after the other, in their order.
    """
    columns = Columns.of(values)
    at_once = max(1, _NUMBERS // len(values))
    for first in range(0, len(starts), at_once):
        yield _ends(columns, starts[first : first + at_once], max_iter)


def _ends(columns: Columns, starts: Sequence[FloatArray], max_iter: int) -> Ends:
    sizes = np.array([len(start) for start in starts])
    m, k = len(starts), int(sizes.max())
    labels = np.empty((m, columns.values.shape[1]), np.min_scalar_type(k - 1))
    iterations, finished = np.full(m, max_iter), np.zeros(m, np.bool_)
    empty, lost = np.zeros((m, 2), np.intp), np.zeros(m, np.bool_)
    switched: list[IntArray] = []
    batch, real = Batch(columns, _padded(columns, starts, k)), np.arange(k)[:, np.newaxis] < sizes
    for iteration in range(1, max_iter + 1):
        count = batch.assign()
        missing = np.count_nonzero((batch.counts == 0) & real, axis=0)
        empty[:, 1] = missing
        if iteration == 1:
            empty[:, 0] = missing
        else:
            switched.append(np.zeros(m, np.intp))
            switched[-1][batch.runs] = count
            if not count.all():
                ended, going = (count == 0).nonzero()[0], count.nonzero()[0]
                runs = batch.runs[ended]
                labels[runs], iterations[runs], finished[runs] = batch.labels[ended], iteration, True
                batch.keep(going)
        if not batch.runs.size:
            break
        batch.update()
        if iteration < max_iter:
            lost[batch.runs] |= missing[batch.runs] > 0
    labels[batch.runs] = batch.labels
    by_run = np.array(switched, np.intp).reshape(-1, m).T
    return Ends(
        labels=labels,
        centroids=np.ascontiguousarray(batch.places.transpose(2, 1, 0)),
        inertia=_inertias(columns.values, labels, batch.places),
        iterations=iterations,
        finished=finished,
        switches=[own[: end - 1] for own, end in zip(by_run, iterations.tolist(), strict=True)],
        empty=empty,
        lost=lost,
    )


def _padded(columns: Columns, starts: Sequence[FloatArray], k: int) -> FloatArray:
    """Make all starts k, with places so far away that no row is nearest to them; shape (m, k, d)."""
    if all(len(start) == k for start in starts):
        return np.array(starts)
    corners = np.concatenate([columns.sums.box, *starts])
    high = corners.max(axis=0)
    padded = np.empty((len(starts), k, len(high)))
    padded[:] = high + 4 * np.linalg.norm(high - corners.min(axis=0))
    for run, start in zip(padded, starts, strict=True):
        run[: len(start)] = start
    return padded


def _inertias(values: FloatArray, labels: LabelArray, places: FloatArray) -> FloatArray:
    """Add up the squared distances of all rows to their own centroids, in each run."""
    d, _, m = places.shape
    owners = labels * np.intp(m) + np.arange(m)[:, np.newaxis]
    found = np.empty(m)
    for runs in chunks(m, max(1, _NUMBERS // values.size)):
        away, gaps = np.empty((d, *labels[runs].shape)), np.empty(labels[runs].shape)
        own_gaps(values[:, np.newaxis], places.reshape(d, -1), owners[runs], away, gaps)
        gaps.sum(axis=1, out=found[runs])
    return found
