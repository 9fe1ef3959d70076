"""Trees of seven points and of real data, number by number."""

import numpy as np
import pytest
from scipy.cluster import hierarchy

from kmanim.data.load import load
from kmanim.simulate.machines.linkage.cophenetic import cophenetic_correlation
from kmanim.simulate.machines.linkage.cut import labels_at
from kmanim.simulate.machines.linkage.inversions import falls, inversions
from kmanim.simulate.machines.linkage.merge_tree import merge_tree, merge_tree_and_ties

LETTERS = "ABCDEFG"
POINTS = np.array([(0, 3), (4, 3.5), (0.5, 7.5), (2.5, 3), (0.5, 1), (6.5, 0.5), (5.5, 6)])
ALL = ["single", "complete", "average", "centroid", "ward"]


def in_words(merges):
    """B+D 1.5811, and so on, letters of a cluster in order."""
    names, words = list(LETTERS[: len(merges) + 1]), []
    for lower, higher, height, _ in merges.tolist():
        one, other = sorted((names[int(lower)], names[int(higher)]))
        words.append(f"{one}+{other} {height:.4f}")
        names.append("".join(sorted(one + other)))
    return ", ".join(words)


def parts(labels):
    return {"".join(LETTERS[row] for row in np.flatnonzero(labels == k)) for k in range(labels.max() + 1)}


@pytest.mark.parametrize(
    ("linkage", "metric", "words", "two", "correlation"),
    [
        ("single", "euclidean", "B+D 1.5811, A+E 2.0616, AE+BD 2.5000, ABDE+G 2.9155, ABDEG+F 3.9051, ABDEFG+C 4.5277",
         {"C", "ABDEFG"}, 0.6548),
        ("complete", "euclidean", "B+D 1.5811, A+E 2.0616, BD+G 4.2426, BDG+C 5.3151, AE+F 6.9642, AEF+BCDG 9.2195",
         {"BCDG", "AEF"}, 0.4577),
        ("average", "euclidean", "B+D 1.5811, A+E 2.0616, AE+BD 3.4152, ABDE+G 5.1235, ABDEG+C 5.2975, ABCDEG+F 6.0695",
         {"F", "ABCDEG"}, 0.7277),
        ("centroid", "euclidean",
         "B+D 1.5811, A+E 2.0616, AE+BD 3.2500, ABDE+C 5.0327, ABCDE+G 4.6648, ABCDEG+F 5.5703",
         {"F", "ABCDEG"}, 0.7264),
        ("ward", "euclidean", "B+D 1.5811, A+E 2.0616, BD+G 4.1028, BDG+F 5.4352, AE+C 6.3574, ACE+BDFG 8.0197",
         {"BDFG", "ACE"}, 0.5743),
        ("average", "chebyshev", "B+D 1.5000, A+E 2.0000, BD+G 2.7500, AE+BDG 3.7500, ABDEG+C 4.9000, ABCDEG+F 5.3333",
         {"F", "ABCDEG"}, None),
        ("average", "manhattan", "B+D 2.0000, A+E 2.5000, AE+BD 4.2500, ABDE+C 6.3750, F+G 6.5000, ABCDE+FG 7.5500",
         {"FG", "ABCDE"}, None),
        ("complete", "manhattan", "B+D 2.0000, A+E 2.5000, BD+G 6.0000, AE+C 6.5000, BDG+F 6.5000, ACE+BDFG 13.0000",
         {"ACE", "BDFG"}, None),
    ],
)  # fmt: skip
def test_seven_points(linkage, metric, words, two, correlation):
    merges, tied = merge_tree_and_ties(POINTS, linkage, metric)
    expected = ", ".join(
        "+".join(sorted(merge.split()[0].split("+"))) + f" {merge.split()[1]}" for merge in words.split(", ")
    )
    assert in_words(merges) == expected
    assert parts(labels_at(merges, 7, 2)) == two
    assert np.flatnonzero(tied).tolist() == ([2, 3] if (linkage, metric) == ("complete", "manhattan") else [])
    assert falls(merges).tolist() == inversions(merges).tolist() == ([4] if linkage == "centroid" else [])
    if correlation:
        assert round(cophenetic_correlation(merges, POINTS, metric), 4) == correlation


def test_scipy_breaks_the_manhattan_tie_the_other_way():
    peer = hierarchy.linkage(POINTS, "complete", "cityblock")
    assert (
        in_words(peer) == "B+D 2.0000, A+E 2.5000, AE+BD 6.0000, C+G 6.5000, ABDE+F 9.0000, ABDEF+CG 13.0000"
    )


def test_a_triangle_whose_second_height_is_lower():
    merges = merge_tree(np.array([[0, 0], [2, 0], [1, 1.75]]), "centroid")
    assert merges.tolist() == [[0, 1, 2, 2], [2, 3, 1.75, 3]]


@pytest.mark.parametrize("linkage", ALL)
def test_four_in_a_row_pair_up(linkage):
    merges, tied = merge_tree_and_ties(np.arange(4.0)[:, np.newaxis], linkage)
    assert merges[:, :2].tolist() == [[0, 1], [2, 3], [4, 5]]
    assert merges[:2, 2].tolist() == [1, 1]
    assert tied.tolist() == [True, linkage == "single", False]


def sizes(labels):
    return sorted(np.bincount(labels).tolist(), reverse=True)


@pytest.mark.parametrize(
    ("name", "scale", "linkage", "last", "two", "three"),
    [
        ("mtcars", "none", "single", [102.8251, 125.8968, 151.0132, 535.5838], [29, 3], [28, 3, 1]),
        ("mtcars", "none", "complete", [425.5749, 618.0073, 1037.96, 1776.9299], [20, 12], [17, 12, 3]),
        ("mtcars", "none", "average", [230.255, 364.3481, 584.1309, 1066.5412], [29, 3], [17, 12, 3]),
        ("mtcars", "none", "ward", [572.5006, 837.6147, 1864.7562, 2721.1226], [20, 12], [17, 12, 3]),
        ("mtcars", "zscore", "average", [1.3054, 1.5804, 2.0137, 2.3184], [17, 15], [17, 12, 3]),
        ("mtcars", "zscore", "ward", [3.2677, 3.4789, 4.0632, 8.6517], [17, 15], [17, 12, 3]),
        ("mtcars", "zscore", "centroid", [1.2299, 1.7759, 2.5401, 2.6108], [28, 4], [28, 3, 1]),
        ("faithful", "zscore", "single", [0.3018, 0.3273, 0.3675, 0.4597], [175, 97], [175, 96, 1]),
        ("faithful", "zscore", "ward", [30.4753], [175, 97], None),
        ("iris", "none", "single", [0.8185, 1.6401], [100, 50], [98, 50, 2]),
        ("iris", "none", "average", [1.381, 1.7856, 1.9636, 4.0627], [100, 50], [64, 50, 36]),
        ("iris", "none", "ward", [4.8477, 6.3994, 12.3004, 32.4476], [100, 50], [64, 50, 36]),
    ],
)
def test_real_data(name, scale, linkage, last, two, three):
    values = load(name, scale=scale).values
    merges = merge_tree(values, linkage)
    assert np.round(merges[-len(last) :, 2], 4).tolist() == last
    assert sizes(labels_at(merges, len(values), 2)) == two
    assert three is None or sizes(labels_at(merges, len(values), 3)) == three


def test_the_first_merges_of_the_cars_and_the_best_two_clusters(cars):
    merges = merge_tree(cars.values, "average")
    pairs = [[cars.labels[int(row)] for row in pair if row < 32] for pair in merges[:4, :2].tolist()]
    assert pairs == [
        ["Merc 280", "Merc 280C"], ["Valiant"], ["Merc 450SL", "Merc 450SLC"], ["Hornet Sportabout", "AMC Javelin"],
    ]  # fmt: skip
    assert np.round(merges[:4, 2], 4).tolist() == [0, 20.1246, 23, 25.0799]
    assert sizes(labels_at(merge_tree(cars.values, "ward"), 32, 2)) == [20, 12]


def test_iris_by_centroid_has_seven_inversions_and_is_cut_all_the_same():
    merges = merge_tree(load("iris").values, "centroid")
    assert len(inversions(merges)) == len(falls(merges)) == 7
    assert labels_at(merges, 150, 10).max() == 9
