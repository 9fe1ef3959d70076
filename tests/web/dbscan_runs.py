"""Runs of DBSCAN for pages to repeat: teaching sets, Example A, and random data full of ties."""

from functools import cache

import numpy as np

from kmanim.data.load import load
from kmanim.data.make_dataset import dataset
from kmanim.simulate.record import run

NINE = [(0, 0), (-1.8, 0), (-2.3, 0), (-2.3, 0.5), (-2.3, -0.5), (1.8, 0), (2.3, 0), (2.3, 0.5), (2.3, -0.5)]
_BUILT_IN = (
    ("faithful", "zscore", 0.3, 5),
    ("faithful", "none", None, 5),
    ("mtcars", "none", None, 3),
    ("mtcars", "zscore", 0.5, 4),
    ("moons", "none", 0.2, 5),
    ("sheehan-nineteen", "none", 1, 4),
    ("rings", "minmax", None, 60),
    ("outlier", "none", 0.4, 4),
)


@cache
def runs(drawn=200):
    """Give traces, some of them with names, scales, estimates, and orders of all kinds, so many of random data."""
    lesson, nine = load("lesson-dbscan"), dataset(np.array(NINE))
    rng = np.random.default_rng(17)
    return (
        *(run("dbscan", lesson, eps=1, min_samples=4, order=how, seed=3) for how in _ORDERS),
        *(
            run("dbscan", nine, eps=eps, min_samples=4, order=how, seed=1)
            for how in _ORDERS
            for eps in (1.98, 1.8, 1.79, 2.3)
        ),
        *(
            run("dbscan", load(name, scale=scale), eps=eps, min_samples=m)
            for name, scale, eps, m in _BUILT_IN
        ),
        run("dbscan", dataset(np.array([[0.1, 0.2]] * 8 + [[3, 4], [0.1, 1]])), min_samples=2),
        *(_drawn(rng, number) for number in range(drawn)),
        *(_many(rng, n, number) for n in (150, 400) for number in range(3)),
    )


_ORDERS = ("rows", "backwards", "random")


def _drawn(rng, number):
    """Draw data and parameters: two of three are full of ties, two of four have names, some are of a few rows."""
    n = int(rng.choice([1, 2, 3, 5, 9, 14, 24, 25, 40, 90]))
    points, step = _tied(rng, n) if number % 3 else (rng.normal(0, 1, (n, 2)), 0.4)
    word = ("a rather long name of a place", "Row")[number % 2]
    radii = (None, step, 1.5 * step, step * rng.choice([0.9, 2**0.5, 2.3]))
    return run(
        "dbscan",
        dataset(
            points,
            labels=[f"{word} {i}" for i in range(n)] if number % 4 < 2 else None,
            noun=("point", "points") if number % 7 else ("old car", "old cars"),
            scale="zscore" if number % 5 == 1 and n > 1 else "none",
        ),
        eps=radii[rng.integers(4)],
        min_samples=int(rng.integers(1, 7)),
        order=(*_ORDERS, rng.permutation(n).tolist())[rng.integers(4)],
        seed=number,
    )


def _many(rng, n, number):
    """Draw clusters of all sizes and noise between them, some with names that need care."""
    centres = rng.uniform(0, 30, (9, 2))
    points = centres[np.minimum(rng.geometric(0.4, n), 9) - 1] + rng.normal(0, 0.8, (n, 2))
    points[rng.random(n) < 0.1] = rng.uniform(0, 30, 2)
    names = ("", "<img src=x onerror=alert(1)>", "שלום {}", "naïve é {}", "  blank {}  ", "a \"b\" & 'c' {}")
    return run(
        "dbscan",
        dataset(
            np.round(points, number % 3),
            labels=[names[i % 6].format(i) for i in range(n)] if number % 2 else None,
            noun=("point", "points") if number % 3 else ("an unusually long noun", "unusually long nouns"),
            scale=("none", "minmax", "zscore")[number % 3],
        ),
        eps=None if number % 3 else (0.5, 1.0)[number % 2],
        min_samples=(5, 1, 12)[number % 3],
        order=_ORDERS[number % 3],
        seed=number,
    )


def _tied(rng, n):
    """Draw points that often are as far from each other: on a grid, in thirds or tenths, far from 0, or doubled."""
    cells = rng.integers(0, 1 + round(n**0.5), (n, 2))
    step, offset = float(rng.choice([1.0, 1 / 3, 0.1, 0.25])), rng.choice([0.0, 0.0, 1e8, -7.3])
    return cells * step + offset, step


def asked_for(trace):
    """Give what a page must know to make the same run."""
    order, drawn = trace.parameters.order, trace.unlabelled[0].order
    known = drawn.tolist() if drawn is not None else [] if isinstance(order, str) else list(order)
    return {
        "eps": trace.parameters.eps,
        "minSamples": trace.min_samples,
        "rule": order if isinstance(order, str) else "picked",
        "order": known,
    }
