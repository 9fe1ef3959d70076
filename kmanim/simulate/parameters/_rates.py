"""Rates as people write them: ``0.0027``, ``1/365``, ``0.3 %``, ``10 % a year``."""

from __future__ import annotations

import re

from kmanim.errors import shown

DAYS = {"day": 1.0, "week": 7.0, "month": 365 / 12, "year": 365.0}
_NUMBER = r"[+-]?(?:[0-9]+\.?[0-9]*|\.[0-9]+)(?:[eE][+-]?[0-9]+)?"
_RATE = re.compile(
    rf"({_NUMBER})(?:\s*/\s*({_NUMBER}))?\s*(%|percent)?(?:\s*(?:/|a|an|per)\s*(day|week|month|year))?"
)
_WANTED = "a rate a day such as 1/365, 0.3 % or 10 % a year"


def daily_rate(text: str) -> float:
    """Read a rate, and give what it is a day: a year has 365 days, and a rate of a year is as much of it each day.

    Raises
    ------
    ValueError
        If it is no rate; its words say what would do.
    """
    found = _RATE.fullmatch(text.strip().casefold())
    if found is None or (found[2] is not None and float(found[2]) == 0):
        raise ValueError(_WANTED)
    rate = float(found[1]) / float(found[2] or 1)
    rate /= 100 if found[3] else 1
    return rate / DAYS[found[4] or "day"]


def unit_text(unit: object) -> str:
    """Give the unit of a number as one clean line.

    Raises
    ------
    ValueError
        If it is no text of at most 20 characters.
    """
    if not isinstance(unit, str) or len(unit) > 20:
        raise ValueError("a short text such as $, EUR or orders, at most 20 characters")
    return shown(" ".join(unit.split()), 40)
