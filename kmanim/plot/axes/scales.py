"""Axes for values of a parameter and for what is measured: linear, by powers of ten, or words side by side."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Literal

import numpy as np

from kmanim.arrays import FloatArray
from kmanim.plot.axes.ticks import NO_TICKS, Ticks, round_ticks
from kmanim.plot.render.text_width import text_width
from kmanim.plot.style.theme import TextStyle
from kmanim.story.text.numbers import MINUS, apart_from, thousands

# Counts that go so far, most of them much less far, are told by their powers of ten.
_MANY, _FEW = 40.0, 4.0
# Of values below 0 the least has so many times the size of the largest, where their powers of ten tell them.
_WIDE = 20.0
_NONE = 0.5  # where 0 stands on an axis of powers, below 1
_APART = 9.0


@dataclass(frozen=True, slots=True, eq=False)
class Scale:
    """Where values lie on an axis, and what it is marked with.

    Attributes
    ----------
    kind : {"linear", "log", "words"}
    low, high : float
        The ends of the axis, as places.
    words : tuple of str
        What stands on an axis of words.
    sign : {1, -1}
        -1 where all values lie below 0 and their sizes are on the axis.
    falls : bool
        Whether the largest size has the lowest place: below 0 the least number is then lowest, as on other axes.
    has_none : bool
        Whether 0 has a place on an axis of powers of ten, as it has among counts.
    """

    kind: Literal["linear", "log", "words"]
    low: float
    high: float
    words: tuple[str, ...] = ()
    sign: int = 1
    falls: bool = False
    has_none: bool = False

    def places(self, values: Sequence[Any] | FloatArray) -> FloatArray:
        """Give the place of every value on the axis."""
        if self.kind == "words":
            return np.array([self.words.index(str(value)) for value in values], np.float64)
        numbers = np.asarray(values, np.float64)
        if self.kind == "linear":
            return numbers
        least = _NONE if self.has_none else 1e-300
        found: FloatArray = np.log10(np.maximum(numbers * self.sign, least))
        return -found if self.falls else found

    def ticks(self, length: float, style: TextStyle, *, upright: bool = False, whole: bool = False) -> Ticks:
        """Mark an axis of so many px with labels that stand apart."""
        if self.kind == "words":
            return Ticks(np.arange(len(self.words), dtype=np.float64), self._fitting(length, style))
        if self.kind == "log":
            return self._powers(length, style, upright=upright)
        for most in range(8, 0, -1):
            found = round_ticks(self.low, self.high, most, whole=whole)
            if self._apart(found.places, found.labels, length, style, upright=upright):
                return found
        return NO_TICKS

    def _fitting(self, length: float, style: TextStyle) -> tuple[str, ...]:
        """Give words, every second one or fewer blank where they would touch."""
        room = length / max(1.0, self.high - self.low)
        wide = max(text_width(word, style) for word in self.words) + _APART / 2
        every = max(1, int(np.ceil(wide / room)))
        return tuple(word if not place % every else "" for place, word in enumerate(self.words))

    def _powers(self, length: float, style: TextStyle, *, upright: bool) -> Ticks:
        ends = (-self.high, -self.low) if self.falls else (self.low, self.high)
        low, high = int(np.floor(ends[0])), int(np.ceil(ends[1]))
        places: list[float] = []
        labels: list[str] = []
        for digits in ((1, 2, 5), (1, 3), (1,)):
            values = [digit * 10.0**power for power in range(low, high + 1) for digit in digits]
            found = [value for value in values if ends[0] - 1e-9 <= np.log10(value) <= ends[1] + 1e-9]
            if self.has_none and upright:
                found = [value for value in found if value >= 1]
            places = [float(np.log10(value)) for value in found]
            least = apart_from(max(found, default=0.0))
            labels = [_plain(value, self.sign, least) for value in found]
            if upright and self.has_none and self.low <= np.log10(_NONE):
                places, labels = [float(np.log10(_NONE)), *places], ["0", *labels]
            if self.falls:
                places, labels = [-place for place in places[::-1]], labels[::-1]
            if self._apart(np.array(places), tuple(labels), length, style, upright=upright):
                return Ticks(np.array(places), tuple(labels))
        every = max(2, len(labels) // 4)
        return Ticks(np.array(places[::every]), tuple(labels[::every]))

    def _apart(
        self, places: FloatArray, labels: tuple[str, ...], length: float, style: TextStyle, *, upright: bool
    ) -> bool:
        """Whether labels stand apart."""
        if places.size < 2:
            return True
        px = (places - self.low) / (self.high - self.low) * length
        sizes = np.array([style.size if upright else text_width(label, style) for label in labels])
        gaps = np.diff(px) - (sizes[1:] + sizes[:-1]) / 2
        return bool(gaps.min() >= (4 if upright else _APART))


def scale_of_values(values: Sequence[Any], texts: Sequence[str], *, words: bool, log: bool) -> Scale:
    """Make the axis of a parameter's values, with some room at both ends."""
    if words:
        return Scale("words", -0.5, len(texts) - 0.5, tuple(texts))
    sign = -1 if log and max(values) < 0 else 1
    ends = np.array([min(values), max(values)], np.float64)
    low, high = sorted(np.log10(ends * sign).tolist() if log else ends.tolist())
    air = 0.04 * (high - low)
    return Scale("log" if log else "linear", low - air, high + air, sign=sign)


def scale_of_measure(values: Sequence[float], *, powers: bool = False, floor: bool = False) -> Scale:
    """Make the axis of a measure.

    Parameters
    ----------
    values : sequence of float
        All that it ever is; nan where it is not.
    powers : bool
        Whether counts that go far are told by their powers of ten: 4 clusters and 1 are then as far apart as 200 and
        50.
    floor : bool
        Whether it cannot be below 0, where the axis then begins, as it does for counts.
    """
    known = np.array([value for value in values if np.isfinite(value)], np.float64)
    if not known.size:
        return Scale("linear", 0.0, 1.0)
    low, high = float(known.min()), float(known.max())
    whole = bool((known == np.floor(known)).all()) and low >= 0
    if powers and whole and high >= _MANY and high > _FEW * float(np.median(known)):
        bottom = np.log10(_NONE) - 0.08 if low < 1 else np.log10(low) - 0.08
        return Scale("log", float(bottom), float(np.log10(high)) + 0.12, has_none=low < 1)
    if high < 0 and low < _WIDE * high:
        near, far = np.log10(-high), np.log10(-low)
        air = 0.08 * (far - near)
        return Scale("log", float(-far - air), float(-near + air), sign=-1, falls=True)
    if low >= 0 and (whole or floor):
        return Scale("linear", -0.04 * high, 1.1 * high or 1.0)
    air = 0.1 * (high - low) or 0.1 * abs(high) or 1.0
    return Scale("linear", low - air, high + air)


def _plain(value: float, sign: int, apart: int) -> str:
    text = thousands(f"{value:.0f}", apart) if value >= 1 else f"{value:.10g}"
    return f"{MINUS if sign < 0 else ''}{text}"
