"""The story of a tree: word for word for the seven points, within the rules for any data."""

import re

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kmanim.data.load import load
from kmanim.data.make_dataset import dataset
from kmanim.errors import InputError
from kmanim.simulate.parameters.hierarchical import LINKAGES
from kmanim.simulate.record import run
from kmanim.story.contract import story_of
from kmanim.story.hierarchical.facts import MergeFacts
from kmanim.story.hierarchical.movers import joining
from kmanim.story.hierarchical.others import matched, other_trees
from kmanim.story.hierarchical.plan import LEVELS, held, plan, turning
from kmanim.story.hierarchical.rivals import cluster_distance, tied_pair
from kmanim.story.text.words import columns

PLACES = np.array([(0, 3), (4, 3.5), (0.5, 7.5), (2.5, 3), (0.5, 1), (6.5, 0.5), (5.5, 6)])
SEVEN = dataset(PLACES, labels=list("ABCDEFG"))


def told(trace, **options):
    return story_of(trace).tell(trace, **options)


def captions(trace, **options):
    return ["|".join(key.caption) for key in told(trace, **options).keyframes]


def test_the_seven_points_are_told_word_for_word():
    film = told(run("hierarchical", SEVEN))
    assert ["|".join(key.caption) for key in film.keyframes] == [
        "7 points, 7 clusters. Which two are closest?",
        "B and D: 1.58 apart, the least of 21 distances.",
        "D joins B: 6 clusters. Height 1.58.",
        "E joins A at 2.06: 5 clusters.",
        "AE to BD: the mean of 4 distances is 3.42.",
        "BD joins AE at 3.42: 4 clusters.",
        "G joins at 5.12: 3 clusters.",
        "C joins at 5.30: 2 clusters.",
        "F joins last, at 6.07.",
        "Cut into 2: F alone, and the other six.",
        "Other rules, other trees: cut in two,|complete and Ward part 4 from 3, single leaves C out.",
    ]
    assert [key.hold_ms for key in film.keyframes][:2] == [3500, 3200]
    assert film.keyframes[-1].hold_ms == 6600
    assert film.title == "Average linkage on 7 points, cut into 2"
    assert film.table[1] == ("1", "D", "B", "1.58", "6", "")


def test_a_loop_leaves_the_explanations_out():
    kinds = [key.kind for key in told(run("hierarchical", SEVEN), profile="loop").keyframes]
    assert kinds == ["data", *["merge"] * 6, "cut"]


@pytest.mark.parametrize(
    ("linkage", "caption"),
    [
        ("single", "AE to BD: the least of 4 distances is 2.50."),
        ("complete", "BD to G: the largest of 2 distances is 4.24."),
        ("centroid", "AE to BD: their means are 3.25 apart."),
        ("ward", "BD to G: means 3.55 apart, × √(2·1·2/3) = 4.10."),
    ],
)
def test_every_linkage_has_one_distance_worked_out(linkage, caption):
    assert caption in captions(run("hierarchical", SEVEN, linkage=linkage))


def test_an_inversion_is_told():
    told_ = captions(run("hierarchical", SEVEN, linkage="centroid"))
    assert "G joins at 4.66: 2 clusters.|Lower than ABCDE at 5.03: an inversion." in told_
    notes = story_of(run("hierarchical", SEVEN, linkage="centroid")).notes(
        run("hierarchical", SEVEN, linkage="centroid")
    )
    assert notes == (
        "1 merge lies below one within it, as may happen with means: a height does not say where to cut, so clusters "
        "are counted.",
    )


def test_a_tie_names_the_other_pair():
    trace = run("hierarchical", SEVEN, linkage="complete", metric="manhattan")
    assert "G joins BD at 6.00: 4 clusters.|Tied with BD and AE: the lower numbers go first." in captions(
        trace
    )
    assert (
        "rows in another order, or another program, may give another tree" in story_of(trace).notes(trace)[0]
    )
    single = run("hierarchical", load("faithful"), linkage="single")
    assert "the heights do not depend on the order of the rows" in story_of(single).notes(single)[0]


def test_a_cut_between_equal_heights_is_counted():
    trace = run("hierarchical", dataset(np.arange(5.0)[:, None]), linkage="single", k=3)
    assert captions(trace, compare="none")[-1].endswith("Equal heights here (1.00): clusters are counted.")


def test_the_cars_are_told_in_groups_of_merges():
    told_ = captions(run("hierarchical", load("mtcars"), linkage="ward"), max_seconds=90)
    assert "Merc 280 and Merc 280C: 0 apart, on one spot." in told_
    assert "Merges 4 to 12, up to height 47: 20 clusters.|The largest has 3 cars." in told_
    assert told_[-1] == "Cut into 2: 12 and 20 cars."


def test_each_other_tree_has_a_picture_where_that_is_asked_for():
    trace = run("hierarchical", SEVEN)
    assert [key.kind for key in told(trace, compare="linkages").keyframes][-5:] == [
        "tree-single", "tree-complete", "tree-centroid", "tree-ward", "trees-linkages",
    ]  # fmt: skip
    assert [key.kind for key in told(trace, compare="metrics").keyframes][-3:] == [
        "tree-manhattan", "tree-chebyshev", "trees-metrics",
    ]  # fmt: skip
    assert (
        "Single linkage: the least distance of two rows counts.|Cut in two: C alone, and the other six."
        in (captions(trace, compare="linkages"))
    )


def test_comparisons_that_cannot_be_are_refused():
    with pytest.raises(InputError, match="at most 60 rows"):
        told(run("hierarchical", load("faithful")), compare="linkages")
    with pytest.raises(InputError, match="no metrics to compare"):
        told(run("hierarchical", SEVEN, linkage="ward"), compare="metrics")


@given(st.integers(0, 30_000), st.sampled_from(["walkthrough", "loop"]))
def test_a_plan_covers_every_merge_once_by_few_pictures(merges, profile):
    counts = []
    for level in LEVELS[profile]:
        pieces = plan(merges, level)
        assert [i for first, last in pieces for i in range(first, last + 1)] == list(range(1, merges + 1))
        assert all(first == last for first, last in pieces[-level.last :])
        counts.append(len(pieces))
    assert counts == sorted(counts, reverse=True)
    assert counts[0] <= 13
    assert counts[-1] <= 4


ODD = ["$x_1$", "a" * 300, "名前の長い車です" * 9, "🚗" * 40, "a\nb\tc", " "]


@st.composite
def traces(draw):
    n, d = draw(st.integers(1, 45)), draw(st.integers(1, 4))
    random = np.random.default_rng(draw(st.integers(0, 2**32)))
    size, offset = draw(st.sampled_from([(1e-6, 0.0), (1.0, 0.0), (30.0, 1e8), (1e9, 1e8)]))
    points = random.normal(size=(n, d)) * size + offset
    if draw(st.booleans()):
        points = random.integers(0, 4, (n, d)).astype(float)
    names = draw(st.sampled_from(["none", "odd", "signs"]))
    labels = {
        "none": None,
        "odd": [f"{ODD[i % len(ODD)]}{i if i % 3 else ''}" for i in range(n)],
        "signs": [chr(65 + i % 26) + ("'" if i > 25 else "") for i in range(n)],
    }[names]
    data = dataset(points, labels=labels, scale=draw(st.sampled_from(["none", "zscore"])))
    return run(
        "hierarchical", data, linkage=draw(st.sampled_from(LINKAGES)), k=min(n, draw(st.integers(1, 6)))
    )


@given(traces(), st.sampled_from(["walkthrough", "loop"]), st.sampled_from(["auto", "linkages", "none"]))
def test_any_tree_is_told_within_the_rules(trace, profile, compare):
    film = told(trace, profile=profile, compare=compare)
    frames = film.keyframes
    for frame in frames:
        assert 1 <= len(frame.caption) <= 2
        assert all(0 < columns(line) <= 58 for line in frame.caption), frame.caption
        assert all(character.isprintable() for line in frame.caption for character in line)
        described = story_of(trace).describe(trace, frame)
        assert described.alt.isprintable()
        assert described.title
    assert len(frames) <= 22
    assert [f.step for f in frames] == sorted(f.step for f in frames)
    assert [f.progress == 1 for f in frames] == [False] * (len(frames) - 1) + [True]
    assert 1 <= len(film.telling) <= 8
    assert not re.search(
        r"(?<![\d.,;])(?<!and )\b1 (?:clusters|points|merges)\b", " ".join(f.text for f in frames)
    )


@given(traces())
def test_heights_in_captions_are_those_of_the_trace(trace):
    facts = MergeFacts(trace)
    for frame in told(trace, compare="none").keyframes:
        if frame.kind == "merge":
            height = facts.height(float(trace.heights[frame.step - 1]))
            assert height in frame.text
            left = trace.dataset.n - frame.step
            assert f"{left} cluster" in frame.text or left == 1
            assert frame.rows == tuple(trace.changed(frame.step).tolist())


@given(traces())
def test_every_height_is_the_distance_that_the_linkage_defines(trace):
    for i in range(1, trace.dataset.n):
        merge = trace.unlabelled[i]
        found = cluster_distance(trace, merge.lower, merge.higher)
        size = float(np.abs(trace.dataset.values).max())
        assert merge.height == pytest.approx(found, rel=1e-6, abs=1e-12 * size)


@given(traces())
def test_the_clusters_of_other_trees_are_numbered_by_their_overlap(trace):
    for tree in other_trees(trace, "linkages"):
        assert sorted(np.unique(tree.labels).tolist()) == list(range(trace.k))
        if tree.name == trace.parameters.linkage:
            assert tree.labels.tolist() == trace.labels.tolist()


def test_labels_are_matched_by_the_largest_overlap():
    own = np.array([0, 0, 0, 1, 1, 2], np.uint8)
    assert matched(np.array([1, 1, 2, 0, 0, 2], np.uint8), own, 3).tolist() == [0, 0, 2, 1, 1, 2]


def test_clusters_are_called_by_their_rows():
    facts = MergeFacts(run("hierarchical", SEVEN))
    assert [facts.called(number) for number in (0, 7, 9, 12)] == ["A", "BD", "ABDE", "ABCDEFG"]
    cars = MergeFacts(run("hierarchical", load("mtcars")))
    assert cars.called(32) == "Merc 280 and 1 more"


@pytest.mark.parametrize("linkage", LINKAGES)
def test_a_rival_that_is_named_had_to_wait(linkage):
    # The lower numbers go first: a pair of lower ones that is nearly as near was farther, by the last digit.
    steps = np.arange(5) * 0.1
    trace = run("hierarchical", dataset(np.array([(x, y) for x in steps for y in steps])), linkage=linkage)
    for i in range(1, len(trace) - 1):
        merge = trace.unlabelled[i]
        rival = tied_pair(trace, i) if merge.tied else None
        assert rival is None or rival > (merge.lower, merge.higher)


def test_an_asked_height_is_in_the_title():
    film = told(run("hierarchical", load("mtcars"), height=500.0))
    assert film.title == "Average linkage on 32 cars, cut at height 500 into 3"
    assert "Cut at height 500 into 3: " in film.alt


def test_every_inversion_is_told():
    points = np.random.default_rng(0).normal(size=(30, 5))
    trace = run("hierarchical", dataset(points), linkage="centroid")
    film, before = told(trace), 0
    for key in film.keyframes:
        if key.kind in ("merge", "merges"):
            inside = [i for i in trace.inversions.tolist() if before <= i < key.step]
            assert ("inversion" in key.text) == bool(inside)
            before = key.step


def test_one_height_is_no_range():
    film = told(run("hierarchical", dataset(PLACES[:2])))
    assert "1 merge at height " in film.alt


# The row that rules disagree about

ODD_ONE = load("sheehan-seven-b")


def both(**options):
    return told(run("hierarchical", ODD_ONE, linkage="complete", k=3), compare="both", **options)


def test_whom_the_odd_one_joins_is_told_rule_by_rule_and_how_far_away_the_next_was():
    film = both(max_seconds=120)
    texts = {key.kind: key.caption for key in film.keyframes if key.kind.startswith("tree")}
    assert texts == {
        "tree-single": (
            "Single linkage: the least distance of two rows counts.",
            "p4 joins p2p3 at 2.66; p0p1 is 3.20 away.",
        ),
        "tree-average": (
            "Average linkage: the mean of all distances counts.",
            "p4 joins p0p1 at 3.72; p5p6 is 3.75 away.",
        ),
        "tree-centroid": (
            "Centroid linkage: the distance of the means counts.",
            "p4 joins p0p1 at 3.72; p5p6 is 3.74 away.",
        ),
        "tree-ward": (
            "Ward linkage: the growth of the sum of squares counts.",
            "p4 joins p0p1 at 4.29; p5p6 is 4.32 away.",
        ),
        "trees-linkages": (
            "p4 joins p2p3 by single, p5p6 by complete,",
            "p0p1 by average, centroid and Ward linkage.",
        ),
        "tree-manhattan": (
            "Manhattan distance: steps along the axes add up.",
            "p4 joins p5p6 at 5.50; p0p1 is 6.00 away.",
        ),
        "tree-chebyshev": (
            "Chebyshev distance: the longest step along an axis counts.",
            "p4 joins p0p1 at 3.00; p5p6 is 3.10 away.",
        ),
        "trees-metrics": ("p4 joins p5p6 by Euclidean and Manhattan,", "p0p1 by Chebyshev distance."),
    }


def test_metrics_have_one_picture_where_time_is_short():
    kinds = [key.kind for key in both(max_seconds=60).keyframes]
    assert kinds[-6:] == [
        "tree-single", "tree-average", "tree-centroid", "tree-ward", "trees-linkages", "trees-metrics",
    ]  # fmt: skip
    short = both(max_seconds=12).keyframes
    assert [key.kind for key in short][-2:] == ["trees-linkages", "trees-metrics"]
    assert not [key for key in short if key.kind.startswith("tree-")]


@given(st.integers(0, 10_000), st.integers(4, 12))
def test_whom_a_row_joins_first_is_what_the_rule_measures_as_nearest(seed, n):
    points = np.random.default_rng(seed).normal(size=(n, 2))
    trace = run("hierarchical", dataset(points, labels=[f"r{i}" for i in range(n)]), k=2)
    facts = MergeFacts(trace)
    for what in ("linkages", "metrics"):
        for tree in other_trees(trace, what):
            for row in range(n):
                found = joining(facts, tree, row)
                assert found.height == tree.merges[found.step, 2]
                assert row not in (*found.partner, *found.second)
                if found.second:
                    assert found.farther >= found.height * (1 - 1e-9)


# Merges that go by


def test_many_merges_go_by_and_end_where_their_picture_does():
    film = told(run("hierarchical", load("blobs"), k=3))
    groups = [key for key in film.keyframes if key.passing]
    assert groups
    for key in groups:
        steps = [step for step, _ in key.passing]
        assert steps == sorted(set(steps))
        assert key.passing[-1] == (key.step, key.counter)
        assert key.lead_in[-1].kind == "spread"


def test_large_clusters_that_become_one_are_told_wherever_that_is():
    trace = run("hierarchical", load("sheehan-305"), linkage="single", k=4)
    assert turning(MergeFacts(trace)) == [3971, 3995, 3998]
    texts = ["|".join(key.caption) for key in told(trace, profile="loop").keyframes]
    assert "A cluster of 965 joins a cluster of 992|at 0.99: 29 clusters." in texts
    assert "A cluster of 1,000 joins a cluster of 1,996|at 1.6: 5 clusters." in texts
    assert turning(MergeFacts(run("hierarchical", SEVEN))) == []


@given(st.integers(1, 3_000), st.lists(st.integers(1, 3_000), max_size=3, unique=True))
def test_turning_points_leave_groups_and_no_merge_is_lost(merges, wanted):
    points = sorted(i for i in wanted if i <= merges)
    for level in LEVELS["walkthrough"]:
        pieces = held(plan(merges, level), points)
        assert [i for first, last in pieces for i in range(first, last + 1)] == list(range(1, merges + 1))
        assert all((i, i) in pieces for i in points)
