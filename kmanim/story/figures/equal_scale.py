"""Words for the end of a run at equal scale."""

from __future__ import annotations

from kmanim.simulate.machines.centroids.trace import CentroidTrace
from kmanim.story.description import Description, scatter
from kmanim.story.kmeans.alt_text import result
from kmanim.story.kmeans.facts import CentroidFacts
from kmanim.story.text.numbers import half_up

# A column with so much of all distance decides, whatever the other says.
_DECIDES = 0.8


def wanted(trace: CentroidTrace) -> bool:
    """Whether the page can show what is compared: two columns, in the units that are clustered."""
    dataset = trace.dataset
    return dataset.view.faithful and dataset.d == 2 and dataset.scaling.method == "none"


def finding(trace: CentroidTrace) -> str:
    """Say whether one column decides where no scaling evens them out: ``Weight decides: 98 % of all squared distance``.

    Where distances are squared, a column counts by its share of the squares about the mean. Elsewhere no share is to be
    had of a column, and it is said how much farther it spreads.
    """
    if not wanted(trace):
        return "At equal scale"
    facts = CentroidFacts(trace)
    spread = trace.dataset.values.std(axis=0)
    first = int(spread.argmax())
    wide, narrow = float(spread[first]), float(spread[1 - first])
    if not wide > 0:
        return "All rows are in one place"
    share = wide**2 / (wide**2 + narrow**2)
    if share < _DECIDES:
        return "At equal scale, both columns count"
    name, other = facts.opening_feature(first), facts.feature(1 - first)
    if "square" in facts.objective.name:
        return f"{name} decides: {share_text(share)} of all squared distance"
    if not narrow > 0:
        return f"{name} decides: {other} is always the same"
    return f"{name} decides: it spreads {_times(wide / narrow)} times as far as {other}"


def _times(ratio: float) -> str:
    return half_up(ratio, 1 if ratio < 10 else 0) if ratio < 1_000 else "over 1,000"


def share_text(share: float) -> str:
    """Write a share of nearly all with two digits, and never as all of it."""
    return f"{half_up(100 * share)} %" if share < 0.995 else "over 99 %"


def describe(trace: CentroidTrace) -> Description:
    """Tell the result drawn with one length a unit on both axes."""
    facts = CentroidFacts(trace)
    ways = {
        "euclidean": "distances on the page are those that are compared",
        "manhattan": "the way across and the way up to a centre add up to the distance that is compared",
    }
    compared = f", {ways[facts.terms.metric]}" if wanted(trace) else ""
    return Description(
        finding(trace),
        f"With one length for one unit on both axes{compared}.",
        f"{scatter(facts)} at equal scale, where {result(facts)}.",
    )
