"""The E step: how far each component is responsible for each row, and how likely all rows are.

All in the logarithm: a density through the Cholesky factor of its covariance, the sum over components by their largest
term. So responsibilities add up to 1 however far a row is from every component.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from kmanim.arrays import FloatArray
from kmanim.simulate.machines.mixtures.mixture import Mixture, is_along_axes
from kmanim.simulate.machines.mixtures.rows import Rows
from kmanim.simulate.machines.mixtures.units import Units
from kmanim.simulate.numerics.chunks import chunks
from kmanim.simulate.numerics.threads import at_once

# Responsibilities that differ by less are equal: the row is of the component with the lower number.
TIE = 1e-12
# So many numbers at once stay in the processor's cache.
_AT_ONCE = 65_536
_LEAST_ROWS = 512
# Fewer numbers than this are not worth a second thread.
_TWO_THREADS = 1_000_000


@dataclass(frozen=True, slots=True)
class Shares:
    """What an E step finds.

    Attributes
    ----------
    responsibilities : ndarray of shape (k, n)
        They add up to 1 for each row.
    labels : ndarray of shape (n,), int8
        The component that is most responsible for each row.
    log_likelihood : float
        Of all rows together, in clustered units.
    """

    responsibilities: FloatArray
    labels: NDArray[np.int8]
    log_likelihood: float


def share(rows: Rows, mixture: Mixture) -> Shares:
    """Share every row among the components, in proportion to weight times density.

    Raises
    ------
    numpy.linalg.LinAlgError
        If a covariance has no Cholesky factor.
    """
    k, d = mixture.means.shape
    n = rows.n
    densities = Densities(rows, mixture)
    found = np.empty((k, n))
    labels = np.empty(n, np.int8)
    pieces = list(chunks(n, piece_size(k, d)))
    sums = np.empty(len(pieces))

    def work(number: int) -> None:
        piece = pieces[number]
        part = densities(rows.columns[:, piece])
        largest = part.max(axis=0)
        part -= largest
        np.exp(part, out=part)
        total = part.sum(axis=0)
        np.divide(part, total, out=found[:, piece])
        sums[number] = np.log(total).sum() + largest.sum()
        least = 1 / total
        least -= TIE
        own = labels[piece]
        for component in reversed(range(k)):
            own[found[component, piece] >= least] = component

    in_pieces(work, len(pieces), k * d * n)
    return Shares(found, labels, math.fsum(sums) - offset_of(rows))


def offset_of(rows: Units) -> float:
    """Give what units and the number of columns take from the log-likelihood of all rows."""
    d = len(rows.unit)
    return rows.n * (math.fsum(np.log(rows.unit)) + d / 2 * math.log(2 * math.pi))


def in_pieces(work: Callable[[int], None], count: int, numbers: int) -> None:
    """Work on pieces 0 to count - 1, in two threads where there are many numbers."""
    if numbers < _TWO_THREADS:
        for number in range(count):
            work(number)
    else:
        at_once(work, range(count))


def piece_size(k: int, d: int) -> int:
    """Say how many rows are looked at together."""
    return max(_LEAST_ROWS, _AT_ONCE // (k * d))


class Densities:
    """Logarithms of weight times density, without what is the same for all components."""

    def __init__(self, rows: Units, mixture: Mixture) -> None:
        self.means = rows.inner_means(mixture.means)[:, :, np.newaxis]
        covariances = rows.inner_covariances(mixture.covariances)
        self.along_axes = is_along_axes(covariances)
        if self.along_axes:
            deviations = np.sqrt(np.diagonal(covariances, axis1=1, axis2=2))
            if not (deviations > 0).all():
                raise np.linalg.LinAlgError("a variance is 0")
            self.inverse = 1 / deviations[:, :, np.newaxis]
            heights = np.log(deviations).sum(axis=1)
        else:
            factors = np.linalg.cholesky(covariances)
            self.inverse = np.linalg.inv(factors)
            heights = np.log(np.diagonal(factors, axis1=1, axis2=2)).sum(axis=1)
        with np.errstate(divide="ignore"):  # a component without rows has no share of any
            self.constants = (np.log(mixture.weights) - heights)[:, np.newaxis]

    def __call__(self, columns: FloatArray) -> FloatArray:
        """Give them for columns of shape (d, m), as (k, m)."""
        return self.of(columns - self.means)

    def of(self, away: FloatArray) -> FloatArray:
        """Give them for distances from the means, shape (k, d, m), which may be overwritten."""
        away = np.multiply(away, self.inverse, out=away) if self.along_axes else self.inverse @ away
        np.multiply(away, away, out=away)
        squares = away.sum(axis=1)
        squares *= -0.5
        squares += self.constants
        return np.asarray(squares)

    def most(self, reach: FloatArray) -> float:
        """Bound the logarithm of all densities together, for rows that are no farther than `reach` of shape (k, d)."""
        away = (
            self.inverse[:, :, 0] * reach
            if self.along_axes
            else np.einsum("kij,kj->ki", abs(self.inverse), reach)
        )
        constants = self.constants[np.isfinite(self.constants)]
        return float(np.abs(constants).max() + np.square(away).sum(axis=1).max() / 2 + len(reach))
