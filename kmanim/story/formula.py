"""A distance worked out as a reader would with paper and pencil."""

from __future__ import annotations

from kmanim.story.facts import Facts
from kmanim.story.numbers import half_up

_TERMS = 4


def formula(facts: Facts, i: int, row: int, cluster: int) -> str:
    """Write ``sqrt((1188-1000)^2 + (110-150)^2) = 192.2``, in the units that are clustered.

    Parameters
    ----------
    facts : Facts
        Of the trace.
    i : int
        Index of the snapshot whose centroids are meant.
    row, cluster : int
        0-based.

    Returns
    -------
    str
        With one decimal more than distances have elsewhere. More than four columns are left to three dots.
    """
    values = facts.dataset.values[row]
    centroid = facts.trace[i].centroids[cluster]
    decimals = facts.distance.decimals + 1
    terms = [
        f"({_short(float(a), decimals + 1)}-{_bracketed(_short(float(b), decimals + 1))})^2"
        for a, b in zip(values[:_TERMS], centroid[:_TERMS], strict=True)
    ]
    if len(values) > _TERMS:
        terms.append("...")
    result = facts.distance.more(1).apart(sorted(facts.distances(i, row))[:2])
    return f"sqrt({' + '.join(terms)}) = {result(facts.distances(i, row)[cluster])}"


def _short(value: float, decimals: int) -> str:
    """Write a number without trailing zeros."""
    if abs(value) >= 1e15:
        return f"{value:.6g}"
    text = half_up(value, min(decimals, 9))
    return text.rstrip("0").rstrip(".") if "." in text else text


def _bracketed(text: str) -> str:
    return f"({text})" if text.startswith("-") else text
