"""Affinity propagation: by hand on seven points, on cars, and where it never settles."""

from __future__ import annotations

from kmanim.gallery.recipe import Recipe, film_of

NAME = "affinity_propagation"
# Three exemplars stand for eighteen updates before two better ones are found.
SEVEN = {"source": "lesson-messages"}
# Messages swing for ever.
SWINGING = {"damping": 0.5, "max_iter": 300}

RECIPES = (
    Recipe(
        file="affinity-propagation.gif",
        picture=film_of(SEVEN, {"damping": 0.5}, {"max_seconds": 60}, algorithm=NAME),
    ),
    Recipe(
        file="affinity-propagation-cars.gif",
        picture=film_of({"source": "mtcars", "scale": "zscore"}, {}, {"profile": "loop"}, algorithm=NAME),
    ),
    Recipe(
        file="affinity-propagation-swings.gif",
        picture=film_of(
            {"source": "faithful"}, SWINGING, {"profile": "loop", "panel": "curves"}, algorithm=NAME
        ),
    ),
)
