"""Estimators of scikit-learn are read for their parameters and starts; the oracle is scikit-learn 1.9 itself."""

import subprocess
import sys

import numpy as np
import pytest
from sklearn.base import clone
from sklearn.cluster import (
    DBSCAN,
    AgglomerativeClustering,
    FeatureAgglomeration,
    KMeans,
    MiniBatchKMeans,
)
from sklearn.datasets import load_iris, make_blobs
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler

import kmanim
from kmanim.simulate.estimators._partitions import differing_rows

BLOBS = make_blobs(200, centers=4, cluster_std=1.5, random_state=3)[0]
IRIS = load_iris().data
DATA = {"blobs": BLOBS, "far": BLOBS * [1, 100] + 1e6, "iris": IRIS, "three columns": IRIS[:, :3]}
WHOLE = np.round(BLOBS)
GRID = np.array([(x, y) for x in range(5) for y in range(5)], np.float64)


def fitted_run(estimator, data):
    """Run an estimator before and after its fit."""
    before = kmanim.run(clone(estimator), data)
    return before, kmanim.run(estimator.fit(data), data)


@pytest.mark.parametrize("data", DATA.values(), ids=DATA)
@pytest.mark.parametrize(
    "estimator",
    [
        KMeans(3, random_state=0, tol=0),
        KMeans(4, random_state=5, n_init=4, tol=0, algorithm="elkan"),
        KMeans(3, init="random", random_state=1, n_init=3, tol=0),
        KMeans(
            2, init=lambda X, k, random_state: X[random_state.permutation(len(X))[:k]], random_state=2, tol=0
        ),
    ],
    ids=["k-means++", "best of 4", "random", "function"],
)
def test_kmeans_from_the_same_starts_ends_alike(estimator, data):
    before, after = fitted_run(estimator, data)
    assert before.differing is None
    assert (before.labels == after.labels).all()
    assert len(after.differing) == 0
    assert (after.labels == estimator.labels_).all()
    assert after.inertia == pytest.approx(estimator.inertia_, rel=1e-9)
    assert after.notes[-1] == f"All {len(data)} points end in the clusters of the fitted KMeans."


def test_kmeans_from_given_starts():
    estimator = KMeans(2, init=[[1000.0, 150], [1500, 150]])
    cars = kmanim.load("mtcars")
    trace = kmanim.run(estimator, cars)
    assert trace.centroids_of(0).tolist() == [[1000, 150], [1500, 150]]
    assert trace.iterations == estimator.fit(cars.points).n_iter_ == 4
    assert len(kmanim.run(estimator, cars).differing) == 0


def test_kmeans_tells_which_of_its_starts_it_is():
    trace = kmanim.run(KMeans(4, random_state=1, n_init=5), IRIS)
    assert trace.notes == ("KMeans keeps the best of 5 starts: this is start 2.",)


def test_a_tolerance_that_ends_the_fit_early_is_told():
    data = make_blobs(300, centers=5, random_state=3, cluster_std=2)[0]
    estimator = KMeans(4, random_state=0).fit(data)
    trace = kmanim.run(estimator, data)
    assert len(trace.differing) == 2
    assert (trace.labels != estimator.labels_).nonzero()[0].tolist() == trace.differing.tolist()
    assert trace.notes == (
        "2 of 300 points end in other clusters than those of the fitted KMeans: tol=0.0001 ends the fit after round "
        "6, when centres hardly move; here no point switches from round 10 on.",
    )
    assert "2 rows not as in the fitted estimator" in repr(trace)


def test_a_start_that_is_not_known_is_looked_for():
    before = kmanim.run(KMeans(3), BLOBS)
    after = kmanim.run(KMeans(3, random_state=2).fit(BLOBS).set_params(random_state=None), BLOBS)
    assert before.notes == ("As random_state is None, this run starts as with random_state=0.",)
    assert after.notes[0].startswith(
        "The start of the fit is not known, as random_state is None: this run starts"
    )
    assert after.notes[0].endswith(", which leads to the same clusters.")
    other = kmanim.run(KMeans(3), BLOBS, seed=7)
    assert other.notes == ("As random_state is None, this run starts as with random_state=7.",)
    assert (other.labels == kmanim.run(KMeans(3, random_state=7), BLOBS).labels).all()


@pytest.mark.parametrize("seed", [None, 2**60, np.random.default_rng(5), np.random.SeedSequence(5)])
def test_any_seed_will_do_where_the_estimator_has_none(seed):
    trace = kmanim.run(KMeans(3), BLOBS, seed=seed)
    told = trace.notes[0].removeprefix("As random_state is None, this run starts as with random_state=")
    again = kmanim.run(KMeans(3, random_state=int(told.rstrip("."))), BLOBS)
    assert (again.labels == trace.labels).all()


def test_a_start_that_is_not_found_is_told():
    far = [[0.0, 0], [100, 0]]
    data = np.array([[0, 0], [0, 1], [9, 0], [9, 1.0]])
    estimator = KMeans(2, init=far, n_init=1).fit(data)
    estimator.set_params(init="k-means++", random_state=None)
    estimator.labels_ = np.array([0, 1, 0, 1])
    estimator.cluster_centers_ = np.array([[4.5, 0], [4.5, 1]])
    estimator.inertia_ = 81.0
    trace = kmanim.run(estimator, data)
    assert trace.notes[0].endswith(
        "this run starts as with random_state=0, the best of 40 starts that were tried."
    )
    assert trace.notes[1].endswith("from another start to another local optimum, W = 81 there and 1 here.")
    assert len(trace.differing) == 2


def test_a_generator_is_not_drawn_from():
    generator = np.random.RandomState(4)
    trace = kmanim.run(KMeans(3, random_state=generator), IRIS)
    assert (trace.labels == kmanim.run(KMeans(3, random_state=4), IRIS).labels).all()
    assert (trace.labels == KMeans(3, random_state=generator, tol=0).fit(IRIS).labels_).all()


def test_ties_are_told():
    estimator = KMeans(4, random_state=0).fit(
        np.round(make_blobs(300, centers=5, random_state=3, cluster_std=2)[0])
    )
    data = np.round(make_blobs(300, centers=5, random_state=3, cluster_std=2)[0])
    trace = kmanim.run(estimator, data)
    assert len(trace.differing)
    assert "ties: in round 1 points are equally far from two centres" in trace.notes[-1]


def test_sample_weights_show_in_the_inertia():
    estimator = KMeans(3, random_state=0).fit(IRIS, sample_weight=np.linspace(0.1, 9, len(IRIS)))
    assert "it was fitted with sample weights, or to other rows" in kmanim.run(estimator, IRIS).notes[-1]


@pytest.mark.parametrize("data", [BLOBS, IRIS, WHOLE, IRIS[:, :1]], ids=["blobs", "iris", "whole", "column"])
@pytest.mark.parametrize(
    "estimator",
    [
        DBSCAN(algorithm="ball_tree"),
        DBSCAN(eps=1, min_samples=3, algorithm="ball_tree"),
        DBSCAN(eps=1, min_samples=9, metric="minkowski", p=2, algorithm="ball_tree", leaf_size=3),
    ],
    ids=["default", "three", "nine"],
)
def test_dbscan_is_the_same(estimator, data):
    before, after = fitted_run(estimator, data)
    assert (before.labels == estimator.labels_).all()
    assert len(after.differing) == 0
    assert np.flatnonzero(after.core()).tolist() == estimator.core_sample_indices_.tolist()


def test_dbscan_rounds_at_the_radius():
    data = np.linspace(0, 1, 11)[:, np.newaxis]
    trace = kmanim.run(DBSCAN(eps=0.1, min_samples=2, algorithm="brute").fit(data), data)
    assert len(trace.differing)
    assert "ties: pairs of points are just 0.1 apart" in trace.notes[-1]


def test_dbscan_with_sample_weights_is_not_taken_for_a_tie():
    trace = kmanim.run(DBSCAN().fit(BLOBS, sample_weight=np.full(len(BLOBS), 9.0)), BLOBS)
    assert "it was fitted with sample weights, or to other rows" in trace.notes[-1]


@pytest.mark.parametrize(
    "data", [BLOBS, IRIS[::3] + np.arange(50)[:, np.newaxis] / 977], ids=["blobs", "iris"]
)
@pytest.mark.parametrize(
    "params",
    [
        {"n_clusters": 4},
        {"n_clusters": 3, "linkage": "average"},
        {"n_clusters": 5, "linkage": "complete", "metric": "l1"},
        {"n_clusters": 2, "linkage": "single", "metric": "chebyshev"},
        {"n_clusters": None, "distance_threshold": 6},
    ],
    ids=["ward", "average", "complete", "single", "threshold"],
)
def test_agglomerative_clustering_is_the_same(params, data):
    estimator = AgglomerativeClustering(**params)
    before, after = fitted_run(estimator, data)
    assert not len(differing_rows(before.labels, estimator.labels_))
    assert len(after.differing) == 0
    assert after.notes == (
        f"All {len(data)} points end in the clusters of the fitted AgglomerativeClustering.",
    )


def test_a_merge_at_the_threshold_itself_is_not_made():
    data = [[0.0], [1], [4]]
    estimator = AgglomerativeClustering(None, distance_threshold=1, linkage="single").fit(data)
    assert estimator.n_clusters_ == kmanim.run(estimator, data).k == 3


def test_tied_merges_are_told():
    trace = kmanim.run(AgglomerativeClustering(3, linkage="single").fit(GRID), GRID)
    assert len(trace.differing)
    tied = len(trace.ties)
    assert f"ties: at {tied} of 24 merges another pair was as near" in trace.notes[-1]


def test_partitions_are_compared_whatever_their_numbers():
    assert differing_rows(np.array([0, 0, 1, -1]), np.array([5, 5, 2, -1])).tolist() == []
    assert differing_rows(np.array([0, 0, 0, 1]), np.array([0, 0, 1, 1])).tolist() == [2]
    assert differing_rows(np.array([0, 0, -1]), np.array([0, 0, 0])).tolist() == [2]
    assert differing_rows(np.array([0, 1, 2]), np.array([0, 0, 0])).tolist() == [1, 2]


@pytest.mark.parametrize(
    ("estimator", "told"),
    [
        (KMeans(60), "KMeans: k must be"),
        (KMeans(3, init=np.zeros((2, 4))), "KMeans: k is 3 but init gives 2 starts"),
        (DBSCAN(metric="manhattan"), "DBSCAN: kmanim has nothing like metric='manhattan'"),
        (DBSCAN(metric="minkowski", p=1), "DBSCAN: kmanim has nothing like p=1"),
        (DBSCAN(metric_params={"w": 1}), "DBSCAN: kmanim has nothing like metric_params="),
        (DBSCAN(eps=0), "DBSCAN: eps must be larger than 0"),
        (AgglomerativeClustering(metric="cosine", linkage="single"), "nothing like metric='cosine'"),
        (
            AgglomerativeClustering(connectivity=np.eye(150)),
            "AgglomerativeClustering: kmanim has nothing like conn",
        ),
        (
            MiniBatchKMeans(3),
            "knows .*AgglomerativeClustering.*DBSCAN.*KMeans.* of scikit-learn, got MiniBatchKMeans",
        ),
        (FeatureAgglomeration(2), "got FeatureAgglomeration"),
        (make_pipeline(StandardScaler(), KMeans(3)), "got Pipeline; of a pipeline give the last step"),
        (StandardScaler(), "got StandardScaler"),
        (KMeans, r"KMeans is a class; make an estimator of it: KMeans\(...\)"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_what_we_have_not_is_refused_by_name(estimator, told):
    with pytest.raises(kmanim.InputError, match=told) as refused:
        kmanim.run(estimator, IRIS)
    assert "\n" not in str(refused.value)


def test_data_of_another_fit_are_refused():
    estimator = KMeans(3, random_state=0).fit(IRIS)
    with pytest.raises(
        kmanim.InputError, match=r"KMeans was fitted to 4 columns, but .* has 2; give it the data"
    ):
        kmanim.run(estimator, IRIS[:, :2])
    with pytest.raises(kmanim.InputError, match=r"KMeans was fitted to 150 rows, but .* has 149"):
        kmanim.run(estimator, IRIS[1:])


def test_nothing_is_said_beside_an_estimator():
    with pytest.raises(
        kmanim.InputError, match="KMeans has parameters of its own, got k beside it; set it there"
    ):
        kmanim.run(KMeans(3), IRIS, k=3)
    with pytest.raises(kmanim.InputError, match="got sample_weight beside it; kmanim has no sample weights"):
        kmanim.run(KMeans(3), IRIS, sample_weight=np.ones(150))
    with pytest.raises(
        kmanim.InputError, match=r"name of an algorithm is needed, got KMeans; kmanim\.run alone"
    ):
        kmanim.run_many(KMeans(3), IRIS, 5)
    with pytest.raises(kmanim.InputError, match=r"a film needs a Trace, as kmanim\.run gives, got KMeans"):
        kmanim.animate(KMeans(3))


def test_a_subclass_of_the_users_is_read_as_what_it_is_made_from():
    class Mine(KMeans):
        pass

    assert (
        kmanim.run(Mine(3, random_state=0), IRIS).labels == kmanim.run(KMeans(3, random_state=0), IRIS).labels
    ).all()


def test_the_estimator_stays_as_it_is():
    estimator = KMeans(3)
    kmanim.run(estimator, IRIS)
    assert vars(estimator) == vars(KMeans(3))


@pytest.mark.parametrize("suffix", [".json", ".npz"])
def test_files_keep_what_is_told(tmp_path, suffix):
    trace = kmanim.run(AgglomerativeClustering(3, linkage="single").fit(GRID), GRID)
    again = kmanim.load_trace(kmanim.save_trace(trace, tmp_path / f"trace{suffix}"))
    assert again.notes == trace.notes
    assert again.differing.tolist() == trace.differing.tolist()
    assert not again.differing.flags.writeable
    plain = kmanim.run("kmeans", IRIS)
    assert kmanim.load_trace(kmanim.save_trace(plain, tmp_path / f"plain{suffix}")).differing is None


def test_a_page_says_it(tmp_path):
    trace = kmanim.run(KMeans(3, random_state=0).fit(IRIS), IRIS)
    page = kmanim.animate(trace, profile="loop", width=320).save(tmp_path / "film.html").read_text("utf-8")
    assert "<p>All 150 points end in the clusters of the fitted KMeans.</p>" in page


def test_nothing_of_scikit_learn_is_imported_that_the_user_has_not():
    code = (
        "import sys, kmanim\n"
        "class Thing:\n    def get_params(self, deep=True): return {}\n"
        "kmanim.run('kmeans', [[0, 1], [0, 2], [5, 3]])\n"
        "try: kmanim.run(Thing(), [[0, 1], [0, 2]])\n"
        "except kmanim.InputError as error: print(error)\n"
        "print([name for name in sys.modules if name.split('.')[0] in ('sklearn', 'scipy')])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.splitlines()[0].endswith(" of scikit-learn, got Thing")
    assert done.stdout.splitlines()[-1] == "[]"
