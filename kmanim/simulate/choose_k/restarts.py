"""The best of several runs of k-means of which nothing but the end is kept."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import numpy as np

from kmanim.arrays import FloatArray
from kmanim.simulate.algorithms import kmeans
from kmanim.simulate.machines.centroids.ends import End, ends_of
from kmanim.simulate.machines.centroids.seeding import SEEDINGS
from kmanim.simulate.machines.centroids.snapshot import CentroidSnapshot
from kmanim.simulate.machines.lloyd.methods import Prepared
from kmanim.simulate.machines.lloyd.together import MOST_ROWS
from kmanim.simulate.numerics.random_streams import Streams
from kmanim.simulate.parameters.kmeans import KMeans


def restarts(
    points: Prepared, parameters: KMeans, runs: int, random: Streams
) -> tuple[CentroidSnapshot, FloatArray]:
    """Run k-means several times from drawn starts.

    The starts are those of `run_many`, so the best W is that of its best run; it keeps every step of every run, and
    a thousand runs for one number would be much to keep.

    Parameters
    ----------
    points : Prepared
        By ``methods.prepare``.
    parameters : KMeans
        With starts that are drawn.
    runs : int
        1 or more.
    random : Streams
        What random numbers are drawn from.

    Returns
    -------
    best : CentroidSnapshot
        The end of the first run with the least inertia.
    inertias : ndarray of shape (runs,)
        Of every run.
    """
    draw = SEEDINGS[str(parameters.init)]
    starts = np.array([draw(points.values, parameters.k, random.starts) for _ in range(runs)])
    best: CentroidSnapshot | None = None
    inertias = np.empty(runs)
    for index, end in enumerate(_ends(points, starts, parameters, random)):
        inertias[index] = end.inertia
        if best is None or end.inertia < best.inertia:
            best = end
    if best is None:
        raise ValueError("there must be at least one run")
    return best, inertias


def _ends(
    points: Prepared, starts: FloatArray, parameters: KMeans, random: Streams
) -> Iterator[CentroidSnapshot]:
    """Do the runs, at once where the rows are few, and give the end of each."""
    ends: Iterable[End | None] = [None] * len(starts)
    if len(points.values) <= MOST_ROWS:
        ends = ends_of(points.values, starts, parameters)
    for index, (start, end) in enumerate(zip(starts, ends, strict=True)):
        if end is None:
            last = CentroidSnapshot(step="start", iteration=0, centroids=start)
            for last in kmeans.steps(points, last, parameters, random.loop(index)):  # noqa: B007, B020 - the end is wanted
                pass
            yield last
        else:
            yield end.snapshot
