"""Phrases that several texts about a run with centroids share."""

from __future__ import annotations

from kmanim.story.kmeans.cluster_names import sizes_in_alt
from kmanim.story.kmeans.facts import CentroidFacts
from kmanim.story.text.words import counted, verb


def rounds(facts: CentroidFacts) -> str:
    """Count the rounds: ``4 rounds``."""
    return counted(facts.trace.iterations, ("round", "rounds"))


def moves(facts: CentroidFacts) -> str:
    """Count the rows that ever switched: ``3 cars change cluster``."""
    return f"{facts.things(facts.travellers)} {verb(facts.travellers, 'changes', 'change')} cluster"


def result(facts: CentroidFacts) -> str:
    """Say how the run ended: ``k-means stops after 4 rounds with 12 lighter and 20 heavier cars``."""
    stops = "stops" if facts.ended else "is stopped, not finished,"
    return f"{facts.algorithm} {stops} after {rounds(facts)} with {sizes_in_alt(facts)}"
