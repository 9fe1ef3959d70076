"""scikit-learn's MeanShift, run by our mean shift from the same starts."""

from __future__ import annotations

import sys
from typing import Any

import numpy as np

from kmanim.simulate.estimators._reading import Asked, Reading
from kmanim.simulate.machines.climbs.bandwidth import ALL_ROWS, SHARE
from kmanim.simulate.machines.climbs.merging import nearest
from kmanim.simulate.machines.climbs.trace import ClimbTrace

ESTIMATOR = "MeanShift"
ALGORITHM = "mean_shift"
_KNOWN = (
    "bandwidth", "seeds", "bin_seeding", "min_bin_freq", "cluster_all", "max_iter",
    # how it computes, not what
    "n_jobs",
)  # fmt: skip
# A climb there ends with a step of so many bandwidths.
_TOL = 1e-3
_SAME = 1e-6


def read(asked: Asked) -> Reading:
    """Read bandwidth and starts; the kernel is flat, its edge included."""
    asked.refuse_others(_KNOWN)
    params = asked.params
    from_bins = params["seeds"] is None and params["bin_seeding"]
    if from_bins and params["min_bin_freq"] > 1:
        asked.refuse("min_bin_freq", "climbs start from every bin that holds a point; leave it at 1")
    seeds: Any = "bins" if from_bins else "points"
    if params["seeds"] is not None:
        seeds = asked.dataset.scaling.undo(np.asarray(params["seeds"], np.float64))
    bandwidth = params["bandwidth"]
    if bandwidth is None and len(asked.values) > ALL_ROWS:
        # Ours is over some of so many rows. Whoever has the estimator has imported theirs.
        bandwidth = float(
            sys.modules["sklearn.cluster"].estimate_bandwidth(asked.values, n_jobs=params["n_jobs"])
        )
    attempt = {
        "bandwidth": bandwidth,
        "seeds": seeds,
        "assign": "all" if params["cluster_all"] else "near",
        "tol": _TOL,
        # There a climb makes one step more, and is as strong as the ball that it comes from.
        "max_iter": params["max_iter"] + 1,
    }
    return Reading([attempt], lambda trace, _rows: _reason(asked, trace, from_bins=from_bins))


def _reason(asked: Asked, trace: ClimbTrace, *, from_bins: bool) -> str:
    theirs, ours = np.asarray(asked.fitted("cluster_centers_"), np.float64), trace.modes
    if len(theirs) == len(ours) and nearest(ours, theirs)[1].max() <= (_SAME * trace.bandwidth) ** 2:
        return "ties: the modes are the same, and these points are equally far from two of them"
    counts = f"{len(theirs)} modes there and {len(ours)} here"
    estimate = trace.estimate
    if estimate is not None and (estimate.rule != "mean" or int(SHARE * len(asked.values)) <= 1):
        return f"{counts}: its estimate of the bandwidth is 0, and ours is {trace.bandwidth:.6g}"
    if not trace.finished:
        return f"{counts}: max_iter={asked.params['max_iter']} ends climbs that are not at rest"
    if from_bins:
        return f"{counts}: the fit keeps its bins in single precision, so its climbs start a little elsewhere"
    return (
        f"{counts}: points on the edge of a ball, and ends with equally many points, are a matter of rounding"
    )
