"""Statistics for choosing k: their laws, and that they are what independent ways of computing them give."""

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from sklearn.cluster import KMeans as Oracle
from sklearn.metrics import calinski_harabasz_score, silhouette_samples

import kmanim
from kmanim.errors import InputError
from kmanim.simulate.choose_k import choice_plan
from kmanim.simulate.choose_k.choose_k import choose_k
from kmanim.simulate.choose_k.gap_statistic import first_sufficient, gaps, reference_seeds, reference_set
from kmanim.simulate.choose_k.knee import knee
from kmanim.simulate.machines.centroids.seeding import plus_plus
from kmanim.simulate.numerics.random_streams import streams
from kmanim.simulate.runs.runs import run_many

# The storyboard, section 4: best W for k = 1 to 6, found by others.
ELBOW = [6_249_946, 2_547_692, 807_376, 426_714, 260_038, 177_265]


@pytest.fixture(scope="module")
def cars():
    return choose_k(kmanim.load("mtcars"))


def test_the_elbow_of_the_storyboard(cars):
    np.testing.assert_array_equal(np.floor(cars.inertia[:6] + 0.5), ELBOW)
    assert cars.knee == 3


def test_w_is_that_of_the_best_of_many_runs(cars):
    for at, k in enumerate(cars.ks):
        best = run_many("kmeans", cars.dataset, cars.runs, k=k, init=cars.init).best
        assert best.inertia == cars.inertia[at]
        np.testing.assert_array_equal(best.labels, cars.labels[at])
    assert (cars.reached >= 1).all()
    assert (cars.reached <= cars.runs).all()


@pytest.mark.parametrize(
    "points", [np.arange(10.0) / 10, np.arange(45.0), np.repeat(np.arange(5.0), 2), np.arange(6.0) ** 2]
)
def test_of_clusterings_that_are_equally_good_it_is_that_of_the_best_of_many_runs(points):
    points = points[:, np.newaxis]
    choice = choose_k(points, range(2, 6), references=2)
    for k, inertia, labels in zip(choice.ks, choice.inertia, choice.labels, strict=True):
        best = run_many("kmeans", points, choice.runs, k=k, init=choice.init).best
        assert best.inertia == inertia
        np.testing.assert_array_equal(best.labels, labels)


def test_statistics_are_those_of_the_labels(cars):
    values = cars.dataset.values
    for at, k in enumerate(cars.ks[1:], 1):
        labels = cars.labels[at]
        assert cars.silhouette[at] == pytest.approx(silhouette_samples(values, labels).mean(), abs=1e-12)
        assert cars.calinski_harabasz[at] == pytest.approx(calinski_harabasz_score(values, labels), rel=1e-12)
        parts = cars.silhouettes(k)
        assert [len(part) for part in parts] == np.bincount(labels).tolist()
        assert all((np.diff(part) <= 0).all() for part in parts)
    assert cars.by_silhouette == cars.ks[int(np.nanargmax(cars.silhouette))]


@pytest.mark.parametrize("name", ["mtcars", "offset", "constant"])
def test_the_gap_is_that_of_a_direct_computation(name):
    rng = np.random.default_rng(3)
    points = {
        "mtcars": kmanim.load("mtcars").points,
        "offset": rng.normal(size=(25, 2)) + 1e8,
        "constant": np.column_stack(
            [np.concatenate([rng.normal(0, 1, 15), rng.normal(30, 1, 15)]), [4.0] * 30]
        ),
    }[name]
    choice = choose_k(kmanim.load(points), range(1, 4), references=3, runs=4, seed=11)
    low, high = points.min(axis=0), points.max(axis=0)
    logs = []
    for drawn, source in reference_seeds(3, 11):
        reference = reference_set(drawn, high - low, len(points))
        assert (reference >= 0).all()
        assert (reference <= high - low).all()
        random = streams(source).starts
        logs.append([log_w(reference, k, random) for k in choice.ks])
    for at, k in enumerate(choice.ks):
        own = log_w(points - points[0], k, np.random.default_rng(11))
        assert choice.gap[at] == pytest.approx(np.mean(logs, axis=0)[at] - own, abs=1e-6)
        assert choice.gap_error[at] == pytest.approx(
            np.std(logs, axis=0)[at] * math.sqrt(1 + 1 / 3), abs=1e-6
        )


def log_w(rows, k, random):
    """Take the least W of four runs of scikit-learn's k-means from the same starts, W written as in the paper."""
    runs = [Oracle(k, init=plus_plus(rows, k, random), n_init=1, tol=0).fit_predict(rows) for _ in range(4)]
    return math.log(min(sum(half_mean_square(rows[labels == j]) for j in range(k)) for labels in runs))


def half_mean_square(own):
    return ((own[:, np.newaxis] - own) ** 2).sum() / (2 * len(own))


def test_the_rule_of_the_gap():
    none = np.array([np.nan] * 3)
    assert first_sufficient((1, 2, 3), np.array([0.1, 0.5, 0.52]), np.array([0.0, 0.01, 0.03])) == 2
    assert first_sufficient((4, 5, 6), np.array([0.5, 0.5, 0.9]), np.array([0.0, 0.0, 0.0])) == 4
    assert first_sufficient((1, 2, 3), np.array([0.1, 0.2, 0.3]), np.zeros(3)) is None
    assert first_sufficient((1, 2, 3), none, none) is None


def test_a_w_of_nothing_has_no_gap():
    gap, error = gaps(np.array([2.0, 0.0, 1.0]), np.array([[1.0, 1.0, 0.0], [3.0, 2.0, 1.0]]))
    assert gap[0] == pytest.approx(math.log(3) / 2 - math.log(2))
    assert np.isnan(gap[1:]).all()
    assert np.isnan(error[1:]).all()


@given(st.lists(st.floats(0, 1e6), min_size=1, max_size=12), st.floats(1e-3, 1e3), st.floats(-1e6, 1e6))
def test_a_knee_knows_no_units_and_lies_within(values, factor, shift):
    values = np.round(np.sort(values)[::-1], 3)
    ks = range(2, 2 + len(values))
    found = knee(ks, values.tolist())
    assert found is None or ks[0] < found < ks[-1]
    # A power of two and a whole shift keep every digit.
    assert knee(ks, (values * 2.0 ** round(math.log2(factor))).tolist()) == found
    assert knee([k + 7 for k in ks], values.tolist()) == (None if found is None else found + 7)


def test_where_there_is_no_knee():
    assert knee(range(1, 9), np.linspace(8, 1, 8).tolist()) is None
    assert knee(range(1, 9), [64 - k * k for k in range(8)]) is None
    assert knee(range(1, 9), [3.0] * 8) is None
    assert knee([1, 2], [5.0, 1.0]) is None
    assert knee(range(1, 6), [100.0, 10.0, 9.0, 8.0, 7.0]) == 2


def test_separate_groups_are_found_by_all():
    rng = np.random.default_rng(0)
    points = np.vstack([rng.normal(centre, 0.5, (30, 2)) for centre in ((0, 0), (20, 0), (0, 20), (20, 20))])
    for offset in (0, 1e8):
        choice = choose_k(kmanim.load(points + offset), range(2, 7), runs=10, references=4)
        assert {choice.by_silhouette, choice.by_gap, choice.by_calinski_harabasz, choice.knee} == {4}


def test_data_without_groups_have_a_gap_of_one():
    points = np.random.default_rng(1).uniform(size=(150, 2))
    assert choose_k(kmanim.load(points), range(1, 5), runs=5).by_gap == 1


@pytest.mark.parametrize("init", ["uniform", "sample", "k-means++"])
def test_odd_data(init):
    three = np.repeat([[0.0, 0.0], [1.0, 5.0], [9.0, 2.0]], [1, 6, 5], axis=0)
    choice = choose_k(kmanim.load(three), range(1, 4), init=init, references=4)
    assert choice.inertia[-1] == 0
    assert np.isnan(choice.gap[-1])
    assert math.isnan(choice.calinski_harabasz[-1])
    every = choose_k(kmanim.load(np.arange(5.0)[:, np.newaxis] ** 2), range(1, 6), init=init, references=4)
    assert every.inertia[-1] == 0
    assert every.silhouette[-1] == 0
    assert [row["gap"] for row in every.table()][-1] is None


def test_the_same_seed_gives_the_same_numbers():
    data = kmanim.load("mtcars")
    one, two, other = (choose_k(data, range(2, 4), runs=3, references=5, seed=seed) for seed in (4, 4, 5))
    assert one.table() == two.table()
    assert one.table() != other.table()
    fewer = choose_k(data, range(2, 4), runs=3, references=2, seed=np.random.default_rng(1))
    again = choose_k(data, range(2, 4), runs=3, references=2, seed=np.random.default_rng(1))
    assert fewer.table() == again.table()


def test_many_rows_are_sampled(monkeypatch):
    monkeypatch.setattr(choice_plan, "SILHOUETTE_ROWS", 40)
    monkeypatch.setattr(choice_plan, "GAP_ROWS", 30)
    monkeypatch.setattr(choice_plan, "_PIECE", 7)
    points = np.random.default_rng(2).normal(size=(120, 2))
    choice = choose_k(kmanim.load(points), range(1, 4), runs=4, references=3)
    assert len(choice.rows) == len(set(choice.rows.tolist())) == 40
    assert choice.gap_rows == 30
    assert len(choice.labels[0]) == 120
    labels = choice.labels[1][choice.rows]
    expected = silhouette_samples(points[choice.rows], labels).mean()
    assert choice.silhouette[1] == pytest.approx(expected, abs=1e-12)
    # The sample may have fewer places than clusters.
    places = np.repeat([[0.0], [1.0], [2.0], [3.0]], [500, 1, 1, 1], axis=0)
    assert np.isnan(choose_k(kmanim.load(places), range(1, 5), runs=2, references=2).gap[-1])


def test_progress_is_told_to_the_end():
    told = []
    choose_k(kmanim.load("mtcars"), range(1, 3), runs=1, references=2, progress=lambda *at: told.append(at))
    assert told == [(1, 4), (2, 4), (3, 4), (4, 4)]


@pytest.mark.parametrize(
    ("words", "message"),
    [
        ({"ks": []}, "ks must be two or more neighbouring whole numbers from 1 to 50"),
        ({"ks": [3]}, "ks must be"),
        ({"ks": [1, 3]}, "ks must be"),
        ({"ks": [3, 2]}, "ks must be"),
        ({"ks": range(4)}, "ks must be"),
        ({"ks": range(1, 52)}, "ks must be"),
        ({"ks": "1-8"}, "ks must be"),
        ({"ks": [1.0, 2.0]}, "ks must be"),
        ({"ks": range(1, 33)}, "k cannot go from 1 to 32: there are only 31 distinct points"),
        ({"init": [(1, 2)]}, r"init must be uniform, sample, k-means\+\+ or farthest"),
        ({"init": "x"}, "init must be"),
        ({"runs": 0}, "runs must be a whole number from 1"),
        ({"references": 1}, "references must be"),
        ({"seed": -1}, "seed must be"),
        ({"k": 2}, "did you mean ks"),
        ({"empty": "x"}, "empty must be"),
        ({"foo": 1}, "no option of kmeans 'foo'"),
    ],
)
def test_what_will_not_do(words, message):
    with pytest.raises(InputError, match=message):
        choose_k(kmanim.load("mtcars"), **words)


def test_silhouettes_of_a_k_that_was_not_tried(cars):
    for k in (1, 9, "x"):
        with pytest.raises(InputError, match="k = 2 to 8"):
            cars.silhouettes(k)
