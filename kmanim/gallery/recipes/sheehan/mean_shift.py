"""His films of mean shift: one climb, and many that become few."""

from __future__ import annotations

from kmanim.gallery.recipe import Recipe, film_of

# Places between y = 2.30 and 2.34 give the counts of his corners, 31, 43 and 60 up to 152 and down to 151.
START = (0.0, 2.32)

RECIPES = (
    Recipe(
        file="sheehan/mean_shift_0.gif",
        picture=film_of(
            {"source": "sheehan-cloud"},
            {"bandwidth": 1.0, "start": START},
            {"profile": "loop", "max_seconds": 30},
            algorithm="mean_shift",
        ),
    ),
    Recipe(
        file="sheehan/mean_shift_tutorial.gif",
        picture=film_of(
            {"source": "sheehan-808"},
            {"bandwidth": 3.2, "seeds": "bins"},
            {"max_seconds": 60},
            algorithm="mean_shift",
        ),
    ),
)
