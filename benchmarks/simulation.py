"""k-means with every step kept, beside scikit-learn's fits, which keep none.

All ways start from the same rows and go as many iterations (scikit-learn: n_init=1, tol=0, all its threads); before
anything is timed, all of them must end in the same sum of squares. scikit-learn can record only by fits of one
iteration each, every one started where the last ended. "load and run" adds what kmanim does once for a data set;
"another run" is the second one on the same data set.
"""

from __future__ import annotations

import sys
import warnings
from collections.abc import Sequence
from functools import partial
from importlib.util import find_spec
from itertools import product
from typing import Any

import numpy as np

import kmanim
from benchmarks._machine import about
from benchmarks._measure import TIMES, Spent, compared, options, spend, table, take_turns

QUICK = (((1_000,), (2,), (8,)), ((100_000,), (2, 10), (8,)))
FULL = (((1_000, 10_000), (2,), (2, 8, 32)), ((100_000, 1_000_000), (2, 10), (2, 8, 32)))
LARGE = ((10_000_000,), (2, 10), (8, 32))
ITERATIONS = 20
AGREE = 1e-7
TOGETHER = 20_000  # so many rows in all, as a run on few is over before a clock can tell
FRESH, AGAIN = object(), object()


def blobs(n: int, d: int, k: int) -> np.ndarray:
    """Draw k groups that touch."""
    rng = np.random.default_rng(1)
    middles = rng.uniform(0, 10, (k, d))
    return middles[rng.integers(k, size=n)] + rng.standard_normal((n, d))


def by_scikit_learn(
    points: np.ndarray, starts: np.ndarray, iterations: int, algorithm: str = "lloyd"
) -> tuple[np.ndarray, np.ndarray]:
    """Fit once; give the labels and the centres."""
    from sklearn.cluster import KMeans  # noqa: PLC0415 - it need not be installed

    model = KMeans(len(starts), init=starts, n_init=1, max_iter=iterations, tol=0, algorithm=algorithm)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # that fewer clusters were found, or iterations were too few
        model.fit(points)
    return model.labels_, model.cluster_centers_


def recorded(points: np.ndarray, starts: np.ndarray, iterations: int) -> tuple[list[np.ndarray], np.ndarray]:
    """Fit one iteration at a time, and keep what kmanim keeps."""
    kept, centres = [], starts
    for _ in range(iterations):
        labels, centres = by_scikit_learn(points, centres, 1)
        kept.append(labels.astype(np.uint8))
    return kept, centres


def inertia(points: np.ndarray, centres: np.ndarray) -> float:
    """Sum the squared distances to the nearest centre, by the textbook."""
    parts = np.array_split(points, max(1, len(points) // 10_000))
    squares = (np.min([((part - c) ** 2).sum(axis=1) for c in centres], axis=0).sum() for part in parts)
    return float(sum(squares))


def agree(points: np.ndarray, centres: dict[str, np.ndarray]) -> float:
    """Give the common sum of squares of several sets of centres; ValueError if there is none."""
    sums = {name: inertia(points, found) for name, found in centres.items()}
    if max(sums.values()) - min(sums.values()) > AGREE * max(sums.values()):
        raise ValueError(f"not the same result: {sums}")
    return next(iter(sums.values()))


def measure(n: int, d: int, k: int, repeat: int) -> list[list[str]]:
    """Give the rows of the table for n points of d columns and k clusters."""
    points = blobs(n, d, k)
    starts = points[np.random.default_rng(2).choice(n, k, replace=False)]
    run = partial(kmanim.run, "kmeans", k=k, init=starts, max_iter=ITERATIONS)
    known = kmanim.load(points)
    trace = run(known)
    ways: dict[str, Any] = {
        "kmanim": FRESH,  # its data set is made anew, outside the time that is taken
        "kmanim, load and run": lambda: run(kmanim.load(points)),
        "kmanim, another run": AGAIN,  # its set-up is kept only while no other data are clustered
    }
    centres = {"kmanim": trace.centroids_of(-1)}
    if find_spec("sklearn"):
        fits = {"scikit-learn lloyd": "lloyd", "scikit-learn elkan": "elkan"}
        for name, algorithm in fits.items():
            ways[name] = partial(by_scikit_learn, points, starts, trace.iterations, algorithm)
            centres[name] = ways[name]()[1]
        name = "scikit-learn, recorded one by one"
        ways[name] = partial(recorded, points, starts, trace.iterations)
        centres[name] = ways[name]()[1]
    agree(points, centres)

    goes = max(1, TOGETHER // n)

    def timed(way: Any) -> Spent:
        if way is AGAIN:
            run(known)
        data = [known if way is AGAIN else kmanim.load(points) for _ in range(goes)]
        return spend(lambda: [run(own) if way in (AGAIN, FRESH) else way() for own in data])

    cells = compared(take_turns(ways, repeat, timed, warm_up=False), dict.fromkeys(ways, goes))
    case = [f"{n:,}", str(d), str(k), str(trace.iterations)]
    return [[*case, name, *cells[name]] for name in cells]


def main(argv: Sequence[str] | None = None) -> None:
    chosen = options(__doc__, argv)
    cases = [case for some in (QUICK if chosen.quick else FULL) for case in product(*some)]
    cases += product(*LARGE) if chosen.large else ()
    rows = [row for case in cases for row in measure(*case, chosen.repeat)]
    print(table("Simulation: a whole run", ["points", "d", "k", "iterations", "way", *TIMES], rows))
    print(about())


if __name__ == "__main__":
    main(sys.argv[1:])
