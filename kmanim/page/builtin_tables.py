"""The built-in data sets that every page offers: four tables, and eight sets made for teaching."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from types import MappingProxyType
from typing import Any

import numpy as np

from kmanim.data.builtin.catalogue import CATALOGUE, TABLES
from kmanim.data.builtin.tables import measured
from kmanim.data.dataset import Dataset
from kmanim.data.load import load
from kmanim.page.packed import packed

# By name, in the order of the menu: what each is looked at with when it is chosen.
OFFERED: Mapping[str, Mapping[str, Any]] = MappingProxyType(
    {
        "mtcars": {"columns": ["weight", "horsepower"], "k": 2},
        "faithful": {"columns": ["eruptions", "waiting"], "k": 2},
        "iris": {"columns": ["petal length", "petal width"], "k": 3},
        "penguins": {"columns": ["bill_length_mm", "bill_depth_mm"], "k": 3},
        "blobs": {"columns": ["x", "y"], "k": 3},
        "moons": {"columns": ["x", "y"], "k": 2},
        "rings": {"columns": ["x", "y"], "k": 2},
        "stretched": {"columns": ["x", "y"], "k": 3},
        "unequal-sizes": {"columns": ["x", "y"], "k": 3},
        "smiley": {"columns": ["x", "y"], "k": 4},
        "lesson-nine": {"columns": ["x", "y"], "k": 2, "eps": 1.98, "minSamples": 4},
        "lesson-dbscan": {"columns": ["x", "y"], "k": 2, "eps": 1, "minSamples": 4},
    }
)


@cache
def whole(name: str) -> Dataset:
    """Load an offered set with all its columns of numbers."""
    return load(name, columns=measured(name)) if name in TABLES else load(name)


@cache
def offered() -> Mapping[str, dict[str, Any]]:
    """Pack every set that is offered, by name."""
    return MappingProxyType(
        {
            name: packed(whole(name), source="builtin", note=_note(name), suggests=suggests)
            for name, suggests in OFFERED.items()
        }
    )


def offered_as(dataset: Dataset) -> str:
    """Name the offered set that a data set is, or two columns of; empty where it is none."""
    if dataset.name not in OFFERED:
        return ""
    ours = whole(dataset.name)
    places = {feature: place for place, feature in enumerate(ours.features)}
    known = dataset.n == ours.n and all(feature in places for feature in dataset.features)
    same = known and dataset.noun == ours.noun and dataset.labels == ours.labels
    columns = [places[feature] for feature in dataset.features] if same else []
    return dataset.name if same and np.array_equal(ours.points[:, columns], dataset.points) else ""


def _note(name: str) -> str:
    """Say what is in a set, and where it comes from; what the command is told is for the command."""
    about = re.sub(r" \(--[^)]*\)", "", CATALOGUE[name])
    return f"{about[0].upper()}{about[1:]}. Source: {whole(name).source}."
