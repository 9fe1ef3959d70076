"""Gradient descent: a line through cars, manual or automatic, optimizers in a valley, a network that bends."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from kmanim.data.dataset import Dataset
from kmanim.data.feature import Feature
from kmanim.data.load import load
from kmanim.data.make_dataset import dataset
from kmanim.films.side_by_side import SideBySide, side_by_side
from kmanim.gallery.recipe import Recipe, film_of
from kmanim.plot.figures.grid import grid
from kmanim.plot.pages.page import Page
from kmanim.simulate.machines.descent.trace import DescentTrace
from kmanim.simulate.record import run
from kmanim.simulate.runs.runs import run_many

_NAME = "gradient_descent"
CARS = {"source": "mtcars", "columns": "weight", "target": "horsepower", "scale": "zscore"}
GEARBOX = {"source": "mtcars", "columns": "weight,horsepower", "target": "am", "scale": "zscore"}
# Weight and quarter-mile time part the classes, so that no weights are the best.
PARTED = {"source": "mtcars", "columns": "wt,qsec", "target": "am", "scale": "zscore"}
MOONS = {"source": "moons-100", "scale": "none"}
BENT = {"model": "network", "seed": 1, "steps": 1024}
# From the best rate and momentum of a valley of this shape, rounded.
TUNED: Mapping[str, Any] = {"optimizer": "momentum", "rate": 0.476918, "momentum": 0.583405}
_START = (0.0, 150.0)


def in_tonnes() -> Dataset:
    """Give the cars by weight in tonnes: a narrow valley, but one that can be gone through."""
    cars = load(CARS["source"], columns=CARS["columns"], target=CARS["target"])
    return dataset(
        cars.points / 1000,
        name=cars.name,
        features=[Feature("weight", "t", "Weight (t)")],
        labels=cars.labels,
        noun=cars.noun,
        target=cars.target,
        source=cars.source,
    )


def _beside(
    rows: Dataset, several: Sequence[Mapping[str, Any]], titles: Sequence[str] | None = None, **film: Any
) -> SideBySide:
    """Show runs on the same rows side by side."""
    traces: list[DescentTrace] = [run(_NAME, rows, **options) for options in several]
    return side_by_side(traces, titles, **film)


def _valley() -> SideBySide:
    """Four ways through the same valley."""
    ways: list[Mapping[str, Any]] = [
        {"rate": 0.3},
        {"optimizer": "momentum", "rate": 0.05},
        TUNED,
        {"optimizer": "adam", "rate": 5},
    ]
    return _beside(
        in_tonnes(),
        [{"init": _START, "steps": 256, **way} for way in ways],
        ["plain", "momentum", "tuned momentum", "Adam"],
        space="weights",
    )


def _rates() -> SideBySide:
    """Half the largest rate is at the best line in one step, the largest bounces, more diverges."""
    rows = load(CARS["source"], columns=CARS["columns"], target=CARS["target"], scale=CARS["scale"])
    return _beside(rows, [{"rate": rate, "steps": 20} for rate in (0.1, 0.5, 1, 1.05)])


def _clouds() -> Page:
    """Draw a dozen ends of the smallest network that can part the four clouds."""
    return grid.page(run_many(_NAME, load("four-clouds"), 12, model="network", hidden=2, rate=1, steps=1000))


RECIPES = (
    Recipe(file="descent-line.gif", picture=film_of(CARS, {"rate": 0.1}, {}, _NAME)),
    Recipe(file="descent-classes.gif", picture=film_of(GEARBOX, {"rate": 1}, {}, _NAME)),
    Recipe(file="descent-network.gif", picture=film_of(MOONS, {**BENT, "rate": 0.5}, {}, _NAME)),
    Recipe(
        file="descent-valley.gif",
        said="kmanim mtcars --columns wt --target horsepower --scale none --algorithm gradient_descent --init 0,150 "
        "--steps 256 --space weights --side-by-side 'optimizer=plain,momentum,adam rate=0.06,0.01,5'",
        picture=_valley,
    ),
    Recipe(
        file="descent-rates.gif",
        said="kmanim mtcars --columns weight --target horsepower --scale zscore --algorithm gradient_descent "
        "--steps 20 --side-by-side rate=0.1,0.5,1,1.05",
        picture=_rates,
    ),
    Recipe(
        file="descent-too-large.gif",
        picture=film_of(CARS, {"rate": 1.05, "steps": 20}, {"profile": "loop"}, _NAME),
    ),
    Recipe(
        file="descent-separable.gif",
        picture=film_of(PARTED, {"rate": 30, "steps": 4096}, {"profile": "loop"}, _NAME),
    ),
    Recipe(
        file="descent-starts.png",
        said="kmanim four-clouds --scale none --algorithm gradient_descent --model network --hidden 2 --rate 1 "
        "--runs 12",
        picture=_clouds,
    ),
)
