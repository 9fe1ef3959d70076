"""Seeds of every kind."""

import numpy as np
import pytest

from kmanim.errors import InputError
from kmanim.simulate.record import run
from kmanim.simulate.runs.runs import run_many


def starts(cars, seed):
    return run("kmeans", cars, seed=seed)[0].centroids.tolist()


def test_seed_kinds(cars):
    plain = starts(cars, 5)
    assert starts(cars, np.int64(5)) == plain
    assert starts(cars, np.random.default_rng(5)) == plain
    assert starts(cars, np.random.SeedSequence(5)) == plain
    assert starts(cars, 6) != plain
    assert starts(cars, 2**200) != starts(cars, 2**200 + 1)
    assert starts(cars, np.random.SeedSequence([1, 2])) != starts(cars, np.random.SeedSequence([1, 3]))


def test_a_generator_advances_and_a_seed_sequence_does_not(cars):
    generator = np.random.default_rng(1)
    assert starts(cars, generator) != starts(cars, generator)
    sequence = np.random.SeedSequence(1)
    assert starts(cars, sequence) == starts(cars, sequence)
    assert sequence.n_children_spawned == 0


def test_no_seed_draws_one_that_can_be_used_again(cars):
    trace = run("kmeans", cars, seed=None)
    assert trace.seed is not None
    assert starts(cars, trace.seed) == trace[0].centroids.tolist()
    assert run("kmeans", cars, seed=None).seed != trace.seed


def test_what_is_written_down(cars):
    assert run("kmeans", cars, seed=7).seed == 7
    assert run("kmeans", cars, seed=np.random.default_rng(7)).seed is None
    assert [trace.seed for trace in run_many("kmeans", cars, 2, seed=7)] == [7, 7]


@pytest.mark.parametrize("seed", [-1, 1.0, True, np.True_, "1", [1], np.random.RandomState(1), float("nan")])
def test_refused(cars, seed):
    with pytest.raises(InputError, match="seed must be a whole number, 0 or more, got "):
        run("kmeans", cars, seed=seed)


def test_global_state_is_left_alone(cars):
    before = np.random.get_state()[1].tolist()  # noqa: NPY002 - it is the state that must not change
    run_many("kmeans", cars, 3, k=4, init="k-means++", empty="resample", seed=None)
    assert np.random.get_state()[1].tolist() == before  # noqa: NPY002
