"""Words for the raw data."""

from __future__ import annotations

import numpy as np

from kmanim.simulate.trace import Trace
from kmanim.story.description import DESCRIBED, PLACED, Description, scatter
from kmanim.story.facts import Facts
from kmanim.story.opening import data_caption
from kmanim.story.text.numbers import Levels
from kmanim.story.text.words import series, verb

# Above so many rows nobody asks which of them lie on one spot, and looking takes long.
_SEEN_ALONE = 20_000


def describe(trace: Trace) -> Description:
    """Tell the raw data."""
    facts = Facts(trace)
    spans = [
        f"{facts.feature(j)} is {series(write.names, 'or')}"
        if isinstance(write, Levels) and len(write.names) <= PLACED
        else f"{facts.feature(j)} is one of {len(write.names)} categories"
        if isinstance(write, Levels)
        else _span(facts.feature(j), write(facts.dataset.low[j]), write(facts.dataset.high[j]))
        for j, write in enumerate(facts.columns[:DESCRIBED])
    ]
    grey = verb(facts.dataset.n, "the point is grey", "all points are grey")
    shared = _shared(facts)
    twins = f" {facts.things(shared)} {verb(shared, 'lies', 'lie')} on the spot of another." if shared else ""
    return Description(
        "The data",
        f"{' '.join(data_caption(facts))}{twins}",
        f"{scatter(facts)} where {grey}: {series(spans)}.",
    )


def _span(name: str, low: str, high: str) -> str:
    return f"{name} runs from {low} to {high}" if low != high else f"{name} is {low}"


def _shared(facts: Facts) -> int:
    """Count the rows on the spot of an earlier one; 0 where they are too many for anyone to care."""
    dataset = facts.dataset
    return 0 if dataset.n > _SEEN_ALONE else dataset.n - len(np.unique(dataset.points, axis=0))
