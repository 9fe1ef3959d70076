"""A table of pictures in words: what each algorithm was told, what it came to, how that fits known groups."""

import dataclasses

import numpy as np
import pytest

import kmanim
from kmanim.errors import InputError
from kmanim.simulate.machines.centroids.trace import CentroidTrace
from kmanim.simulate.runs.compare_algorithms import compare_algorithms
from kmanim.story.comparisons.known_groups import KnownGroups, matched
from kmanim.story.figures import comparison as words

ALGORITHMS = ["kmeans", ("hierarchical", {"linkage": "single"}), ("dbscan", {"min_samples": 5})]


@pytest.fixture(scope="module")
def drawn():
    return compare_algorithms(ALGORITHMS, {"moons": {"k": 2, "eps": 0.2}, "rings": {"k": 2, "eps": 0.5}})


def column(table, number):
    return [line[number] for line in table.cells]


def test_every_cell_says_what_was_told_and_how_it_ended(drawn):
    table = words.table_of(drawn)
    assert table.algorithms == ("k-means", "single linkage", "DBSCAN")
    assert table.told == ("k = 2", "cut into 2", "at least 5")
    assert table.data == ("moons", "rings")
    assert table.sizes == ("300 points, 2 groups", "300 points, 2 groups")
    assert [cell.told for cell in column(table, 2)] == ["eps = 0.2", "eps = 0.5"]
    assert [cell.verdict for cell in column(table, 0)] == ["75 % as drawn", "54 % as drawn"]
    assert [cell.came_to for cell in column(table, 0)] == ["", ""]
    assert [cell.came_to for cell in column(table, 2)] == ["2 clusters", "2 clusters"]
    assert [cell.verdict for cell in column(table, 2)] == ["all as drawn"] * 2
    assert [[cell.mark for cell in line] for line in table.cells] == [["", "tick", "tick"]] * 2
    assert words.finding(table) == "Single linkage and DBSCAN find the groups in both data sets"
    assert words.notes(table) == ["Tick: right number of clusters, at least 95 % as drawn."]


def test_alternative_text_says_what_each_came_to(drawn):
    assert words.describe(drawn[:1]).alt == (
        "Table of 3 scatter plots, 3 algorithms on 1 data set. moons (300 points by x and y): "
        "k-means, k = 2: 75 % as drawn; single linkage, cut into 2: all as drawn; "
        "DBSCAN, eps = 0.2, at least 5: all as drawn."
    )


def test_shares_are_rounded_down_and_say_all_only_of_all():
    assert words._share(299, 300, "drawn") == "99 % as drawn"
    assert words._share(300, 300, "drawn") == "all as drawn"
    assert words._share(284, 300, "known") == "94 % as known"
    assert words._share(1, 300, "drawn") == "1 % as drawn"
    assert words._share(0, 300, "drawn") == "0 % as drawn"


def test_too_many_clusters_are_no_find_however_few_points_they_have():
    (line,) = compare_algorithms([("hierarchical", {"linkage": "single"})], {"uniform": {"k": 3}})
    ((cell,),) = words.table_of([line]).cells
    assert (cell.verdict, cell.mark) == ("97 % as drawn", "")


@pytest.mark.parametrize(("astray", "found"), [(0, True), (5, True), (6, False)])
def test_groups_are_found_where_95_of_100_lie_with_theirs(astray, found):
    of_rows = np.repeat([0, 1], 50)
    labels = of_rows.copy()
    labels[:astray] = 1
    groups = KnownGroups("group", ("1", "2"), of_rows, np.array([0, 1]), labels)
    assert groups.are_found(2) is found
    assert not groups.are_found(3)


def test_known_classes_are_no_drawing():
    line = compare_algorithms(["kmeans"], [(kmanim.load("iris"), {"k": 3})])
    ((cell,),) = words.table_of(line).cells
    assert cell.verdict == "89 % as known"
    assert words.finding(words.table_of(line)) == "K-means does not find the groups in iris"


def test_without_known_groups_it_says_what_there_is_and_judges_nothing():
    lines = compare_algorithms(["kmeans", "dbscan"], {"mtcars": {"k": 2}, "faithful": {"k": 2}})
    table = words.table_of(lines, ["cars", "geyser"])
    assert table.data == ("cars", "geyser")
    assert words.finding(table) == "2 algorithms on 2 data sets"
    assert [cell.end for cell in table.cells[0]] == ["12 and 20", "1 cluster, 3 noise"]
    assert not any(cell.mark or cell.verdict for line in table.cells for cell in line)


def test_findings(drawn):
    def told(*numbers):
        return words.finding(words.table_of([[line[number] for number in numbers] for line in drawn]))

    assert told(0) == "K-means does not find the groups in any data set"
    assert told(0, 2) == "Only DBSCAN finds the groups in both data sets"
    assert told(1, 2) == "Both algorithms find the groups in both data sets"
    assert told(0, 0) == "None of 2 algorithms finds the groups in any data set"


@dataclasses.dataclass(frozen=True, eq=False, kw_only=True)
class Failed(CentroidTrace):
    @property
    def failure(self):
        return "component 2 has shrunk onto a line"


def test_a_failed_run_is_never_a_find_and_says_why(drawn):
    trace = kmanim.run("kmeans", "moons", k=2)
    fields = {field.name: getattr(trace, field.name) for field in dataclasses.fields(trace) if field.init}
    table = words.table_of([[Failed(**fields), drawn[0][2]]])
    failed = table.cells[0][0]
    assert (failed.verdict, failed.mark) == ("failed: component 2 has shrunk onto a line", "cross")
    assert failed.came_to == ""
    assert "Cross: the run failed; its end is no result." in words.notes(table)


def test_a_variant_is_told_where_the_head_of_a_column_cannot_say_it():
    lines = [
        [kmanim.run("hierarchical", "moons", linkage="single", k=2)],
        [kmanim.run("hierarchical", "rings", linkage="ward", k=2)],
    ]
    table = words.table_of(lines)
    assert [cell.told for cell in column(table, 0)] == [
        "single linkage",
        "Ward linkage",
    ]
    assert table.told == ("cut into 2",)


def test_clusters_look_as_the_groups_they_are_matched_with(drawn):
    for line in words.table_of(drawn).cells:
        for cell in line[1:]:
            labels, groups = cell.trace.labels, np.array(cell.trace.dataset.categorical["group"])
            for cluster, look in enumerate(cell.looks[: labels.max() + 1]):
                names, counts = np.unique(groups[labels == cluster], return_counts=True)
                assert int(names[counts.argmax()]) - 1 == look


def test_matching_by_hand():
    reference = np.array([0, 0, 1, 1, 2, 2])
    assert matched(reference, np.array([1, 1, 0, 0, -1, -1]), 3, 2).tolist() == [1, 0]
    assert matched(reference, np.array([0, 0, 0, 0, 0, 0]), 3, 1).tolist() == [0]
    assert matched(reference, np.array([0, 1, 2, 2, 3, 3]), 3, 4).tolist() == [0, 3, 1, 2]
    assert matched(reference, np.array([-1] * 6), 3, 0).tolist() == []
    assert matched(np.array([-1, 0]), np.array([0, 1]), 1, 2).tolist() == [1, 0]


@pytest.mark.parametrize(
    ("change", "says"),
    [
        (lambda lines: [], "comparison takes a line of runs for each data set"),
        (lambda lines: lines[0][0], "comparison takes a line of runs for each data set"),
        (lambda lines: "moons", "comparison takes a line of runs for each data set"),
        (lambda lines: list(lines[0]), "not runs alone"),
        (
            lambda lines: [lines[0], lines[1][:2]],
            "each data set needs a run of every algorithm, got 3 and 2 runs",
        ),
        (lambda lines: [[]], "each data set needs a run of every algorithm, got 0 runs"),
        (lambda lines: [[lines[0][0], lines[1][0]]], "only if all cluster the same rows and columns"),
        (lambda lines: [lines[0]] * 13, "at most 12 algorithms and 12 data sets, got 3 and 13"),
        (lambda lines: [[lines[0][0], 3]], "comparison"),
    ],
)
def test_what_is_no_table_is_refused(drawn, change, says):
    with pytest.raises(InputError) as refused:
        words.table_of(change(drawn))
    assert says in str(refused.value)


def test_names_that_no_font_can_show_are_counted_and_long_ones_cut(drawn):
    table = words.table_of(drawn, ["\U000f0000", "a name " * 20])
    assert table.data[0] == "data set 1"
    assert table.data[1].startswith("a name a name")
    assert len(table.data[1]) <= 40


def test_one_cluster_is_no_list_of_sizes():
    ((cell,),) = words.table_of(compare_algorithms(["kmeans"], [([[1.0, 2.0], [3.0, 4.0]], {"k": 1})])).cells
    assert cell.end == "1 cluster"


def test_titles_must_be_as_many_as_data_sets(drawn):
    with pytest.raises(InputError, match="2 data sets need as many titles, got 1"):
        words.table_of(drawn, ["one"])
