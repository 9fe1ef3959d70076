"""Words for the densities of each variable within each cluster."""

from __future__ import annotations

from kmanim.simulate.numerics.spread import Spread
from kmanim.simulate.trace import Trace
from kmanim.story.contract import facts_of
from kmanim.story.description import DESCRIBED, PLACED, Description, axes
from kmanim.story.facts import Facts
from kmanim.story.text.parting import (
    as_in_data,
    as_means,
    cells_text,
    gap_text,
    is_known,
    overlaps,
    parted,
    partings,
    widest,
)
from kmanim.story.text.words import in_words, ranged, sentence_case, verb

LEAD = 1

NOISE = "noise"

VARIABLES_LIMIT = 12
# Of more rows a cluster is shown by a strip of quantiles.
DOTS_LIMIT = 200


def describe(trace: Trace) -> Description:
    """Tell how each variable is spread within each final cluster."""
    return described(facts_of(trace))


def described(facts: Facts) -> Description:
    """Tell it of a run whose numbers are known."""
    noise = " Dashed: noise, the rows that are in no cluster." if facts.outside(0).n else ""
    noise += cells_text(facts)
    sentences = [_spread(facts, j) for j in range(min(facts.dataset.d, DESCRIBED))]
    return Description(
        finding(facts),
        (" ".join(sentences) if facts.k <= PLACED else f"Each variable by its {facts.k} clusters.")
        + cells_text(facts),
        f"Density curves of {axes(facts, scaled=False)} of {facts.things(facts.n)}, a row a cluster with "
        f"its mean and {_below(facts)}: {_overlaps(facts)}.{noise}",
    )


def finding(facts: Facts) -> str:
    """Say which column alone parts clusters: ``Weight parts the two clusters: a gap of 125 kg``."""
    alive = sum(ends is not None for ends in facts.reaches(0))
    outside = facts.outside(0).n
    if alive < 2:
        inside = facts.things(facts.n - outside)
        return f"{sentence_case(inside)} in one cluster{f', {outside:,} in none' if outside else ''}"
    aside = ", noise aside" if outside else ""
    best = widest(facts, VARIABLES_LIMIT)
    if best is None:
        return f"{_closest(facts)}{aside}"
    name, shown = facts.opening_feature(best.column), range(min(facts.dataset.d, VARIABLES_LIMIT))
    every = {column: parted(facts, column) for column in shown if column != best.column}
    gap = ""
    if len(parted(facts, best.column)) == alive:
        also = [column for column, found in every.items() if len(found) == alive]
        which = f"the {in_words(alive)} clusters"
        which += f" that have {facts.noun[1]}" if alive < facts.k else ""
        gap = f": a gap of {gap_text(facts, best)}" if alive == 2 else ""
    else:
        also = [column for column, found in every.items() if best.cluster in found]
        which = f"cluster {best.cluster + 1}"
        # Some column has a single row outside of all others by chance.
        which += f", {facts.things(1)}" if facts.counts(facts.last)[best.cluster] == 1 else ""
    if not also:
        alone = " alone" if facts.dataset.d > 1 and not gap else ""
        return f"{name}{alone} parts {which}{gap}{aside}"
    others = facts.feature(also[0]) if len(also) == 1 else f"{in_words(len(also))} others"
    return f"{name} parts {which}{gap}; so {verb(len(also), 'does', 'do')} {others}{aside}"


def _closest(facts: Facts) -> str:
    """Say where the fewest rows of a cluster meet others, where no column parts any."""
    what = "the two clusters" if facts.k == 2 else "the clusters"
    if facts.grain(0):
        alone = (
            "No single variable parts" if facts.dataset.d > 1 else f"{facts.opening_feature(0)} does not part"
        )
        return f"{alone} {what}, as far as cells tell"
    found = [
        (count, column, cluster)
        for column in range(min(facts.dataset.d, VARIABLES_LIMIT))
        for cluster, count in enumerate(overlaps(facts, column))
        if facts.reaches(column)[cluster] is not None
    ]
    count, column, cluster = min(found)
    overlap = verb(count, "overlaps", "overlap")
    name = facts.feature(column)
    if facts.dataset.d == 1:
        return f"{facts.opening_feature(column)} does not part {what}: {facts.things(count)} {overlap}"
    least = f"even in {name} {facts.things(count)} {overlap}"
    if facts.k > 2:
        least = f"cluster {cluster + 1} comes closest, in {name}"
    return f"No single variable parts {what}: {least}"


def groups(facts: Facts, column: int) -> list[tuple[str, Spread]]:
    """Name who has a curve, with its values in a column: ``1``, ``2``, and ``noise`` where rows are in no cluster."""
    named = [(str(number), spread) for number, spread in enumerate(facts.spreads(column), start=1)]
    outside = facts.outside(column)
    return [*named, (NOISE, outside)] if outside.n else named


def overlap_text(facts: Facts, column: int) -> str:
    """Say whether two clusters overlap in a column: ``no overlap, 125 kg gap`` or ``overlap 62 to 175``.

    Empty for other than two clusters, and where one is empty.
    """
    if facts.k != 2:
        return ""
    one, two = facts.reaches(column)
    if one is None or two is None:
        return ""
    write = as_in_data(facts, column)
    low, high = max(one[0], two[0]), min(one[1], two[1])
    if low > high:
        gap = gap_text(facts, next(partings(facts, column)))
        # Without a unit "1 gap" would count gaps.
        return (
            f"no overlap, {gap} gap" if facts.dataset.features[column].unit else f"no overlap, a gap of {gap}"
        )
    if not is_known(facts, column, low, high):
        return "no gap as wide as two cells"
    ends = ranged(write(low), write(high))
    return f"overlap {ends}" if " to " in ends else f"overlap at {ends}"


def _spread(facts: Facts, column: int) -> str:
    """Say size, mean, deviation and range of each cluster in one column, and whether they overlap."""
    write, exact, parts = as_means(facts, column), as_in_data(facts, column), []
    for group, spread in groups(facts, column):
        name = group if group == NOISE else f"cluster {group}"
        if spread.reach is None:
            parts.append(f"{name} is empty")
            continue
        low, high = spread.reach
        if low == high:
            parts.append(f"{name} n {spread.n:,}, at {exact(low)}")
            continue
        sd = f"sd {write(spread.sd)}, " if spread.sd > spread.grain else ""
        parts.append(
            f"{name} n {spread.n:,}, mean {write(spread.mean)}, {sd}{ranged(exact(low), exact(high))}"
        )
    overlap = overlap_text(facts, column)
    return f"{facts.opening_feature(column)}: {'; '.join(parts)}{f': {overlap}' if overlap else ''}."


def _below(facts: Facts) -> str:
    """Name what is below the curves."""
    sizes = [*facts.counts(-1), facts.outside(0).n]
    dots, strips = any(0 < size <= DOTS_LIMIT for size in sizes), any(size > DOTS_LIMIT for size in sizes)
    every = f"a dot for every {facts.noun[0]}"
    return "a strip of quantiles" if not dots else f"{every} or a strip of quantiles" if strips else every


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
