"""Titles, captions and alternative texts of the charts that are no scatter plots."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

import numpy as np

from kmanim.story.description import DESCRIBED, PLACED, Told, rounds
from kmanim.story.facts import Facts
from kmanim.story.kmeans.alt_text import axes
from kmanim.story.text.numbers import course, inertias
from kmanim.story.text.words import cut, in_words, sentence_case, series, verb

if TYPE_CHECKING:
    from kmanim.simulate.trace import Trace


def density(trace: Trace) -> Told:
    """Tell how each variable is spread within each final cluster."""
    facts = Facts(trace)
    sentences = [_spread(facts, j) for j in range(min(facts.dataset.d, DESCRIBED))]
    return Told(
        "Density by cluster",
        " ".join(sentences) if facts.k <= PLACED else f"Each variable by its {facts.k} clusters.",
        f"Density curves of {axes(facts, scaled=False)} of {facts.things(facts.dataset.n)}, one curve a "
        f"cluster with a rug of single values: {_overlaps(facts)}.",
    )


def inertia(trace: Trace) -> Told:
    """Tell the objective of every half-step."""
    facts = Facts(trace)
    values = trace.objective[np.isfinite(trace.objective)]
    goes, symbol = course(values.tolist()), facts.terms.symbol
    never = f" No assignment and no {facts.terms.step} ever raises it." if never_rises(trace) else ""
    each = "its one half-step" if len(values) == 1 else f"each of {len(values)} half-steps"
    return Told(
        f"{symbol} per half-step",
        f"{symbol} {goes} in {rounds(facts)}.{never}",
        f"Line chart of {symbol}, the {facts.terms.objective}, after {each}, where it {goes}.",
    )


def never_rises(trace: Trace) -> bool:
    """Whether the recorded objective never rises, but for what rounding adds."""
    values = trace.objective[np.isfinite(trace.objective)]
    return bool(np.all(np.diff(values) <= 1e-9 * np.abs(values[:-1])))


def elbow(trace: Trace, best: Mapping[int, float]) -> Told:
    """Tell the lowest objective found for several k.

    Parameters
    ----------
    trace : Trace
        Any run on the data.
    best : mapping of int to float
        Lowest objective by k.
    """
    facts = Facts(trace)
    ks = sorted(best)
    texts = inertias([best[k] for k in ks])
    many = len(ks) > 1
    span = f"{ks[0]} to {ks[-1]}" if many else str(ks[0])
    goes = course([best[k] for k in ks]) if many else f"is {texts[0]}"
    listed = series([f"{text} for k = {k}" for k, text in zip(ks, texts, strict=True)])
    return Told(
        "How many clusters?",
        f"Lowest {facts.terms.symbol} found: {listed}. More clusters can only lower it; "
        "what counts is where it stops falling fast.",
        f"Line chart of the lowest {facts.terms.symbol} found on {facts.things(facts.dataset.n)} for k = {span}, "
        f"where it {goes}.",
    )


def overlap_text(facts: Facts, column: int) -> str:
    """Say whether two clusters overlap in a column: ``no overlap, 125 kg gap`` or ``overlap 62 to 175``.

    Empty for other than two clusters, and where one is empty.
    """
    if facts.k != 2:
        return ""
    one, two = facts.members(column)
    if not one.size or not two.size:
        return ""
    write = facts.columns[column]
    low, high = max(one.min(), two.min()), min(one.max(), two.max())
    if low > high:
        unit = cut(facts.dataset.features[column].unit, 12) if facts.dataset.features[column].unit else ""
        write = write.apart([float(high), float(low)])
        return f"no overlap, {write(low - high)}{f' {unit}' if unit else ''} gap"
    return f"overlap {write(low)} to {write(high)}" if low < high else f"overlap at {write(low)}"


def _spread(facts: Facts, column: int) -> str:
    """Say size, mean, deviation and range of each cluster in one column, and whether they overlap."""
    write, parts = facts.columns[column], []
    for cluster, values in enumerate(facts.members(column)):
        if not values.size:
            parts.append(f"cluster {cluster + 1} is empty")
            continue
        if values.min() == values.max():
            parts.append(f"cluster {cluster + 1} n {values.size}, at {write(values[0])}")
            continue
        parts.append(
            f"cluster {cluster + 1} n {values.size}, mean {write(values.mean())}, "
            f"sd {write(values.std(ddof=1))}, {write(values.min())} to {write(values.max())}"
        )
    overlap = overlap_text(facts, column)
    name = facts.feature(column)
    # Names from a program, such as body_mass_g, are left as they are.
    name = name if "_" in name else sentence_case(name)
    return f"{name}: {'; '.join(parts)}{f': {overlap}' if overlap else ''}."


def _overlaps(facts: Facts) -> str:
    told = []
    for column in range(min(facts.dataset.d, DESCRIBED)):
        overlap = overlap_text(facts, column)
        if overlap:
            told.append(f"{facts.feature(column)}, {overlap}")
    return (
        "; ".join(told)
        if told
        else f"{in_words(facts.k)} {verb(facts.k, 'cluster is', 'clusters are')} shown"
    )
