"""MeanShift is run from the same starts, to the same tolerance; oracle: scikit-learn 1.9."""

import numpy as np
import pytest
from sklearn.base import clone
from sklearn.cluster import MeanShift, estimate_bandwidth
from sklearn.datasets import load_iris, make_blobs

import kmanim

BLOBS = make_blobs(90, centers=4, cluster_std=1.5, random_state=3)[0]
IRIS = load_iris().data[::2] + np.arange(75)[:, np.newaxis] / 97_777


def fitted_run(estimator, data):
    """Run an estimator before and after its fit."""
    before = kmanim.run(clone(estimator), data)
    return before, kmanim.run(estimator.fit(data), data)


@pytest.mark.parametrize(
    "data", [BLOBS, BLOBS * [1, 3] + 700, IRIS, BLOBS[:, :1]], ids=["blobs", "far", "iris", "column"]
)
@pytest.mark.parametrize(
    "params",
    [
        {},
        {"bandwidth": 1.7},
        {"bandwidth": 2.5, "cluster_all": False},
        {"bin_seeding": True},
        {"bandwidth": 3, "max_iter": 2},
    ],
    ids=["estimated", "given", "orphans", "bins", "cut short"],
)
def test_the_run_is_that_of_the_fit(data, params):
    estimator = MeanShift(**params)
    before, after = fitted_run(estimator, data)
    assert (before.labels == after.labels).all()
    assert before.differing is None
    assert len(after.differing) == 0
    assert (after.labels == estimator.labels_).all()
    np.testing.assert_allclose(after.modes, estimator.cluster_centers_, rtol=1e-6)
    assert after.notes == (f"All {len(data)} points end in the clusters of the fitted MeanShift.",)


def test_seeds_are_the_starts():
    seeds = [[0.0, 0], [3, 3], [-4, 4]]
    _, after = fitted_run(MeanShift(bandwidth=2, seeds=seeds), BLOBS)
    assert after[0].positions.tolist() == seeds
    assert len(after.differing) == 0


def test_of_many_rows_the_bandwidth_is_theirs(monkeypatch):
    monkeypatch.setattr("kmanim.simulate.estimators.mean_shift.ALL_ROWS", 50)
    trace = kmanim.run(MeanShift(seeds=[[0.0, 0]]), BLOBS)
    assert trace.parameters.bandwidth == estimate_bandwidth(BLOBS)


def test_a_difference_has_its_reason():
    grid = np.array([(x, y) for x in range(7) for y in range(7)], np.float64)
    _, after = fitted_run(MeanShift(bandwidth=1), grid)
    told = after.notes[-1]
    assert told == "All 49 points end in the clusters of the fitted MeanShift." or (
        "ties: the modes are the same" in told or "are a matter of rounding" in told
    )
    estimator = MeanShift(bandwidth=2).fit(BLOBS)
    estimator.set_params(bandwidth=1)
    assert (
        f"modes there and {kmanim.run(estimator, BLOBS).n_clusters()} here"
        in kmanim.run(estimator, BLOBS).notes[-1]
    )


@pytest.mark.parametrize(
    ("estimator", "told"),
    [
        (MeanShift(bin_seeding=True, min_bin_freq=3), "MeanShift: kmanim has nothing like min_bin_freq=3"),
        (MeanShift(bandwidth=-1), "MeanShift: bandwidth must be"),
        (
            MeanShift(bandwidth=1, seeds=[[50.0, 50, 50, 50]]),
            "MeanShift: no start has a point within the bandwidth",
        ),
    ],
    ids=["bins", "bandwidth", "seeds"],
)
def test_what_cannot_work_is_refused_by_name(estimator, told):
    with pytest.raises(kmanim.InputError, match=told):
        kmanim.run(estimator, IRIS)
