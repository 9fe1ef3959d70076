"""k-means, run by run."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from kmanim.data.load import load
from kmanim.films.base_film import BaseFilm
from kmanim.films.side_by_side import side_by_side
from kmanim.gallery.recipe import Recipe, film_of
from kmanim.gallery.recipes.sheehan.kmeans import BAD, GOOD
from kmanim.simulate.record import run
from kmanim.simulate.runs.runs import run_many

REFERENCE: Mapping[str, Any] = {"k": 2, "init": ((1000, 150), (1500, 150))}


def _sheehan() -> BaseFilm:
    """K-means from a good and from a bad start; the best known is that of twenty runs with better seeding."""
    points = load("sheehan4")
    best = run_many("kmeans", points, 20, k=4, init="k-means++")
    runs = [run("kmeans", points, k=4, init=init) for init in (GOOD, BAD)]
    return side_by_side(runs, ("good start", "bad start"), best=best, max_seconds=25, regions=True)


RECIPES = (
    Recipe(file="walkthrough.gif", picture=film_of({"source": "mtcars"}, REFERENCE, {}, among=50)),
    Recipe(file="loop.gif", picture=film_of({"source": "mtcars"}, REFERENCE, {"profile": "loop"}, among=50)),
    Recipe(
        file="dark.gif",
        picture=film_of(
            {"source": "faithful", "scale": "zscore"},
            {"k": 2, "init": "sample", "seed": 4},
            {"profile": "loop", "theme": "dark", "regions": True},
            among=50,
        ),
    ),
    Recipe(
        file="longest.gif",
        picture=film_of(
            {"source": "mtcars"},
            {"k": 2, "init": ((750, 60), (850, 80))},
            {"profile": "loop", "panel": "inertia"},
            among=50,
        ),
    ),
    Recipe(file="sheehan-kmeans.gif", picture=_sheehan),
    Recipe(
        file="penguins.gif",
        picture=film_of(
            {"source": "penguins", "scale": "zscore"},
            {"k": 3, "init": "k-means++", "seed": 1},
            {"profile": "loop"},
            among=50,
        ),
    ),
)
