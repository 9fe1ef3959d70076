"""Why a run of expectation maximisation ends."""

from __future__ import annotations

from kmanim.simulate.algorithm import Stopped

FAILED = Stopped("a component came to nothing")  # `MixtureTrace.failure` says which, as it is numbered there
MAX_ITER = Stopped("max_iter reached", finished=False)


def settled(change: float, tol: float, n: int) -> Stopped | None:
    """Say why a run of n rows ends whose log-likelihood has changed by so much; None where it goes on."""
    if not change:
        return Stopped("the log-likelihood no longer changed")
    if change < tol * n:
        return Stopped(f"the log-likelihood changed by less than {tol:g} a point")
    return None
