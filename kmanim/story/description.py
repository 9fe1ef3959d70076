"""What is said of one picture, and the phrases that the texts of several pictures share."""

from __future__ import annotations

from dataclasses import dataclass

from kmanim.story.facts import Facts
from kmanim.story.kmeans.alt_text import axes
from kmanim.story.kmeans.cluster_names import sizes_in_alt
from kmanim.story.text.words import counted, verb

# So many rows are named, centroids placed and columns described in running text.
NAMED, PLACED, DESCRIBED = 12, 6, 6


@dataclass(frozen=True, slots=True)
class Told:
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
    return f"Scatter plot of {rows_by(facts)}"


def rows_by(facts: Facts) -> str:
    """Name the data: ``32 cars by weight and horsepower``."""
    return f"{facts.things(facts.dataset.n)} by {axes(facts)}"


def rounds(facts: Facts) -> str:
    """Count the rounds: ``4 rounds``."""
    return counted(facts.trace.iterations, ("round", "rounds"))


def moves(facts: Facts) -> str:
    """Count the rows that ever switched: ``3 cars change cluster``."""
    return f"{facts.things(facts.travellers)} {verb(facts.travellers, 'changes', 'change')} cluster"


def result(facts: Facts) -> str:
    """Say how the run ended: ``k-means stops after 4 rounds with 12 lighter and 20 heavier cars``."""
    stops = "stops" if facts.ended else "is stopped, not finished,"
    return f"{facts.algorithm} {stops} after {rounds(facts)} with {sizes_in_alt(facts)}"
