"""Words for a clustering of raw values beside one of scaled values."""

from __future__ import annotations

import numpy as np

from kmanim.simulate.machines.centroids.trace import CentroidTrace
from kmanim.story.description import NAMED, PLACED, Description, rows_by
from kmanim.story.kmeans.facts import CentroidFacts
from kmanim.story.text.words import series, verb

SUBJECT = "both scales"
LEAD = 5


def finding(raw: CentroidTrace, scaled: CentroidTrace) -> str:
    """Say what the figure shows: ``Scaling moves 6 of 32 cars to the other cluster``."""
    facts = CentroidFacts(raw)
    count = int(np.count_nonzero(raw.labels.astype(np.intp) != scaled.labels.astype(np.intp)))
    if not count:
        return f"Scaling moves no {facts.noun[0]} to another cluster"
    where = (
        "the other cluster" if raw.k == scaled.k == 2 else verb(count, "another cluster", "other clusters")
    )
    return f"Scaling moves {count:,} of {facts.things(facts.dataset.n)} to {where}"


def chosen(runs: int) -> str:
    """Say of how many runs each clustering is the best, since another one may be told beside the figure."""
    return f"Each clustering is the best of {runs:,} runs." if runs > 1 else ""


def describe(raw: CentroidTrace, scaled: CentroidTrace, runs: int = 1) -> Description:
    """Tell a clustering of raw values beside one of scaled ones, each the best of so many; clusters numbered alike."""
    facts, other = CentroidFacts(raw), CentroidFacts(scaled)
    rows = np.flatnonzero(raw.labels != scaled.labels)
    names = facts.names(rows.tolist()) if len(rows) <= NAMED and facts.has_names else []
    if not len(rows):
        moved = f"Scaling moves no {facts.noun[0]}: the clusters are the same"
    elif names:
        moved = f"Scaling moves {facts.things(len(rows))}: {series(names)}"
    else:
        moved = f"Scaling moves {facts.things(len(rows))} to another cluster"
    places = [
        f"{before} and {after}" for before, after in zip(facts.places(-1), other.places(-1), strict=True)
    ]
    centres = (
        f" Centres, raw and {other.scaled_words}: {'; '.join(places)}."
        if facts.k <= PLACED and facts.are_placed
        else ""
    )
    best = f" {chosen(runs)}" if runs > 1 else ""
    return Description(
        finding(raw, scaled),
        f"{moved}.{best}{centres}",
        f"Two scatter plots of {rows_by(facts)}, both in original units, clustered raw on the left and "
        f"{other.scaled_words} on the right, where the {facts.noun[1]} in different clusters are ringed: "
        f"{len(rows) or 'none'}.",
    )
