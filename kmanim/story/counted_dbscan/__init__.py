"""How DBSCAN on data in pieces is told: from counts of its rows in cells, cluster by cluster."""

from kmanim.simulate.machines.dense_cells.trace import DenseCellsTrace
from kmanim.simulate.runs.outcome import Outcome
from kmanim.story.counted_dbscan import captions
from kmanim.story.counted_dbscan.facts import CellFacts
from kmanim.story.counted_dbscan.film import tell
from kmanim.story.description import Description, rows_by, scatter
from kmanim.story.text.sizes import noise_text
from kmanim.story.text.words import counted
from kmanim.story.timeline import Keyframe

FACTS = CellFacts

__all__ = ["FACTS", "describe", "figures", "notes", "outcome", "overview", "result", "short", "tell"]


def describe(trace: DenseCellsTrace, keyframe: Keyframe) -> Description:
    """Say of one keyframe what a page says of it as a picture of its own."""
    facts, i = CellFacts(trace), keyframe.step
    alt = f"{scatter(facts)}, all of them grey: {keyframe.text}"
    if keyframe.kind != "data":
        clusters = counted(trace.n_clusters(i), ("cluster", "clusters"))
        alt = f"{scatter(facts)} where {facts.things(facts.reached(i))} are in {clusters}: {keyframe.text}"
    return Description(keyframe.phase, keyframe.text, alt)


def overview(trace: DenseCellsTrace) -> Description:
    """Tell the whole run at once, for the figure that shows it in several panels."""
    facts = CellFacts(trace)
    return Description(
        "Step by step",
        f"The run in single pictures: all core cells that a cluster has reached pass it on together, to all that lies "
        f"within {facts.eps} of them. {' '.join(captions.done(facts))}",
        f"Panels in order of time, each a scatter plot of {rows_by(facts)}, where {result(trace)}.",
    )


def result(trace: DenseCellsTrace) -> str:
    """Say how a run ended: ``DBSCAN finds 2 clusters of 7 and 5 points and leaves 2 as noise``."""
    return captions.result(CellFacts(trace))


def notes(trace: DenseCellsTrace) -> tuple[str, ...]:
    """Say what is counted, how near that comes to the rows themselves, and in which unit eps is."""
    facts, one = CellFacts(trace), trace.noun[0]
    found = [
        f"{facts.counted_in}; clusters are those of {trace.noun[1]} that are moved to the middles of their cells, by "
        f"{facts.moved} at most."
    ]
    (less, fewer), (more, larger) = zip(trace.unsure, trace.survey.clusters, strict=True)
    if not less and not more and fewer == larger == trace.n_clusters():
        found.append(
            f"That changes nothing here: with an eps smaller or larger by the diagonal of a cell, no {one} would be "
            "of another kind, core, border or noise, and there would be as many clusters."
        )
    else:
        found.append(
            f"With an eps smaller by the diagonal of a cell {facts.things(less)} would be of another kind, core, "
            f"border or noise, and there would be {counted(fewer, ('cluster', 'clusters'))}; with one larger by as "
            f"much {facts.things(more)} and {larger:,}: what moving them may change lies between."
        )
    if facts.scaled:
        found.append(f"eps is measured in columns that are {facts.scaled_words}.")
    return tuple(found)


def short(trace: DenseCellsTrace, keyframe: Keyframe) -> list[str]:
    """Say of one keyframe what matters in a few words, from rich to short, for small panels."""
    facts, i = CellFacts(trace), keyframe.step
    match keyframe.kind:
        case "data":
            return [facts.things(facts.n), f"{facts.n:,}"]
        case "begin" | "grow":
            cluster = facts.cluster(i)
            size = int(trace.counts_of(i)[cluster])
            return [f"cluster {cluster + 1}: {facts.things(size)}", f"cluster {cluster + 1}: {size:,}"]
        case _:
            clusters = counted(trace.n_clusters(i), ("cluster", "clusters"))
            noise = f", {noise_text(trace.kinds[2])}" if keyframe.kind == "done" else ""
            return [f"{clusters}{noise}", clusters]


def outcome(outcome: Outcome) -> str:
    """Say how a run went: ``2 clusters, 15 noise``."""
    clusters = counted(outcome.facts["clusters"], ("cluster", "clusters"))
    return f"{clusters}, {noise_text(outcome.facts['noise'])}"


def figures(trace: DenseCellsTrace) -> tuple[str, ...]:
    """Name the still figures of a post: those that single rows would be needed for are left out."""
    return ("strip", *(("density", "joint") if trace.n_clusters() else ()), "grid")
