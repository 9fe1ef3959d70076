"""Alternative texts: what somebody is told who cannot see the picture."""

from __future__ import annotations

from kmanim.story.facts import Facts
from kmanim.story.kmeans.cluster_names import sizes_in_alt
from kmanim.story.kmeans.lesson import lesson
from kmanim.story.text.words import counted, series

_PLACES = 6


def title(facts: Facts) -> str:
    """Name the film in one line: ``k-means on 32 cars, k = 2``."""
    return f"{facts.algorithm} on {facts.things(facts.dataset.n)}, k = {facts.k}"


def film(facts: Facts) -> str:
    """Describe the film: what is plotted, where it starts, how many rows change cluster, how it ends."""
    rounds = counted(facts.trace.iterations, ("round", "rounds"))
    stops = f"stops after {rounds} with" if facts.ended else f"is stopped after {rounds}, not finished, with"
    moved = facts.things(facts.travellers)
    return (
        f"Animated scatter plot of {facts.things(facts.dataset.n)} by {axes(facts)}: "
        f"{facts.algorithm} with k = {facts.k} starts at {starts_at(facts)}, moves {moved} between clusters "
        f"and {stops} {sizes_in_alt(facts)}.{because(facts)}"
    )


def because(facts: Facts) -> str:
    """Add why the groups were not found, where a film says so."""
    why = lesson(facts)
    return "" if why is None else f" {' '.join(why)}"


def axes(facts: Facts, *, scaled: bool = True) -> str:
    """Name what is clustered: ``weight and horsepower``, and how it is scaled."""
    names = [facts.feature(column, 60) for column in range(facts.dataset.d)]
    told = series(names) if len(names) <= _PLACES else f"{len(names)} {facts.measures}"
    return f"{told} ({facts.scaled_words})" if scaled and facts.scaled else told


def starts_at(facts: Facts) -> str:
    """Say where the centroids start; places where they are few."""
    if facts.coded.any():
        return f"{facts.k} different {facts.noun[1]}" if facts.k > 1 else f"one {facts.noun[0]}"
    return series(facts.places(0)) if facts.k <= _PLACES else f"{facts.k} places"
