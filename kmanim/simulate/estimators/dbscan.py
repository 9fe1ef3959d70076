"""scikit-learn's DBSCAN, run by ours: nothing is drawn, and rows have their turn in the same order."""

from __future__ import annotations

import numpy as np

from kmanim.arrays import FloatArray
from kmanim.simulate.estimators._reading import Asked, Reading
from kmanim.simulate.machines.neighbourhoods.trace import DbscanTrace
from kmanim.simulate.numerics.distance import gaps

ESTIMATOR = "DBSCAN"
ALGORITHM = "dbscan"
_KNOWN = (
    "eps", "min_samples", "metric", "metric_params", "p",
    # how it computes, not what
    "algorithm", "leaf_size", "n_jobs",
)  # fmt: skip


def read(asked: Asked) -> Reading:
    """Read the radius and the least number of neighbours."""
    asked.refuse_others(_KNOWN)
    asked.need_euclidean()
    params = {"eps": asked.params["eps"], "min_samples": asked.params["min_samples"]}
    return Reading([params], lambda trace, _rows: _reason(asked, trace))


def _reason(asked: Asked, trace: DbscanTrace) -> str:
    ours = trace.core()
    theirs = np.zeros(len(ours), np.bool_)
    theirs[np.asarray(asked.fitted("core_sample_indices_"), np.intp)] = True
    rows = np.flatnonzero(ours != theirs)
    single = getattr(asked.fitted("components_"), "dtype", None) == np.float32
    if all(_has_tie(asked.values, int(row), trace.eps, single=single) for row in rows):
        return (
            f"ties: pairs of points are just {trace.eps:.6g} apart, and the fit rounds some of these distances up or "
            f"down; here a distance of exactly eps is within reach"
        )
    return f"{len(rows):,} core points are others: it was fitted with sample weights, or to other rows"


def _has_tie(values: FloatArray, row: int, eps: float, *, single: bool) -> bool:
    """Whether a distance from a row is the radius, but for rounding; products of large numbers round more."""
    squares = gaps(values, values[row])
    digit = float(np.finfo(np.float32 if single else np.float64).eps)
    error = 64 * digit * max(eps * eps, float(np.square(values).sum(axis=1).max()))
    return bool((np.abs(squares - eps * eps) <= error).any())
