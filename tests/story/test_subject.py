"""What a picture is of stands in one line: the algorithm, what it was told, the data."""

import pytest

import kmanim
from kmanim.story.contract import facts_of


@pytest.mark.parametrize(
    ("algorithm", "data", "options", "subject"),
    [
        ("kmeans", "mtcars", {"k": 2}, "k-means, k = 2 · 32 cars"),
        ("dbscan", "moons", {"eps": 0.3}, "DBSCAN, eps = 0.3, at least 5 · 300 points"),
        ("hierarchical", "mtcars", {"k": 3}, "Average linkage, cut into 3 · 32 cars"),
    ],
)
def test_the_subject_names_algorithm_parameter_and_data(algorithm, data, options, subject):
    assert facts_of(kmanim.run(algorithm, kmanim.load(data), **options)).subject == subject


def test_thousands_are_set_apart_and_one_is_no_plural():
    many = kmanim.run("kmeans", kmanim.load("blobs", n=1800), k=3)
    assert facts_of(many).subject == "k-means, k = 3 · 1,800 points"
    one = kmanim.run("kmeans", [[1.0, 2.0]], k=1)
    assert facts_of(one).subject == "k-means, k = 1 · 1 point"
