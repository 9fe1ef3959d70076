"""Alternative texts: what somebody is told who cannot see the picture, and phrases of them that others share."""

from __future__ import annotations

from kmanim.story.description import axes
from kmanim.story.kmeans.cluster_names import sizes_in_alt
from kmanim.story.kmeans.facts import CentroidFacts
from kmanim.story.kmeans.lesson import lesson
from kmanim.story.text.words import counted, series

_PLACES = 6


def title(facts: CentroidFacts) -> str:
    """Name the film in one line: ``k-means on 32 cars, k = 2``."""
    return f"{facts.algorithm} on {facts.things(facts.n)}, k = {facts.k}"


def film(facts: CentroidFacts) -> str:
    """Describe the film: what is plotted, where it starts, how many rows change cluster, how it ends."""
    rounds = counted(facts.trace.iterations, ("round", "rounds"))
    stops = f"stops after {rounds} with" if facts.ended else f"is stopped after {rounds}, not finished, with"
    return (
        f"Animated scatter plot of {facts.things(facts.n)} by {axes(facts)}: "
        f"{facts.algorithm} with k = {facts.k} starts at {starts_at(facts)}, {facts.travels} "
        f"and {stops} {sizes_in_alt(facts)}.{because(facts)}"
    )


def because(facts: CentroidFacts) -> str:
    """Add why the groups were not found, where a film says so."""
    why = lesson(facts)
    return "" if why is None else f" {' '.join(why)}"


def starts_at(facts: CentroidFacts) -> str:
    """Say where the centroids start; places where they are few."""
    if facts.coded.any() or (facts.medoids(0) is not None and not facts.has_names):
        return f"{facts.k} different {facts.noun[1]}" if facts.k > 1 else f"one {facts.noun[0]}"
    return (
        series(facts.places(0))
        if facts.k <= _PLACES and facts.are_placed
        else counted(facts.k, ("place", "places"))
    )


def rounds(facts: CentroidFacts) -> str:
    """Count the rounds: ``4 rounds``."""
    return counted(facts.trace.iterations, ("round", "rounds"))


def moves(facts: CentroidFacts) -> str:
    """Count the rows that ever switched: ``3 cars change cluster``."""
    return facts.changes_cluster


def result(facts: CentroidFacts) -> str:
    """Say how the run ended: ``k-means stops after 4 rounds with 12 lighter and 20 heavier cars``."""
    stops = "stops" if facts.ended else "is stopped, not finished,"
    return f"{facts.algorithm} {stops} after {rounds(facts)} with {sizes_in_alt(facts)}"
