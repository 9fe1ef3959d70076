"""k-means, run by run."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from kmanim.gallery.recipe import Recipe, film_of

REFERENCE: Mapping[str, Any] = {"k": 2, "init": ((1000, 150), (1500, 150))}
_DIVISIONS: Mapping[str, Any] = {"profile": "loop", "panel": "inertia", "regions": True, "width": 720}

RECIPES = (
    Recipe(file="walkthrough.gif", picture=film_of({"source": "mtcars"}, REFERENCE, {})),
    Recipe(file="loop.gif", picture=film_of({"source": "mtcars"}, REFERENCE, {"profile": "loop"})),
    Recipe(
        file="dark.gif",
        picture=film_of(
            {"source": "faithful", "scale": "zscore"},
            {"k": 2, "init": "sample", "seed": 4},
            {"profile": "loop", "theme": "dark", "regions": True},
        ),
    ),
    Recipe(
        file="longest.gif",
        picture=film_of(
            {"source": "mtcars"},
            {"k": 2, "init": ((750, 60), (850, 80))},
            {"profile": "loop", "panel": "inertia"},
        ),
    ),
    Recipe(
        file="sheehan-kmeans.gif",
        picture=film_of(
            {"source": "sheehan4"}, {"k": 4, "init": ((19, 22), (21, 20), (11, 10), (4, 5))}, _DIVISIONS
        ),
    ),
    Recipe(
        file="sheehan-kmeans-bad.gif",
        picture=film_of(
            {"source": "sheehan4"}, {"k": 4, "init": ((2, 2), (4, 4), (6, 6), (8, 8))}, _DIVISIONS
        ),
    ),
    Recipe(
        file="penguins.gif",
        picture=film_of(
            {"source": "penguins", "scale": "zscore"},
            {"k": 3, "init": "k-means++", "seed": 1},
            {"profile": "loop"},
        ),
    ),
)
