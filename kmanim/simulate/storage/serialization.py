"""Nested plain data with arrays in it, as bytes of a ``.json`` or ``.npz`` file and back; no pickle."""

from __future__ import annotations

import io
import json
import math
import zipfile
from collections.abc import Callable, Mapping
from typing import Any

import numpy as np
from numpy.typing import NDArray

_DTYPES = ("float64", "int8", "int16", "int32", "int64", "uint8", "uint16", "uint32", "uint64", "bool")
_DOCUMENT = "document"
AnyArray = NDArray[Any]


def to_json(tree: Mapping[str, Any]) -> bytes:
    """Write a tree as JSON, one line a key.

    An array becomes ``{"dtype": ..., "array": ...}``, with null for nan.
    """
    plain = _walk(tree, lambda _, array: {"dtype": array.dtype.name, "array": _nested(array)})
    lines = [f"{json.dumps(key)}: {_dumps(value)}" for key, value in plain.items()]
    return ("{\n" + ",\n".join(lines) + "\n}\n").encode("ascii")


def from_json(data: bytes) -> dict[str, Any]:
    """Read what `to_json` wrote.

    Raises
    ------
    ValueError, TypeError, RecursionError
        If it is anything else.
    """
    return _document(json.loads(data, object_hook=_array_of, parse_constant=_refuse_constant))


def to_npz(tree: Mapping[str, Any]) -> bytes:
    """Write a tree as an ``.npz`` archive: its arrays as members, all else as one JSON document in ASCII."""
    arrays: dict[str, AnyArray] = {}

    def put_aside(path: str, array: AnyArray) -> dict[str, str]:
        arrays[path] = array
        return {"member": path}

    document = _dumps(_walk(tree, put_aside))
    file = io.BytesIO()
    members: dict[str, Any] = {_DOCUMENT: np.frombuffer(document.encode("ascii"), np.uint8), **arrays}
    np.savez(file, **members)
    return file.getvalue()


def from_npz(data: bytes) -> dict[str, Any]:
    """Read what `to_npz` wrote.

    Raises
    ------
    ValueError, TypeError, KeyError, OSError, EOFError, zipfile.BadZipFile
        If it is anything else. Compressed members are refused, so nothing grows beyond the size of the file.
    """
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        if any(member.compress_type != zipfile.ZIP_STORED for member in archive.infolist()):
            raise ValueError("its members are compressed")
    with np.load(io.BytesIO(data), allow_pickle=False) as archive:
        members = {name: archive[name] for name in archive.files}

    def fetch(pairs: dict[str, Any]) -> Any:
        return _checked(members[pairs["member"]]) if set(pairs) == {"member"} else pairs

    text = members[_DOCUMENT].tobytes()
    return _document(json.loads(text, object_hook=fetch, parse_constant=_refuse_constant))


def _walk(value: Any, replace: Callable[[str, AnyArray], Any], path: str = "") -> Any:
    """Copy a tree with every array replaced; tuples become lists."""
    if isinstance(value, np.ndarray):
        if value.dtype.name not in _DTYPES:
            raise TypeError(f"{path} is an array of {value.dtype.name}, which could not be read again")
        return replace(path, value)
    if isinstance(value, Mapping):
        return {
            str(key): _walk(item, replace, f"{path}.{key}" if path else str(key))
            for key, item in value.items()
        }
    if isinstance(value, (list, tuple)):
        return [_walk(item, replace, f"{path}.{i}") for i, item in enumerate(value)]
    return value.item() if isinstance(value, np.generic) else value


def _dumps(value: Any) -> str:
    return json.dumps(value, allow_nan=False, separators=(",", ":"))


def _nested(array: AnyArray) -> Any:
    """Give an array as nested lists with None for nan; other numbers come back exactly."""
    if array.dtype.kind == "f" and not np.isfinite(array).all():
        return [_nested(row) for row in array] if array.ndim > 1 else [_finite(x) for x in array.tolist()]
    return array.tolist()


def _finite(number: float) -> float | None:
    if math.isinf(number):
        raise ValueError("an infinite number cannot be written")
    return None if math.isnan(number) else number


def _array_of(pairs: dict[str, Any]) -> Any:
    """Turn ``{"dtype": ..., "array": ...}`` back into the array."""
    if set(pairs) != {"dtype", "array"}:
        return pairs
    if pairs["dtype"] not in _DTYPES:
        raise ValueError(f"no arrays of {pairs['dtype']!r} are kept")
    dtype = np.dtype(pairs["dtype"])
    if dtype.kind == "f":
        return _checked(np.array(pairs["array"], dtype))
    if dtype.kind == "b":
        return _truths(pairs["array"])
    whole = np.array(pairs["array"])
    if whole.size and whole.dtype.kind not in "iu":
        raise ValueError("an array of whole numbers holds something else")
    narrow = whole.astype(dtype)
    if not np.array_equal(narrow, whole):
        raise ValueError(f"a number does not fit {dtype.name}")
    return narrow


def _truths(nested: Any) -> AnyArray:
    array = np.array(nested)
    if array.size and array.dtype.kind != "b":
        raise ValueError("an array of true and false holds something else")
    return array.astype(np.bool_)


def _checked(array: Any) -> AnyArray:
    if not isinstance(array, np.ndarray) or array.dtype.name not in _DTYPES:
        raise ValueError("it holds arrays of a kind that is not kept")
    return array.astype(array.dtype.newbyteorder("="), order="C", copy=False)


def _document(value: Any) -> dict[str, Any]:
    if not isinstance(value, dict):
        raise TypeError("it holds no document")
    return value


def _refuse_constant(name: str) -> Any:
    raise ValueError(f"{name} is not JSON")
