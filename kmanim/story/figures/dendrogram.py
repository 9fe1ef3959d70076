"""Words for the dendrogram of a run of hierarchical clustering."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np

from kmanim.simulate.machines.linkage.dendrogram import LAST, MANY
from kmanim.simulate.machines.linkage.trace import MergeTrace
from kmanim.simulate.trace import need_trace
from kmanim.story.description import Description, rows_by
from kmanim.story.hierarchical import captions
from kmanim.story.hierarchical.facts import MergeFacts
from kmanim.story.text.numbers import fraction
from kmanim.story.text.words import columns, in_words, sentence_case

_LONGEST = 44

LEAD = 1


def describe(trace: MergeTrace) -> Description:
    """Tell the tree and its cut."""
    facts = MergeFacts(need_trace("dendrogram", trace, MergeTrace))
    few = f" Of {facts.n:,} leaves the last {LAST} merges are drawn." if facts.n > MANY else ""
    told = " ".join(captions.cut(facts))
    merges = f"Merges go{facts.range}." if facts.range else "There is nothing to merge."
    correlation = trace.cophenetic_correlation
    kept = "" if math.isnan(correlation) else (
        f" The heights at which two {facts.noun[1]} come together follow their distances with a correlation of "
        f"{fraction(correlation)} (cophenetic)."
    )  # fmt: skip
    return Description(
        finding(facts),
        f"{told} {merges}{few}{kept}",
        f"Dendrogram of {rows_by(facts)} by {facts.algorithm}, merges{facts.range}. {told}",
    )


@dataclass(frozen=True, slots=True)
class Widest:
    """The widest gap between the heights of merges, and how many clusters a cut there leaves.

    Attributes
    ----------
    k : int
    below, above : float
    """

    k: int
    below: float
    above: float


def widest_gap(trace: MergeTrace) -> Widest | None:
    """Find the widest gap that a cut into two clusters or more can lie in; None where there is none.

    Of equal ones that with fewer clusters counts.
    """
    n, heights = trace.dataset.n, trace.heights
    if n < 3:
        return None
    below, above = np.maximum.accumulate(heights)[:-1], np.minimum.accumulate(heights[::-1])[::-1][1:]
    gaps = (above - below)[::-1]
    place = int(np.argmax(gaps))
    if gaps[place] <= 0:
        return None
    kept = n - 2 - place
    return Widest(place + 2, float(below[kept - 1]), float(above[kept - 1]))


def finding(facts: MergeFacts) -> str:
    """Say what the cut leaves, and whether it lies in the widest gap: ``Cut into 2: 12 and 20 cars``."""
    told = [one.rstrip(".") for one in captions.clusters_told(facts, facts.trace.labels, facts.k)]
    sizes = next((one for one in told if columns(one) <= _LONGEST), told[-1])
    best, height = widest_gap(facts.trace), facts.trace.parameters.height
    if facts.k == 1:
        return sentence_case(sizes)
    if best is not None and best.k == facts.k:
        return f"The widest gap between merges leaves {in_words(facts.k)} clusters: {sizes}"
    where = f"Cut into {facts.k}" if height is None else f"Cut at {facts.height(height)}"
    other = f"; the widest gap would leave {in_words(best.k)}" if best is not None else ""
    return f"{where}: {sizes}{other}"
