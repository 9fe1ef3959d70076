"""Points in single precision, for a quick look at which centroid is nearest to each."""

from __future__ import annotations

import math

import numpy as np
from numpy.typing import NDArray

from kmanim.arrays import FloatArray, IntArray, LabelArray
from kmanim.simulate.numerics.bounding_box import box_of
from kmanim.simulate.numerics.chunks import chunks

_SAMPLE = 256
_SINGLE = 2.0**-24
_DOUBLE = 2.0**-53
_TINY = 2.0**-100


class Shadow:
    """The points in single precision, from their middle and in a unit near their size; all runs share it.

    Seen from the middle, |x - c|^2 = |x|^2 + 2 (|c|^2 / 2 - x c), so the nearest centroid has the least score
    |c|^2 / 2 - x c: for many points and all centroids one product of matrices. Whatever the order in which it
    adds, its error is below (d + 6) 2^-24 (|x| |c| + |c|^2 / 2), the rounding of x and c included. The
    textbook's own rounding changes a squared distance by less than (d + 3) 2^-53 of it. Where the two least
    scores are farther apart than all that twice over, the textbook's nearest centroid is the one of the least
    score, and there is no tie. All other points, a few in a million of ordinary ones, must go the textbook's way.
    So the labels do not depend on how a processor multiplies matrices.

    Parameters
    ----------
    values : ndarray of shape (n, d)
    box : (ndarray, ndarray), optional
        Minimum and maximum of each column, if they are at hand.

    Attributes
    ----------
    values : ndarray of shape (n, d)
    parts : list of ndarrays of shape (d + 1, m), float32
        Columns of consecutive pieces of the rows, negative, and a last one of halves.
    radius : list of float
        At least the length of the longest of a piece's rows: of the corner of the box around them.
    """

    def __init__(self, values: FloatArray, box: tuple[FloatArray, FloatArray] | None = None) -> None:
        n, d = values.shape
        self.values = values
        self._middle = np.median(values[:: max(1, n // _SAMPLE)], axis=0)
        low, high = box or box_of(values)
        self._scale = math.ldexp(1.0, -math.frexp(float((high - low).max()))[1])
        self.parts: list[NDArray[np.float32]] = []
        self.radius: list[float] = []
        for rows in chunks(n):
            part = np.empty((d + 1, rows.stop - rows.start), np.float32)
            for column in range(d):
                part[column] = (self._middle[column] - values[rows, column]) * self._scale
            part[d] = 0.5
            sides = np.maximum(part[:d].max(axis=1), -part[:d].min(axis=1))
            self.parts.append(part)
            self.radius.append(math.hypot(*sides.tolist()) * (1 + 4 * _SINGLE))

    def nearest(self, centroids: FloatArray, labels: LabelArray) -> IntArray:
        """Find the nearest centroid of every point of which that is beyond doubt.

        Parameters
        ----------
        centroids : ndarray of shape (k, d)
        labels : ndarray of shape (n,), unsigned
            Where its number is written.

        Returns
        -------
        ndarray of int
            The rows that are in doubt, ascending; what is written for them does not count.
        """
        doubts = []
        # Centroids too far away for single precision leave nothing but doubts; some libraries' products of matrices
        # complain of a division, too, where nothing is divided.
        with np.errstate(over="ignore", invalid="ignore", divide="ignore"):
            places = (centroids - self._middle) * self._scale
            norms = np.einsum("ij,ij->i", places, places)
            weights = np.concatenate([places, norms[:, np.newaxis]], axis=1, dtype=np.float32)
            reach = math.sqrt(float(np.maximum.reduce(norms)))
            for rows, part, radius in zip(chunks(len(labels)), self.parts, self.radius, strict=True):
                tolerance = _tolerance(places.shape[1], radius, reach)
                doubts.append(_least(weights, part, tolerance, labels[rows]) + rows.start)
        return np.concatenate(doubts)


def _tolerance(d: int, radius: float, reach: float) -> float:
    """Bound the gap between scores of points within `radius` and centroids within `reach` that rounding closes."""
    single = (d + 6) * _SINGLE * (radius * reach + reach * reach / 2)
    double = (d + 3) * _DOUBLE * (radius + reach) * (radius + reach)
    return 1.1 * (2 * single + double) + _TINY


def _least(
    weights: NDArray[np.float32], part: NDArray[np.float32], tolerance: float, labels: LabelArray
) -> IntArray:
    """Label each point of a part with the centroid of its least score; give the places where that is in doubt."""
    scores = weights @ part
    least = np.minimum.reduce(scores)
    least += np.float32(tolerance)
    near = (scores <= least).view(np.uint8)
    count = np.add.reduce(near, dtype=labels.dtype)
    np.einsum("ij,i->j", near, np.arange(len(near), dtype=labels.dtype), out=labels)
    return np.flatnonzero(count != 1)
