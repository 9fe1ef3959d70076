"""A data set as plain lists, text and arrays, to be saved without pickle, and back, digit for digit."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np

from kmanim.arrays import FloatArray, frozen
from kmanim.data.dataset import Dataset
from kmanim.data.feature import Feature
from kmanim.data.limits import quoted
from kmanim.data.scaling import METHODS, Scaling
from kmanim.data.target import Target
from kmanim.data.view import View
from kmanim.errors import InputError


def pack(dataset: Dataset) -> dict[str, Any]:
    """Take a data set apart.

    Returns
    -------
    dict
        Of str, None, bool, float64 arrays, and lists and dicts of these. No key is text of the user's.
    """
    return {
        "name": dataset.name,
        "points": dataset.points,
        "features": [_feature_parts(feature) for feature in dataset.features],
        "labels": None if dataset.labels is None else list(dataset.labels),
        "noun": list(dataset.noun),
        "categorical": [[name, list(cells)] for name, cells in dataset.categorical.items()],
        "scaling": {
            "method": dataset.scaling.method,
            "shift": dataset.scaling.shift,
            "factor": dataset.scaling.factor,
        },
        "view": {
            "titles": list(dataset.view.titles),
            "origin": dataset.view.origin,
            "axes": dataset.view.axes,
            "faithful": dataset.view.faithful,
            **({"levels": list(dataset.view.levels)} if dataset.view.levels else {}),
            **({"share": dataset.view.share} if dataset.view.share is not None else {}),
        },
        "notes": list(dataset.notes),
        **({"reading": list(dataset.reading)} if dataset.reading else {}),
        "source": dataset.source,
        **({"lesson": dataset.lesson} if dataset.lesson else {}),
        **({"classes": dataset.classes} if dataset.classes else {}),
        **({"target": _target_parts(dataset.target)} if dataset.target is not None else {}),
        **({"rows": dataset.rows.astype(np.float64)} if dataset.rows is not None else {}),
    }


def _feature_parts(feature: Feature) -> list[Any]:
    levels = [list(feature.levels)] if feature.levels else []
    return [feature.name, feature.unit, feature.heading, *levels]


def _target_parts(target: Target) -> dict[str, Any]:
    return {"feature": _feature_parts(target.feature), "values": target.values}


def unpack(parts: Mapping[str, Any]) -> Dataset:
    """Put a data set together again; arrays may have become nested lists.

    Raises
    ------
    InputError
        If a part is missing, of another type, or does not fit the others.
    """
    try:
        return _joined(parts)
    except InputError:
        raise
    except KeyError as error:
        raise InputError(f"the saved data set lacks {quoted(error.args[0])}") from None
    except (TypeError, ValueError, AttributeError, IndexError, OverflowError) as error:
        raise InputError(f"the saved data set is damaged: {quoted(error)}") from None


def _joined(parts: Mapping[str, Any]) -> Dataset:
    scaling, view = parts["scaling"], parts["view"]
    if scaling["method"] not in METHODS or not isinstance(view["faithful"], bool):
        raise ValueError("scaling or view is unknown")
    titles = _texts(view["titles"])
    noun = _texts(parts["noun"])
    return Dataset(
        name=_text(parts["name"]),
        points=_floats(parts["points"]),
        features=tuple(_feature(feature) for feature in parts["features"]),
        labels=None if parts["labels"] is None else _texts(parts["labels"]),
        noun=(noun[0], noun[1]) if len(noun) == 2 else ("point", "points"),
        categorical={_text(name): _texts(cells) for name, cells in parts["categorical"]},
        scaling=Scaling(scaling["method"], _floats(scaling["shift"]), _floats(scaling["factor"])),
        view=View(
            (titles[0], titles[1] if len(titles) == 2 else ""),
            _floats(view["origin"]),
            _floats(view["axes"]),
            view["faithful"],
            tuple(_floats(places).reshape(-1, 2) for places in view.get("levels", ())),
            None if view.get("share") is None else float(_floats(view["share"])),
        ),
        notes=_texts(parts["notes"]),
        reading=_texts(parts.get("reading", [])),
        source=_text(parts["source"]),
        lesson=_text(parts.get("lesson", "")),
        classes=_text(parts.get("classes", "")),
        target=_target(parts["target"]) if "target" in parts else None,
        rows=_floats(parts["rows"]).astype(np.intp) if "rows" in parts else None,
    )


def _feature(parts: Sequence[Any]) -> Feature:
    name, unit, heading, *levels = parts
    return Feature(_text(name), _text(unit), _text(heading), *map(_texts, levels))


def _target(parts: Mapping[str, Any]) -> Target:
    return Target(_feature(parts["feature"]), _floats(parts["values"]))


def _text(value: object) -> str:
    if not isinstance(value, str):
        raise TypeError(f"{value!r} stands where text belongs")
    return value


def _texts(values: object) -> tuple[str, ...]:
    if not isinstance(values, list | tuple):
        raise TypeError(f"{values!r} stands where a list belongs")
    return tuple(map(_text, values))


def _floats(values: object) -> FloatArray:
    array = np.asarray(values)
    if array.dtype.kind not in "fiu":
        raise TypeError("text stands where numbers belong")
    array = array.astype(np.float64)
    if not np.isfinite(array).all():
        raise ValueError("a number is not finite")
    return frozen(array)
