"""The shortest tree that spans all points."""

from __future__ import annotations

import numpy as np

from kmanim.arrays import FloatArray, IntArray
from kmanim.simulate.machines.linkage.gaps import Metric, gaps


def spanning_tree(columns: FloatArray, metric: Metric) -> tuple[IntArray, FloatArray]:
    """Grow a tree from the first point, always by the nearest point outside it.

    R. C. Prim, "Shortest connection networks and some generalizations", Bell System Technical Journal 36 (1957).
    Distances are worked out when needed: O(n) memory, n squared over 2 of them.

    Parameters
    ----------
    columns : ndarray of shape (d, n)
    metric : {"euclidean", "manhattan", "chebyshev"}

    Returns
    -------
    edges : ndarray of shape (n - 1, 2)
        Rows; a row of the tree and the one that joined it, in the order in which they joined.
    found : ndarray of shape (n - 1,)
        The gaps between them.
    """
    n = columns.shape[1]
    edges, found = np.empty((n - 1, 2), np.intp), np.empty(n - 1)
    # Outside the tree are the first m places; what joins makes room for the last of them.
    outside, rows = columns[:, 1:].copy(), np.arange(1, n)
    least, near = np.full(n - 1, np.inf), np.zeros(n - 1, np.intp)
    joined = 0
    for step, m in enumerate(range(n - 1, 0, -1)):
        apart = gaps(outside[:, :m], columns[:, joined], metric)
        near[:m][apart < least[:m]] = joined
        np.minimum(least[:m], apart, out=least[:m])
        place = int(least[:m].argmin())
        joined = int(rows[place])
        edges[step], found[step] = (near[place], joined), least[place]
        for array in (rows, near, least):
            array[place] = array[m - 1]
        outside[:, place] = outside[:, m - 1]
    return edges, found
