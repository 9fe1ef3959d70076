"""Words for runs that are not as runs usually are: one cluster, ties, nothing left to fall, odd magnitudes."""

from __future__ import annotations

import re
from dataclasses import replace
from decimal import Decimal

import figure_words as figures
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from story_tables import cars, reference

from kmanim.data.feature import Feature
from kmanim.data.find_row import row_of
from kmanim.data.load import load
from kmanim.data.make_dataset import dataset
from kmanim.errors import InputError
from kmanim.simulate.record import run
from kmanim.simulate.runs.runs import run_many
from kmanim.story.contract import story_of
from kmanim.story.figures import raw_data
from kmanim.story.kmeans.explained_rows import nearest_miss
from kmanim.story.kmeans.facts import CentroidFacts
from kmanim.story.kmeans.film import tell
from kmanim.story.runs import solution_table, summary
from kmanim.story.text.numbers import percent
from kmanim.story.text.sums import inertias
from kmanim.story.text.words import between

SQUARE = np.array([[0.0, 0], [0, 10], [10, 0], [10, 10]])


def captions(trace, kind, **options):
    return ["|".join(k.caption) for k in tell(trace, **options).keyframes if k.kind == kind]


def test_points_that_stand_for_several_rows_are_counted():
    answers = load(np.tile([[1.0, 3], [2, 2], [4, 0], [5, 1], [4, 1]], (4, 1)), columns=["liked", "children"])
    trace = run("kmeans", answers, k=2, seed=1)
    assert captions(trace, "data") == ["20 points at 5 places: liked and children. No groups yet."]
    assert raw_data.subject(answers) == "20 points at 5 places by liked and children"
    assert "spot of another" not in raw_data.describe(trace).caption
    alone = load(np.concatenate([answers.points[:5], answers.points[:4]]), columns=["liked", "children"])
    few = run("kmeans", alone, k=2, seed=1)
    assert captions(few, "data") == ["9 points: liked and children. No groups yet."]
    assert raw_data.describe(few).caption.endswith("4 points lie on the spot of another.")


def test_a_centre_that_is_drawn_to_its_own_place_is_told():
    # A row is drawn for the empty third centre that lies where it is.
    column = [-1, 0, 2, -2, 2, 0, -1, 1, 0, -1, 0, -1, 2, 0, 0, -1, 0, -1, -3, 0]
    data = dataset(np.array(column, float)[:, np.newaxis])
    trace = run("kmeans", data, k=3, init="sample", empty="resample", max_iter=2, seed=1)
    assert captions(trace, "relocate") == ["Centre 3 has no points:|its new place is its old one."]


def test_no_share_of_nothing_is_told():
    runs = run_many("kmeans", dataset(SQUARE), 12, k=4, init="uniform")
    assert runs.solutions[0].inertia == 0 < runs.solutions[-1].inertia
    worst = runs.solutions[-1].letter
    assert summary(runs).endswith(f"W is 0 in the best, A, and 50 in the worst, {worst}.")
    assert {row[3] for row in solution_table(runs)[1:]} == {""}
    assert solution_table(runs)[1][2] == "0"


@pytest.mark.parametrize(
    ("part", "whole", "text"),
    [
        (1, 0, ""),
        (0, 0, ""),
        (0, 3, "0 %"),
        (1, 10_000, "<0.1 %"),
        (9999, 10_000, ">99 %"),
        (1, 1, "100 %"),
        (12_345, 100, "12,345 %"),
        (1e20, 1e-20, "1.000e42 %"),
    ],
)
def test_shares_never_claim_all_or_nothing_where_it_is_not_so(part, whole, text):
    assert percent(part, whole) == text


@pytest.mark.parametrize(
    ("values", "texts"),
    [
        ((1096064.881, 1096064.9), ("1,096,065", "1,096,065")),
        ((1096064.8, 1096065.9), ("1,096,065", "1,096,066")),
        ((1096065.1, 1096065.9, 3e6), ("1,096,065", "1,096,066", "3,000,000")),
        ((123456.12, 123456.16), ("123,456.1", "123,456.2")),
        ((0.0, 50.0), ("0", "50")),
        ((3e-14, 50.0), ("0", "50.000")),
        ((2e6, 0.5), ("2,000,000", "0.500")),
        ((12345678.0, 12400000.0), ("12.346 M", "12.400 M")),
    ],
)
def test_inertias_have_at_most_seven_digits_and_no_more_than_they_need(values, texts):
    assert inertias(values) == texts


@given(st.lists(st.floats(1e-3, 1e15), min_size=1, max_size=8))
def test_inertias_never_have_more_than_seven_digits(values):
    for text in inertias(values):
        digits = re.sub(r"e.*|[^\d]", "", text).lstrip("0")
        assert len(digits) <= 7


def test_runs_that_differ_by_less_than_seven_digits_say_so():
    trace = reference()
    facts = CentroidFacts(replace(trace, unlabelled=tuple(
        replace(s, objective=1096064.8809 - 0.01 * i) for i, s in enumerate(trace.unlabelled)
    )))  # fmt: skip
    assert facts.fall(1, 2) == "W falls by a hair, 1,096,065"
    assert facts.fall(2, 1) == "W rises by a hair, 1,096,065"
    assert facts.fall(1, 1) == "W stays at 1,096,065"


@pytest.mark.parametrize("exponent", [-98, -30, -8, -5, 0, 3, 7, 12, 98])
@pytest.mark.parametrize("offset", [0, 3])
def test_a_formula_of_any_magnitude_can_be_worked_out_again(exponent, offset):
    points = (np.random.default_rng(exponent + 100).normal(size=(12, 2)) + offset) * 10.0**exponent
    caption = figures.distances(run("kmeans", dataset(points), k=2), 3).caption
    sums = re.findall(r"√(\(.*?\)) = (\S+)( [MGT])? to centre", caption.replace("−", "-"))
    assert len(sums) == 2
    for left, right, prefix in sums:
        assert len(left) < 80
        told = (
            float(right.replace(",", "").replace("−", "-"))
            * {"": 1, " M": 1e6, " G": 1e9, " T": 1e12}[prefix]
        )
        # As decimals: the squares of the smallest and the largest are no floats.
        worked = re.sub(r"\d[\d.]*(e-?\d+)?", lambda number: f"Decimal('{number[0]}')", left)
        assert float(eval(worked.replace("²", "**2")).sqrt() / Decimal(told)) == pytest.approx(1, rel=2e-3)


def test_a_formula_is_written_one_way():
    points = np.array([[-8.1342e97, 6.5244e96], [1e98, 2e98], [-1.2e98, 0]])
    caption = figures.distances(run("kmeans", dataset(points), init=((0, 0), (1e98, 0))), 0).caption
    assert "√((−8.1342e97 − 0)² + (6.524e96 − 0)²) = 8.160e97 to centre 1" in caption


def test_a_formula_far_from_zero_keeps_its_decimals():
    points = np.array([[1e9 + 1.5], [1e9 + 0.25], [1e9]])
    caption = figures.distances(run("kmeans", dataset(points), init=((1e9,), (1e9 + 1,))), 0).caption
    assert "√((1000000001.5 − 1e9)²) = 1.500 to centre 1" in caption


def test_the_other_centres_are_told_as_they_are():
    points = np.array([[0.0, 0], [3, 4], [6, 8], [9, 1]])
    tied = run("kmeans", dataset(points), init=((1, 1), (1, 1), (1, 1)))
    assert figures.distances(tied, 3).caption == (
        "This point in round 1: √((9 − 1)² + (1 − 1)²) = 8.000 to centre 1 and √((9 − 1)² + (1 − 1)²) = 8.000 to "
        "centre 2, and 1 more centre is no nearer. All 3 are equally near, so it belongs to the lowest number, "
        "cluster 1."
    )
    three = run("kmeans", cars(), init=((1000, 150), (1500, 150), (9000, 150)))
    assert "to centre 2, and 1 more centre is farther away. So" in figures.distances(three, 0).caption
    four = run("kmeans", cars(), init=((1000, 150), (1500, 150), (9000, 150), (9900, 150)))
    assert "to centre 2, and 2 more centres are farther away. So" in figures.distances(four, 0).caption
    two = run("kmeans", dataset(points), init=((1, 1), (1, 1)))
    assert figures.distances(two, 3).caption.endswith(
        "Both are equally near, so it belongs to the lower number, cluster 1."
    )


def test_names_in_a_table_are_left_as_they_are():
    data = dataset(SQUARE, labels=["iris", "e", "$x$", "d"])
    trace = run("kmeans", data, k=2, init=((0, 5), (10, 5)))
    assert figures.distances(trace, 1).caption.startswith("e in round 1: ")
    assert captions(trace, "explain")[0].startswith("iris: ")
    assert captions(run("kmeans", dataset(SQUARE), k=2, init=((0, 5), (10, 5))), "explain")[0].startswith(
        "This point: "
    )


def test_names_of_columns_from_a_program_are_left_as_they_are():
    data = dataset(SQUARE, features=[Feature("body_mass_g"), Feature("flipper length")])
    caption = figures.density(run("kmeans", data, k=2, init=((0, 5), (10, 5)))).caption
    assert caption.startswith("body_mass_g: ")
    assert ". Flipper length: " in caption


def test_one_row_at_the_end_of_a_list_is_one():
    data = dataset(np.array([[0.0, 0], [1, 0], [0, 1], [90, 90]]))
    trace = run("kmeans", data, init=((0, 0), (80, 80)))
    assert "with 3 and 1 point in the clusters" in figures.final(trace).alt
    assert tell(trace).keyframes[-1].text.startswith("Done in 2 rounds: 3 and 1 point.")


def test_one_cluster_is_told_as_one():
    trace = run("kmeans", cars(), init=((1000, 150),))
    assert figures.assigned(trace).alt.endswith("where all points are coloured as one cluster of 32 cars.")
    assert figures.final(trace).alt.endswith("all 32 cars in one cluster; the centre ends at [1459; 147].")
    assert figures.updated(trace).alt.endswith(
        "a grey mark shows where the centre was: it moves from [1000; 150] to [1459; 147]."
    )
    assert "the centre starts at [1000; 150]," in figures.overview(trace).alt
    assert figures.density(trace).alt.endswith("a dot for every car: one cluster is shown.")
    assert " to the centre of round 1: " in figures.distances(trace, 0).alt
    single = run("kmeans", dataset(np.array([[1.0, 2.0]])), k=1)
    assert tell(single).keyframes[-1].text == "Done in 2 rounds: 1 point in one cluster."
    assert captions(single, "update") == ["The centre stays: it already is the mean."]
    assert figures.data(single).alt.endswith("where the point is grey: x is 1 and y is 2.")


def test_one_mark_moves_alone():
    trace = run("kmeans", dataset(np.array([[0.0, 0], [10, 0], [20, 0]])), init=((0, 0), (16, 0)))
    assert figures.updated(trace).alt.endswith(
        "a grey mark shows where a centre was: centre 2 moves from [16.0; 0] to [15.0; 0]."
    )


def test_clusters_of_one_size():
    points = np.arange(20.0)[:, np.newaxis] * 100
    trace = run("kmeans", dataset(points), k=20, init="sample")
    assert tell(trace).keyframes[-1].text == "Done in 2 rounds: 20 clusters of 1 point each."
    assert captions(trace, "assign") == ["Every point joins its nearest centre: 1 point each."]
    assert tell(trace).alt.endswith("stops after 2 rounds with 20 clusters of 1 point each.")
    assert figures.assigned(trace).alt.endswith("coloured by 20 clusters of 1 point each.")
    assert "W stays at 0 in 2 rounds" in figures.inertia(trace).caption
    assert figures.inertia(trace).alt.endswith("after each of 3 half-steps, where it stays at 0.")
    four = run("kmeans", dataset(SQUARE), k=4, init=tuple(map(tuple, SQUARE)))
    assert tell(four).keyframes[-1].text == "Done in 2 rounds: 4 clusters of 1 point each."


def test_ranges_of_counts():
    assert between(1, 1, ("point", "points")) == "1 point each"
    assert between(3, 3, ("point", "points")) == "3 points each"
    assert between(0, 1, ("point", "points")) == "0 to 1 points"
    assert between(1, 4, ("point", "points")) == "1 to 4 points"


def test_a_centre_without_points_is_not_called_a_mean():
    trace = run("kmeans", dataset(SQUARE), init=((0, 5), (10, 5), (900, 900)))
    assert captions(trace, "update") == ["No centre moves.|W (sum of squared distances) stays at 100."]


def test_who_switched_is_counted_in_rows():
    assert figures.assigned(reference(), 3).alt.endswith(
        "coloured by 2 clusters of 12 and 20, with 1 car in another cluster than in round 2."
    )


def test_a_gap_is_never_written_as_nothing():
    points = np.array([[0.0], [250.0], [250.3], [500.0]])
    told = figures.density(run("kmeans", dataset(points, features=[Feature("x", "m")]), init=((0,), (500,))))
    assert told.caption.endswith(": no overlap, 0.3 m gap.")


def test_clusters_that_share_a_value_overlap():
    points = np.array([[0.0, 0], [5, 0], [5, 100], [9, 100]])
    told = figures.density(run("kmeans", dataset(points), init=((0, 0), (9, 100))))
    assert "x: cluster 1 n 2, mean 2.50, sd 3.54, 0 to 5; " in told.caption
    assert ": overlap at 5. y" in told.caption


def rising(trace):
    """The same run, but for an objective that rises again, as those of other algorithms may."""
    return replace(trace, unlabelled=tuple(
        replace(s, objective=1.0 + i) for i, s in enumerate(trace.unlabelled)
    ))  # fmt: skip


def test_only_what_fell_is_said_to_fall():
    told = figures.inertia(rising(reference()))
    assert told.caption == "W rises from 1 to 8 in 4 rounds."
    assert told.alt.endswith("where it rises from 1 to 8.")
    assert figures.inertia(reference()).alt.endswith("where it falls from 3,509,517 to 2,547,692.")
    assert figures.elbow(reference(), {2: 5.0}).alt.endswith("for k = 2, where it is 5.")
    assert figures.elbow(reference(), {1: 5.0, 2: 5.0}).alt.endswith("k = 1 to 2, where it stays at 5.")


def test_a_row_that_switches_twice_is_one_row():
    for seed in range(60):
        trace = run("kmeans", dataset(np.random.default_rng(seed).normal(size=(60, 2))), k=4, seed=seed)
        switched = [set(trace.switched(r).tolist()) for r in range(2, trace.iterations + 1)]
        different = len(set().union(*switched))
        if sum(trace.switches) > different:
            break
    else:
        raise AssertionError("no row switches twice")
    assert f"moves {different} points between clusters" in tell(trace).alt
    assert f"{different} points change cluster" in figures.overview(trace).alt


def test_progress_counts_time_not_pictures():
    film = tell(reference(), pace=3)
    whole = film.duration_ms
    passed = 0
    for keyframe in film.keyframes:
        passed += keyframe.duration_ms
        assert keyframe.progress == passed / whole


@pytest.mark.parametrize(("near", "found"), [(10.1, (2, (1, 0))), (10.0, None)])
def test_a_near_miss_is_within_one_percent(near, found):
    # The row in the middle is 10.15 from one centroid, and nearer to the other by 0.5 or 1.5 %.
    points = np.array([[-10.15, 0.0], [near, 0.0], [0.0, 0.0]])
    trace = run("kmeans", dataset(points), init=((-10.15, 0), (near, 0)))
    assert nearest_miss(CentroidFacts(trace), 1) == found


def test_a_near_miss_is_found_in_any_piece(monkeypatch):
    rng = np.random.default_rng(0)
    trace = run("kmeans", dataset(rng.random((500, 2))), k=3, max_iter=3)
    whole = nearest_miss(CentroidFacts(trace), 3)
    assert whole is not None
    monkeypatch.setattr("kmanim.story.kmeans.explained_rows._AT_ONCE", 64)
    assert nearest_miss(CentroidFacts(trace), 3) == whole


@pytest.mark.parametrize(("wanted", "row"), [("point 17", 16), (" Point 1 ", 0), ("point 20", 19)])
def test_rows_without_names_are_found_by_their_number(wanted, row):
    assert row_of(dataset(np.arange(40.0).reshape(20, 2)), wanted) == row


@pytest.mark.parametrize(
    "wanted", ["point 21", "point 0", "point", "17", "point 1.5", "dot 3", "point 9999999999999"]
)
def test_rows_without_names_that_are_not_there(wanted):
    with pytest.raises(InputError, match="row"):
        row_of(dataset(np.arange(40.0).reshape(20, 2)), wanted)


def test_thousands_of_switched_rows_are_left_to_the_trace():
    rng = np.random.default_rng(0)
    trace = run("kmeans", dataset(rng.random((9000, 2))), init=((0.1, 0.1), (0.2, 0.1), (0.1, 0.3)))
    assert max(trace.switches) > 1000
    told = [key for key in tell(trace).keyframes if key.kind == "reassign"]
    for key in told:
        switched = trace.changed(key.step)
        assert key.rows == (tuple(switched) if len(switched) <= 1000 else ())
        assert key.caption[0].startswith(f"{len(switched):,} point")
    moved = {int(row) for i in range(len(trace)) for row in trace.changed(i)}
    assert CentroidFacts(trace).travellers == len(moved)


def test_a_run_that_a_limit_stopped_is_not_finished():
    assert reference().finished
    short = run("kmeans", cars(), init=((1000, 150), (1500, 150)), max_iter=2)
    assert not short.finished
    converged = replace(short, stopped="centres at rest", finished=True)
    assert tell(converged).keyframes[-1].text.startswith("Done in 2 rounds")


def test_runs_that_were_stopped_are_counted():
    runs = run_many("kmeans", cars(), 4, seed=0, k=3, max_iter=2)
    stopped = sum(not trace.finished for trace in runs)
    assert 1 < stopped < 4
    assert summary(runs).endswith(f"{stopped} of the runs were stopped before they could finish.")


def test_one_run_is_not_compared():
    runs = run_many("kmeans", cars(), 1)
    told = figures.grid(runs)
    assert told.caption == f"1 run ends in solution A, W = {inertias([runs.best.inertia])[0]}."
    assert told.alt.startswith("Scatter plot of 32 cars by weight and horsepower, where")


def test_a_question_belongs_to_the_round_it_asks_about():
    trace = reference()
    asked = next(k for k in tell(trace, questions=True).keyframes if k.kind == "question")
    assert figures.describe(trace, asked).alt.endswith("in round 2: Which cars switch now?")


def test_adjectives_only_where_they_sort_every_row():
    """Storyboard, section 5: in each solution that weight alone divides, and in no other."""
    starts = {
        "12 lighter cars, 20 heavier cars": ((1000, 150), (1500, 150)),
        "16 lighter cars, 16 heavier cars": ((1000, 100), (2000, 200)),
        "29 lighter cars, 3 heavier cars": ((1300, 150), (2400, 200)),
    }
    for words, init in starts.items():
        assert tell(run("kmeans", cars(), init=init)).keyframes[-1].caption[0].endswith(f": {words}.")
    scaled = run("kmeans", cars("zscore"), init=((1000, 150), (1500, 150)))
    assert tell(scaled).keyframes[-1].caption[0] == "Done in 6 rounds: 18 and 14 cars."
    # One row in twenty is not where the word would have it.
    points = np.array([[i, 0.0] for i in range(10)] + [[20.0 + i, 0] for i in range(9)] + [[5.5, 90]])
    data = dataset(points * [1, 1], features=[Feature("weight"), Feature("y")])
    one = run("kmeans", data, init=((5, 0), (24, 10)))
    assert (
        "lighter" not in tell(one).keyframes[-1].text
        or points[one.labels == 0, 0].max() < points[one.labels == 1, 0].min()
    )


def test_adjectives_need_a_gap():
    points = np.array([[0.0, 0], [5, 0], [5, 100], [9, 100]])
    data = dataset(points, features=[Feature("weight"), Feature("y")])
    trace = run("kmeans", data, init=((0, 0), (9, 100)))
    # 5 is in both clusters: neither is the lighter one.
    assert (
        figures.final(trace)
        .caption.split(" W is")[0]
        .endswith("2 points with lower y, 2 points with higher y.")
    )


def test_powers_of_ten_are_told_apart_too():
    assert inertias((1.23456e17, 1.23457e17)) == ("1.23456e17", "1.23457e17")
    assert inertias((1.23456789e-9, 1.23456788e-9)) == ("1.235e−9", "1.235e−9")
    assert inertias(np.array([8.68e20])) == ("8.680e20",)
    assert inertias((0.0, 2e17, float("nan"))) == ("0", "2.000e17", "nan")


@pytest.mark.parametrize("name", ["メ{}", ""], ids=["no font has it", "no name"])
@pytest.mark.parametrize(
    ("algorithm", "parameters"),
    [
        ("kmeans", {"k": 3}),
        ("kmedoids", {"k": 3, "method": "pam"}),
        ("hierarchical", {"k": 3}),
        ("em", {"k": 2}),
        ("mean_shift", {"bandwidth": 0.8}),
        ("dbscan", {"eps": 0.7, "min_samples": 4}),
        ("affinity_propagation", {}),
    ],
)
def test_no_sentence_begins_with_a_number_of_a_row_in_small_letters(algorithm, parameters, name):
    rng = np.random.default_rng(5)
    labels = ["A", *(name.format(row) for row in range(17))]
    data = dataset(np.concatenate([rng.normal(c, 0.5, (6, 2)) for c in (0, 2, 4)]), labels=labels)
    trace = run(algorithm, data, seed=1, **parameters)
    story = story_of(trace)
    told = story.tell(trace)
    texts = [" ".join(key.caption) for key in told.keyframes]
    texts += [story.describe(trace, key).caption for key in told.keyframes]
    assert any("point" in text for text in texts)
    assert not [text for text in texts if re.search(r"(^|[.?!] )point \d", text)]
