"""Options: their limits, their words, and starts as somebody writes them."""

import dataclasses
import subprocess
import sys
from fractions import Fraction

import numpy as np
import pandas as pd
import pytest
from simulate_data import make_dataset

from kmanim.errors import InputError
from kmanim.simulate.parameters.kmeans import KMeans
from kmanim.simulate.record import run
from kmanim.simulate.registry import known_algorithms, make_parameters, parameters_of
from kmanim.simulate.runs.runs import run_many


def test_algorithms_are_files():
    assert "kmeans" in known_algorithms()
    assert "base" not in known_algorithms()
    assert parameters_of("kmeans") is KMeans
    with pytest.raises(InputError, match=r"no algorithm 'kmean'.*did you mean kmeans"):
        parameters_of("kmean")


@pytest.mark.parametrize("name", known_algorithms())
def test_every_algorithm_can_be_offered_on_a_command_line(name):
    kind = parameters_of(name)
    assert kind.family
    assert kind.title
    kind()
    for field in dataclasses.fields(kind):
        about = field.metadata
        assert about["help"]
        assert "\n" not in about["help"]
        assert not about["help"].endswith(".")
        assert about["type"] in (int, float, str)
        assert about["default_text"]
        if about["choices"]:
            assert field.default in about["choices"]


def test_parameters_import_nothing_heavy():
    code = (
        "import sys; from kmanim.simulate.registry import known_algorithms, parameters_of; "
        "[parameters_of(name)() for name in known_algorithms()]; "
        "sys.exit(bool({'numpy', 'pandas', 'matplotlib'} & set(sys.modules)))"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


def test_defaults():
    assert KMeans() == KMeans(k=2, init="uniform", empty="keep", max_iter=300)
    assert KMeans().starts is None
    assert KMeans(init="1,2 3,4 5,6").k == 3
    assert KMeans(k=np.int64(3)).k == 3
    assert hash(KMeans(init=[[1, 2]]))


@pytest.mark.parametrize(
    "given",
    [
        "1000,150 1500,150.5",
        " 1000 , 150   1500 , 150.5 ",
        "1000,150;1500,150.5",
        "1000,150; 1500,150.5;",
        "1000;150 1500;150.5",
        "[1000; 150] [1500; 150.5]",
        "(1000, 150), (1500, 150.5)",
        "[(1000, 150), (1500, 150.5)]",
        "1e3,+150. 1.5E3,150.5",
        [(1000, 150), (1500, 150.5)],
        ((1000, 150), (1500, Fraction(301, 2))),
        np.array([[1000, 150], [1500, 150.5]], np.float32),
        [np.array([1000, 150]), np.array([1500, 150.5])],
        pd.DataFrame({"x": [1000, 1500], "y": [150, 150.5]}),
    ],
)
def test_starts_are_read(given):
    parameters = KMeans(init=given)
    assert parameters.starts == ((1000.0, 150.0), (1500.0, 150.5))
    assert all(type(number) is float for start in parameters.starts for number in start)
    assert parameters.k == 2


@pytest.mark.parametrize("given", ["1 2.5", "1;2.5", [1, 2.5], np.array([1, 2.5])])
def test_starts_in_one_column(given):
    assert KMeans(init=given).starts == ((1.0,), (2.5,))


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"k": 0}, "k must be a whole number from 1 to 50, got 0"),
        ({"k": 51}, "k must be a whole number from 1 to 50, got 51"),
        ({"k": 2.0}, "k must be a whole number from 1 to 50, got 2.0"),
        ({"k": True}, "k must be a whole number from 1 to 50, got True"),
        ({"k": "2"}, "k must be a whole number from 1 to 50, got '2'"),
        ({"k": np.True_}, "k must be a whole number"),
        ({"k": 10**400}, "k must be a whole number"),
        ({"k": float("nan")}, "k must be a whole number"),
        ({"max_iter": 0}, "max_iter must be a whole number from 1 to 10000, got 0"),
        ({"empty": "drop"}, "empty must be keep, farthest, resample or the rows .* got 'drop'"),
        ({"empty": 3}, "empty must be keep"),
        (
            {"init": "kmeans++"},
            "init must be uniform, sample, k-means[+][+], farthest or starts such as '1000,150 1500,150'",
        ),
        ({"init": ""}, "init must be uniform"),
        ({"init": "a\x1b[31m"}, r"init: 'a\\x1b\[31m' in start 1"),
        ({"init": "1,2 3"}, "init: start 2 has 1 number, but start 1 has 2 numbers"),
        ({"init": "1,5;2,5 3,5;4,5"}, "is not clear: both , and ; within one start"),
        ({"init": "[1,2] 3,4"}, "some numbers stand outside the brackets"),
        ({"init": "1,x 2,3"}, "init: 'x' in start 1 is not a finite number"),
        ({"init": "1,1_000"}, "init: '1_000' in start 1"),
        ({"init": "1,nan 2,3"}, "init: 'nan' in start 1"),
        ({"init": "1,,2"}, "init: '' in start 1"),
        ({"init": "1,1e999"}, "init: '1e999' in start 1"),
        ({"init": "1,٣"}, "is not a finite number"),
        ({"init": [[1, np.inf]]}, "init: inf in start 1"),
        ({"init": [[1, "2x"]]}, "init: '2x' in start 1"),
        ({"init": [[True, 2]]}, "init: True in start 1"),
        ({"init": [[1j, 2]]}, "in start 1 is not"),
        ({"init": [[None, 2]]}, "init: None in start 1"),
        ({"init": [[10**400, 2]]}, "in start 1 is not"),
        ({"init": []}, "init holds no starts"),
        ({"init": [[]]}, "init holds no starts"),
        ({"init": 5}, "init must hold one row of numbers a start, got 5"),
        ({"init": {"a": 1}}, "init must hold"),
        ({"init": [[i] for i in range(51)]}, "init gives more than 50 starts"),
        ({"init": [[[1, 2], [3, 4]]]}, "in start 1 is not a finite number"),
        ({"k": 3, "init": "1,2 3,4"}, "k is 3 but init gives 2 starts"),
        ({"k": 3, "init": "1,2"}, "k is 3 but init gives 1 start$"),
        ({"K": 3}, "no option of kmeans 'K'; known: k, init, empty, max_iter or seed; did you mean k[?]"),
    ],
)
def test_refusals(options, message):
    with pytest.raises(InputError, match=message) as caught:
        make_parameters("kmeans", options)
    assert "\n" not in str(caught.value)
    assert len(str(caught.value)) <= 200


def test_starts_must_fit_the_columns():
    points = make_dataset([[1.0, 2.0], [3.0, 4.0]], names=["weight", "a\nb"])
    with pytest.raises(
        InputError, match=r"init: a start has 3 numbers, but points has 2 columns [(]weight and a"
    ):
        run("kmeans", points, init="1,2,3")
    with pytest.raises(InputError, match="init: a start is too far away"):
        run("kmeans", points, init="1,2 1e200,3")


def test_given_starts_are_for_one_run(cars):
    with pytest.raises(
        InputError, match="init gives the starts, so all 12 runs would be the same; ask for 1 run"
    ):
        run_many("kmeans", cars, init="1000,150 1500,150")
    runs = run_many("kmeans", cars, 1, init="1500,150 1000,150")
    assert runs[0].centroids_of(0).tolist() == [[1500, 150], [1000, 150]]
    assert runs[0].sizes == (20, 12)
