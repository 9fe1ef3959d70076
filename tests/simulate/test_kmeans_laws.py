"""What k-means owes to every data set."""

import math
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from simulate_data import make_dataset

from kmanim.errors import InputError
from kmanim.simulate.machines.lloyd.textbook import assign, update
from kmanim.simulate.record import run
from kmanim.simulate.runs.relabel import order_by_overlap

coarse = st.integers(-4, 4).map(float)
fine = st.floats(-1e6, 1e6, allow_subnormal=False).map(lambda x: round(x, 3))


@st.composite
def problems(draw):
    """Points, often with ties and duplicates, and starts; some with a large offset."""
    n, d = draw(st.integers(1, 25)), draw(st.integers(1, 3))
    points = draw(arrays(np.float64, (n, d), elements=draw(st.sampled_from([coarse, fine]))))
    points = points + draw(st.sampled_from([0.0, 1e8]))
    k = draw(st.integers(1, min(5, len(np.unique(points, axis=0)))))
    policy = draw(st.sampled_from(["keep", "farthest", "resample"]))
    init = draw(st.sampled_from(["uniform", "sample", "k-means++"]))
    return points, k, init, policy, draw(st.integers(0, 99))


def nearest_by_hand(points, centroids):
    distances = np.stack([((points - centroid) ** 2).sum(axis=1) for centroid in centroids], axis=1)
    return distances.argmin(axis=1), distances


@given(problems())
def test_laws(problem):
    points, k, init, policy, seed = problem
    trace = run("kmeans", make_dataset(points), k=k, init=init, empty=policy, seed=seed)
    spread = max(float(np.ptp(points)), 1e-12 * float(np.abs(points).max()))
    objective = trace.objective[1:]
    assert np.all(
        np.diff(objective) <= 1e-9 * objective[:-1] + points.size * (4e-16 * np.abs(points).max()) ** 2
    )
    for before, after in pairwise(trace):
        if after.step == "assign":
            assert after.centroids.tolist() == before.centroids.tolist()
            labels, distances = nearest_by_hand(points, after.centroids)
            assert after.labels.tolist() == labels.tolist()
            assert math.isclose(
                after.objective, math.fsum(distances.min(axis=1)), rel_tol=1e-9, abs_tol=1e-300
            )
        elif after.step == "update":
            assert after.labels is before.labels or after.labels.tolist() == before.labels.tolist()
            for number in range(k):
                members = points[after.labels == number]
                if len(members):
                    mean = [math.fsum(column) / len(members) for column in members.T]
                    ulps = 4 * np.spacing(np.abs(points).max())
                    np.testing.assert_allclose(
                        after.centroids[number], mean, rtol=0, atol=1e-14 * spread + ulps
                    )
                else:
                    assert after.centroids[number].tolist() == before.centroids[number].tolist()
        else:
            assert after.step == "relocate"
            assert policy != "keep"
    assert trace.stopped == "no point switched"
    if policy != "keep":
        assert 0 not in trace.sizes
    assert sum(trace.sizes) == len(points)


@given(problems())
def test_the_answer_is_a_fixed_point(problem):
    points, k, init, _, seed = problem
    dataset = make_dataset(points)
    trace = run("kmeans", dataset, k=k, init=init, seed=seed)
    again = run("kmeans", dataset, init=trace[-1].centroids)
    assert again.labels.tolist() == trace.labels.tolist()
    assert (again.iterations, again.switches) == (2, (0,))
    assert again[-1].centroids.tolist() == trace[-1].centroids.tolist()


def test_ties_go_to_the_lowest_number():
    points = make_dataset([[0.0], [1.0], [2.0], [3.0], [4.0]])
    assert run("kmeans", points, init=[[0], [4]], max_iter=1)[1].labels.tolist() == [0, 0, 0, 1, 1]
    assert run("kmeans", points, init=[[4], [0]], max_iter=1)[1].labels.tolist() == [1, 1, 0, 0, 0]
    assert run("kmeans", points, init=[[2], [2], [2]], max_iter=1)[1].labels.tolist() == [0] * 5


@pytest.mark.parametrize("n", [16_383, 16_384, 16_385, 40_000])
def test_pieces_fit_together(n):
    values = np.random.default_rng(n).normal(size=(n, 2))
    centroids = values[:7].copy()
    labels, inertia = assign(values, centroids)
    expected, distances = nearest_by_hand(values, centroids)
    assert labels.tolist() == expected.tolist()
    assert math.isclose(inertia, math.fsum(distances.min(axis=1)), rel_tol=1e-13)


def test_mean_of_one_place_is_that_place():
    for count in range(1, 60):
        values = np.full((count, 1), 0.1)
        moved = update(values, np.zeros(count, np.uint8), np.array([[5.0]]))
        assert moved[0, 0] == 0.1


def test_mean_far_from_the_origin():
    values = np.random.default_rng(1).normal(size=(100_000, 1)) + 1e8
    labels = np.zeros(len(values), np.uint8)
    exact = math.fsum(values[:, 0]) / len(values)
    assert abs(update(values, labels, np.array([[0.0]]))[0, 0] - exact) <= np.spacing(1e8)


def test_k_of_one_and_of_all():
    points = make_dataset(np.random.default_rng(0).normal(size=(9, 2)))
    one = run("kmeans", points, k=1)
    np.testing.assert_allclose(one[-1].centroids, points.points.mean(axis=0)[None], rtol=1e-13)
    assert one.iterations == 2
    every = run("kmeans", points, k=9, init="sample")
    assert (every.inertia, sorted(every.sizes)) == (0.0, [1] * 9)


def test_one_point():
    trace = run("kmeans", make_dataset([[3.0, 4.0]]), k=1, init="k-means++")
    assert (trace.inertia, trace.sizes, trace.iterations) == (0.0, (1,), 2)


def test_max_iter():
    points = make_dataset(np.random.default_rng(3).normal(size=(200, 2)))
    full = run("kmeans", points, k=4)
    assert full.iterations > 3
    short = run("kmeans", points, k=4, max_iter=2)
    assert [snapshot.step for snapshot in short] == ["start", "assign", "update", "assign", "update"]
    assert (short.stopped, short.iterations) == ("max_iter reached", 2)
    assert short[-1].centroids.tolist() == full[4].centroids.tolist()
    just = run("kmeans", points, k=4, max_iter=full.iterations)
    assert just.stopped == "no point switched"


@pytest.mark.parametrize(
    ("points", "k", "message"),
    [
        ([[0.0], [0.0], [1.0], [2.0]], 4, "k is 4 but there are only 3 distinct points; choose a smaller k"),
        ([[5.0], [5.0]], 2, "k is 2 but there is only 1 distinct point; choose a smaller k"),
        ([[-0.0], [0.0]], 2, "k is 2 but there is only 1 distinct point; choose a smaller k"),
        ([[1.0], [2.0]], 3, "k is 3 but points has only 2 points; choose a smaller k"),
    ],
)
def test_too_few_points(points, k, message):
    with pytest.raises(InputError, match=f"^{message}$"):
        run("kmeans", make_dataset(points), k=k)


def test_distinct_rows_far_into_the_data():
    points = np.zeros((40_000, 2))
    points[-1] = 1.0
    assert run("kmeans", make_dataset(points), k=2, init="k-means++").sizes in ((39_999, 1), (1, 39_999))
    with pytest.raises(InputError, match="only 2 distinct"):
        run("kmeans", make_dataset(points), k=3)


def transformed(points, starts, change):
    trace = run("kmeans", make_dataset(change(points)), init=change(starts))
    return [(step.step, None if step.labels is None else step.labels.tolist()) for step in trace], trace


@pytest.fixture(scope="module")
def grid():
    """Points with few digits, so that shifts and scales by powers of two are exact."""
    rng = np.random.default_rng(11)
    points = np.round(rng.normal(size=(80, 2)) * [3, 1] * 8) / 8
    return points, points[[3, 17, 40, 63]]


@pytest.mark.parametrize(
    "change",
    [
        *(lambda x, power=power: x + 2.0**power for power in (20, 30, 40)),
        *(lambda x, power=power: x * 2.0**power for power in (-40, -3, 40, 100)),
        lambda x: x[:, ::-1],
        lambda x: -x,
    ],
)
def test_same_steps_wherever_the_data_lie(grid, change):
    steps, _ = transformed(*grid, lambda x: x)
    assert transformed(*grid, change)[0] == steps


def test_permuted_rows(grid):
    points, starts = grid
    order = np.random.default_rng(5).permutation(len(points))
    plain = run("kmeans", make_dataset(points), init=starts)
    mixed = run("kmeans", make_dataset(points[order]), init=starts)
    assert [s.labels.tolist() for s in mixed[1:]] == [s.labels[order].tolist() for s in plain[1:]]


def test_doubled_rows(grid):
    points, starts = grid
    plain = run("kmeans", make_dataset(points), init=starts)
    doubled = run("kmeans", make_dataset(np.concatenate([points, points])), init=starts)
    np.testing.assert_allclose(doubled[-1].centroids, plain[-1].centroids, rtol=1e-13, atol=1e-14)
    np.testing.assert_allclose(doubled.objective[1:], 2 * plain.objective[1:], rtol=1e-12)


def test_permuted_starts(grid):
    points, starts = grid
    plain = run("kmeans", make_dataset(points), init=starts)
    mirrored = run("kmeans", make_dataset(points), init=starts[::-1])
    assert order_by_overlap(mirrored, plain).tolist() == [3, 2, 1, 0]


def hard_cases():
    rng = np.random.default_rng(2)
    yield "blobs", rng.normal(size=(300, 2)) + rng.integers(0, 4, (300, 1)) * 5
    yield "five columns", rng.normal(size=(300, 5))
    yield "offset", rng.normal(size=(300, 2)) + 1e8
    yield "duplicates", np.repeat(rng.normal(size=(40, 2)), 5, axis=0)
    yield "constant column", np.c_[rng.normal(size=200), np.full(200, 0.1)]
    yield "badly scaled", rng.normal(size=(300, 2)) * [1e-6, 1e6]
    yield "one column", rng.normal(size=(300, 1))


@pytest.mark.filterwarnings("ignore:Number of distinct clusters")
@pytest.mark.parametrize("k", [1, 2, 5, 20])
@pytest.mark.parametrize("points", [pytest.param(points, id=name) for name, points in hard_cases()])
def test_agrees_with_scikit_learn(points, k):
    cluster = pytest.importorskip("sklearn.cluster")
    starts = np.unique(points, axis=0)[:: max(1, len(np.unique(points, axis=0)) // k)][:k]
    trace = run("kmeans", make_dataset(points), init=starts)
    assert all(snapshot.counts.all() for snapshot in trace[1:]), "a case where no cluster empties"
    peer = cluster.KMeans(k, init=starts, n_init=1, algorithm="lloyd", tol=0, max_iter=1000).fit(points)
    assert peer.labels_.tolist() == trace.labels.tolist()
    apart = np.abs(peer.cluster_centers_ - trace[-1].centroids)
    assert np.all(apart <= 1e-9 * np.ptp(points, axis=0) + 4 * np.spacing(np.abs(points).max(axis=0)))
    assert math.isclose(peer.inertia_, trace.inertia, rel_tol=1e-9)


def test_k_of_all_agrees_with_scikit_learn():
    cluster = pytest.importorskip("sklearn.cluster")
    points = np.random.default_rng(8).normal(size=(12, 2))
    trace = run("kmeans", make_dataset(points), init=points)
    peer = cluster.KMeans(12, init=points, n_init=1, tol=0).fit(points)
    assert peer.labels_.tolist() == trace.labels.tolist() == list(range(12))
