"""scikit-learn's AffinityPropagation, run by ours until its exemplars have stayed as long as that waits for."""

from __future__ import annotations

import numpy as np

from kmanim.arrays import FloatArray, IntArray
from kmanim.errors import InputError, shown
from kmanim.simulate.algorithms.affinity_propagation import MOST_ROWS
from kmanim.simulate.estimators._reading import Asked, Reading
from kmanim.simulate.machines.messages.similarities import similarities, similarity_to
from kmanim.simulate.machines.messages.trace import MessageTrace

ESTIMATOR = "AffinityPropagation"
ALGORITHM = "affinity_propagation"
_KNOWN = (
    "damping", "max_iter", "convergence_iter", "preference",
    # how it computes, and the noise that breaks ties
    "copy", "verbose", "random_state",
)  # fmt: skip
_SAME = 1e-9


def read(asked: Asked) -> Reading:
    """Read damping, preference and how long exemplars must stay."""
    asked.refuse_others(_KNOWN)
    params = asked.params
    preference = params["preference"]
    told: tuple[str, ...] = ()
    if preference is None:
        preference = _median(asked.values, asked.dataset.name)
        told = (
            f"Its preference is {preference:.6g}: the median of the whole matrix of similarities, zeros on the "
            "diagonal included.",
        )
    elif np.size(preference) > 1:
        asked.refuse("preference", "give one number for all points")
    attempt = {
        "preference": float(np.asarray(preference, np.float64).reshape(-1)[0]),
        "damping": params["damping"],
        "max_iter": params["max_iter"],
        "convergence": "window",
        "window": params["convergence_iter"],
    }
    return Reading([attempt], lambda trace, _rows: _reason(asked, trace), lambda _trace, _attempt: told)


def _median(values: FloatArray, name: str) -> float:
    """Give the median of the similarities of all pairs, each row with itself among them."""
    if len(values) > MOST_ROWS:
        raise InputError(
            f"{shown(name)} has {len(values):,} rows, and affinity propagation takes {MOST_ROWS:,}"
        )
    matrix = similarities(values, 0.0).matrix
    np.fill_diagonal(matrix, 0.0)
    return float(np.median(matrix, overwrite_input=True))


def _reason(asked: Asked, trace: MessageTrace) -> str:
    rounds = int(asked.fitted("n_iter_"))
    is_cut = rounds >= int(asked.params["max_iter"])
    if trace.failure:
        end = f"has labels of its last update, {rounds:,}" if is_cut else f"stopped after {rounds:,}"
        return f"here {trace.failure}, which is no result; the fit {end}"
    exemplars = np.asarray(asked.fitted("cluster_centers_indices_"), np.intp)
    theirs, ours = _net(asked.values, exemplars, trace.preference), trace.unlabelled[-1].net_similarity
    if not exemplars.size:
        return f"the fit has no exemplars after {rounds:,} updates"
    if is_cut:
        return f"the fit had not settled after {rounds:,} updates, and has labels of the last one"
    if np.isclose(theirs, ours, rtol=_SAME):
        return (
            f"ties: both sets of exemplars are equally good, net similarity {ours:.6g}; there noise decides"
        )
    return (
        f"net similarity is {theirs:.6g} there and {ours:.6g} here: ties are broken by noise there, and by rows here, "
        "which may lead elsewhere"
    )


def _net(values: FloatArray, exemplars: IntArray, preference: float) -> float:
    """Give the net similarity of a set of exemplars; nan of none."""
    if not exemplars.size:
        return float("nan")
    own = similarity_to(values, exemplars).max(axis=1)
    own[exemplars] = preference
    return float(own.sum())
