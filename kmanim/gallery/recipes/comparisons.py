"""Algorithms compared: k-means beside EM where groups are long or unlike, all of them in a table of pictures."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from kmanim.data.load import load
from kmanim.films.base_film import BaseFilm
from kmanim.films.side_by_side import side_by_side
from kmanim.gallery.recipe import Recipe
from kmanim.plot.figures.comparison import comparison
from kmanim.plot.pages.page import Page
from kmanim.simulate.runs.compare_algorithms import Options, compare_algorithms
from kmanim.simulate.runs.runs import run_many

# Components that begin as the clusters of k-means inherit its mistakes; from rows drawn at random EM is free of them.
EM = ("em", {"init": "sample"})


def _beside_em(data: str, k: int) -> BaseFilm:
    """K-means and EM on groups of a shape or size that k-means does not see, each the best of twelve runs."""
    points = load(data)
    return side_by_side(
        [run_many("kmeans", points, 12, k=k).best, run_many("em", points, 12, k=k, init="sample").best]
    )


def _scales() -> Page:
    """Cars in kilograms and as z-scores: the unit decides for k-means, and does not matter to EM."""
    cars = [load("mtcars", scale=scale) for scale in ("none", "zscore")]
    table = compare_algorithms(["kmeans", EM], [(one, {"k": 2}) for one in cars])
    return comparison.page(
        table,
        ["kg and horsepower as they are", "both as z-scores"],
        says="The unit decides for k-means and does not matter to EM",
    )


# What each algorithm is told of these data sets; chosen with care, for told otherwise they find other clusters.
TOLD: Mapping[str, Mapping[str, Any]] = {
    "blobs": {"k": 3, "bandwidth": 2.5, "preference": -300, "eps": 1.2, "min_samples": 10},
    "stretched": {"k": 3, "bandwidth": 4, "preference": -1500, "eps": 1.5},
    "unequal-sizes": {"k": 3, "bandwidth": 3, "preference": -850, "eps": 0.9},
    "moons": {"k": 2, "bandwidth": 0.75, "preference": -67, "eps": 0.2},
}


def _six() -> Page:
    """Draw the table of all six on data that suit them and data that do not."""
    ward = ("hierarchical", {"linkage": "ward"})
    six: list[str | tuple[str, Options]] = [
        "kmeans",
        EM,
        ward,
        "mean_shift",
        "affinity_propagation",
        "dbscan",
    ]
    return comparison.page(compare_algorithms(six, TOLD))


RECIPES = (
    Recipe(file="six-algorithms.png", picture=_six),
    Recipe(file="kmeans-em-stretched.gif", picture=lambda: _beside_em("stretched", 3)),
    Recipe(file="kmeans-em-unequal-sizes.gif", picture=lambda: _beside_em("unequal-sizes", 3)),
    Recipe(file="scale-kmeans-em.png", picture=_scales),
)
