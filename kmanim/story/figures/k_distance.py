"""Words for the distances to the m-th neighbour, from which the radius of DBSCAN is read."""

from __future__ import annotations

from kmanim.errors import InputError, need
from kmanim.simulate.neighbourhoods.trace import DbscanTrace
from kmanim.simulate.trace import Trace
from kmanim.story.dbscan.facts import DbscanFacts
from kmanim.story.description import Description
from kmanim.story.text.words import counted, ordinal, verb


def visits_of(what: str, trace: object) -> DbscanTrace:
    """Give a run of DBSCAN back.

    Raises
    ------
    InputError
        If it is anything else.
    """
    need(what, trace, Trace, "kmanim.run")
    if not isinstance(trace, DbscanTrace):
        raise InputError(f"{what} shows a radius, and {trace.parameters.title} has none")  # type: ignore[attr-defined]
    return trace


def describe(trace: DbscanTrace) -> Description:
    """Tell where the radius lies among the distances."""
    facts = DbscanFacts(visits_of("k_distance", trace))
    neighbour = f"{ordinal(facts.min_samples)} neighbour, itself counted"
    core = int(trace.core().sum())
    whence = " ".join(facts.estimate) if facts.is_estimated else "as asked"
    few = trace.dataset.n < facts.min_samples
    told = "There are too few for that." if few else (
        f"{counted(core, ('distance', 'distances'))} of {trace.dataset.n} {verb(core, 'is', 'are')} at most eps = "
        f"{facts.eps}, {whence}: {verb(core, 'that is', 'those are')} the core "
        f"{verb(core, 'point', 'points')}."
    )  # fmt: skip
    return Description(
        "Which radius",
        f"How far every {facts.noun[0]} has to its {neighbour}, the farthest first. {told}",
        f"Falling curve of the distances of {facts.things(trace.dataset.n)} to the {neighbour}, with a line at eps = "
        f"{facts.eps}. {told}",
    )
