"""What is made of a tree: cuts, the order of leaves, brackets, and who takes whose mark."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.cluster import hierarchy

from kmanim.data.load import load
from kmanim.errors import InputError
from kmanim.simulate.machines.linkage.cophenetic import cophenetic, cophenetic_correlation
from kmanim.simulate.machines.linkage.cut import labels_at, labels_below
from kmanim.simulate.machines.linkage.dendrogram import LAST, MANY, dendrogram
from kmanim.simulate.machines.linkage.inversions import falls, inversions
from kmanim.simulate.machines.linkage.leaves import branches
from kmanim.simulate.machines.linkage.merge_steps import merge_steps
from kmanim.simulate.machines.linkage.merge_tree import merge_tree

POINTS = np.array([(0, 3), (4, 3.5), (0.5, 7.5), (2.5, 3), (0.5, 1), (6.5, 0.5), (5.5, 6)])
NONE = np.empty((0, 4))


@pytest.fixture(scope="module")
def average():
    return merge_tree(POINTS, "average")


@pytest.fixture(scope="module")
def inverted():
    return merge_tree(POINTS, "centroid")


@st.composite
def trees(draw):
    """Any tree of merges, heights in any order."""
    n = draw(st.integers(1, 40))
    rng = np.random.default_rng(draw(st.integers(0, 2**32)))
    open_ones, merges, sizes = list(range(n)), [], [1] * n
    chain = draw(st.booleans())
    for step in range(n - 1):
        pair = [open_ones.pop(-1 if chain else int(rng.integers(len(open_ones))))]
        pair.append(open_ones.pop(int(rng.integers(len(open_ones)))))
        sizes.append(sizes[pair[0]] + sizes[pair[1]])
        merges.append([min(pair), max(pair), float(rng.integers(9)), sizes[-1]])
        open_ones.append(n + step)
    return np.array(merges).reshape(-1, 4), n


def members(merges, n):
    rows = [{row} for row in range(n)]
    for lower, higher in merges[:, :2].astype(int).tolist():
        rows.append(rows[lower] | rows[higher])
    return rows


# Cuts.


@settings(max_examples=100, deadline=None)
@given(trees())
def test_a_cut_undoes_the_last_merges(tree):
    merges, n = tree
    rows = members(merges, n)
    for k in range(1, n + 1):
        children = set(merges[: n - k, :2].ravel().astype(int).tolist())
        clusters = [rows[number] for number in range(2 * n - k) if number not in children]
        labels = labels_at(merges, n, k)
        found = [set(np.flatnonzero(labels == label).tolist()) for label in range(k)]
        assert found == sorted(clusters, key=min)


def test_labels_are_counted_by_lowest_row_in_the_smallest_type():
    merges = merge_tree(np.array([[9.0], [0.0], [9.1], [0.2], [5.0]]), "average")
    assert labels_at(merges, 5, 3).tolist() == [0, 1, 0, 1, 2]
    assert labels_at(merges, 5, 3).dtype == np.uint8
    many = merge_tree(np.arange(300.0)[:, np.newaxis], "single")
    assert labels_at(many, 300, 300).dtype == np.uint16
    assert labels_at(many, 300, 300).tolist() == list(range(300))
    assert labels_at(many, 300, 256).dtype == np.uint8


def test_an_inverted_tree_is_cut_right_where_scipys_cut_tree_is_not():
    merges = merge_tree(load("iris").values, "centroid")
    assert len(np.unique(labels_at(merges, 150, 10))) == 10
    assert len(np.unique(hierarchy.cut_tree(merges, 10))) < 10


def test_grids_are_cut_by_number_where_heights_are_all_the_same():
    grid = np.array([(x, y) for x in range(5) for y in range(5)], float)
    merges = merge_tree(grid, "single")
    assert merges[:, 2].tolist() == [1] * 24
    for k in range(1, 26):
        assert len(np.unique(labels_at(merges, 25, k))) == k
    assert len(np.unique(hierarchy.fcluster(merges, 4, "maxclust"))) == 1


@pytest.mark.parametrize("k", [0, -1, 8])
def test_a_wrong_number_of_clusters_is_refused(average, k):
    with pytest.raises(InputError, match=f"k is {k} but a tree of 7 can be cut into 1 to 7 clusters"):
        labels_at(average, 7, k)


def test_one_row_is_one_cluster():
    assert labels_at(NONE, 1, 1).tolist() == labels_below(NONE, 1, 0).tolist() == [0]
    assert cophenetic(NONE, 1).tolist() == []
    assert falls(NONE).tolist() == inversions(NONE).tolist() == []


def test_a_height_keeps_the_merges_up_to_it(average):
    heights = average[:, 2].tolist()
    assert labels_below(average, 7, 0).tolist() == [0, 1, 2, 3, 4, 5, 6]
    assert labels_below(average, 7, heights[0]).tolist() == [0, 1, 2, 1, 3, 4, 5]
    assert labels_below(average, 7, np.nextafter(heights[0], 0)).tolist() == [0, 1, 2, 3, 4, 5, 6]
    assert (
        labels_below(average, 7, 5.2).tolist() == labels_at(average, 7, 3).tolist() == [0, 0, 1, 0, 0, 2, 0]
    )
    assert labels_below(average, 7, np.inf).tolist() == [0] * 7


@pytest.mark.parametrize("linkage", ["single", "complete", "average", "ward"])
def test_a_height_cuts_as_fcluster_does(linkage):
    merges = merge_tree(load("faithful").values, linkage)
    for height in [*merges[::20, 2], *(merges[::20, 2] * 1.01)]:
        peer = hierarchy.fcluster(merges, height, "distance")
        ours = labels_below(merges, 272, height)
        assert len(set(zip(peer.tolist(), ours.tolist(), strict=True))) == len(set(peer)) == len(set(ours))


def test_a_height_does_not_cut_an_inverted_tree(inverted):
    with pytest.raises(ValueError, match="merge 5 is lower than a merge within it, so a height does not say"):
        labels_below(inverted, 7, 5)


def test_an_inversion_below_an_older_child_is_found_although_the_step_before_is_lower():
    merges = np.array([[0, 1, 5, 2], [2, 3, 1, 2], [4, 5, 3, 4]], float)
    assert falls(merges).tolist() == [1]
    assert inversions(merges).tolist() == [2]


def test_a_last_digit_is_no_inversion_and_a_cut_keeps_no_merge_without_those_within_it():
    high = np.nextafter(1.0, 2)
    merges = np.array([[0, 1, high, 2], [2, 3, 1, 3]])
    assert falls(merges).tolist() == inversions(merges).tolist() == []
    assert labels_below(merges, 3, 1).tolist() == [0, 1, 2]
    assert labels_below(merges, 3, high).tolist() == [0, 0, 0]


# Cophenetic distances.


@settings(max_examples=50, deadline=None)
@given(trees())
def test_cophenetic_distances_are_heights_of_common_merges(tree):
    merges, n = tree
    rows = members(merges, n)[n:]
    expected = [
        next(merges[step, 2] for step in range(n - 1) if {i, j} <= rows[step])
        for i in range(n)
        for j in range(i + 1, n)
    ]
    assert cophenetic(merges, n).tolist() == expected


@pytest.mark.parametrize("points", [np.zeros((1, 2)), np.eye(2), np.eye(3), np.zeros((5, 2))])
def test_a_correlation_that_is_not_defined_is_not_a_number(points):
    assert np.isnan(cophenetic_correlation(merge_tree(points, "single"), points))


# Leaves and brackets.


@settings(max_examples=100, deadline=None)
@given(trees())
def test_no_branch_crosses_another(tree):
    merges, n = tree
    rows = members(merges, n)
    found = branches(merges, n)
    assert sorted(found.order.tolist()) == list(range(n))
    for number in range(2 * n - 1):
        assert set(found.rows(number).tolist()) == rows[number]
        assert len(found.rows(number)) == found.sizes[number]
    for step, (left, right) in enumerate(found.children.tolist()):
        assert {left, right} == set(merges[step, :2].astype(int).tolist())
        assert min(rows[left]) < min(rows[right])
        assert found.starts[left] + found.sizes[left] == found.starts[right]


def test_the_seven_points_stand_in_order(average):
    drawn = dendrogram(average, 7)
    assert drawn.leaves.tolist() == [0, 4, 1, 3, 6, 2, 5]
    assert drawn.sizes.tolist() == [1] * 7
    assert drawn.steps.tolist() == list(range(6))
    assert drawn.children.tolist() == [[1, 3], [0, 4], [8, 7], [9, 6], [10, 2], [11, 5]]
    assert drawn.places.tolist() == [[2, 3], [0, 1], [0.5, 2.5], [1.5, 4], [2.75, 5], [3.875, 6]]
    assert drawn.heights.tolist() == average[:, 2].tolist()
    h = drawn.heights.tolist()
    assert drawn.feet.tolist() == [[0, 0], [0, 0], [h[1], h[0]], [h[2], 0], [h[3], 0], [h[4], 0]]


def test_a_bracket_hangs_below_its_child_where_heights_fall(inverted):
    drawn = dendrogram(inverted, 7)
    assert drawn.feet[4, 0] > drawn.heights[4]
    assert drawn.heights.tolist() == inverted[:, 2].tolist()


@settings(max_examples=100, deadline=None)
@given(trees(), st.integers(0, 45))
def test_the_last_merges_stand_over_subtrees(tree, last):
    merges, n = tree
    rows = members(merges, n)
    drawn = dendrogram(merges, n, last)
    m = min(last, n - 1)
    assert len(drawn.leaves) == len(drawn.sizes) == m + 1
    assert drawn.steps.tolist() == list(range(n - 1 - m, n - 1))
    assert drawn.sizes.sum() == n
    assert drawn.sizes.tolist() == [len(rows[number]) for number in drawn.leaves]
    labels = labels_at(merges, n, m + 1)
    for leaf in drawn.leaves.tolist():
        assert len({int(labels[row]) for row in rows[leaf]}) == 1
    # Between its two children nothing else stands.
    place = dict(zip(drawn.leaves.tolist(), range(m + 1), strict=True))
    spans = {number: (at, at) for number, at in place.items()}
    for step, (left, right) in zip(drawn.steps.tolist(), drawn.children.tolist(), strict=True):
        assert spans[left][1] + 1 == spans[right][0]
        spans[n + step] = spans[left][0], spans[right][1]
    # A bracket stands midway between its two.
    for step, pair, places in zip(drawn.steps.tolist(), drawn.children.tolist(), drawn.places, strict=True):
        assert places.tolist() == [place[number] for number in pair]
        place[n + step] = places.mean()


def test_many_leaves_are_drawn_as_few():
    values = load("faithful").values
    merges = merge_tree(values, "ward")
    drawn = dendrogram(merges, 272)
    assert MANY < 272
    assert len(drawn.steps) == LAST == 30
    assert len(drawn.leaves) == 31
    assert drawn.sizes.sum() == 272
    assert len(dendrogram(merges[:0], 1).leaves) == 1
    assert len(dendrogram(merge_tree(values[:200], "ward"), 200).leaves) == 200


# Marks.


def test_b_and_d_and_the_others_take_the_mark_of_the_larger_side(average):
    steps = list(merge_steps(average, 7))
    assert [step.numbers for step in steps] == [(1, 3), (0, 4), (7, 8), (6, 9), (2, 10), (5, 11)]
    assert [step.sizes for step in steps] == [(1, 1), (1, 1), (2, 2), (1, 4), (1, 5), (1, 6)]
    assert [step.moved.tolist() for step in steps] == [[3], [4], [1, 3], [6], [2], [5]]
    assert [step.mark for step in steps] == [1, 0, 0, 0, 0, 0]
    assert [(step.kept, step.gone) for step in steps] == [(1, 3), (0, 4), (8, 7), (9, 6), (10, 2), (11, 5)]
    assert [step.height for step in steps] == average[:, 2].tolist()
    assert list(merge_steps(NONE, 1)) == []


@settings(max_examples=100, deadline=None)
@given(trees())
def test_marks_are_clusters_at_every_step(tree):
    merges, n = tree
    rows = members(merges, n)
    marks = np.arange(n)
    for step in merge_steps(merges, n):
        assert len(set(marks[step.moved].tolist())) == 1
        assert set(step.moved.tolist()) == rows[step.gone]
        assert (np.diff(step.moved) > 0).all()
        keeps, goes = rows[step.kept], rows[step.gone]
        assert (-len(keeps), min(keeps)) < (-len(goes), min(goes))
        marks[step.moved] = step.mark
        assert set(np.flatnonzero(marks == step.mark).tolist()) == rows[n + step.step]
    assert n == 1 or len(set(marks.tolist())) == 1


def test_a_chain_of_many_rows_is_walked_without_recursion_and_in_little_work():
    n = 20_000
    merges = np.column_stack(
        [np.r_[0, np.arange(2, n)], np.r_[1, np.arange(n, 2 * n - 2)], np.arange(1.0, n), np.arange(2, n + 1)]
    ).astype(float)
    assert sum(len(step.moved) for step in merge_steps(merges, n)) == n - 1
    assert branches(merges, n).order.tolist() == list(range(n))
    assert dendrogram(merges, n, n - 1).leaves.tolist() == list(range(n))
    assert np.bincount(labels_at(merges, n, 3)).tolist() == [n - 2, 1, 1]
