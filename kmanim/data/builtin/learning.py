"""Sets of two classes, always the same, on which something is learned: two moons, four clouds, a drawn curve."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

import numpy as np

from kmanim.arrays import FloatArray
from kmanim.data.builtin.fixed import FixedSet

_SOURCE = "drawn by kmanim, always the same"

Drawn = tuple[FloatArray, list[str]]


def _moons() -> Drawn:
    """Draw two half moons of 50 points, so blurred that they touch: a straight line tells 86 of 100 right."""
    t = np.linspace(0, np.pi, 50)
    upper, lower = (np.cos(t), np.sin(t)), (1 - np.cos(t), 0.5 - np.sin(t))
    points = np.concatenate([np.column_stack(upper), np.column_stack(lower)])
    return points + 0.2 * np.random.default_rng(0).standard_normal((100, 2)), ["0"] * 50 + ["1"] * 50


def _clouds() -> Drawn:
    """Draw four clouds of 20 points at the corners of a square, opposite ones of one class: no line tells them."""
    corners = np.array([(-1, -1), (1, 1), (-1, 1), (1, -1)], np.float64)
    points = np.repeat(corners, 20, axis=0) + 0.35 * np.random.default_rng(0).standard_normal((80, 2))
    return points, ["0"] * 40 + ["1"] * 40


def _curve() -> Drawn:
    """Draw the class of 100 places by the chance 1 / (1 + e^-(2 x + 1)): so the two overlap, and best weights exist."""
    x = np.linspace(-5, 5, 100)
    is_one = np.random.default_rng(1).random(100) < 1 / (1 + np.exp(-2 * x - 1))
    return x[:, np.newaxis], is_one.astype(int).astype(str).tolist()


SETS: Mapping[str, FixedSet] = MappingProxyType(
    {
        "moons-100": FixedSet(draw=_moons, source=_SOURCE),
        "four-clouds": FixedSet(draw=_clouds, source=_SOURCE),
        "logistic-100": FixedSet(draw=_curve, source=_SOURCE),
    }
)
