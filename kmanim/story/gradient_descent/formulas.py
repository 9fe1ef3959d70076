"""Models as formulas, in letters and in numbers of original units: ``hp = −1.8 + 0.102 × kg``."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from kmanim.arrays import FloatArray
from kmanim.story.gradient_descent.facts import DescentFacts
from kmanim.story.text.numbers import MINUS, Format, by_itself, half_up, thousands
from kmanim.story.text.words import NAME_LIMITS, sentence_case

# How long a name in a formula may be: a short one is all that a second formula below it leaves room for.
_SYMBOLS = (*NAME_LIMITS[:-2], 12)
_LEAST_NAME = 18
_POWERS = {1: "", 2: "²", 3: "³"}
# Weights that turn a boundary by less than this share of the plot leave it upright.
_UPRIGHT = 0.05
# The share of what is told that is no more than rounding.
_ROUNDING = 1e-13


def model(facts: DescentFacts) -> Iterator[str]:
    """Write the model with letters for its weights, from rich to short: ``hp = w × weight + b``."""
    if facts.is_network:
        hidden = facts.trace.parameters.hidden
        network = f"a network with {hidden} hidden {'unit' if hidden == 1 else 'units'}"
        yield from (f"{_told(facts, limit)} = {network}" for limit in _SYMBOLS)
        yield network
        return
    d = facts.dataset.d
    degree = facts.trace.parameters.degree if facts.trace.kind == "polynomial" else 1
    letters = [f"x{column + 1}" if d > 1 else "x" for column in range(d)]
    for limit in _SYMBOLS:
        names = [facts.feature(column, max(limit, _LEAST_NAME)) for column in range(d)]
        named = letters if any(map(_is_weight_letter, names)) else names
        yield from _weighed(_told(facts, limit), named, degree)
    told = _told(facts, _SYMBOLS[-1])
    yield from _weighed(told, letters, degree)
    if degree > 1 and (d > 1 or degree > 3):
        yield from (f"{_told(facts, limit)} = a polynomial of degree {degree}" for limit in _SYMBOLS)
    yield f"{told} = a weighted sum of {facts.measures} + b"
    yield "a weighted sum"


def _told(facts: DescentFacts, limit: int) -> str:
    """Name what is told in a formula, where letters stand for weights."""
    symbol = facts.target_symbol(limit)
    return "y" if _is_weight_letter(symbol) else symbol


def _weighed(told: str, names: list[str], degree: int) -> Iterator[str]:
    """Write a model of few terms with a letter for each weight; nothing of more terms."""
    if len(names) == degree == 1:
        yield f"{told} = w × {names[0]} + b"
    elif degree == 1 and len(names) <= 3:
        yield f"{told} = {_sum([f'w{i} × {name}' for i, name in enumerate(names, start=1)])}"
    elif len(names) == 1 and degree <= 3:
        yield f"{told} = {_sum([f'w{i} × {names[0]}{_POWERS[i]}' for i in range(1, degree + 1)])}"


def _is_weight_letter(name: str) -> bool:
    """Tell the letters of weights: a column that is called so is not named beside them."""
    return name in ("b", "w") or (name[:1] == "w" and name[1:].isdigit())


def _sum(terms: list[str]) -> str:
    return " + ".join([*terms, "b"])


def lines(facts: DescentFacts, weights: FloatArray | None) -> list[str]:
    """Write a line or a plane of up to two features, from rich to short: ``hp = −1.8 + 0.102 × kg``; nothing of more.

    Parameters
    ----------
    facts : DescentFacts
    weights : ndarray or None
        Per original unit, b last.
    """
    if weights is None or len(weights) > 3:
        return []
    weights = _without_rounding(facts, weights)
    constant = _two_digits(float(weights[-1]), _apart(facts.target_format))
    found = []
    for limit in _SYMBOLS:
        told = f"{facts.target_symbol(limit)} = {constant}"
        for weight, symbol in zip(weights[:-1].tolist(), facts.symbols(limit), strict=True):
            told += f" {'+' if weight >= 0 else MINUS} {by_itself(abs(weight))} × {symbol}"
        found.append(told)
    return found


def _apart(write: Format) -> Format:
    """Give a format for what is no value of a column, such as what is added to a weighted sum: no year, ever."""
    return write._replace(apart_from=1_000)


def _without_rounding(facts: DescentFacts, weights: FloatArray) -> FloatArray:
    """Give weights, 0 where they move what is told by no more than rounding does."""
    dataset, values = facts.dataset, np.abs(facts.trace.target.values)
    farthest = np.append(np.abs(dataset.points).max(axis=0), 1.0)
    counts = np.abs(weights) * farthest
    return np.where(counts <= _ROUNDING * max(float(values.max()), float(counts.max())), 0.0, weights)


def boundary(facts: DescentFacts, step: int, limit: int = _SYMBOLS[0]) -> tuple[str, str]:
    """Say on which side of a boundary the second class is, and write it: ``above``, ``hp = 0.492 × kg − 521``.

    Both are empty where there is none, or no words for it. A boundary that is upright, or nearly, is written as a
    place on the horizontal axis: as a height it would pass through infinity. Names are cut at a limit.
    """
    found = facts.trace.boundary(step)
    if found is None or facts.trace.kind == "network":
        return "", ""
    a, b, c = found
    write, symbols = facts.columns, facts.symbols(limit)
    if not all(isinstance(one, Format) for one in write):
        return "", ""
    if facts.dataset.d == 1:
        return _upright(facts, a, c, symbols[0])
    spans = facts.dataset.high - facts.dataset.low
    if abs(b) * spans[1] <= _UPRIGHT * abs(a) * spans[0]:
        if b == 0:
            return _upright(facts, a, c, symbols[0])
        slope, place = -b / a if a else 0.0, -c / a if a else 0.0
        side, names, own = ("above" if a > 0 else "below"), symbols[::-1], write[0]
    else:
        slope, place = -a / b, -c / b
        side, names, own = ("above" if b > 0 else "below"), symbols, write[1]
    assert isinstance(own, Format)
    sign = MINUS if place < 0 else "+"
    return side, f"{names[1]} = {_signed(slope)} × {names[0]} {sign} {_two_digits(abs(place), _apart(own))}"


def _upright(facts: DescentFacts, a: float, c: float, symbol: str) -> tuple[str, str]:
    own = facts.columns[0]
    if not a or not isinstance(own, Format):
        return "", ""
    unit = facts.dataset.features[0].unit
    place = _two_digits(-c / a, own)
    return ("above" if a > 0 else "below"), f"{place} {symbol}" if unit else f"{symbol} = {place}"


def _signed(value: float) -> str:
    return f"{MINUS if value < 0 else ''}{by_itself(abs(value))}"


def second_class(facts: DescentFacts, step: int) -> list[str]:
    """Say where the second class is told, from rich to short; nothing where it cannot be said."""
    told, found = sentence_case(facts.classes[1]), []
    the_line = f"the {facts.boundary} " if facts.dataset.d == 2 else ""
    for limit in _SYMBOLS:
        side, written = boundary(facts, step, limit)
        if written:
            found += [f"{told} {side} {the_line}{written}.", f"{told} {side} {written}."]
    return found


def _two_digits(value: float, write: Format) -> str:
    """Write a number as others of its kind, or with as many decimals more as show two digits of it."""
    decimals = write.decimals
    if not value:
        return half_up(0.0, decimals)
    while decimals < write.decimals + 6:
        text = half_up(value, decimals)
        if len(text.lstrip("−").replace(".", "").lstrip("0")) >= 2:
            return by_itself(value) if abs(value) >= 1e7 else thousands(text, write.apart_from)
        decimals += 1
    return by_itself(value)
