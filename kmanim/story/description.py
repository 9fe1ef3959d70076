"""What is said of one picture, and the words that begin it: what is plotted, by what."""

from __future__ import annotations

from dataclasses import dataclass

from kmanim.story.facts import Facts
from kmanim.story.text.words import sentence_case, series

# So many rows are named, centroids placed and columns described in running text.
NAMED, PLACED, DESCRIBED = 12, 6, 6


@dataclass(frozen=True, slots=True)
class Description:
    """What is said of one picture.

    Attributes
    ----------
    title : str
        A heading of a few words.
    caption : str
        What stands below it: one to three sentences, with numbers of the run.
    alt : str
        What stands in for it: the kind of chart, its data, what is to be seen.
    """

    title: str
    caption: str
    alt: str


def scatter(facts: Facts) -> str:
    """Begin an alternative text: ``Scatter plot of 32 cars by weight and horsepower``."""
    return f"{sentence_case(facts.chart[0])} of {rows_by(facts)}"


def rows_by(facts: Facts) -> str:
    """Name the data: ``32 cars by weight and horsepower``."""
    things = facts.things(facts.n)
    return f"{things} by {axes(facts)}" if facts.by_columns else things


def axes(facts: Facts, *, scaled: bool = True) -> str:
    """Name what is clustered: ``weight and horsepower``, and how it is scaled."""
    names = [facts.feature(column, 60) for column in range(facts.dataset.d)]
    told = series(names) if len(names) <= PLACED else facts.measures
    return f"{told} ({facts.scaled_words})" if scaled and facts.scaled else told
