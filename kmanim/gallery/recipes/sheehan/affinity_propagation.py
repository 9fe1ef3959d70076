"""Sheehan's affinity propagation: what similarities are, how exemplars come about, and which parameters settle."""

from __future__ import annotations

from kmanim.data.load import load
from kmanim.films.sweep import SweepFilm, animate_sweep
from kmanim.gallery.recipe import Recipe, film_of
from kmanim.simulate.sweeps.sweep import sweep

THIRTEEN = {"source": "sheehan-thirteen"}
SAID = {"preference": -10.0, "damping": 0.8}
PREFERENCES = (-10, -50, -100, -500, -1_000, -5_000, -10_000, -50_000, -100_000)
DAMPINGS = (0.5, 0.7, 0.9)
# He stops after 200 updates, or when exemplars have stayed for 15, as they do at once where each point is its own, and
# then takes 4,000 clusters for an answer. Until all is settled it takes 278 updates with the highest damping.
UPDATES = 400


def _search() -> SweepFilm:
    """Give what preference and damping do; runs that never settle are crosses."""
    runs = sweep(
        "affinity_propagation",
        load("sheehan4"),
        preference=PREFERENCES,
        damping=DAMPINGS,
        max_iter=UPDATES,
    )
    return animate_sweep(runs, max_seconds=30)


RECIPES = (
    Recipe(
        file="sheehan/affinity_propagation_similarity.gif",
        picture=film_of(
            THIRTEEN, SAID, {"max_seconds": 60, "explain": "similarity"}, algorithm="affinity_propagation"
        ),
    ),
    Recipe(
        file="sheehan/affinity_propagation_exemplars.gif",
        picture=film_of(
            THIRTEEN,
            SAID,
            {"profile": "loop", "max_seconds": 30, "explain": "none"},
            algorithm="affinity_propagation",
        ),
    ),
    Recipe(
        file="sheehan/affinity_propagation_search.gif",
        said="kmanim sheehan4 --algorithm affinity_propagation --max-iter 400 "
        "--sweep preference=-10,-50,-100,-500,-1000,-5000,-10000,-50000,-100000 "
        "--sweep damping=0.5,0.7,0.9",
        picture=_search,
        slow=True,
    ),
)
