"""Numbers as text: as many digits as the reader needs, halves rounded up, one minus sign.

One rule for large numbers: up to 9,999,999 they are written out, thousands apart; then in millions, and so on. Values
of columns and distances have thousands apart where the largest of their kind is 10,000 or more, since 1998 may be a
year; counts and sums from 1,000 on.

Numbers of one kind are written alike, by how far they spread. One that would have lost its digits so, as 0.3 among
millions, is written by itself with three: no number is shown as 0 that is not. Two digits are enough beside others of
three or four, as in [940; 84]; beside 251,753 it is 84.3.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from decimal import ROUND_HALF_UP, Context, Decimal
from itertools import pairwise
from typing import NamedTuple

import numpy as np

from kmanim.arrays import FloatArray
from kmanim.letters.fonts import spelled
from kmanim.letters.right_to_left import isolated

PREFIXES = ((1e12, "T"), (1e9, "G"), (1e6, "M"))
# Below this all digits are written, however large the unit that would shorten them.
WRITTEN_OUT = 1e7
# A value of a column, or a distance, whose thousands are apart even by itself.
APART_FROM = 10_000
MINUS = "−"
MOST_DECIMALS = 9
# Room for all digits of the largest float there is.
_DIGITS_OF_ANY = Context(prec=400)
# What rounding leaves of a value that is 0, as a share of the largest: about four units in the last place.
_ROUNDING = 1e-15
# Digits that a number has at least: as it is written with others of its kind, in a unit, and by itself.
_SHORTEST, SHORTEST_IN_UNIT, _OWN = 2, 3, 3


class Format(NamedTuple):
    """How the numbers of one kind are written.

    Attributes
    ----------
    decimals : int
        Digits after the point.
    factor : float
        What one unit of the text stands for, 1e6 with the suffix ``"M"``.
    suffix : str
        Written after the number and a space, empty where `factor` is 1.
    limit : float
        From this absolute value on a number is written as a power of ten.
    apart_from : int
        From here on thousands are apart.
    nothing : float
        Up to this absolute value a number is what rounding leaves of 0.
    shortest : int
        Digits that a number must have, unless it has no more; in a unit, and among tens of thousands, it has three.
    """

    decimals: int = 0
    factor: float = 1.0
    suffix: str = ""
    limit: float = WRITTEN_OUT
    apart_from: int = APART_FROM
    nothing: float = 0.0
    shortest: int = _SHORTEST

    def __call__(self, value: float) -> str:
        """Write one number; one that would have too few digits is written by itself."""
        value = float(value)
        if not math.isfinite(value):
            return str(value).replace("-", MINUS)
        if abs(value) >= self.limit or self.decimals > MOST_DECIMALS:
            return power_of_ten(value)
        plain = half_up(value / self.factor, self.decimals)
        if abs(value) > self.nothing and is_short(
            plain, value / self.factor, SHORTEST_IN_UNIT if self.suffix else self.shortest
        ):
            if self.suffix and abs(value) >= self.factor:
                return f"{_digits(value / self.factor, _OWN)} {self.suffix}"
            return by_itself(value)
        if self.suffix:
            return f"{thousands(plain, self.apart_from)} {self.suffix}" if plain.strip("0.") else "0"
        return thousands(plain, self.apart_from)

    def more(self, decimals: int) -> Format:
        """Give the format with some decimals more."""
        return self._replace(decimals=min(self.decimals + decimals, max(self.decimals, MOST_DECIMALS)))

    def apart(self, values: Sequence[float]) -> Format:
        """Give the format with as many decimals more as show which of the values is smaller.

        Values count as apart where they differ by two units of the last digit or more, so that 365.4 and
        363.8 are not written 365 and 364. Values that agree to nine digits are left alike.
        """
        steps = [
            b - a for a, b in _pairs(sorted(float(v) for v in values if math.isfinite(v))) if differ(a, b)
        ]
        if not steps or self.decimals > MOST_DECIMALS:
            return self
        needed = math.ceil(round(-math.log10(min(steps) / self.factor / 2), 9))
        return self._replace(decimals=min(max(self.decimals, needed), max(self.decimals, MOST_DECIMALS)))


class Levels(NamedTuple):
    """How the categories of a column are written: each is its text, or its number where no font here has its letters.

    Attributes
    ----------
    names : tuple of str
    """

    names: tuple[str, ...]

    def __call__(self, value: float) -> str:
        """Write the category that a code stands for."""
        name = self.names[int(value)]
        return isolated(name) if spelled(name) else f"category {int(value) + 1}"

    def apart(self, _values: Sequence[float]) -> Levels:
        """Give itself: categories are apart as they are."""
        return self


def half_up(value: float, decimals: int = 0) -> str:
    """Write a number with this many decimals, halves rounded away from zero.

    What is rounded is the number as 15 digits show it, so that 0.145 is 0.15, and a mean that is 188.5 but
    for the last bit is 189. Negative halves go down (-188.5 is -189): data and their mirror image read alike.
    There is no -0, and the minus sign is one.
    """
    rounded = Decimal(f"{value:.15g}").quantize(Decimal(1).scaleb(-decimals), ROUND_HALF_UP, _DIGITS_OF_ANY)
    return f"{abs(rounded) if rounded.is_zero() else rounded:f}".replace("-", MINUS)


def decade(value: float) -> int:
    """Give the power of ten of a number's first digit, of the number as 15 digits show it: 0.3 - 0.2 is one tenth.

    A logarithm would say otherwise just below a power of ten, and not the same on every machine.
    """
    return int(f"{value:.14e}".partition("e")[2])


def thousands(text: str, least: int = 1_000) -> str:
    """Set the thousands of a written number apart from `least` on: ``2,547,692``."""
    sign, digits = (MINUS, text[1:]) if text.startswith(MINUS) else ("", text)
    whole, point, rest = digits.partition(".")
    return f"{sign}{int(whole):,}{point}{rest}" if int(whole) >= least else text


def apart_from(magnitude: float) -> int:
    """Say from where on thousands are apart in numbers of a kind, the largest of which is this: 5,000 beside 10,000."""
    return APART_FROM if magnitude < APART_FROM else 1_000


def power_of_ten(value: float, digits: int = 4) -> str:
    """Write a number as ``1.235e9`` or ``1.235e−9``, with four digits or so many."""
    if value == 0:
        return "0"
    exponent = Decimal(repr(value)).adjusted()
    mantissa = half_up(float(Decimal(repr(value)).scaleb(-exponent)), digits - 1)
    if mantissa.lstrip(MINUS).startswith("10."):
        mantissa, exponent = mantissa.replace("10.", "1.", 1)[:-1] + "0", exponent + 1
    return f"{mantissa}e{exponent}".replace("-", MINUS)


def by_itself(value: float, apart_from: int = 1_000) -> str:
    """Write a number with three digits or more, whatever others there are: ``0.3``, ``83.8``, ``6,204``, ``1.23 G``.

    Zeros at its end are left out where the number ends there.
    """
    value = float(value)
    size = abs(value)
    if size == 0 or not math.isfinite(value):
        return Format()(value)
    if not 1e-4 <= size < PREFIXES[0][0] * 1e4:
        return power_of_ten(value, _OWN)
    factor, suffix = next(((f, s) for f, s in PREFIXES if size >= max(f, WRITTEN_OUT)), (1.0, ""))
    text = _digits(value / factor, _OWN)
    return f"{text} {suffix}" if suffix else thousands(text, apart_from)


def fraction(value: float, decimals: int = 2) -> str:
    """Write a number between -1 and 1, such as a correlation: with two decimals, or by itself where they are zeros."""
    text = half_up(value, decimals)
    return text if text.strip(f"{MINUS}0.") or abs(value) <= _ROUNDING else by_itself(value)


def parameter_text(value: float, *, is_estimated: bool) -> str:
    """Write a parameter as it was asked for, and an estimate with the three digits that matter.

    Large ones are written as the distances that they are compared with.
    """
    plain = f"{value:.3g}" if is_estimated else f"{value:.6g}"
    if "e" not in plain:
        return plain
    return by_itself(value, APART_FROM) if abs(value) >= 1 else power_of_ten(value)


def percent(part: float, whole: float) -> str:
    """Write a share with two digits at most: ``38 %``, ``5.4 %``, ``0.3 %``; empty where there is no whole.

    Neither ``0 %`` nor ``100 %`` is said of a share that only comes near; hundreds and thousands have their digits.
    """
    if not whole:
        return ""
    share = 100 * part / whole
    if share >= 1e7:
        return f"{power_of_ten(share)} %"
    text = half_up(share, 1)
    if text == "0.0" and part > 0:
        return "<0.1 %"
    text = thousands(half_up(share)) if share >= 9.95 else text.removesuffix(".0")
    return ">99 %" if text == "100" and part < whole else f"{text} %"


def format_for(span: float, magnitude: float) -> Format:
    """Choose the format for numbers that spread over `span` and are at most `magnitude` in absolute value.

    No decimals for a span of 100 and more, one from 10 on, two from 1 on, and so forth; tens of millions and more
    are written with a prefix where the span allows it.
    """
    span = span if span > 0 else magnitude
    if not 0 < span < math.inf:
        return Format()
    limit, nothing = max(WRITTEN_OUT, 10 * magnitude), _ROUNDING * magnitude
    for factor, suffix in PREFIXES:
        if magnitude >= max(factor, WRITTEN_OUT) and span / factor >= 0.01:
            return Format(_decimals(span / factor), factor, suffix, limit=factor * 1e4, nothing=nothing)
    return Format(
        _decimals(span),
        limit=limit if magnitude < 1e15 else 0.0,
        apart_from=apart_from(magnitude),
        nothing=nothing,
        shortest=_OWN if magnitude >= APART_FROM else _SHORTEST,
    )


def column_formats(points: FloatArray) -> tuple[Format, ...]:
    """Give a format for each column of points of shape (n, d)."""
    low, high = points.min(axis=0), points.max(axis=0)
    return tuple(
        format_for(float(b) - float(a), max(abs(float(a)), abs(float(b))))
        for a, b in zip(low, high, strict=True)
    )


def distance_format(values: FloatArray) -> Format:
    """Give the format for distances between points of shape (n, d), all numbers, by the widest column."""
    span = float(np.max(values.max(axis=0) - values.min(axis=0)))
    return format_for(span, span)


def _digits(value: float, count: int) -> str:
    """Write a number with so many digits at least, without the zeros behind where it ends."""
    decimals = max(0, count - 1 - decade(value))
    text = half_up(value, decimals)
    if "." in text and Decimal(text.replace(MINUS, "-")) == Decimal(f"{value:.12g}"):
        text = text.rstrip("0").rstrip(".")
    return text


def is_short(text: str, value: float, least: int) -> bool:
    """Tell whether a number has fewer digits in a text than it should have, and others that are left out."""
    digits = text.lstrip(MINUS).replace(".", "").lstrip("0")
    return len(digits) < least and Decimal(text.replace(MINUS, "-")) != Decimal(f"{value:.12g}")


def _decimals(span: float) -> int:
    return max(0, 2 - decade(span))


def _pairs(values: list[float]) -> list[tuple[float, float]]:
    return list(pairwise(values))


def differ(a: float, b: float) -> bool:
    """Tell whether two numbers are apart by more than the ninth digit."""
    return abs(a - b) > 1e-9 * max(abs(a), abs(b))


def bytes_text(count: int) -> str:
    """Say how many bytes something has: ``66 kB``, ``2.3 MB``, ``1.6 GB``."""
    if count >= 1e9:
        return f"{count / 1e9:.1f} GB"
    return f"{count / 1e6:.1f} MB" if count >= 1e6 else f"{count / 1000:.0f} kB"


def time_text(seconds: float) -> str:
    """Say how long something takes, to two digits or so: ``40 ms``, ``2.3 s``, ``12 minutes``, ``3.5 hours``."""
    if seconds < 0.9995:
        return f"{max(seconds * 1000, 1):.0f} ms"
    if seconds < 99.5:
        return f"{seconds:.1f} s" if seconds < 9.95 else f"{seconds:.0f} s"
    if seconds < 99.5 * 60:
        return f"{seconds / 60:.0f} minutes"
    hours = seconds / 3600
    return f"{hours:.1f} hours" if hours < 9.95 else f"{hours:,.0f} hours"
