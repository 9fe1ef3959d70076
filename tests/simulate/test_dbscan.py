"""DBSCAN as it is recorded: the pages' tables, scikit-learn, and what holds for every run."""

import dataclasses

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from neighbourhood_data import FOURTEEN, NAMES, make_values
from simulate_data import make_dataset

import kmanim
from kmanim.data.load import load
from kmanim.errors import InputError
from kmanim.simulate.storage.trace_file import load_trace, save_trace

# The oracle of labels: its ball tree adds columns in order and compares inclusively, as the pages' rules say.
cluster = pytest.importorskip("sklearn.cluster")

POINTS = make_dataset(FOURTEEN, labels=tuple(NAMES))
CLOUD = make_dataset(np.random.default_rng(2).normal(size=(60, 2)))


def run(data, **params):
    return kmanim.run("dbscan", data, **params)


def fourteen(**params):
    return run(POINTS, **{"eps": 1, "min_samples": 4, **params})


def letters(rows):
    return "".join(NAMES[row] for row in rows)


def in_words(labels):
    return " ".join("-" if label < 0 else str(label + 1) for label in labels.tolist())


def partition(labels, rows):
    """Which of the rows are together, whatever the numbers; noise is one more part."""
    parts = {}
    for row in rows:
        parts.setdefault(int(labels[row]), set()).add(int(row))
    return {frozenset(part) for part in parts.values()}


def check_like_scikit_learn(points, eps, min_samples):
    trace = run(make_dataset(points), eps=eps, min_samples=min_samples)
    theirs = cluster.DBSCAN(eps=eps, min_samples=min_samples, algorithm="ball_tree").fit(trace.dataset.values)
    assert trace.labels.tolist() == theirs.labels_.tolist()
    assert np.flatnonzero(trace.core()).tolist() == theirs.core_sample_indices_.tolist()


def test_the_fourteen_points_are_visited_as_the_table_says():
    assert letters(fourteen().visits) == "ABCDFEHKGIJLMN"


def test_the_fourteen_points_have_the_counts_of_the_table():
    assert fourteen().counts_of_visits.tolist() == [3, 4, 4, 3, 4, 4, 3, 2, 2, 1, 4, 6, 3, 1]


def test_the_fourteen_points_become_what_the_table_says():
    assert [snapshot.step for snapshot in fourteen().unlabelled] == [
        "start", "noise", "core", "core", "border", "core", "core", "border", "border", "noise", "noise", "core",
        "core", "border", "noise",
    ]  # fmt: skip


def test_the_fourteen_points_join_when_the_table_says():
    trace = fourteen()
    joined = {i: letters(trace.changed(i)) for i in range(len(trace)) if trace.changed(i).size}
    assert joined == {2: "BCDF", 5: "E", 6: "HK", 11: "AJLM", 12: "G"}


def test_turns_are_those_of_rows_that_nothing_reached():
    trace = fourteen()
    seeds = [snapshot.row for snapshot in trace.unlabelled if snapshot.is_seed]
    assert letters(seeds) == "ABGIJN"


def test_the_fourteen_points_end_as_the_table_says():
    assert in_words(fourteen().labels) == "2 1 1 1 1 1 2 1 - 2 1 2 2 -"


def test_core_points_of_the_fourteen():
    assert letters(np.flatnonzero(fourteen().core())) == "BCEFJL"


def test_border_points_and_noise_of_the_fourteen():
    trace = fourteen()
    assert (letters(np.flatnonzero(trace.border())), letters(np.flatnonzero(trace.noise()))) == (
        "ADGHKM",
        "IN",
    )


def test_what_was_noise_is_adopted():
    trace = fourteen()
    adopted = {i: letters(trace.adopted(i)) for i in range(len(trace)) if trace.adopted(i).size}
    assert adopted == {11: "A", 12: "G"}


def test_adopted_rows_are_counted_from_the_end_too():
    trace = fourteen()
    assert letters(trace.adopted(12 - len(trace))) == "G"


def test_one_of_the_fourteen_is_contested():
    assert fourteen().contested == {NAMES.index("H"): (0, 1)}


def test_facts_count_the_kinds():
    assert fourteen().facts() == {"clusters": 2, "noise": 2, "core": 6, "border": 6, "contested": 1}


def test_backwards_the_contested_point_goes_to_the_other_side():
    # L comes before E, and the clusters are numbered the other way round.
    assert in_words(fourteen(order="backwards").labels) == "1 2 2 2 2 2 1 1 - 1 2 1 1 -"


def test_a_radius_just_below_1_is_another_answer():
    # Five pairs are exactly 1 apart: neighbours are inclusive.
    assert in_words(fourteen(eps=float(np.nextafter(1, 0))).labels) == "2 1 1 1 - 1 - - - 2 - 2 2 -"


@pytest.mark.parametrize(
    ("eps", "min_samples", "clusters", "noise"),
    [
        (0.5, 4, 0, 14), (0.75, 4, 2, 6), (1, 4, 2, 2), (1.12, 4, 1, 2), (1.5, 4, 1, 2), (2, 4, 1, 1),
        (1, 5, 1, 8), (1, 15, 0, 14), (99, 14, 1, 0), (1e-100, 2, 0, 14), (1e100, 14, 1, 0),
    ],
)  # fmt: skip
def test_the_fourteen_points_by_radius(eps, min_samples, clusters, noise):
    facts = fourteen(eps=eps, min_samples=min_samples).facts()
    assert (facts["clusters"], facts["noise"]) == (clusters, noise)


def test_fourth_distances_are_those_of_the_table():
    expected = [3.0414, 2.2361, 1.4142, *[1.118] * 5, *[1.0] * 3, *[0.7071] * 3]
    np.testing.assert_allclose(np.sort(fourteen().k_distances)[::-1], expected, atol=5e-5)


REAL = [
    ("mtcars", "zscore", 0.5, 4, (23,), (21, 2, 9), 0),
    ("mtcars", "none", 100, 4, (5, 4, 12), (16, 5, 11), 1),
    ("faithful", "zscore", 0.3, 5, (168, 96), (252, 12, 8), 0),
    ("faithful", "zscore", 0.5, 10, (174, 97), (261, 10, 1), 1),
    ("faithful", "none", 3, 5, (272,), (270, 2, 0), 0),
    ("iris", "none", 0.5, 5, (49, 84), (117, 16, 17), 0),
    ("iris", "none", 0.4, 5, (46, 36, 14, 22), (89, 29, 32), 1),
]


@pytest.mark.parametrize(("data", "scale", "eps", "min_samples", "sizes", "kinds", "between"), REAL)
def test_real_data_end_as_the_table_says(data, scale, eps, min_samples, sizes, kinds, between):
    trace = run(load(data, scale=scale), eps=eps, min_samples=min_samples)
    facts = trace.facts()
    assert trace.sizes == sizes
    assert (facts["core"], facts["border"], facts["noise"], facts["contested"]) == (*kinds, between)


@pytest.mark.parametrize(
    ("data", "scale", "m", "largest", "median"),
    [
        ("mtcars", "zscore", 4, (1.5167, 1.4984, 1.3631, 1.2797, 1.1308), 0.3804),
        ("faithful", "zscore", 5, (0.5449, 0.5177, 0.4630), 0.1146),
        ("iris", "none", 5, (1.0050, 0.9327, 0.9274), 0.3742),
    ],
)
def test_distances_of_real_data_are_those_of_the_table(data, scale, m, largest, median):
    distances = np.sort(run(load(data, scale=scale), eps=1, min_samples=m).k_distances)
    np.testing.assert_allclose(distances[::-1][: len(largest)], largest, atol=6e-5)
    assert np.median(distances) == pytest.approx(median, abs=6e-5)


def test_moons_are_two():
    trace = run("moons", eps=0.15, min_samples=5)
    assert trace.sizes == (149, 149)


AWKWARD = {
    "cloud": lambda rng: rng.normal(size=(300, 2)),
    "offset": lambda rng: rng.normal(size=(300, 2)) + 1e6,
    "badly scaled": lambda rng: rng.normal(size=(300, 3)) * [1, 1e-6, 3e-2],
    "duplicated": lambda rng: np.repeat(rng.normal(size=(60, 2)), 5, axis=0),
    "constant column": lambda rng: np.column_stack([rng.normal(size=300), np.full(300, 7.3)]),
    "tenths": lambda rng: rng.integers(0, 30, (300, 2)) * 0.1,
}


@pytest.mark.parametrize("min_samples", [1, 4, 12])
@pytest.mark.parametrize("kind", AWKWARD)
def test_scikit_learn_gives_the_same_labels(kind, min_samples):
    points = AWKWARD[kind](np.random.default_rng(5))
    for eps in (0.01, 0.2, 0.5, 3.0):
        check_like_scikit_learn(points, eps, min_samples)


def test_scikit_learn_gives_the_same_labels_where_columns_are_scaled():
    cars = load("mtcars", scale="zscore")
    theirs = cluster.DBSCAN(eps=0.5, min_samples=4, algorithm="ball_tree").fit(cars.values)
    assert run(cars, eps=0.5, min_samples=4).labels.tolist() == theirs.labels_.tolist()


tables = st.builds(
    make_values,
    st.sampled_from(["cloud", "lattice", "places", "outliers", "constant", "far"]),
    st.integers(1, 50), st.integers(1, 4), st.integers(0, 999),
)  # fmt: skip


@given(tables, st.floats(0.01, 4), st.integers(1, 12))
def test_scikit_learn_gives_the_same_labels_for_any_table(points, eps, min_samples):
    check_like_scikit_learn(points, eps, min_samples)


@given(
    tables,
    st.none() | st.floats(1e-3, 4),
    st.integers(1, 8),
    st.sampled_from(["rows", "backwards", "random"]),
)  # fmt: skip
def test_every_trace_is_consistent(points, eps, min_samples, order):
    trace = run(make_dataset(points), eps=eps, min_samples=min_samples, order=order)
    trace.check()
    n = trace.dataset.n
    assert len(trace) == n + 1
    assert sorted(trace.visits.tolist()) == list(range(n))
    before = np.full(n, -1)
    for i, snapshot in enumerate(trace):
        assert snapshot.iteration == i == snapshot.visited.sum()
        # Who is in a cluster stays in it, and only what has been seen has a kind.
        assert not ((before >= 0) & (snapshot.labels != before)).any()
        assert np.flatnonzero(snapshot.labels != before).tolist() == trace.changed(i).tolist()
        kinds = snapshot.core.astype(int) + snapshot.border + trace.noise(i)
        assert kinds.tolist() == snapshot.visited.astype(int).tolist()
        assert (snapshot.labels[snapshot.core] >= 0).all()
        assert snapshot.labels.max() + 1 == trace.n_clusters(i)
        if i:
            own = {name: getattr(snapshot, name, None) for name in ("core", "border")}
            own["noise"] = trace.noise(i)
            assert own[snapshot.step][snapshot.row]
        before = snapshot.labels


@given(tables, st.floats(0.05, 2), st.integers(1, 8), st.integers(0, 99))
def test_a_random_order_keeps_the_partition_of_core_points(points, eps, min_samples, seed):
    data = make_dataset(points)
    rows = run(data, eps=eps, min_samples=min_samples)
    drawn = run(data, eps=eps, min_samples=min_samples, order="random", seed=seed)
    core = np.flatnonzero(rows.core())
    assert core.tolist() == np.flatnonzero(drawn.core()).tolist()
    assert partition(rows.labels, core) == partition(drawn.labels, core)
    # And all else that is not between two clusters.
    settled = np.setdiff1d(np.arange(data.n), list(rows.contested))
    assert list(rows.contested) == list(drawn.contested)
    assert partition(rows.labels, settled) == partition(drawn.labels, settled)


def test_a_random_order_is_recorded_at_the_start():
    trace = run(CLOUD, eps=0.4, min_samples=4, order="random", seed=3)
    seeds = [snapshot.row for snapshot in trace.unlabelled if snapshot.is_seed]
    turns = [row for row in trace.unlabelled[0].order.tolist() if row in set(seeds)]
    assert seeds == turns


def test_a_random_order_is_that_of_its_seed():
    runs = [
        run(CLOUD, eps=0.4, min_samples=4, order="random", seed=seed).visits.tolist() for seed in (3, 3, 4)
    ]
    assert runs[0] == runs[1] != runs[2]


def test_only_a_random_order_draws():
    said = [fourteen(order=order).parameters.deterministic for order in ("rows", "backwards", "random")]
    assert said == ["DBSCAN draws nothing", "DBSCAN draws nothing", ""]


def test_an_order_is_given_in_rows_from_0_or_in_a_text_from_1():
    backwards = fourteen(order="backwards").visits.tolist()
    assert fourteen(order=list(range(14))[::-1]).visits.tolist() == backwards
    assert fourteen(order=",".join(str(i) for i in range(14, 0, -1))).visits.tolist() == backwards
    assert fourteen(order=np.arange(14)[::-1]).visits.tolist() == backwards


def test_an_offset_does_not_change_the_labels():
    points = np.random.default_rng(3).integers(0, 9, (80, 2)).astype(float)
    near, far = (run(make_dataset(points + by), eps=1, min_samples=4) for by in (0, 1e6))
    assert near.labels.tolist() == far.labels.tolist()


def test_all_may_be_noise():
    trace = run(CLOUD, eps=1e-9, min_samples=2)
    assert (trace.n_clusters(), trace.facts()["noise"], trace.sizes) == (0, 60, ())


def test_all_may_be_one_cluster():
    trace = run(CLOUD, eps=1e9, min_samples=60)
    assert (trace.labels.tolist(), trace.facts()["core"]) == ([0] * 60, 60)


def test_more_neighbours_than_rows_leave_all_as_noise():
    assert run(CLOUD, eps=1e9, min_samples=61).labels.tolist() == [-1] * 60


def test_min_samples_of_1_leaves_no_noise():
    trace = run(CLOUD, eps=1e-9, min_samples=1)
    assert trace.labels.tolist() == list(range(60))


@pytest.mark.parametrize(("min_samples", "label"), [(1, 0), (2, -1)])
def test_one_row_is_a_cluster_only_if_1_is_enough(min_samples, label):
    assert run(make_dataset([(1, 2)]), eps=1, min_samples=min_samples).labels.tolist() == [label]


def test_rows_on_one_spot_count_each():
    assert run(make_dataset([(1, 2)] * 4), eps=1e-100, min_samples=4).labels.tolist() == [0] * 4


def fence(distances):
    low, high = np.percentile(distances, [25, 75])
    return high + 1.5 * (high - low)


@pytest.mark.parametrize(("data", "scale"), [("mtcars", "zscore"), ("iris", "none"), ("faithful", "zscore")])
def test_eps_is_tukeys_fence_if_none_is_given(data, scale):
    trace = run(load(data, scale=scale), min_samples=4)
    values = trace.dataset.values
    apart = np.sqrt(((values[:, None] - values[None]) ** 2).sum(axis=2))
    assert trace.eps == pytest.approx(fence(np.sort(apart, axis=1)[:, 3]), rel=1e-12)


def test_the_estimate_is_what_is_run_with():
    iris = load("iris")
    guessed = run(iris)
    assert guessed.labels.tolist() == run(iris, eps=guessed.eps).labels.tolist()


def test_min_samples_of_1_is_estimated_by_the_nearest_other_row():
    # The first neighbour is the row itself, and no radius is 0.
    assert run(CLOUD, min_samples=1).eps == run(CLOUD, min_samples=2).eps


def test_more_neighbours_than_rows_are_estimated_by_the_farthest_row():
    assert run(CLOUD, min_samples=99).eps == run(CLOUD, min_samples=60).eps


def test_an_estimate_is_never_0():
    half = [(0, 0)] * 20 + [(3, 4)]
    assert run(make_dataset(half), min_samples=5).eps == 5
    assert run(make_dataset([(1, 2)] * 6)).eps == 1
    assert run(make_dataset([(1, 2)])).eps == 1


@pytest.mark.parametrize("order", ["rows", "random"])
@pytest.mark.parametrize("suffix", [".json", ".npz"])
def test_a_saved_run_is_the_same_run(tmp_path, suffix, order):
    trace = run(load("iris"), eps=0.4, order=order, seed=4)
    again = load_trace(save_trace(trace, tmp_path / f"run{suffix}"))
    assert again.labels.tolist() == trace.labels.tolist()
    assert again.visits.tolist() == trace.visits.tolist()
    assert [s.step for s in again.unlabelled] == [s.step for s in trace.unlabelled]
    assert [again.adopted(i).tolist() for i in range(151)] == [trace.adopted(i).tolist() for i in range(151)]
    assert again.facts() == trace.facts()
    assert again.contested == trace.contested
    assert again.parameters == trace.parameters


def test_a_saved_estimate_is_the_same_estimate(tmp_path):
    trace = run(load("iris"))
    assert load_trace(save_trace(trace, tmp_path / "run.json")).eps == trace.eps


@pytest.mark.parametrize(
    "wrong", [{"row": 1}, {"row": 14}, {"row": -1}, {"count": 0}, {"count": 15}], ids=str
)
def test_a_file_that_was_changed_is_refused(tmp_path, wrong):
    trace = fourteen()
    snapshots = list(trace.unlabelled)
    snapshots[1] = dataclasses.replace(snapshots[1], **wrong)
    broken = dataclasses.replace(trace, unlabelled=tuple(snapshots))
    with pytest.raises(ValueError, match="do not fit its rows"):
        broken.check()
    with pytest.raises(InputError, match="not a whole kmanim trace"):
        load_trace(save_trace(broken, tmp_path / "broken.json"))


@pytest.mark.parametrize(
    ("params", "words"),
    [
        ({"eps": 0}, "eps must be larger than 0, got 0"),
        ({"eps": -1}, "eps must be a number from 0 to"),
        ({"eps": float("nan")}, "eps must be a number"),
        ({"eps": float("inf")}, "eps must be a number"),
        ({"eps": "wide"}, "eps must be a number"),
        ({"min_samples": 0}, "min_samples must be a whole number from 1"),
        ({"min_samples": 1.5}, "min_samples must be a whole number from 1"),
        ({"order": "sorted"}, "order must be rows, backwards, random or every row once"),
        ({"order": [0] * 14}, "order must be rows"),
        ({"order": "0,1,2"}, "order must be rows"),
        ({"order": ()}, "order must be rows"),
        ({"order": 3}, "order must be rows"),
        ({"order": [0.0, 1.0]}, "order must be rows"),
        ({"order": (2, 0, 1)}, "order must name every row once: it has 3, but points has 14 points"),
        ({"k": 2}, "no option of dbscan 'k'; known: eps, min_samples, order or seed"),
    ],
)
def test_what_cannot_be_is_refused_in_one_line(params, words):
    with pytest.raises(InputError, match=words) as refused:
        fourteen(**params)
    assert "\n" not in str(refused.value)


@given(tables, st.floats(0.05, 3), st.integers(1, 6))
def test_tallies_and_adoptions_are_those_of_the_labels(points, eps, min_samples):
    # Counted here from the labels and visits of every snapshot, there from when each row was visited and joined.
    trace = kmanim.run("dbscan", points, eps=eps, min_samples=min_samples)
    seen, noise = set(), set()
    for i in range(1, len(trace)):
        before, labels = (np.asarray(trace[j].labels) for j in (i - 1, i))
        adopted = sorted(row for row in noise if before[row] < 0 <= labels[row])
        assert trace.adopted(i).tolist() == adopted
        seen.add(int(trace.visits[i - 1]))
        noise = {row for row in seen if labels[row] < 0}
        assert [int(counts[i]) for counts in trace.tally] == [int((labels >= 0).sum()), len(noise)]
