"""The best of several runs of k-means of which nothing but the end is kept."""

from __future__ import annotations

import numpy as np

from kmanim.arrays import FloatArray
from kmanim.simulate.algorithms import kmeans
from kmanim.simulate.machines.centroids.seeding import SEEDINGS
from kmanim.simulate.machines.centroids.snapshot import CentroidSnapshot
from kmanim.simulate.machines.lloyd.methods import Prepared
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
    best: CentroidSnapshot | None = None
    inertias = np.empty(runs)
    for index in range(runs):
        centroids = draw(points.values, parameters.k, random.starts)
        last = CentroidSnapshot(step="start", iteration=0, centroids=centroids)
        for last in kmeans.steps(points, last, parameters, random.loop(index)):  # noqa: B020, B007 - the end is wanted
            pass
        inertias[index] = last.inertia
        if best is None or last.inertia < best.inertia:
            best = last
    if best is None:
        raise ValueError("there must be at least one run")
    return best, inertias
