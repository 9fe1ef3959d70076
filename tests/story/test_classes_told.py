"""Clusters against known classes: counts by hand, and nothing like a judgement."""

import numpy as np

from kmanim.data.load import load
from kmanim.data.make_dataset import dataset
from kmanim.simulate.record import run
from kmanim.story.comparisons.classes import class_table, classes_told
from kmanim.story.kmeans.stills import final


def known(kinds):
    return dataset(np.arange(len(kinds), dtype=float)[:, None], categorical={"kind": kinds}, classes="kind")


def test_counts_by_hand():
    found = class_table(known("bbaac"), np.array([0, 0, 1, 1, 0]), 2)
    assert (found.title, found.classes) == ("kind", ("b", "c", "a"))
    assert found.clusters == (0, 1)
    assert found.counts == ((2, 1, 0), (0, 0, 2))


def test_rows_in_no_cluster_come_last():
    found = class_table(known("aab"), np.array([0, -1, -1]), 1)
    assert found.clusters == (0, -1)
    assert found.counts == ((1, 0), (1, 1))


def test_of_many_classes_the_smallest_are_counted_together():
    kinds = "aaaabbbccddefghi"
    found = class_table(known(kinds), np.zeros(len(kinds), int), 1)
    assert found.classes == ("a", "b", "c", "d", "e", "others")
    assert found.counts == ((4, 3, 2, 2, 1, 4),)


def test_no_table_without_classes_or_of_too_many_clusters():
    assert class_table(load("mtcars"), np.zeros(32, int), 1) is None
    assert class_table(known("abcdefghijkl"), np.arange(12), 12) is None
    assert class_table(known("ab"), np.array([-1, -1]), 0) is None


def test_the_sentence_has_all_counts():
    trace = run("kmeans", load("iris"), k=3, seed=1)
    kinds = np.array(trace.dataset.categorical["species"])
    told = classes_told(trace, 3)
    assert told.startswith("Species, which was not clustered: cluster 1 has ")
    for cluster in range(3):
        for kind in set(kinds):
            count = int(((trace.labels == cluster) & (kinds == kind)).sum())
            if count:
                assert f"{count} {kind}" in told
    assert final(trace).alt.endswith(told)
    assert "accura" not in told
    assert "right" not in told


def test_a_cell_without_a_value_is_a_class_of_its_own():
    assert class_table(known(["a", "", "a"]), np.zeros(3, int), 1).classes == ("a", "no value")


def test_the_sentence_names_more_classes_than_a_table_has_columns():
    told = classes_told(run("kmodes", load("zoo", kinds="categories"), k=4, seed=1), 4)
    assert "others" not in told
    assert all(kind in told for kind in set(load("zoo", kinds="categories").categorical["type"]))
