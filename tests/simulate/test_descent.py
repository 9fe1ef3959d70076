"""Gradient descent on the tables of runs that are known: cars, moons, clouds, a drawn curve."""

from itertools import pairwise

import numpy as np
import pytest

from kmanim.data.feature import Feature
from kmanim.data.load import load
from kmanim.data.make_dataset import dataset
from kmanim.data.target import Target
from kmanim.simulate.record import run

CLOSE = {"rel": 1e-6}
POWERS = (0, 1, 2, 4, 8, 16, 32, 64, 128, 256, 512, 1024)
SWITCHES = {
    1: (
        "Mazda RX4|Mazda RX4 Wag|Datsun 710|Merc 240D|Merc 230|Fiat 128|Honda Civic|Toyota Corolla|Toyota Corona|"
        "Fiat X1-9|Porsche 914-2|Lotus Europa|Ferrari Dino|Volvo 142E"
    ),
    2: "Merc 230",
    3: "Merc 240D",
    13: "Ford Pantera L",
    15: "Mazda RX4 Wag",
    22: "Maserati Bora",
}


@pytest.fixture(scope="module")
def line():
    return load("mtcars", columns="weight", target="horsepower", scale="zscore")


@pytest.fixture(scope="module")
def gears():
    return load("mtcars", columns="weight,horsepower", target="am", scale="zscore")


@pytest.fixture(scope="module")
def valley():
    cars = load("mtcars", columns="weight", target="horsepower")
    return dataset(cars.points / 1000, features=[Feature("tonnes")], target=cars.target)


@pytest.fixture(scope="module")
def moons():
    return load("moons-100", target="group")


def losses(trace, steps=POWERS):
    return [float(trace.objective[step]) for step in steps]


# A line through the cars


def test_a_line_through_the_cars(line):
    trace = run("gradient_descent", line, rate=0.1)
    assert trace.kind, trace.loss_name == ("line", "mse")
    steps = (0, 1, 2, 4, 8, 16, 32, 35)
    known = (26071.1875, 17613.6143, 12200.7675, 6519.4434, 3239.2051, 2596.5419, 2577.9434, 2577.9325)
    assert losses(trace, steps) == [pytest.approx(value, rel=1e-7) for value in known]
    slopes = (0, 8.8905, 16.0029, 26.2448, 36.9947, 43.2014, 44.4174)
    bases = (0, 29.3375, 52.8075, 86.6043, 122.0774, 142.5586, 146.5713)
    assert [trace[step].weights.tolist() for step in steps[:-1]] == [
        [pytest.approx(w, abs=5e-5), pytest.approx(b, abs=5e-5)] for w, b in zip(slopes, bases, strict=True)
    ]
    per_kg = (0, 0.020356, 0.036640, 0.060090, 0.084703, 0.098914, 0.101698, 0.101738)
    assert [trace.line(step)[1] for step in steps] == [pytest.approx(value, abs=5e-7) for value in per_kg]
    assert [len(trace.below(step)) for step in steps] == [0, 0, 0, 1, 10, 22, 23, 23]
    assert (trace.turns, trace.stopped, trace.ending, trace.failure) == (
        35,
        "the loss hardly changes",
        "settled",
        "",
    )


def test_what_lies_above_the_best_shrinks_by_one_factor(line):
    trace = run("gradient_descent", line, rate=0.1)
    above = trace.objective - trace.best.loss
    np.testing.assert_allclose(above, 23493.25875 * 0.64 ** np.arange(36), rtol=1e-7)
    assert trace.best.loss == pytest.approx(2577.9287, abs=5e-5)
    assert trace.best.weights.tolist() == pytest.approx([44.4526, 146.6875], abs=5e-5)
    slope, base = trace.in_original_units(trace.best.weights)
    assert (slope, base) == (pytest.approx(0.101779, abs=5e-7), pytest.approx(-1.83005, abs=5e-6))
    assert trace.curvatures.tolist() == pytest.approx([2, 2])
    assert trace.stable_rate == pytest.approx(1)


def test_sizes_as_a_lesson(line):
    once = run("gradient_descent", line, rate=0.5)
    assert once.objective[1] == pytest.approx(once.best.loss, rel=1e-12)
    over = run("gradient_descent", line, rate=0.9)
    np.testing.assert_allclose(over.objective, run("gradient_descent", line, rate=0.1).objective, rtol=1e-9)
    assert (over.ending, len(over)) == ("settled", 36)
    there_and_back = run("gradient_descent", line, rate=1, steps=50)
    np.testing.assert_allclose(there_and_back.objective, 26071.1875, rtol=1e-9)
    assert (there_and_back.ending, there_and_back.finished) == ("bounces", False)
    worse = run("gradient_descent", line, rate=1.05, steps=20)
    known = {0: 26071, 1: 31005, 2: 36974, 3: 44198, 4: 52938, 8: 110529, 16: 498609, 20: 1065865}
    assert {step: round(float(worse.objective[step])) for step in known} == known
    assert (worse.ending, worse.failure) == ("diverges", "the loss diverges: steps are too large")


def test_weight_in_plain_kg_has_a_tiny_stable_size():
    cars = load("mtcars", columns="weight", target="horsepower")
    trace = run("gradient_descent", cars, rate=4e-7, steps=32)
    assert trace.stable_rate == pytest.approx(4.3102e-7, rel=1e-5)
    assert trace[32].weights[1] == pytest.approx(0.000059, abs=5e-7)
    assert trace.curvatures[1] / trace.curvatures[0] == pytest.approx(2.8e7, rel=0.02)
    assert run("gradient_descent", cars, rate=4.4e-7, steps=200).ending == "diverges"


# Three optimizers in a valley


VALLEY = {
    "plain": (
        {"rate": 0.3},
        (4427.42, 4299.42, 4069.41, 3697.54, 3208.96, 2778.51, 2598.23, 2578.14),
        (61, 93),
    ),
    "momentum": (
        {"optimizer": "momentum", "rate": 0.05},
        (4523.85, 4466.71, 4348.35, 3948.91, 3177.92, 2597.73, 2581.88, 2577.93),
        (32, 69),
    ),
    "tuned": (
        {"optimizer": "momentum", "momentum": 0.5834, "rate": 0.4769},
        (4468.92, 4253.19, 3685.60, 2899.21, 2591.06, 2577.94, 2577.93, 2577.93),
        (15, 20),
    ),
    "adam": (
        {"optimizer": "adam", "rate": 5},
        (4396.04, 4250.11, 4013.61, 3615.92, 3043.29, 2601.89, 2581.23, 2577.93),
        (32, 66),
    ),
    "plain, too large": (
        {"rate": 0.31},
        (4427.34, 4299.71, 4071.62, 3707.38, 3244.70, 2898.21, 3151.33, 11803.86),
        None,
    ),
}


@pytest.mark.parametrize("name", VALLEY)
def test_three_optimizers_in_a_valley(valley, name):
    options, known, within = VALLEY[name]
    trace = run("gradient_descent", valley, init=(0, 150), steps=200, tolerance=0, **options)
    assert trace.objective[0] == pytest.approx(4564.94, abs=0.005)
    assert losses(trace, (1, 2, 4, 8, 16, 32, 64, 128)) == [
        pytest.approx(value, abs=0.0051) for value in known
    ]
    assert trace.curvatures.tolist() == pytest.approx([0.116972, 6.523181], abs=5e-7)
    for share, step in zip((0.01, 0.001), within or (), strict=False):
        outside = np.flatnonzero(trace.objective > trace.best.loss * (1 + share))
        assert outside[-1] + 1 == step
    if within is None:
        assert trace.ending == "diverges"


def test_stable_sizes_of_the_valley(valley):
    assert run("gradient_descent", valley, rate=0.3, steps=1).stable_rate == pytest.approx(0.306599, abs=5e-7)
    assert run("gradient_descent", valley, optimizer="adam", steps=1).stable_rate is None
    ends = [
        run("gradient_descent", valley, init=(0, 150), steps=4000, **VALLEY[name][0])
        for name in list(VALLEY)[:4]
    ]
    assert [trace.ending for trace in ends] == ["settled"] * 4
    assert [trace.line(-1) for trace in ends] == [
        (pytest.approx(-1.83, abs=1.5), pytest.approx(101.7788, abs=0.5))
    ] * 4


# Manual or automatic?


def test_manual_or_automatic(gears):
    trace = run("gradient_descent", gears, rate=1)
    assert (trace.kind, trace.loss_name, trace.rate) == ("logistic", "cross_entropy", 1)
    known = {
        0: (0.693147, 0, 0, 0, 19),
        1: (0.577905, -0.3401, -0.1194, -0.0938, 27),
        2: (0.521547, -0.5802, -0.1559, -0.1655, 28),
        4: (0.459654, -0.9260, -0.1271, -0.2723, 29),
        8: (0.390226, -1.4136, 0.0409, -0.4095, 29),
        16: (0.314388, -2.1066, 0.3731, -0.5611, 29),
        32: (0.246478, -3.0425, 0.7903, -0.7418, 30),
        64: (0.199036, -4.1621, 1.2177, -0.9710, 30),
        128: (0.172656, -5.3422, 1.6299, -1.2306, 30),
        512: (0.157726, -7.2590, 2.2716, -1.6903, 30),
    }
    for step, (loss, *weights, right) in known.items():
        assert trace.objective[step] == pytest.approx(loss, abs=5.1e-7)
        assert trace[step].weights.tolist() == pytest.approx(weights, abs=5.1e-5)
        assert trace.right(step) == right
    assert (trace.turns, trace.ending) == (974, "settled")
    assert [gears.row_name(row) for row in trace.wrong(-1)] == ["Mazda RX4 Wag", "Toyota Corona"]
    chances = dict(zip(gears.labels, trace.task.told(trace.best.weights, gears.values), strict=True))
    assert chances["Mazda RX4 Wag"] == pytest.approx(0.4047, abs=5e-5)
    assert chances["Toyota Corona"] == pytest.approx(0.9210, abs=5e-5)


def test_who_turns_manual_or_automatic_and_when(gears):
    trace = run("gradient_descent", gears, rate=1)
    found = {
        step: "|".join(gears.row_name(row) for row in trace.changed(step))
        for step in range(len(trace))
        if trace.changed(step).size
    }
    assert found == SWITCHES


def test_the_boundary_in_kg(gears):
    trace = run("gradient_descent", gears, rate=1)
    known = {
        1: (1445, 1104),
        2: (1416, 1155),
        4: (1372, 1239),
        8: (1324, 1352),
        16: (1289, 1461),
        32: (1274, 1526),
    }
    for step, kilos in known.items():
        a, b, c = trace.boundary(step)
        assert [round(-(c + b * power) / a) for power in (100, 250)] == list(kilos)
    a, b, c = trace.boundary(-1)
    np.testing.assert_allclose(trace.predict(-1, [[-(c + b * 150) / a, 150]]), 0.5)


@pytest.mark.parametrize(
    ("options", "within", "known"),
    [
        ({"rate": 1}, 689, (0.390226, 0.246478)),
        ({"optimizer": "momentum", "rate": 0.5}, 59, (0.3095, 0.1582)),
        ({"optimizer": "adam", "rate": 0.5}, 77, (0.2415, 0.1575)),
    ],
)
def test_other_optimizers_of_chances(gears, options, within, known):
    trace = run("gradient_descent", gears, steps=1500, tolerance=0, **options)
    assert losses(trace, (8, 32)) == [pytest.approx(value, abs=5e-5) for value in known]
    assert np.flatnonzero(trace.objective > trace.best.loss * 1.001)[-1] + 1 == within


def test_chances_bounce_where_steps_are_too_large(gears):
    trace = run("gradient_descent", gears, rate=60, steps=2000)
    assert losses(trace, range(5)) == pytest.approx([0.693, 2.244, 0.288, 0.240, 0.233], abs=6e-4)
    assert trace.stable_rate == pytest.approx(33.377, abs=5e-4)
    assert (trace.ending, trace.failure) == ("bounces", "the loss bounces: steps are too large to settle")


def test_no_best_weights_where_classes_are_separable():
    data = load("mtcars", columns="wt,qsec", target="am", scale="zscore")
    trace = run("gradient_descent", data, rate=1, steps=16384)
    lengths = {0: 0, 1: 0.37, 2: 0.66, 256: 7.70, 1024: 12.0, 4096: 18.3, 16384: 29.6}
    for step, length in lengths.items():
        assert np.linalg.norm(trace[step].weights) == pytest.approx(length, abs=0.05)
    assert [trace.right(step) for step in (1, 2, 4096, 16384)] == [30, 31, 31, 32]
    known = {256: 0.0828, 1024: 0.0564, 4096: 0.0425, 16384: 0.0318}
    assert {step: round(float(trace.objective[step]), 4) for step in known} == known
    assert (trace.ending, trace.failure, trace.is_separable, trace.best) == ("falling", "", True, None)
    assert trace.why_no_best == "a line separates the classes, so larger weights always lower the loss"


def test_one_variable(gears):
    data = load("mtcars", columns="weight", target="am", scale="zscore")
    trace = run("gradient_descent", data, rate=1)
    known = {1: 1338.8, 2: 1338.7, 4: 1337.9, 8: 1336.6, 16: 1337.7, 32: 1342.9, 64: 1349.8}
    for step, kilos in known.items():
        a, b, c = trace.boundary(step)
        assert (-c / a, b) == (pytest.approx(kilos, abs=0.05), 0)
        assert trace.right(step) == 29
    assert trace.best.loss == pytest.approx(0.299581, abs=5e-7)
    assert trace.best.weights.tolist() == pytest.approx([-3.875131, -0.905982], abs=5e-7)
    slope, base = trace.in_original_units(trace.best.weights)
    assert -base / slope == pytest.approx(1357.1, abs=0.05)


def test_a_drawn_curve():
    data = load("logistic-100", target="group")
    assert data.target.values.sum() == 55
    trace = run("gradient_descent", data, rate=0.5)
    known = (0.693147, 0.276465, 0.238414, 0.206449, 0.181617, 0.163306, 0.150471, 0.142572, 0.138114)
    assert losses(trace, (0, 1, 2, 4, 8, 16, 32, 64, 256)) == [
        pytest.approx(value, abs=5.1e-7) for value in known
    ]
    assert trace.best.weights.tolist() == pytest.approx([2.359309, 1.191591], rel=1e-6)
    assert (trace.best.loss, trace.best.right) == (pytest.approx(0.138035, abs=5e-7), 94)


# A small network bends the line


MOONS = {
    "plain": (
        {"rate": 0.5},
        (0.833973, 0.764629, 0.710646, 0.630483, 0.527960, 0.424720, 0.349615, 0.310265, 0.293688, 0.242748, 0.122081,
         0.056000),
    ),
    "momentum": (
        {"optimizer": "momentum", "rate": 0.1},
        (0.833973, 0.819355, 0.792954, 0.718705, 0.564089, 0.402497, 0.309577, 0.277423, 0.197559, 0.089912, 0.050078,
         0.033309),
    ),
    "adam": (
        {"optimizer": "adam", "rate": 0.05},
        (0.833973, 0.783539, 0.737434, 0.658742, 0.546753, 0.437930, 0.322201, 0.287226, 0.205164, 0.045452, 0.021638,
         0.006122),
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", MOONS)
def test_a_small_network(moons, name):
    options, known = MOONS[name]
    assert moons.points.sum(axis=0).tolist() == pytest.approx([48.584122, 27.026403], abs=5e-7)
    trace = run("gradient_descent", moons, model="network", steps=1024, seed=1, **options)
    assert trace[0].weights[:4].tolist() == pytest.approx([0.3456, 0.8216, 0.3304, -1.3032], abs=5e-5)
    assert losses(trace) == [pytest.approx(value, abs=5.1e-7) for value in known]
    assert (trace.straight.loss, trace.straight.right) == (pytest.approx(0.290746, abs=5e-7), 86)
    assert (trace.ending, trace.best, trace.why_no_best) == (
        "falling", None, "a network has no formula for the best weights",
    )  # fmt: skip


def test_right_and_flips_of_the_network(moons):
    trace = run("gradient_descent", moons, model="network", steps=1024, seed=1, rate=0.5)
    assert [trace.right(step) for step in POWERS] == [17, 30, 45, 62, 77, 82, 85, 87, 86, 92, 96, 98]
    labels = [trace.labels_at(step) for step in POWERS]
    flips = [int((now != before).sum()) for before, now in pairwise(labels)]
    assert flips == [19, 17, 27, 19, 5, 3, 2, 1, 6, 4, 2]


def test_a_network_whose_weights_jump(moons):
    trace = run("gradient_descent", moons, model="network", steps=1024, seed=1, rate=50)
    assert losses(trace, (1, 2, 4, 8)) == [
        pytest.approx(value, **CLOSE) for value in (2.562567, 30.061072, 39.190622, 34.767982)
    ]
    assert trace.objective[3] == pytest.approx(23.180, abs=5e-4)
    assert trace.ending == "bounces"


def test_a_dozen_starts():
    data = load("four-clouds", target="group")
    ends = [run("gradient_descent", data, model="network", hidden=2, rate=1, seed=seed) for seed in range(12)]
    known = (0.3499, 0.3550, 0.3499, 0.0137, 0.0122, 0.3542, 0.0124, 0.0126, 0.0134, 0.0139, 0.3524, 0.0128)
    assert [round(float(trace.objective[-1]), 4) for trace in ends] == list(known)
    assert [trace.right(-1) for trace in ends] == [53, 58, 53, 80, 80, 58, 80, 80, 80, 80, 56, 80]
    assert (ends[0].straight.loss, ends[0].straight.right) == (pytest.approx(0.691894, abs=5e-7), 40)


def test_a_polynomial_meets_as_many_points_as_it_has_weights():
    x = np.array([-2.0, -1, 0, 1, 2, 3])
    data = dataset(x[:, np.newaxis], target=Target(Feature("y"), x**3 - 2 * x + 1))
    trace = run("gradient_descent", data, model="polynomial", degree=3, steps=10)
    assert trace.names == ("x", "x^2", "x^3", "b")
    assert trace.best.weights.tolist() == pytest.approx([-2, 0, 1, 1])
    assert trace.best.loss == pytest.approx(0, abs=1e-20)
    assert trace.best.unique
