"""The choices of the k-means family: which start, which k, which scale, which centre, which kind of column."""

from __future__ import annotations

from kmanim.data.load import load
from kmanim.films.base_film import BaseFilm
from kmanim.films.side_by_side import side_by_side
from kmanim.gallery.recipe import Recipe, film_of
from kmanim.gallery.recipes.kmeans import REFERENCE
from kmanim.plot.figures.choose_k import which_k
from kmanim.plot.figures.choose_mixture import which_mixture
from kmanim.plot.figures.compare_inits import inits
from kmanim.plot.figures.modes import modes
from kmanim.plot.figures.solutions import solutions
from kmanim.plot.pages.page import Page
from kmanim.simulate.choose_k.choose_k import choose_k
from kmanim.simulate.choose_k.choose_mixture import choose_mixture
from kmanim.simulate.record import run
from kmanim.simulate.runs.compare_inits import compare_inits
from kmanim.simulate.runs.runs import run_many
from kmanim.story.text.words import counted


def _inits() -> Page:
    cars = load("mtcars")
    cells = compare_inits("kmeans", cars, (2, 3), 1000)
    return inits.page(cells, "k-means", counted(cars.n, cars.noun))


def _scales() -> BaseFilm:
    cars = (load("mtcars", scale=scale) for scale in ("none", "zscore"))
    return side_by_side([run("kmeans", data, **REFERENCE) for data in cars])


def _ks() -> BaseFilm:
    eruptions = load("faithful", scale="zscore")
    return side_by_side([run_many("kmeans", eruptions, 20, k=k, init="k-means++").best for k in (2, 3, 4)])


RECIPES = (
    Recipe(
        file="kmeans-plus-plus.gif",
        picture=film_of({"source": "mtcars"}, {"k": 3, "init": "k-means++", "seed": 4}, {}, among=100),
    ),
    Recipe(file="inits.png", said="kmanim mtcars --runs 12 --compare-inits 2,3", picture=_inits),
    Recipe(
        file="solutions.png",
        said="kmanim mtcars --k 3 --runs 1000",
        picture=lambda: solutions.page(run_many("kmeans", load("mtcars"), 1000, k=3)),
    ),
    Recipe(
        file="choose-k.png",
        said="kmanim faithful --scale zscore --choose-k 1-8",
        picture=lambda: which_k.page(choose_k(load("faithful", scale="zscore"), range(1, 9)), 2),
    ),
    Recipe(
        file="choose-mixture.png",
        said="kmanim faithful --algorithm em --choose-k 1-8",
        picture=lambda: which_mixture.page(choose_mixture(load("faithful"), range(1, 9))),
    ),
    Recipe(
        file="scales.gif",
        said="kmanim mtcars --init '1000,150 1500,150' --side-by-side scales",
        picture=_scales,
    ),
    Recipe(
        file="which-k.gif",
        said="kmanim faithful --scale zscore --init k-means++ --side-by-side 2-4",
        picture=_ks,
    ),
    Recipe(
        file="kmodes.gif",
        picture=film_of({"source": "zoo"}, {"k": 4, "seed": 1}, {"profile": "loop"}, algorithm="kmodes"),
    ),
    Recipe(
        file="modes.png",
        said="kmanim zoo --algorithm kmodes --k 4 --seed 1",
        picture=lambda: modes.page(run("kmodes", load("zoo"), k=4, seed=1)),
    ),
)
