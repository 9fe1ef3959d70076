"""Where centroids start, of rows in pieces: drawn as they are in memory, from the same random numbers."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Protocol, Self

import numpy as np

from kmanim.arrays import FloatArray
from kmanim.data.pieces.large_dataset import LargeDataset
from kmanim.data.pieces.source import BLOCK, PIECE, Source, aligned
from kmanim.data.scaling import Scaling
from kmanim.errors import InputError, shown
from kmanim.simulate.machines.centroids import seeding
from kmanim.simulate.machines.passes.counting import Frame
from kmanim.simulate.numerics.distance import gaps
from kmanim.simulate.parameters._centred import Centred
from kmanim.simulate.parameters._starts import Starts


class Passing(Protocol):
    """Who makes passes over all rows of a data set."""

    large: LargeDataset

    def added(self, look: Any, *about: object, source: Source | None = None) -> Any:
        """Find something in every piece, and add it up."""


@dataclass(frozen=True, slots=True, eq=False)
class Weights:
    """What rows are weighed by, block after block, and the row that weighs most.

    Attributes
    ----------
    sums : dict
        The sums of the blocks of a piece, by its number.
    most : (float, int)
        The largest weight, and the first row that has it, from the first of all, negative so that more is first.
    """

    sums: dict[int, FloatArray]
    most: tuple[float, int]

    def __add__(self, other: Self, /) -> Weights:
        return Weights(self.sums | other.sums, max(self.most, other.most))


class Started(Protocol):
    """Who starts from so many places."""

    @property
    def k(self) -> int:
        """How many there are."""

    @property
    def starts(self) -> Starts | None:
        """The places in original units, where they are given."""


def check(large: LargeDataset, parameters: Started) -> None:
    """Refuse what no start can mend.

    Raises
    ------
    InputError
        If there are fewer rows than clusters, or fewer distinct ones, or given starts do not fit.
    """
    k, name = parameters.k, shown(large.name)
    if k > large.n:
        count = f"{large.n} {large.noun[large.n != 1]}"
        raise InputError(f"k is {k} but {name} has only {count}; choose a smaller k")
    known = np.empty((0, large.d))
    for number in range(large.source.n_pieces):
        piece = large.scaling.apply(large.source.read(number).astype(np.float64))
        for first in range(0, len(piece), BLOCK):
            known = _some_distinct(np.concatenate([known, piece[first : first + BLOCK]]), k)
            if len(known) >= k:
                break
        if len(known) >= k:
            break
    if len(known) < k:
        points = "1 distinct point" if len(known) == 1 else f"{len(known)} distinct points"
        raise InputError(
            f"k is {k} but there {'is' if len(known) == 1 else 'are'} only {points}; choose a smaller k"
        )
    if parameters.starts is not None:
        seeding.given(parameters.starts, large)


def draw(passes: Passing, parameters: Centred, frame: Frame, rng: np.random.Generator) -> FloatArray:
    """Give the starts, in clustered units, shape (k, d)."""
    large, k = passes.large, parameters.k
    if parameters.starts is not None:
        return seeding.given(parameters.starts, large)
    if parameters.init == "uniform":
        return rng.uniform(*frame.box, (k, large.d))
    if parameters.init == "sample":
        return _values_of(large, rng.choice(large.n, k, replace=False).tolist())
    rows, source = [int(rng.integers(large.n))], aligned(large.source, large.sizes)
    starts = _values_of(large, rows)
    while len(rows) < k:
        found = passes.added(weigh, large.scaling, starts, False, source=source)
        elsewhere = not found.most[0] > 0
        if elsewhere:
            found = passes.added(weigh, large.scaling, starts, True, source=source)
        if parameters.init == "farthest":
            free = (row for row in range(large.n) if row not in rows)
            rows.append(-found.most[1] if found.most[0] > 0 else next(free))
        else:
            rows.append(_hit(large, found, starts, elsewhere, rng))
        starts = np.concatenate([starts, _values_of(large, rows[-1:])])
    return starts


def weigh(source: Source, scaling: Scaling, starts: FloatArray, elsewhere: bool, number: int) -> Weights:
    """Weigh the rows of an aligned piece by the squared distance to the nearest start.

    Where no square is left of any, by 1 each row that is at no start's place (`elsewhere`).
    """
    values = scaling.apply(source.read(number).astype(np.float64))
    weights = _weights(values, starts, elsewhere)
    blocks = range(0, len(weights), BLOCK)
    sums = np.array([weights[first : first + BLOCK].sum() for first in blocks])
    at = int(weights.argmax())
    return Weights({number: sums}, (float(weights[at]), -(number * PIECE + at)))


def _weights(values: FloatArray, starts: FloatArray, elsewhere: bool) -> FloatArray:
    found = np.empty(len(values))
    for first in range(0, len(values), BLOCK):
        block = values[first : first + BLOCK]
        if elsewhere:
            taken = [np.all(block == start, axis=1) for start in starts]
            found[first : first + BLOCK] = np.where(np.any(taken, axis=0), 0.0, 1.0)
            continue
        nearest = gaps(block, starts[0])
        for start in starts[1:]:
            np.minimum(nearest, gaps(block, start), out=nearest)
        found[first : first + BLOCK] = nearest
    return found


def _hit(
    large: LargeDataset, found: Weights, starts: FloatArray, elsewhere: bool, rng: np.random.Generator
) -> int:
    """Draw a row with a chance in proportion to its weight: its block first, then the row within."""
    sums = np.concatenate([found.sums[number] for number in sorted(found.sums)])
    block, left = seeding.hit(sums, rng.random() * float(sums.sum()))
    values = large.scaling.apply(large.rows(block * BLOCK, (block + 1) * BLOCK).astype(np.float64))
    return block * BLOCK + seeding.hit(_weights(values, starts, elsewhere), left)[0]


def _values_of(large: LargeDataset, rows: Sequence[int]) -> FloatArray:
    points = np.concatenate([large.rows(row, row + 1) for row in rows]).astype(np.float64)
    return large.scaling.apply(points)


def _some_distinct(values: FloatArray, enough: int) -> FloatArray:
    """Give as many different rows as are enough, or all there are."""
    kept: list[FloatArray] = []
    left = values
    while len(left) and len(kept) < enough:
        kept.append(left[0])
        left = left[(left != left[0]).any(axis=1)]
    return np.array(kept).reshape(-1, values.shape[1])
