"""How k-means on data in pieces is told: as k-means is, from what is counted of its rows."""

from kmanim.story.counted.facts import CountedFacts
from kmanim.story.counted.figures import figures, notes
from kmanim.story.kmeans import describe, outcome, overview, result, short, tell

FACTS = CountedFacts

__all__ = ["FACTS", "describe", "figures", "notes", "outcome", "overview", "result", "short", "tell"]
