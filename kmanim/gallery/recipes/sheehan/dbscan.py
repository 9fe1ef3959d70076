"""Sheehan's DBSCAN: every step on a few points, and good parameters beside bad ones on many."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from kmanim.data.dataset import Dataset
from kmanim.data.load import load
from kmanim.films.side_by_side import SideBySide, side_by_side
from kmanim.gallery.recipe import Recipe, film_of
from kmanim.simulate.record import run

# In which order his film looks at points that nothing has reached: B, P, S, M, O, then I, Q and R, of which the
# pictures do not tell the order.
TUTORIAL_ORDER = tuple(ord(name) - ord("A") for name in "BPSMOIQRACDEFGHJKLN")


# Good parameters and bad ones, and where his clusters begin, one after the other, as far as his pictures show it: the
# last of the first run, and the second and the last of the other, are in the middle of what they become.
GOOD, BAD = (1.0, 8), (0.6, 6)
GOOD_BEGINS = ((2.29, 6.63), (9.91, 13.66), (2, 17), (17, 2))
BAD_BEGINS = ((6.26, 3.27), (16.7, 16.3), (2.29, 16.53), (17, 2))


def _from(data: Dataset, places: Sequence[tuple[float, float]]) -> tuple[int, ...]:
    """Visit the points nearest to some places first, then the others in their order."""
    first = [int(np.hypot(*(data.points - place).T).argmin()) for place in places]
    return (*first, *(row for row in range(data.n) if row not in first))


def _search() -> SideBySide:
    """Give 4 clusters and 103 noise beside 12 clusters, 8 of them tiny, and 238 noise."""
    data = load("sheehan-305")
    runs = [
        run("dbscan", data, eps=eps, min_samples=least, order=_from(data, begins))
        for (eps, least), begins in ((GOOD, GOOD_BEGINS), (BAD, BAD_BEGINS))
    ]
    titles = [f"eps = {eps:g}, at least {least}" for eps, least in (GOOD, BAD)]
    return side_by_side(runs, titles, max_seconds=30)


RECIPES = (
    Recipe(
        file="sheehan/DBSCAN_tutorial.gif",
        picture=film_of(
            {"source": "sheehan-nineteen"},
            {"eps": 1.0, "min_samples": 4, "order": TUTORIAL_ORDER},
            {"max_seconds": 60},
            algorithm="dbscan",
        ),
    ),
    Recipe(file="sheehan/DBSCAN_search.gif", picture=_search),
)
