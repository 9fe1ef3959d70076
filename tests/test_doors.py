"""The public functions say in one line what they need, when they are given something else."""

import pytest

import kmanim

CARS = kmanim.load("mtcars")
TRACE = kmanim.run("kmeans", CARS)


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda: kmanim.animate(CARS), "a film needs a Trace, as kmanim.run gives, got Dataset"),
        (lambda: kmanim.raw(TRACE), "raw needs a Dataset, as kmanim.load gives, got CentroidTrace"),
        (lambda: kmanim.density(CARS), "density needs a Trace, as kmanim.run gives, got Dataset"),
        (lambda: kmanim.objective(None), "objective needs a Trace, as kmanim.run gives, got NoneType"),
        (lambda: kmanim.strip(CARS), "strip needs a Trace, as kmanim.run gives, got Dataset"),
        (lambda: kmanim.distances(CARS, 0), "distances needs a Trace, as kmanim.run gives, got Dataset"),
        (lambda: kmanim.scaled(TRACE, CARS), "scaled needs a Trace, as kmanim.run gives, got Dataset"),
        (
            lambda: kmanim.which_k(TRACE),
            "which_k needs a Choice, as kmanim.choose_k gives, got CentroidTrace",
        ),
        (lambda: kmanim.grid(TRACE), "grid needs a Runs, as kmanim.run_many gives, got CentroidTrace"),
    ],
)
def test_wrong_kinds_are_named(call, message):
    with pytest.raises(kmanim.InputError) as caught:
        call()
    assert str(caught.value) == message


@pytest.mark.parametrize("data", ["mtcars", CARS, CARS.points, CARS.points.tolist()], ids=type)
def test_whatever_load_takes_can_be_run(data):
    assert (
        kmanim.run("kmeans", data, k=2, seed=3).labels.tolist()
        == kmanim.run("kmeans", CARS, seed=3).labels.tolist()
    )
    assert kmanim.run_many("kmeans", data, 2).table() == kmanim.run_many("kmeans", CARS, 2).table()
    assert (
        kmanim.choose_k(data, range(1, 4), runs=2).table()
        == kmanim.choose_k(CARS, range(1, 4), runs=2).table()
    )


def test_categories_are_loaded_as_the_algorithm_needs_them():
    pets = {"coat": ["red", "red", "blue", "blue"] * 3, "size": ["big", "small", "big", "small"] * 3}
    frame = pytest.importorskip("pandas").DataFrame(pets)
    assert kmanim.run("kmodes", frame, k=2).dataset.coded == (True, True)
    with pytest.raises(kmanim.InputError, match="coat"):
        kmanim.run("kmeans", frame)
