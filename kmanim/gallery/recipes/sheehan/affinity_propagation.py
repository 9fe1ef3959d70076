"""His films of affinity propagation: what similarities are, and how exemplars come about."""

from __future__ import annotations

from kmanim.gallery.recipe import Recipe, film_of

THIRTEEN = {"source": "sheehan-thirteen"}
SAID = {"preference": -10.0, "damping": 0.8}

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
)
