"""Starts of many runs at once: of k-means++, on few rows, in step."""

from __future__ import annotations

import numpy as np

from kmanim.arrays import FloatArray, IntArray
from kmanim.simulate.machines.centroids.seeding import SEEDINGS, elsewhere
from kmanim.simulate.machines.lloyd.few.gap_table import measure
from kmanim.simulate.numerics.chunks import ROWS, chunks

# So many rows times runs stay in the processor's cache.
_NUMBERS = 2**17


def many_starts(init: str, values: FloatArray, k: int, runs: int, rng: np.random.Generator) -> FloatArray:
    """Draw the starts of several runs one after the other, shape (runs, k, d).

    Parameters
    ----------
    init : str
        One of `SEEDINGS`, which says what is drawn: the same numbers, bit by bit, as by itself.
    values : ndarray of shape (n, d)
    k, runs : int
    rng : Generator
    """
    if init != "k-means++" or len(values) > ROWS:
        return np.array([SEEDINGS[init](values, k, rng) for _ in range(runs)])
    numbers = [(rng.integers(len(values)), rng.random(k - 1)) for _ in range(runs)]
    first, aims = np.array([row for row, _ in numbers]), np.array([aim for _, aim in numbers])
    parts = chunks(runs, max(1, _NUMBERS // len(values)))
    starts: FloatArray = values[np.concatenate([_rows(values, first[some], aims[some]) for some in parts])]
    return starts


def _rows(values: FloatArray, first: IntArray, aims: FloatArray) -> IntArray:
    """Choose rows as `plus_plus_rows` does, from numbers that are drawn: shape (m,), and from 0 to 1 (m, k - 1)."""
    columns, rows = np.ascontiguousarray(values.T), [first]
    nearest = np.full((len(first), len(values)), np.inf)
    gaps, spare = np.empty((2, *nearest.shape))
    for aim in aims.T:
        measure(columns, columns.take(rows[-1], axis=1)[:, :, np.newaxis], gaps, spare)
        weights = np.minimum(nearest, gaps, out=nearest)
        sums = weights.sum(axis=1)
        if not sums.all():
            left = (sums == 0).nonzero()[0]
            weights = nearest.copy()
            weights[left] = [elsewhere(values, [int(chosen[run]) for chosen in rows]) for run in left]
            sums = weights.sum(axis=1)
        heaped = np.cumsum(weights, axis=1)
        goals = aim * sums
        drawn = [int(own.searchsorted(goal, "right")) for own, goal in zip(heaped, goals, strict=True)]
        for run, row in enumerate(drawn):
            if row == len(values):  # rounding has lifted the goal beyond the last weight
                drawn[run] = int(np.flatnonzero(weights[run])[-1])
        rows.append(np.array(drawn))
    return np.column_stack(rows)
