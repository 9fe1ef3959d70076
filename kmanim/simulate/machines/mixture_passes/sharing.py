"""What one piece of rows says of a mixture: what the shares of its rows come to, and which components lead them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import NamedTuple, Self

import numpy as np
from numpy.typing import NDArray

from kmanim.arrays import FloatArray
from kmanim.data.pieces.source import BLOCK, Rows, Source
from kmanim.simulate.machines.mixture_passes.block_sums import cut_blocks, levels_sum
from kmanim.simulate.machines.mixtures.expectation import TIE, Densities, offset_of, piece_size
from kmanim.simulate.machines.mixtures.maximisation import NOTHING, Sums
from kmanim.simulate.machines.mixtures.mixture import Mixture
from kmanim.simulate.machines.mixtures.units import Units
from kmanim.simulate.machines.passes.cell_counts import CellCounts
from kmanim.simulate.machines.passes.counting import Frame, assigned, levels_added, values_of
from kmanim.simulate.numerics.chunks import chunks


class Ground(NamedTuple):
    """What is the same in every pass of a run.

    Attributes
    ----------
    frame : Frame
    units : Units
        Of all rows.
    is_whole : bool
        Whether products of columns are summed up; else squares alone.
    """

    frame: Frame
    units: Units
    is_whole: bool


@dataclass(frozen=True, slots=True, eq=False)
class Shared:
    """What shares come to.

    Attributes
    ----------
    totals : ndarray of shape (levels, m)
        Sums of logarithms, shares, and shares times distances and products of distances; see `sums_of`.
    led : CellCounts
        Rows by cell and leading component; or, once there were others before, those that changed sides, by way:
        ``former * k + now``.
    n, numbers : int
        How many rows were looked at, and how many components or ways there are in `led`.
    """

    totals: FloatArray
    led: CellCounts
    n: int
    numbers: int

    def __add__(self, other: Self, /) -> Shared:
        led = self.led.joined(other.led, self.numbers)
        return Shared(levels_added(self.totals, other.totals), led, self.n + other.n, self.numbers)


def share_rows(source: Source, ground: Ground, now: Mixture, before: Mixture | None, number: int) -> Shared:
    """Share the rows of an aligned piece.

    Parameters
    ----------
    source, ground, number
        Which piece.
    now : Mixture
    before : Mixture or None
        Under which rows were led before; None in the first E step.
    """
    frame, units, _ = ground
    densities = Densities(units, now)
    former = None if before is None else Densities(units, before)
    k = len(now.means)
    numbers = k if former is None else k * k
    keys: list[NDArray[np.int64]] = []

    def shares(columns: FloatArray, codes: NDArray[np.int32]) -> tuple[FloatArray, float]:
        logs = densities(columns)
        largest = logs.max(axis=0)
        leaders = _leaders(logs, largest)
        if former is None:
            keys.append(codes.astype(np.int64) * k + leaders)
        else:
            known = former(columns)
            old = _leaders(known, known.max(axis=0))
            turned = np.flatnonzero(old != leaders)
            ways = old.take(turned).astype(np.int64) * k + leaders.take(turned)
            keys.append(codes.take(turned).astype(np.int64) * numbers + ways)
        logs -= largest
        np.exp(logs, out=logs)
        total = logs.sum(axis=0)
        logs /= total
        return logs, float(np.log(total).sum() + largest.sum())

    piece = source.read(number)
    rows = list(_blocks(piece, ground, densities.means, shares))
    bounds = _bounds(ground, densities.means[:, :, 0], densities.most(_reach(ground, now.means)))
    found = cut_blocks(np.array(rows), bounds, frame.n)
    return Shared(found, CellCounts.of_keys(keys, numbers), len(piece), numbers)


def gather_rows(source: Source, ground: Ground, centroids: FloatArray, number: int) -> Shared:
    """Give every row of an aligned piece to the nearest centroid as a whole, as k-means does."""
    frame, units, _ = ground
    k, centres = len(centroids), units.inner_means(centroids)
    keys: list[NDArray[np.int64]] = []

    def shares(columns: FloatArray, codes: NDArray[np.int32]) -> tuple[FloatArray, float]:
        values = np.asfortranarray(units.outer_means(columns.T))
        labels = assigned(values, centroids)[0]
        keys.append(codes.astype(np.int64) * k + labels)
        return (labels == np.arange(k)[:, np.newaxis]).astype(np.float64), 0.0

    piece = source.read(number)
    rows = list(_blocks(piece, ground, centres[:, :, np.newaxis], shares))
    found = cut_blocks(np.array(rows), _bounds(ground, centres, 0.0), frame.n)
    return Shared(found, CellCounts.of_keys(keys, k), len(piece), k)


def sums_of(ground: Ground, totals: FloatArray, means: FloatArray) -> tuple[float, Sums]:
    """Give the log-likelihood, and what the next mixture is made of.

    Parameters
    ----------
    ground : Ground
    totals : ndarray of shape (levels, m)
        Of all pieces.
    means : ndarray of shape (k, d)
        About which they were summed up, in clustered units.
    """
    k, d = means.shape
    found, inner = levels_sum(totals), ground.units.inner_means(means)
    counts = found[1 : 1 + k]
    divisor = np.where(counts >= NOTHING, counts, 1.0)[:, np.newaxis]
    shift = found[1 + k : 1 + k + k * d].reshape(k, d) / divisor
    spreads = found[1 + k + k * d :]
    if ground.is_whole:
        squares = shift[:, :, np.newaxis] * shift[:, np.newaxis]
        left = spreads.reshape(k, d, d) - squares * divisor[:, :, np.newaxis]
    else:
        left = spreads.reshape(k, d) - shift**2 * divisor
    return float(found[0]) - offset_of(ground.units), Sums(counts, inner + shift, left)


def _blocks(
    piece: Rows,
    ground: Ground,
    means: FloatArray,
    shares: Callable[[FloatArray, NDArray[np.int32]], tuple[FloatArray, float]],
) -> Iterator[FloatArray]:
    """Sum up block after block: logarithms, shares, distances from means of shape (k, d, 1), their products."""
    frame, units, is_whole = ground
    k, d, _ = means.shape
    for block in chunks(len(piece), BLOCK):
        rows = piece[block]
        codes = frame.grid.codes(rows, frame.view)
        columns = (values_of(rows, frame).T - units.centre[:, np.newaxis]) / units.unit[:, np.newaxis]
        logs, counts, sums = 0.0, np.zeros(k), np.zeros((k, d))
        spreads = np.zeros((k, d, d) if is_whole else (k, d))
        for some in chunks(len(rows), piece_size(k, d)):
            here = columns[:, some]
            part, likely = shares(here, codes[some])
            away = here - means
            weighted = away * part[:, np.newaxis]
            logs += likely
            counts += part.sum(axis=1)
            sums += weighted.sum(axis=2)
            if is_whole:
                spreads += weighted @ away.transpose(0, 2, 1)
            else:
                weighted *= away
                spreads += weighted.sum(axis=2)
        yield np.concatenate([[logs], counts, sums.ravel(), spreads.ravel()])


def _leaders(logs: FloatArray, largest: FloatArray) -> NDArray[np.uint8]:
    """Give the component that is most responsible for each row; ties to the lower number."""
    least, own = largest - TIE, np.empty(logs.shape[1], np.uint8)
    for component in reversed(range(len(logs))):
        own[logs[component] >= least] = component
    return own


def _reach(ground: Ground, means: FloatArray) -> FloatArray:
    """Say how far rows are from means at most, in inner units, shape (k, d)."""
    low, high = (ground.units.inner_means(end) for end in ground.frame.box)
    inner = ground.units.inner_means(means)
    return np.maximum(np.abs(low - inner), np.abs(high - inner))


def _bounds(ground: Ground, inner: FloatArray, likely: float) -> FloatArray:
    """Say what a row adds to each sum at most."""
    far = _reach(ground, ground.units.outer_means(inner))
    products = far[:, :, np.newaxis] * far[:, np.newaxis] if ground.is_whole else far**2
    return np.concatenate([[likely], np.ones(len(far)), far.ravel(), products.ravel()])
