"""The best weights that are known: against closed forms, scipy and scikit-learn; and when there are none."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kmanim.data.feature import Feature
from kmanim.data.load import load
from kmanim.data.make_dataset import dataset
from kmanim.data.target import Target
from kmanim.simulate.machines.descent.separation import separated
from kmanim.simulate.record import run


def table(points, target, *, classes=False):
    return dataset(
        np.asarray(points, float),
        target=Target(Feature("told", levels=("no", "yes") if classes else ()), np.asarray(target, float)),
    )


def with_one(points):
    return np.column_stack([points, np.ones(len(points))])


@pytest.mark.parametrize("shift", [0, 1e5])
@pytest.mark.parametrize("d", [1, 2, 5])
def test_least_squares(d, shift):
    rng = np.random.default_rng(d)
    points = rng.standard_normal((30, d)) * 10.0 ** rng.integers(-3, 4, d) + shift
    target = rng.standard_normal(30)
    best = run("gradient_descent", table(points, target), steps=1).best
    centred = points - points.mean(axis=0)
    slopes = np.linalg.solve(centred.T @ centred, centred.T @ (target - target.mean()))
    np.testing.assert_allclose(best.weights[:-1], slopes, rtol=1e-7)
    np.testing.assert_allclose(best.weights[-1], target.mean() - points.mean(axis=0) @ slopes, rtol=1e-6)
    assert best.unique


def test_columns_that_add_up_have_many_best_weights():
    rng = np.random.default_rng(0)
    x = rng.standard_normal((20, 2))
    points = np.column_stack([x, x.sum(axis=1)])
    target = x @ [1, 2] + rng.standard_normal(20)
    best = run("gradient_descent", table(points, target), steps=1).best
    apart = run("gradient_descent", table(x, target), steps=1).best
    assert (best.unique, apart.unique) == (False, True)
    assert best.loss == pytest.approx(apart.loss)
    chances = run("gradient_descent", table(points, target > 0, classes=True), steps=1).best
    assert not chances.unique
    assert chances.loss == pytest.approx(
        run("gradient_descent", table(x, target > 0, classes=True), steps=1).best.loss
    )


@pytest.mark.parametrize("seed", range(6))
def test_logistic_regression_by_scipy(seed):
    optimize = pytest.importorskip("scipy.optimize")
    rng = np.random.default_rng(seed)
    points = rng.standard_normal((60, 2)) * [1, 1000]
    target = rng.random(60) < 1 / (1 + np.exp(-points @ [1.5, 0.001]))
    trace = run("gradient_descent", table(points, target, classes=True), steps=1)
    terms = with_one(points / [1, 1000])

    def loss(weights):
        z = terms @ weights
        chances = 1 / (1 + np.exp(-z))
        return np.mean(np.logaddexp(0, z) - target * z), terms.T @ (chances - target) / 60

    found = optimize.minimize(loss, np.zeros(3), jac=True, method="BFGS", options={"gtol": 1e-10})
    np.testing.assert_allclose(trace.best.weights * [1, 1000, 1], found.x, rtol=1e-5, atol=1e-6)
    assert trace.best.loss == pytest.approx(found.fun, rel=1e-10)
    assert np.abs(trace.task.at(trace.best.weights).gradient / [1, 1000, 1]).max() < 1e-13


def test_logistic_regression_by_scikit_learn():
    linear_model = pytest.importorskip("sklearn.linear_model")
    data = load("mtcars", columns="weight,horsepower", target="am", scale="zscore")
    best = run("gradient_descent", data, steps=1).best
    fitted = linear_model.LogisticRegression(C=np.inf, tol=1e-12, max_iter=10_000)
    fitted.fit(data.values, data.target.values)
    np.testing.assert_allclose(best.weights, [*fitted.coef_[0], *fitted.intercept_], rtol=1e-5)
    assert best.weights.tolist() == pytest.approx([-7.780877, 2.444893, -1.822172], abs=5e-7)
    assert best.right == round(fitted.score(data.values, data.target.values) * 32)


def test_where_two_classes_nearly_part_the_best_weights_are_large_but_finite():
    x = np.array([-2.0, -1, 1e-4, 0, 1, 2])
    best = run("gradient_descent", table(x[:, np.newaxis], [0, 0, 0, 1, 1, 1], classes=True), steps=1).best
    assert best is not None
    assert np.isfinite(best.weights).all()


# Whether classes can be separated


def by_linear_programming(points, target):
    """Say whether the classes overlap, and if not whether all rows can be strictly on their side."""
    optimize = pytest.importorskip("scipy.optimize")
    turned = with_one(points) * (2 * np.asarray(target, float) - 1)[:, np.newaxis]
    total = turned.sum(axis=0)
    some = optimize.linprog(-total, A_ub=-turned, b_ub=np.zeros(len(turned)), bounds=[(-1, 1)] * len(total))
    all_ = optimize.linprog(
        [*np.zeros(len(total)), -1], A_ub=np.column_stack([-turned, np.ones(len(turned))]),
        b_ub=np.zeros(len(turned)), bounds=[*[(-1, 1)] * len(total), (None, 1)],
    )  # fmt: skip
    return -some.fun > 1e-7, -all_.fun > 1e-7


@given(
    st.integers(2, 12).flatmap(
        lambda n: st.tuples(
            st.lists(st.tuples(st.integers(-3, 3), st.integers(-3, 3)), min_size=n, max_size=n),
            st.lists(st.booleans(), min_size=n, max_size=n),
        )
    )
)
def test_separable_is_what_linear_programming_says(drawn):
    points, target = np.array(drawn[0], float), np.array(drawn[1], float)
    gone = separated(with_one(points), target)
    some, every = by_linear_programming(points, target)
    assert (
        (bool(gone.any()), bool(gone.all() and len(gone))) in ((some, every), (some, True))
        if some
        else not gone.any()
    )
    if every:
        assert gone.all()


def test_rows_that_only_touch_leave_a_loss_that_larger_weights_come_near_to():
    points = [[-2], [-1], [0], [0], [1]]
    trace = run("gradient_descent", table(points, [0, 0, 0, 1, 1], classes=True), rate=5, steps=20_000)
    assert (trace.best, trace.is_separable, trace.bound.n_separated) == (None, True, 3)
    assert trace.bound.loss == pytest.approx(2 * np.log(2) / 5)
    assert 0 < trace.objective[-1] - trace.bound.loss < 1e-3
    assert (
        trace.why_no_best
        == "a line can all but separate the classes, so larger weights always lower the loss"
    )
    assert trace.ending == "falling"


def test_many_rows_are_judged_fast_enough_to_be_asked():
    rng = np.random.default_rng(0)
    points = rng.standard_normal((20_000, 6))
    target = points @ np.ones(6) > 0
    assert separated(with_one(points), target.astype(float)).all()
    mixed = target ^ (rng.random(20_000) < 0.1)
    assert not separated(with_one(points), mixed.astype(float)).any()


@pytest.mark.parametrize("offset", [0, 1e4])
def test_columns_that_are_the_same_but_for_rounding_are_one(offset):
    random = np.random.default_rng(3)
    x = np.round(random.standard_normal((30, 2)), 1) + offset
    values = (x[:, 0] - offset + random.standard_normal(30) > 0).astype(float)
    target = Target(Feature("t", levels=("a", "b")), values)
    ends = []
    for points in (x, np.column_stack([x, 2 * x[:, 0] + 1])):
        features = [Feature(f"x{i}") for i in range(points.shape[1])]
        data = dataset(points, features=features, target=target, scale="zscore")
        ends.append(run("gradient_descent", data, steps=1).best)
    assert ends[0].unique
    assert not ends[1].unique
    assert ends[1].loss == pytest.approx(ends[0].loss, rel=1e-9)
    assert np.abs(ends[1].weights).max() < 100
