"""GaussianMixture is read with its start, which another one makes without an iteration; oracle: scikit-learn 1.9."""

import warnings

import numpy as np
import pandas as pd
import pytest
from sklearn.base import clone
from sklearn.datasets import load_iris, make_blobs
from sklearn.exceptions import ConvergenceWarning
from sklearn.mixture import BayesianGaussianMixture, GaussianMixture

import kmanim

BLOBS = make_blobs(300, centers=5, random_state=3, cluster_std=2)[0]
IRIS = load_iris().data
DATA = {
    "blobs": BLOBS[:120],
    "far": BLOBS[:120] * [1, 100] + 1e5,
    "iris": IRIS[::2],
    "column": IRIS[::2, 2:3],
}


def fitted_run(estimator, data):
    """Run an estimator before and after its fit."""
    before = kmanim.run(clone(estimator), data)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", ConvergenceWarning)
        return before, kmanim.run(estimator.fit(data), data)


def score(estimator, data):
    return estimator.score(data) * len(data)


@pytest.mark.parametrize("data", DATA.values(), ids=DATA)
@pytest.mark.parametrize("kind", ["full", "tied", "diag", "spherical"])
def test_every_kind_of_covariance_ends_alike(data, kind):
    estimator = GaussianMixture(
        3, covariance_type=kind, tol=1e-5, max_iter=2000, random_state=1, reg_covar=1e-5
    )
    before, after = fitted_run(estimator, data)
    assert (before.labels == after.labels).all()
    assert before.differing is None
    assert abs(after.iterations - estimator.n_iter_) <= (data[0, 0] > 1e4)  # where the fit rounds more
    assert after.log_likelihood == pytest.approx(score(estimator, data), rel=1e-5)
    assert after.log_likelihood == pytest.approx(estimator.lower_bound_ * len(data), rel=1e-6)
    assert len(after.differing) == 0
    assert (after.labels == estimator.predict(data)).all()


@pytest.mark.parametrize(
    "params",
    [
        {"init_params": "kmeans"},
        {"init_params": "k-means++"},
        {"init_params": "random_from_data"},
        {"init_params": "random"},
        {"means_init": IRIS[[0, 60, 120]]},
        {"weights_init": [0.5, 0.3, 0.2]},
        {
            "weights_init": [0.5, 0.3, 0.2],
            "means_init": IRIS[[0, 60, 120]],
            "precisions_init": [np.eye(4)] * 3,
        },
        {"covariance_type": "diag", "precisions_init": np.ones((3, 4))},
        {"covariance_type": "tied", "precisions_init": np.eye(4)},
        {"covariance_type": "spherical", "precisions_init": [1, 2, 3.0]},
    ],
    ids=lambda params: " ".join(map(str, params)) + str(params.get("init_params", "")),
)
def test_starts_are_those_of_the_fit(params):
    estimator = GaussianMixture(3, tol=1e-6, max_iter=1000, random_state=4, **params)
    _, after = fitted_run(estimator, IRIS)
    assert after.iterations == estimator.n_iter_
    # The first bound of a fit that begins on rows is lower by log(n / k): its weights are k / n together.
    states = after.log_likelihoods[1 : len(estimator.lower_bounds_)]
    np.testing.assert_allclose(states, np.array(estimator.lower_bounds_[1:]) * len(IRIS), rtol=1e-9)
    assert len(after.differing) == 0


def test_given_precisions_are_the_start():
    estimator = GaussianMixture(
        2,
        weights_init=[0.25, 0.75],
        means_init=[[0.0, 0], [3, 3]],
        precisions_init=[np.eye(2) / 4, np.eye(2)],
    )
    start = kmanim.run(estimator, BLOBS)[0]
    assert start.weights.tolist() == [0.25, 0.75]
    assert start.means.tolist() == [[0, 0], [3, 3]]
    assert start.covariances.tolist() == [[[4, 0], [0, 4]], [[1, 0], [0, 1]]]


def test_the_best_of_its_starts_is_the_one_it_keeps():
    estimator = GaussianMixture(3, n_init=3, random_state=1)
    before, after = fitted_run(estimator, IRIS)
    told = "GaussianMixture keeps the best of 3 starts: this is start 2."
    assert before.notes == (told,)
    assert after.notes[0] == told
    assert after.iterations == estimator.n_iter_


@pytest.mark.parametrize("how", ["k-means++", "random_from_data"])
@pytest.mark.parametrize("kind", ["full", "diag", "spherical"])
def test_rows_in_large_units_are_starts_too(how, kind):
    """Each component begins on one row, a millionth wide, whatever the unit."""
    estimator = GaussianMixture(
        3, covariance_type=kind, init_params=how, random_state=2, tol=1e-6, max_iter=500
    )
    data = IRIS * [1, 1, 1e4, 1e3]
    _, after = fitted_run(estimator, data)
    assert after[0].covariances[0, 0, 0] < 1e-4
    assert after.log_likelihood == pytest.approx(score(estimator, data), rel=1e-6)
    assert len(after.differing) == 0


def test_a_fit_that_is_no_result_here_is_told():
    data = make_blobs(120, centers=3, random_state=3)[0]
    estimator = GaussianMixture(
        4, covariance_type="spherical", init_params="random_from_data", n_init=3, random_state=2
    )
    _, after = fitted_run(estimator, data)
    assert not after.failure
    assert after.notes[-1] == (
        "7 of 120 points end in other clusters than those of the fitted GaussianMixture: component 1 has shrunk onto a "
        "point in the fit, which is no result here."
    )


def test_one_step_more_is_told():
    estimator = GaussianMixture(4, random_state=0)
    _, after = fitted_run(estimator, BLOBS)
    assert after.notes == (
        "1 of 300 points end in other clusters than those of the fitted GaussianMixture: the fit makes one M step more "
        "once the log-likelihood hardly changes; with a smaller tol than 0.001 both go on.",
    )


def test_a_fit_that_has_not_converged_ends_alike():
    estimator = GaussianMixture(3, max_iter=2, random_state=0)
    _, after = fitted_run(estimator, BLOBS)
    assert not after.finished
    assert after.log_likelihood == pytest.approx(score(estimator, BLOBS), rel=1e-9)
    assert len(after.differing) == 0


def test_a_start_that_is_not_known_is_looked_for():
    before = kmanim.run(GaussianMixture(2), IRIS)
    after = kmanim.run(GaussianMixture(2, random_state=3).fit(IRIS).set_params(random_state=None), IRIS)
    assert before.notes == ("As random_state is None, this run starts as with random_state=0.",)
    assert after.notes[0] == (
        "The start of the fit is not known, as random_state is None: this run starts as with random_state=0, which "
        "leads to the same clusters."
    )


def test_a_fit_to_a_table_with_names(recwarn):
    table = pd.DataFrame(BLOBS, columns=["wide", "high"])
    trace = kmanim.run(GaussianMixture(4, random_state=0).fit(table), table)
    assert len(trace.differing) == 1
    assert [feature.name for feature in trace.dataset.features] == ["wide", "high"]
    assert not [warning for warning in recwarn if "feature names" in str(warning.message)]


def test_another_optimum_is_told():
    estimator = GaussianMixture(3, random_state=0, init_params="random", tol=1e-6, max_iter=1000).fit(BLOBS)
    estimator.set_params(init_params="kmeans")
    trace = kmanim.run(estimator, BLOBS)
    assert len(trace.differing)
    assert "from the same start to another local optimum, log-likelihood" in trace.notes[-1]


def test_scaled_columns_are_those_that_are_fitted():
    cars = kmanim.load("mtcars", scale="zscore")
    for kind in ("full", "tied", "diag", "spherical"):
        estimator = GaussianMixture(2, covariance_type=kind, random_state=0, tol=1e-7, max_iter=500).fit(
            cars.values
        )
        trace = kmanim.run(estimator, cars)
        assert len(trace.differing) == 0
        assert trace.iterations == estimator.n_iter_
    raw = GaussianMixture(2, random_state=0).fit(cars.points)
    assert "when it was fitted, and is" in kmanim.run(raw, cars).notes[-1]


def test_a_start_that_will_not_do_is_left_out_and_told():
    places = np.repeat([[0.0, 0], [5, 1], [2, 7], [9, 9]], 5, axis=0) + np.arange(20)[:, np.newaxis] // 4 / 7
    estimator = GaussianMixture(3, init_params="random_from_data", n_init=8, random_state=0, reg_covar=0.01)
    trace = kmanim.run(estimator, places)
    assert trace.notes[0].startswith("GaussianMixture keeps the best of 8 starts: this is start ")
    assert trace.notes[1].startswith("Not every start will do here, and one was left out: components ")


def test_far_from_the_origin_digits_are_lost_and_it_is_told():
    far = np.random.default_rng(3).normal(size=(40, 1)) + 1e7
    estimator = GaussianMixture(
        3, covariance_type="diag", init_params="random_from_data", random_state=0, reg_covar=1e-3
    )
    trace = kmanim.run(estimator.fit(far), far)
    assert len(trace.differing)
    assert trace.notes[-1].endswith(
        "so far from the origin, beside how far apart the points are, the fit has few digits left."
    )


@pytest.mark.parametrize(
    ("estimator", "told"),
    [
        (GaussianMixture(2, warm_start=True), "GaussianMixture: kmanim has nothing like warm_start=True"),
        (GaussianMixture(2, max_iter=0), "GaussianMixture: max_iter must be"),
        (GaussianMixture(60), "GaussianMixture: k must be"),
        (
            GaussianMixture(151),
            "GaussianMixture cannot start on these data: Expected n_samples >= n_components",
        ),
        (GaussianMixture(2, tol=-1), "GaussianMixture cannot start on these data"),
        (BayesianGaussianMixture(), "got BayesianGaussianMixture"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_what_we_have_not_is_refused_by_name(estimator, told):
    with pytest.raises(kmanim.InputError, match=told) as refused:
        kmanim.run(estimator, IRIS)
    assert "\n" not in str(refused.value)
