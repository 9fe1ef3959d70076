"""A/B tests: how long one should run, as a film of three panels, a loop in orders, and the figures beside them."""

from __future__ import annotations

from kmanim.films.film import animate
from kmanim.gallery.recipe import Recipe
from kmanim.plot.figures.best_length import best_length
from kmanim.plot.figures.best_length_grid import best_length_grid
from kmanim.plot.figures.length_by_traffic import length_by_traffic
from kmanim.plot.figures.wrong_belief import wrong_belief
from kmanim.simulate.record import run

RECIPES = (
    Recipe(
        file="ab-test.gif",
        said="kmanim ab-test --effect-sd 1 --noise-sd 10 --per-day 100 --discount 1/365 --unit '$'",
        picture=lambda: animate(
            run("ab_test", effect_sd=1, noise_sd=10, per_day=100, discount="1/365", unit="$")
        ),
    ),
    Recipe(  # one session in ten ends with an order, and versions differ by one in a hundred, typically
        file="ab-test-orders.gif",
        said="kmanim ab-test --effect-sd 0.01 --noise-sd 0.3 --per-day 100 --unit orders --profile loop",
        picture=lambda: animate(
            run("ab_test", effect_sd=0.01, noise_sd=0.3, per_day=100, unit="orders"), profile="loop"
        ),
    ),
    Recipe(file="best-length.png", said="kmanim ab-test", picture=lambda: best_length.page(run("ab_test"))),
    Recipe(
        file="best-length-grid.png",
        said="kmanim ab-test",
        picture=lambda: best_length_grid.page(run("ab_test")),
    ),
    Recipe(file="wrong-belief.png", said="kmanim ab-test", picture=lambda: wrong_belief.page(run("ab_test"))),
    Recipe(
        file="length-by-traffic.png",
        said="kmanim ab-test",
        picture=lambda: length_by_traffic.page(run("ab_test")),
    ),
)
