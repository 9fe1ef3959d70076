"""scikit-learn's GaussianMixture, run by our EM from the same weights, means and covariances."""

from __future__ import annotations

import math
import warnings
from typing import Any

import numpy as np

from kmanim.arrays import FloatArray
from kmanim.errors import InputError, shown
from kmanim.simulate.estimators._partitions import differing_rows
from kmanim.simulate.estimators._reading import Asked, Reading
from kmanim.simulate.estimators._starts import Starts
from kmanim.simulate.machines.mixtures.failures import degenerate
from kmanim.simulate.machines.mixtures.mixture import Mixture
from kmanim.simulate.machines.mixtures.trace import MixtureTrace

ESTIMATOR = "GaussianMixture"
ALGORITHM = "em"
_KNOWN = (
    "n_components", "covariance_type", "tol", "reg_covar", "max_iter", "n_init", "init_params", "weights_init",
    "means_init", "precisions_init", "random_state",
    # what it prints
    "verbose", "verbose_interval",
)  # fmt: skip
# Far from the origin the fit rounds more than we do.
_SAME = 1e-6


def read(asked: Asked) -> Reading:
    """Read the start as the estimator makes it: by another one of its class that does no iteration."""
    asked.refuse_others(_KNOWN)
    params = asked.params
    common = {
        "k": params["n_components"],
        "covariance": params["covariance_type"],
        "reg": params["reg_covar"],
        "tol": params["tol"],
        "max_iter": params["max_iter"],
    }
    given = all(params[name] is not None for name in ("weights_init", "means_init", "precisions_init"))
    starts = Starts(asked, 1 if given else int(params["n_init"]), given=given)

    def told(trace: MixtureTrace, attempt: int) -> tuple[str, ...]:
        found = asked.labels is not None and (
            _is_own(asked, trace) or not len(differing_rows(trace.labels, asked.labels))
        )
        return starts.told(attempt, is_own=found)

    return Reading(
        starts.attempts(lambda draws: common | _start(asked, draws)),
        lambda trace, _rows: _reason(asked, trace, known=starts.is_known),
        told,
        lambda trace, rows: _is_own(asked, trace) or not (rows.size or starts.is_known),
    )


def _start(asked: Asked, draws: np.random.RandomState) -> dict[str, Any]:
    """Give weights, means and covariances before the first iteration, in original units."""
    # With precisions of the user's own, one without an iteration has no covariances to tell.
    begun = asked.again(max_iter=0, n_init=1, random_state=draws, verbose=0, precisions_init=None)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            begun.fit(asked.values)
    except ValueError as error:
        reason = shown(" ".join(str(error).split()), 200)
        raise InputError(f"{ESTIMATOR} cannot start on these data: {reason}") from error
    scaling, d = asked.dataset.scaling, asked.dataset.d
    whole = _matrices(np.asarray(begun.covariances_, np.float64), asked.params["covariance_type"], d)
    if asked.params["precisions_init"] is not None:
        precisions = np.asarray(asked.params["precisions_init"], np.float64)
        inverse: FloatArray = np.linalg.inv(_matrices(precisions, asked.params["covariance_type"], d)).astype(
            np.float64
        )
        whole = inverse
    return {
        # Drawn from rows they are k / n together; the first E step makes nothing of that.
        "weights": begun.weights_ / begun.weights_.sum(),
        "means": scaling.undo(np.asarray(begun.means_, np.float64)),
        "covariances": (whole + whole.swapaxes(1, 2)) / 2 * scaling.factor * scaling.factor[:, np.newaxis],
    }


def _matrices(covariances: FloatArray, kind: str, d: int) -> FloatArray:
    """Write covariances of any kind as whole matrices: one a component, or the one that all share; (k, d, d)."""
    if kind == "full":
        return covariances
    if kind == "tied":
        return covariances[np.newaxis]
    return np.eye(d) * np.broadcast_to(covariances.reshape(len(covariances), -1, 1), (len(covariances), d, 1))


def _is_own(asked: Asked, trace: MixtureTrace) -> bool:
    """Whether a run comes by the log-likelihoods of the fit, which knows that of its last but one state."""
    bound = float(asked.fitted("lower_bound_")) * asked.dataset.n
    states = trace.log_likelihoods
    last = states[-1] if trace.finished else states[max(len(states) - 2, 0)]
    # A change that is the tolerance, but for rounding, ends one of both a step earlier.
    rounds = int(asked.fitted("n_iter_")) - (trace.iterations - (not trace.finished))
    return abs(rounds) <= 1 and math.isclose(last, bound, rel_tol=_SAME)


def _reason(asked: Asked, trace: MixtureTrace, *, known: bool) -> str:
    n, bound = asked.dataset.n, float(asked.fitted("lower_bound_"))
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", UserWarning)  # as where labels are asked for
        theirs = float(asked.estimator.score(asked.values))
    if asked.fitted("converged_") and abs(theirs - bound) > 100 * float(asked.params["tol"]) + _SAME * abs(
        bound
    ):
        return f"its log-likelihood was {bound * n:.6g} when it was fitted, and is {theirs * n:.6g} of these rows"
    if failed := _failed(asked, trace):
        return failed
    if _is_own(asked, trace) and trace.finished:
        return (
            f"the fit makes one M step more once the log-likelihood hardly changes; with a smaller tol than "
            f"{shown(asked.params['tol'])} both go on"
        )
    if known and getattr(asked.fitted("means_"), "dtype", None) == np.float32:
        return "the fit computes in single precision"
    if known and asked.is_far:
        return "so far from the origin, beside how far apart the points are, the fit has few digits left"
    start = "the same start" if known else "another start"
    return (
        f"from {start} to another local optimum, log-likelihood {theirs * n:.6g} there and "
        f"{trace.log_likelihood:.6g} here"
    )


def _failed(asked: Asked, trace: MixtureTrace) -> str:
    """Say which of both ends is no result, and why; empty if both are one."""
    if trace.failure:
        return f"here {trace.failure}, which is no result; the fit does not look for that"
    kind, d = asked.params["covariance_type"], asked.dataset.d
    means = np.asarray(asked.fitted("means_"), np.float64)
    whole = _matrices(np.asarray(asked.fitted("covariances_"), np.float64), kind, d)
    covariances = np.ascontiguousarray(np.broadcast_to(whole, (len(means), d, d)))
    mixture = Mixture(np.asarray(asked.fitted("weights_"), np.float64), means, covariances)
    found = degenerate(trace.rows, mixture, trace.reg, is_tied=kind == "tied")
    return f"{found.clause} in the fit, which is no result here" if found else ""
