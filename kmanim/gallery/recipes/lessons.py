"""An algorithm a film, on points so few that a reader can follow with a pencil."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from kmanim.gallery.recipe import Recipe, film_of

EM: Mapping[str, Any] = {"means": [(5, 3), (8, 3)], "covariances": "4 4", "reg": 0}

RECIPES = (
    Recipe(file="em.gif", picture=film_of({"source": "lesson-em"}, EM, {}, algorithm="em")),
    Recipe(
        file="mean-shift.gif",
        picture=film_of({"source": "lesson-shift"}, {"bandwidth": 2}, {"climb": "A"}, algorithm="mean_shift"),
    ),
    Recipe(
        file="affinity-propagation.gif",
        picture=film_of(
            {"source": "lesson-messages"}, {"damping": 0.5}, {}, algorithm="affinity_propagation"
        ),
    ),
)
