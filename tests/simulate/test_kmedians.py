"""k-medians against paper and pencil, NumPy, SciPy and every partition there is."""

import math
from itertools import pairwise, product

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from simulate_data import make_dataset

from kmanim.simulate.record import run
from kmanim.simulate.runs.runs import run_many

coarse = st.integers(-4, 4).map(float)
fine = st.floats(-1e6, 1e6, allow_subnormal=False).map(lambda x: round(x, 3))


@st.composite
def problems(draw):
    n, d = draw(st.integers(1, 25)), draw(st.integers(1, 3))
    points = draw(arrays(np.float64, (n, d), elements=draw(st.sampled_from([coarse, fine]))))
    if draw(st.booleans()):
        points[:, 0] = 0.1
    points = points + draw(st.sampled_from([0.0, 1e8]))
    k = draw(st.integers(1, min(5, len(np.unique(points, axis=0)))))
    policy = draw(st.sampled_from(["keep", "farthest", "resample"]))
    init = draw(st.sampled_from(["uniform", "sample", "k-means++", "farthest"]))
    return points, k, init, policy, draw(st.integers(0, 99))


def cityblock(points, centroids):
    return np.stack([np.abs(points - centroid).sum(axis=1) for centroid in centroids], axis=1)


@given(problems())
def test_laws(problem):
    points, k, init, policy, seed = problem
    trace = run("kmedians", make_dataset(points), k=k, init=init, empty=policy, seed=seed)
    objective = trace.objective[1:]
    assert np.all(np.diff(objective) <= 1e-12 * objective[:-1])
    for before, after in pairwise(trace):
        if after.step == "assign":
            far = cityblock(points, after.centroids)
            assert after.labels.tolist() == far.argmin(axis=1).tolist(), "nearest, ties to the lowest number"
            assert math.isclose(after.objective, math.fsum(far.min(axis=1)), rel_tol=1e-12, abs_tol=1e-300)
        elif after.step == "update":
            for number in range(k):
                members = points[after.labels == number]
                expected = np.median(members, axis=0) if len(members) else before.centroids[number]
                assert after.centroids[number].tolist() == expected.tolist()
        else:
            assert after.step == "relocate"
            assert policy != "keep"
            moved = np.flatnonzero((before.centroids != after.centroids).any(axis=1))
            assert all((points == after.centroids[j]).all(axis=1).any() for j in moved)
    assert trace.stopped == "no point switched"
    if policy != "keep":
        assert 0 not in trace.sizes
    again = run("kmedians", make_dataset(points), init=trace[-1].centroids)
    assert again.labels.tolist() == trace.labels.tolist()
    assert again[-1].centroids.tolist() == trace[-1].centroids.tolist()


def test_no_run_is_better_than_the_best_partition():
    """All partitions of a few points are tried; most of them are found from some start."""
    hits = 0
    for seed in range(30):
        rng = np.random.default_rng(seed)
        n, d = int(rng.integers(2, 8)), int(rng.integers(1, 3))
        points = rng.integers(0, 5, (n, d)).astype(float) if seed % 2 else rng.normal(size=(n, d))
        k = min(2, len(np.unique(points, axis=0)))
        best = min(
            sum(
                np.abs(part - np.median(part, axis=0)).sum()
                for part in (points[labels == j] for j in range(k))
                if len(part)
            )
            for labels in map(np.array, product(range(k), repeat=n))
        )
        found = run_many("kmedians", make_dataset(points), 30, k=k, init="sample", seed=seed)
        assert all(trace.inertia >= best - 1e-9 for trace in found)
        hits += math.isclose(found.best.inertia, best, rel_tol=1e-9, abs_tol=1e-12)
    assert hits >= 27


def test_distances_and_medians_are_scipys():
    spatial, ndimage = pytest.importorskip("scipy.spatial.distance"), pytest.importorskip("scipy.ndimage")
    points = np.random.default_rng(5).normal(size=(400, 5)) * [1, 10, 0.1, 3, 1e3]
    trace = run("kmedians", make_dataset(points), k=7, init="sample", seed=1)
    for after in trace[1:]:
        far = spatial.cdist(points, after.centroids, "cityblock")
        if after.step == "assign":
            assert after.labels.tolist() == far.argmin(axis=1).tolist()
        else:
            medians = [ndimage.median(column, after.labels, range(7)) for column in points.T]
            np.testing.assert_array_equal(after.centroids, np.transpose(medians))
        own = far[np.arange(400), after.labels]
        assert math.isclose(after.objective, math.fsum(own), rel_tol=1e-12)
        np.testing.assert_allclose(
            trace.distances(1, 9), spatial.cdist(points[9:10], trace[1].centroids, "cityblock")[0]
        )
    last = len(trace) - 1
    np.testing.assert_allclose(trace.own_distances(last), own, rtol=1e-12)
    np.testing.assert_allclose(trace.distances_to(last, 3), far[:, 3], rtol=1e-12)


def test_even_counts_give_the_midpoint():
    points = make_dataset([[0.0, 5], [1, 6], [4, 8], [9, 9]])
    assert run("kmedians", points, k=1)[-1].centroids.tolist() == [[2.5, 7.0]]
    assert run("kmedians", make_dataset(np.repeat([[0.1]], 4, axis=0)), k=1)[-1].centroids.tolist() == [[0.1]]


def test_it_is_not_k_means():
    """One far point draws a mean away and leaves a median alone."""
    points = make_dataset([[0.0], [1], [2], [3], [1000]])
    assert run("kmedians", points, k=1)[-1].centroids.tolist() == [[2.0]]
    assert run("kmedians", points, k=1).inertia == 2 + 1 + 0 + 1 + 998


def test_ties_go_to_the_lowest_number():
    points = make_dataset([[0.0, 0], [1, 1], [2, 2], [3, 3], [4, 4], [1, 3]])
    assert run("kmedians", points, init=[[0, 0], [4, 4]], max_iter=1)[1].labels.tolist() == [0, 0, 0, 1, 1, 0]
    assert run("kmedians", points, init=[[4, 4], [0, 0]], max_iter=1)[1].labels.tolist() == [1, 1, 0, 0, 0, 0]


def test_k_of_all():
    points = make_dataset(np.random.default_rng(0).normal(size=(9, 2)))
    every = run("kmedians", points, k=9, init="sample")
    assert (every.inertia, sorted(every.sizes)) == (0.0, [1] * 9)


@pytest.mark.parametrize(
    "change",
    [
        *(lambda x, power=power: x + 2.0**power for power in (20, 30, 40)),
        *(lambda x, power=power: x * 2.0**power for power in (-40, -3, 40, 100)),
        lambda x: x[:, ::-1],
        lambda x: -x,
    ],
)
def test_same_steps_wherever_the_data_lie(change):
    points = np.round(np.random.default_rng(11).normal(size=(81, 2)) * [3, 1] * 8) / 8
    starts = points[[3, 17, 40, 63]]
    plain = run("kmedians", make_dataset(points), init=starts)
    moved = run("kmedians", make_dataset(change(points)), init=change(starts))
    assert [s.labels.tolist() for s in moved[1:]] == [s.labels.tolist() for s in plain[1:]]
    assert moved[-1].centroids.tolist() == change(plain[-1].centroids).tolist()


def test_doubled_rows():
    points = np.random.default_rng(3).normal(size=(60, 2))
    plain = run("kmedians", make_dataset(points), init=points[:3])
    doubled = run("kmedians", make_dataset(np.concatenate([points, points])), init=points[:3])
    np.testing.assert_allclose(doubled.objective[1:], 2 * plain.objective[1:], rtol=1e-12)
    assert doubled[-1].centroids.tolist() == plain[-1].centroids.tolist()
