"""How k-means and its family are told."""

from kmanim.simulate.machines.centroids.trace import CentroidTrace
from kmanim.simulate.runs.outcome import Outcome
from kmanim.story.kmeans import alt_text
from kmanim.story.kmeans.facts import CentroidFacts
from kmanim.story.kmeans.film import figures, step_by_step, tell
from kmanim.story.kmeans.lesson import LESSONS
from kmanim.story.kmeans.side_by_side import tell_together
from kmanim.story.kmeans.stills import describe, overview, short
from kmanim.story.text.words import counted

FACTS = CentroidFacts

__all__ = [
    "FACTS",
    "describe",
    "figures",
    "notes",
    "outcome",
    "overview",
    "result",
    "short",
    "step_by_step",
    "tell",
    "tell_together",
]


def result(trace: CentroidTrace) -> str:
    """Say how a run ended: ``k-means stops after 4 rounds with 12 lighter and 20 heavier cars``."""
    return alt_text.result(CentroidFacts(trace))


def notes(trace: CentroidTrace) -> tuple[str, ...]:
    """Say why k-means fails on the data sets that are there to show it."""
    known = trace.algorithm == "kmeans" and trace.dataset.lesson in LESSONS
    return (LESSONS[trace.dataset.lesson],) if known else ()


def outcome(outcome: Outcome) -> str:
    """Say how a run went: ``4 rounds``."""
    return counted(outcome.iterations, ("round", "rounds"))
