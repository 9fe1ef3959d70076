"""Small data sets made by hand, so that this room is tested without the reading of files."""

from __future__ import annotations

import csv
from pathlib import Path

import numpy as np

from kmanim.arrays import frozen
from kmanim.data.dataset import Dataset
from kmanim.data.feature import Feature
from kmanim.data.scaling import Scaling
from kmanim.data.view import View

TABLES = Path(__file__).resolve().parents[2] / "kmanim" / "data" / "builtin" / "csv"


def make_dataset(points, *, names=None, labels=None, scale="none", name="points", coded=()):
    points = np.array(points, np.float64)
    points = points.reshape(len(points), -1)
    d = points.shape[1]
    names = names or [f"x{i + 1}" for i in range(d)]
    if scale == "zscore":
        spread = points.std(axis=0)
        scaling = Scaling("zscore", points.mean(axis=0), np.where(spread > 0, spread, 1.0))
    else:
        scaling = Scaling("none", np.zeros(d), np.ones(d))
    if any(coded):
        is_coded = np.array(coded)
        scaling = Scaling(
            scaling.method, np.where(is_coded, 0, scaling.shift), np.where(is_coded, 1, scaling.factor)
        )
        counts = [int(points[:, j].max()) + 1 if coded[j] else 0 for j in range(d)]
        features = tuple(
            Feature(n, levels=tuple(map(str, range(m)))) for n, m in zip(names, counts, strict=True)
        )
        places = tuple(np.zeros((m, 2)) for m in counts)
        view = View(("", ""), np.zeros(d), np.zeros((d, 2)), False, places)
    else:
        features = tuple(Feature(name) for name in names)
        view = View(("", ""), np.zeros(d), np.eye(d, 2), d <= 2)
    return Dataset(
        name=name,
        points=frozen(points),
        features=features,
        labels=labels,
        scaling=scaling,
        view=view,
    )


def read_cars(scale="none"):
    with (TABLES / "mtcars.csv").open(encoding="utf-8") as file:
        rows = list(csv.reader(file))
    return make_dataset(
        [[float(row[1]), float(row[2])] for row in rows[1:]],
        names=rows[0][1:3],
        labels=tuple(row[0] for row in rows[1:]),
        scale=scale,
        name="mtcars",
    )
