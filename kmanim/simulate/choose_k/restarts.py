"""The best of several runs of k-means of which nothing but the end is kept."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

import numpy as np

from kmanim.arrays import FloatArray
from kmanim.simulate.algorithms import kmeans
from kmanim.simulate.machines.centroids.ends import ends_of
from kmanim.simulate.machines.centroids.many_starts import many_starts
from kmanim.simulate.machines.centroids.snapshot import CentroidSnapshot
from kmanim.simulate.machines.lloyd.methods import Prepared
from kmanim.simulate.numerics.label_order import partition
from kmanim.simulate.numerics.random_streams import Streams
from kmanim.simulate.parameters._objective import SAME
from kmanim.simulate.parameters.kmeans import KMeans


class Best(NamedTuple):
    """What runs of one k came to.

    Attributes
    ----------
    end : CentroidSnapshot
        Of the best run, as `Runs` has it: of partitions whose inertias are the least but for rounding that which is
        least itself, and of the runs that came to it the first.
    inertias : ndarray of shape (runs,)
        Of every run.
    """

    end: CentroidSnapshot
    inertias: FloatArray


def restarts(points: Prepared, settings: Sequence[KMeans], runs: int, random: Streams) -> list[Best]:
    """Run k-means several times from drawn starts, for one k after the other.

    The starts of the first are those of `run_many`, so the best is its best run; it keeps every step of every run, and
    a thousand runs for one number would be much to keep.

    Parameters
    ----------
    points : Prepared
        By ``methods.prepare``.
    settings : sequence of KMeans
        With starts that are drawn; nothing but k is another in each.
    runs : int
        1 or more, for each k.
    random : Streams
        What random numbers are drawn from.
    """
    best: list[dict[bytes, CentroidSnapshot]] = [{} for _ in settings]
    inertias = np.full((len(settings), runs), np.inf)
    for place, run, last in _ends(points, settings, runs, random):
        assert last.labels is not None
        inertias[place, run] = last.inertia
        limit = inertias[place].min() * (1 + SAME)
        best[place] = {key: end for key, end in best[place].items() if end.inertia <= limit}
        if last.inertia <= limit:
            best[place].setdefault(partition(last.labels), last)
    return [Best(tied[min(tied)], own) for tied, own in zip(best, inertias, strict=True)]


def least(points: Prepared, settings: Sequence[KMeans], runs: int, random: Streams) -> FloatArray:
    """Give the least inertia alone of such runs, for each k."""
    found = np.full(len(settings), np.inf)
    for place, _, last in _ends(points, settings, runs, random):
        found[place] = min(found[place], last.inertia)
    return found


def _ends(
    points: Prepared, settings: Sequence[KMeans], runs: int, random: Streams
) -> Iterator[tuple[int, int, CentroidSnapshot]]:
    """Do the runs, and give of each the place of its k, its number from 0, and how it ended."""
    starts = [
        start
        for setting in settings
        for start in many_starts(str(setting.init), points.values, setting.k, runs, random.starts)
    ]
    ends = ends_of(points.values, starts, settings[0])
    for number, (start, end) in enumerate(zip(starts, ends, strict=True)):
        place, run = divmod(number, runs)
        yield place, run, end.snapshot if end else _alone(points, start, settings[place], random.loop(run))


def _alone(
    points: Prepared, start: FloatArray, parameters: KMeans, rng: np.random.Generator
) -> CentroidSnapshot:
    """Do a run by itself: where the rows are many, or an empty centroid is put elsewhere."""
    last = CentroidSnapshot(step="start", iteration=0, centroids=start)
    for last in kmeans.steps(points, last, parameters, rng):  # noqa: B007, B020 - the end is wanted
        pass
    return last
