"""What to call the final clusters: lighter and heavier cars where that is true, else sizes alone."""

from __future__ import annotations

import numpy as np

from kmanim.story.facts import Facts
from kmanim.story.words import Caption, series

# Only for names of columns that speak of the whole thing: a penguin with a longer bill is no longer penguin.
_ADJECTIVES = {
    "weight": ("lighter", "heavier"),
    "mass": ("lighter", "heavier"),
    "body mass": ("lighter", "heavier"),
    "body mass g": ("lighter", "heavier"),
    "body mass kg": ("lighter", "heavier"),
    "wt": ("lighter", "heavier"),
    "age": ("younger", "older"),
    "price": ("cheaper", "dearer"),
    "cost": ("cheaper", "dearer"),
    "speed": ("slower", "faster"),
    "height": ("shorter", "taller"),
    "duration": ("shorter", "longer"),
    "size": ("smaller", "larger"),
    "area": ("smaller", "larger"),
    "temperature": ("cooler", "warmer"),
}
_AGREEMENT = 0.9


def adjectives(facts: Facts) -> tuple[str, str] | None:
    """Find words for two final clusters by the first column that separates them.

    A column separates two clusters if nine rows in ten lie on the right side of the middle between their
    centroids.

    Returns
    -------
    (str, str) or None
        One word or phrase a cluster, in their order: ``("lighter", "heavier")``, or ``("with lower x", "with
        higher x")``. None if the clusters are not two, one is empty, or no column separates them.
    """
    counts = facts.counts(facts.last)
    if facts.k != 2 or min(counts) == 0:
        return None
    centroids = facts.trace.centroids_of(facts.last)
    for column in range(facts.dataset.d):
        first, second = float(centroids[0, column]), float(centroids[1, column])
        values = facts.dataset.points[:, column]
        below = values < first / 2 + second / 2
        right = np.count_nonzero(below == (facts.labels(facts.last) == (0 if first < second else 1)))
        if first != second and right >= _AGREEMENT * facts.dataset.n:
            low, high = _words(facts.dataset.features[column].name, facts.feature(column, 16))
            return (low, high) if first < second else (high, low)
    return None


def sizes(facts: Facts) -> list[Caption]:
    """Say how large the final clusters are, from rich to short, each as one part of a sentence."""
    counts = facts.counts(facts.last)
    words = adjectives(facts)
    told: list[Caption] = []
    if words:
        told.append((", ".join(_phrase(facts, n, word) for n, word in zip(counts, words, strict=True)),))
    if facts.k == 1:
        told.append((f"all {facts.things(counts[0])} in one cluster",))
    told.append((f"{series([str(n) for n in counts])} {facts.noun[1]}",))
    told.append((f"{facts.k} clusters of {min(counts)} to {max(counts)} {facts.noun[1]}",))
    told.append((f"{facts.k} clusters",))
    return told


def sizes_in_alt(facts: Facts) -> str:
    """Say how large the final clusters are, for an alternative text: ``12 lighter and 20 heavier cars``."""
    counts = facts.counts(facts.last)
    words = adjectives(facts)
    if words and not any(" " in word for word in words):
        return f"{counts[0]} {words[0]} and {counts[1]} {words[1]} {facts.noun[1]}"
    if facts.k == 1:
        return f"all {facts.things(counts[0])} in one cluster"
    if facts.k <= 12:
        return f"{series([str(n) for n in counts])} {facts.noun[1]} in the clusters"
    return f"{facts.k} clusters of {min(counts)} to {max(counts)} {facts.noun[1]}"


def _words(name: str, shown: str) -> tuple[str, str]:
    plain = " ".join(name.casefold().replace("_", " ").split())
    return _ADJECTIVES.get(plain, (f"with lower {shown}", f"with higher {shown}"))


def _phrase(facts: Facts, count: int, word: str) -> str:
    noun = facts.noun[count != 1]
    return f"{count} {noun} {word}" if " " in word else f"{count} {word} {noun}"
