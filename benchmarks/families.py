"""EM, mean shift and affinity propagation with every step kept, beside scikit-learn's fits, which keep none.

Both begin alike and do as many steps, and where both come to must be the same. Points are of some normal groups, in two
columns. Times are of a whole `kmanim.run`, the table's checks included; peers get the bare array.
"""

from __future__ import annotations

import sys
import warnings
from collections.abc import Callable, Sequence
from functools import partial

import numpy as np

import kmanim
from benchmarks._machine import about
from benchmarks._measure import TIMES, compared, options, table, take_turns

EM, CLIMBS = ({"quick": quick, "full": 4_000} for quick in (1_000, 500))
MESSAGES = {"quick": ((200, 100),), "full": ((1_000, 100), (4_000, 20))}
STEPS, K, BANDWIDTH = 50, 4, 1.0
OTHER_BANDWIDTHS = (0.25, 0.5, 2.0, 4.0, 8.0)
Ways = dict[str, Callable[[], object]]


def groups(n: int) -> np.ndarray:
    """Draw points of four groups that touch."""
    random = np.random.default_rng(1)
    centres = np.array([(0, 0), (5, 1), (1, 5), (6, 6)])
    return centres[random.integers(4, size=n)] + random.normal(size=(n, 2)) * [1.3, 0.9]


def em(n: int) -> Ways:
    """Do as many E and M steps from the same weights, means and covariances."""
    from sklearn.mixture import GaussianMixture  # noqa: PLC0415 - it need not be installed

    points = groups(n)
    means = points[: K * 7 : 7]
    weights, spread = np.full(K, 1 / K), np.array([np.eye(2)] * K)
    given = {"weights": weights, "means": means, "covariances": spread}
    own = {"weights_init": weights, "means_init": means, "precisions_init": spread}

    def ours() -> float:
        trace = kmanim.run("em", points, **given, reg=1e-6, tol=0, max_iter=STEPS)
        return float(trace.log_likelihoods[-2] / n)

    def fit() -> float:
        return float(GaussianMixture(K, **own, tol=0, max_iter=STEPS).fit(points).lower_bound_)

    agree("EM", np.isclose(ours(), quietly(fit)))
    return {"kmanim, every step kept": ours, "scikit-learn": lambda: quietly(fit)}


def mean_shift(n: int, bandwidth: float = BANDWIDTH) -> Ways:
    """Climb from every point."""
    from sklearn.cluster import MeanShift  # noqa: PLC0415

    points = groups(n)

    def ours() -> np.ndarray:
        labels: np.ndarray = kmanim.run("mean_shift", points, bandwidth=bandwidth, seeds="points").labels
        return labels

    def fit() -> np.ndarray:
        labels: np.ndarray = MeanShift(bandwidth=bandwidth, seeds=points).fit(points).labels_
        return labels

    agree("mean shift", (ours() == fit()).mean() > 0.99)
    return {"kmanim, every step kept": ours, "scikit-learn, seeds = points": fit}


def affinity_propagation(n: int, updates: int = 100) -> Ways:
    """Do as many updates, whatever they come to."""
    from sklearn.cluster import AffinityPropagation  # noqa: PLC0415

    points = groups(n)
    preference = float(np.quantile(-((points[:, np.newaxis] - points) ** 2).sum(axis=2), 0.1))

    def ours() -> int:
        trace = kmanim.run(
            "affinity_propagation", points, preference=preference, damping=0.9, max_iter=updates,
            convergence="window", window=updates,
        )  # fmt: skip
        return len(trace.unlabelled[trace.updates].exemplars)

    def fit() -> int:
        found = AffinityPropagation(
            preference=preference, damping=0.9, max_iter=updates, convergence_iter=updates, random_state=0
        ).fit(points)
        return len(found.cluster_centers_indices_)

    agree("affinity propagation", ours() == quietly(fit))
    return {"kmanim, every update kept": ours, "scikit-learn": lambda: quietly(fit)}


def quietly(call: Callable[[], object]) -> object:
    """Do what is cut short on purpose, and hear no warning of it."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        return call()


def agree(what: str, same: object) -> None:
    if not same:
        raise SystemExit(f"{what}: what kmanim comes to is not what scikit-learn comes to")


def main(argv: Sequence[str] | None = None) -> None:
    chosen = options(__doc__, argv)
    size = "quick" if chosen.quick else "full"
    climbs = CLIMBS[size]
    cases: list[tuple[str, Callable[[], Ways], int, int]] = [
        (f"EM, k = {K}, {STEPS} steps", partial(em, EM[size]), EM[size], 1)
    ]
    for wide in (BANDWIDTH, *(OTHER_BANDWIDTHS if chosen.large else ())):
        title = f"Mean shift from every point, bandwidth {wide:g}"
        cases.append((title, partial(mean_shift, climbs, wide), climbs, 1))
    for n, updates in MESSAGES[size]:
        title = f"Affinity propagation, an update of {updates}"
        cases.append((title, partial(affinity_propagation, n, updates), n, updates))
    for title, make, n, steps in cases:
        ways = make()
        cells = compared(take_turns(ways, chosen.repeat, warm_up=False), dict.fromkeys(ways, steps))
        rows = [[f"{n:,}", name, *cells[name]] for name in cells]
        print(table(title, ["points", "way", *TIMES], rows))
    print(about())


if __name__ == "__main__":
    main(sys.argv[1:])
