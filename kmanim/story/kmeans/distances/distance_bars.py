"""How far a row is from the centres over all columns, as bars: what a plane that hides columns cannot show."""

from __future__ import annotations

from typing import NamedTuple

from kmanim.story.kmeans.facts import CentroidFacts
from kmanim.story.text.words import counted

# Of more centres than this the nearest have a bar, and the others are counted.
MOST_BARS = 6


class Bar(NamedTuple):
    """A centre and its distance.

    Attributes
    ----------
    cluster : int
        0-based.
    distance : float
        In clustered units.
    text : str
        The same, written.
    """

    cluster: int
    distance: float
    text: str


class DistanceBars(NamedTuple):
    """The bars of a row, the nearest centre first.

    Attributes
    ----------
    titles : tuple of str
        What their lengths are, from rich to short.
    bars : tuple of Bar
        At least one.
    rest : str
        What is said of centres without a bar: ``15 farther ones``. Empty where all have one.
    """

    titles: tuple[str, ...]
    bars: tuple[Bar, ...]
    rest: str


def distance_bars(facts: CentroidFacts, row: int, i: int, most: int = MOST_BARS) -> DistanceBars:
    """Measure a row against the centres of a snapshot.

    Parameters
    ----------
    facts : CentroidFacts
        Of the trace.
    row : int
        0-based.
    i : int
        Index of the snapshot.
    most : int, default 6
        So many lines at most, the one for the rest among them.
    """
    distances = facts.distances(i, row)
    order = sorted(range(facts.k), key=lambda j: (distances[j], j))
    shown = order if len(order) <= most else order[: most - 1]
    texts = facts.distance_texts(i, row, tuple(shown))
    bars = tuple(Bar(j, distances[j], text) for j, text in zip(shown, texts, strict=True))
    hidden = order[len(shown) :]
    rest = ""
    if hidden:
        # Equally near ones may be among those without a bar.
        is_farther = distances[hidden[0]] > distances[shown[-1]]
        rest = f"{len(hidden)} others, {'farther' if is_farther else 'no nearer'}"
    return DistanceBars(measured_by(facts), bars, rest)


def measured_by(facts: CentroidFacts) -> tuple[str, ...]:
    """Say what a distance is, from rich to short: ``Distance over all 4 columns``, ``Distance, 4 columns``."""
    d = facts.dataset.d
    columns = counted(d, ("column", "columns"))
    if facts.terms.metric == "mismatch":
        return f"How many of {columns} differ", "Columns that differ", "Differ"
    scaled = ", scaled" if facts.scaled else ""
    return (
        f"Distance over {'all ' if d > 1 else ''}{columns}{scaled}",
        f"Distance, {columns}{scaled}",
        f"Distance{scaled}",
        "Distance",
    )
