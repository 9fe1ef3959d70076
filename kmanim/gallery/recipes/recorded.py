"""Algorithms of your own: a list that is sorted, the root of a function, a ball that rolls into a valley."""

from __future__ import annotations

from collections.abc import Generator, Iterator
from typing import Any

import numpy as np

from kmanim.films.film import Film, animate
from kmanim.gallery.recipe import Recipe
from kmanim.simulate.algorithms.recorded import record


def bubble_sort(numbers: list[float]) -> Generator[dict[str, Any], None, str]:
    """Let neighbours change places until every one is in order."""
    values = list(numbers)
    yield {"positions": values}
    for end in range(len(values) - 1, 0, -1):
        swaps = 0
        for i in range(end):
            if values[i] > values[i + 1]:
                values[i], values[i + 1] = values[i + 1], values[i]
                swaps += 1
                yield {"positions": values, "highlight": [i, i + 1]}
        if not swaps:
            break
    return "every neighbour is in order"


def newton(x: float) -> Generator[dict[str, Any], None, str]:
    """Go where the tangent meets the axis, until the function is 0 but for rounding."""
    xs = np.linspace(0.5, 3.2, 100)
    curves: dict[str, Any] = {"x² − 2": np.column_stack([xs, xs**2 - 2])}
    while True:
        y = x**2 - 2
        yield {"positions": [(x, y)], "curves": curves}
        if abs(y) < 1e-9:
            return "x² is 2 but for rounding"
        foot = x - y / (2 * x)
        curves = {"tangent": [(x, y), (foot, 0)]}
        x = foot


def gradient_descent(w: float, rate: float, steps: int) -> Iterator[dict[str, Any]]:
    """Go against the slope of f(w) = w² + 3w − 5."""
    ws = np.linspace(-13, 11, 200)
    curves: dict[str, Any] = {"w² + 3w − 5": np.column_stack([ws, ws**2 + 3 * ws - 5])}
    for _ in range(steps + 1):
        height, slope = w**2 + 3 * w - 5, 2 * w + 3
        near = np.array([w - 3, w + 3])
        curves["tangent"] = np.column_stack([near, height + slope * (near - w)])
        yield {"positions": [(w, height)], "curves": curves, "objective": height}
        w -= rate * slope


def _bubble_sort() -> Film:
    """Make the film of seven numbers that are sorted."""
    return animate(record(bubble_sort([5, 3, 8, 1, 9, 2, 7])))


def _newton() -> Film:
    """Make the film of the square root of 2."""
    return animate(record(newton(3.0), title="Newton’s method", axes=("x", "f(x)")))


def _descent() -> Film:
    """Make the film of a ball that rolls into a valley."""
    trace = record(gradient_descent(10.0, 0.01, 1000), axes=("w", "f(w)"), objective="f")
    return animate(trace, best=-7.25, steps="doubling")


RECIPES = (
    Recipe(file="own-bubble-sort.gif", picture=_bubble_sort),
    Recipe(file="own-newton.gif", picture=_newton),
    Recipe(file="own-descent.gif", picture=_descent),
)
