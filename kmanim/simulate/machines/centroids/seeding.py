"""Where centroids start: anywhere in the box, on random rows, on rows far from each other, or as given."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np

from kmanim.arrays import FloatArray, frozen
from kmanim.data.dataset import Dataset
from kmanim.errors import InputError, listed, shown
from kmanim.simulate.numerics.bounding_box import box_of
from kmanim.simulate.numerics.chunks import chunks
from kmanim.simulate.numerics.distance import gaps
from kmanim.simulate.parameters._starts import Starts

if TYPE_CHECKING:
    from kmanim.data.pieces.large_dataset import LargeDataset


def uniform(values: FloatArray, k: int, rng: np.random.Generator) -> FloatArray:
    """Draw k starts uniformly in the bounding box of the values, shape (k, d)."""
    return rng.uniform(*box_of(values), (k, values.shape[1]))


def sample(values: FloatArray, k: int, rng: np.random.Generator) -> FloatArray:
    """Draw k different rows, shape (k, d) (Forgy 1965); they coincide where rows of the data do."""
    return values[rng.choice(len(values), k, replace=False)]


def plus_plus(values: FloatArray, k: int, rng: np.random.Generator) -> FloatArray:
    """Draw k rows far from each other, shape (k, d): k-means++.

    The first is any row; each next one is drawn with a chance in proportion to its squared distance to the
    nearest start so far, one candidate a time. D. Arthur and S. Vassilvitskii, "k-means++: the advantages of
    careful seeding", SODA 2007.
    """
    return values[plus_plus_rows(values, k, rng)[0]]


def plus_plus_rows(values: FloatArray, k: int, rng: np.random.Generator) -> tuple[list[int], list[float]]:
    """Draw the rows of `plus_plus`, and say of each how likely it was when it was drawn."""
    rows, chances = [int(rng.integers(len(values)))], [1 / len(values)]
    nearest = np.full(len(values), np.inf)
    while len(rows) < k:
        _come_nearer(nearest, values, rows[-1])
        row, chance = _draw(nearest if nearest.any() else elsewhere(values, rows), rng)
        rows.append(row)
        chances.append(chance)
    return rows, chances


def weights_after(values: FloatArray, rows: Sequence[int]) -> FloatArray:
    """Give what k-means++ weighs every row by once `rows` are drawn, shape (n,); 1 each before the first."""
    if not rows:
        return np.ones(len(values))
    nearest = np.full(len(values), np.inf)
    for row in rows:
        _come_nearer(nearest, values, row)
    return nearest if nearest.any() else elsewhere(values, rows)


def _come_nearer(nearest: FloatArray, values: FloatArray, row: int) -> None:
    """Take the squared distance to a row where it is less than the nearest so far."""
    for piece in chunks(len(values)):
        near = nearest[piece]
        np.minimum(near, gaps(values[piece], values[row]), out=near)


def _draw(weights: FloatArray, rng: np.random.Generator) -> tuple[int, float]:
    """Draw a row with a chance in proportion to its weight: its piece first, then the row within."""
    pieces = list(chunks(len(weights)))
    sums = np.array([weights[piece].sum() for piece in pieces])
    whole = float(sums.sum())
    at, left = hit(sums, rng.random() * whole)
    row = int(pieces[at].start) + hit(weights[pieces[at]], left)[0]
    return row, float(weights[row]) / whole


def hit(weights: FloatArray, aim: float) -> tuple[int, float]:
    """Find where weights laid end to end reach beyond `aim`, and how far within that weight it is."""
    heaped = np.cumsum(weights)
    # 'right' never hits a weight of 0; rounding may still lift the aim beyond the last one that is not
    at = min(int(np.searchsorted(heaped, aim, side="right")), int(np.flatnonzero(weights)[-1]))
    return at, aim - float(heaped[at - 1] if at else 0.0)


def elsewhere(values: FloatArray, rows: Sequence[int]) -> FloatArray:
    """Weigh 1 each row that is not one of `rows`' places, for places so near that no square is left of it."""
    taken = [np.all(values == values[row], axis=1) for row in rows]
    return np.where(np.any(taken, axis=0), 0.0, 1.0)


def farthest(values: FloatArray, k: int, rng: np.random.Generator) -> FloatArray:
    """Choose k rows far from each other, shape (k, d); only the first is drawn.

    Each next one is the row with the largest squared distance to the nearest start so far; of several the first. T. F.
    Gonzalez, "Clustering to minimize the maximum intercluster distance", Theoretical Computer Science 38 (1985).
    """
    return values[farthest_rows(values, k, int(rng.integers(len(values))))]


def farthest_rows(values: FloatArray, k: int, first: int) -> list[int]:
    """Give the rows of `farthest` after a first one.

    Where no square is left, it is the first row at another place than all starts, or else the first that is no start.
    """
    rows, nearest = [first], np.full(len(values), np.inf)
    while len(rows) < k:
        _come_nearer(nearest, values, rows[-1])
        weights = nearest if nearest.any() else elsewhere(values, rows)
        free = (row for row in range(len(values)) if row not in rows)
        rows.append(int(weights.argmax()) if weights.any() else next(free))
    return rows


SEEDINGS = {"uniform": uniform, "sample": sample, "k-means++": plus_plus, "farthest": farthest}


def given(starts: Starts, dataset: Dataset | LargeDataset, *, name: str = "init") -> FloatArray:
    """Bring given starts, in original units, to clustered units, shape (k, d).

    Equal starts are allowed: all points go to the first of them, and the others have none. `name` is what the option
    is called, for the message.

    Raises
    ------
    InputError
        If they do not have one number a column, or are not finite once scaled.
    """
    width = len(starts[0])
    if width != dataset.d:
        names = listed(feature.name for feature in dataset.features[:6]) + (", ..." if dataset.d > 6 else "")
        numbers = "1 number" if width == 1 else f"{width} numbers"
        columns = "1 column" if dataset.d == 1 else f"{dataset.d} columns"
        raise InputError(f"{name}: a start has {numbers}, but {shown(dataset.name)} has {columns} ({names})")
    with np.errstate(over="ignore", invalid="ignore"):
        scaled = dataset.scaling.apply(np.array(starts, np.float64))
    if not np.isfinite(scaled).all() or np.abs(scaled).max() > _FAR:
        raise InputError(f"{name}: a start is too far away to measure distances")
    return frozen(scaled)


_FAR = 1e140
"""The square of a distance must stay finite, also when many are added."""
