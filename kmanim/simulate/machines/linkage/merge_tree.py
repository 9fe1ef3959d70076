"""The whole tree: every merge with its height, in the form that scipy gives it."""

from __future__ import annotations

from typing import Literal, get_args

import numpy as np
from numpy.typing import NDArray

from kmanim.arrays import FloatArray, IntArray
from kmanim.errors import InputError, unknown
from kmanim.simulate.machines.linkage.gaps import Metric, distances, shifted
from kmanim.simulate.machines.linkage.mean_clusters import MeanClusters
from kmanim.simulate.machines.linkage.nearest import Merges, merge_nearest
from kmanim.simulate.machines.linkage.pair_clusters import PairClusters
from kmanim.simulate.machines.linkage.single import merge_single

Linkage = Literal["single", "complete", "average", "centroid", "ward"]


def merge_tree(values: FloatArray, linkage: Linkage, metric: Metric = "euclidean") -> FloatArray:
    """Merge the two nearest clusters until one is left.

    Parameters
    ----------
    values : ndarray of shape (n, d)
    linkage : {"single", "complete", "average", "centroid", "ward"}
        What the distance of clusters of a and b points is: the least or the largest of their a b distances, the mean
        of these, the distance of their means, or sqrt(2 a b / (a + b)) times that (half its square is the growth
        of the sum of squares within clusters).
    metric : {"euclidean", "manhattan", "chebyshev"}
        Euclidean for "centroid" and "ward".

    Returns
    -------
    ndarray of shape (n - 1, 4), float64
        Of each merge the lower and the higher cluster number, the height (the distance) and the size; rows are
        clusters 0 ... n - 1, merge s makes cluster n + s. Heights never fall, but by "centroid" they may.

    Raises
    ------
    InputError
        For a name that is not known, or a metric that does not go with the linkage.

    Notes
    -----
    Of equal least distances, that of the pair whose (lower, higher) numbers come first is merged, for every n.
    Distances are equal if they are so in every bit as they are computed. They are computed alike whichever is first:
    Euclidean ones are compared as squares, which for whole numbers are exact; means of distances are sums divided
    once; distances of means are worked out of sums of coordinates, with one division. So ties among whole
    numbers are ties here whenever sums stay below 2^53 (but for averages of Euclidean distances, whose roots
    round); of decimal fractions, equal differences such as 0.3 - 0.2 and 0.2 - 0.1 may differ in the last bit.
    """
    return merge_tree_and_ties(values, linkage, metric)[0]


def merge_tree_and_ties(
    values: FloatArray, linkage: Linkage, metric: Metric = "euclidean"
) -> tuple[FloatArray, NDArray[np.bool_]]:
    """Do as `merge_tree` does, and say of each merge whether another pair was exactly as near, shape (n - 1,)."""
    found = _merges(values, linkage, metric)
    heights = found.gaps if linkage == "average" else distances(found.gaps, metric)
    if linkage != "centroid":
        # Only rounding could have made them fall.
        heights = np.maximum.accumulate(heights)
    return np.column_stack([found.pairs, heights, _sizes(found.pairs)]).astype(np.float64), found.tied


def _merges(values: FloatArray, linkage: Linkage, metric: Metric) -> Merges:
    if linkage not in get_args(Linkage):
        raise unknown("linkage", linkage, get_args(Linkage))
    if metric not in get_args(Metric):
        raise unknown("metric", metric, get_args(Metric))
    columns = shifted(values)
    if linkage == "single":
        return merge_single(columns, metric)
    if linkage in ("complete", "average"):
        return merge_nearest(PairClusters(columns, metric, average=linkage == "average"), len(values))
    if metric != "euclidean":
        raise InputError(f"linkage {linkage!r} measures means, by Euclidean distances only; got {metric!r}")
    return merge_nearest(MeanClusters(columns, ward=linkage == "ward"), len(values))


def _sizes(pairs: IntArray) -> IntArray:
    """Count the rows of each merge, shape (n - 1,)."""
    n = len(pairs) + 1
    sizes = [1] * n
    for lower, higher in pairs.tolist():
        sizes.append(sizes[lower] + sizes[higher])
    return np.array(sizes[n:], np.intp)
