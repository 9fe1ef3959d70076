"""Words for the densities of each variable within each cluster."""

from __future__ import annotations

from kmanim.arrays import FloatArray
from kmanim.simulate.trace import Trace
from kmanim.story.contract import facts_of
from kmanim.story.description import DESCRIBED, PLACED, Description, axes
from kmanim.story.facts import Facts
from kmanim.story.text.words import cut, in_words, ranged, sentence_case, verb

LEAD = 1

NOISE = "noise"


def describe(trace: Trace) -> Description:
    """Tell how each variable is spread within each final cluster."""
    facts = facts_of(trace)
    noise = " Dashed: noise, the rows that are in no cluster." if facts.outside(0).size else ""
    sentences = [_spread(facts, j) for j in range(min(facts.dataset.d, DESCRIBED))]
    return Description(
        "Density by cluster",
        " ".join(sentences) if facts.k <= PLACED else f"Each variable by its {facts.k} clusters.",
        f"Density curves of {axes(facts, scaled=False)} of {facts.things(facts.dataset.n)}, one curve a "
        f"cluster with a rug of single values: {_overlaps(facts)}.{noise}",
    )


def groups(facts: Facts, column: int) -> list[tuple[str, FloatArray]]:
    """Name who has a curve, with its values in a column: ``1``, ``2``, and ``noise`` where rows are in no cluster."""
    named = [(str(number), values) for number, values in enumerate(facts.members(column), start=1)]
    outside = facts.outside(column)
    return [*named, (NOISE, outside)] if outside.size else named


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
    ends = ranged(write(low), write(high))
    return f"overlap {ends}" if " to " in ends else f"overlap at {ends}"


def _spread(facts: Facts, column: int) -> str:
    """Say size, mean, deviation and range of each cluster in one column, and whether they overlap."""
    write, parts = facts.columns[column], []
    for group, values in groups(facts, column):
        name = group if group == NOISE else f"cluster {group}"
        if not values.size:
            parts.append(f"{name} is empty")
            continue
        if values.min() == values.max():
            parts.append(f"{name} n {values.size}, at {write(values[0])}")
            continue
        parts.append(
            f"{name} n {values.size}, mean {write(values.mean())}, "
            f"sd {write(values.std(ddof=1))}, {ranged(write(values.min()), write(values.max()))}"
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
