"""The figures of gradient descent: the way through the valley, a lesson in rates, many starts in a grid."""

import numpy as np
import pytest

import kmanim
from kmanim.errors import InputError

WEIGHT = kmanim.load("mtcars", columns=["weight"], target="horsepower", scale="zscore")
GEARS = kmanim.load("mtcars", columns=["weight", "horsepower"], target="am", scale="zscore")


def test_the_valley_holds_the_way_of_all_steps():
    trace = kmanim.run("gradient_descent", WEIGHT, rate=0.1)
    figure = kmanim.valley(trace)
    weights = np.array([snapshot.weights for snapshot in trace])
    np.testing.assert_allclose(figure.curves["valley"]["way"], weights)
    assert "The valley is round." in figure.alt


def test_a_valley_needs_two_weights():
    with pytest.raises(InputError, match="this model has 3"):
        kmanim.valley(kmanim.run("gradient_descent", GEARS, steps=3))
    with pytest.raises(InputError, match="k-means has none"):
        kmanim.valley(kmanim.run("kmeans", "mtcars", k=2))


def test_a_lesson_in_rates_has_a_plot_for_each():
    figure = kmanim.rates(kmanim.run("gradient_descent", WEIGHT, rate=0.1))
    assert [axes.get_label() for axes in figure.axes] == ["rate 0.5", "rate 0.9", "rate 1", "rate 1.05"]
    limits = {(*axes.get_xlim(), *axes.get_ylim()) for axes in figure.axes}
    assert len(limits) == 1


def test_rates_of_a_network_are_refused():
    with pytest.raises(InputError, match="is not known"):
        kmanim.rates(kmanim.run("gradient_descent", "moons-100", model="network", steps=3))


def test_a_dozen_starts_stand_in_a_grid_the_best_framed():
    options = {"model": "network", "hidden": 2, "rate": 1.0, "steps": 200}
    runs = kmanim.run_many("gradient_descent", "four-clouds", runs=4, **options)
    figure = kmanim.grid(runs)
    assert len(figure.axes) == 4


def test_starts_that_settle_on_one_line_are_one_solution():
    runs = kmanim.run_many("gradient_descent", WEIGHT, runs=6, init="drawn", rate=0.1)
    assert [len(solution.runs) for solution in runs.solutions] == [6]


@pytest.mark.parametrize("suffix", ["svg", "pdf", "png"])
def test_figures_are_saved_in_every_format(suffix, tmp_path):
    trace = kmanim.run("gradient_descent", WEIGHT, rate=0.1)
    for name in ("valley", "rates", "strip"):
        path = tmp_path / f"{name}.{suffix}"
        getattr(kmanim, name)(trace).savefig(path)
        assert path.stat().st_size > 4_000


def test_very_many_losses_have_no_marks_between_their_ends():
    trace = kmanim.run("gradient_descent", GEARS, rate=1.0)
    assert len(trace) > 900
    figure = kmanim.objective(trace)
    assert len(figure.curves["loss"]["loss"]) == len(trace)
