"""k-medoids against the PyPI package of that name and against every swap there is."""

import math
from itertools import combinations, pairwise

import kmedoids
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from simulate_data import make_dataset, read_cars

from kmanim.errors import InputError
from kmanim.simulate.machines.centroids.pam import best_swap, build
from kmanim.simulate.numerics.pair_distances import all_distances, pair_distances
from kmanim.simulate.record import run
from kmanim.simulate.runs.runs import run_many
from kmanim.simulate.storage.trace_file import load_trace, save_trace

coarse = st.integers(-4, 4).map(float)
fine = st.floats(-1e6, 1e6, allow_subnormal=False).map(lambda x: round(x, 3))
METHODS = ["alternate", "pam"]


@st.composite
def problems(draw):
    n, d = draw(st.integers(1, 25)), draw(st.integers(1, 3))
    points = draw(arrays(np.float64, (n, d), elements=draw(st.sampled_from([coarse, fine]))))
    if draw(st.booleans()):
        points[:, 0] = 0.1
    points = points + draw(st.sampled_from([0.0, 1e8]))
    k = draw(st.integers(1, min(5, len(np.unique(points, axis=0)))))
    init = draw(st.sampled_from(["sample", "build"]))
    return points, k, init, draw(st.integers(0, 99))


def between(points, others):
    return np.sqrt(((points[:, None] - others[None]) ** 2).sum(axis=-1))


def cost(far, rows):
    return math.fsum(far[:, rows].min(axis=1))


def all_swaps(far, rows):
    """D after each swap, shape (n, k)."""
    rest = [np.delete(rows, j) for j in range(len(rows))]
    return np.array([[cost(far, [*some, c]) for some in rest] for c in range(len(far))])


@pytest.mark.parametrize("method", METHODS)
@given(problems())
def test_laws(method, problem):
    points, k, init, seed = problem
    dataset = make_dataset(points)
    trace = run("kmedoids", dataset, k=k, init=init, method=method, seed=seed)
    far = between(points, points)
    objective = trace.objective[1:]
    assert np.all(np.diff(objective) <= 1e-11 * objective[:-1])
    for before, after in pairwise(trace):
        assert after.centroids.tolist() == points[after.medoids].tolist(), "medoids are rows"
        if after.step == "assign":
            squares = ((points[:, None] - after.centroids) ** 2).sum(axis=-1)
            assert after.labels.tolist() == squares.argmin(axis=1).tolist(), "nearest, ties to the lowest"
            assert math.isclose(after.objective, cost(far, after.medoids), rel_tol=1e-12, abs_tol=1e-300)
        elif after.step == "update":
            for j in range(k):
                members = np.flatnonzero(after.labels == j)
                sums = far[np.ix_(members, members)].sum(axis=1)
                assert after.medoids[j] == members[sums <= sums.min() * (1 + 1e-12)][0]
        else:
            assert (before.medoids != after.medoids).sum() == 1
            assert math.isclose(after.objective, cost(far, after.medoids), rel_tol=1e-12)
            swaps = all_swaps(far, before.medoids)
            assert math.isclose(after.objective, swaps.min(), rel_tol=1e-10)
            good = np.argwhere(swaps <= swaps.min() + 1e-12 * before.objective)
            (number,) = np.flatnonzero(before.medoids != after.medoids)
            assert [after.medoids[number], number] == good[0].tolist(), "ties to the lowest row"
    assert trace.finished
    assert 0 not in trace.sizes
    if method == "pam":
        assert all_swaps(far, trace[-1].medoids).min() >= trace.inertia * (1 - 1e-11)
    again = run("kmedoids", dataset, init=trace[-1].centroids, method=method)
    assert again.labels.tolist() == trace.labels.tolist()
    assert again[-1].centroids.tolist() == trace[-1].centroids.tolist(), "a fixed point"


def continuous(seed):
    """Points without ties, and how many clusters."""
    rng = np.random.default_rng(seed)
    n, d = int(rng.integers(60, 120)), int(rng.integers(2, 5))
    points = rng.normal(size=(n, d)) * 10.0 ** rng.integers(-3, 4) + rng.choice([0.0, 1e3])
    return points, int(rng.integers(1, 5))


@pytest.mark.parametrize("seed", range(40))
def test_agrees_with_the_package_from_the_same_start(seed):
    points, k = continuous(seed)
    far = between(points, points)
    for init in ("sample", "build"):
        trace = run("kmedoids", make_dataset(points), k=k, init=init, method="pam", seed=seed)
        start = trace[0].medoids.astype(np.uint64)
        for peer in (kmedoids.pam(far, start), kmedoids.fastpam1(far, start)):
            assert math.isclose(trace.inertia, peer.loss, rel_tol=1e-9)
            assert sorted(peer.medoids.tolist()) == sorted(trace[-1].medoids.tolist())
            assert peer.n_swap == trace.iterations - 1
    built = kmedoids.pam_build(far, k)
    assert built.medoids.tolist() == build(points, k).tolist()
    assert math.isclose(built.loss, cost(far, build(points, k)), rel_tol=1e-9)
    turns = run("kmedoids", make_dataset(points), k=k, seed=seed)
    peer = kmedoids.alternating(far, turns[0].medoids.astype(np.uint64))
    assert math.isclose(turns.inertia, peer.loss, rel_tol=1e-9)


@pytest.mark.parametrize("offset", [0.0, 1e8])
def test_distances_are_written_piece_by_piece_and_never_copied(offset, monkeypatch):
    monkeypatch.setattr("kmanim.simulate.numerics.pair_distances._IN_CACHE", 200)
    points = np.random.default_rng(0).normal(size=(61, 3)) + offset
    found = all_distances(points)
    np.testing.assert_array_equal(found, pair_distances(points, points))
    np.testing.assert_allclose(found, between(points, points), rtol=1e-14)
    assert found.flags.owndata
    assert not found.flags.writeable


def test_swaps_end_no_worse_than_turns():
    """From the same starts, over many data sets; also beside FasterPAM, which may end elsewhere."""
    turns, swaps, eager = [], [], []
    for seed in range(25):
        points, k = continuous(seed)
        traces = [run("kmedoids", make_dataset(points), k=k, method=method, seed=seed) for method in METHODS]
        turns.append(traces[0].inertia)
        swaps.append(traces[1].inertia)
        eager.append(kmedoids.fasterpam(between(points, points), traces[0][0].medoids.astype(np.uint64)).loss)
    ratio = np.array(swaps) / np.array(turns)
    assert ratio.max() < 1.02
    assert ratio.mean() < 1
    assert abs(np.mean(np.array(swaps) / np.array(eager)) - 1) < 0.02


def test_no_run_is_better_than_the_best_medoids():
    hits = 0
    for seed in range(30):
        rng = np.random.default_rng(seed)
        n, d = int(rng.integers(4, 10)), int(rng.integers(1, 3))
        points = rng.integers(0, 5, (n, d)).astype(float) if seed % 2 else rng.normal(size=(n, d))
        k = min(3, len(np.unique(points, axis=0)))
        far = between(points, points)
        best = min(cost(far, list(rows)) for rows in combinations(range(n), k))
        for method in METHODS:
            found = run_many("kmedoids", make_dataset(points), 12, k=k, method=method, seed=seed)
            assert all(trace.inertia >= best - 1e-9 for trace in found)
        hits += math.isclose(found.best.inertia, best, rel_tol=1e-9, abs_tol=1e-12)
    assert hits == 30


def test_build_by_hand():
    points = np.array([[0.0], [1], [2], [10], [11], [12]])
    assert build(points, 1).tolist() == [2]  # 2 and 10 are equally central; the first row
    assert build(points, 2).tolist() == [2, 4]
    assert build(points, 6).tolist()[:2] == [2, 4]
    assert sorted(build(points, 6).tolist()) == list(range(6))


def test_a_swap_by_hand():
    points = np.array([[0.0], [1], [2], [10], [11], [12]])
    assert best_swap(between(points, points), np.array([0, 1])) == (4, 0)
    assert best_swap(between(points, points), np.array([1, 4])) is None
    trace = run("kmedoids", make_dataset(points), init="0 1", method="pam")
    assert [s.step for s in trace] == ["start", "assign", "swap", "assign"]
    assert [s.medoids.tolist() for s in trace] == [[0, 1], [0, 1], [4, 1], [4, 1]]
    assert trace.objective[1:].tolist() == [31, 4, 4]
    assert trace.stopped == "no swap lowers the sum"
    assert trace[1].labels.tolist() == [0, 1, 1, 1, 1, 1]
    assert trace[2].labels.tolist() == trace[1].labels.tolist()
    assert trace[3].labels.tolist() == [1, 1, 1, 0, 0, 0]


@pytest.mark.parametrize("k", [1, 2, 5])
@pytest.mark.parametrize("places", [5, 10**9])
def test_a_swap_is_the_first_of_the_best_of_all_where_clusters_are_taken_in_parts(places, k):
    """Every swap is made by hand; of clusters with so many points some are gone through at a time."""
    rng = np.random.default_rng([places, k])
    points = rng.integers(0, places, (170, 2)).astype(float)
    distances, medoids = between(points, points), rng.choice(len(points), k, replace=False)
    swap = (0, 0)
    while swap is not None:
        swap = best_swap(distances, medoids)
        sums = np.empty((len(points), k))
        for number in range(k):
            others = distances[np.delete(medoids, number)].min(axis=0, initial=np.inf)
            sums[:, number] = np.minimum(distances, others).sum(axis=1)
        if swap is None:
            assert sums.min() > distances[medoids].min(axis=0).sum() * (1 - 1e-9)
        else:
            assert list(swap) == np.argwhere(sums <= sums.min() * (1 + 1e-12))[0].tolist()
            medoids[swap[1]] = swap[0]


def test_turns_by_hand():
    trace = run("kmedoids", make_dataset([[0.0], [1], [2], [10], [11], [12]]), init="0 10")
    assert [s.step for s in trace] == ["start", "assign", "update", "assign"]
    assert trace[-1].medoids.tolist() == [1, 4]
    assert trace.objective[1:].tolist() == [6, 4, 4]
    assert trace.stopped == "no point switched"


@pytest.mark.parametrize("method", METHODS)
def test_a_limit_leaves_labels_and_medoids_that_belong_together(method):
    points = make_dataset(np.random.default_rng(1).normal(size=(80, 2)))
    full = run("kmedoids", points, k=5, method=method, seed=2)
    assert full.iterations > 3
    for limit in range(1, full.iterations):
        short = run("kmedoids", points, k=5, method=method, seed=2, max_iter=limit)
        assert (short.stopped, short.iterations) == ("max_iter reached", limit)
        assert not short.finished
    assert short[-1].step == ("update" if method == "alternate" else "assign")
    assert run("kmedoids", points, k=5, method=method, seed=2, max_iter=full.iterations).finished


@pytest.mark.parametrize("method", METHODS)
@pytest.mark.parametrize("init", ["sample", "build"])
def test_k_of_one_and_of_all(method, init):
    points = np.random.default_rng(0).normal(size=(9, 2))
    one = run("kmedoids", make_dataset(points), k=1, method=method, init=init)
    assert one[-1].medoids[0] == between(points, points).sum(axis=1).argmin()
    every = run("kmedoids", make_dataset(points), k=9, method=method, init=init)
    assert (every.inertia, sorted(every.sizes)) == (0.0, [1] * 9)
    alone = run("kmedoids", make_dataset([[3.0, 4.0]]), k=1, method=method, init=init)
    assert (alone.inertia, alone.sizes) == (0.0, (1,))


def test_starts_are_rows_at_different_places():
    points = np.repeat([[0.0], [1.0], [5.0]], [40, 40, 1], axis=0)
    for seed in range(20):
        trace = run("kmedoids", make_dataset(points), k=3, seed=seed)
        assert sorted(trace[0].centroids.ravel().tolist()) == [0, 1, 5]
        assert sorted(trace.sizes) == [1, 40, 40]
    drawn = [
        run("kmedoids", make_dataset(np.arange(4.0)), k=1, seed=seed)[0].medoids[0] for seed in range(400)
    ]
    assert np.bincount(drawn).min() > 70


def test_places_too_near_to_measure():
    """Their squares are 0, so one medoid has no points, and stays."""
    points = make_dataset([[0.0], [1e-170], [1.0]])
    for method in METHODS:
        trace = run("kmedoids", points, k=3, method=method)
        assert (trace.inertia, trace.finished, sorted(trace.sizes)) == (0.0, True, [0, 1, 2])


@pytest.mark.parametrize("scale", ["none", "zscore"])
def test_given_starts(scale):
    cars = read_cars(scale)
    trace = run("kmedoids", cars, init="1560,123 998,66")
    assert trace[0].medoids.tolist() == [9, 17], "of two cars on one spot the first"
    again = run("kmedoids", cars, init=trace.centroids_of(-1))
    assert again[0].centroids.tolist() == trace[-1].centroids.tolist()


@pytest.mark.parametrize(
    ("options", "message"),
    [
        (
            {"init": "1000,150 1500,150"},
            "init: start 1 is no row of mtcars, as medoids must be; the nearest is Porsche 914-2, 971,91",
        ),
        ({"init": "1560,123 1560,123"}, "init: starts 1 and 2 are one place"),
        ({"init": "1,2,3"}, "init: a start has 3 numbers, but mtcars has 2 columns"),
        ({"init": "uniform"}, "init must be sample, build or starts such as"),
        ({"method": "clara"}, "method must be alternate or pam, got 'clara'"),
        ({"empty": "keep"}, "empty"),
        ({"k": 33}, "k is 33 but mtcars has only 32 points; choose a smaller k"),
    ],
)
def test_refusals(options, message):
    with pytest.raises(InputError, match=message):
        run("kmedoids", read_cars(), **options)


@pytest.mark.parametrize(
    ("options", "words"),
    [
        ({}, "k-medoids takes at most 20,000; kmedians takes any number"),
        ({"method": "pam"}, "PAM takes at most 5,000; method alternate takes 20,000, kmedians any number"),
        ({"init": "build"}, "BUILD takes at most 5,000; init sample takes 20,000, kmedians any number"),
    ],
)
def test_too_many_rows(options, words):
    many = make_dataset(np.random.default_rng(0).normal(size=(20_001, 1)))
    with pytest.raises(InputError) as caught:
        run("kmedoids", many, **options)
    assert str(caught.value) == f"points has 20,001 points, and {words}"


def test_nothing_is_drawn_by_build():
    with pytest.raises(InputError, match="all 3 runs would be the same; ask for 1 run"):
        run_many("kmedoids", read_cars(), 3, init="build")
    assert run_many("kmedoids", read_cars(), 1, init="build")[0].finished


@pytest.mark.parametrize("method", METHODS)
@pytest.mark.parametrize(
    "change",
    [
        *(lambda x, power=power: x + 2.0**power for power in (20, 30, 40)),
        *(lambda x, power=power: x * 2.0**power for power in (-40, -3, 40, 100)),
        lambda x: x[:, ::-1],
        lambda x: -x,
    ],
)
def test_same_steps_wherever_the_data_lie(method, change):
    points = np.round(np.random.default_rng(11).normal(size=(80, 2)) * [3, 1] * 8) / 8
    starts = points[[3, 17, 40, 63]]
    plain = run("kmedoids", make_dataset(points), init=starts, method=method)
    moved = run("kmedoids", make_dataset(change(points)), init=change(starts), method=method)
    assert [s.medoids.tolist() for s in moved] == [s.medoids.tolist() for s in plain]
    assert [s.labels.tolist() for s in moved[1:]] == [s.labels.tolist() for s in plain[1:]]


@pytest.mark.parametrize("method", METHODS)
def test_medoids_follow_their_clusters_and_survive_a_file(method, tmp_path):
    trace = run_many("kmedoids", read_cars(), 4, k=3, method=method)[2]
    plain = run("kmedoids", read_cars(), k=3, method=method)
    turned = plain.relabelled([2, 0, 1])
    assert turned[-1].medoids.tolist() == plain[-1].medoids[[2, 0, 1]].tolist()
    for one in trace:
        assert one.centroids.tolist() == trace.dataset.values[one.medoids].tolist()
        assert not one.medoids.flags.writeable
    for suffix in ("json", "npz"):
        loaded = load_trace(save_trace(trace, tmp_path / f"t.{suffix}"))
        assert [s.medoids.tolist() for s in loaded] == [s.medoids.tolist() for s in trace]
        assert loaded.parameters == trace.parameters
        assert loaded.parameters.terms == trace.parameters.terms
    path = tmp_path / "t.json"
    text = path.read_text("utf-8")
    first = str(trace[0].medoids.tolist())[1:-1]
    assert text.count(first.replace(" ", "")) or text.count(first)
    path.write_text(text.replace(first.replace(" ", ""), "0,1,32").replace(first, "0, 1, 32"), "utf-8")
    with pytest.raises(InputError, match="its medoids do not fit its rows"):
        load_trace(path)
