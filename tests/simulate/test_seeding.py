"""Where centroids start."""

import numpy as np
import pytest
from simulate_data import make_dataset

from kmanim.arrays import frozen
from kmanim.simulate.machines.centroids.seeding import (
    SEEDINGS,
    farthest,
    farthest_rows,
    plus_plus,
    sample,
    uniform,
)
from kmanim.simulate.parameters.kmeans import KMeans
from kmanim.simulate.record import run


@pytest.fixture(scope="module")
def values():
    return frozen(np.random.default_rng(0).normal(size=(40, 3)) * [1, 10, 100])


def test_every_kind_is_drawn():
    assert tuple(SEEDINGS) == KMeans.inits


def test_uniform_stays_in_the_box_and_draws_run_after_run(values):
    low, high = values.min(axis=0), values.max(axis=0)
    rng = np.random.default_rng(7)
    several = np.array([uniform(values, 4, rng) for _ in range(50)])
    assert np.all((several >= low) & (several <= high))
    assert several.tolist() == np.random.default_rng(7).uniform(low, high, (50, 4, 3)).tolist()


def test_uniform_of_scaled_values_fills_the_scaled_box(cars, normalised_cars):
    drawn = run("kmeans", normalised_cars, seed=3)[0].centroids
    box = normalised_cars.values.min(axis=0), normalised_cars.values.max(axis=0)
    assert drawn.tolist() == np.random.default_rng(3).uniform(*box, (2, 2)).tolist()


@pytest.mark.parametrize("draw", [sample, plus_plus, farthest])
def test_different_rows_are_drawn(values, draw):
    for seed in range(50):
        drawn = draw(values, 40, np.random.default_rng(seed))
        assert sorted(drawn.tolist()) == sorted(values.tolist())


def test_plus_plus_never_draws_one_place_twice():
    values = np.repeat([[0.0], [1.0], [5.0]], [50, 2, 1], axis=0)
    for seed in range(100):
        assert sorted(plus_plus(values, 3, np.random.default_rng(seed)).ravel().tolist()) == [0, 1, 5]


def test_plus_plus_draws_by_squared_distance():
    values = np.array([[0.0], [1.0], [3.0]])
    rng = np.random.default_rng(0)
    pairs = [plus_plus(values, 2, rng).ravel().tolist() for _ in range(6000)]
    after_zero = [second for first, second in pairs if first == 0]
    assert abs(np.mean(np.array(after_zero) == 3) - 0.9) < 0.03
    assert abs(np.mean([first == 0 for first, _ in pairs]) - 1 / 3) < 0.03


def test_plus_plus_finds_places_whose_distance_vanishes_when_squared():
    values = np.array([[0.0], [1e-200], [2e-200], [1.0]])
    for seed in range(20):
        drawn = plus_plus(values, 4, np.random.default_rng(seed))
        assert sorted(drawn.ravel().tolist()) == values.ravel().tolist()


def test_farthest_draws_the_first_row_alone():
    values = np.array([[0.0], [1.0], [5.0], [4.0]])
    firsts = {farthest(values, 2, np.random.default_rng(seed)).ravel()[0] for seed in range(40)}
    assert firsts == {0, 1, 5, 4}
    for seed in range(10):
        first = int(np.random.default_rng(seed).integers(4))
        rows = farthest_rows(values, 4, first)
        assert farthest(values, 4, np.random.default_rng(seed)).tolist() == values[rows].tolist()


def test_farthest_goes_where_no_start_is_near_and_ties_to_the_lowest_row():
    left = [(-1.8, 0), (-2.3, 0), (-2.3, 0.5), (-2.3, -0.5)]
    nine = np.array([(0, 0), *left, *((-x, y) for x, y in left)])
    assert farthest_rows(nine, 3, 0) == [0, 3, 7]
    assert farthest_rows(nine, 3, 1) == [1, 7, 0]
    assert sorted(farthest_rows(nine, 9, 4)) == list(range(9))
    square = np.array([(0, 0), (1, 0), (0, 1), (1, 1), (0.5, 0.5)])
    assert farthest_rows(square, 5, 4) == [4, 0, 1, 2, 3]


def test_farthest_takes_no_place_twice_before_all_are_taken():
    values = np.array([[2.0], [2.0], [2.0], [0.0], [0.0], [1.0]])
    assert farthest_rows(values, 6, 1) == [1, 3, 5, 0, 2, 4]
    # where squares are too small to be told from 0
    values = np.array([[0.0], [0.0], [1e-200], [2e-200], [1.0]])
    assert farthest_rows(values, 5, 0) == [0, 4, 2, 3, 1]


@pytest.mark.parametrize(
    ("k", "names", "sizes", "inertia"),
    [
        (2, ["Lincoln Continental"], [28, 4], 3_170_213),
        (3, ["Lincoln Continental", "Merc 450SE"], [12, 3, 17], 809_034),
        (4, ["Lincoln Continental", "Merc 450SE", "Lotus Europa"], [9, 3, 13, 7], 426_714),
    ],
)
def test_farthest_is_good_and_bad_for_the_same_cars(cars, k, names, sizes, inertia):
    """The outlier of three luxury cars spoils k = 2 and makes k = 4 the best known."""
    rows = farthest_rows(cars.values, k, 0)
    assert [cars.row_name(row) for row in rows] == ["Mazda RX4", *names]
    trace = run("kmeans", cars, init=cars.points[rows])
    assert list(trace.sizes) == sizes
    assert round(trace.inertia) == inertia


def test_farthest_is_an_option_of_k_means_and_k_medians(cars):
    for algorithm in ("kmeans", "kmedians"):
        trace = run(algorithm, cars, k=3, init="farthest", seed=5)
        first = int(np.random.default_rng(5).integers(cars.n))
        assert trace.centroids_of(0).tolist() == cars.points[farthest_rows(cars.values, 3, first)].tolist()
        rows = farthest_rows(cars.values, 3, first)
        assert [(draw.row, draw.chance) for draw in trace.seeding] == [
            (rows[0], 1 / 32),
            (rows[1], 1),
            (rows[2], 1),
        ]
        assert not trace.parameters.deterministic


def test_a_generator_that_draws_the_very_end_still_gives_a_row_with_weight():
    class Last:
        def integers(self, high):
            return 0

        def random(self):
            return 1.0

    values = np.array([[0.0], [1.0], [0.0]])
    assert plus_plus(values, 2, Last()).ravel().tolist() == [0.0, 1.0]


def test_given_starts_are_scaled(normalised_cars):
    trace = run("kmeans", normalised_cars, init="1000,150 1500,150")
    scaling = normalised_cars.scaling
    expected = (np.array([[1000, 150], [1500, 150]]) - scaling.shift) / scaling.factor
    assert trace[0].centroids.tolist() == expected.tolist()


def test_a_constant_column_can_be_drawn_from():
    points = make_dataset(np.c_[np.arange(5.0), np.full(5, 0.1)])
    for init in KMeans.inits:
        trace = run("kmeans", points, k=2, init=init)
        assert np.all(trace[-1].centroids[:, 1] == 0.1)
