"""Which rows are looked at one by one: those that are explained, those that nearly switch."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from kmanim.data.find_row import rows_of
from kmanim.story.kmeans.facts import CentroidFacts

# A row nearly switches if another centroid is farther by less than this share of its distance.
_NEAR = 0.01
_AT_ONCE = 1 << 16


def explained_rows(
    facts: CentroidFacts, explain: Sequence[int | str] | None, profile: str
) -> tuple[int, ...]:
    """Choose the rows to explain.

    Parameters
    ----------
    facts : CentroidFacts
        Of the trace.
    explain : sequence of int or str, or None
        What was asked for, see `rows_of`. None or empty means the default.
    profile : {"walkthrough", "loop"}
        The loop explains nothing unless asked.

    Returns
    -------
    tuple of int
        By default the first row of the table, and the first row from a third of the table on (beginning again
        at the top after the last row) that joins another centroid than the first row does. For the 32 cars
        from [1000; 150] and [1500; 150] these are Mazda RX4 and Merc 280C. Only the first row where all join
        one centroid.
    """
    if not facts.trace.keeps_rows:
        return ()
    if explain is not None and (not hasattr(explain, "__len__") or len(explain) > 0):
        return rows_of(facts.dataset, explain, "explain")
    if profile != "walkthrough" or len(facts.trace) < 2:
        return ()
    labels = facts.labels(1)
    n = facts.dataset.n
    second = next((row for j in range(n) if labels[row := (n // 3 + j) % n] != labels[0]), None)
    return (0,) if second is None else (0, second)


def nearest_miss(facts: CentroidFacts, i: int) -> tuple[int, tuple[int, int]] | None:
    """Find the row that stays by the least in snapshot i, with its own cluster and the next nearest."""
    if facts.k < 2 or not facts.trace.keeps_rows:
        return None
    nearest: tuple[float, int, tuple[int, int]] | None = None
    changed = np.zeros(facts.dataset.n, np.bool_)
    changed[facts.trace.changed(i)] = True
    for start in range(0, facts.dataset.n, _AT_ONCE):
        part = slice(start, start + _AT_ONCE)
        margin, row, rivals = _nearest_of(facts, i, part, changed[part])
        if nearest is None or margin < nearest[0]:
            nearest = margin, start + row, rivals
    return nearest[1:] if nearest is not None and nearest[0] < _NEAR else None


def _nearest_of(
    facts: CentroidFacts, i: int, part: slice, changed: NDArray[np.bool_]
) -> tuple[float, int, tuple[int, int]]:
    """Find the same among some rows: its margin, as a share, its place among them and the two clusters."""
    labels = facts.labels(i)[part]
    distances = np.stack([facts.trace.distances_to(i, j, part) for j in range(facts.k)], axis=1)
    rows = np.arange(len(labels))
    own = distances[rows, labels]
    distances[rows, labels] = np.inf
    rival = distances.argmin(axis=1)
    other = distances[rows, rival]
    margin = np.where(other > 0, (other - own) / np.where(other > 0, other, 1.0), np.inf)
    margin[changed] = np.inf
    # A tie is no near miss.
    margin[margin <= 0] = np.inf
    row = int(margin.argmin())
    return float(margin[row]), row, (int(labels[row]), int(rival[row]))
