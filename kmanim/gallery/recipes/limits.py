"""What k-means cannot do."""

from __future__ import annotations

from kmanim.data.load import load
from kmanim.films.beside_classes import beside_classes
from kmanim.gallery.recipe import Recipe
from kmanim.simulate.runs.runs import run_many


def _cannot(name: str, k: int) -> Recipe:
    """Show what a person sees in one of the sets that k-means cannot do, and what it does: the best of twelve runs."""
    return Recipe(
        file=f"cannot-{name}.gif",
        said=f"kmanim {name} --k {k} --runs 12 --side-by-side classes",
        picture=lambda: beside_classes(run_many("kmeans", load(name), 12, k=k).best, height=400),
    )


RECIPES = (
    _cannot("rings", 2),
    _cannot("moons", 2),
    _cannot("stretched", 3),
    _cannot("unequal-sizes", 3),
    _cannot("unequal-densities", 3),
    _cannot("outlier", 2),
)
