"""Where heights fall, as they may with centroids."""

from __future__ import annotations

import numpy as np

from kmanim.arrays import FloatArray, IntArray
from kmanim.simulate.numerics.pair_distances import ROUNDING


def falls(merges: FloatArray) -> IntArray:
    """Give the steps, 0-based and rising, whose height is below that of the step before, by more than rounding."""
    heights = merges[:, 2]
    return np.flatnonzero(heights[1:] < heights[:-1] * (1 - ROUNDING)) + 1


def inversions(merges: FloatArray) -> IntArray:
    """Give the steps whose height is below that of one of the two clusters that they merge, by more than rounding.

    Their brackets hang below a child. A step that is below the one before merges what that one made, so `falls` are
    among them; the child that is higher may be an older one, too.

    Parameters
    ----------
    merges : ndarray of shape (n - 1, 4)
        As `kmanim.simulate.machines.linkage.merge_tree.merge_tree` gives them.

    Returns
    -------
    ndarray of shape (m,)
        0-based, rising.
    """
    heights = np.concatenate([np.zeros(len(merges) + 1), merges[:, 2]])
    children = heights[merges[:, :2].astype(np.intp)]
    return np.flatnonzero(merges[:, 2] < children.max(axis=1) * (1 - ROUNDING))
