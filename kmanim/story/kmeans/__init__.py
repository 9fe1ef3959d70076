"""How k-means and its family are told."""

from kmanim.simulate.centroids.trace import CentroidTrace
from kmanim.simulate.runs.outcome import Outcome
from kmanim.story.kmeans import phrases
from kmanim.story.kmeans.facts import CentroidFacts
from kmanim.story.kmeans.film import figures, tell
from kmanim.story.kmeans.stills import describe, overview
from kmanim.story.text.words import counted

FACTS = CentroidFacts

__all__ = ["FACTS", "describe", "figures", "outcome", "overview", "result", "tell"]


def result(trace: CentroidTrace) -> str:
    """Say how a run ended: ``k-means stops after 4 rounds with 12 lighter and 20 heavier cars``."""
    return phrases.result(CentroidFacts(trace))


def outcome(outcome: Outcome) -> str:
    """Say how a run went: ``4 rounds``."""
    return counted(outcome.iterations, ("round", "rounds"))
