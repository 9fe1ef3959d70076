"""The public functions say in one line what they need, when they are given something else."""

import dataclasses

import numpy as np
import pytest

import kmanim
from kmanim.simulate.registry import built_in, parameters_of

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


ROWS = np.arange(20.0).reshape(10, 2)


@pytest.mark.parametrize("value", [np.array([1, 2]), np.array(2), [0, 1] * 5, 3, b"x", 3.5], ids=repr)
@pytest.mark.parametrize(
    "option",
    [
        "classes",
        "labels",
        "target",
        "scale",
        "missing",
        "kinds",
        "header",
        "decimal",
        "quotes",
        "delimiter",
        "na",
    ],
)
def test_a_value_of_another_kind_is_refused_in_one_line(option, value):
    if option in ("labels", "target") and isinstance(value, list):
        assert kmanim.load(ROWS, **{option: value}).n == 10
    else:
        with pytest.raises(kmanim.InputError):
            kmanim.load(ROWS, **{option: value})


def test_classes_are_named_by_their_column():
    with pytest.raises(
        kmanim.InputError, match=r"classes must be a column's name, got list; give the table that"
    ):
        kmanim.load(ROWS, classes=[0, 1] * 5)


@pytest.mark.parametrize("algorithm", built_in())
def test_none_is_a_value_only_where_another_option_decides(algorithm):
    parameters = parameters_of(algorithm)
    for kind in (parameters, parameters.story_options, parameters.scene_options):
        for option in dataclasses.fields(kind):
            if option.default is None:
                kind(**{option.name: None})
            else:
                with pytest.raises(kmanim.InputError, match=rf"^{option.name} must .*got None"):
                    kind(**{option.name: None})


def test_one_k_may_be_compared_as_several():
    one, several = (kmanim.compare_inits("kmeans", CARS, ks, 3) for ks in (np.array(3), [3]))
    assert [(cell.k, cell.best) for cell in one] == [(cell.k, cell.best) for cell in several]
    assert {cell.k for cell in kmanim.compare_inits("kmeans", CARS, range(2, 4), 2)} == {2, 3}
    for ks in (None, "3", [], [3.5], 2.0):
        with pytest.raises(kmanim.InputError, match="ks must be a whole number or several, such as 3 or"):
            kmanim.compare_inits("kmeans", CARS, ks, 3)


def test_an_array_without_a_length_is_no_list_of_values():
    with pytest.raises(kmanim.InputError, match="sweep: which parameter"):
        kmanim.sweep("kmeans", CARS, k=np.array(2))


@pytest.mark.parametrize(
    "wrong",
    [
        {"width": "600"},
        {"width": float("nan")},
        {"height": True},
        {"scale": "2"},
        {"scale": None},
        {"theme": ["dark"]},
    ],
)
def test_a_look_is_asked_for_in_numbers_and_words(wrong):
    (name,) = wrong
    with pytest.raises(kmanim.InputError, match=name):
        kmanim.Look(**wrong)
