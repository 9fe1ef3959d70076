"""The captions of DBSCAN: one fact each, two lines at most, every number from the trace."""

from __future__ import annotations

from collections.abc import Sequence

from kmanim.story.dbscan.facts import FEW_ROWS, DbscanFacts
from kmanim.story.facts import NAMED
from kmanim.story.text.marked import Phrase, captioned, either, mark, phrase
from kmanim.story.text.sizes import marked_noise, marked_sizes
from kmanim.story.text.words import (
    NAME_LIMITS,
    Caption,
    counted,
    first_that_fits,
    line_or_two,
    sentence_case,
    verb,
)


def opening(facts: DbscanFacts) -> Caption:
    """Say what is looked for, and by which radius."""
    things = facts.things(facts.dataset.n)
    scaled = f", {facts.scaled_words}" if facts.scaled else ""
    rule = f"eps = {facts.eps}, at least {facts.least} within."
    return first_that_fits(
        [
            (f"{things}{scaled}. Dense places become clusters:", rule),
            (f"{things}. Dense places become clusters:", rule),
            ("Dense places become clusters:", rule),
            (rule,),
        ]
    )


def estimated(facts: DbscanFacts) -> Caption:
    """Say where a radius comes from that nobody asked for."""
    what, of = facts.estimate
    return first_that_fits(
        [(f"No eps was given: {facts.eps} is {what}", f"{of}."), (f"eps is estimated: {facts.eps}.",)]
    )


def noise(facts: DbscanFacts, visits: Sequence[int], *, first: bool) -> Caption:
    """Say that rows have too few neighbours so far: the visits of one picture."""
    if len(visits) == 1:
        i = visits[0]
        count, few = facts.count(i), f"{facts.count(i)} < {facts.min_samples}: noise so far."
        for limit in NAME_LIMITS:
            name = facts.opening(facts.row(i), limit)
            within = f"{facts.things(count)} within {facts.eps}, itself counted."
            if first and count > 1:
                return first_that_fits([line_or_two(f"{name}: {within}", few), (f"{name}: {few}",)])
            caption = line_or_two(f"{name} has {_only(count, facts)} within {facts.eps}.", few)
            if caption == first_that_fits([caption]):
                return caption
        return (few,)
    if len(visits) <= 3 and facts.has_names:
        found: list[Caption] = []
        for limit in (18, 14, 10):
            each = [f"{facts.name(facts.row(i), limit)} has {facts.count(i)}" for i in visits]
            each[0] = f"{facts.opening(facts.row(visits[0]), limit)} has {facts.count(visits[0])}"
            found += [(f"{', '.join(each)}: noise so far.",), (f"{', '.join(each)}:", "noise so far.")]
        return first_that_fits(found)
    few = f"Fewer than {facts.min_samples} within {facts.eps}: noise so far."
    return first_that_fits([line_or_two(f"{facts.things(len(visits))} are visited.", few), (few,)])


def begins(facts: DbscanFacts, i: int) -> Caption:
    """Say that a core point begins a cluster, who joins, and who was noise until now."""
    named = mark(facts.cluster(i), f"cluster {facts.cluster(i) + 1}")
    joined = [row for row in facts.trace.changed(i).tolist() if row != facts.row(i)]
    adopted = facts.trace.adopted(i).tolist()
    candidates = []
    for limit in NAME_LIMITS:
        name = facts.opening(facts.row(i), limit)
        if adopted:
            candidates.append(line_or_two(f"{name}: core, " + named + ".", _adopts(facts, adopted, limit)))
            continue
        core = f"{name}: {facts.things(facts.count(i))}. Core:"
        joins = named + " begins" + (f" with {facts.named(joined, limit)}." if joined else ".")
        candidates += [line_or_two(core, joins), captioned(core, joins)]
    return first_that_fits([*candidates, captioned(_opening(facts.cluster(i)) + " begins.")])


def passes_on(facts: DbscanFacts, visits: Sequence[int]) -> Caption:
    """Say what one or a few visits inside a cluster find."""
    last = visits[-1]
    adopted = facts.trace.adopted(last).tolist()
    if adopted:
        who = _adopts(facts, adopted, 18)
        return first_that_fits([line_or_two(f"{facts.opening(facts.row(last), 24)} is core.", who), (who,)])
    found: list[Caption] = []
    edge = _at_eps(facts, visits)
    for limit in (18, 14, 10):
        for most in (NAMED, 1):
            parts = [_part(facts, i, limit, most, opens=i == visits[0]) for i in visits]
            if edge and len(parts) == 1:
                found.append(line_or_two(f"{parts[0]}.", edge))
            elif edge:
                found.append((f"{', '.join(parts)}.", edge))
            found.append((f"{', '.join(parts)}.",))
            if len(parts) > 1:
                found.append((f"{parts[0]},", f"{', '.join(parts[1:])}."))
    return first_that_fits(found)


def contested(facts: DbscanFacts) -> Caption:
    """Say of a border point that a second cluster reaches it, too, and of how many others."""
    every = facts.trace.contested
    row, clusters = next(iter(every.items()))
    own = int(facts.trace.labels[row])
    other = next(cluster for cluster in clusters if cluster != own)
    rest = len(every) - 1
    more = f" So do {rest:,} more." if rest > 1 else " So does 1 more." if rest else ""
    candidates = []
    first, second = mark(own, str(own + 1)), mark(other, str(other + 1))
    for limit in NAME_LIMITS:
        name = facts.opening(row, limit)
        stays = f" reaches {facts.this(row, limit)}, too: it stays in "
        candidates.append(captioned(_opening(other) + stays + first + ",", f"which came first.{more}"))
        candidates.append(
            captioned(f"{name} is reached by " + first + " and " + second + ":", f"the first keeps it.{more}")
        )
    return first_that_fits(candidates)


def done(facts: DbscanFacts) -> Caption:
    """Say what was found."""
    n, noise_, core = facts.dataset.n, facts.noise(-1), int(facts.trace.core().sum())
    if not facts.trace.n_clusters():
        none = (
            f"No {facts.noun[0]} has {facts.least} within {facts.eps}:"
            if n > 1
            else "One alone is no cluster:"
        )
        hint = "A larger eps finds more." if facts.min_samples <= n else "There are too few for that."
        every = f"all {n:,} are noise." if n > 1 else "it is noise."
        return first_that_fits([(none, f"{every} {hint}"), (f"{sentence_case(every)} {hint}",)])
    kinds = f"{counted(core, ('core point', 'core points'))}, " + marked_noise(noise_) + "."
    if facts.trace.n_clusters() == 1:
        size = facts.trace.sizes[0]
        which = f"Done: 1 cluster of {'all ' if size == n and n > 1 else ''}{facts.things(size)},"
        differ = bool((facts.dataset.low < facts.dataset.high).any())
        hint = " A smaller eps may part it." if size == n and n > 2 and differ else ""
        return first_that_fits([line_or_two(which, kinds + hint), line_or_two(which, kinds)])
    sizes = [
        either(f"Done: {facts.clusters} of {facts.sizes},", "Done: " + told + ",")
        for told in marked_sizes(facts.trace.sizes, facts.noun)
    ]
    found = [*sizes, phrase(f"Done: {facts.clusters} of {facts.sizes},"), phrase(f"Done: {facts.clusters},")]
    return first_that_fits([line_or_two(text, kinds) for text in found])


def order(facts: DbscanFacts) -> str:
    """Say what another order of visits may change: contested border points, the numbers of clusters, or nothing."""
    count = len(facts.trace.contested)
    if count:
        return (
            f"{facts.things(count)} {verb(count, 'is', 'are')} reached by several clusters and "
            f"{verb(count, 'stays', 'stay')} with the first: in another order of visits the partition may differ there."
        )
    if facts.trace.n_clusters() > 1:
        return (
            f"Another order of visits changes the numbers of clusters alone: no {facts.noun[0]} is contested."
        )
    return "Every order of visits comes to this."


def _opening(cluster: int) -> Phrase:
    """Name a cluster where a sentence begins: ``Cluster 1``."""
    return mark(cluster, f"Cluster {cluster + 1}")


def _at_eps(facts: DbscanFacts, visits: Sequence[int]) -> str:
    """Say once in a film of few rows that a row at the very edge of a ball is a neighbour."""
    at = facts.first_at_eps if facts.has_names and facts.dataset.n <= FEW_ROWS else None
    if at is None or at[0] not in visits:
        return ""
    i, row = at
    alone = len(visits) == 1 and facts.trace.changed(i).size == 1
    who = "It" if alone else facts.opening(row, 14)
    return f"{who} lies exactly {facts.eps} away."


def _adopts(facts: DbscanFacts, rows: Sequence[int], limit: int) -> str:
    """Say that rows were noise and are border points now."""
    who = facts.opening_with(facts.named(rows, limit), rows[0])
    return f"{who} {verb(len(rows), 'was noise: now a border point', 'were noise: now border points')}."


def _part(facts: DbscanFacts, i: int, limit: int, most: int, *, opens: bool) -> str:
    """Say what one visit finds, without a full stop."""
    row, step = facts.row(i), facts.step(i)
    name = (
        facts.opening(row, limit) if opens else facts.name(row, limit) if facts.has_names else "the next one"
    )
    joined = [row for row in facts.trace.changed(i).tolist() if row != facts.row(i)]
    if step == "core":
        joins = f": {facts.named(joined, limit, most)} {verb(len(joined), 'joins', 'join')}" if joined else ""
        return f"{name} is core{joins}"
    return f"{name} has only {facts.count(i)}: a border point"


def _only(count: int, facts: DbscanFacts) -> str:
    return "nobody else" if count == 1 else facts.things(count)
