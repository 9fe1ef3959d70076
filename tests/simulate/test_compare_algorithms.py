"""Several algorithms on several data sets: every option goes where it belongs, drawn starts have several tries."""

import numpy as np
import pytest

import kmanim
from kmanim.errors import InputError
from kmanim.simulate.runs.compare_algorithms import compare_algorithms

FEW = [[0.0, 0.0], [0.0, 1.0], [5.0, 5.0], [5.0, 6.0], [9.0, 0.0]]


def test_options_of_the_data_go_to_those_that_have_them_and_win():
    lines = compare_algorithms(
        [
            "kmeans",
            ("hierarchical", {"linkage": "single", "k": 4}),
            ("dbscan", {"eps": 3.0, "min_samples": 2}),
        ],
        {"moons": {"k": 2, "eps": 0.2}, "rings": {}},
    )
    moons, rings = ([trace.parameters for trace in line] for line in lines)
    assert (moons[0].k, moons[1].k, moons[1].linkage) == (2, 2, "single")
    assert (moons[2].eps, moons[2].min_samples) == (0.2, 2)
    assert (rings[1].k, rings[2].eps) == (4, 3.0)
    assert [trace.dataset.name for line in lines for trace in line] == ["moons"] * 3 + ["rings"] * 3
    assert lines[0][0].dataset is lines[0][2].dataset


def test_drawn_starts_have_several_tries_and_the_best_is_kept():
    ((several,),) = compare_algorithms(["kmeans"], [("mtcars", {"k": 3})], runs=12)
    ((alone,),) = compare_algorithms(["kmeans"], [("mtcars", {"k": 3})], runs=1)
    assert several.inertia == kmanim.run_many("kmeans", "mtcars", 12, k=3).best.inertia
    assert alone.inertia == kmanim.run("kmeans", "mtcars", k=3).inertia >= several.inertia


def test_data_may_be_rows_or_a_data_set_with_or_without_options():
    lines = compare_algorithms(
        ["dbscan"], [np.array(FEW), kmanim.load(FEW), (FEW, {"eps": 2.0, "min_samples": 2})]
    )
    assert [len(line) for line in lines] == [1, 1, 1]
    assert lines[2][0].labels.tolist() == [0, 0, 1, 1, -1]


@pytest.mark.parametrize(
    ("algorithms", "data", "says"),
    [
        ("kmeans", ["moons"], "algorithms must be a list of them, got 'kmeans'"),
        (["kmeans"], "moons", "data sets must be a list of them, got 'moons'"),
        (["kmeans"], 3, "data sets must be a list of them, got 3"),
        ([], ["moons"], "there must be an algorithm and a data set at least"),
        (["kmeans"], [], "there must be an algorithm and a data set at least"),
        (["kmeens"], ["moons"], "kmeans"),
        (
            ["kmeans"],
            {"moons": {"eps": 1}},
            "none of the algorithms has the option eps that moons comes with",
        ),
        (["kmeans"], {"moons": {"k": 0}}, "k must"),
        (["kmeans"], {"mons": {}}, "mons"),
        ([{"kmeans": {}}], ["moons"], "an algorithm with options is a pair of it and them"),
        (["kmeans"], ["moons"] * 2 + [3.5], "the array has no rows"),
    ],
)
def test_what_will_not_do_is_refused_in_one_line(algorithms, data, says):
    with pytest.raises(InputError) as refused:
        compare_algorithms(algorithms, data)
    assert says in str(refused.value)
    assert "\n" not in str(refused.value)
