"""His two films of k-means, from where they begin."""

from __future__ import annotations

from kmanim.data.load import load
from kmanim.films.film import Film, animate
from kmanim.gallery.recipe import Recipe
from kmanim.simulate.record import run
from kmanim.simulate.runs.runs import run_many

# The first four are read off his second frame: with them the objective goes his way, from 246,335 to 30,379, to half a
# percent. The others are exact: the only ones on a diagonal of halves of which the first update is what his first
# frame shows, with W = 180,745.
GOOD = ((20.465, 22.891), (21.26, 20.682), (10.747, 10.758), (4.211, 4.205))
BAD = ((1, 1), (4, 4), (7, 7), (10, 10))


def _film(init: tuple[tuple[float, float], ...], seconds: int) -> Film:
    """K-means from one of the starts; the best known is that of twenty runs with better seeding."""
    points = load("sheehan4")
    best = run_many("kmeans", points, 20, k=4, init="k-means++")
    trace = run("kmeans", points, k=4, init=init)
    return animate(trace, best=best, profile="loop", max_seconds=seconds, regions=True, panel="inertia")


RECIPES = (
    Recipe(file="sheehan/kmeans.gif", picture=lambda: _film(GOOD, 30)),
    # From the third round on nothing large happens: it goes by.
    Recipe(file="sheehan/kmeans_bad.gif", picture=lambda: _film(BAD, 18)),
)
