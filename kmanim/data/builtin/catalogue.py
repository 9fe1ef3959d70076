"""The built-in data sets by name, without reading any: light enough for ``--help``."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

TABLES: Mapping[str, str] = MappingProxyType(
    {
        "mtcars": "32 cars of 1974: weight in kg and horsepower, and nine more variables",
        "faithful": "272 eruptions of Old Faithful: duration and waiting time in minutes",
        "penguins": "342 penguins of three species: bill, flipper and body mass",
        "iris": "150 irises of three species: lengths and widths of sepals and petals",
        "zoo": "101 animals: what they have and do, in 16 categories (for kmodes)",
    }
)

# Tables without columns of numbers that are worth clustering.
CATEGORICAL = ("zoo",)

RECIPES: Mapping[str, str] = MappingProxyType(
    {
        "blobs": "three round groups of one size",
        "sheehan4": "four groups of 1000 points, two tight and two wide (Sheehan's first data set)",
        "sheehan-circles": "two rings of 500 points, one in the other (Sheehan's second data set)",
        "uniform": "uniform noise in a square: no groups at all",
        "moons": "two half moons that reach into each other: k-means cannot part them",
        "rings": "two rings, one in the other: k-means cannot part them",
        "unequal-sizes": "three groups of very different numbers of points: hard for k-means (--k 3)",
        "unequal-densities": "three groups of very different widths: hard for k-means (--k 3)",
        "stretched": "three long, tilted groups: hard for k-means (--k 3)",
        "outlier": "two groups and one point far away: hard for k-means",
    }
)

CATALOGUE: Mapping[str, str] = MappingProxyType({**TABLES, **RECIPES})
