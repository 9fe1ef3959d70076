"""Gradients against differences, and laws of gradient descent on random, degenerate and badly scaled data."""

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kmanim.data.feature import Feature
from kmanim.data.load import load
from kmanim.data.make_dataset import dataset
from kmanim.data.target import Target
from kmanim.errors import InputError
from kmanim.simulate.machines.descent.endings import INFINITE
from kmanim.simulate.machines.descent.losses import CROSS_ENTROPY, SQUARED_CHANCES, chance
from kmanim.simulate.machines.descent.optimizers import optimizer_of
from kmanim.simulate.machines.descent.task import task_of
from kmanim.simulate.parameters.gradient_descent import GradientDescent
from kmanim.simulate.record import run
from kmanim.simulate.runs.runs import run_many
from kmanim.simulate.storage.trace_file import load_trace, save_trace
from kmanim.story.runs import run_line

KINDS = [
    ("line", "mse", False),
    ("line", "mse", True),
    ("polynomial", "mse", False),
    ("logistic", "cross_entropy", True),
    ("logistic", "mse", True),
    ("network", "mse", False),
    ("network", "mse", True),
    ("network", "cross_entropy", True),
]


def table(points, target, *, classes=False, scale="none"):
    feature = Feature("told", levels=("no", "yes") if classes else ())
    return dataset(np.asarray(points, float), target=Target(feature, np.asarray(target, float)), scale=scale)


def drawn(n=40, d=2, *, classes, seed=0):
    rng = np.random.default_rng(seed)
    points = rng.standard_normal((n, d))
    score = points @ rng.standard_normal(d) + rng.standard_normal(n)
    return table(points, score > 0 if classes else score, classes=classes)


def differences(task, weights, step=1e-6):
    found = np.empty(len(weights))
    for place in range(len(weights)):
        beside = [weights.copy(), weights.copy()]
        beside[0][place] += step
        beside[1][place] -= step
        found[place] = (task.at(beside[0]).loss - task.at(beside[1]).loss) / (2 * step)
    return found


@pytest.mark.parametrize(("model", "loss", "classes"), KINDS)
@pytest.mark.parametrize("d", [1, 2, 3])
def test_gradients_are_what_differences_say(model, loss, classes, d):
    data = drawn(d=d, classes=classes)
    task = task_of(data, GradientDescent(model=model, loss=loss, degree=3, hidden=4))
    rng = np.random.default_rng(d)
    for scale in (0.1, 1):
        weights = scale * rng.standard_normal(task.model.n_weights)
        seen = task.at(weights)
        np.testing.assert_allclose(
            seen.gradient, differences(task, weights), atol=2e-9 * max(1, seen.loss), rtol=1e-7
        )


def test_a_network_by_loops():
    data = drawn(n=7, d=2, classes=True)
    task = task_of(data, GradientDescent(model="network", hidden=3))
    weights = np.random.default_rng(3).standard_normal(task.model.n_weights)
    inner, inner_bias, outer, bias = task.model.parts(weights)
    for row, told in zip(data.values, task.told(weights, data.values), strict=True):
        units = [math.tanh(sum(row[i] * inner[i, j] for i in range(2)) + inner_bias[j]) for j in range(3)]
        z = sum(unit * weight for unit, weight in zip(units, outer, strict=True)) + bias
        assert told == pytest.approx(1 / (1 + math.exp(-z)))
    assert len(task.model.names) == task.model.n_weights == 13


def test_chances_and_their_losses_far_out():
    outputs = np.array([-800.0, -40, 0, 40, 800])
    assert chance(outputs)[[0, 2, 4]].tolist() == [0, 0.5, 1]
    for loss in (CROSS_ENTROPY, SQUARED_CHANCES):
        for target in (0.0, 1.0):
            with np.errstate(all="raise", under="ignore"):
                value, slopes = loss.priced(outputs, np.full(5, target))
            assert np.isfinite(value)
            assert np.isfinite(slopes).all()
    assert CROSS_ENTROPY.priced(np.array([800.0]), np.array([0.0]))[0] == 800
    # What one minus a chance would have lost: the loss of a sure and right row.
    assert CROSS_ENTROPY.priced(np.array([40.0]), np.array([1.0]))[0] == pytest.approx(math.exp(-40))


def test_a_chance_of_a_half_is_class_0():
    data = table([[-1], [0], [1]], [0, 1, 1], classes=True)
    trace = run("gradient_descent", data, rate=0.1, steps=3)
    assert trace[0].labels.tolist() == [0, 0, 0]
    assert trace.right(0) == 1


def test_momentum_0_is_plain():
    data = drawn(classes=True)
    plain = run("gradient_descent", data, rate=0.7, steps=50)
    ball = run("gradient_descent", data, rate=0.7, steps=50, optimizer="momentum", momentum=0)
    np.testing.assert_array_equal(plain.objective, ball.objective)


@pytest.mark.parametrize("classes", [False, True])
def test_the_first_step_of_adam_is_the_sign_of_the_gradient(classes):
    data = drawn(classes=classes)
    trace = run("gradient_descent", data, optimizer="adam", rate=0.3, steps=1)
    steep = np.abs(trace[0].gradient) > 1e-6
    assert steep.sum() >= 2
    np.testing.assert_allclose(trace[1].weights[steep], -0.3 * np.sign(trace[0].gradient)[steep], rtol=1e-5)


def test_a_heavy_ball_by_hand():
    data = drawn(classes=False)
    trace = run(
        "gradient_descent", data, optimizer="momentum", rate=0.05, momentum=0.8, steps=20, tolerance=0
    )
    velocity, weights = 0, trace[0].weights
    for before, now in zip(trace, list(trace)[1:], strict=False):
        velocity = 0.8 * velocity + before.gradient
        weights = weights - 0.05 * velocity
        np.testing.assert_allclose(now.weights, weights, rtol=1e-12)


@given(st.integers(0, 10_000), st.booleans(), st.integers(1, 3), st.floats(0.01, 0.999))
def test_below_the_stable_size_plain_descent_never_rises(seed, classes, d, share):
    data = drawn(n=12, d=d, classes=classes, seed=seed)
    if classes:
        terms = np.column_stack([data.values, np.ones(12)])
        size = 2 / (np.linalg.eigvalsh(terms.T @ terms / 12)[-1] / 4)  # the largest curvature that there is
    else:
        size = run("gradient_descent", data, steps=1).stable_rate
    trace = run("gradient_descent", data, rate=share * size, steps=60)
    changes = np.diff(trace.objective)
    assert (changes <= 1e-12 * np.abs(trace.objective[:-1])).all()
    assert trace.ending in ("settled", "falling")


@given(
    st.integers(1, 8).flatmap(
        lambda n: st.tuples(
            st.lists(st.lists(st.sampled_from([-1e6, -1, 0, 0, 1e-6, 1, 2, 1e6]), min_size=2, max_size=2),
                     min_size=n, max_size=n),
            st.lists(st.integers(0, 1), min_size=n, max_size=n),
        )
    ),
    st.booleans(),
    st.sampled_from(["none", "zscore", "minmax"]),
    st.sampled_from(["line", "polynomial", "logistic", "network"]),
    st.sampled_from(["plain", "momentum", "adam"]),
    st.sampled_from([None, 1e-3, 1.0, 1e6, 1e60]),
)  # fmt: skip
def test_nothing_that_is_no_number_is_ever_kept(drawn_rows, classes, scale, model, optimizer, rate):
    points, target = drawn_rows
    if model == "logistic":
        classes = True
    data = table(points, target, classes=classes, scale=scale)
    trace = run("gradient_descent", data, model=model, optimizer=optimizer, rate=rate, steps=30)
    for snapshot in trace:
        assert math.isfinite(snapshot.objective)
        assert np.isfinite(snapshot.weights).all()
        assert np.isfinite(snapshot.gradient).all()
    assert trace.ending in ("settled", "falling", "bounces", "diverges", "infinite")
    assert (trace.ending == "infinite") == trace.stopped.endswith(INFINITE)
    assert bool(trace.failure) == (trace.ending in ("bounces", "diverges", "infinite"))
    bound = trace.bound
    if bound is not None:
        assert bound.loss <= trace.objective.min() * (1 + 1e-6) + 1e-9 * max(1, trace.objective[0])
    assert not (trace.is_separable and trace.ending == "settled")


def test_a_run_that_becomes_infinite_stops_with_words():
    data = drawn(classes=False)
    trace = run("gradient_descent", data, rate=10, steps=5000)
    assert trace.ending == "infinite"
    assert trace.failure == trace.stopped == f"the loss or a weight at step {len(trace):,} {INFINITE}"
    assert not trace.finished


def test_one_row():
    trace = run("gradient_descent", table([[3]], [7]), rate=0.01)
    assert (trace.ending, trace.predict(-1, [[3]])[0]) == ("settled", pytest.approx(7))
    assert not trace.best.unique
    alone = run("gradient_descent", table([[3]], [1], classes=True), rate=1, steps=100)
    assert (alone.ending, alone.is_separable) == ("falling", True)
    assert alone.why_no_best == "all rows are of one class, so larger weights always lower the loss"


def test_a_constant_column_is_named_and_learned_nothing_of():
    points = np.column_stack([np.arange(6), np.full(6, 4.0)])
    trace = run("gradient_descent", table(points, [1, 2, 2, 4, 5, 5], scale="zscore"))
    assert trace.constant == (trace.dataset.features[1].name,)
    assert trace[-1].weights[1] == 0
    assert not trace.best.unique


@pytest.mark.parametrize("answer", [0, 1])
def test_one_class_only_has_no_best_weights(answer):
    trace = run("gradient_descent", table(np.arange(5)[:, np.newaxis], [answer] * 5, classes=True), rate=1)
    assert (trace.ending, trace.best, trace.bound.loss) == ("falling", None, 0)
    assert trace.right(-1) == 5


def test_the_same_seed_draws_the_same_weights_and_others_others():
    data = drawn(classes=True)
    runs = run_many("gradient_descent", data, 4, model="network", steps=50)
    starts = [trace[0].weights.tolist() for trace in runs]
    assert len({tuple(start) for start in starts}) == 4
    first = run("gradient_descent", data, model="network", steps=50, seed=0)
    assert starts[0] == first[0].weights.tolist()
    losses = [solution.objective for solution in runs.solutions]
    assert losses == sorted(losses)
    again = run("gradient_descent", data, model="network", steps=50, **first.begins())
    np.testing.assert_array_equal(again.objective, first.objective)


def test_drawn_weights_of_a_line():
    data = drawn(classes=False)
    trace = run("gradient_descent", data, init="drawn", seed=5, steps=1)
    np.testing.assert_array_equal(trace[0].weights, np.random.default_rng(5).standard_normal(3))
    assert run("gradient_descent", data, init="zeros", steps=1)[0].weights.tolist() == [0, 0, 0]


@pytest.mark.parametrize(
    ("options", "message"),
    [
        (
            {"model": "logistic"},
            "model logistic tells two classes, and target 'told' holds numbers; choose model line",
        ),
        ({"loss": "cross_entropy", "model": "network"}, "cross_entropy compares chances with two classes"),
        (
            {"loss": "cross_entropy", "model": "line"},
            "cross_entropy compares chances, and model line gives numbers",
        ),
        ({"init": (1, 2)}, "init must have a number for each of 3 weights (x, y, b), got 2"),
        ({"init": "ones"}, "init must be zeros, drawn or numbers such as '0,150', one a weight, got 'ones'"),
        ({"init": "1,2 3,4"}, "init gives 2 rows of numbers; give one number a weight"),
        (
            {"init": "zeros 1"},
            "init must be zeros, drawn or numbers such as '0,150', one a weight, got 'zeros 1'",
        ),
        (
            {"init": (1, float("nan"), 2)},
            "init must be zeros, drawn or numbers such as '0,150', one a weight, got (1,",
        ),
        ({"init": 5}, "init must have a number for each of 3 weights (x, y, b), got 1"),
        ({"rate": 0}, "rate must be larger than 0, got 0"),
        ({"model": "spline"}, "model must be auto, line, polynomial, logistic or network, got 'spline'"),
        ({"momentum": 1}, "momentum must be a number from 0 to 0.9999, got 1"),
        ({"steps": 0}, "steps must be a whole number from 1 to 100000, got 0"),
        ({"init": (1e200, 0, 0)}, "the loss at the start is too large for a number"),
    ],
)
def test_what_cannot_be_is_refused(options, message):
    with pytest.raises(InputError) as error:
        run("gradient_descent", drawn(classes=False), **options)
    assert message in str(error.value)


def test_too_many_weights_are_refused():
    data = drawn(n=5, d=9, classes=False)
    with pytest.raises(
        InputError, match=r"would have 220 weights, and 200 can be told; choose a lower degree$"
    ):
        run("gradient_descent", data, model="polynomial", degree=3)


def test_starts_may_be_written_in_several_ways():
    for init in ("0,150", "0 150", (0, 150), [0, 150], np.array([0, 150.0])):
        assert GradientDescent(init=init).init == (0, 150)


def test_usual_sizes_settle_or_fall():
    rng = np.random.default_rng(1)
    for classes in (False, True):
        for spread in (1e-3, 1, 1e4):
            data = drawn(classes=classes)
            told = data.target.values * (1 if classes else spread)
            scaled = table(data.points * spread + rng.standard_normal(), told, classes=classes)
            for model in ("auto", "network", "polynomial"):
                for optimizer in ("plain", "momentum", "adam"):
                    trace = run(
                        "gradient_descent", scaled, model=model, optimizer=optimizer, degree=2, steps=200
                    )
                    assert trace.objective[-1] < trace.objective[0], (classes, spread, model, optimizer)
                    assert trace.rate == float(f"{trace.rate:.0e}")


def test_runs_that_answer_alike_are_one_solution_each_with_its_own_loss():
    data = load("four-clouds", target="group")
    runs = run_many("gradient_descent", data, 6, model="network", hidden=2, rate=1, steps=300)
    best = runs.solutions[0]
    assert len(best.runs) > 1
    lines = [run_line(runs, run) for run in best.runs]
    assert len(set(lines)) == len(lines)
    assert all(line.startswith("300 steps, stopped · loss = 0.0") for line in lines)


def test_a_table_of_the_steps():
    trace = run("gradient_descent", drawn(classes=True), rate=1, steps=3)
    rows = trace.table()
    assert [(row["step"], row["iteration"]) for row in rows] == [
        ("start", 0),
        *[("descend", i) for i in (1, 2, 3)],
    ]
    assert [row["loss"] for row in rows] == trace.objective.tolist()
    assert [row["right"] for row in rows] == [trace.right(index) for index in range(4)]
    assert [[row["w_x"], row["w_y"], row["w_b"]] for row in rows] == [one.weights.tolist() for one in trace]
    assert trace.measures() == {"loss": trace.objective[-1], "right": trace.right(-1), "steps": 3}
    assert trace.news == (f"loss {trace.objective[-1]:.6g}", f"{trace.right(-1)} of 40 right")


@pytest.mark.parametrize("suffix", ["json", "npz"])
def test_files_that_were_changed_by_hand_are_refused(tmp_path, suffix):
    trace = run("gradient_descent", drawn(classes=True), model="network", steps=4)
    again = load_trace(save_trace(trace, tmp_path / f"trace.{suffix}"))
    assert (again.ending, again.names, again.straight) == (trace.ending, trace.names, trace.straight)
    assert again.predict(-1, [[0, 1]]) == trace.predict(-1, [[0, 1]])
    if suffix == "json":
        path = tmp_path / "trace.json"
        whole = path.read_text("ascii")
        for old, new in (('"hidden":4', '"hidden":5'), ('"model":"network"', '"model":"logistic"')):
            assert old in whole
            path.write_text(whole.replace(old, new), "ascii")
            with pytest.raises(InputError, match="is not a whole kmanim trace"):
                load_trace(path)


def test_places_are_of_as_many_numbers_as_there_are_features():
    trace = run("gradient_descent", drawn(classes=False), steps=1)
    with pytest.raises(InputError, match=r"places must be of shape \(m, 2\), got \(3,\)"):
        trace.predict(0, [1, 2, 3])


def test_a_gradient_is_felt_for_as_many_steps_as_its_momentum_says():
    memory = {
        momentum: optimizer_of(GradientDescent(optimizer="momentum", momentum=momentum), 1.0).memory
        for momentum in (0, 0.5, 0.9, 0.95, 0.99, 0.9999, 0.6)
    }
    assert memory == {0: 1, 0.5: 2, 0.9: 10, 0.95: 20, 0.99: 100, 0.9999: 10_000, 0.6: 3}
    assert optimizer_of(GradientDescent(optimizer="adam"), 1.0).memory == 10


@pytest.mark.parametrize("optimizer", ["plain", "momentum", "adam"])
@pytest.mark.parametrize("seed", [0, 1])
def test_the_usual_rate_of_a_network_for_numbers_does_better_than_a_line(optimizer, seed):
    cars = load("mtcars", columns="weight", target="horsepower", scale="zscore")
    trace = run("gradient_descent", cars, model="network", optimizer=optimizer, seed=seed)
    assert trace.objective[-1] < 0.95 * trace.straight.loss


@pytest.mark.parametrize(
    ("share", "ending"), [(0.01, "falling"), (0.5, "falling"), (0.98, "falling"), (1.1, "diverges")]
)
def test_a_ball_that_rolls_to_and_fro_less_and_less_does_not_bounce(share, ending):
    cars = load("mtcars", columns="weight", target="horsepower", scale="zscore")
    limit = run("gradient_descent", cars, optimizer="momentum", steps=1).stable_rate
    trace = run("gradient_descent", cars, optimizer="momentum", rate=share * limit, steps=50)
    assert trace.ending == ending


def test_a_loss_that_stays_above_the_start_is_not_falling():
    cars = load("mtcars", columns="weight,horsepower", target="am", scale="zscore")
    trace = run("gradient_descent", cars, optimizer="momentum", rate=660, steps=1000)
    assert trace.objective[-250:].min() > trace.objective[0]
    assert trace.ending == "bounces"


def test_tables_lose_no_weight_of_a_column_that_is_called_as_another_weight_is():
    points = np.random.default_rng(0).standard_normal((20, 2))
    features = [Feature("a"), Feature("b")]
    data = dataset(points, features=features, target=Target(Feature("t"), points.sum(axis=1)))
    trace = run("gradient_descent", data, rate=0.1, steps=5)
    row = trace.table()[-1]
    assert [row["w_a_1"], row["w_b_2"], row["w_b_3"]] == trace[-1].weights.tolist()
