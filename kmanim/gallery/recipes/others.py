"""DBSCAN and hierarchical clustering: few points by hand, many at once, and k-means beside them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from kmanim.data.load import load
from kmanim.films.base_film import BaseFilm
from kmanim.films.side_by_side import side_by_side
from kmanim.gallery.recipe import Recipe, film_of
from kmanim.plot.figures.dendrogram import dendrogram
from kmanim.plot.figures.k_distance import k_distance
from kmanim.simulate.record import run

# Few enough that a reader can follow every merge and every visit with a pencil.
SEVEN: Mapping[str, Any] = {
    "source": [(0, 3), (4, 3.5), (0.5, 7.5), (2.5, 3), (0.5, 1), (6.5, 0.5), (5.5, 6)],
    "labels": list("ABCDEFG"),
}
FOURTEEN: Mapping[str, Any] = {
    "source": [
        *((4, 4.5), (3, 1.5), (3, 2), (2.5, 1.5), (3.5, 3), (3.5, 2), (5, 4)),
        *((4, 3), (2, 0), (3.5, 4.5), (2.5, 3), (4, 4), (3, 4), (0.5, 4)),
    ],
    "labels": list("ABCDEFGHIJKLMN"),
}
WARD: Mapping[str, Any] = {"linkage": "ward", "k": 2}


def _versus(data: str) -> BaseFilm:
    """K-means and DBSCAN on points that lie in two bent groups."""
    points = load(data)
    return side_by_side([run("kmeans", points, k=2, init="k-means++"), run("dbscan", points)])


RECIPES = (
    Recipe(
        file="dbscan.gif",
        said="kmanim lesson-dbscan --algorithm dbscan --eps 1 --min-samples 4",
        picture=film_of(FOURTEEN, {"eps": 1.0, "min_samples": 4}, {}, algorithm="dbscan"),
    ),
    Recipe(file="dbscan-moons.gif", picture=film_of({"source": "moons"}, {}, {"profile": "loop"}, "dbscan")),
    Recipe(
        file="k-distance.png",
        said="kmanim moons --algorithm dbscan",
        picture=lambda: k_distance.page(run("dbscan", load("moons"))),
    ),
    Recipe(
        file="hierarchical.gif",
        said="kmanim lesson-tree --algorithm hierarchical",
        picture=film_of(SEVEN, {}, {}, algorithm="hierarchical"),
    ),
    Recipe(
        file="linkages.gif",
        said="kmanim lesson-tree --algorithm hierarchical --linkage centroid --compare linkages",
        picture=film_of(
            SEVEN,
            {"linkage": "centroid"},
            {"compare": "linkages"},
            algorithm="hierarchical",
        ),
    ),
    Recipe(
        file="hierarchical-cars.gif",
        picture=film_of({"source": "mtcars"}, WARD, {"profile": "loop"}, algorithm="hierarchical"),
    ),
    Recipe(
        file="dendrogram.png",
        said="kmanim mtcars --algorithm hierarchical --linkage ward",
        picture=lambda: dendrogram.page(run("hierarchical", load("mtcars"), **WARD)),
    ),
    Recipe(file="kmeans-dbscan-moons.gif", picture=lambda: _versus("moons")),
    Recipe(file="kmeans-dbscan-rings.gif", picture=lambda: _versus("rings")),
)
