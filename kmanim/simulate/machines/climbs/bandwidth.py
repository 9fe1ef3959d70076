"""A bandwidth for those who name none: how far it is, on the mean, to the nearest 30 % of the rows."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal
from weakref import WeakKeyDictionary

import numpy as np

from kmanim.arrays import FloatArray
from kmanim.data.dataset import Dataset
from kmanim.simulate.machines.neighbourhoods.k_distances import k_distances
from kmanim.simulate.machines.neighbourhoods.squares import squares
from kmanim.simulate.machines.neighbourhoods.tree import Tree
from kmanim.simulate.numerics.chunks import chunks

SHARE = 0.3
ALL_ROWS, SOME_ROWS = 6_000, 1_000
"""Of more rows the distances from some of them are taken, to all."""
_NUMBERS = 2**20
_FOUND: WeakKeyDictionary[Dataset, Estimate] = WeakKeyDictionary()


@dataclass(frozen=True, slots=True)
class Estimate:
    """A bandwidth that nobody named, and where it comes from.

    Attributes
    ----------
    bandwidth : float
        Above 0.
    rule : {"mean", "least", "place"}
        The mean of distances to the `neighbour`-th row; half of the least distance between two places, because that
        mean is 0; or 1, because all rows are one place.
    neighbour : int
        To which row distances are, the row itself counted as the first.
    rows : int
        From how many rows distances are taken.
    """

    bandwidth: float
    rule: Literal["mean", "least", "place"]
    neighbour: int
    rows: int


def estimated_bandwidth(values: FloatArray) -> Estimate:
    """Choose the mean, over the rows, of the distance to the nearest 30 % of all rows.

    So does scikit-learn (`estimate_bandwidth`, quantile 0.3), which counts the row itself as the first of them: of
    six rows or fewer its estimate is 0, where here the nearest other row is taken. Where so many rows share their
    places that the mean is 0 all the same, it is half of the least distance between two places, so that each is a
    cluster of its own.

    Of more than 6,000 rows the mean is over 1,000 of them, spread evenly over the leaves of a k-d tree, and so over
    the data: nothing is drawn, and the order of the table matters little.

    Parameters
    ----------
    values : ndarray of shape (n, d)

    Returns
    -------
    Estimate
    """
    n = len(values)
    if n == 1:
        return Estimate(1.0, "place", 1, 1)
    neighbour = max(2, int(n * SHARE))
    distances = k_distances(values, neighbour) if n <= ALL_ROWS else _from_some(values, neighbour)
    mean = float(distances.mean())
    if mean > 0:
        return Estimate(mean, "mean", neighbour, len(distances))
    places = np.unique(values, axis=0)
    if len(places) == 1:
        return Estimate(1.0, "place", neighbour, len(distances))
    return Estimate(float(k_distances(places, 2).min()) / 2, "least", neighbour, len(distances))


def estimate_of(dataset: Dataset) -> Estimate:
    """Give the estimate for a data set; it is kept as long as the data are."""
    if dataset not in _FOUND:
        _FOUND[dataset] = estimated_bandwidth(dataset.values)
    return _FOUND[dataset]


def bandwidth_of(dataset: Dataset, given: float | None) -> float:
    """Give the bandwidth that was asked for, or the estimate where there is none."""
    return estimate_of(dataset).bandwidth if given is None else given


def _from_some(values: FloatArray, neighbour: int) -> FloatArray:
    """Give the distances to the neighbour from some rows, evenly spread."""
    chosen = Tree(values).order[np.linspace(0, len(values) - 1, SOME_ROWS).round().astype(np.intp)]
    columns = np.ascontiguousarray(values.T)
    found = np.empty(len(chosen))
    for part in chunks(len(chosen), max(1, _NUMBERS // len(values))):
        apart = squares(columns[:, chosen[part], np.newaxis], columns[:, np.newaxis])
        found[part] = np.partition(apart, neighbour - 1, axis=1)[:, neighbour - 1]
    return np.sqrt(found)
