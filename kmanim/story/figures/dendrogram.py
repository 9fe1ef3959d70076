"""Words for the dendrogram of a run of hierarchical clustering."""

from __future__ import annotations

import math

from kmanim.simulate.linkage.dendrogram import LAST, MANY
from kmanim.simulate.linkage.trace import MergeTrace
from kmanim.simulate.trace import need_trace
from kmanim.story.description import Description, rows_by
from kmanim.story.hierarchical import captions
from kmanim.story.hierarchical.facts import MergeFacts
from kmanim.story.text.numbers import half_up
from kmanim.story.text.words import sentence_case

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
        f"{half_up(correlation, 2)} (cophenetic)."
    )  # fmt: skip
    return Description(
        "The tree",
        f"{told} {merges}{few}{kept}",
        f"Dendrogram of {rows_by(facts)} by {facts.algorithm}, merges{facts.range}. {told}",
    )


def title(facts: MergeFacts) -> str:
    """Head the figure: ``Average linkage``."""
    return sentence_case(facts.algorithm)
