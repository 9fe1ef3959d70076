"""Trees against scipy, and what every tree must be."""

from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from scipy.cluster import hierarchy
from scipy.spatial.distance import squareform

from kmanim.data.load import load
from kmanim.errors import InputError
from kmanim.simulate.machines.linkage.cophenetic import cophenetic, cophenetic_correlation
from kmanim.simulate.machines.linkage.cut import labels_at
from kmanim.simulate.machines.linkage.gaps import shifted
from kmanim.simulate.machines.linkage.inversions import falls, inversions
from kmanim.simulate.machines.linkage.merge_tree import merge_tree, merge_tree_and_ties
from kmanim.simulate.machines.linkage.pair_clusters import PairClusters

ALL = ["single", "complete", "average", "centroid", "ward"]
RISING = [linkage for linkage in ALL if linkage != "centroid"]
WAYS = [(linkage, "euclidean") for linkage in ALL] + [
    (linkage, metric) for linkage in ALL[:3] for metric in ("manhattan", "chebyshev")
]

# Against scipy, where nothing is tied.

PEER_METRICS = {"euclidean": "euclidean", "manhattan": "cityblock", "chebyshev": "chebyshev"}


def clouds():
    rng = np.random.default_rng(6)
    yield "blobs", rng.normal(size=(400, 2)) + rng.integers(0, 4, (400, 1)) * 5
    yield "five columns", rng.normal(size=(300, 5))
    yield "one column", rng.normal(size=(300, 1))
    yield "badly scaled", rng.normal(size=(300, 2)) * [1e-6, 1e6]
    yield "heavy tails", rng.standard_cauchy((300, 2))
    yield "constant column", np.c_[rng.normal(size=300), np.full(300, 0.1)]
    yield "a wide line", np.c_[np.cumsum(rng.random(300)), rng.random(300) / 100]


@pytest.mark.parametrize("way", WAYS, ids="-".join)
@pytest.mark.parametrize("points", [pytest.param(points, id=name) for name, points in clouds()])
def test_agrees_with_scipy(points, way):
    merges, tied = merge_tree_and_ties(points, *way)
    peer = hierarchy.linkage(points, way[0], PEER_METRICS[way[1]])
    assert not tied.any()
    assert merges.shape == peer.shape == (len(points) - 1, 4)
    assert merges[:, [0, 1, 3]].tolist() == peer[:, [0, 1, 3]].tolist()
    np.testing.assert_allclose(merges[:, 2], peer[:, 2], rtol=1e-12)


@pytest.mark.parametrize("linkage", ALL)
def test_far_from_the_origin_nothing_changes(linkage):
    """Points with few digits, so that the shift itself is exact: then so is all that follows."""
    points = np.round(np.random.default_rng(3).normal(size=(200, 2)) * 1024) / 1024
    expected, tied = merge_tree_and_ties(points, linkage)
    for offset in (2.0**27, -(2.0**27), 1e8, 2.0**42, -(2.0**42)):
        merges, also_tied = merge_tree_and_ties(points + offset, linkage)
        np.testing.assert_allclose(merges, expected, rtol=1e-12, atol=0)
        assert also_tied.tolist() == tied.tolist()


@settings(max_examples=100, deadline=None)
@given(arrays(float, (6, 1), elements=st.floats(1, 6)), st.sampled_from([1, -1, 1e-30, 0.3]))
def test_columns_are_brought_near_zero_without_rounding(column, factor):
    values = column * factor
    near = shifted(values)
    assert near.shape == (1, 6)
    assert (near[0] - near[0, 0]).tolist() == (values[:, 0] - values[0, 0]).tolist()
    if np.abs(values).max() <= 2 * np.abs(values).min():
        assert np.abs(near).min() == 0


@pytest.mark.parametrize("linkage", ALL)
@pytest.mark.parametrize("power", [-300, -40, 40, 300])
def test_in_other_units_nothing_changes_but_the_heights(linkage, power):
    points = np.random.default_rng(3).normal(size=(150, 2))
    expected = merge_tree(points, linkage) * [1, 1, 2.0**power, 1]
    assert merge_tree(points * 2.0**power, linkage).tolist() == expected.tolist()


@pytest.mark.parametrize("linkage", ALL)
def test_the_order_of_rows_does_not_matter_where_nothing_is_tied(linkage):
    rng = np.random.default_rng(5)
    points = rng.normal(size=(120, 2))
    order = rng.permutation(120)
    plain, mixed = merge_tree(points, linkage), merge_tree(points[order], linkage)
    np.testing.assert_allclose(mixed[:, 2:], plain[:, 2:], rtol=1e-13)
    for k in range(1, 121):
        one, other = labels_at(plain, 120, k)[order], labels_at(mixed, 120, k)
        assert len(set(zip(one.tolist(), other.tolist(), strict=True))) == k


@pytest.mark.parametrize(("linkage", "metric"), WAYS)
def test_what_is_hardly_a_tree(linkage, metric):
    assert merge_tree(np.array([[3.0, 4.0]]), linkage, metric).shape == (0, 4)
    two, tied = merge_tree_and_ties(np.array([[0.0, 0.0], [3.0, 4.0]]), linkage, metric)
    assert two.tolist() == [[0, 1, {"euclidean": 5, "manhattan": 7, "chebyshev": 4}[metric], 2]]
    assert tied.tolist() == [False]
    same, tied = merge_tree_and_ties(np.full((9, 2), 0.1), linkage, metric)
    assert same[:, 2].tolist() == [0] * 8
    assert same[:, :2].tolist() == [[0, 1], [2, 3], [4, 5], [6, 7], [8, 9], [10, 11], [12, 13], [14, 15]]
    assert tied.tolist() == [True] * 7 + [False]


@pytest.mark.parametrize("linkage", ALL)
def test_duplicates_merge_first_and_at_zero(linkage):
    points = np.repeat(np.random.default_rng(1).normal(size=(40, 2)), 3, axis=0)
    merges = merge_tree(points, linkage)
    assert merges[:80, 2].tolist() == [0] * 80
    assert (merges[80:, 2] > 0).all()
    assert labels_at(merges, 120, 40).tolist() == np.repeat(np.arange(40), 3).tolist()


def test_differences_whose_squares_vanish_are_nothing():
    """The first and the third, and the third and the second, are apart by nothing; the first two are not."""
    points = np.array([[0.0], [2e-162], [1e-162], [1.0]])
    for linkage in ALL:
        merges = merge_tree(points, linkage)
        assert merges[0].tolist() == [0, 2, 0, 2]
        assert merges[2, [0, 1, 3]].tolist() == [3, 5, 4]


def test_the_input_is_left_alone():
    points = np.random.default_rng(0).normal(size=(30, 2))
    points.flags.writeable = False
    for linkage in ALL:
        merge_tree(points, linkage)
        assert merge_tree(np.asfortranarray(points), linkage).tolist() == merge_tree(points, linkage).tolist()


def test_unknown_names_are_refused():
    with pytest.raises(InputError, match=r"no linkage 'wards'; known: .*; did you mean ward"):
        merge_tree(np.eye(3), "wards")
    with pytest.raises(InputError, match="no metric 'cosine'"):
        merge_tree(np.eye(3), "single", "cosine")
    for linkage in ("centroid", "ward"):
        with pytest.raises(InputError, match=f"'{linkage}' measures means, by Euclidean distances only"):
            merge_tree(np.eye(3), linkage, "manhattan")


# Laws.

POINT_SETS = st.integers(1, 3).flatmap(
    lambda d: arrays(
        float,
        st.tuples(st.integers(1, 30), st.just(d)),
        elements=st.floats(-100, 100).map(lambda x: round(x, 3)),
    )
)


@settings(max_examples=80, deadline=None)
@given(POINT_SETS, st.sampled_from(WAYS))
def test_every_tree_is_a_tree(points, way):
    n = len(points)
    merges, tied = merge_tree_and_ties(points, *way)
    assert merges.shape == (n - 1, 4)
    assert tied.shape == (n - 1,)
    assert sorted(merges[:, :2].ravel().tolist()) == list(range(2 * n - 2))
    assert (merges[:, 0] < merges[:, 1]).all()
    assert (merges[:, 1] < n + np.arange(n - 1)).all()
    count = [1] * n
    for lower, higher, _, size in merges.astype(int).tolist():
        assert size == count[lower] + count[higher]
        count.append(size)
    assert n < 2 or not tied[-1]
    if way[0] != "centroid":
        assert all(low <= high for low, high in pairwise(merges[:, 2].tolist()))
        assert not len(falls(merges))
        assert not len(inversions(merges))
    assert set(falls(merges)) <= set(inversions(merges))


@settings(max_examples=40, deadline=None)
@given(POINT_SETS, st.sampled_from(["euclidean", "manhattan", "chebyshev"]))
def test_single_linkage_brings_rows_together_where_the_widest_stride_of_their_best_way_is(points, metric):
    n = len(points)
    apart = np.abs(points[:, np.newaxis] - points)
    stride = np.sqrt((apart**2).sum(axis=2)) if metric == "euclidean" else apart.sum(axis=2)
    stride = apart.max(axis=2) if metric == "chebyshev" else stride
    for middle in range(n):
        stride = np.minimum(stride, np.maximum(stride[:, middle, np.newaxis], stride[middle]))
    found = cophenetic(merge_tree(points, "single", metric), n)
    np.testing.assert_allclose(found, stride[np.triu_indices(n, 1)], rtol=1e-12)


@pytest.mark.parametrize("name", ["mtcars", "faithful", "iris"])
def test_halves_of_wards_squares_add_up_to_the_total_sum_of_squares(name):
    values = load(name).values
    merges = merge_tree(values, "ward")
    total = ((values - values.mean(axis=0)) ** 2).sum()
    np.testing.assert_allclose((merges[:, 2] ** 2).sum() / 2, total, rtol=1e-12)


@pytest.mark.parametrize("linkage", RISING)
def test_cophenetic_distances_are_scipys(linkage):
    values = load("mtcars", scale="zscore").values
    merges = merge_tree(values, linkage)
    np.testing.assert_array_equal(cophenetic(merges, 32), hierarchy.cophenet(merges))
    apart = np.sqrt(((values[:, np.newaxis] - values) ** 2).sum(axis=2))
    expected = hierarchy.cophenet(merges, squareform(apart))[0]
    assert abs(cophenetic_correlation(merges, values) - expected) < 1e-12


@pytest.mark.parametrize("n", [500, 1500])
def test_the_memory_of_lines_suffices_for_trees_of_pairs(n, monkeypatch):
    """Pairs, pairs of pairs ...: at half way no single point is left, and as many lines as there may be are used."""
    used = []
    join = PairClusters.join

    def watched(self, kept, gone):
        row = join(self, kept, gone)
        used.append(self._used * self._lines.shape[1] / len(self._memory))
        return row

    monkeypatch.setattr(PairClusters, "join", watched)
    merge_tree(np.arange(n, dtype=float)[:, np.newaxis] ** 1.5, "complete")
    merge_tree(np.arange(n, dtype=float)[:, np.newaxis], "average")
    assert 0.5 < max(used) <= 1
