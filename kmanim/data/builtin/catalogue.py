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

WALKS: Mapping[str, str] = MappingProxyType(
    {"nine-rooms": "nine rooms of a school and 101 walks a day between them"}
)

# What is no table of numbers worth clustering.
KIND_OF: Mapping[str, str] = MappingProxyType({"zoo": "categories"} | dict.fromkeys(WALKS, "walks"))

DRAWN: Mapping[str, str] = MappingProxyType(
    {
        "blobs": "three round groups of one size",
        "uniform": "uniform noise in a square: no groups at all",
        "moons": "two half moons that reach into each other: k-means cannot part them",
        "rings": "two rings, one in the other: k-means cannot part them",
        "smiley": "a face, two eyes and a mouth within a ring: k-means cannot part them (--k 4)",
        "unequal-sizes": "three groups of very different numbers of points: hard for k-means (--k 3)",
        "unequal-densities": "three groups of very different widths: hard for k-means (--k 3)",
        "stretched": "three long, tilted groups: hard for k-means (--k 3)",
        "outlier": "two groups and one point far away: hard for k-means",
    }
)
SHEEHAN: Mapping[str, str] = MappingProxyType(
    {
        "sheehan4": "four groups of 1000 points, two tight and two wide",
        "sheehan-circles": "two rings of 500 points, one in the other",
        "sheehan-305": "four groups of 1000 points, drawn again and farther apart",
        "sheehan-808": "the groups of sheehan4, drawn again",
        "sheehan-cloud": "one tilted cloud of 500 points",
        "sheehan-seven": "seven points for the average linkage",
        "sheehan-seven-b": "seven points on which linkages differ",
        "sheehan-thirteen": "a diamond of 13 points for affinity propagation",
        "sheehan-nineteen": "19 points for DBSCAN (--eps 1 --min-samples 4)",
    }
)
LESSONS: Mapping[str, str] = MappingProxyType(
    {
        "lesson-em": "12 points for em: a plateau, then a cliff",
        "lesson-tree": "7 points for hierarchical: five linkages, five trees",
        "lesson-shift": "10 points for mean shift: a climb that loses its start",
        "lesson-messages": "7 points for affinity propagation: three exemplars, then two",
        "lesson-dbscan": "14 points for DBSCAN: all that a point can become",
        "lesson-nine": "9 points for DBSCAN: the order decides where the middle goes",
    }
)
LEARNING: Mapping[str, str] = MappingProxyType(
    {
        "moons-100": "two moons that touch: a line tells 86 of 100",
        "four-clouds": "80 points, opposite corners of one class: no line tells them",
        "logistic-100": "100 places on a line, their class drawn by a logistic curve",
    }
)
RECIPES: Mapping[str, str] = MappingProxyType({**DRAWN, **SHEEHAN, **LESSONS, **LEARNING})

CATALOGUE: Mapping[str, str] = MappingProxyType({**TABLES, **RECIPES, **WALKS})
# Under these headings help lists them.
GROUPS: Mapping[str, Mapping[str, str]] = MappingProxyType(
    {
        "built-in data sets": TABLES,
        "drawn from --seed, as many as --n says": DRAWN,
        "of D. Sheehan's films (2017)": SHEEHAN,
        "small enough to follow by hand": LESSONS,
        "of two classes, to be told by gradient descent": LEARNING,
        "walks between rooms, for floor plans": WALKS,
    }
)
