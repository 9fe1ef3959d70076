"""Where centroids start."""

import numpy as np
import pytest
from simulate_data import make_dataset

from kmanim.arrays import frozen
from kmanim.simulate.machines.centroids.seeding import SEEDINGS, plus_plus, sample, uniform
from kmanim.simulate.parameters.kmeans import INIT_KINDS
from kmanim.simulate.record import run


@pytest.fixture(scope="module")
def values():
    return frozen(np.random.default_rng(0).normal(size=(40, 3)) * [1, 10, 100])


def test_every_kind_is_drawn():
    assert tuple(SEEDINGS) == INIT_KINDS


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


@pytest.mark.parametrize("draw", [sample, plus_plus])
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
    for init in INIT_KINDS:
        trace = run("kmeans", points, k=2, init=init)
        assert np.all(trace[-1].centroids[:, 1] == 0.1)
