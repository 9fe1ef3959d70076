"""A data set as pages carry it: columns of numbers as JSON, from which a browser reads the same doubles."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Literal

import numpy as np

from kmanim.data.dataset import Dataset, Feature
from kmanim.data.scaling import Scaling
from kmanim.story.text.comparatives import comparatives

# What a page works out by itself, bit for bit, need not be carried: the least and the largest of a column are such.
METHODS = ("zscore",)


def packed(
    dataset: Dataset,
    *,
    name: str = "",
    source: Literal["builtin", "given"],
    note: str = "",
    suggests: Mapping[str, Any] | None = None,
) -> dict[str, Any]:
    """Pack a data set whose columns are all numbers: `PackedTable` of the scripts.

    Parameters
    ----------
    dataset : Dataset
        What readers may choose two columns of.
    name : str
        What the menu calls it; its own name by default.
    source : {"builtin", "given"}
        Whether it comes with the package or from who writes the page.
    note : str
        What a reader should know of it.
    suggests : mapping, optional
        What it is looked at with when it is chosen.
    """
    count = f"{dataset.n:,} {dataset.noun[dataset.n != 1]}"
    table: dict[str, Any] = {
        "title": f"{count} ({name or dataset.name})",
        "features": [_feature(feature, dataset.noun[0]) for feature in dataset.features],
        "columns": [[_short(value) for value in column] for column in dataset.points.T.tolist()],
        "noun": list(dataset.noun),
        "source": source,
        "scalings": {method: _scaling(dataset, method) for method in METHODS},
    }
    # Rows without names are called by their places in the source, where some were left out.
    if dataset.labels is not None or dataset.rows is not None:
        table["names"] = [dataset.row_name(row) for row in range(dataset.n)]
    if note:
        table["note"] = note
    if suggests:
        table["suggests"] = dict(suggests)
    return table


def _feature(feature: Feature, noun: str) -> dict[str, Any]:
    said = {"name": feature.name, "title": feature.title, "heading": feature.heading, "unit": feature.unit}
    if feature.title == feature.name:
        del said["title"]
    told: dict[str, Any] = {key: text for key, text in said.items() if text}
    # Whether cars may be called lighter is known here: scripts need no dictionary.
    words = comparatives(feature.name, noun)
    return told | ({"compared": list(words)} if words else {})


def _scaling(dataset: Dataset, method: str) -> dict[str, list[float]]:
    """Give shift and factor of each column; those that the data set has are the ones that it was clustered with."""
    own = dataset.scaling.method == method
    scaling = dataset.scaling if own else Scaling.fit(method, dataset.points)
    return {
        "shift": list(map(_short, scaling.shift.tolist())),
        "factor": list(map(_short, scaling.factor.tolist())),
    }


def _short(value: float) -> float | int:
    """Give a number as the shortest JSON that reads back the same double; -0.0 has no shorter one."""
    whole = value.is_integer() and abs(value) < 1e15 and not (value == 0 and np.signbit(value))
    return int(value) if whole else value
