"""Many runs of k-means, the choice of k, and PAM's swaps, beside scikit-learn and the package kmedoids.

A thousand runs from drawn rows, of which the outcomes are kept: scikit-learn keeps the best run alone. A k from
1 to 8 is chosen by twenty fits each, silhouettes of at most 5,000 rows and the variance ratio; kmanim computes the gap
statistic besides, which scikit-learn has not: 1,600 runs on sets without clusters. PAM begins at the same medoids, and
every round makes the best swap of all, as kmedoids' `fastpam1` does, which is compiled; its distances are
scikit-learn's. Where all come to must be the same.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Sequence

import numpy as np

import kmanim
from benchmarks._machine import about
from benchmarks._measure import TIMES, compared, options, table, take_turns
from benchmarks.families import agree, groups

RUNS, RUNS_K, SWAPS_K = {"quick": 100, "full": 1_000}, 3, 5
KS, FITS, JUDGED = range(1, 9), 20, 5_000
CHOSEN = {"quick": 1_000, "full": 10_000}
ROWS = {"quick": (500,), "full": (1_000, 5_000)}
Ways = dict[str, Callable[[], object]]


def runs(count: int) -> Ways:
    """Cluster the cars again and again."""
    from sklearn.cluster import KMeans  # noqa: PLC0415 - it need not be installed

    cars = kmanim.load("mtcars")

    def ours() -> float:
        best = kmanim.run_many("kmeans", cars, count, k=RUNS_K, init="sample").best_objective
        assert best is not None
        return best

    def fit() -> float:
        given = {"init": "random", "n_init": count, "tol": 0, "algorithm": "lloyd", "random_state": 0}
        return float(KMeans(RUNS_K, **given).fit(cars.points).inertia_)

    agree("k-means", np.isclose(ours(), fit()))
    return {"kmanim, all outcomes kept": ours, "scikit-learn, the best run": fit}


def choices(n: int) -> Ways:
    """Cluster rows for several k, and compute what helps to choose one."""
    from sklearn.cluster import KMeans  # noqa: PLC0415 - it need not be installed
    from sklearn.metrics import calinski_harabasz_score, silhouette_score  # noqa: PLC0415 - so, too

    points = groups(n)
    known = kmanim.load(points)

    def ours() -> list[float]:
        return [float(found) for found in kmanim.choose_k(known, KS, runs=FITS).inertia]

    def fits() -> list[float]:
        found = []
        for k in KS:
            model = KMeans(k, n_init=FITS, tol=0, algorithm="lloyd", random_state=0).fit(points)
            if k > 1:
                silhouette_score(points, model.labels_, sample_size=min(JUDGED, n), random_state=0)
                calinski_harabasz_score(points, model.labels_)
            found.append(float(model.inertia_))
        return found

    # With more clusters than there are groups, the best of twenty runs is not always the best of all.
    agree("the choice of k", np.allclose(ours()[:4], fits()[:4], rtol=0.01))
    return {"kmanim, one process, with the gap statistic": ours, "scikit-learn, without": fits}


def swaps(n: int) -> Ways:
    """Swap medoids for any other rows, the best swap at a time."""
    from sklearn.metrics import pairwise_distances  # noqa: PLC0415 - it need not be installed

    points = groups(n)
    starts = np.unique(np.linspace(0, n - 1, SWAPS_K).astype(int))

    def ours() -> float:
        return float(kmanim.run("kmedoids", points, init=points[starts].tolist(), method="pam").inertia)

    ways: Ways = {"kmanim, every swap kept": ours}
    try:
        import kmedoids  # noqa: PLC0415 - GPL, and so nothing that is installed by itself
    except ImportError:
        return ways

    def fit() -> float:
        return float(kmedoids.fastpam1(pairwise_distances(points), starts.copy()).loss)

    agree("PAM", np.isclose(ours(), fit()))
    return ways | {"kmedoids, FastPAM1": fit}


def main(argv: Sequence[str] | None = None) -> None:
    chosen = options(__doc__, argv)
    size = "quick" if chosen.quick else "full"
    for title, ways_of, count, what in (
        (f"k-means of 32 cars, k = {RUNS_K}, many runs", runs, RUNS[size], "runs"),
        (f"k = {KS[0]} to {KS[-1]}, which?", choices, CHOSEN[size], "points"),
        *((f"PAM, k = {SWAPS_K}", swaps, count, "points") for count in ROWS[size]),
    ):
        ways = ways_of(count)
        cells = compared(take_turns(ways, chosen.repeat), dict.fromkeys(ways, 1))
        print(table(title, [what, "way", *TIMES], [[f"{count:,}", name, *cells[name]] for name in cells]))
    print(about())


if __name__ == "__main__":
    main(sys.argv[1:])
