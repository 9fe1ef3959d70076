"""Sweeps: values as they are written, the best run of each, plateaus, and clusters that keep their numbers."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

import kmanim
from kmanim.errors import InputError
from kmanim.simulate.sweeps.following import MOST_NUMBERS, Followed
from kmanim.simulate.sweeps.plan import SweepPlan
from kmanim.simulate.sweeps.plateaus import Plateau
from kmanim.simulate.sweeps.sweep import Sweep
from kmanim.simulate.sweeps.swept import read_swept, swept_of

FOURTEEN = [
    *((4, 4.5), (3, 1.5), (3, 2), (2.5, 1.5), (3.5, 3), (3.5, 2), (5, 4)),
    *((4, 3), (2, 0), (3.5, 4.5), (2.5, 3), (4, 4), (3, 4), (0.5, 4)),
]


@pytest.mark.parametrize(
    ("text", "values", "texts"),
    [
        ("eps=0.1:0.5:0.1", (0.1, 0.2, 0.3, 0.4, 0.5), ("0.1", "0.2", "0.3", "0.4", "0.5")),
        ("eps=1:2:0.4", (1.0, 1.4, 1.8), ("1", "1.4", "1.8")),
        ("eps=2:1:-0.5", (2.0, 1.5, 1.0), ("2", "1.5", "1")),
        ("eps = 0.5, .25,1e1", (0.25, 0.5, 10.0), ("0.25", "0.5", "10")),
        ("min-samples=3:5", (3, 4, 5), ("3", "4", "5")),
        ("min_samples=5:3", (5, 4, 3), ("5", "4", "3")),
        ("order=rows,backwards", ("rows", "backwards"), ("rows", "backwards")),
    ],
)
def test_values_as_they_are_written(text, values, texts):
    swept = read_swept(text, "dbscan")
    assert (swept.values, swept.texts) == (values, texts)
    assert [type(value) for value in swept.values] == [type(value) for value in values]


def test_a_parameter_that_takes_numbers_and_words_is_swept_by_either():
    assert read_swept("preference=-10,-50", "affinity_propagation").values == (-10.0, -50.0)
    assert read_swept("preference=median,minimum", "affinity_propagation").values == ("median", "minimum")
    swept = kmanim.sweep("affinity_propagation", FOURTEEN, preference=[-10, -2.5], damping=0.8)
    assert swept.swept[0].values == (-10.0, -2.5)
    # A sequence that is one value by itself is none of several.
    orders = kmanim.sweep("dbscan", FOURTEEN[:3], order=(2, 0, 1), eps=[1, 2])
    assert [one.name for one in orders.swept] == ["eps"]


@given(st.integers(-500, 500), st.integers(1, 150), st.integers(1, 40), st.integers(0, 4))
def test_a_range_has_its_ends_and_every_number_is_the_one_that_is_written(first, count, step, decimals):
    unit = 10**decimals
    ends = [f"{number / unit:.{decimals}f}" for number in (first, first + count * step, step)]
    swept = read_swept(f"eps={':'.join(ends)}", "dbscan")
    assert len(swept) == count + 1
    assert swept.values[0] == float(ends[0])
    assert swept.values[-1] == float(ends[1])
    assert [float(text) for text in swept.texts] == list(swept.values)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (
            "epz=1,2",
            "sweep: DBSCAN has no parameter 'epz' that can be swept; choose eps, min_samples or order",
        ),
        ("eps", "sweep eps: which values? write eps=from:to:step, or a list"),
        ("eps=0.5", "sweep eps=0.5: a sweep needs two values or more"),
        ("eps=", "sweep eps=: a sweep needs two values or more"),
        ("eps=1:2:0", "sweep eps=1:2:0: the step must not be 0"),
        ("eps=0:1", "sweep eps=0:1: the range has no step; write 0:1:STEP"),
        ("eps=2:1:0.5", "sweep eps=2:1:0.5: steps of 0.5 do not lead from 2 to 1; write 1:2:0.5"),
        ("eps=1:2:3:4", "sweep eps=1:2:3:4: a range is from:to:step, such as 0.1:1:0.1"),
        (
            "eps=a,b",
            "sweep eps=a,b: 'a' is not a number; write from:to:step such as 0.1:1:0.1, or a list such as 0.1,0.2,0.5",
        ),
        (
            "eps=0:1:0.00001",
            "sweep eps=0:1:0.00001: these are 100,001 values, and a sweep has 200 at most",
        ),
        ("eps=1,2,1.0", "sweep eps=1,2,1.0: 1.0 is there twice"),
    ],
)
def test_what_cannot_be_read_is_said(text, message):
    with pytest.raises(InputError) as caught:
        read_swept(text, "dbscan")
    assert str(caught.value) == message


def test_words_of_a_choice_have_no_range():
    assert read_swept("linkage=single,ward", "hierarchical").is_words
    with pytest.raises(InputError, match=r"^sweep linkage=a:b: it is one of single, complete"):
        read_swept("linkage=a:b", "hierarchical")


def test_python_numbers_are_written_without_what_rounding_left():
    swept = swept_of("eps", np.arange(0.1, 0.45, 0.1), "dbscan")
    assert swept.texts == ("0.1", "0.2", "0.3", "0.4")
    assert swept.values == (0.1, 0.2, 0.3, 0.4)
    assert swept_of("k", range(2, 5), "kmeans").values == (2, 3, 4)
    assert swept_of("eps", [0.5, 0.1, 0.3], "dbscan").values == (0.1, 0.3, 0.5)
    assert swept_of("eps", [0.5, 0.1], "dbscan").values == (0.5, 0.1)
    assert swept.radius


def test_powers_of_ten_are_told_from_equal_steps():
    def is_log(*values):
        return swept_of("eps", values, "dbscan").is_log

    assert is_log(0.01, 0.1, 1, 10)
    assert not is_log(*range(1, 51))
    assert not is_log(1, 2, 4)
    assert not swept_of("order", ["rows", "random"], "dbscan").is_log


@pytest.mark.parametrize(
    ("params", "message"),
    [
        (
            {"min_samples": 5},
            "sweep: which parameter? give one of them a list of values, such as k=[2, 3, 4]",
        ),
        ({"eps": [0, 1]}, "sweep eps=0: eps must be larger than 0, got 0"),
        ({"eps": [True, 1]}, "sweep of eps: True is neither a number nor a word"),
        (
            {"eps": [1, 2], "min_samples": [1, 2], "order": ["rows", "random"]},
            "a sweep has one parameter with several values, or two; got 3",
        ),
        (
            {"eps": range(1, 101), "min_samples": [2, 3, 4]},
            "sweep: 100 x 3 values make 300 runs, and a sweep has 200 at most",
        ),
    ],
)
def test_refused_in_python(params, message):
    with pytest.raises(InputError) as caught:
        kmanim.sweep("dbscan", FOURTEEN, **params)
    assert str(caught.value) == message


def test_a_value_that_these_data_refuse_is_named():
    with pytest.raises(InputError, match=r"^sweep k=4: "):
        kmanim.sweep("kmeans", [[0, 0], [1, 1], [2, 2], [2, 2]], k=[2, 3, 4])
    with pytest.raises(InputError, match=r"^sweep k=3: k is 3 but init gives 2 starts"):
        kmanim.sweep("kmeans", FOURTEEN, k=[2, 3], init=[(1, 1), (2, 2)])


def test_fourteen_points_by_eps():
    sweep = kmanim.sweep("dbscan", FOURTEEN, eps=[0.5, 0.75, 1, 1.12, 1.5, 2], min_samples=4)
    assert [(one.clusters, one.outside) for one in sweep] == [(0, 14), (2, 6), (2, 2), (1, 2), (1, 2), (1, 1)]
    assert [one.measures["noise"] for one in sweep] == [one.outside for one in sweep]
    assert sweep.longest == Plateau(1, 2, 2)
    assert sweep.measured == ("clusters", "noise", "core")
    assert sweep.estimates == (pytest.approx(kmanim.run("dbscan", FOURTEEN, min_samples=4).eps),)
    assert sweep.table()[1] == {
        "eps": 0.75, "clusters": 2, "noise": 6, "core": sweep[1].measures["core"], "sizes": sweep[1].sizes,
        "failure": "", "stopped": "every point was visited",
    }  # fmt: skip
    for one in sweep:
        alone = kmanim.run("dbscan", FOURTEEN, eps=one.values[0], min_samples=4)
        assert one.labels.tolist() == alone.labels.tolist()


def test_k_is_the_best_of_several_runs_and_w_is_told():
    sweep = kmanim.sweep("kmeans", "mtcars", k=[1, 2, 3], runs=12, seed=3)
    for one in sweep:
        best = kmanim.run_many("kmeans", "mtcars", 12, seed=3, k=one.values[0], init="k-means++").best
        assert one.measures["inertia"] == best.inertia
        assert one.labels.tolist() == best.labels.tolist()
        assert one.runs == 12
    assert sweep.measured[0] == "inertia"
    assert sweep.longest is None


def test_two_parameters_make_a_grid():
    sweep = kmanim.sweep("hierarchical", "mtcars", k=[2, 3], linkage=["single", "complete", "ward"])
    assert [one.texts for one in sweep] == [
        (k, linkage) for linkage in ("single", "complete", "ward") for k in "23"
    ]
    assert [list(curve) for curve in sweep.curves] == [[0, 1], [2, 3], [4, 5]]
    assert all(one.clusters == one.values[0] for one in sweep)


@pytest.mark.parametrize(
    ("algorithm", "most"),
    [
        ("kmeans", None),
        ("dbscan", 2),
        ("hierarchical", None),
        ("mean_shift", 2),
        ("affinity_propagation", 3),
        ("em", None),
    ],
)
def test_what_is_kept_of_a_run_has_its_end(algorithm, most):
    trace = kmanim.run(algorithm, "mtcars")
    end = trace.only_end()
    assert len(end) <= (most or len(trace))
    assert end.labels.tolist() == trace.labels.tolist()
    assert end.iterations == trace.iterations
    assert end.sizes == trace.sizes
    assert end.stopped == trace.stopped
    if algorithm == "dbscan":
        assert end.core(-1).tolist() == trace.core(-1).tolist()
        assert end.noise(-1).tolist() == trace.noise(-1).tolist()
        assert end.eps == trace.eps


def test_preferences_are_numbers_or_words():
    numbers = read_swept("preference=-10,-100,-1000,-50000", "affinity_propagation")
    assert numbers.values == (-10.0, -100.0, -1000.0, -50000.0)
    assert numbers.texts == ("-10", "-100", "-1000", "-50000")
    assert numbers.is_log
    assert read_swept("preference=median,minimum", "affinity_propagation").is_words
    points = [[0, 0], [0, 1], [5, 5], [5, 6], [9, 0]]
    sweep = kmanim.sweep("affinity_propagation", points, preference=[-1000, -20, -0.1])
    assert [one.clusters for one in sweep] == [1, 3, 5]
    assert sweep.estimates[0] < 0


def test_a_run_that_fails_is_no_plateau_and_has_no_labels(monkeypatch):
    plan = SweepPlan(
        "dbscan", FOURTEEN, [swept_of("eps", [0.75, 1, 1.1], "dbscan")], params={"min_samples": 4}
    )
    outcomes = [plan.do(place) for place in range(3)]

    def refuse(place, runs):
        raise InputError("nothing is left")

    monkeypatch.setattr(plan, "_best", refuse)
    outcomes[1] = plan.do(1)
    sweep = Sweep(plan, outcomes)
    assert sweep.failed == (1,)
    assert sweep[1].labels is None
    assert sweep.table()[1]["failure"] == "nothing is left"
    assert sweep.table()[1]["clusters"] is None
    assert [(one.first, one.last) for one in sweep.plateaus] == [(0, 0), (2, 2)]
    assert sweep.longest is None
    assert sweep.numbers[1] == ()


# Numbers that stay


def test_numbers_follow_the_largest_overlap():
    state = Followed(10)
    assert state.begin(np.array([0, 0, 0, 0, 1, 1, 1, 2, 2, -1])) == (0, 1, 2)
    # The old cluster 2 comes first, and what is new has a free number.
    assert state.follow(np.array([1, 1, 1, 1, 3, 2, 2, 0, 0, 0])) == (2, 0, 1, 3)
    # All in one: the largest part gives the number.
    assert state.follow(np.zeros(10, np.int16)) == (0,)
    # Apart again: each has the number that its rows had when they last were a cluster.
    assert state.follow(np.array([1, 1, 1, 1, 2, 2, 2, 0, 0, 0])) == (2, 0, 1)


def test_equal_overlaps_go_to_the_lower_number():
    state = Followed(4)
    state.begin(np.array([0, 0, 1, 1]))
    assert state.follow(np.array([0, 0, 0, 0])) == (0,)


@given(st.lists(st.lists(st.integers(-1, 40), min_size=30, max_size=30), min_size=2, max_size=4))
def test_numbers_are_different_and_the_largest_clusters_have_them(rows):
    state = Followed(30)
    for place, labels in enumerate(np.array(rows)):
        numbers = state.follow(labels) if place else state.begin(labels)
        sizes = np.bincount(labels[labels >= 0], minlength=len(numbers)) if numbers else np.empty(0)
        own = [number for number in numbers if number >= 0]
        assert len(set(own)) == len(own)
        assert all(0 <= number < MOST_NUMBERS for number in own)
        without = [size for number, size in zip(numbers, sizes, strict=True) if number < 0 and size]
        if without and place:
            having = [size for number, size in zip(numbers, sizes, strict=True) if number >= 0]
            assert len(own) == MOST_NUMBERS
            assert min(having) >= max(without)


def test_a_stable_cluster_keeps_its_number_from_value_to_value():
    sweep = kmanim.sweep("dbscan", "moons", eps=np.arange(0.12, 0.4, 0.02))
    for before, after in zip(range(len(sweep) - 1), range(1, len(sweep)), strict=True):
        one, other = sweep[before], sweep[after]
        old = np.append(sweep.numbers[before], -1)[one.labels]
        new = np.append(sweep.numbers[after], -1)[other.labels]
        for number in set(old[old >= 0].tolist()):
            rows = old == number
            if (new[rows] == new[rows][0]).all() and np.count_nonzero(new == new[rows][0]) == rows.sum():
                assert new[rows][0] == number
    longest = sweep.longest
    assert longest.clusters == 2
    assert all(sweep.numbers[place] == (0, 1) for place in range(longest.first, longest.last + 1))
