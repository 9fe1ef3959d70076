"""The best of several runs of k-means of which nothing but the end is kept."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

from kmanim.arrays import FloatArray
from kmanim.simulate.algorithms import kmeans
from kmanim.simulate.machines.centroids.ends import ends_of
from kmanim.simulate.machines.centroids.many_starts import many_starts
from kmanim.simulate.machines.centroids.snapshot import CentroidSnapshot
from kmanim.simulate.machines.lloyd.methods import Prepared
from kmanim.simulate.numerics.random_streams import Streams
from kmanim.simulate.parameters.kmeans import KMeans


class Best(NamedTuple):
    """What runs of one k came to.

    Attributes
    ----------
    end : CentroidSnapshot
        That of the first run with the least inertia.
    inertias : ndarray of shape (runs,)
        Of every run.
    """

    end: CentroidSnapshot
    inertias: FloatArray


def restarts(points: Prepared, settings: Sequence[KMeans], runs: int, random: Streams) -> list[Best]:
    """Run k-means several times from drawn starts, for one k after the other.

    The starts of the first are those of `run_many`, so the best W is that of its best run; it keeps every step of every
    run, and a thousand runs for one number would be much to keep.

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
    starts = [
        start
        for setting in settings
        for start in many_starts(str(setting.init), points.values, setting.k, runs, random.starts)
    ]
    ends = ends_of(points.values, starts, settings[0])
    inertias = np.empty((len(settings), runs))
    best: dict[int, CentroidSnapshot] = {}
    for number, (start, end) in enumerate(zip(starts, ends, strict=True)):
        place, run = divmod(number, runs)
        last = end.snapshot if end else _alone(points, start, settings[place], random.loop(run))
        inertias[place, run] = last.inertia
        if run == 0 or last.inertia < best[place].inertia:
            best[place] = last
    return [Best(best[place], own) for place, own in enumerate(inertias)]


def _alone(
    points: Prepared, start: FloatArray, parameters: KMeans, rng: np.random.Generator
) -> CentroidSnapshot:
    """Do a run by itself: where the rows are many, or an empty centroid is put elsewhere."""
    last = CentroidSnapshot(step="start", iteration=0, centroids=start)
    for last in kmeans.steps(points, last, parameters, rng):  # noqa: B007, B020 - the end is wanted
        pass
    return last
