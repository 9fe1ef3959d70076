"""Sweeps: one value of a parameter after the other, what changes, what lasts, and what a run finds by itself."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal
from functools import lru_cache

from kmanim.films.sweep import SweepFilm
from kmanim.gallery.recipe import Recipe
from kmanim.plot.figures.sweep_grid import sweep_grid
from kmanim.simulate.sweeps.sweep import sweep


def steps(first: str, last: str, step: str) -> Iterable[float]:
    """Give the numbers from one to another, as they are written."""
    count = int((Decimal(last) - Decimal(first)) / Decimal(step)) + 1
    return [float(Decimal(first) + number * Decimal(step)) for number in range(count)]


def _moons() -> SweepFilm:
    return SweepFilm(sweep("dbscan", "moons", eps=steps("0.02", "0.5", "0.02")))


@lru_cache(maxsize=1)  # a film and a figure show it
def _mixtures() -> SweepFilm:
    families = ["full", "tied", "diag", "spherical"]
    return SweepFilm(sweep("em", "faithful", runs=10, k=range(1, 7), covariance=families))


RECIPES = (
    Recipe(
        file="sweep-eps-moons.gif",
        said="kmanim moons --algorithm dbscan --sweep eps=0.02:0.5:0.02",
        picture=_moons,
    ),
    Recipe(
        file="sweep-mixtures.gif",
        said="kmanim faithful --algorithm em --runs 10 --sweep k=1:6 --sweep covariance=full,tied,diag,spherical",
        picture=_mixtures,
    ),
    Recipe(
        file="sweep-mixtures-grid.png",
        said="kmanim faithful --algorithm em --runs 10 --sweep k=1:6 --sweep covariance=full,tied,diag,spherical",
        picture=lambda: sweep_grid.page(_mixtures().sweep),
    ),
)
