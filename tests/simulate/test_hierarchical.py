"""Hierarchical clustering as it is recorded: the pages' tables, and what holds for every tree."""

import dataclasses

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from simulate_data import make_dataset

from kmanim.data.load import load
from kmanim.errors import InputError
from kmanim.simulate.machines.linkage.cut import labels_below
from kmanim.simulate.parameters.hierarchical import LINKAGES
from kmanim.simulate.record import run
from kmanim.simulate.snapshot import Snapshot
from kmanim.simulate.storage.trace_file import load_trace, save_trace

SEVEN = make_dataset(
    [(0, 3), (4, 3.5), (0.5, 7.5), (2.5, 3), (0.5, 1), (6.5, 0.5), (5.5, 6)], labels=tuple("ABCDEFG")
)
# Linkage, metric: merges as sets of letters with their heights, the cut in two, the cophenetic correlation.
TRUTH = {
    ("single", "euclidean"): (
        "BD 1.5811 AE 2.0616 ABDE 2.5000 ABDEG 2.9155 ABDEFG 3.9051 ABCDEFG 4.5277", "0010000", 0.6548,
    ),
    ("complete", "euclidean"): (
        "BD 1.5811 AE 2.0616 BDG 4.2426 BCDG 5.3151 AEF 6.9642 ABCDEFG 9.2195", "0111001", 0.4577,
    ),
    ("average", "euclidean"): (
        "BD 1.5811 AE 2.0616 ABDE 3.4152 ABDEG 5.1235 ABCDEG 5.2975 ABCDEFG 6.0695", "0000010", 0.7277,
    ),
    ("centroid", "euclidean"): (
        "BD 1.5811 AE 2.0616 ABDE 3.2500 ABCDE 5.0327 ABCDEG 4.6648 ABCDEFG 5.5703", "0000010", 0.7264,
    ),
    ("ward", "euclidean"): (
        "BD 1.5811 AE 2.0616 BDG 4.1028 BDFG 5.4352 ACE 6.3574 ABCDEFG 8.0197", "0101011", 0.5743,
    ),
    ("average", "chebyshev"): (
        "BD 1.5 AE 2.0 BDG 2.75 ABDEG 3.75 ABCDEG 4.9 ABCDEFG 5.3333", "0000010", None,
    ),
    ("average", "manhattan"): (
        "BD 2.0 AE 2.5 ABDE 4.25 ABCDE 6.375 FG 6.5 ABCDEFG 7.55", "0000011", None,
    ),
    ("complete", "manhattan"): (
        "BD 2.0 AE 2.5 BDG 6.0 ACE 6.5 BDFG 6.5 ABCDEFG 13.0", "0101011", None,
    ),
}  # fmt: skip


def letters(trace, number):
    return "".join(sorted(trace.dataset.labels[row] for row in trace.tree.rows(number)))


@pytest.mark.parametrize(("rule", "table"), TRUTH.items(), ids=["-".join(rule) for rule in TRUTH])
def test_the_seven_points_merge_as_the_table_says(rule, table):
    linkage, metric = rule
    merges, cut, correlation = table
    trace = run("hierarchical", SEVEN, linkage=linkage, metric=metric)
    words = merges.split()
    assert [letters(trace, 7 + i) for i in range(6)] == words[::2]
    np.testing.assert_allclose(trace.heights, [float(word) for word in words[1::2]], atol=5e-5)
    assert "".join(map(str, trace.labels)) == cut
    if correlation is not None:
        assert trace.cophenetic_correlation == pytest.approx(correlation, abs=5e-5)


REAL = [
    ("mtcars", "none", "single", (102.8251, 125.8968, 151.0132, 535.5838), (29, 3), (28, 3, 1)),
    ("mtcars", "none", "complete", (425.5749, 618.0073, 1037.9600, 1776.9299), (20, 12), (17, 12, 3)),
    ("mtcars", "none", "average", (230.2550, 364.3481, 584.1309, 1066.5412), (29, 3), (17, 12, 3)),
    ("mtcars", "none", "ward", (572.5006, 837.6147, 1864.7562, 2721.1226), (20, 12), (17, 12, 3)),
    ("mtcars", "zscore", "average", (1.3054, 1.5804, 2.0137, 2.3184), (17, 15), (17, 12, 3)),
    ("mtcars", "zscore", "ward", (3.2677, 3.4789, 4.0632, 8.6517), (17, 15), (17, 12, 3)),
    ("mtcars", "zscore", "centroid", (1.2299, 1.7759, 2.5401, 2.6108), (28, 4), (28, 3, 1)),
    ("faithful", "zscore", "single", (0.3018, 0.3273, 0.3675, 0.4597), (175, 97), (175, 96, 1)),
    ("faithful", "zscore", "ward", (30.4753,), (175, 97), None),
    ("iris", "none", "single", (0.8185, 1.6401), (100, 50), (98, 50, 2)),
    ("iris", "none", "average", (1.3810, 1.7856, 1.9636, 4.0627), (100, 50), (64, 50, 36)),
    ("iris", "none", "ward", (4.8477, 6.3994, 12.3004, 32.4476), (100, 50), (64, 50, 36)),
]


@pytest.mark.parametrize(("data", "scale", "linkage", "heights", "two", "three"), REAL)
def test_real_data_end_as_the_table_says(data, scale, linkage, heights, two, three):
    trace = run("hierarchical", load(data, scale=scale), linkage=linkage)
    np.testing.assert_allclose(trace.heights[-len(heights) :], heights, atol=6e-5)
    assert sorted(trace.sizes, reverse=True) == list(two)
    if three is not None:
        assert sorted(np.bincount(trace.labels_at(3)).tolist(), reverse=True) == list(three)


def test_the_first_merges_of_the_cars_are_the_two_mercs_on_one_spot():
    trace = run("hierarchical", load("mtcars"))
    np.testing.assert_allclose(trace.heights[:4], [0, 20.1246, 23.0, 25.0799], atol=5e-5)
    assert [trace.dataset.row_name(row) for row in sorted(trace.tree.rows(32))] == ["Merc 280", "Merc 280C"]


def test_ward_cut_in_two_is_the_best_k_means_of_the_cars():
    cars = load("mtcars")
    best = run("kmeans", cars, init=((1000, 150), (1500, 150)))
    ward = run("hierarchical", cars, linkage="ward", k=2)
    assert ward.sizes == (12, 20)
    assert best.labels.tolist() == ward.labels.tolist()


def test_heights_may_fall_with_centroids_and_are_never_sorted():
    trace = run("hierarchical", make_dataset([(0, 0), (2, 0), (1, 1.75)]), linkage="centroid")
    assert trace.heights.tolist() == [2.0, 1.75]
    assert trace.inversions.tolist() == [1]
    assert trace.facts()["inverted"] == 1
    with pytest.raises(InputError, match="cut it by the number of clusters"):
        run("hierarchical", make_dataset([(0, 0), (2, 0), (1, 1.75)]), linkage="centroid", height=1.9)


def test_a_tied_merge_says_so():
    trace = run("hierarchical", SEVEN, linkage="complete", metric="manhattan")
    assert trace.ties.tolist() == [2, 3]
    assert [trace.unlabelled[i].tied for i in range(1, 7)] == [False, False, True, True, False, False]


def test_at_a_merge_the_smaller_side_takes_the_number_of_the_larger():
    trace = run("hierarchical", SEVEN)
    assert [trace.changed(i).tolist() for i in range(1, 7)] == [[3], [4], [1, 3], [6], [2], [5]]
    assert trace[3].labels.tolist() == [0, 0, 2, 0, 0, 5, 6]
    assert [trace.n_clusters(i) for i in range(8)] == [7, 6, 5, 4, 3, 2, 1, 2]


datasets = st.builds(
    lambda n, d, seed, whole: make_dataset(
        np.random.default_rng(seed).integers(0, 4, (n, d))
        if whole
        else np.random.default_rng(seed).normal(size=(n, d))
    ),
    st.integers(1, 30), st.integers(1, 4), st.integers(0, 2**32), st.booleans(),
)  # fmt: skip


@given(datasets, st.sampled_from(LINKAGES), st.integers(1, 5))
def test_every_trace_is_a_tree_and_its_cut(data, linkage, k):
    k = min(k, data.n)
    trace = run("hierarchical", data, linkage=linkage, k=k)
    trace.check()
    assert len(trace) == data.n + 1
    assert [snapshot.iteration for snapshot in trace.unlabelled] == [*range(data.n), data.n - 1]
    for i, snapshot in enumerate(trace):
        assert trace.n_clusters(i) == (data.n - i if i < data.n else k)
        if snapshot.step == "merge":
            sizes = sorted((snapshot.lower_size, snapshot.higher_size))
            assert len(trace.changed(i)) == sizes[0]
            # A label is a row of its own cluster.
            assert all(snapshot.labels[label] == label for label in np.unique(snapshot.labels).tolist())
    assert np.array_equal(trace.labels, trace.labels_at(k))
    first = [int(np.flatnonzero(trace.labels == j)[0]) for j in range(k)]
    assert first == sorted(first)


@given(datasets, st.floats(0, 5))
def test_a_cut_at_a_height_keeps_the_merges_that_are_not_above_it(data, height):
    trace = run("hierarchical", data, height=height)
    assert trace.k == data.n - int((trace.heights <= height).sum())
    assert np.array_equal(trace.labels, labels_below(trace.merges, data.n, height))
    assert np.array_equal(trace.labels, trace.labels_at(trace.k))


@given(datasets)
def test_halves_of_the_squares_of_wards_heights_add_up_to_the_total_sum_of_squares(data):
    trace = run("hierarchical", data, linkage="ward")
    total = ((data.values - data.values.mean(axis=0)) ** 2).sum()
    assert (trace.heights**2).sum() / 2 == pytest.approx(total, rel=1e-9, abs=1e-12)


@pytest.mark.parametrize("suffix", [".json", ".npz"])
def test_a_saved_tree_is_the_same_tree(tmp_path, suffix):
    trace = run("hierarchical", load("mtcars"), linkage="centroid", k=4)
    again = load_trace(save_trace(trace, tmp_path / f"tree{suffix}"))
    assert again.merges.tobytes() == trace.merges.tobytes()
    assert again.labels.tolist() == trace.labels.tolist()
    assert again.inversions.tolist() == trace.inversions.tolist()
    assert again.facts() == trace.facts()


def test_a_file_that_was_changed_is_refused(tmp_path):
    trace = run("hierarchical", SEVEN)

    def changed(i, **what):
        snapshots = list(trace.unlabelled)
        snapshots[i] = dataclasses.replace(snapshots[i], **what)
        return dataclasses.replace(trace, unlabelled=tuple(snapshots))

    for broken in (
        changed(1, lower=2), changed(2, height=float("nan")), changed(3, gone=8), changed(3, height=-1.0),
        changed(4, lower_size=9), changed(7, step="merge"),
        dataclasses.replace(trace, unlabelled=trace.unlabelled[:-1]),
    ):  # fmt: skip
        with pytest.raises(ValueError):  # noqa: PT011 - which one is no matter here
            broken.check()
        path = save_trace(broken, tmp_path / "broken.json")
        with pytest.raises(InputError, match="not a whole kmanim trace"):
            load_trace(path)


@pytest.mark.parametrize(
    ("params", "words"),
    [
        ({"linkage": "ward", "metric": "manhattan"}, "by Euclidean distances only"),
        ({"linkage": "centroid", "metric": "chebyshev"}, "by Euclidean distances only"),
        ({"k": 2, "height": 1}, "cut by k or at a height; give one of them"),
        ({"k": 8}, "k is 8, but points has 7 points"),
        ({"k": 0}, "whole number from 1 to 50"),
        ({"height": -1}, "0 or more"),
        ({"linkage": "median"}, "linkage must be single, complete, average, centroid or ward"),
    ],
)
def test_what_cannot_be_is_refused_in_one_line(params, words):
    with pytest.raises(InputError, match=words) as refused:
        run("hierarchical", SEVEN, **params)
    assert "\n" not in str(refused.value)


def test_too_many_rows_are_refused_before_the_long_work():
    with pytest.raises(InputError, match="takes at most 20,000; kmeans takes any number"):
        run("hierarchical", make_dataset(np.zeros((20_001, 2))))


def test_too_many_clusters_are_refused_with_a_height_that_will_do():
    points = make_dataset(np.random.default_rng(0).normal(size=(200, 2)))
    with pytest.raises(InputError, match="leaves 200 clusters, and at most 50") as refused:
        run("hierarchical", points, height=1e-4)
    enough = float(str(refused.value).split("cut at ")[1].split(" ")[0])
    assert run("hierarchical", points, height=enough * 1.001).k == 50


@pytest.mark.parametrize(
    ("points", "k"),
    [([[1, 2]], 1), ([[1, 2]] * 5, 2), ([[1, 2], [1, 3]], 2), ([[1e8 + i % 7, 5] for i in range(20)], 2)],
)
def test_degenerate_data_have_trees_too(points, k):
    for linkage in LINKAGES:
        trace = run("hierarchical", make_dataset(points), linkage=linkage)
        trace.check()
        assert trace.k == k


def test_an_offset_does_not_change_the_tree():
    points = np.random.default_rng(3).integers(0, 50, (40, 2)).astype(float)
    for linkage in LINKAGES:
        near, far = (run("hierarchical", make_dataset(points + by), linkage=linkage) for by in (0, 1e8))
        assert near.merges.tobytes() == far.merges.tobytes()


def test_another_run_would_be_the_same():
    assert run("hierarchical", SEVEN).parameters.deterministic == "hierarchical clustering draws nothing"
    assert isinstance(run("hierarchical", SEVEN)[0], Snapshot)
