"""Gradient descent with every step kept, beside a bare loop of NumPy that keeps as much, and scikit-learn's network.

The line through the cars, and the network that bends around two moons: a thousand steps each from the same weights,
and where all come to must be the same. Times are of a whole `kmanim.run`, its checks and labels included; the loop gets
bare arrays. scikit-learn descends with all rows as one batch, once in one go, which keeps no step, and once step by
step.
"""

from __future__ import annotations

import sys
import warnings
from collections.abc import Callable, Sequence

import numpy as np

import kmanim
from benchmarks._machine import about
from benchmarks._measure import TIMES, compared, options, table, take_turns

STEPS, RATE, LINE_RATE, HIDDEN = 1_000, 0.5, 0.01, 4
Ways = dict[str, Callable[[], object]]
Arrays = tuple[np.ndarray, ...]


def line() -> Ways:
    """Go down to the line through the cars, too slowly to be there in time."""
    cars = kmanim.load("mtcars", columns="weight", target="horsepower", scale="zscore")
    terms = np.column_stack([cars.values, np.ones(cars.n)])
    targets = cars.target.values

    def ours() -> float:
        trace = kmanim.run("gradient_descent", cars, rate=LINE_RATE, steps=STEPS, tolerance=0)
        return float(trace.objective[-1])

    def loop() -> float:
        weights, kept = np.zeros(2), []
        for _ in range(STEPS + 1):
            errors = terms @ weights - targets
            gradient = 2 / len(errors) * (errors @ terms)
            loss = float(errors @ errors) / len(errors)
            kept.append((loss, weights, gradient, errors > 0))
            weights = weights - LINE_RATE * gradient
        return kept[-1][0]

    agree("line", ours(), loop())
    return {"kmanim, every step kept": ours, "bare NumPy, every step kept": loop}


def network() -> Ways:
    """Bend around two moons: two columns, four hidden units, one output."""
    from sklearn.neural_network import MLPClassifier  # noqa: PLC0415 - it need not be installed

    moons = kmanim.load("moons-100", target="group")
    points, targets = moons.values, moons.target.values
    random = np.random.default_rng(1)
    start = (
        random.standard_normal((2, HIDDEN)),
        np.zeros(HIDDEN),
        random.standard_normal(HIDDEN),
        np.zeros(1),
    )

    def ours() -> float:
        trace = kmanim.run("gradient_descent", moons, model="network", rate=RATE, steps=STEPS, seed=1)
        return float(trace.objective[-1])

    def loop() -> float:
        weights, kept = start, []
        for _ in range(STEPS + 1):
            loss, gradients, classes = _seen(weights, points, targets)
            kept.append((loss, weights, gradients, classes))
            weights = tuple(one - RATE * other for one, other in zip(weights, gradients, strict=True))
        return kept[-1][0]

    def begun() -> MLPClassifier:
        net = MLPClassifier(
            (HIDDEN,), activation="tanh", solver="sgd", learning_rate_init=RATE, momentum=0.0, alpha=0.0,
            batch_size=len(points), max_iter=STEPS, n_iter_no_change=STEPS, tol=0.0, shuffle=False, warm_start=True,
        )  # fmt: skip
        net.partial_fit(points, targets, classes=[0, 1])
        inner, inner_bias, outer, bias = (part.copy() for part in start)
        net.coefs_, net.intercepts_ = [inner, outer[:, np.newaxis]], [inner_bias, bias]
        return net

    def loss_of(net: MLPClassifier) -> float:
        learned = (net.coefs_[0], net.intercepts_[0], net.coefs_[1][:, 0], net.intercepts_[1])
        return _seen(learned, points, targets)[0]

    def fit() -> float:
        return loss_of(begun().fit(points, targets))

    def step_by_step() -> float:
        net = begun()
        for _ in range(STEPS):
            net.partial_fit(points, targets)
        return loss_of(net)

    agree("network", ours(), loop())
    agree("network", ours(), quietly(fit))
    agree("network", ours(), quietly(step_by_step))
    return {
        "kmanim, every step kept": ours,
        "bare NumPy, every step kept": loop,
        "scikit-learn, fit": lambda: quietly(fit),
        "scikit-learn, partial_fit for every step": lambda: quietly(step_by_step),
    }


def _seen(weights: Arrays, points: np.ndarray, targets: np.ndarray) -> tuple[float, Arrays, np.ndarray]:
    """Give loss, gradients and classes of a network, as a page on back-propagation has it."""
    inner, inner_bias, outer, bias = weights
    units = np.tanh(points @ inner + inner_bias)
    outputs = units @ outer + bias
    slopes = (1 / (1 + np.exp(-outputs)) - targets) / len(targets)
    back = np.outer(slopes, outer) * (1 - units**2)
    loss = float(np.mean(np.logaddexp(0, outputs) - targets * outputs))
    gradients = (points.T @ back, back.sum(axis=0), units.T @ slopes, np.array([slopes.sum()]))
    return loss, gradients, outputs > 0


def quietly(call: Callable[[], float]) -> float:
    """Do what is cut short on purpose, and hear no warning of it."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        return call()


def agree(what: str, ours: float, theirs: float) -> None:
    if not np.isclose(ours, theirs, rtol=1e-6):
        raise SystemExit(f"{what}: what kmanim comes to is not what others come to: {ours!r}, {theirs!r}")


def main(argv: Sequence[str] | None = None) -> None:
    chosen = options(__doc__, argv)
    for title, ways_of in (
        (f"A line through 32 cars, {STEPS:,} steps", line),
        (f"A 2-{HIDDEN}-1 network on 100 points, {STEPS:,} steps", network),
    ):
        ways = ways_of()
        cells = compared(take_turns(ways, chosen.repeat, warm_up=False), dict.fromkeys(ways, 1))
        print(table(title, ["way", *TIMES], [[name, *cells[name]] for name in cells]))
    print(about())


if __name__ == "__main__":
    main(sys.argv[1:])
