"""Expectation maximisation: by hand on twelve points, on a geyser, past a plateau, and where it fails."""

from __future__ import annotations

from typing import Any

from kmanim.data.load import load
from kmanim.films.film import Film, animate
from kmanim.gallery.recipe import Recipe
from kmanim.simulate.record import run
from kmanim.simulate.runs.runs import run_many

# Runs to compare an end with.
AMONG = 20
# Both means lie where no eruption is: the ellipses share the data lengthwise for thirty steps, then part.
BESIDE = ((2, 80), (4, 50))
# Three components are too many for twelve points: from most rows drawn at random one shrinks; here soon.
SHRINKS = 2


def _film(source: str, film: dict[str, Any], **options: Any) -> Film:
    """Show one run, its end compared with those of others from starts of their own."""
    rows = load(source)
    others = run_many("em", rows, AMONG, k=2, init="sample", reg=0)
    return animate(run("em", rows, reg=0, **options), best=others, **film)


def _singular() -> Film:
    """Show a run without anything added to variances, in which a component shrinks onto a line."""
    return animate(run("em", load("lesson-em"), k=3, init="sample", reg=0, seed=SHRINKS), profile="loop")


RECIPES = (
    Recipe(
        file="em.gif",
        said="kmanim lesson-em --algorithm em --means '5,3 8,3' --covariances '4 4' --reg 0",
        picture=lambda: _film("lesson-em", {}, means=((5, 3), (8, 3)), covariances="4 4"),
    ),
    Recipe(
        file="em-faithful.gif",
        said="kmanim faithful --algorithm em --reg 0 --profile loop",
        picture=lambda: _film("faithful", {"profile": "loop"}, k=2),
    ),
    Recipe(
        file="em-plateau.gif",
        said="kmanim faithful --algorithm em --means '2,80 4,50' --reg 0",
        picture=lambda: _film("faithful", {}, means=BESIDE),
    ),
    Recipe(
        file="em-singular.gif",
        said="kmanim lesson-em --algorithm em --k 3 --init sample --reg 0 --seed 2 --profile loop",
        picture=_singular,
    ),
)
