"""How points of any dimension are shown in the plane."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from kmanim.arrays import FloatArray, frozen
from kmanim.data.scaling import Scaling, mean_and_deviation

# Linear algebra libraries differ in their last digits from one processor to the next; pictures must not.
DIGITS = 10
# Directions whose variances differ by less than this part of the largest cannot be told apart reliably.
_SAME_VARIANCE = 1e-5


@dataclass(frozen=True, slots=True, eq=False)
class View:
    """A map from original units to the plane: ``(points - origin) @ axes``, and a place for each category.

    Attributes
    ----------
    titles : (str, str)
        Axis titles; the second is empty where there is one column alone.
    origin : ndarray of shape (d,)
        In original units.
    axes : ndarray of shape (d, 2)
        One column a picture axis; unit vectors where two columns are shown.
    faithful : bool
        True where the plane holds every clustered column, so that nearest centroids can be drawn as regions.
    levels : tuple of ndarray
        For each column of shape (m, 2): what each of its m categories adds to a row's place; (0, 2) for numbers.
        Empty where all columns are numbers.
    share : float or None
        Where columns are hidden, how much of what tells rows apart is shown, from 0 to 1: of the variance of the
        clustered values, or of the inertia of a table with categories. None where that is not known.
    """

    titles: tuple[str, str]
    origin: FloatArray
    axes: FloatArray
    faithful: bool
    levels: tuple[FloatArray, ...] = ()
    share: float | None = None

    @property
    def columns(self) -> list[int] | None:
        """Which columns (0-based) are shown as they are, for x and y; None where axes are made of several."""
        found: list[int] = []
        for weights in self.axes.T:
            (places,) = np.nonzero(weights)
            if len(places) > 1 or (weights[places] != 1).any():
                return None
            found += places.tolist()
        return found if not self.origin.any() and not any(map(len, self.levels)) else None

    @classmethod
    def of_columns(
        cls, titles: Sequence[str], shown: Sequence[int], points: FloatArray | None = None,
        scaling: Scaling | None = None, deviation: FloatArray | None = None,
    ) -> View:  # fmt: skip
        """Show one or two columns as they are.

        Parameters
        ----------
        titles : sequence of str, length d
            The titles of all columns.
        shown : sequence of int
            The 0-based columns for x and y, or for x alone: then y is 0 everywhere.
        points : ndarray of shape (n, d), optional
            In original units, to tell the share of the variance that is shown where columns are hidden.
        scaling : Scaling, optional
            How they are clustered.
        deviation : ndarray of shape (d,), optional
            The standard deviation of each column, in the place of the points.
        """
        axes = np.zeros((len(titles), 2))
        for axis, column in enumerate(shown):
            axes[column, axis] = 1.0
        words = [titles[column] for column in shown] + [""]
        faithful, share = len(titles) == len(shown), None
        if points is not None:
            deviation = None if faithful else mean_and_deviation(points)[1]
        if deviation is not None and scaling is not None and not faithful:
            deviation = deviation / scaling.factor
            size = float(deviation.max())
            parts = (deviation / size) ** 2 if size > 0 else deviation
            share = float(parts[list(shown)].sum() / parts.sum()) if size > 0 else None
        return cls((words[0], words[1]), frozen(np.zeros(len(titles))), frozen(axes), faithful, share=share)

    @classmethod
    def of_components(cls, titles: Sequence[str], points: FloatArray, scaling: Scaling) -> View:
        """Show the first two principal components of the scaled points.

        Signs are settled (the largest loading is positive), and directions of equal variance are turned
        towards the columns, so that the same data give the same picture everywhere.

        Parameters
        ----------
        titles : sequence of str, length d > 2
            Used where all rows are equal and there is no component to show.
        points : ndarray of shape (n, d)
            In original units.
        scaling : Scaling
            Components are those of ``scaling.apply(points)``.

        References
        ----------
        Pearson, K. (1901), On lines and planes of closest fit to systems of points in space,
        Philosophical Magazine 2 (11), 559-572.
        """
        centre, _ = mean_and_deviation(points)
        spread = (points - centre) / scaling.factor
        size = float(np.abs(spread).max())
        if size == 0:
            return cls.of_columns(titles, (0, 1))
        spread = spread / size
        return cls.of_covariance(centre, spread.T @ spread / len(spread), scaling)

    @classmethod
    def of_covariance(cls, centre: FloatArray, covariance: FloatArray, scaling: Scaling) -> View:
        """Show the first two principal components of scaled points by their covariance, which is not 0.

        Parameters
        ----------
        centre : ndarray of shape (d,)
            The mean, in original units.
        covariance : ndarray of shape (d, d)
            Of the scaled points, or a multiple of it.
        scaling : Scaling
        """
        directions = principal_directions(covariance)
        shares = [float(v @ covariance @ v) / float(np.trace(covariance)) for v in directions]
        first, second = (f"PC {i} ({percent(share)} % of variance)" for i, share in enumerate(shares, 1))
        axes = np.round(np.column_stack(directions), DIGITS) / scaling.factor[:, np.newaxis]
        return cls((first, second), frozen(centre), frozen(axes), faithful=False, share=sum(shares))

    def project(self, points: FloatArray) -> FloatArray:
        """Place points of shape (m, d), in original units, in the plane: shape (m, 2).

        The order of the additions is fixed, so that the same points have the same place on every machine.
        """
        plane = np.zeros((len(points), 2))
        for column, (origin, weights) in enumerate(zip(self.origin, self.axes, strict=True)):
            for axis in np.flatnonzero(weights):
                plane[:, axis] += (points[:, column] - origin) * weights[axis]
        for column, places in enumerate(self.levels):
            if len(places):
                plane += places.take(points[:, column].astype(np.intp), axis=0)
        return plane


def principal_directions(covariance: FloatArray) -> list[FloatArray]:
    """Give the two unit vectors of largest variance, each of shape (d,), settled where they are ambiguous."""
    variances, vectors = np.linalg.eigh(covariance)
    variances, vectors = variances[::-1], vectors[:, ::-1]
    directions: list[FloatArray] = []
    start = 0
    while len(directions) < 2:
        stop = start + 1
        while (
            stop < len(variances) and variances[stop - 1] - variances[stop] <= _SAME_VARIANCE * variances[0]
        ):
            stop += 1
        # The projection on equal variances is unique where its eigenvectors are not; nor has it a sign.
        projection = vectors[:, start:stop] @ vectors[:, start:stop].T
        for _ in range(min(stop - start, 2 - len(directions))):
            lead = int(np.argmax(np.round(np.diag(projection), DIGITS)))
            direction = projection[:, lead] / math.sqrt(projection[lead, lead])
            directions.append(direction)
            projection = projection - np.outer(direction, direction)
        start = stop
    return directions


def percent(share: float) -> str:
    """Say a share of the variance in whole percent, without claiming all or nothing where it is not so."""
    share = round(share, 9)
    whole = math.floor(100 * share + 0.5)
    if whole == 100 and share < 1:
        return ">99"
    return "<1" if whole == 0 and share > 0 else str(whole)
