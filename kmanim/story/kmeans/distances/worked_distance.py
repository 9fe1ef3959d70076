"""A distance worked out as a reader would with paper and pencil."""

from __future__ import annotations

import math
from decimal import ROUND_HALF_UP, Decimal

import numpy as np

from kmanim.story.kmeans.facts import CentroidFacts
from kmanim.story.text.numbers import MOST_DECIMALS, Format
from kmanim.story.text.words import counted, some

_TERMS = 4
# Numbers from 1e-6 to 1e7 are written out, and larger ones whose decimals matter.
_PLAIN = (-6, 7)
# Of the last digit: what rounding may have left of a term that is 0.
_ROUNDING = 1e-12


def formula(facts: CentroidFacts, i: int, row: int, cluster: int) -> str:
    """Write ``√((1188 − 1000)² + (110 − 150)²) = 192.2``, or ``|1188 − 1000| + |110 − 150| = 228.0``.

    Parameters
    ----------
    facts : CentroidFacts
        Of the trace.
    i : int
        Index of the snapshot whose centroids are meant.
    row, cluster : int
        0-based.

    Returns
    -------
    str
        In the units that are clustered, with one decimal more than distances have
        elsewhere. More than four columns are left to three dots.
    """
    values = facts.dataset.values[row]
    centroid = facts.trace[i].centroids[cluster]
    if facts.coded.any():
        return _with_categories(facts, i, row, cluster)
    measured = facts.distances(i, row)
    write = facts.distance.more(1).apart(sorted(measured)[:2])
    result = write(measured[cluster])
    digit = last_digit(facts, write, measured[cluster])
    squares = facts.terms.metric == "euclidean"
    terms = [
        term_text(float(a), float(b), digit, squares=squares)
        for a, b in zip(values[:_TERMS], centroid[:_TERMS], strict=True)
    ]
    if len(values) > _TERMS:
        terms.append("…")
    worked = " + ".join(terms)
    return f"√({worked}) = {result}" if squares else f"{worked} = {result}"


def legs(facts: CentroidFacts, i: int, row: int, cluster: int) -> tuple[str, ...]:
    """Say how far a row is from a centre in each column, with its unit: ``188 kg``, ``40 horsepower``.

    Where columns are scaled the difference in clustered units follows: ``188 kg: 0.43``.
    """
    apart = np.abs(facts.dataset.points[row] - facts.trace.centroids_of(i)[cluster])
    scaled = np.abs(facts.dataset.values[row] - facts.trace.centroids_at(i)[cluster])
    told = []
    for column, feature in enumerate(facts.dataset.features):
        # Columns of one unit have the same decimals: their legs are compared.
        alike = [
            facts.columns[other]
            for other, one in enumerate(facts.dataset.features)
            if (one.unit and one.unit == feature.unit) or other == column
        ]
        write = max(alike, key=lambda write: getattr(write, "decimals", 0))
        unit = feature.unit or facts.feature(column, 14)
        size = f": {facts.distance(float(scaled[column]))}" if facts.scaled else ""
        told.append(f"{write(float(apart[column]))} {unit}{size}")
    return tuple(told)


def term_text(a: float, b: float, digit: int, *, squares: bool) -> str:
    """Write ``(1188 − 1000)²`` or ``|1188 − 1000|``."""
    difference = f"{_minus(_short(a, digit))} − {_bracketed(_minus(_short(b, digit)))}"
    return f"({difference})²" if squares else f"|{difference}|"


def _minus(text: str) -> str:
    """Set a minus sign as one."""
    return text.replace("-", "−")


def _with_categories(facts: CentroidFacts, i: int, row: int, cluster: int) -> str:
    """Write ``3 of 16 columns differ (milk, legs and tail)``, or what numbers and categories add."""
    differs = np.flatnonzero(facts.dataset.values[row] != facts.trace.centroids_at(i)[cluster])
    names = [facts.feature(int(column)) for column in differs if facts.coded[column]]
    (distance,) = facts.distance_texts(i, row, (cluster,), more=1)
    count = int(facts.coded.sum())
    listed = f" ({some(names, _TERMS)})" if names else ""
    said = f"{len(names)} of {counted(count, ('column differs', 'columns differ'))}{listed}"
    if facts.terms.metric == "mismatch":
        return said
    return f"{distance}, as {said} and each counts {facts.gamma}"


def last_digit(facts: CentroidFacts, write: Format, distance: float) -> int:
    """Choose the power of ten of the last digit in the terms: one digit more than the result shows."""
    if "e" in write(distance):
        return math.floor(math.log10(distance)) - 4
    if write.limit == 0 or write.decimals > MOST_DECIMALS:
        return math.floor(math.log10(float(np.ptp(facts.dataset.values, axis=0).max()))) - 4
    return round(math.log10(write.factor)) - write.decimals - 1


def _short(value: float, digit: int) -> str:
    """Write a number to this power of ten, in 15 digits at most, without trailing zeros; a small one with three digits.

    What is so small that rounding may have left it is 0.
    """
    exact = Decimal(f"{value:.15g}")
    if exact.adjusted() <= digit and abs(value) > _ROUNDING * 10.0**digit:
        digit = exact.adjusted() - 2
    rounded = exact.quantize(Decimal(1).scaleb(max(digit, exact.adjusted() - 14)), ROUND_HALF_UP).normalize()
    if rounded.is_zero():
        return "0"
    exponent = rounded.adjusted()
    whole = rounded == rounded.to_integral_value() and exponent >= _PLAIN[1]
    if _PLAIN[0] <= exponent < (_PLAIN[1] if whole else 15):
        return f"{rounded:f}"
    return f"{rounded.scaleb(-exponent):f}e{exponent}"


def _bracketed(text: str) -> str:
    return f"({text})" if text.startswith("−") else text
