"""Values of an objective as text: sums in one unit, what became of them, and by which share."""

from __future__ import annotations

import math
from collections.abc import Sequence

from kmanim.story.text.numbers import (
    MOST_DECIMALS,
    PREFIXES,
    SHORTEST_IN_UNIT,
    WRITTEN_OUT,
    Format,
    decade,
    differ,
    format_for,
    half_up,
    is_short,
    percent,
    power_of_ten,
)

_MOST_DIGITS = 7
# What rounding leaves of a sum that is 0, as a share of the largest.
_NOTHING = 1e-14
# As if a value that stands alone had another so near, as a share of it.
_ALONE = 1e-2


def inertias(values: Sequence[float], *, top: float = 0.0) -> tuple[str, ...]:
    """Write sums of squares in one unit, with enough digits to tell different ones apart.

    Below ten millions they are written out, as in ``3,167,343``; from there on in millions and more, ``12.41 M``. The
    largest has four digits at least and seven at most, and no more than it takes: values that agree in seven digits
    are written alike. A value that the unit would show as zeros has a unit of its own; 0, and what rounding leaves of
    it, is ``0``. Whole numbers alone, such as counts of mismatches, are written as such.

    Parameters
    ----------
    values : sequence of float
        Not negative.
    top : float
        A larger value of the same kind elsewhere, whose unit is taken where that leaves three digits or more.
    """
    values = [float(value) for value in values]
    finite = [value for value in values if math.isfinite(value)]
    largest = max(finite, default=0.0)
    nothing = _NOTHING * max(largest, top)
    top = top if 1e-3 * top <= largest <= top else largest
    if 0 < top < WRITTEN_OUT and all(value.is_integer() for value in (top, *finite)):
        return tuple(f"{int(value):,}" if math.isfinite(value) else str(value) for value in values)
    if top == 0 or top >= 1e16 or top < 1e-4:
        fewest = 4
        texts = [{power_of_ten(value, n) for value in finite} for n in range(fewest, _MOST_DIGITS + 1)]
        digits = _telling(texts, fewest)
        return tuple(
            "0" if v <= nothing else power_of_ten(v, digits) if math.isfinite(v) else str(v) for v in values
        )
    write = sum_format(top)
    factor, least = write.factor, write.decimals
    most = max(least, _MOST_DIGITS - 1 - decade(largest / factor))
    texts = [{half_up(value / factor, n) for value in finite} for n in range(least, most + 1)]
    decimals = _telling(texts, least)
    write = write._replace(decimals=decimals)
    return tuple(
        "0" if value <= nothing
        else inertias([value])[0] if is_short(half_up(value / factor, decimals), value / factor, SHORTEST_IN_UNIT)
        else write(value)
        for value in values
    )  # fmt: skip


def sum_format(top: float) -> Format:
    """Give the format of sums up to a positive value: it has four digits at least, and a unit from ten millions on."""
    factor, suffix = next(((f, s) for f, s in PREFIXES if top >= max(f, WRITTEN_OUT)), (1.0, ""))
    # Three decimals below a hundred, as in 12.548 M and 26.217.
    decimals = 3 if 0.1 <= top / factor < 100 else max(3 - decade(top / factor), 0)
    return Format(decimals, factor, suffix, limit=max(WRITTEN_OUT, 1e4 * factor), apart_from=1_000)


def objectives(values: Sequence[float], *, top: float = 0.0) -> tuple[str, ...]:
    """Write values of an objective in one unit: sums as `inertias` does, and what may be negative by its spread.

    Parameters
    ----------
    values : sequence of float
    top : float
        See `inertias`.
    """
    finite = [float(value) for value in values if math.isfinite(value)]
    if min(finite, default=0.0) >= 0:
        return inertias(values, top=top)
    size = max(map(abs, finite))
    low, high = min(finite), max(finite)
    span = high - low if differ(low, high) else _ALONE * size  # one value alone has four digits or five
    plain = format_for(span, size)._replace(apart_from=1_000)
    write = plain.apart(sorted(set(finite)))
    if not plain.suffix and size < WRITTEN_OUT:  # seven digits at most, as of sums
        # Values that differ by what rounding leaves need no digits for it.
        least = plain.decimals if plain.decimals <= MOST_DECIMALS or size < 1 else 0
        most = max(least, _MOST_DIGITS - len(str(int(size))))
        write = write._replace(decimals=min(write.decimals, most))
    return tuple(write(float(value)) if math.isfinite(value) else str(value) for value in values)


def trend(values: Sequence[float], *, top: float = 0.0) -> str:
    """Say what became of an objective: ``falls from 3,510,123 to 2,818,721``, ``stays at 0``.

    Parameters
    ----------
    values : sequence of float
        In order of time; the first and the last are told.
    top : float
        See `inertias`.
    """
    first, last = float(values[0]), float(values[-1])
    former, now = objectives([first, last], top=top)
    if not differ(first, last) or (former, now) == ("0", "0"):
        return f"stays at {now}"
    verb = "falls" if last < first else "rises"
    return f"{verb} from {former} to {now}" if former != now else f"{verb} by a hair, {now}"


def change(values: Sequence[float], *, top: float = 0.0) -> str:
    """Say by which share an objective changes: ``falls by 27 %``, ``falls by almost nothing``, ``stays at 0``.

    Where it may be negative there is no share: then from where to where, as `trend` says it.

    Parameters
    ----------
    values : sequence of float
        In order of time; the first and the last are told.
    top : float
        See `inertias`.
    """
    first, last = float(values[0]), float(values[-1])
    told = trend([first, last], top=top)
    if told.startswith("stays") or min(first, last) < 0 or first == 0 or not math.isfinite(first + last):
        return told
    verb = "falls" if last < first else "rises"
    share = percent(abs(last - first), first)
    if share.startswith("<"):
        return f"{verb} by almost nothing"
    return f"{verb} by {share.replace('>', 'more than ')}"


def _telling(texts: list[set[str]], least: int) -> int:
    """Choose the fewest digits, from `least` on, that tell as many values apart as any do."""
    most = max(len(apart) for apart in texts)
    return least + next(i for i, apart in enumerate(texts) if len(apart) == most)
