"""Words for the end of a run at equal scale."""

from __future__ import annotations

from kmanim.simulate.centroids.trace import CentroidTrace
from kmanim.story.description import Description, scatter
from kmanim.story.kmeans.alt_text import result
from kmanim.story.kmeans.facts import CentroidFacts


def wanted(trace: CentroidTrace) -> bool:
    """Whether the page can show what is compared: two columns, in the units that are clustered."""
    dataset = trace.dataset
    return dataset.view.faithful and dataset.d == 2 and dataset.scaling.method == "none"


def describe(trace: CentroidTrace) -> Description:
    """Tell the result drawn with one length a unit on both axes."""
    facts = CentroidFacts(trace)
    ways = {
        "euclidean": "distances on the page are those that are compared",
        "manhattan": "the way across and the way up to a centre add up to the distance that is compared",
    }
    compared = f", {ways[facts.terms.metric]}" if wanted(trace) else ""
    return Description(
        "At equal scale",
        f"With one length for one unit on both axes{compared}.",
        f"{scatter(facts)} at equal scale, where {result(facts)}.",
    )
