"""Sheehan's merging: a tree that grows, and other trees by other rules."""

from __future__ import annotations

from kmanim.gallery.recipe import Recipe, film_of

# He never names the linkage of the first film; its heights 0.71, 1.29, 2.34, 2.72, 4.04 and 5.39 are the average's.
RECIPES = (
    Recipe(
        file="sheehan/hierarch.gif",
        picture=film_of(
            {"source": "sheehan-seven"},
            {"linkage": "average", "k": 3},
            {"compare": "none", "max_seconds": 30},
            algorithm="hierarchical",
        ),
    ),
    Recipe(
        file="sheehan/hierarch_1.gif",
        picture=film_of(
            {"source": "sheehan-seven-b"},
            {"linkage": "complete", "k": 3},
            {"compare": "both", "max_seconds": 60},
            algorithm="hierarchical",
        ),
    ),
)
