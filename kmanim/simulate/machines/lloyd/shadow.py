"""Points in single precision, for a quick look at which centroid is nearest to each."""

from __future__ import annotations

import math

import numpy as np
from numpy.typing import NDArray

from kmanim.arrays import FloatArray, IntArray, LabelArray
from kmanim.simulate.numerics.bounding_box import box_of
from kmanim.simulate.numerics.chunks import ROWS, chunks

TERMS, LEAST = 2**18, 64
"""For so many terms of scores OpenBLAS takes no second thread, which would go on turning long after its work; of fewer
points at once they take longer."""
_SAMPLE = 256
_SINGLE = 2.0**-24
_TINY = 2.0**-100


class Shadow:
    """The points in single precision, from their middle and in a unit near their size; all runs share it.

    Seen from the middle, |x - c|^2 = |x|^2 + 2 (|c|^2 / 2 - x c), so the nearest centroid has the least score
    |c|^2 / 2 - x c: for many points and all centroids one product of matrices. Whatever the order in which it
    adds, its error is below e (|x| |c| + |c|^2 / 2), where e is (d + 6) 2^-24, the rounding of x and c included; beside
    that the textbook's own rounding is nothing. The product takes this away, too, so that it gives what a score is at
    least. The centroid c for which that is least has a score of no more than twice the error above it. It is not much
    farther than o, the one nearest to the middle, so |c| is below g (2 |x| + |o|), where g = 1 / (1 - 2.5 sqrt e), and
    its error below 5.5 e g^2 (|x|^2 + |o|^2). If no other's score may be so low, the textbook finds c, and there is no
    tie. All other points, a few in a million of ordinary ones, must go the textbook's way. So the labels do not
    depend on how a processor multiplies matrices.

    Parameters
    ----------
    values : ndarray of shape (n, d)
    box : (ndarray, ndarray), optional
        Minimum and maximum of each column, if they are at hand.

    Attributes
    ----------
    values : ndarray of shape (n, d)
    parts : list of ndarrays of shape (d + 2, m), float32
        Columns of consecutive pieces of the rows, negative, then one of halves, and how long the rows are.
    slack : list of ndarrays of shape (m,), float32
        By how much the least that a score may be has to stand out, for a centroid in the middle.
    """

    def __init__(self, values: FloatArray, box: tuple[FloatArray, FloatArray] | None = None) -> None:
        n, d = values.shape
        self.values = values
        self._middle = np.median(values[:: max(1, n // _SAMPLE)], axis=0)
        low, high = box or box_of(values)
        self._scale = math.ldexp(1.0, -math.frexp(float((high - low).max()))[1])
        self._error, self._apart = _tolerance(d)
        self.parts: list[NDArray[np.float32]] = []
        self.slack: list[NDArray[np.float32]] = []
        for rows in chunks(n):
            part = np.empty((d + 2, rows.stop - rows.start), np.float32)
            for column in range(d):
                part[column] = (self._middle[column] - values[rows, column]) * self._scale
            part[d] = 0.5
            squares = np.einsum("ij,ij->j", part[:d], part[:d])
            np.sqrt(squares, out=part[d + 1])
            self.parts.append(part)
            self.slack.append(np.float32(self._apart) * squares + np.float32(_TINY))

    def nearest(self, centroids: FloatArray, labels: LabelArray, at_once: int = ROWS) -> IntArray:
        """Find the nearest centroid of every point of which that is beyond doubt.

        Parameters
        ----------
        centroids : ndarray of shape (k, d) or (k, m, d)
            Of one run, or of m.
        labels : ndarray of shape (n,) or (m, n), unsigned
            Where its number is written.
        at_once : int, optional
            Of how many points scores are computed at once, at most `ROWS`.

        Returns
        -------
        ndarray of int
            The places in `labels` that are in doubt, run by run, ascending in each piece of the rows; what is written
            there does not count.
        """
        doubts, n = [], labels.shape[-1]
        # Centroids too far away for single precision leave nothing but doubts; some libraries' products of matrices
        # complain of a division, too, where nothing is divided.
        with np.errstate(over="ignore", invalid="ignore", divide="ignore"):
            places = (centroids - self._middle) * self._scale
            norms = np.einsum("...j,...j->...", places, places)[..., np.newaxis]
            scores = (places, (1 - self._error) * norms, -self._error * np.sqrt(norms))
            weights = np.concatenate(scores, axis=-1, dtype=np.float32)
            apart = (self._apart * np.minimum.reduce(norms)).astype(np.float32)
            for rows, part, slack in zip(chunks(n), self.parts, self.slack, strict=True):
                to_spare = slack + apart
                for some in chunks(len(slack), at_once):
                    found = _least(weights, part[:, some], to_spare[..., some], labels[..., rows][..., some])
                    width = len(slack[some])  # found are the places in runs of this width
                    doubts.append(found + found // width * (n - width) + (rows.start + some.start))
        return np.concatenate(doubts)


def _tolerance(d: int) -> tuple[float, float]:
    """Give the error of scores, and how far two must be apart: a tenth more, as these are rounded, too."""
    error = 1.1 * (d + 6) * _SINGLE
    return error, 1.1 * 11 * error / (1 - 2.5 * math.sqrt(error)) ** 2


def _least(
    weights: NDArray[np.float32], part: NDArray[np.float32], apart: NDArray[np.float32], labels: LabelArray
) -> IntArray:
    """Label each point of a part with the centroid of its least score; give the places where that is in doubt."""
    scores = weights @ part
    least = np.minimum.reduce(scores)
    least += apart
    near = (scores <= least).view(np.uint8)
    count = np.add.reduce(near, dtype=labels.dtype)
    np.einsum("i...,i->...", near, np.arange(len(near), dtype=labels.dtype), out=labels)
    return np.flatnonzero(count != 1)
