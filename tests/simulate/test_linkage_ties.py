"""Of equal least distances the first numbers: against exact fractions and plain loops."""

from fractions import Fraction
from itertools import combinations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from kmanim.simulate.machines.linkage.merge_tree import merge_tree, merge_tree_and_ties

ALL = ["single", "complete", "average", "centroid", "ward"]
WAYS = [(linkage, "euclidean") for linkage in ALL] + [
    (linkage, metric) for linkage in ALL[:3] for metric in ("manhattan", "chebyshev")
]


# The rule by brute force, in whole numbers and fractions.


def exact_gap(some, others, linkage, metric):
    if linkage in ("centroid", "ward"):
        a, b = len(some), len(others)
        columns = zip(zip(*some, strict=True), zip(*others, strict=True), strict=True)
        square = sum((Fraction(sum(x), a) - Fraction(sum(y), b)) ** 2 for x, y in columns)
        return square * Fraction(2 * a * b, a + b) if linkage == "ward" else square
    apart = [[abs(s - t) for s, t in zip(x, y, strict=True)] for x in some for y in others]
    if metric == "euclidean":
        found = [sum(s * s for s in difference) for difference in apart]
    else:
        found = [(sum if metric == "manhattan" else max)(difference) for difference in apart]
    return {"single": min, "complete": max, "average": lambda all: Fraction(sum(all), len(all))}[linkage](
        found
    )


def by_the_rule(points, linkage, metric):
    """Of all pairs of clusters the nearest, the first numbers of those as near; whether there were others."""
    clusters = {row: [tuple(map(int, point))] for row, point in enumerate(points)}
    known, pairs, tied = {}, [], []
    while len(clusters) > 1:
        for pair in combinations(clusters, 2):
            if pair not in known:
                known[pair] = exact_gap(*(clusters[number] for number in pair), linkage, metric)
        least = min(known.values())
        near = sorted(pair for pair, gap in known.items() if gap == least)
        one, other = near[0]
        pairs.append([one, other])
        tied.append(len(near) > 1)
        clusters[len(points) + len(pairs) - 1] = clusters.pop(one) + clusters.pop(other)
        known = {pair: gap for pair, gap in known.items() if not {one, other} & set(pair)}
    return pairs, tied


# Means of roots round, so averages of Euclidean distances are not among them.
EXACT = [way for way in WAYS if way != ("average", "euclidean")]


@st.composite
def lattices(draw):
    n, d = draw(st.integers(1, 24)), draw(st.integers(1, 3))
    return draw(arrays(np.int64, (n, d), elements=st.integers(0, draw(st.integers(0, 9)))))


@settings(max_examples=60, deadline=None)
@given(lattices(), st.sampled_from(EXACT))
def test_ties_among_whole_numbers_go_to_the_first_numbers(points, way):
    merges, tied = merge_tree_and_ties(points.astype(float), *way)
    assert (merges[:, :2].tolist(), tied.tolist()) == by_the_rule(points, *way)


@pytest.mark.parametrize(("linkage", "metric"), EXACT)
def test_ties_on_a_grid(linkage, metric):
    grid = np.array([(x, y) for x in range(7) for y in range(6)], float)
    for points in (grid, np.random.default_rng(4).permutation(grid), grid + 1000, grid - 5000):
        merges, tied = merge_tree_and_ties(points, linkage, metric)
        assert (merges[:, :2].tolist(), tied.tolist()) == by_the_rule(points, linkage, metric)


def replayed(points, linkage, metric):
    """The same rule in plain float loops, with full rows: for sizes that fractions are too slow for."""
    n = len(points)
    apart = np.abs(points[:, np.newaxis] - points)
    table = {
        "euclidean": (apart**2).sum(axis=2),
        "manhattan": apart.sum(axis=2),
        "chebyshev": apart.max(axis=2),
    }[metric]
    if linkage == "average":
        table = np.sqrt(table) if metric == "euclidean" else table
    numbers, count, pairs, tied = np.arange(n), np.ones(n), [], []
    np.fill_diagonal(table, np.inf)
    for step in range(n - 1):
        gaps = table / np.outer(count, count) if linkage == "average" else table
        near = sorted({tuple(sorted(pair)) for pair in numbers[np.argwhere(gaps == gaps.min())].tolist()})
        pairs.append(list(near[0]))
        tied.append(len(near) > 1)
        one, other = (int(np.flatnonzero(numbers == number)[0]) for number in near[0])
        fold = {"single": np.minimum, "complete": np.maximum, "average": np.add}[linkage]
        table[one] = table[:, one] = fold(table[one], table[other])
        table[one, one], numbers[one] = np.inf, n + step
        count[one] += count[other]
        left = np.arange(len(numbers)) != other
        table, numbers, count = table[np.ix_(left, left)], numbers[left], count[left]
    return pairs, tied


@pytest.mark.parametrize(("linkage", "metric"), [way for way in WAYS if way[0] not in ("centroid", "ward")])
def test_ties_among_many_go_to_the_first_numbers(linkage, metric):
    rng = np.random.default_rng(9)
    grid = rng.permutation(np.array([(x, y) for x in range(14) for y in range(12)], float))
    for points in (grid, rng.integers(0, 12, (180, 2)).astype(float), np.round(rng.normal(size=(150, 2)), 1)):
        merges, tied = merge_tree_and_ties(points, linkage, metric)
        assert (merges[:, :2].tolist(), tied.tolist()) == replayed(points, linkage, metric)


@pytest.mark.parametrize("linkage", ALL[1:])
def test_two_that_are_as_near_to_the_first_alone_are_a_tie(linkage):
    merges, tied = merge_tree_and_ties(np.array([[1.0], [0.0], [2.0], [9.0]]), linkage)
    assert merges[0].tolist() == [0, 1, 1, 2]
    assert tied.tolist() == [True, False, False]


@pytest.mark.parametrize(("linkage", "side"), [("average", 1.1), ("ward", 0.7)])
def test_rounding_does_not_let_heights_fall(linkage, side):
    """All are as far apart on paper, however many are merged; the gaps as they are computed do fall."""
    heights = merge_tree(np.eye(9) * side, linkage)[:, 2]
    assert (np.diff(heights) >= 0).all()
    np.testing.assert_allclose(heights, side * np.sqrt(2), rtol=1e-15)


def test_one_hot_rows_are_all_as_near_and_pair_up():
    merges, tied = merge_tree_and_ties(np.eye(64), "ward")
    assert merges[:32, :2].tolist() == [[2 * i, 2 * i + 1] for i in range(32)]
    assert merges[:, 2].tolist() == [np.sqrt(2)] * 63
    assert tied.tolist() == [True] * 62 + [False]
