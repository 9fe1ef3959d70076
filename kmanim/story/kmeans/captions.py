"""The captions of a centroid algorithm: one fact each, two lines at most, every number from the trace."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np

from kmanim.story.kmeans.cluster_names import centre, centres, number, opening_centre, sizes
from kmanim.story.kmeans.facts import CentroidFacts
from kmanim.story.kmeans.movements import changes
from kmanim.story.text.marked import captioned, joined
from kmanim.story.text.sizes import MARKED, marked_sizes
from kmanim.story.text.words import (
    NAME_LIMITS,
    Caption,
    between,
    counted,
    first_that_fits,
    in_words,
    line_or_two,
    ranged,
    sentence_case,
    series,
    verb,
)


def starts(facts: CentroidFacts) -> Caption:
    """Say where the centroids start, and how those places were found."""
    count, many = sentence_case(in_words(facts.k)), "centre" if facts.k == 1 else "centres"
    init = getattr(facts.trace.parameters, "init", "uniform")
    if init == "sample":
        what = f"{count} random {facts.noun[facts.k != 1]} as {many}"
    elif init == "k-means++":
        what = f"{count} {many} drawn by k-means++"
    elif init == "farthest":
        one = f"{count} random {facts.noun[0]} as centre"  # the first is drawn
        what = one if facts.k == 1 else f"{count} {facts.noun[1]} far from each other as {many}"
    elif init == "uniform":
        what = f"{count} random {many}"
    elif init == "build":
        what = f"{count} {facts.noun[facts.k != 1]} chosen by BUILD as {many}"
    elif facts.medoids(0) is not None:
        what = f"{count} chosen {facts.noun[facts.k != 1]} as {many}"
    else:
        what = f"{count} chosen {many}"
    if facts.coded.any():
        counts = f"A category that differs counts {facts.gamma}."
        how = counts if facts.gamma else "Distance: in how many columns they differ."
        return first_that_fits([(f"{what}.", how), (f"{what}.",)])
    places = NAME_LIMITS if facts.has_places else ()
    told = [line_or_two(f"{what}:", series(facts.places(0, limit=limit))) for limit in places]
    return first_that_fits([*told, (f"{what}.",)])


def explain(facts: CentroidFacts, row: int, i: int) -> Caption:
    """Say which centroid of snapshot i is nearest to a row, and how far the others are."""
    distances = facts.distances(i, row)
    order = sorted(range(facts.k), key=lambda j: (distances[j], j))
    unit = " (scaled)" if facts.scaled else ""
    tied = [j for j in order if distances[j] == distances[order[0]]]

    def candidates() -> Iterator[Caption]:
        everyone = tuple(range(facts.k))
        conclusion = "So: " + number(order[0]) + "."
        if len(tied) > 1:
            text = facts.distance_texts(i, row, tuple(tied[:1]))[0]
            alike = joined([number(j) for j in tied], last=" and ")
            for limit in NAME_LIMITS:
                yield captioned(
                    f"{facts.opening(row, limit)}: {text}{unit} to " + alike + " alike.",
                    "Ties go to the lower number: " + number(order[0]) + ".",
                )
        texts = facts.distance_texts(i, row, everyone)
        long = joined([f"{text} to " + centre(j) for j, text in enumerate(texts)])
        short = joined([f"{text} to " + number(j) for j, text in enumerate(texts)])
        told = [long + unit, short + unit]
        if facts.k > 2:
            first, second = order[:2]
            rest = "rest farther" if distances[order[2]] > distances[second] else "rest no nearer"
            told.append(
                f"{texts[first]} to "
                + centre(first)
                + f", {texts[second]} to "
                + number(second)
                + f"{unit}, {rest}"
            )
        for what in told:
            for limit in NAME_LIMITS:
                name = facts.opening(row, limit)
                yield line_or_two(f"{name}: " + what + ".", conclusion)
                yield line_or_two(f"{name}:", what + ". " + conclusion)
        yield captioned(f"{facts.opening(row, 40)}:", centre(order[0]) + " is nearest.")

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
    some = between(low, high, facts.noun) if low == high else f"{low:,} to {high:,} {many} each"
    short = ranged(f"{low:,}", f"{high:,}")
    return first_that_fits(
        [
            *(line_or_two(joins, told + ".") for told in marked_sizes(counts, facts.noun)),
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


def empty(facts: CentroidFacts, clusters: Sequence[int]) -> Caption:
    """Say that centroids without rows stay where they are."""
    none, many = f"no {facts.noun[1]}:", f"{len(clusters)} centres have no {facts.noun[1]}:"
    if len(clusters) == 1:
        return captioned(opening_centre(clusters[0]) + f" has {none}", "it stays where it is.")
    stay = "they stay where they are."
    named = [captioned(centres(clusters) + f" have {none}", stay)] if len(clusters) <= MARKED else []
    return first_that_fits([*named, (many, stay)])


def relocate(facts: CentroidFacts, i: int) -> Caption:
    """Say where centroids without rows are moved to in snapshot i."""
    movers = facts.moved(i)
    none = f"no {facts.noun[1]}:"
    if not movers:  # the row that is drawn may lie where the centre is
        empty = np.flatnonzero(facts.trace.counts_of(i) == 0).tolist()
        stays = verb(len(empty), "its new place is its old one.", "their new places are their old ones.")
        who = centres(empty) + verb(len(empty), f" has {none}", f" have {none}")
        return first_that_fits([captioned(who, stays), (sentence_case(stays),)])
    how = getattr(facts.trace.parameters, "empty", "")
    target = {
        "farthest": f"the {facts.noun[0]} farthest from its centre",
        "resample": f"a {facts.noun[0]} drawn at random",
        "rows": f"a chosen {facts.noun[0]}",
    }.get(how if isinstance(how, str) else "rows", "a new place")
    places = facts.places(i, movers) if facts.has_places else []
    if len(movers) == 1:
        opening = opening_centre(movers[0]) + f" has {none} it moves to"
        placed = [captioned(opening, f"{target}, {place}") for place in places]
        return first_that_fits(
            [*placed, captioned(opening, f"{target}."), captioned(opening_centre(movers[0]) + " is moved.")]
        )
    who = centres(movers) + f" have {none}"
    placed = [captioned(who, f"they move to {series(places)}")] if places else []
    named = [captioned(who, "they are moved.")] if len(movers) <= MARKED else []
    many = (f"{len(movers)} centres have {none}", "they are moved.")
    return first_that_fits([*placed, *named, many])


def forward(
    facts: CentroidFacts, run: range, switched: int, i: int, before: int, *, explained: bool = False
) -> Caption:
    """Say what happens in rounds that go by, between the update `before` them and snapshot i, their last."""
    rounds = f"Round {run[0]}" if len(run) == 1 else f"Rounds {run[0]} to {run[-1]}"
    switches = counted(switched, ("switch", "switches"))
    falls = changes(facts, before, i, explained=explained)
    told = [line_or_two(f"{rounds}: {switches},", text) for text in falls]
    return first_that_fits([*told, (f"{rounds}: {switches}.",)])


def check(facts: CentroidFacts, *, explained: bool = True) -> Caption:
    """Say that nothing changes any more, and why that means stop."""
    if facts.terms.swaps:
        symbol = facts.objective.symbol
        what = f"No swap of a centre for another {facts.noun[0]}"
        named = (
            [] if explained else [line_or_two(what, f"lowers {symbol} ({facts.objective.plainly}). Stop.")]
        )
        lowers = f"lowers {symbol}. Stop."
        return first_that_fits([*named, line_or_two(what, lowers), (f"No swap {lowers}",)])
    stay = "centre stays" if facts.k == 1 else "centres stay"
    return first_that_fits(
        [
            line_or_two(f"No {facts.noun[0]} switches,", f"so the {stay}. Stop."),
            (f"Nothing switches, so the {stay}.", "Stop."),
        ]
    )


def ended(facts: CentroidFacts, opening: str) -> Caption:
    """Say in one line how a run ended by itself."""
    rounds = counted(facts.trace.iterations, ("round", "rounds"))
    parts = sizes(facts)
    told = [captioned(f"{opening} {rounds}: " + part + ".") for part in parts]
    marked = [part for part in parts if any(isinstance(run, int) for run in part.drawn)]
    # The header counts rounds, too.
    short = [captioned(f"{opening.split(maxsplit=1)[0]}: " + part + ".") for part in marked]
    return first_that_fits([*told[: len(marked)], *short, *told[len(marked) :], (f"{opening} {rounds}.",)])


def done(facts: CentroidFacts, opening: str = "Done in") -> Caption:
    """Say how the run ended; one that was stopped is not called done, nor one that ends badly."""
    rounds = counted(facts.trace.iterations, ("round", "rounds"))
    if facts.ended:
        return first_that_fits(
            [line_or_two(f"{opening} {rounds}:", part + ".") for part in sizes(facts)]
            + [(f"{opening} {rounds}.",)]
        )
    still = facts.trace.switched_count(facts.trace.iterations)
    last = f"{facts.things(still)} still switched in the last round."
    told = [(f"Stopped after {rounds}, not finished:", last)] if still else []
    return first_that_fits([*told, (f"Stopped after {rounds}, before it could finish.",)])
