"""AffinityPropagation is run with scikit-learn's own rule when to stop; oracle: scikit-learn 1.9."""

import warnings

import numpy as np
import pytest
from sklearn.base import clone
from sklearn.cluster import AffinityPropagation
from sklearn.datasets import load_iris, make_blobs
from sklearn.exceptions import ConvergenceWarning

import kmanim

BLOBS = make_blobs(120, centers=4, cluster_std=1.5, random_state=3)[0]
IRIS = load_iris().data


def fitted_run(estimator, data):
    """Run an estimator before and after its fit."""
    before = kmanim.run(clone(estimator), data)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", ConvergenceWarning)
        warnings.simplefilter("ignore", UserWarning)
        return before, kmanim.run(estimator.fit(data), data)


@pytest.mark.parametrize(
    "data", [BLOBS, BLOBS * 30 + 1000, IRIS[::2] + np.arange(75)[:, np.newaxis] / 977, BLOBS[:, :1]]
)
@pytest.mark.parametrize(
    "params", [{"damping": 0.8}, {"convergence_iter": 30, "damping": 0.7}, {"damping": 0.95}]
)
def test_the_run_is_that_of_the_fit(data, params):
    estimator = AffinityPropagation(random_state=0, max_iter=1000, **params)
    before, after = fitted_run(estimator, data)
    assert (before.labels == after.labels).all()
    assert before.differing is None
    assert after.updates == estimator.n_iter_
    assert len(after.differing) == 0
    assert after.exemplars.tolist() == estimator.cluster_centers_indices_.tolist()


@pytest.mark.parametrize("preference", [-20.0, -100, -400])
def test_a_preference_of_ones_own(preference):
    estimator = AffinityPropagation(preference=preference, damping=0.9, random_state=1, max_iter=1000)
    _, after = fitted_run(estimator, BLOBS)
    assert after.preference == preference
    assert after.exemplars.tolist() == estimator.cluster_centers_indices_.tolist()
    assert after.notes == ("All 120 points end in the clusters of the fitted AffinityPropagation.",)


def test_ties_that_lead_elsewhere_are_told():
    faithful = kmanim.load("faithful").points
    _, after = fitted_run(AffinityPropagation(damping=0.9, random_state=0, max_iter=500), faithful)
    assert len(after.differing) == 3
    assert after.notes[-1].endswith(
        "net similarity is -2191.88 there and -2192.25 here: ties are broken by noise there, and by rows here, which "
        "may lead elsewhere."
    )
    _, after = fitted_run(AffinityPropagation(damping=0.9, random_state=0), IRIS)
    assert after.notes[-1].endswith(
        "ties: both sets of exemplars are equally good, net similarity -79.85; there noise decides."
    )


def test_the_median_is_said_to_be_theirs():
    trace = kmanim.run(AffinityPropagation(), [[0.0], [1], [3]])
    assert trace.preference == -1
    assert trace.notes == (
        "Its preference is -1: the median of the whole matrix of similarities, zeros on the diagonal included.",
    )
    assert kmanim.run(AffinityPropagation(preference=np.float32(-2)), [[0.0], [1], [3]]).preference == -2


def test_a_fit_that_has_not_settled_is_told():
    _, after = fitted_run(AffinityPropagation(max_iter=20, random_state=0), IRIS)
    assert after.failure
    assert after.notes[-1] == (
        "150 of 150 points end in other clusters than those of the fitted AffinityPropagation: here still moving after "
        "20 updates, which is no result; the fit has labels of its last update, 20."
    )


def test_a_run_or_a_fit_alone_that_has_not_settled():
    faithful = kmanim.load("faithful").points
    estimator = AffinityPropagation(damping=0.9, random_state=0, max_iter=500).fit(faithful)
    estimator.n_iter_ = 500
    told = kmanim.run(estimator, faithful).notes[-1]
    assert told.endswith("the fit had not settled after 500 updates, and has labels of the last one.")
    _, after = fitted_run(AffinityPropagation(preference=-50, random_state=0), BLOBS[:, :1])
    assert after.notes[-1].endswith(
        "still moving after 200 updates, which is no result; the fit stopped after 89."
    )


def test_ties_are_told():
    square = np.array([[0, 0], [0, 1], [1, 0], [1, 1], [9, 9], [9, 8], [8, 9], [8, 8.0]])
    found = []
    for seed in range(6):
        _, after = fitted_run(AffinityPropagation(preference=-1.5, random_state=seed), square)
        found += [note for note in after.notes if "end in other" in note]
    assert all("net similarity" in note or "no result" in note for note in found)
    assert found


@pytest.mark.parametrize(
    ("estimator", "told"),
    [
        (
            AffinityPropagation(affinity="precomputed"),
            "AffinityPropagation: kmanim has nothing like affinity='precomp",
        ),
        (
            AffinityPropagation(preference=np.zeros(150)),
            "nothing like preference=.*; give one number for all points",
        ),
        (AffinityPropagation(damping=1.0), "AffinityPropagation: damping must be"),
    ],
    ids=["precomputed", "preferences", "damping"],
)
def test_what_we_have_not_is_refused_by_name(estimator, told):
    with pytest.raises(kmanim.InputError, match=told):
        kmanim.run(estimator, IRIS)
