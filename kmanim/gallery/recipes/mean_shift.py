"""Mean shift: one climb followed by hand, and the climbs of all eruptions of a geyser at once."""

from __future__ import annotations

from kmanim.gallery.recipe import Recipe, film_of

RECIPES = (
    Recipe(
        file="mean-shift.gif",
        picture=film_of({"source": "lesson-shift"}, {"bandwidth": 2}, {"climb": "A"}, algorithm="mean_shift"),
    ),
    Recipe(
        file="mean-shift-climb.gif",
        picture=film_of(
            {"source": "lesson-shift"}, {"bandwidth": 2, "start": "A"}, {}, algorithm="mean_shift"
        ),
    ),
    Recipe(
        file="mean-shift-faithful.gif",
        picture=film_of(
            {"source": "faithful", "scale": "zscore"},
            {},
            {"profile": "loop", "basins": True},
            algorithm="mean_shift",
        ),
    ),
)
