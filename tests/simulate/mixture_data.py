"""Twelve points, their letters, and how em is run on them in the pages' table."""

import numpy as np
from simulate_data import make_dataset

import kmanim

NAMES = "ABCDEFGHIJKL"
TWELVE = np.array(
    [(1, 1), (2, 2), (3, 1), (4, 2), (5, 1), (6, 2), (5, 5), (6, 4), (6, 6), (7, 5), (7, 7), (8, 5)], float
)
POINTS = make_dataset(TWELVE, labels=tuple(NAMES))


def em(data=POINTS, **params):
    return kmanim.run("em", data, **params)


def twelve(**params):
    """Run from the table's start, two balls of deviation 2."""
    return em(**{"means": [(5, 3), (8, 3)], "covariances": 4, "reg": 0, **params})


def letters(rows):
    return "".join(NAMES[row] for row in rows)
