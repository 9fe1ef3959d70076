"""Numbers as anybody yields them: arrays of any kind, lists, tuples, sets, and what has a number in it."""

from __future__ import annotations

import math
from collections.abc import Collection, Iterator, Mapping
from itertools import islice
from typing import Any, TypeAlias

import numpy as np
import numpy.typing as npt

from kmanim.arrays import FloatArray
from kmanim.errors import InputError, shown

TextArray: TypeAlias = npt.NDArray[np.object_]

LARGEST = 1e100
_MOST_TAKEN = 1_000_000


def plain_of(given: object) -> Any:
    """Give as a list what numpy would take for one thing: a set, a dict's values, zip."""
    if isinstance(given, Iterator):
        return list(islice(given, _MOST_TAKEN))
    is_array = hasattr(given, "__array__") or hasattr(given, "__getitem__")
    return list(given) if isinstance(given, Collection) and not is_array else given


def numbers(step: int, key: str, given: object, wanted: str, *, any_order: bool = False) -> FloatArray:
    """Copy an array of numbers: whoever yields one may write to it again; a set only where order means nothing.

    Raises
    ------
    InputError
        If it holds something else.
    """
    refusal = InputError(f"snapshot {step}: {key} must be {wanted}, got {described(given)}")
    if isinstance(given, str | bytes | Mapping) or (isinstance(given, set | frozenset) and not any_order):
        raise refusal
    try:
        array = np.asarray(plain_of(given))
        if array.dtype.kind not in "biuf" and (array.dtype.kind != "O" or array.ndim == 0):
            raise refusal
        return np.array(array, np.float64)
    except RuntimeError as error:  # of a tensor that is not detached, which says what to do
        raise InputError(f"snapshot {step}: {key} cannot be read: {shown(str(error), 200)}") from error
    except (TypeError, ValueError, OverflowError):
        raise refusal from None


def is_text(given: Any) -> bool:
    """Whether there is a text among the rows; one alone is no row, and numbers need not be looked through."""
    if isinstance(given, str | bytes | Mapping | set | frozenset):
        return False
    try:
        if np.asarray(given).dtype.kind not in "UTO":
            return False
        return any(isinstance(item, str) for item in np.asarray(given, object).ravel())
    except (TypeError, ValueError, RuntimeError):
        return False


def is_none(given: object) -> bool:
    """Whether it stands for nothing: None, an empty text, or nan, which tables have for it."""
    return (
        given is None
        or (isinstance(given, str) and not given.strip())
        or (isinstance(given, float) and math.isnan(given))
    )


def texts_in(given: Any) -> TextArray:
    """Give texts, and what stands for none, as an array that lets each be what it is."""
    return np.asarray(given, object)


def without_none(given: Any) -> Any:
    """Put -1 in the place of None, of whatever is no table of numbers anyway."""
    try:
        found = np.asarray(given)
    except (TypeError, ValueError, RuntimeError):  # which `numbers` will say
        return given
    if isinstance(given, str | bytes | Mapping) or found.dtype.kind != "O" or not found.ndim:
        return given
    plain = [-1 if item is None else item for item in found.ravel()]
    return np.array(plain, object).reshape(found.shape)


def turned(found: FloatArray) -> str:
    """Say what would do, where all x and all y were given."""
    is_turned = found.ndim == 2 and found.shape[0] == 2
    return "; np.column_stack([x, y]) makes rows of two lists" if is_turned else ""


def check_finite(step: int, key: str, values: FloatArray) -> None:
    """Refuse what no axis could show.

    Raises
    ------
    InputError
        If a value is nan, infinite or immense.
    """
    wrong = ~(np.abs(values) <= LARGEST)
    if wrong.any():
        place = tuple(int(i) for i in np.argwhere(wrong)[0])
        raise InputError(
            f"snapshot {step}: {key}, row {place[0]} is {values[place]}; every value must be a finite number "
            "within 1e100; stop before, or leave it out"
        )


def objective_of(step: int, given: object) -> float:
    """Read one number, also of an array or a tensor that holds one.

    Raises
    ------
    InputError
        If it is none, or not finite.
    """
    if isinstance(given, bool | str | bytes) or type(given).__name__ in ("bool", "bool_"):
        raise InputError(f"snapshot {step}: objective must be a number, got {described(given)}")
    number: Any = given
    try:
        if hasattr(given, "__array__") and np.size(number) == 1:
            number = np.asarray(number).item()
        value = float(number)
    except (TypeError, ValueError, OverflowError):
        raise InputError(f"snapshot {step}: objective must be a number, got {described(given)}") from None
    if not abs(value) <= LARGEST:
        raise InputError(
            f"snapshot {step}: objective is {value}; it must be a finite number within 1e100; "
            "leave it out where there is none"
        )
    return value


def described(given: object) -> str:
    """Say what was received, shortly."""
    is_short = isinstance(given, str | bytes | int | float | complex | list | tuple | set)
    told = f" {shown(repr(given[:9] if isinstance(given, list | tuple) else given), 40)}" if is_short else ""
    return f"{shown(type(given).__name__)}{told}"
