"""The captions of a centroid algorithm: one fact each, two lines at most, every number from the trace."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np

from kmanim.story.kmeans.cluster_names import alike, everything, sizes
from kmanim.story.kmeans.facts import CentroidFacts
from kmanim.story.text.words import (
    NAME_LIMITS,
    Caption,
    between,
    counted,
    cut,
    first_that_fits,
    in_words,
    line_or_two,
    sentence_case,
    series,
    verb,
)

# Of more centroids than this, only the number that moved is told.
_TOLD_APART = 4


def starts(facts: CentroidFacts) -> Caption:
    """Say where the centroids start, and how those places were found."""
    number, many = sentence_case(in_words(facts.k)), "centre" if facts.k == 1 else "centres"
    init = getattr(facts.trace.parameters, "init", "uniform")
    if init == "sample":
        what = f"{number} random {facts.noun[facts.k != 1]} as {many}"
    elif init == "k-means++":
        what = f"{number} {many} drawn by k-means++"
    elif init == "uniform":
        what = f"{number} random {many}"
    elif init == "build":
        what = f"{number} {facts.noun[facts.k != 1]} chosen by BUILD as {many}"
    elif facts.medoids(0) is not None:
        what = f"{number} chosen {facts.noun[facts.k != 1]} as {many}"
    else:
        what = f"{number} chosen {many}"
    if facts.coded.any():
        counts = f"A category that differs counts {facts.gamma}."
        how = counts if facts.gamma else "Distance: in how many columns they differ."
        return first_that_fits([(f"{what}.", how), (f"{what}.",)])
    told = [line_or_two(f"{what}:", series(facts.places(0, limit=limit))) for limit in NAME_LIMITS]
    return first_that_fits([*told, (f"{what}.",)])


def explain(facts: CentroidFacts, row: int, i: int) -> Caption:
    """Say which centroid of snapshot i is nearest to a row, and how far the others are."""
    distances = facts.distances(i, row)
    order = sorted(range(facts.k), key=lambda j: (distances[j], j))
    unit = " (scaled)" if facts.scaled else ""
    tied = [j for j in order if distances[j] == distances[order[0]]]

    def candidates() -> Iterator[Caption]:
        everyone = tuple(range(facts.k))
        conclusion = f"So: {order[0] + 1}."
        if len(tied) > 1:
            text = facts.distance_texts(i, row, tuple(tied[:1]))[0]
            alike = series([str(j + 1) for j in tied])
            for limit in NAME_LIMITS:
                yield (
                    f"{facts.opening(row, limit)}: {text}{unit} to {alike} alike.",
                    f"Ties go to the lower number: {order[0] + 1}.",
                )
        texts = facts.distance_texts(i, row, everyone)
        long = ", ".join(f"{text} to centre {j + 1}" for j, text in enumerate(texts))
        short = ", ".join(f"{text} to {j + 1}" for j, text in enumerate(texts))
        told = [long + unit, short + unit]
        if facts.k > 2:
            first, second = order[:2]
            rest = "rest farther" if distances[order[2]] > distances[second] else "rest no nearer"
            told.append(
                f"{texts[first]} to centre {first + 1}, {texts[second]} to {second + 1}{unit}, {rest}"
            )
        for what in told:
            for limit in NAME_LIMITS:
                name = facts.opening(row, limit)
                yield line_or_two(f"{name}: {what}.", conclusion)
                yield (f"{name}:", f"{what}. {conclusion}")
        yield (f"{facts.opening(row, 40)}:", f"centre {order[0] + 1} is nearest.")

    return first_that_fits(candidates())


def assign(facts: CentroidFacts, i: int) -> Caption:
    """Say how many rows join each centroid at the first assignment."""
    one, many = facts.noun
    counts = facts.counts(i)
    if facts.k == 1:
        return first_that_fits(
            [
                line_or_two(f"Every {one} joins the only centre:", f"{facts.things(counts[0])}."),
                ("All join the only centre.",),
            ]
        )
    joins = f"Every {one} joins its nearest centre:"
    low, high = min(counts), max(counts)
    some = between(low, high, facts.noun) if low == high else f"{low} to {high} {many} each"
    short = str(low) if low == high else f"{low} to {high}"
    listed = [] if alike(counts) else [line_or_two(joins, f"{series([str(n) for n in counts])} {many}.")]
    return first_that_fits(
        [
            *listed,
            line_or_two(joins, f"{some}."),
            line_or_two("Each joins its nearest centre:", f"{short} each."),
        ]
    )


def boundary(facts: CentroidFacts) -> str:
    """Explain the dotted line between clusters, where it is drawn: ``halfway between 1 and 2``."""
    if facts.k < 2 or not facts.dataset.view.faithful:
        return ""
    # Where a unit of one column counts more than one of the other, halfway is no place that a reader could measure.
    where = "halfway between" if facts.terms.metric == "euclidean" and not facts.scaled else "equally near to"
    return f"{where} {'1 and 2' if facts.k == 2 else 'two centres'}"


def update(facts: CentroidFacts, i: int, before: int | None) -> Caption:
    """Say where the centroids went in snapshot i; `before` is the update before it, None at the first one."""
    movers = facts.moved(i)
    falls = f"{facts.fall(i - 1 if before is None else before, i)}."
    if not movers:
        if facts.k == 1:
            return (f"The centre stays: it already is the {facts.terms.centre}.",)
        if not all(facts.counts(i)):
            return line_or_two("No centre moves.", falls)
        return first_that_fits(
            [
                (f"No centre moves: each already is the {facts.terms.centre}", f"of its {facts.noun[1]}."),
                ("No centre moves.",),
            ]
        )
    if len(movers) < facts.k and len(movers) > _TOLD_APART:
        opening = rest = f"{len(movers)} of {facts.k} centres move"
    elif len(movers) < facts.k:
        which = f"centre{'s' * (len(movers) > 1)} {series([str(j + 1) for j in movers])}"
        opening = f"Only {which} {'move' if len(movers) > 1 else 'moves'}"
        rest = f"{len(movers)} of {facts.k} centres {'move' if len(movers) > 1 else 'moves'}"
    elif facts.k == 1:
        opening = rest = f"The centre moves to the {facts.terms.centre} of {everything(facts)}"
    elif before is None:
        opening = rest = f"Centres move to the {facts.terms.centre} of their {facts.noun[1]}"
    elif facts.longest_move(i) >= facts.longest_move(before):
        opening = rest = "Centres move on"
    else:
        opening = rest = "Centres move again" if facts.iteration(i) == 2 else "Smaller moves"
    return first_that_fits(
        [
            *(_entries(facts, i, falls) if facts.coded.any() else ()),
            *(line_or_two(f"{opening}:", series(facts.places(i, movers, limit))) for limit in NAME_LIMITS),
            line_or_two(f"{opening}.", falls),
            line_or_two(f"{rest}.", falls),
            (f"Centres move to their {facts.terms.centre}s.",),
        ]
    )


def _entries(facts: CentroidFacts, i: int, falls: str) -> Iterator[Caption]:
    """Say what becomes of the categories of the centres in snapshot i: which they are now, or how many change."""
    changes = facts.changed_entries(i)
    whole = sum(changes)
    if whole == 0:
        # The means alone, or captions would say that each mode is one already.
        yield (
            "No mode changes." if facts.coded.all() else "Only the means move, no category changes.",
            falls,
        )
    if whole == 1:
        cluster = next(j for j, count in enumerate(changes) if count)
        before, now = facts.trace.centroids_at(i - 1)[cluster], facts.trace.centroids_at(i)[cluster]
        (column,) = np.flatnonzero(facts.coded & (before != now)).tolist()
        write = facts.columns[column]
        for limit in NAME_LIMITS:
            went = f"{cut(write(before[column]), limit)} to {cut(write(now[column]), limit)}"
            yield (f"Centre {cluster + 1} changes {facts.feature(column, limit)}: {went}.", falls)
    told = series([f"{count} of centre {j + 1}" for j, count in enumerate(changes) if count])
    change = f"{counted(whole, ('category changes', 'categories change'))}"
    yield (f"{change}: {told}.", falls)
    yield (f"{change}.", falls)


def swap(facts: CentroidFacts, i: int) -> Caption:
    """Say which row becomes a centre in snapshot i, and for which one."""
    falls = f"{facts.fall(i - 1, i)}."
    (mover,) = facts.moved(i)
    former, now = facts.medoids(i - 1), facts.medoids(i)
    if former is None or now is None:
        raise ValueError("only centres that are rows are swapped")
    told = [
        (f"{facts.opening(now[mover], limit)} replaces {facts.name(former[mover], limit)}", falls)
        for limit in NAME_LIMITS
    ]
    long = [(f"{first} as centre {mover + 1}:", rest) for first, rest in told]
    return first_that_fits([*long, (f"Centre {mover + 1} is swapped.", falls)])


def empty(facts: CentroidFacts, clusters: Sequence[int]) -> Caption:
    """Say that centroids without rows stay where they are."""
    which = series([str(j + 1) for j in clusters])
    if len(clusters) == 1:
        return (f"Centre {which} has no {facts.noun[1]}:", "it stays where it is.")
    return first_that_fits(
        [
            (f"Centres {which} have no {facts.noun[1]}:", "they stay where they are."),
            (f"{len(clusters)} centres have no {facts.noun[1]}:", "they stay where they are."),
        ]
    )


def relocate(facts: CentroidFacts, i: int) -> Caption:
    """Say where centroids without rows are moved to in snapshot i."""
    movers = facts.moved(i)
    if not movers:  # the row that is drawn may lie where the centre is
        empty = [str(j + 1) for j in np.flatnonzero(facts.trace.counts_of(i) == 0)]
        opening = (
            f"{verb(len(empty), 'Centre', 'Centres')} {series(empty)} {verb(len(empty), 'has', 'have')} no"
        )
        stays = verb(len(empty), "its new place is its old one.", "their new places are their old ones.")
        return first_that_fits([(f"{opening} {facts.noun[1]}:", stays), (sentence_case(stays),)])
    how = getattr(facts.trace.parameters, "empty", "")
    target = {
        "farthest": f"the {facts.noun[0]} farthest from its centre",
        "resample": f"a {facts.noun[0]} drawn at random",
    }.get(how, "a new place")
    places = facts.places(i, movers)
    which = series([str(j + 1) for j in movers])
    many = f"{len(movers)} centres have no {facts.noun[1]}"
    if len(movers) == 1:
        opening = f"Centre {which} has no {facts.noun[1]}: it moves to"
        return first_that_fits(
            [(opening, f"{target}, {places[0]}"), (opening, target), (f"Centre {which} is moved.",)]
        )
    return first_that_fits(
        [
            (f"Centres {which} have no {facts.noun[1]}:", f"they move to {series(places)}"),
            (f"Centres {which} have no {facts.noun[1]}:", "they are moved."),
            (f"{many}:", "they are moved."),
        ]
    )


def forward(facts: CentroidFacts, run: range, switched: int, i: int, before: int) -> Caption:
    """Say what happens in rounds that go by, between the update `before` them and snapshot i, their last."""
    rounds = f"Round {run[0]}" if len(run) == 1 else f"Rounds {run[0]} to {run[-1]}"
    switches = counted(switched, ("switch", "switches"))
    fall = f"{facts.fall(before, i)}."
    return first_that_fits([line_or_two(f"{rounds}: {switches},", fall), (f"{rounds}: {switches}.",)])


def check(facts: CentroidFacts) -> Caption:
    """Say that nothing changes any more, and why that means stop."""
    if facts.terms.swaps:
        lowers = f"lowers {facts.objective.symbol}. Stop."
        return first_that_fits(
            [
                line_or_two(f"No swap of a centre for another {facts.noun[0]}", lowers),
                (f"No swap {lowers}",),
            ]
        )
    stay = "centre stays" if facts.k == 1 else "centres stay"
    return first_that_fits(
        [
            line_or_two(f"No {facts.noun[0]} switches,", f"so the {stay}. Stop."),
            (f"Nothing switches, so the {stay}.", "Stop."),
        ]
    )


def done(facts: CentroidFacts) -> Caption:
    """Say how the run ended; one that was stopped is not called done."""
    rounds = counted(facts.trace.iterations, ("round", "rounds"))
    if facts.ended:
        return first_that_fits(
            [line_or_two(f"Done in {rounds}:", f"{part}.") for (part,) in sizes(facts)]
            + [(f"Done in {rounds}.",)]
        )
    still = int(facts.trace.switched(facts.trace.iterations).size)
    last = f"{facts.things(still)} still switched in the last round."
    told = [(f"Stopped after {rounds}, not finished:", last)] if still else []
    return first_that_fits([*told, (f"Stopped after {rounds}, before it could finish.",)])
