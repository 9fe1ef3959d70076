"""Words for the distances to the m-th neighbour, from which the radius of DBSCAN is read."""

from __future__ import annotations

from kmanim.simulate.machines.neighbourhoods.trace import DbscanTrace
from kmanim.simulate.trace import need_trace
from kmanim.story.dbscan.facts import DbscanFacts
from kmanim.story.description import Description
from kmanim.story.text.words import counted, ordinal, verb

LEAD = 3


def finding(facts: DbscanFacts) -> str:
    """Say how many rows are core points with this radius."""
    n, core = facts.trace.dataset.n, int(facts.trace.core().sum())
    at = f"with eps = {facts.eps}"
    if core == n:
        return (
            f"{'All ' if n > 1 else ''}{facts.things(n)} {verb(n, 'is a core point', 'are core points')} {at}"
        )
    if n == 1:
        return f"The {facts.noun[0]} is no core point {at}"
    points = verb(core, "is a core point", "are core points")
    return f"{f'{core:,}' if core else 'None'} of {facts.things(n)} {points} {at}"


def notes(facts: DbscanFacts, *, marked: bool) -> list[str]:
    """Say what a core point is, and how it is marked if it is, and where an estimated radius comes from."""
    told = [f"Core{' (filled)' if marked else ''}: at least {facts.least} within eps, itself counted."]
    return [*told, f"eps is {' '.join(facts.estimate)}."] if facts.is_estimated else told


def describe(trace: DbscanTrace) -> Description:
    """Tell where the radius lies among the distances."""
    facts = DbscanFacts(need_trace("k_distance", trace, DbscanTrace))
    n = trace.dataset.n
    neighbour = f"{ordinal(min(facts.min_samples, n))} neighbour, itself counted"
    core = int(trace.core().sum())
    whence = " ".join(facts.estimate) if facts.is_estimated else "as asked"
    none = f"None of {facts.things(n)} has" if n > 1 else f"The {facts.noun[0]} does not have"
    few = f"{none} {facts.least} within eps = {facts.eps}: there is no core point."
    told = few if not core else (
        f"{counted(core, ('distance', 'distances'))} of {n:,} {verb(core, 'is', 'are')} at most eps = "
        f"{facts.eps}, {whence}: {verb(core, 'that is', 'those are')} the core "
        f"{verb(core, 'point', 'points')}."
    )  # fmt: skip
    return Description(
        finding(facts),
        f"How far every {facts.noun[0]} has to its {neighbour}, the farthest first. {told}",
        f"Falling curve of the distances of {facts.things(n)} to the {neighbour}, with a line at eps = "
        f"{facts.eps}. {told}",
    )
