"""Where EM starts, in which words, and what it refuses."""

import numpy as np
import pytest
from mixture_data import POINTS, TWELVE, em, twelve
from simulate_data import make_dataset

import kmanim
from kmanim.data.load import load
from kmanim.errors import InputError
from kmanim.simulate.parameters.em import Em


def test_a_start_in_words_is_that_in_numbers():
    words = Em(init="5,3 8,3", weights="0.4 0.6", covariances="4,1,1,4 4,0,0,4")
    numbers = Em(
        means=np.array([[5, 3], [8, 3]]), weights=[0.4, 0.6], covariances=[[[4, 1], [1, 4]], [[4, 0], [0, 4]]]
    )
    assert (words.k, words.init, words.starts, words.weights) == (2, "given", ((5, 3), (8, 3)), (0.4, 0.6))
    one, other = (em(**vars(start) | {"max_iter": 1}) for start in (words, numbers))
    for mine, theirs in zip(one[-1].mixture, other[-1].mixture, strict=True):
        np.testing.assert_array_equal(mine, theirs)


@pytest.mark.parametrize(
    ("kind", "given"),
    [
        ("full", "4"), ("full", "4 4"), ("full", "4,4"), ("full", "4,0,0,4"), ("full", 4), ("full", [4, 4]),
        ("full", [[4, 0], [0, 4]]), ("full", [[[4, 0], [0, 4]]] * 2), ("tied", [[4, 0], [0, 4]]), ("tied", "4 4"),
        ("diag", [[4, 4], [4, 4]]), ("diag", "4,4 4,4"), ("spherical", [4, 4]), ("spherical", np.float64(4)),
        ("full", np.array([4.0, 4.0])),
    ],
)  # fmt: skip
def test_covariances_are_read_in_every_shape(kind, given):
    start = twelve(covariances=given, covariance=kind, max_iter=1)[0]
    assert start.covariances.tolist() == [[[4, 0], [0, 4]]] * 2
    assert start.weights.tolist() == [0.5, 0.5]


def test_a_table_that_is_not_square_has_variances_in_rows():
    three = twelve(means="1,1 5,3 8,3", covariances=[[4, 9], [1, 2], [3, 4]], max_iter=1)[0]
    assert three.covariances.tolist() == [[[4, 0], [0, 9]], [[1, 0], [0, 2]], [[3, 0], [0, 4]]]
    column = kmanim.run("em", [[0], [1], [5], [6]], means=[1, 5], covariances=[[1], [2]], max_iter=1)[0]
    assert column.covariances.tolist() == [[[1]], [[2]]]


def test_given_starts_are_in_original_units():
    cars = load("mtcars", scale="zscore")
    trace = em(cars, means="1200,100 1900,250", covariances="40000,0,0,900", reg=0, max_iter=1)
    np.testing.assert_allclose(trace.means_of(0), [[1200, 100], [1900, 250]])
    np.testing.assert_allclose(trace.covariances_of(0), [[[40000, 0], [0, 900]]] * 2, atol=1e-9)


def test_means_alone_have_equal_weights_and_the_covariance_of_all():
    start = em(means="5,3 8,3", reg=0, max_iter=1)[0]
    assert start.weights.tolist() == [0.5, 0.5]
    np.testing.assert_allclose(start.covariances, [np.cov(TWELVE.T, bias=True)] * 2)
    for kind, wanted in (
        ("diag", np.diag(TWELVE.var(axis=0))),
        ("spherical", np.eye(2) * TWELVE.var(axis=0).mean()),
    ):
        start = em(means="5,3 8,3", reg=0, max_iter=1, covariance=kind)[0]
        np.testing.assert_allclose(start.covariances, [wanted] * 2)


def test_drawn_starts():
    trace = em(k=4, init="sample", seed=3, max_iter=1)
    means = {tuple(mean) for mean in trace[0].means.tolist()}
    assert len(means) == 4
    assert means <= {tuple(row) for row in TWELVE.tolist()}
    doubled = make_dataset(np.repeat([[0.0, 0], [1, 0], [0, 1]], 30, axis=0))
    assert len({tuple(m) for m in em(doubled, k=3, init="sample", max_iter=1)[0].means.tolist()}) == 3
    kmeans = em("faithful", reg=0, max_iter=1)
    assert sorted(np.round(kmeans[0].weights * 272).astype(int).tolist()) == [100, 172]


def test_one_component_is_the_gaussian_of_all():
    trace = em(k=1, reg=0)
    assert len(trace.states) == 2
    assert trace.stopped == "the log-likelihood no longer changed"
    np.testing.assert_allclose(trace[-1].means, [TWELVE.mean(axis=0)])
    np.testing.assert_allclose(trace[-1].covariances, [np.cov(TWELVE.T, bias=True)])
    assert trace.failure == ""


@pytest.mark.parametrize(
    ("params", "message"),
    [
        ({"init": "given"}, "init is given, but no means are; give means such as '5,3 8,3'"),
        ({"init": "kmeans", "means": "5,3 8,3"}, "init is kmeans, but means are given; leave init or means out"),
        ({"init": "5,3 8,3", "means": "5,3 8,3"},
         "init gives places and so does means; leave one out, got init '5,3 8,3'"),
        ({"init": "forgy"}, "init must be kmeans, sample, given or starts such as '1000,150 1500,150', got 'forgy'"),
        ({"weights": "0.5 0.5"}, "weights are given, but no means; give means such as '5,3 8,3', or leave weights out"),
        ({"covariances": "4"},
         "covariances are given, but no means; give means such as '5,3 8,3', or leave covariances out"),
        ({"means": "5,3 8,3", "k": 3}, "k is 3 but means gives 2 components"),
        ({"means": "5,3 8,3", "weights": "0.2 0.3 0.5"}, "weights has 3 numbers but means gives 2 components"),
        ({"means": "5,3 8,3", "weights": "0.5 0.6"}, "weights must add up to 1, these add up to 1.1"),
        ({"means": "5,3 8,3", "weights": "1.5 -0.5"}, "weights must all be above 0, got -0.5"),
        ({"means": "5,3 8,3", "covariances": "1 2 3"}, "covariances gives 3 components but means gives 2 components"),
        ({"means": "5,3 8,3", "covariances": "1,2,3"},
         "covariances: a component has 3 numbers; give 1 (a variance), 2 (one a column) or 4 (a matrix, row by row)"),
        ({"means": "5,3 8,3", "covariances": "1,2,2,1"},
         "covariances: that of component 1 must be symmetric, with more than 0 of variance in every direction"),
        ({"means": "5,3 8,3", "covariances": "1,0,2,5"},
         "covariances: that of component 1 must be symmetric, with more than 0 of variance in every direction"),
        ({"means": "5,3 8,3", "covariances": "4,1,1,4", "covariance": "diag"},
         "covariance is diag, but that of component 1 has more than variances"),
        ({"means": "5,3 8,3", "covariances": "4,1", "covariance": "spherical"},
         "covariance is spherical, but component 1 has other variances in other columns"),
        ({"means": "5,3 8,3", "covariances": "4 1", "covariance": "tied"},
         "covariance is tied, but components are given different covariances; give one for all"),
        ({"means": "5,3,1 8,3,1"}, "means: a start has 3 numbers, but points has 2 columns (x1 and x2)"),
        ({"means": "5,3 x,3"}, "means: 'x' in start 2 is not a finite number; write starts as '1000,150 1500,150'"),
        ({"means": "5,3 5,3"},
         "components 1 and 2 start alike, and twins cannot part; give them other means or covariances"),
        ({"means": "8,3 5,3 5,3", "covariance": "tied", "covariances": "2"},
         "components 2 and 3 start alike, and twins cannot part; give them other means or covariances"),
        ({"k": 13}, "k is 13 but points has only 12 points; choose a smaller k"),
        ({"reg": -1}, "reg must be a number from 0 to 1e+100, got -1"),
    ],
)  # fmt: skip
def test_refusals(params, message):
    with pytest.raises(InputError) as error:
        em(POINTS, **params)
    assert str(error.value) == message


@pytest.mark.parametrize(
    "covariances", [[[[1, 0], [0]]], [], [[[[1]]]], "a", [None], {"a": 1}, [True], float("nan")]
)
def test_covariances_that_cannot_be_read(covariances):
    with pytest.raises(InputError, match="covariances"):
        twelve(covariances=covariances)


def test_data_too_thin_are_refused_without_reg():
    constant = make_dataset(np.c_[TWELVE, np.full(12, 0.3)], names=["a", "b", "c"])
    with pytest.raises(
        InputError,
        match=r"^c has one value everywhere, and no Gaussian is so thin; leave it out, or give a reg",
    ):
        em(constant, reg=0)
    summed = make_dataset(np.c_[TWELVE, TWELVE.sum(axis=1)])
    with pytest.raises(
        InputError, match=r"^the columns add up to one another, and no Gaussian is so thin; leave one out"
    ):
        em(summed, reg=0)
    assert em(summed, reg=0, covariance="diag").failure == ""
    assert em(summed).failure == "", "with reg it is thin everywhere, which tells nothing"
    assert em(constant, reg=0, covariance="spherical").failure == ""
    with pytest.raises(InputError, match="only 1 distinct point"):
        em(make_dataset(np.ones((5, 2))))
    with pytest.raises(
        InputError,
        match=r"^x1 and x2 have one value everywhere, and no Gaussian is so thin; give a reg above 0$",
    ):
        em(make_dataset(np.ones((5, 2))), k=1)
    assert em(make_dataset(np.ones((5, 2))), k=1, reg=1).failure == ""


def test_why_another_run_would_be_the_same():
    assert Em(means="5,3 8,3").deterministic == "means gives the starts"
    assert Em().deterministic == Em(init="sample").deterministic == ""
