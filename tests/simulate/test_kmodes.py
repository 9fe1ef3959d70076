"""k-modes and k-prototypes against paper and pencil, the kmodes package, scikit-learn and every partition there is."""

import math
from itertools import pairwise, product

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from kmodes.kmodes import KModes as PeerModes
from kmodes.kmodes import labels_cost
from kmodes.kprototypes import KPrototypes as PeerPrototypes
from kmodes.kprototypes import labels_cost as mixed_labels_cost
from kmodes.util.dissim import euclidean_dissim, matching_dissim
from kmodes.util.init_methods import init_cao
from simulate_data import make_dataset
from sklearn.cluster import KMeans

from kmanim.errors import InputError
from kmanim.simulate.machines.centroids.measure import gamma_of
from kmanim.simulate.machines.centroids.modes import cao, set_modes
from kmanim.simulate.record import run
from kmanim.simulate.runs.runs import run_many

POLICIES = ["keep", "farthest", "resample"]


def categories(points):
    return make_dataset(points, coded=[True] * np.shape(points)[1])


def mixed(numbers, codes, scale="none"):
    numbers, codes = np.asarray(numbers, float), np.asarray(codes, float)
    coded = [False] * numbers.shape[1] + [True] * codes.shape[1]
    return make_dataset(np.column_stack([numbers, codes]), coded=coded, scale=scale)


def mismatches(points, modes):
    return np.stack([(points != mode).sum(axis=1) for mode in modes], axis=1)


@st.composite
def problems(draw):
    n, d = draw(st.integers(1, 30)), draw(st.integers(1, 5))
    points = draw(arrays(np.int64, (n, d), elements=st.integers(0, draw(st.integers(0, 6)))))
    k = draw(st.integers(1, min(5, len(np.unique(points, axis=0)))))
    return (
        points,
        k,
        draw(st.sampled_from(POLICIES)),
        draw(st.sampled_from(["sample", "cao"])),
        draw(st.integers(0, 99)),
    )


@given(problems())
def test_laws_of_modes(problem):
    points, k, policy, init, seed = problem
    trace = run("kmodes", categories(points), k=k, init=init, empty=policy, seed=seed)
    assert np.all(np.diff(trace.objective[1:]) <= 0), "the number of mismatches never rises"
    assert np.all(trace.objective[1:] % 1 == 0)
    for before, after in pairwise(trace):
        if after.step == "assign":
            far = mismatches(points, after.centroids)
            assert after.labels.tolist() == far.argmin(axis=1).tolist(), "nearest, ties to the lowest number"
            assert after.objective == far.min(axis=1).sum()
        elif after.step == "update":
            for cluster, column in product(range(k), range(points.shape[1])):
                members = points[after.labels == cluster, column]
                entry, former = after.centroids[cluster, column], before.centroids[cluster, column]
                if not members.size:
                    assert entry == former
                    continue
                counts = np.bincount(members)
                assert counts[int(entry)] == counts.max()
                tied = np.flatnonzero(counts == counts.max())
                assert entry == (former if former in tied else tied[0])
            assert (
                after.objective == mismatches(points, after.centroids)[range(len(points)), after.labels].sum()
            )
    assert trace.stopped == "no point switched"


def test_by_hand():
    # colour, size, shape
    points = [[0, 0, 0], [0, 0, 1], [0, 1, 0], [1, 1, 1], [1, 1, 0], [1, 0, 1]]
    trace = run("kmodes", categories(points), k=2, init="cao")
    # All rows have density 9, so the first comes first; the fourth differs in 3 columns.
    assert trace.centroids_at(0).tolist() == [[0, 0, 0], [1, 1, 1]]
    assert trace.labels.tolist() == [0, 0, 0, 1, 1, 1]
    assert trace.objective[1:].tolist() == [4, 4, 4], "each mode is that of its cluster at once"
    assert trace.iterations == 2
    assert trace.distances(0, 5).tolist() == [2, 1]
    assert trace.own_distances(-1).tolist() == [0, 1, 1, 0, 1, 1]
    assert trace.moves(2).tolist() == [0, 0]


def test_ties_of_a_mode():
    values = np.array([[2.0], [2.0], [0.0], [0.0], [1.0]])
    labels = np.zeros(5, np.uint8)
    assert set_modes(np.array([[2.0]]), values, labels, [0]).tolist() == [[2]], "what is there stays"
    assert set_modes(np.array([[1.0]]), values, labels, [0]).tolist() == [[0]], "or else the first comes"
    assert set_modes(np.array([[1.0], [1.0]]), values, labels, [0]).tolist() == [[0], [1]], (
        "no rows, no change"
    )


@pytest.mark.parametrize("seed", range(40))
def test_the_end_is_the_end_for_the_kmodes_package_too(seed):
    rng = np.random.default_rng(seed)
    n, d, k = int(rng.integers(20, 120)), int(rng.integers(2, 8)), int(rng.integers(1, 6))
    groups = rng.integers(0, 4, (k, d))
    noise = rng.integers(0, 4, (n, d))
    points = np.where(rng.random((n, d)) < 0.3, noise, groups[rng.integers(k, size=n)])
    k = min(k, len(np.unique(points, axis=0)))
    trace = run("kmodes", categories(points), k=k, seed=seed, empty="farthest")
    modes = trace.centroids_at(-1)
    labels, cost = labels_cost(points, modes, matching_dissim, None)
    assert labels.tolist() == trace.labels.tolist()
    assert cost == trace.inertia
    # The package sets a mode after each row; from a solution of ours it finds none that is worse.
    peer = PeerModes(n_clusters=k, init=modes.astype(int), n_init=1, max_iter=1).fit(points)
    assert peer.cost_ <= trace.inertia


@pytest.mark.parametrize("seed", range(12))
def test_best_of_many_is_as_good_as_the_package_finds(seed):
    rng = np.random.default_rng(100 + seed)
    points = rng.integers(0, 3, (40, 4))
    best = run_many("kmodes", categories(points), 60, k=3, seed=seed).best.inertia
    peer = PeerModes(n_clusters=3, init="random", n_init=30, random_state=seed).fit(points).cost_
    assert best <= peer + 1


@pytest.mark.parametrize("seed", range(10))
def test_cao_is_the_packages(seed):
    points = np.random.default_rng(seed).integers(0, 4, (50, 5))
    rows = cao(points.astype(float), 4)
    density = sum(np.bincount(column)[column] for column in points.T)
    tied = (density == density.max()).sum() > 1
    assert rows[0] == density.argmax()
    for count in range(1, 4):
        score = density * mismatches(points, points[rows[:count]]).min(axis=1)
        assert rows[count] == score.argmax(), "the first of those with the largest product"
        tied |= len(np.unique(points[score == score.max()], axis=0)) > 1
    if not tied:  # the package's density is rounded, so its ties go anywhere
        np.testing.assert_array_equal(points[rows], init_cao(points, 4, matching_dissim))


def test_no_partition_is_better_than_the_best_of_many():
    rng = np.random.default_rng(2)
    for _ in range(5):
        points = rng.integers(0, 3, (8, 3))
        best = min(
            sum(
                len(members) * 3 - sum(np.bincount(members[:, column]).max() for column in range(3))
                for cluster in range(2)
                if len(members := points[np.array(labels) == cluster])
            )
            for labels in product(range(2), repeat=8)
        )
        assert run_many("kmodes", categories(points), 200, k=2, seed=0).best.inertia == best


@st.composite
def mixed_problems(draw):
    n = draw(st.integers(2, 25))
    numbers = draw(arrays(np.float64, (n, draw(st.integers(1, 2))), elements=st.integers(-5, 5).map(float)))
    codes = draw(arrays(np.int64, (n, draw(st.integers(1, 3))), elements=st.integers(0, 3)))
    k = draw(st.integers(1, min(4, len(np.unique(np.column_stack([numbers, codes]), axis=0)))))
    gamma = draw(st.sampled_from([None, 0.0, 0.5, 10.0]))
    return numbers, codes, k, gamma, draw(st.sampled_from(POLICIES)), draw(st.integers(0, 99))


@given(mixed_problems())
def test_laws_of_prototypes(problem):
    numbers, codes, k, gamma, policy, seed = problem
    data = mixed(numbers, codes)
    trace = run("kprototypes", data, k=k, gamma=gamma, empty=policy, seed=seed)
    weight = 0.5 * numbers.std(axis=0).mean() if gamma is None else gamma
    assert math.isclose(gamma_of(data, trace.parameters), weight, rel_tol=1e-12, abs_tol=1e-15)
    wide = numbers.shape[1]
    objective = trace.objective[1:]
    assert np.all(np.diff(objective) <= 1e-9 * np.abs(objective[:-1]) + 1e-9)
    for before, after in pairwise(trace):
        if after.step == "assign":
            means, modes = after.centroids[:, :wide], after.centroids[:, wide:]
            far = ((numbers[:, None] - means) ** 2).sum(axis=2) + weight * mismatches(codes, modes)
            best = far.min(axis=1)
            assert np.allclose(far[range(len(far)), after.labels], best, rtol=1e-9, atol=1e-9)
            assert math.isclose(after.objective, best.sum(), rel_tol=1e-9, abs_tol=1e-9)
        elif after.step == "update":
            for cluster in range(k):
                mine = after.labels == cluster
                if mine.any():
                    np.testing.assert_allclose(
                        after.centroids[cluster, :wide], numbers[mine].mean(axis=0), atol=1e-12
                    )
                else:
                    assert after.centroids[cluster].tolist() == before.centroids[cluster].tolist()


@pytest.mark.parametrize("seed", range(15))
def test_prototypes_and_the_package(seed):
    rng = np.random.default_rng(seed)
    groups = rng.integers(0, 3, 90)
    numbers = rng.normal(size=(90, 2)) + groups[:, None] * 2
    codes = np.where(rng.random((90, 2)) < 0.3, rng.integers(0, 3, (90, 2)), groups[:, None])
    data = mixed(numbers, codes)
    trace = run("kprototypes", data, k=3, seed=seed)
    everything = np.column_stack([numbers, codes])
    peer = PeerPrototypes(n_clusters=3, init="Huang", n_init=1, random_state=seed)
    peer.fit(everything, categorical=[2, 3])
    assert math.isclose(peer.gamma, gamma_of(data, trace.parameters), rel_tol=1e-12), "the same rule"
    ends = trace.centroids_at(-1)
    labels, cost = mixed_labels_cost(
        numbers, codes, [ends[:, :2], ends[:, 2:]], euclidean_dissim, matching_dissim, peer.gamma, None
    )
    assert labels.tolist() == trace.labels.tolist()
    assert math.isclose(cost, trace.inertia, rel_tol=1e-12)
    best = run_many("kprototypes", data, 20, k=3, seed=seed).best.inertia
    assert best <= peer.cost_ * 1.001


@pytest.mark.parametrize("seed", range(5))
def test_without_gamma_prototypes_are_means(seed):
    rng = np.random.default_rng(seed)
    numbers = rng.normal(size=(60, 2)) * 3
    data = mixed(numbers, rng.integers(0, 3, (60, 1)))
    trace = run("kprototypes", data, k=3, gamma=0, seed=seed)
    peer = KMeans(3, init=trace.centroids_at(0)[:, :2], n_init=1, tol=0).fit(numbers)
    assert math.isclose(trace.inertia, peer.inertia_, rel_tol=1e-9)
    assert trace.labels.tolist() == peer.labels_.tolist()


def test_constant_categories_change_nothing():
    numbers = np.random.default_rng(0).normal(size=(40, 2))
    with_constant = run("kprototypes", mixed(numbers, np.zeros((40, 1))), k=3, seed=1, gamma=5)
    assert math.isclose(
        with_constant.inertia,
        run("kmeans", make_dataset(numbers), init=with_constant.centroids_at(0)[:, :2]).inertia,
    )


def test_k_from_one_to_as_many_as_there_are_rows():
    points = np.array([[0, 0], [0, 1], [1, 0], [1, 1]])
    one = run("kmodes", categories(points), k=1)
    assert one.inertia == 4
    each = run("kmodes", categories(points), k=4)
    assert each.inertia == 0
    with pytest.raises(InputError, match="k is 5 but points has only 4 points"):
        run("kmodes", categories(points), k=5)
    with pytest.raises(InputError, match="k is 2 but there is only 1 distinct point"):
        run("kmodes", categories(np.zeros((4, 2))), k=2)


@pytest.mark.parametrize(
    ("algorithm", "coded", "message"),
    [
        (
            "kmeans",
            [False, True],
            "column 'x2' holds categories, and k-means takes numbers; .*kmodes.*kprototypes",
        ),
        ("kmedoids", [True, True], "column 'x1' holds categories, and k-medoids takes numbers"),
        ("kmodes", [True, False], "column 'x2' holds numbers, and k-modes takes categories"),
        ("kprototypes", [True, True], "columns of categories alone, .* cluster them with kmodes"),
        ("kprototypes", [False, False], "columns of numbers alone, .* cluster them with kmeans"),
    ],
)
def test_columns_of_another_kind_are_refused(algorithm, coded, message):
    data = make_dataset([[0, 0], [1, 1], [0, 1]], coded=coded)
    for ask in (run, lambda *args, **more: run_many(*args, 2, **more)):
        with pytest.raises(InputError, match=message):
            ask(algorithm, data, k=2)
