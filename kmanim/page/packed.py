"""A data set as pages carry it: columns of numbers as JSON, from which a browser reads the same doubles."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Mapping
from typing import Any, Literal

import numpy as np

from kmanim.arrays import FloatArray
from kmanim.data.dataset import Dataset
from kmanim.data.feature import Feature
from kmanim.data.scaling import Scaling
from kmanim.story.text.comparatives import comparatives

# What a page works out by itself, bit for bit, need not be carried: the least and the largest of a column are such.
METHODS = ("zscore",)

# Columns of fewer rows, of larger numbers, of more decimals or of more bits a number are JSON.
_FEW, _LARGEST, _WIDEST = 20, 1e9, 32
_SCALES = tuple(10**power for power in range(7))


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
        "columns": [_column(column) for column in dataset.points.T],
        "noun": list(dataset.noun),
        "source": source,
        "scalings": {method: _scaling(dataset, method) for method in METHODS},
    }
    if dataset.labels is not None:
        table["names"] = [dataset.row_name(row) for row in range(dataset.n)]
    # Rows without names are called by their places in the source, where some were left out.
    if dataset.rows is not None:
        table["without"] = sorted({*range(int(dataset.rows[-1]) + 1)} - {*dataset.rows.tolist()})
    if note:
        table["note"] = note
    if suggests:
        table["suggests"] = dict(suggests)
    return table


def _column(values: FloatArray) -> list[float] | dict[str, Any]:
    """Give a column of decimal numbers as bits, where that is shorter: `PackedColumn` of the scripts.

    A whole number below 2^53 over a power of ten is the double next to that decimal, in any browser, too. Each has as
    many bits as the largest needs, or more, until no bit of the last byte could be taken for one more number.
    """
    plain = [_short(value) for value in values.tolist()]
    negative_zero = ((values == 0) & np.signbit(values)).any()
    if len(values) < _FEW or negative_zero or np.abs(values).max() > _LARGEST:
        return plain
    for scale in _SCALES:
        whole = np.rint(values * scale)
        if (whole / scale != values).any():
            continue
        low = int(whole.min())
        width = max(1, (int(whole.max()) - low).bit_length())
        while (width * len(values) + 7) // 8 * 8 // width > len(values):
            width += 1
        if width > _WIDEST:
            break
        bits = np.unpackbits((whole - low).astype(">u4").view(np.uint8).reshape(-1, 4), axis=1)
        return {
            "bytes": b64encode(np.packbits(bits[:, -width:]).tobytes()).decode("ascii"),
            "width": width,
            "low": low,
            "scale": scale,
        }
    return plain


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
