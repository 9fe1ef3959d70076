"""The M step: the weights, means and covariances under which shares are the most likely."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from kmanim.arrays import FloatArray
from kmanim.simulate.machines.mixtures.expectation import in_pieces, piece_size
from kmanim.simulate.machines.mixtures.mixture import Mixture
from kmanim.simulate.machines.mixtures.rows import Rows
from kmanim.simulate.machines.mixtures.units import Units
from kmanim.simulate.numerics.chunks import chunks
from kmanim.simulate.parameters.em import Covariance

# A component with less than so much of a row has nothing that a mean could be taken of.
NOTHING = 1e-9


class Sums(NamedTuple):
    """What shares come to, in inner units.

    Attributes
    ----------
    counts : ndarray of shape (k,)
        How many rows each component has, by its shares of them.
    means : ndarray of shape (k, d)
        Of a component without rows, anything.
    spreads : ndarray of shape (k, d, d) or (k, d)
        Sums of squares and products about the means; of squares alone where no more is asked for.
    """

    counts: FloatArray
    means: FloatArray
    spreads: FloatArray


def maximise(
    rows: Rows,
    responsibilities: FloatArray,
    covariance: Covariance,
    reg: FloatArray,
    before: Mixture | None = None,
) -> Mixture:
    """Take weighted means and spreads, each component's share of a row being the row's weight.

    Parameters
    ----------
    rows : Rows
    responsibilities : ndarray of shape (k, n)
    covariance : {"full", "tied", "diag", "spherical"}
        What is left of the spreads: all; their mean, weighted; variances; the mean of the variances in clustered units.
    reg : ndarray of shape (d,)
        What is added to the variance of each column, in squared clustered units.
    before : Mixture, optional
        What a component without rows keeps.

    Returns
    -------
    Mixture
        Its arrays are read-only.
    """
    k, (d, n) = len(responsibilities), rows.columns.shape
    pieces = list(chunks(n, piece_size(k, d)))
    counts = np.empty((len(pieces), k))
    sums = np.empty((len(pieces), k, d))

    def add_up(number: int) -> None:
        part = responsibilities[:, pieces[number]]
        part.sum(axis=1, out=counts[number])
        np.matmul(part, rows.columns[:, pieces[number]].T, out=sums[number])

    in_pieces(add_up, len(pieces), k * d * n)
    count = counts.sum(axis=0)
    means = sums.sum(axis=0) / _divisor(count)[:, np.newaxis]
    is_whole = covariance in ("full", "tied")
    scatters = np.empty((len(pieces), k, d, d) if is_whole else (len(pieces), k, d))
    centres = means[:, :, np.newaxis]

    def spread(number: int) -> None:
        piece = pieces[number]
        away = rows.columns[:, piece] - centres
        weighted = away * responsibilities[:, np.newaxis, piece]
        if is_whole:
            np.matmul(weighted, away.transpose(0, 2, 1), out=scatters[number])
        else:
            weighted *= away
            weighted.sum(axis=2, out=scatters[number])

    in_pieces(spread, len(pieces), k * d * n)
    spreads = scatters.sum(axis=0)
    return mixture_of(rows, Sums(count, means, spreads), covariance, reg, before)


def mixture_of(
    rows: Units, sums: Sums, covariance: Covariance, reg: FloatArray, before: Mixture | None = None
) -> Mixture:
    """Make a mixture of what was summed up; parameters as of `maximise`."""
    count, means, spreads = sums
    has_rows, divisor = count >= NOTHING, _divisor(count)
    covariances = _of_kind(spreads, divisor, rows.n, covariance, rows)
    outer_means, outer = rows.outer_means(means), rows.outer_covariances(covariances)
    each = np.arange(len(rows.unit))
    outer[:, each, each] += reg
    if before is not None and not has_rows.all():
        outer_means[~has_rows], outer[~has_rows] = before.means[~has_rows], before.covariances[~has_rows]
    mixture = Mixture(count / rows.n, outer_means, outer)
    for part in mixture:
        part.flags.writeable = False  # snapshots share it, and copy nothing
    return mixture


def _divisor(count: FloatArray) -> FloatArray:
    return np.where(count >= NOTHING, count, 1.0)


def _of_kind(
    scatters: FloatArray, counts: FloatArray, n: int, covariance: Covariance, rows: Units
) -> FloatArray:
    """Make covariances of shape (k, d, d) of the sums of squares and products, in inner units."""
    if covariance == "tied":
        whole = scatters.sum(axis=0) / n
        return np.repeat(((whole + whole.T) / 2)[np.newaxis], len(counts), axis=0)
    if covariance == "full":
        found = scatters / counts[:, np.newaxis, np.newaxis]
        return np.asarray((found + found.transpose(0, 2, 1)) / 2)
    variances = scatters / counts[:, np.newaxis]
    if covariance == "spherical":
        mean = (variances * rows.unit**2).mean(axis=1, keepdims=True)
        variances = mean / rows.unit**2
    return variances[:, :, np.newaxis] * np.eye(scatters.shape[1])
