"""What k-means cannot do."""

from __future__ import annotations

from kmanim.data.load import load
from kmanim.films.film import animate
from kmanim.gallery.recipe import SMALL, Recipe
from kmanim.simulate.runs.runs import run_many


def _cannot(name: str, k: int) -> Recipe:
    """Show what k-means does with one of the sets that it cannot do: the best of twelve runs."""
    return Recipe(
        file=f"cannot-{name}.gif",
        picture=lambda: animate(run_many("kmeans", load(name), 12, k=k).best, **SMALL),
    )


RECIPES = (
    _cannot("rings", 2),
    _cannot("moons", 2),
    _cannot("stretched", 3),
    _cannot("unequal-sizes", 3),
    _cannot("unequal-densities", 3),
    _cannot("outlier", 2),
)
