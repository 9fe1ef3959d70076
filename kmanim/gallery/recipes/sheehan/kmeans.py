"""Sheehan's k-means: from where his two films begin, a good start and a bad one."""

from __future__ import annotations

from kmanim.data.load import load
from kmanim.films.film import Film, animate
from kmanim.gallery.recipe import Recipe
from kmanim.simulate.record import run
from kmanim.simulate.runs.runs import run_many

# The first four are where his second frame has its crosses, as exactly as his titles tell: with them the objective goes
# all his way, 246,335, 224,335, 216,465, 178,503, 65,399, then 30,395 and 30,379. The others are the only ones on a
# diagonal of halves of which the first update is what his first frame shows: 180,745, 100,445, 97,214 and so on.
GOOD = ((20.4452, 22.834), (21.216, 20.6711), (10.6912, 10.8537), (4.1673, 4.2701))
BAD = ((1, 1), (4, 4), (7, 7), (10, 10))


def _film(init: tuple[tuple[float, float], ...], seconds: int) -> Film:
    """K-means from one of the starts; the best known is that of twenty runs with better seeding."""
    points = load("sheehan4")
    best = run_many("kmeans", points, 20, k=4, init="k-means++")
    trace = run("kmeans", points, k=4, init=init)
    return animate(trace, best=best, profile="loop", max_seconds=seconds, regions=True, panel="inertia")


RECIPES = (
    Recipe(
        file="sheehan/kmeans.gif",
        said="kmanim sheehan4 --k 4 --init '20.4452,22.834 21.216,20.6711 10.6912,10.8537 4.1673,4.2701' "
        "--regions --panel inertia --profile loop",
        picture=lambda: _film(GOOD, 30),
    ),
    # From the third round on nothing large happens: it goes by.
    Recipe(
        file="sheehan/kmeans_bad.gif",
        said="kmanim sheehan4 --k 4 --init '1,1 4,4 7,7 10,10' --regions --panel inertia --profile loop",
        picture=lambda: _film(BAD, 18),
    ),
)
