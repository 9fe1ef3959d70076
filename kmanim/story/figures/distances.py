"""Words for the distances of one row, with the worked formula."""

from __future__ import annotations

from kmanim.simulate.centroids.trace import CentroidTrace
from kmanim.story.description import Description, scatter
from kmanim.story.kmeans.facts import CentroidFacts
from kmanim.story.kmeans.worked_distance import formula
from kmanim.story.text.words import series, verb

SUBJECT = "explained row"


def stem(trace: CentroidTrace, row: int) -> str:
    """Name the file: ``distances-Mazda RX4``."""
    return f"distances-{trace.dataset.row_name(row)}"


def describe(trace: CentroidTrace, row: int, iteration: int = 1) -> Description:
    """Tell the distances of one row to the centroids that an iteration assigns by, with the worked formula.

    Parameters
    ----------
    trace : CentroidTrace
        The run.
    row : int
        0-based.
    iteration : int, default 1
        From 1 on.
    """
    facts = CentroidFacts(trace)
    i = facts.index("assign", iteration)
    measured = facts.distances(i, row)
    order = sorted(range(facts.k), key=lambda j: (measured[j], j))
    told = sorted(order[:2])
    name = facts.name(row, 60)
    worked = [f"{formula(facts, i, row, j)} to centre {j + 1}" for j in told]
    rest = ""
    if facts.k > 2:
        others = f"{facts.k - 2} more {verb(facts.k - 2, 'centre is', 'centres are')}"
        far = measured[order[2]] > measured[order[1]]
        rest = f", and {others} {'farther away' if far else 'no nearer'}"
    unit = f" in {_units(facts)}" if facts.scaled else ""
    lead = verb(facts.k, "a line leads", "lines lead")
    if facts.terms.metric == "manhattan" and facts.dataset.view.faithful and facts.dataset.d > 1:
        lead += ", across and then up or down,"
    centres = verb(facts.k, "centre", "centres")
    texts = facts.distance_texts(i, row, tuple(told))
    lengths = [f"{text} to centre {j + 1}" for j, text in zip(told, texts, strict=True)]
    nearest = f"So it belongs to cluster {order[0] + 1}"
    tied = measured.count(measured[order[0]])
    if tied > 1:
        both, lower = ("Both", "lower") if tied == 2 else (f"All {tied}", "lowest")
        if 2 < tied < facts.k:
            both = f"{tied} centres"
        nearest = f"{both} are equally near, so it belongs to the {lower} number, cluster {order[0] + 1}"
    opening = facts.opening(row, 60)
    return Description(
        f"Distances of {name}",
        f"{opening} in round {iteration}{unit}: {series(worked)}{rest}. {nearest}.",
        f"{scatter(facts)} where {lead} from {name} to the {centres} of round {iteration}: "
        f"{series(lengths)}{rest}.",
    )


def _units(facts: CentroidFacts) -> str:
    return {"zscore": "z-scores", "minmax": "shares of the range"}.get(
        facts.dataset.scaling.method, "scaled units"
    )
