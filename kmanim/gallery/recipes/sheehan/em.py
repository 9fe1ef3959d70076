"""Sheehan's expectation maximisation: from where his film begins."""

from __future__ import annotations

import numpy as np

from kmanim.data.load import load
from kmanim.films.film import Film, animate
from kmanim.gallery.recipe import Recipe
from kmanim.simulate.machines.centroids.trace import CentroidTrace
from kmanim.simulate.record import run
from kmanim.simulate.runs.runs import run_many

# Means that nobody would choose, with weights and covariances of the clusters of k-means, given to other components
# than their own: those of the clusters around (5, 5), (2, 17), (17, 2) and (15, 15), in this order. With them the mean
# log-likelihoods before each update are those of his titles, from -14.469 and -6.295 to -5.118, to the last digit.
MEANS = ((12, 12), (10, 13), (11, 11), (25, 10.5))
AROUND = ((5, 5), (2, 17), (17, 2), (15, 15))
REG = 1e-6


def _film() -> Film:
    data = load("sheehan-305")
    clusters = run_many("kmeans", data, 20, k=4, init="k-means++").best
    assert isinstance(clusters, CentroidTrace)
    nearest = [int(np.hypot(*(clusters.centroids_at(-1) - place).T).argmin()) for place in AROUND]
    rows = [data.points[clusters.labels == cluster] for cluster in nearest]
    trace = run(
        "em",
        data,
        k=4,
        means=MEANS,
        weights=[len(group) / data.n for group in rows],
        covariances=[np.cov(group.T, bias=True) + REG * np.eye(2) for group in rows],
        reg=REG,
    )
    best = run_many("em", data, 5, k=4, reg=REG)
    return animate(trace, best=best, profile="loop", max_seconds=30)


RECIPES = (Recipe(file="sheehan/em_only.gif", picture=_film),)
