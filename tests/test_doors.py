"""The public functions say in one line what they need, when they are given something else."""

import pytest

import kmanim

CARS = kmanim.load("mtcars")
TRACE = kmanim.run("kmeans", CARS)


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda: kmanim.run("kmeans", "mtcars"), "run needs a Dataset, as kmanim.load gives, got str"),
        (
            lambda: kmanim.run_many("kmeans", TRACE),
            "run_many needs a Dataset, as kmanim.load gives, got Trace",
        ),
        (lambda: kmanim.animate(CARS), "a film needs a Trace, as kmanim.run gives, got Dataset"),
        (lambda: kmanim.raw(TRACE), "raw needs a Dataset, as kmanim.load gives, got Trace"),
        (lambda: kmanim.density(CARS), "density needs a Trace, as kmanim.run gives, got Dataset"),
        (lambda: kmanim.inertia(None), "inertia needs a Trace, as kmanim.run gives, got NoneType"),
        (lambda: kmanim.strip(CARS), "strip needs a Trace, as kmanim.run gives, got Dataset"),
        (lambda: kmanim.distances(CARS, 0), "distances needs a Trace, as kmanim.run gives, got Dataset"),
        (lambda: kmanim.scaled(TRACE, CARS), "scaled needs a Trace, as kmanim.run gives, got Dataset"),
        (lambda: kmanim.choose_k("mtcars"), "choose_k needs a Dataset, as kmanim.load gives, got str"),
        (lambda: kmanim.which_k(TRACE), "which_k needs a Choice, as kmanim.choose_k gives, got Trace"),
        (lambda: kmanim.grid(TRACE), "grid needs a Runs, as kmanim.run_many gives, got Trace"),
    ],
)
def test_wrong_kinds_are_named(call, message):
    with pytest.raises(kmanim.InputError) as caught:
        call()
    assert str(caught.value) == message
