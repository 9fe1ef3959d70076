"""The toy of floor plans: one plan by swaps, a population, all plans that there are, a dozen starts."""

from __future__ import annotations

from kmanim.data.load import load
from kmanim.gallery.recipe import Recipe, film_of
from kmanim.plot.figures.all_plans import all_plans
from kmanim.plot.figures.plan_starts import plan_starts
from kmanim.plot.pages.page import Page
from kmanim.simulate.record import run

_ROOMS = {"source": "nine-rooms"}
_FIGURES = "kmanim nine-rooms --algorithm floor_plan --seed 0"


def _all_plans() -> Page:
    """Show where a run that is stuck lies among all plans."""
    return all_plans.page(run("floor_plan", load("nine-rooms"), seed=0))


def _starts() -> Page:
    return plan_starts.page(run("floor_plan", load("nine-rooms"), seed=0))


RECIPES = (
    Recipe(file="floor-plan.gif", picture=film_of(_ROOMS, {"seed": 2}, {}, algorithm="floor_plan")),
    Recipe(
        file="floor-plan-population.gif",
        picture=film_of(_ROOMS, {"seed": 0, "method": "population"}, {}, algorithm="floor_plan"),
    ),
    Recipe(file="floor-plan-all.png", said=_FIGURES, picture=_all_plans),
    Recipe(file="floor-plan-starts.png", said=_FIGURES, picture=_starts),
)
