"""Nearest centroids by a quick look in single precision first, for points of many columns."""

from __future__ import annotations

import math

import numpy as np
from numpy.typing import NDArray

from kmanim.arrays import FloatArray, IntArray, LabelArray
from kmanim.simulate.machines.lloyd.exact_sums import ExactSums
from kmanim.simulate.machines.lloyd.switches import Switches
from kmanim.simulate.machines.lloyd.textbook import assign
from kmanim.simulate.numerics.bounding_box import box_of
from kmanim.simulate.numerics.chunks import chunks
from kmanim.simulate.numerics.counting import count_labels

_SAMPLE = 4096
_SINGLE = 2.0**-24
_DOUBLE = 2.0**-53
_TINY = 2.0**-100


class Shadow:
    """The points in single precision, from their middle and in a unit near their size; all runs share it.

    Parameters
    ----------
    values : ndarray of shape (n, d)
    box : (ndarray, ndarray), optional
        Minimum and maximum of each column, if they are at hand.

    Attributes
    ----------
    values : ndarray of shape (n, d)
    parts : list of ndarrays of shape (d + 1, m), float32
        Columns of consecutive pieces of the rows, and a last one of ones.
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
                part[column] = (values[rows, column] - self._middle[column]) * self._scale
            part[d] = 1.0
            sides = np.maximum(part[:d].max(axis=1), -part[:d].min(axis=1))
            self.parts.append(part)
            self.radius.append(math.hypot(*sides.tolist()) * (1 + 4 * _SINGLE))

    def seen_from_middle(self, places: FloatArray) -> FloatArray:
        """Give places of shape (m, d) as the parts have the points, but in double precision."""
        return (places - self._middle) * self._scale


class RoughAssigner:
    """Labels of one run, found in single precision wherever that leaves no doubt.

    Seen from the middle, |x - c|^2 = |x|^2 + 2 (|c|^2 / 2 - x c), so the nearest centroid has the least score
    |c|^2 / 2 - x c: for many points and all centroids one product of matrices. Whatever the order in which it
    adds, its error is below (d + 6) 2^-24 (|x| |c| + |c|^2 / 2), the rounding of x and c included. The
    textbook's own rounding changes a squared distance by less than (d + 3) 2^-53 of it. Where the two least
    scores are farther apart than all that twice over, the textbook's nearest centroid is the one of the least
    score, and there is no tie. All other points, a few in a million of ordinary ones, go the textbook's way.
    So the labels do not depend on how a processor multiplies matrices.

    Parameters
    ----------
    shadow : Shadow
    sums : ExactSums
        That of the same values.
    """

    def __init__(self, shadow: Shadow, sums: ExactSums) -> None:
        self._shadow, self._sums = shadow, sums
        self._labels: LabelArray | None = None

    def assign(self, centroids: FloatArray) -> tuple[LabelArray, Switches | None]:
        """Give the textbook's labels, read-only, and which points switched; None at first."""
        shadow = self._shadow
        places = shadow.seen_from_middle(centroids)
        norms = np.array([math.fsum(x * x for x in place) for place in places.tolist()])
        with np.errstate(
            over="ignore"
        ):  # centroids too far away for single precision leave nothing but doubts
            weights = np.column_stack([-places, norms / 2]).astype(np.float32)
        reach = math.sqrt(float(norms.max()))
        values = shadow.values
        labels = np.empty(len(values), np.min_scalar_type(len(centroids) - 1))
        doubts = [np.empty(0, np.intp)]
        for piece, part, radius in zip(chunks(len(values)), shadow.parts, shadow.radius, strict=True):
            tolerance = _tolerance(values.shape[1], radius, reach)
            doubts.append(_least(weights, part, tolerance, labels[piece]) + piece.start)
        doubtful = np.concatenate(doubts)
        for some in chunks(len(doubtful)):
            rows = doubtful[some]
            labels[rows] = assign(values.take(rows, axis=0), centroids)[0]
        labels.flags.writeable = False
        before = self._labels
        if before is None:
            self._labels = labels
            return labels, None
        rows = np.flatnonzero(labels != before)
        switches = Switches(rows, values.take(rows, axis=0), before.take(rows), labels.take(rows))
        if not rows.size:
            return before, switches
        self._labels = labels
        return labels, switches

    def totals(self, k: int) -> tuple[FloatArray, IntArray]:
        """Give the exact totals of the clusters, as `ExactSums.totals`, and how many points each has."""
        if self._labels is None:
            raise ValueError("there are no clusters before the first assignment")
        return self._sums.totals(self._shadow.values, self._labels, k), count_labels(self._labels, k)


def _tolerance(d: int, radius: float, reach: float) -> float:
    """Bound the gap between scores of points within `radius` and centroids within `reach` that rounding closes."""
    single = (d + 6) * _SINGLE * (radius * reach + reach * reach / 2)
    double = (d + 3) * _DOUBLE * (radius + reach) * (radius + reach)
    return 1.1 * (2 * single + double) + _TINY


def _least(
    weights: NDArray[np.float32], part: NDArray[np.float32], tolerance: float, labels: LabelArray
) -> IntArray:
    """Label each point of a part with the centroid of its least score; give the places where that is in doubt."""
    with np.errstate(over="ignore", invalid="ignore"):
        scores = weights @ part
        least = scores.min(axis=0)
        least += np.float32(tolerance)
        near = (scores <= least).view(np.uint8)
    count = near.sum(axis=0, dtype=labels.dtype)
    np.einsum("ij,i->j", near, np.arange(len(near), dtype=labels.dtype), out=labels)
    return np.flatnonzero(count != 1)
