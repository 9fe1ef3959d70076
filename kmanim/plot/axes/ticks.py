"""Round places on an axis and their labels, readable at any magnitude."""

from __future__ import annotations

from math import ceil, floor, isfinite, log10
from typing import NamedTuple

import numpy as np
from matplotlib.ticker import MaxNLocator

from kmanim.arrays import FloatArray
from kmanim.story.text.numbers import MINUS, apart_from, thousands

_NAMED = {3: "thousands", 6: "millions"}
_RAISED = str.maketrans("-0123456789", "⁻⁰¹²³⁴⁵⁶⁷⁸⁹")


class Ticks(NamedTuple):
    """Where an axis is marked, with what, and what the labels leave out.

    Attributes
    ----------
    places : ndarray of shape (m,)
        In data units, rising.
    labels : tuple of str, length m
        ``(place - shift) / 10**exponent``, with as many decimals as tell neighbours apart.
    shift : float
        Left out of every label; 0 unless the labels would only differ far behind.
    exponent : int
        Power of ten left out of every label; 0 between about 0.001 and a million.
    """

    places: FloatArray
    labels: tuple[str, ...]
    shift: float = 0.0
    exponent: int = 0

    def titled(self, title: str) -> str:
        """Say in the title what the labels leave out: ``Weight (kg) − 100,000,000``, ``W, in millions``."""
        if self.shift:
            title = f"{title} {'−' if self.shift > 0 else '+'} {_plain(abs(self.shift))}"
        if self.exponent in _NAMED:
            return f"{title}, in {_NAMED[self.exponent]}"
        return f"{title}, × 10{str(self.exponent).translate(_RAISED)}" if self.exponent else title


NO_TICKS = Ticks(np.empty(0), ())


def round_ticks(
    low: float, high: float, most: int, *, whole: bool = False, exponent: int | None = None
) -> Ticks:
    """Find at most `most` intervals between round numbers in [low, high].

    Parameters
    ----------
    low, high : float
        Limits of the axis, low < high.
    most : int
        Upper limit on the number of intervals.
    whole : bool, default False
        Whether only whole numbers are wanted.
    exponent : int, optional
        Power of ten to leave out of the labels, instead of one that suits them.
    """
    steps = [1, 2, 5, 10] if whole else [1, 2, 2.5, 5, 10]
    locator = MaxNLocator(nbins=max(1, most), steps=steps, integer=whole, min_n_ticks=2)
    # Near the limits of floating point a locator works best on numbers of order one.
    centre, span = (low + high) / 2, high - low
    scale = 10.0 ** floor(log10(span)) if isfinite(span) and span > 0 else 1.0
    if whole:
        scale = 1.0  # or whole would mean whole tens
    near = abs(centre) < 1e4 * span
    base = 0.0 if near else floor(centre / scale / 1000) * 1000 * scale
    found = np.asarray(locator.tick_values((low - base) / scale, (high - base) / scale), dtype=np.float64)
    places = base + found * scale
    inside = (places >= low - span * 1e-9) & (places <= high + span * 1e-9)
    places, found = places[inside], found[inside]
    if not places.size:
        return NO_TICKS
    step = float(found[1] - found[0]) * scale if found.size > 1 else scale
    shown = found * scale
    largest = float(np.abs(shown).max())
    if exponent is None:
        suits = largest == 0 or 1e-3 <= largest < 1e6
        exponent = 0 if suits else floor(log10(largest) / 3 + 1e-12) * 3
    unit = 10.0**exponent
    decimals = _decimals(step / unit)
    least = apart_from(largest / unit)
    labels = tuple(
        thousands(f"{value / unit + 0.0:.{decimals}f}".replace("-", MINUS), least) for value in shown
    )
    return Ticks(places, labels, base, exponent)


def power_ticks(low: float, high: float, most: int) -> Ticks:
    """Find at most `most` + 1 powers of ten, or a few numbers between two, on an axis of logarithms in [low, high].

    Up to 10,000 they are written out, else all as powers: a number of ten digits would leave the axis no room. Numbers
    between them are 1, 2 and 5 of each power, where one or two powers are inside.
    """
    first, last = ceil(low - 1e-9), floor(high + 1e-9)
    if last - first >= 2:
        powers = np.arange(first, last + 1)[:: max(1, -(-(last - first) // most))]
        short = all(-2 <= power <= 4 for power in powers.tolist())
        labels = tuple(
            _plain(10.0**power) if short else f"10{str(power).translate(_RAISED)}"
            for power in powers.tolist()
        )
        return Ticks(powers.astype(np.float64), labels)
    few = [digit * 10.0**power for power in range(first - 1, last + 1) for digit in (1, 2, 5)]
    few = [value for value in few if low <= log10(value) <= high]
    if len(few) >= 3:
        return Ticks(np.log10(few), tuple(_plain(value) for value in few))
    linear = round_ticks(10.0**low, 10.0**high, most)
    known = linear.places > 0
    kept = tuple(label for label, is_known in zip(linear.labels, known, strict=True) if is_known)
    return Ticks(np.log10(linear.places[known]), kept, linear.shift, linear.exponent)


def _decimals(step: float) -> int:
    for decimals in range(10):
        if abs(step * 10**decimals - round(step * 10**decimals)) < 1e-6:
            return decimals
    return 10


def _plain(number: float) -> str:
    return f"{number:,.10g}" if 1e-4 <= number < 1e13 else f"{number:.10g}"
