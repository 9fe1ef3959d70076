"""What an assignment gives."""

from __future__ import annotations

from typing import NamedTuple

from kmanim.arrays import LabelArray, RowArray


class Assignment(NamedTuple):
    """Where every point belongs.

    Attributes
    ----------
    labels : ndarray of shape (n,), unsigned, read-only
        The same array as before if no point switched.
    inertia : float
        The objective: of k-means the sum of the squared distances to the nearest centroids.
    switched : ndarray or None
        The rows whose label is not as before, ascending; None if nobody looked, and at first.
    """

    labels: LabelArray
    inertia: float
    switched: RowArray | None = None
