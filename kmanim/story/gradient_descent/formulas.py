"""Models as formulas, in letters and in numbers of original units: ``hp = −1.8 + 0.102 × kg``."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from kmanim.arrays import FloatArray
from kmanim.story.gradient_descent.facts import DescentFacts
from kmanim.story.text.numbers import MINUS, Format, by_itself, half_up
from kmanim.story.text.words import sentence_case

_POWERS = {1: "", 2: "²", 3: "³"}
# Weights that turn a boundary by less than this share of the plot leave it upright.
_UPRIGHT = 0.05
# The share of what is told that is no more than rounding.
_ROUNDING = 1e-13


def model(facts: DescentFacts) -> Iterator[str]:
    """Write the model with letters for its weights, from rich to short: ``hp = w × weight + b``."""
    d = facts.dataset.d
    told = "y" if _is_weight_letter(facts.target_symbol) else facts.target_symbol
    names = [facts.feature(column, 18) for column in range(d)]
    if any(map(_is_weight_letter, names)):
        names = [f"x{column + 1}" if d > 1 else "x" for column in range(d)]
    degree = facts.trace.parameters.degree if facts.trace.kind == "polynomial" else 1
    if facts.is_network:
        hidden = facts.trace.parameters.hidden
        units = "unit" if hidden == 1 else "units"
        yield f"{told} = a network with {hidden} hidden {units}"
        yield f"a network with {hidden} hidden {units}"
        return
    if degree == 1 and d == 1:
        yield f"{told} = w × {names[0]} + b"
        yield f"{told} = w × x + b"
    elif degree == 1 and d <= 3:
        yield f"{told} = {_sum([f'w{i + 1} × {name}' for i, name in enumerate(names)])}"
        yield f"{told} = {_sum([f'w{i + 1} × x{i + 1}' for i in range(d)])}"
    elif d == 1 and degree <= 3:
        yield f"{told} = {_sum([f'w{i} × {names[0]}{_POWERS[i]}' for i in range(1, degree + 1)])}"
        yield f"{told} = {_sum([f'w{i} × x{_POWERS[i]}' for i in range(1, degree + 1)])}"
    elif degree > 1:
        yield f"{told} = a polynomial of degree {degree}"
    yield f"{told} = a weighted sum of {facts.measures} + b"
    yield "a weighted sum"


def _is_weight_letter(name: str) -> bool:
    """Tell the letters of weights: a column that is called so is not named beside them."""
    return name in ("b", "w") or (name[:1] == "w" and name[1:].isdigit())


def _sum(terms: list[str]) -> str:
    return " + ".join([*terms, "b"])


def line(facts: DescentFacts, weights: FloatArray) -> str:
    """Write a line or a plane of up to two features: ``hp = −1.8 + 0.102 × kg``; empty of more.

    Parameters
    ----------
    facts : DescentFacts
    weights : ndarray
        Per original unit, b last.
    """
    if len(weights) > 3:
        return ""
    weights = _without_rounding(facts, weights)
    told = _two_digits(float(weights[-1]), facts.target_format)
    for weight, symbol in zip(weights[:-1].tolist(), facts.symbols, strict=True):
        told += f" {'+' if weight >= 0 else MINUS} {by_itself(abs(weight))} × {symbol}"
    return f"{facts.target_symbol} = {told}"


def _without_rounding(facts: DescentFacts, weights: FloatArray) -> FloatArray:
    """Give weights, 0 where they move what is told by no more than rounding does."""
    dataset, values = facts.dataset, np.abs(facts.trace.target.values)
    farthest = np.append(np.abs(dataset.points).max(axis=0), 1.0)
    counts = np.abs(weights) * farthest
    return np.where(counts <= _ROUNDING * max(float(values.max()), float(counts.max())), 0.0, weights)


def boundary(facts: DescentFacts, step: int) -> tuple[str, str]:
    """Say on which side of a boundary the second class is, and write it: ``above``, ``hp = 0.492 × kg − 521``.

    Both are empty where there is none, or no words for it. A boundary that is upright, or nearly, is written as a
    place on the horizontal axis: as a height it would pass through infinity.
    """
    found = facts.trace.boundary(step)
    if found is None or facts.trace.kind == "network":
        return "", ""
    a, b, c = found
    write = facts.columns
    if not all(isinstance(one, Format) for one in write):
        return "", ""
    if facts.dataset.d == 1:
        return _upright(facts, a, c)
    spans = facts.dataset.high - facts.dataset.low
    if abs(b) * spans[1] <= _UPRIGHT * abs(a) * spans[0]:
        if b == 0:
            return _upright(facts, a, c)
        slope, place = -b / a if a else 0.0, -c / a if a else 0.0
        side, names, own = ("above" if a > 0 else "below"), facts.symbols[::-1], write[0]
    else:
        slope, place = -a / b, -c / b
        side, names, own = ("above" if b > 0 else "below"), facts.symbols, write[1]
    assert isinstance(own, Format)
    sign = MINUS if place < 0 else "+"
    return side, f"{names[1]} = {_signed(slope)} × {names[0]} {sign} {_two_digits(abs(place), own)}"


def _upright(facts: DescentFacts, a: float, c: float) -> tuple[str, str]:
    own = facts.columns[0]
    if not a or not isinstance(own, Format):
        return "", ""
    unit = facts.dataset.features[0].unit
    place = _two_digits(-c / a, own)
    return (
        "above" if a > 0 else "below"
    ), f"{place} {facts.symbols[0]}" if unit else f"{facts.symbols[0]} = {place}"


def _signed(value: float) -> str:
    return f"{MINUS if value < 0 else ''}{by_itself(abs(value))}"


def second_class(facts: DescentFacts, step: int) -> list[str]:
    """Say where the second class is told, from rich to short; nothing where it cannot be said."""
    side, written = boundary(facts, step)
    if not written:
        return []
    told = sentence_case(facts.classes[1])
    is_line = facts.dataset.d == 2
    return [
        f"{told} {side} {f'the {facts.boundary} ' if is_line else ''}{written}.",
        f"{told} {side} {written}.",
    ]


def _two_digits(value: float, write: Format) -> str:
    """Write a number as others of its kind, or with as many decimals more as show two digits of it."""
    decimals = write.decimals
    if not value:
        return half_up(0.0, decimals)
    while decimals < write.decimals + 6:
        text = half_up(value, decimals)
        if len(text.lstrip("−").replace(".", "").lstrip("0")) >= 2:
            return by_itself(value) if abs(value) >= 1e7 else text
        decimals += 1
    return by_itself(value)
