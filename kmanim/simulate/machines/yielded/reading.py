"""The door: a snapshot as anybody yields it, read and checked, with one clear line for whatever will not do."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from kmanim.arrays import FloatArray, IntArray, LabelArray, frozen
from kmanim.data.limits import clean
from kmanim.errors import InputError, counted, shown, unknown
from kmanim.simulate.snapshot import NO_CLUSTER

KEYS = ("positions", "labels", "curves", "links", "objective", "highlight", "caption", "step")
"""What a snapshot may say."""

MOST_ROWS, MOST_CURVES, MOST_CURVE_POINTS, MOST_GROUPS = 20_000, 20, 100_000, 1_000
_LARGEST = 1e100
_CAPTION, _NAME = 240, 200  # characters; stories set them in two lines of 58 columns


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Reading:
    """One snapshot as it was yielded, of sound numbers; None where it leaves something as it was.

    Attributes
    ----------
    positions : ndarray of shape (n, 2) or (n,), or None
    labels : ndarray of shape (n,), int16, or None
    curves : dict of str to ndarray of shape (m, 2) or None
        Those that are new or otherwise, and None for each that is taken away.
    links : ndarray of shape (m, 2), or None
    objective : float
        Nan where none was yielded.
    highlight : ndarray of shape (m,), or None
    caption, step : str
    """

    positions: FloatArray | None = None
    labels: LabelArray | None = None
    curves: dict[str, FloatArray | None] = field(default_factory=dict)
    links: IntArray | None = None
    objective: float = math.nan
    highlight: IntArray | None = None
    caption: str = ""
    step: str = ""


class Reader:
    """Reads one snapshot after the other, and sees that they are of the same rows.

    Attributes
    ----------
    n : int
        How many rows there are; 0 before anything has said so.
    """

    def __init__(self) -> None:
        self.n = 0
        self._axes = 0
        self._told_by = ""

    def read(self, step: int, given: object) -> Reading:
        """Read snapshot number `step`, from 0.

        Raises
        ------
        InputError
            Naming the snapshot, what is wrong there, and what would do.
        """
        if not isinstance(given, Mapping):
            what = shown(type(given).__name__)
            raise InputError(
                f"snapshot {step} must be a dict such as {{'positions': ..., 'labels': ...}}, got {what}"
            )
        for key in given:
            if key not in KEYS:
                raise unknown(f"key of snapshot {step}:", key, KEYS)
        said = {key: value for key, value in given.items() if value is not None}
        if not said and not step:
            raise InputError(f"snapshot 0 is empty; it needs something to show: {', '.join(KEYS[:5])}")
        positions = self._positions(step, said["positions"]) if "positions" in said else None
        labels = self._labels(step, said["labels"]) if "labels" in said else None
        return Reading(
            positions=positions,
            labels=labels,
            curves=_curves(step, said["curves"]) if "curves" in said else {},
            links=self._links(step, said["links"]) if "links" in said else None,
            objective=_objective(step, said["objective"]) if "objective" in said else math.nan,
            highlight=self._highlight(step, said["highlight"]) if "highlight" in said else None,
            caption=_text(step, "caption", said.get("caption", ""), _CAPTION),
            step=_text(step, "step", said.get("step", ""), _NAME),
        )

    def _positions(self, step: int, given: object) -> FloatArray:
        wanted = "numbers of shape (rows, 2), or one number a row"
        found = _numbers(step, "positions", given, wanted)
        if found.ndim not in (1, 2) or (found.ndim == 2 and found.shape[1] != 2):
            raise InputError(f"snapshot {step}: positions must be {wanted}, got shape {found.shape}")
        if self._axes not in (0, found.ndim):
            kinds = ("", "one number a row", "two numbers a row")
            raise InputError(
                f"snapshot {step}: positions have {kinds[found.ndim]}, and had {kinds[self._axes]} before"
            )
        self._axes = found.ndim
        self._rows(step, "positions", len(found))
        _check_finite(step, "positions", found)
        return frozen(found)

    def _labels(self, step: int, given: object) -> LabelArray:
        wanted = "one whole number a row, -1 for no group"
        found = _numbers(step, "labels", given, wanted)
        if found.ndim != 1:
            raise InputError(f"snapshot {step}: labels must be {wanted}, got shape {found.shape}")
        self._rows(step, "labels", len(found))
        wrong = np.flatnonzero(~((found >= NO_CLUSTER) & (found < MOST_GROUPS) & (found % 1 == 0)))
        if wrong.size:
            raise InputError(
                f"snapshot {step}: labels must be whole numbers from -1 to {MOST_GROUPS - 1}, got "
                f"{found[wrong[0]]:g} in row {wrong[0]}"
            )
        return frozen(found.astype(np.int16))

    def _links(self, step: int, given: object) -> IntArray:
        wanted = "pairs of rows, such as [(0, 1), (1, 4)]"
        found = _numbers(step, "links", given, wanted)
        if not found.size:
            return frozen(np.empty((0, 2), np.intp))
        if found.ndim != 2 or found.shape[1] != 2:
            raise InputError(f"snapshot {step}: links must be {wanted}, got shape {found.shape}")
        return frozen(self._row_numbers(step, "links", found))

    def _highlight(self, step: int, given: object) -> IntArray:
        found = np.atleast_1d(_numbers(step, "highlight", given, "rows, such as 3 or [3, 4]"))
        is_mask = np.asarray(given).dtype.kind == "b"
        if found.ndim != 1:
            raise InputError(
                f"snapshot {step}: highlight must be rows, such as 3 or [3, 4], got shape {found.shape}"
            )
        if is_mask:
            self._rows(step, "highlight", len(found))
            found = np.flatnonzero(found).astype(np.float64)
        return frozen(np.unique(self._row_numbers(step, "highlight", found)))

    def _row_numbers(self, step: int, key: str, found: FloatArray) -> IntArray:
        wrong = found[~((found >= -self.n) & (found < self.n) & (found % 1 == 0))]
        if wrong.size and not self.n:
            raise InputError(
                f"snapshot {step}: {key} names rows, and no positions or labels were yielded before"
            )
        if wrong.size:
            raise InputError(
                f"snapshot {step}: {key} must be rows from 0 to {self.n - 1}, got {wrong.flat[0]:g}"
            )
        rows = found.astype(np.intp)
        return np.where(rows < 0, rows + self.n, rows)

    def _rows(self, step: int, key: str, count: int) -> None:
        if not count:
            raise InputError(f"snapshot {step}: {key} are empty; at least one row is needed")
        if count > MOST_ROWS:
            raise InputError(f"snapshot {step}: {key} have {count:,} rows; at most {MOST_ROWS:,} are shown")
        if self.n and count != self.n:
            raise InputError(
                f"snapshot {step}: {key} have {counted(count, 'row')}, and {self._told_by} had {self.n:,}; "
                "all snapshots are of the same rows"
            )
        if not self.n:
            self.n, self._told_by = count, f"{key} of snapshot {step}"


def _numbers(step: int, key: str, given: object, wanted: str) -> FloatArray:
    """Copy an array of numbers: whoever yields one may write to it again."""
    refusal = InputError(f"snapshot {step}: {key} must be {wanted}, got {_described(given)}")
    if isinstance(given, str | bytes | Mapping):
        raise refusal
    plain: Any = given
    try:
        array = np.asarray(plain)
        if array.dtype.kind not in "biuf" and (array.dtype.kind != "O" or array.ndim == 0):
            raise refusal
        return np.array(array, np.float64)
    except (TypeError, ValueError, OverflowError):
        raise refusal from None


def _check_finite(step: int, key: str, values: FloatArray) -> None:
    wrong = ~(np.abs(values) <= _LARGEST)
    if wrong.any():
        place = tuple(int(i) for i in np.argwhere(wrong)[0])
        raise InputError(
            f"snapshot {step}: {key}, row {place[0]} is {values[place]}; every value must be a finite number "
            "within 1e100; stop before, or leave it out"
        )


def _curves(step: int, given: object) -> dict[str, FloatArray | None]:
    if not isinstance(given, Mapping):
        raise InputError(
            f"snapshot {step}: curves must be a dict of points by name, {{'f': [(0, 1), (1, 2)]}}, "
            f"got {_described(given)}"
        )
    found: dict[str, FloatArray | None] = {}
    for name, points in given.items():
        if not isinstance(name, str) or not name.strip():
            raise InputError(f"snapshot {step}: a curve is called by a text, got {shown(repr(name))}")
        found[clean(name)] = None if points is None else _curve(step, name, points)
    return found


def _curve(step: int, name: str, given: object) -> FloatArray:
    key = f"curve {shown(repr(name), 40)}"
    wanted = "points of shape (m, 2), such as np.column_stack([x, y])"
    points = _numbers(step, key, given, wanted)
    if points.ndim != 2 or points.shape[1] != 2 or not points.size:
        raise InputError(f"snapshot {step}: {key} must be {wanted}, got shape {points.shape}")
    if len(points) > MOST_CURVE_POINTS:
        raise InputError(
            f"snapshot {step}: {key} has {len(points):,} points; at most {MOST_CURVE_POINTS:,} are drawn"
        )
    gaps = np.isnan(points).any(axis=1)
    if gaps.all():
        raise InputError(f"snapshot {step}: {key} has no point that is a number")
    _check_finite(step, key, points[~gaps])
    points[gaps] = np.nan
    return frozen(points)


def _objective(step: int, given: object) -> float:
    if isinstance(given, bool | str | bytes) or type(given).__name__ in ("bool", "bool_"):
        raise InputError(f"snapshot {step}: objective must be a number, got {_described(given)}")
    number: Any = given
    try:
        value = float(number)
    except (TypeError, ValueError, OverflowError):
        raise InputError(f"snapshot {step}: objective must be a number, got {_described(given)}") from None
    if not abs(value) <= _LARGEST:
        raise InputError(
            f"snapshot {step}: objective is {value}; it must be a finite number within 1e100; "
            "leave it out where there is none"
        )
    return value


def _text(step: int, key: str, given: object, most: int) -> str:
    if not isinstance(given, str):
        raise InputError(f"snapshot {step}: {key} must be a text, got {_described(given)}")
    if len(given) > most:
        raise InputError(f"snapshot {step}: {key} has {len(given):,} characters; at most {most} are read")
    return clean(given).strip()


def _described(given: object) -> str:
    """Say what was received, shortly."""
    told = f" {shown(repr(given), 40)}" if isinstance(given, str | bytes | int | float | complex) else ""
    return f"{shown(type(given).__name__)}{told}"
