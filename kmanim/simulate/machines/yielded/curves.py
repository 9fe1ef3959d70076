"""Curves as anybody yields them: points by name."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from kmanim.arrays import FloatArray, frozen
from kmanim.data.limits import clean
from kmanim.errors import InputError, shown
from kmanim.simulate.machines.yielded.numbers import check_finite, described, numbers, turned

MOST_CURVES, MOST_CURVE_POINTS = 20, 100_000


def curves_of(step: int, given: object) -> dict[str, FloatArray | None]:
    """Read curves by name, and None for each that is taken away.

    Raises
    ------
    InputError
        If they are no dict, or the points of one are none.
    """
    if not isinstance(given, Mapping):
        raise InputError(
            f"snapshot {step}: curves must be a dict of points by name, {{'f': [(0, 1), (1, 2)]}}, "
            f"got {described(given)}"
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
    points = numbers(step, key, given, wanted)
    if points.ndim != 2 or points.shape[1] != 2 or not points.size:
        raise InputError(f"snapshot {step}: {key} must be {wanted}, got shape {points.shape}{turned(points)}")
    if len(points) > MOST_CURVE_POINTS:
        raise InputError(
            f"snapshot {step}: {key} has {len(points):,} points; at most {MOST_CURVE_POINTS:,} are drawn"
        )
    gaps = np.isnan(points).any(axis=1)
    if gaps.all():
        raise InputError(f"snapshot {step}: {key} has no point that is a number")
    check_finite(step, key, points[~gaps])
    points[gaps] = np.nan
    return frozen(points)
