"""scikit-learn's AgglomerativeClustering, run by our hierarchical clustering: nothing is drawn."""

from __future__ import annotations

import math

import numpy as np

from kmanim.simulate.estimators._reading import Asked, Reading
from kmanim.simulate.machines.linkage.trace import MergeTrace

ESTIMATOR = "AgglomerativeClustering"
ALGORITHM = "hierarchical"
_KNOWN = (
    "n_clusters", "linkage", "metric", "distance_threshold",
    # how it computes, not what
    "memory", "compute_full_tree", "compute_distances",
)  # fmt: skip
_METRICS = {
    "euclidean": "euclidean",
    "l2": "euclidean",
    "manhattan": "manhattan",
    "l1": "manhattan",
    "cityblock": "manhattan",
    "chebyshev": "chebyshev",
}
# Heights nearer than that are told apart by rounding alone.
_TIED = 1e-9


def read(asked: Asked) -> Reading:
    """Read linkage, metric and where the tree is cut."""
    asked.refuse_others(_KNOWN)
    params = asked.params
    metric = _METRICS.get(params["metric"]) if isinstance(params["metric"], str) else None
    if metric is None:
        asked.refuse("metric", "it measures by euclidean, manhattan or chebyshev distances")
    cut = {"k": params["n_clusters"]}
    if params["distance_threshold"] is not None:
        # A merge at the threshold itself is not made there, and is here.
        cut = {"height": math.nextafter(float(params["distance_threshold"]), -math.inf)}
    attempt = {"linkage": params["linkage"], "metric": metric} | cut
    return Reading([attempt], lambda trace, _rows: _reason(asked, trace))


def _reason(asked: Asked, trace: MergeTrace) -> str:
    n = asked.dataset.n
    tied = len(trace.ties)
    heights = np.sort(trace.heights)
    near = int((np.diff(heights) <= _TIED * heights[1:]).sum())
    own = asked.fitted("distances_")
    if not tied and not near:
        return "no merge is tied: it was fitted to other rows"
    same = own is not None and np.allclose(np.sort(own), heights, rtol=1e-6)
    return (
        f"ties: at {tied or near} of {n - 1} merges another pair was as near, and the fit took another one than the "
        f"lowest rows{', at the same heights' if same else ''}"
    )
