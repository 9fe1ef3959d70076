"""How DBSCAN is told."""

from kmanim.simulate.machines.neighbourhoods.trace import DbscanTrace
from kmanim.simulate.runs.outcome import Outcome
from kmanim.story.dbscan import alt_text, captions
from kmanim.story.dbscan.facts import DbscanFacts
from kmanim.story.dbscan.film import tell
from kmanim.story.dbscan.side_by_side import tell_together
from kmanim.story.dbscan.step_by_step import step_by_step
from kmanim.story.description import Description, rows_by, scatter
from kmanim.story.text.sizes import noise_text
from kmanim.story.text.words import counted
from kmanim.story.timeline import Keyframe

FACTS = DbscanFacts

__all__ = [
    "FACTS",
    "describe",
    "figures",
    "notes",
    "outcome",
    "overview",
    "result",
    "short",
    "step_by_step",
    "tell",
    "tell_together",
]


def describe(trace: DbscanTrace, keyframe: Keyframe) -> Description:
    """Say of one keyframe what a page says of it as a picture of its own."""
    facts, i = DbscanFacts(trace), keyframe.step
    alt = f"{scatter(facts)}, all of them grey: {keyframe.text}"
    if keyframe.kind not in ("data", "estimate"):
        clusters = counted(trace.n_clusters(i), ("cluster", "clusters"))
        alt = (
            f"{scatter(facts)} where {facts.things(facts.reached(i))} are in {clusters} and {facts.noise(i)} "
            f"{'noise' if keyframe.kind == 'done' else 'noise so far'}: {keyframe.text}"
        )
    return Description(keyframe.phase, keyframe.text, alt)


def overview(trace: DbscanTrace) -> Description:
    """Tell the whole run at once, for the figure that shows it in several panels."""
    facts = DbscanFacts(trace)
    return Description(
        "Step by step",
        f"The run in single pictures: look at one {facts.noun[0]} after the other, let clusters grow from those with "
        f"{facts.least} within {facts.eps}. {' '.join(captions.done(facts))}",
        f"Panels in order of time, each a scatter plot of {rows_by(facts)}, where {result(trace)}.",
    )


def result(trace: DbscanTrace) -> str:
    """Say how a run ended: ``DBSCAN finds 2 clusters of 7 and 5 points and leaves 2 as noise``."""
    return alt_text.result(DbscanFacts(trace))


def notes(trace: DbscanTrace) -> tuple[str, ...]:
    """Say where an estimated radius comes from, which unit it has, and what depends on the order of rows."""
    facts, found = DbscanFacts(trace), []
    if facts.is_estimated:
        found.append(f"No eps was given: {facts.eps} is {' '.join(facts.estimate)}.")
    if facts.scaled:
        found.append(f"eps is measured in columns that are {facts.scaled_words}.")
    if trace.contested:
        found.append(captions.order(facts))
    return tuple(found)


def short(trace: DbscanTrace, keyframe: Keyframe) -> list[str]:
    """Say of one keyframe what matters in a few words, from rich to short, for small panels."""
    facts, i = DbscanFacts(trace), keyframe.step
    noise = noise_text(facts.noise(i))
    match keyframe.kind:
        case "data":
            return [facts.things(facts.dataset.n)]
        case "noise":
            return [f"{noise} so far", noise]
        case "begin" | "visit" | "grow" | "adopt" if facts.cluster(i) >= 0:
            cluster = facts.cluster(i)
            size = int(trace.counts_of(i)[cluster])
            return [f"cluster {cluster + 1}: {facts.things(size)}", f"cluster {cluster + 1}: {size:,}"]
        case "chunk" | "done":
            clusters = counted(trace.n_clusters(i), ("cluster", "clusters"))
            return [f"{clusters}, {noise}", clusters]
        case _:
            return []


def outcome(outcome: Outcome) -> str:
    """Say how a run went: ``2 clusters, 15 noise``."""
    clusters = counted(outcome.facts["clusters"], ("cluster", "clusters"))
    return f"{clusters}, {noise_text(outcome.facts['noise'])}"


def figures(trace: DbscanTrace) -> tuple[str, ...]:
    """Name the still figures of a post about a run."""
    return ("strip", "k-distance", *(("density", "joint") if trace.n_clusters() else ()), "solutions", "grid")
