"""Words for the raw data."""

from __future__ import annotations

import numpy as np

from kmanim.data.dataset import Dataset
from kmanim.simulate.trace import Trace
from kmanim.story.description import DESCRIBED, PLACED, Description, scatter
from kmanim.story.facts import Facts, feature_words, opening_words
from kmanim.story.opening import at_places, data_caption, on_another
from kmanim.story.text.numbers import Levels, fraction
from kmanim.story.text.parting import as_in_data
from kmanim.story.text.words import counted, cut, series, verb

# From so many rows and such a correlation on, a tendency is told of.
_FEWEST, _CLEAR = 8, 0.5
_PLAIN = "No groups yet"
_IN_A_LINE = 3
_CATEGORY = 24  # columns that the name of a category has at most


def finding(dataset: Dataset) -> str:
    """Say what is seen before anything is clustered: whether one column tends to rise with the other.

    It is said of two columns of numbers alone, and by their correlation, which is of straight lines.
    """
    if dataset.d != 2 or any(dataset.coded) or dataset.n < _FEWEST:
        return _PLAIN
    spread = dataset.points.std(axis=0)
    if not (spread > 0).all():
        return _PLAIN
    x, y = ((dataset.points - dataset.points.mean(axis=0)) / spread).T
    r = float(np.mean(x * y))
    if abs(r) < _CLEAR:
        return _PLAIN
    first = feature_words(dataset.features[0])
    goes = "rise" if r > 0 else "fall"
    sign = "−" if r < 0 else ""
    return f"{opening_words(dataset.features[1])} tends to {goes} with {first} (r = {sign}{fraction(abs(r))})"


def subject(dataset: Dataset) -> str:
    """Say what is shown: ``32 cars by weight and horsepower``."""
    names = [feature_words(feature) for feature in dataset.features]
    told = series(names) if len(names) <= _IN_A_LINE else f"{len(names)} columns"
    return f"{counted(dataset.n, dataset.noun)}{at_places(dataset)} by {told}"


def describe(trace: Trace) -> Description:
    """Tell the raw data."""
    facts = Facts(trace)
    spans = [
        f"{facts.feature(j)} is {series([cut(name, _CATEGORY) for name in write.names], 'or')}"
        if isinstance(write, Levels) and len(write.names) <= PLACED
        else f"{facts.feature(j)} is one of {len(write.names)} categories"
        if isinstance(write, Levels)
        else _span(facts, j)
        for j, write in enumerate(facts.columns[:DESCRIBED])
    ]
    grey = verb(facts.dataset.n, "the point is grey", "all points are grey")
    shared = 0 if at_places(facts.dataset) else on_another(facts.dataset)
    twins = f" {facts.things(shared)} {verb(shared, 'lies', 'lie')} on the spot of another." if shared else ""
    return Description(
        "The data",
        f"{' '.join(data_caption(facts))}{twins}",
        f"{scatter(facts)} where {grey}: {series(spans)}.",
    )


def _span(facts: Facts, column: int) -> str:
    write, name = as_in_data(facts, column), facts.feature(column)
    low, high = (write(float(ends[column])) for ends in (facts.dataset.low, facts.dataset.high))
    return f"{name} runs from {low} to {high}" if low != high else f"{name} is {low}"
