"""Neighbours within a radius and k-distances, against loops that anybody can check."""

import tracemalloc

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from neighbourhood_data import FOURTEEN, NAMES, kinds, make_values

from kmanim.data.load import load
from kmanim.simulate.machines.neighbourhoods import k_distances as k_distances_file
from kmanim.simulate.machines.neighbourhoods import leaves as leaves_file
from kmanim.simulate.machines.neighbourhoods import neighbours as neighbours_file
from kmanim.simulate.machines.neighbourhoods.k_distances import k_distances
from kmanim.simulate.machines.neighbourhoods.leaves import SIZE, Leaves
from kmanim.simulate.machines.neighbourhoods.neighbours import Neighbours
from kmanim.simulate.machines.neighbourhoods.squares import least_squares, most_squares, squares
from kmanim.simulate.machines.neighbourhoods.tree import LEAF, Tree

sklearn_neighbors = pytest.importorskip("sklearn.neighbors")


def squares_by_hand(values):
    total = np.zeros((len(values), len(values)))
    for column in values.T:
        total += (column[:, np.newaxis] - column) * (column[:, np.newaxis] - column)
    return total


def plain_squares(values):
    """The same in plain Python, number by number."""
    found = []
    for some in values.tolist():
        found.append([])
        for other in values.tolist():
            total = 0.0
            for x, y in zip(some, other, strict=True):
                total += (x - y) * (x - y)
            found[-1].append(total)
    return np.array(found)


def check(values, eps):
    near = Neighbours(values, eps)
    inside = squares_by_hand(values) <= float(eps) * float(eps)
    assert near.counts.tolist() == inside.sum(axis=1).tolist()
    for row in range(len(values)):
        assert near.of(row).tolist() == np.flatnonzero(inside[row]).tolist()


def some_distance(values, pair, nudge):
    """The distance of two of the rows, or the number just below or above it."""
    i, j = (number % len(values) for number in pair)
    distance = float(np.sqrt(squares_by_hand(values[[i, j]])[0, 1]))
    return {0: distance, -1: np.nextafter(distance, 0), 1: np.nextafter(distance, np.inf)}[nudge]


pairs = st.tuples(st.integers(0, 999), st.integers(0, 999))


def test_fourteen_points():
    near = Neighbours(FOURTEEN, 1.0)
    assert near.counts.tolist() == [3, 4, 4, 3, 4, 4, 2, 3, 1, 4, 2, 6, 3, 1]
    assert "".join(NAMES[row] for row in near.of(NAMES.index("A"))) == "AJL"
    assert "".join(NAMES[row] for row in near.of(NAMES.index("L"))) == "AGHJLM"


def test_a_row_exactly_eps_away_is_a_neighbour():
    closer = Neighbours(FOURTEEN, np.nextafter(1.0, 0))
    assert closer.counts.tolist() == [3, 4, 4, 3, 2, 3, 1, 2, 1, 4, 1, 3, 2, 1]
    gained = {
        NAMES[row] + NAMES[other]
        for row in range(14)
        for other in set(Neighbours(FOURTEEN, 1.0).of(row)) - set(closer.of(row))
        if row < other
    }
    assert gained == {"EF", "EK", "GL", "HL", "LM"}


@settings(max_examples=200, deadline=None)
@given(
    arrays(
        np.float64,
        st.tuples(st.integers(1, 12), st.integers(1, 4)),
        elements=st.one_of(st.integers(-3, 3).map(float), st.floats(-1e100, 1e100), st.floats(-1, 1)),
    ),
    pairs,
    st.sampled_from([-1, 0, 1]),
)
def test_any_few_points(values, pair, nudge):
    np.testing.assert_array_equal(squares_by_hand(values), plain_squares(values))
    check(values, some_distance(values, pair, nudge))


@settings(max_examples=80, deadline=None)
@given(kinds, pairs, st.sampled_from([-1, 0, 1]))
def test_many_points_of_any_kind(kind, pair, nudge):
    values = make_values(*kind)
    check(values, some_distance(values, pair, nudge))


@pytest.mark.parametrize("eps", [5e-324, 1e-200, 1e-12, 1e12, 1e150, 1e300, np.inf, np.float64(1e200)])
def test_tiny_and_huge_radii(eps):
    rng = np.random.default_rng(1)
    values = np.round(rng.normal(size=(300, 2)), 1)
    check(values, eps)
    check(values * 1e-163, eps)  # squares of some differences are 0
    check(values * 1e99, eps)


@pytest.mark.parametrize("values", [np.zeros((1, 1)), np.full((5, 3), 1e100), np.full((2000, 2), 1e-100)])
def test_equal_rows(values):
    near = Neighbours(values, 1e-3)
    assert set(near.counts.tolist()) == {len(values)}
    assert near.of(len(values) - 1).tolist() == list(range(len(values)))
    assert set(k_distances(values, len(values)).tolist()) == {0.0}


def test_duplicates_by_the_thousand():
    rng = np.random.default_rng(0)
    rows = rng.integers(0, 4, 8000)
    values = np.array([[0.0, 0.0], [1.0, 0.0], [0.0, 1.0], [3.0, 3.0]])[rows]
    near = Neighbours(values, 1.0)
    sizes = np.bincount(rows)
    reach = np.array([sizes[[0, 1, 2]].sum(), sizes[[0, 1]].sum(), sizes[[0, 2]].sum(), sizes[3]])
    assert near.counts.tolist() == reach[rows].tolist()
    first = int(np.flatnonzero(rows == 1)[0])
    assert near.of(first).tolist() == np.flatnonzero(rows <= 1).tolist()
    assert set(k_distances(values, 1000).tolist()) == {0.0}


def test_outliers_cost_nothing():
    rng = np.random.default_rng(2)
    values = rng.normal(size=(3000, 2))
    values[:3] = [[1e100, 0], [-1e90, 1e100], [0, 1e12]]
    tree = Tree(values)
    near = [len(tree.near(leaf, 1e-4)[0]) for leaf in range(tree.leaves)]
    assert np.median(near) < 10
    check(values, 0.01)


@pytest.mark.parametrize("scales", [(1, 1), (1e-6, 1), (1, 1e-6, 1e-6), (1e-6, 1, 0, 1)])
def test_few_leaves_lie_near_whatever_the_scale_of_the_columns(scales):
    values = np.random.default_rng(8).random((LEAF * 256, len(scales))) * scales
    tree = Tree(values)
    assert np.median([len(tree.near(leaf, 1e-12)[0]) for leaf in range(tree.leaves)]) < 12


@pytest.mark.parametrize("n", [1, LEAF - 1, LEAF, LEAF + 1, 1000, 20 * LEAF * 16 + 1])
def test_a_tree_holds_every_row_once(n):
    values = np.random.default_rng(n).normal(size=(n, 3))
    tree = Tree(values)
    assert sorted(tree.order.tolist()) == list(range(n))
    assert tree.columns.T.tolist() == values[tree.order].tolist()
    assert tree.leaves == -(-n // LEAF)
    for leaf in (0, tree.leaves - 1):
        rows = values[tree.order[tree.places(np.array([leaf]))]]
        assert tree.lows[:, leaf].tolist() == rows.min(axis=0).tolist()
        assert tree.highs[:, leaf].tolist() == rows.max(axis=0).tolist()


@pytest.mark.parametrize("n", [1, SIZE - 1, SIZE, SIZE + 1, 1000, SIZE**3 + 1])
def test_leaves_hold_every_row_once(n):
    values = np.random.default_rng(n).normal(size=(n, 3))
    leaves = Leaves(values, 0.01)
    assert leaves.count == -(-n // SIZE)
    rows = leaves.rows.T.reshape(-1)
    assert sorted(rows[:n].tolist()) == list(range(n))
    assert set(rows[n:].tolist()) <= {n}
    columns = leaves.columns.transpose(0, 2, 1).reshape(3, -1)
    assert columns[:, :n].T.tolist() == values[rows[:n]].tolist()
    assert np.isnan(columns[:, n:]).all()
    assert leaves.lows.tolist() == np.minimum.reduceat(columns[:, :n], range(0, n, SIZE), axis=1).tolist()
    assert leaves.highs.tolist() == np.maximum.reduceat(columns[:, :n], range(0, n, SIZE), axis=1).tolist()
    assert leaves.of_rows(np.arange(1, n + 1)).T.reshape(-1)[:n].tolist() == (rows[:n] + 1).tolist()


@pytest.mark.parametrize("scales", [(1, 1), (1e-6, 1), (1, 1e-6, 1e-6), (1e-6, 1, 0, 1)])
def test_few_pairs_of_leaves_are_near_whatever_the_scale_of_the_columns(scales):
    leaves = Leaves(np.random.default_rng(8).random((SIZE * 1024, len(scales))) * scales, 1e-12)
    assert sum(len(some) for some, _ in leaves.pairs(np.arange(leaves.count))) < 12 * leaves.count


@settings(max_examples=100, deadline=None)
@given(kinds)
def test_no_square_lies_beyond_its_bounds(kind):
    values = make_values(*kind)
    some, others = values[::2], values[1::2] if len(values) > 1 else values
    low, high = some.min(axis=0), some.max(axis=0)
    box = others.min(axis=0)[:, np.newaxis], others.max(axis=0)[:, np.newaxis]
    found = squares(some.T[:, :, np.newaxis], others.T[:, np.newaxis])
    assert least_squares(low, high, *box)[0] <= found.min()
    assert most_squares(low, high, *box)[0] >= found.max()


@pytest.mark.parametrize("algorithm", ["kd_tree", "ball_tree"])
@pytest.mark.parametrize(("n", "d", "eps"), [(3000, 2, 0.1), (2000, 3, 0.4), (1000, 6, 1.5), (2000, 1, 0.01)])
def test_scikit_learn_finds_the_same(algorithm, n, d, eps):
    values = np.random.default_rng(n + d).normal(size=(n, d))
    oracle = sklearn_neighbors.NearestNeighbors(radius=eps, algorithm=algorithm).fit(values)
    theirs = oracle.radius_neighbors(values, return_distance=False)
    near = Neighbours(values, eps)
    assert near.counts.tolist() == [len(rows) for rows in theirs]
    assert all(near.of(row).tolist() == sorted(rows.tolist()) for row, rows in enumerate(theirs))
    distances, _ = oracle.kneighbors(values, 7)
    np.testing.assert_allclose(k_distances(values, 7), distances[:, -1], rtol=1e-14)


def test_what_is_kept_changes_nothing(monkeypatch):
    values = np.random.default_rng(3).normal(size=(1000, 2))
    monkeypatch.setattr(neighbours_file, "_KEPT", 500)
    for name, few in (("_BOXES", 3), ("_PAIRS", 2), ("_FEW", 5)):
        monkeypatch.setattr(leaves_file, name, few)
    monkeypatch.setattr(k_distances_file, "_NUMBERS", 1000)
    check(values, 0.2)
    check_k_distances(values, 70)


def test_memory_does_not_grow_with_the_neighbours():
    values = np.random.default_rng(4).normal(size=(20_000, 2))
    tracemalloc.start()
    near = Neighbours(values, 0.5)  # 25 million neighbours: 200 MB as numbers of 8 bytes
    assert near.counts.sum() > 20_000_000
    for row in range(0, 20_000, 20):
        near.of(row)
    k_distances(values, 100)
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert peak < 60e6


def test_what_is_found_cannot_harm_what_is_kept():
    near = Neighbours(FOURTEEN, 1.0)
    with pytest.raises(ValueError, match="read-only"):
        near.counts[0] = 9
    near.of(3)[:] = 0
    assert "".join(NAMES[row] for row in near.of(3)) == "BCD"


def check_k_distances(values, m):
    expected = np.sqrt(np.sort(squares_by_hand(values), axis=1)[:, m - 1])
    assert k_distances(values, m).tolist() == expected.tolist()


def test_fourth_distances_of_fourteen_points():
    found = np.sort(k_distances(FOURTEEN, 4))[::-1]
    expected = [3.0414, 2.2361, 1.4142, *[1.118] * 5, *[1.0] * 3, *[0.7071] * 3]
    assert np.round(found, 4).tolist() == expected


@pytest.mark.parametrize(
    ("name", "scale", "m", "largest", "median"),
    [
        ("mtcars", "zscore", 4, [1.5167, 1.4984, 1.3631, 1.2797, 1.1308], 0.3804),
        ("faithful", "zscore", 5, [0.5449, 0.5177, 0.4630], 0.1146),
        ("iris", "none", 5, [1.0050, 0.9327, 0.9274], 0.3742),
    ],
)
def test_k_distances_of_real_data(name, scale, m, largest, median):
    found = k_distances(load(name, scale=scale).values, m)
    assert np.round(np.sort(found)[::-1][: len(largest)], 4).tolist() == largest
    assert round(float(np.median(found)), 4) == median


@settings(max_examples=80, deadline=None)
@given(kinds, st.integers(0, 10_000))
def test_k_distances_of_any_kind(kind, number):
    values = make_values(*kind)
    check_k_distances(values, 1 + number % len(values))
    check_k_distances(values, min(4, len(values)))


def test_the_nearest_row_is_the_row_itself():
    assert k_distances(np.random.default_rng(0).normal(size=(200, 2)), 1).tolist() == [0.0] * 200


@pytest.mark.parametrize("m", [0, -1, 15])
def test_no_more_neighbours_than_rows(m):
    with pytest.raises(ValueError, match=f"m is {m}, but it must be from 1 to the number of rows, 14"):
        k_distances(FOURTEEN, m)
