"""The story of DBSCAN: word for word for the fourteen points, within the rules for any data."""

import re
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import kmanim
from kmanim.data.load import load
from kmanim.data.make_dataset import dataset
from kmanim.errors import InputError
from kmanim.simulate.record import run
from kmanim.simulate.runs.runs import run_many
from kmanim.story.contract import story_of
from kmanim.story.dbscan.facts import DbscanFacts
from kmanim.story.dbscan.step_by_step import step_by_step
from kmanim.story.dbscan.stops import Level, stops
from kmanim.story.figures import solutions
from kmanim.story.text.words import columns

PLACES = np.array(
    [
        (4, 4.5), (3, 1.5), (3, 2), (2.5, 1.5), (3.5, 3), (3.5, 2), (5, 4), (4, 3), (2, 0), (3.5, 4.5),
        (2.5, 3), (4, 4), (3, 4), (0.5, 4),
    ]
)  # fmt: skip
FOURTEEN = dataset(PLACES, labels=list("ABCDEFGHIJKLMN"))


def fourteen(**params):
    return run("dbscan", FOURTEEN, **{"eps": 1, "min_samples": 4, **params})


def told(trace, **options):
    return story_of(trace).tell(trace, **options)


def captions(trace, **options):
    return ["|".join(key.caption) for key in told(trace, **options).keyframes]


def test_the_fourteen_points_are_told_word_for_word():
    assert captions(fourteen()) == [
        "14 points. Dense places become clusters:|eps = 1, at least 4 points within.",
        "A: 3 points within 1, itself counted. 3 < 4: noise so far.",
        "B: 4 points. Core: cluster 1 begins with C, D and F.",
        "C is core, D has only 3: a border point.",
        "F is core: E joins. It lies exactly 1 away.",
        "E is core: H and K join, H has only 3: a border point.",
        "K has only 2: a border point.",
        "G has 2, I has 1: noise so far.",
        "J: core, cluster 2. A was noise: now a border point.",
        "L is core. G was noise: now a border point.",
        "M has only 3: a border point.",
        "N has nobody else within 1. 1 < 4: noise so far.",
        "Cluster 2 reaches H, too: it stays in 1,|which came first.",
        "Done: 2 clusters of 7 and 5, 6 core points, 2 noise.",
    ]


def test_the_edge_of_a_ball_is_told_once_and_only_where_a_row_lies_on_it():
    said = [text for text in captions(fourteen()) if "exactly" in text]
    assert said == ["F is core: E joins. It lies exactly 1 away."]
    assert not [text for text in captions(fourteen(eps=1.01)) if "exactly" in text]


def test_a_picture_is_of_the_last_visit_that_it_tells():
    steps = [key.step for key in told(fourteen()).keyframes]
    assert steps == [0, 1, 2, 4, 5, 7, 8, 10, 11, 12, 13, 14, 14, 14]


def test_adopted_points_are_named_to_the_picture():
    rows = [(key.kind, key.rows) for key in told(fourteen()).keyframes if key.rows]
    assert rows == [("adopt", (0,)), ("adopt", (6,)), ("contested", (7,))]


def test_the_counter_counts_visits():
    counters = [key.counter for key in told(fourteen()).keyframes]
    assert (counters[0], counters[1], counters[-1]) == ("", "point 1", "point 14")


def test_the_film_has_the_radius_in_its_title():
    assert told(fourteen()).title == "DBSCAN on 14 points, eps = 1, at least 4"


def test_the_film_is_described_in_words():
    alt = told(fourteen()).alt
    assert "DBSCAN finds 2 clusters of 7 and 5 points and leaves 2 as noise" in alt
    assert "6 core points. 2 points are noise at first and border later." in alt


def test_the_first_and_the_last_picture_hold_longer():
    frames = told(fourteen(), max_seconds=60).keyframes
    assert frames[0].hold_ms == 5200
    assert frames[-1].hold_ms == 4500


def test_a_loop_leaves_the_contested_point_out():
    kinds = {key.kind for key in told(fourteen(), profile="loop").keyframes}
    assert "contested" not in kinds


def test_the_result_has_the_numbers():
    trace = fourteen()
    assert story_of(trace).result(trace) == "DBSCAN finds 2 clusters of 7 and 5 points and leaves 2 as noise"


def test_a_contested_point_is_noted():
    trace = fourteen()
    assert story_of(trace).notes(trace) == (
        "1 point is reached by several clusters and stays with the first: in another order of visits the partition "
        "may differ there.",
    )


def test_an_estimated_radius_is_told_and_noted():
    trace = run("dbscan", load("moons"))
    assert (
        "No eps was given: 0.15 is Tukey's fence of all|distances to the 5th neighbour, itself counted."
        in captions(trace)
    )
    assert story_of(trace).notes(trace) == (
        "No eps was given: 0.15 is Tukey's fence of all distances to the 5th neighbour, itself counted.",
    )


def test_a_loop_does_not_explain_the_estimate():
    kinds = {key.kind for key in told(run("dbscan", load("moons")), profile="loop").keyframes}
    assert "estimate" not in kinds


def test_a_radius_of_scaled_columns_says_so():
    trace = run("dbscan", load("mtcars", scale="zscore"), eps=0.5, min_samples=4)
    assert story_of(trace).notes(trace)[0].startswith("eps is measured in columns that are ")


def test_sizes_of_real_data_are_told():
    trace = run("dbscan", load("iris"), eps=0.4)
    assert captions(trace)[-1] == "Done: 4 clusters of 46, 36, 14 and 22,|89 core points, 32 noise."


def test_one_cluster_of_all_says_what_parts_it():
    trace = run("dbscan", load("faithful"), eps=3)
    assert captions(trace)[-1].startswith("Done: 1 cluster of all 272 ")
    assert captions(trace)[-1].endswith("A smaller eps may part it.")


def test_all_noise_ends_with_the_cross():
    end = told(fourteen(eps=0.5)).keyframes[-1]
    assert (end.mark, end.phase, end.caption) == (
        "cross",
        "All noise",
        ("No point has 4 points within 0.5:", "all 14 are noise. A larger eps finds more."),
    )


@pytest.mark.parametrize("places", [PLACES, PLACES[:1]])
def test_no_larger_radius_is_advised_where_rows_are_too_few(places):
    # No radius makes 15 neighbours of 14 rows.
    end = captions(run("dbscan", dataset(places), eps=1, min_samples=15))[-1]
    assert "larger eps" not in end
    assert "all 1 are" not in end


def test_all_noise_has_a_result():
    trace = fourteen(eps=0.5)
    assert story_of(trace).result(trace) == "DBSCAN finds no cluster and leaves 14 as noise"


def test_clusters_end_with_the_tick():
    assert told(fourteen()).keyframes[-1].mark == "tick"


def test_one_cluster_of_all_has_no_mark():
    # Neither right nor wrong: nothing was told apart.
    assert told(fourteen(eps=99)).keyframes[-1].mark == ""


def test_the_density_is_a_figure_only_where_there_are_clusters():
    trace = fourteen()
    figures = story_of(trace).figures(trace)
    assert figures == ("strip", "k-distance", "density", "joint", "solutions", "grid")
    assert "density" not in story_of(trace).figures(fourteen(eps=0.5))


@pytest.mark.parametrize("profile", ["walkthrough", "loop"])
@pytest.mark.parametrize(("eps", "min_samples"), [(0.1, 10), (0.03, 2), (0.3, 10), (9.0, 5), (1e-9, 2)])
def test_a_film_of_many_points_has_few_pictures(profile, eps, min_samples):
    frames = told(
        run("dbscan", load("blobs", n=4000), eps=eps, min_samples=min_samples), profile=profile
    ).keyframes
    assert len(frames) <= 45


def test_an_unknown_profile_is_refused():
    with pytest.raises(InputError, match="profile"):
        told(fourteen(), profile="short")


ODD = ["$x_1$", "a" * 300, "名前の長い車です" * 9, "🚗" * 40, "a\nb\tc", " "]


@st.composite
def traces(draw):
    n, d = draw(st.integers(1, 60)), draw(st.integers(1, 4))
    random = np.random.default_rng(draw(st.integers(0, 2**32)))
    size, offset = draw(st.sampled_from([(1e-6, 0.0), (1.0, 0.0), (30.0, 1e6), (1e9, 1e8)]))
    points = random.normal(size=(n, d)) * size + offset
    if draw(st.booleans()):
        points = random.integers(0, 6, (n, d)).astype(float) * size
    names = draw(st.sampled_from(["none", "odd", "signs"]))
    labels = {
        "none": None,
        "odd": [f"{ODD[i % len(ODD)]}{i if i % 3 else ''}" for i in range(n)],
        "signs": [chr(65 + i % 26) + ("'" if i > 25 else "") for i in range(n)],
    }[names]
    scale = draw(st.sampled_from(["none", "zscore"]))
    noun = draw(st.sampled_from([("point", "points"), ("x" * 50, "y" * 50)]))
    data = dataset(points, labels=labels, scale=scale, noun=noun)
    eps = draw(st.none() | st.floats(0.05, 3))
    if eps is not None and scale == "none":
        eps *= size
    order = draw(st.sampled_from(["rows", "backwards", "random"]))
    return run("dbscan", data, eps=eps, min_samples=draw(st.integers(1, 9)), order=order)


profiles = st.sampled_from(["walkthrough", "loop"])


@given(traces(), profiles)
def test_any_caption_is_two_lines_that_fit(trace, profile):
    for frame in told(trace, profile=profile).keyframes:
        assert 1 <= len(frame.caption) <= 2
        assert all(0 < columns(line) <= 58 for line in frame.caption), frame.caption
        assert all(character.isprintable() for line in frame.caption for character in line)


@given(traces(), profiles)
def test_any_picture_is_described(trace, profile):
    for frame in told(trace, profile=profile).keyframes:
        described = story_of(trace).describe(trace, frame)
        assert described.alt.isprintable()
        assert described.title


@given(traces(), profiles)
def test_any_film_goes_forward_to_the_end_by_few_pictures(trace, profile):
    film = told(trace, profile=profile)
    steps = [frame.step for frame in film.keyframes]
    assert steps == sorted(steps)
    assert (steps[0], steps[-1]) == (0, len(trace) - 1)
    assert len(steps) <= 45
    assert 1 <= len(film.telling) <= 8


@given(traces(), profiles)
def test_pictures_name_every_adopted_row_once(trace, profile):
    named = [
        row
        for frame in told(trace, profile=profile).keyframes
        for row in frame.rows
        if frame.kind not in ("contested", "small")
    ]
    assert sorted(named) == trace.were_noise.tolist()


@given(traces())
def test_the_result_of_any_run_counts_all_rows(trace):
    result = story_of(trace).result(trace)
    noise = int(trace.noise().sum())
    assert ("no cluster" in result) == (not trace.n_clusters())
    assert f"leaves {noise or 'no'} " in result
    assert sum(trace.sizes) + noise == trace.dataset.n


@given(traces())
def test_only_what_is_alone_is_in_the_singular(trace):
    text = " ".join(frame.text for frame in told(trace).keyframes)
    assert not re.search(r"(?<![\d.,;])(?<!and )\b1 (?:clusters|core points)\b", text)


@pytest.mark.parametrize(
    ("values", "min_samples", "said"),
    [
        ([(0.0, 0.0)] * 20 + [(5.0, 0.0)], 5, "5 is the least above 0 of all distances to the 5th neighbour"),
        ([(1.0, 1.0)] * 4, 5, "1 is taken, as no two points are apart"),
        ([(0.0, 0.0), (1.0, 0.0), (3.0, 0.0)], 5, "is Tukey's fence of all distances to the 3rd neighbour"),
        ([(0.0, 0.0), (1.0, 0.0), (3.0, 0.0)], 1, "is Tukey's fence of all distances to the 2nd neighbour"),
    ],
)
def test_an_estimate_is_called_what_it_is(values, min_samples, said):
    # The fence may be 0, the neighbour missing, the row its own first neighbour.
    trace = run("dbscan", dataset(np.array(values)), min_samples=min_samples)
    assert said in story_of(trace).notes(trace)[0]
    assert said.split(" is ")[-1].split(" of ")[0] in " ".join(captions(trace)).replace("|", " ")


def test_rows_on_one_spot_cannot_be_parted_by_any_radius():
    end = captions(run("dbscan", dataset(np.full((6, 2), 2.0)), eps=1))[-1]
    assert "all 6 points" in end
    assert "smaller eps" not in end


def test_a_tiny_radius_is_written_as_what_it_is():
    # Rounded to a few decimals it would be 0, which is refused.
    trace = run("dbscan", dataset(PLACES), eps=1e-12)
    assert "eps = 1.000e−12" in " ".join(captions(trace)).replace("|", " ")


def test_one_neighbour_is_singular():
    assert "at least 1 point within" in captions(run("dbscan", dataset(PLACES), eps=1, min_samples=1))[0]


def test_names_that_do_not_fit_give_way_to_counts_and_none_is_cut_off():
    film = story_of(trace := run("dbscan", load("mtcars"))).tell(trace)
    assert "Mazda RX4 Wag is core: 4 cars join." in [key.text for key in film.keyframes]
    assert all(key.text.endswith((".", "?")) for key in film.keyframes)


def test_orders_are_no_starts_and_visits_no_rounds():
    runs = run_many("dbscan", dataset(PLACES), 30, eps=1, min_samples=4, order="random")
    told = solutions.describe(runs)
    assert told.caption.startswith("30 runs from different orders end in")
    assert "round" not in told.caption
    assert not [name for name in solutions.table(runs)[0] if "round" in name or "empty" in name]


# The chapters of many visits


def many(profile="walkthrough", **params):
    return run("dbscan", load("sheehan-305"), **{"eps": 0.6, "min_samples": 6, **params})


def test_a_long_run_is_told_in_chapters_and_says_what_goes_by():
    assert captions(many(), profile="loop") == [
        "4,000 points. Dense places become clusters:|eps = 0.6, at least 6 points within.",
        "This point: 40 points. Core:|cluster 1 begins with 39 points.",
        "Cluster 1 grows by 893: 933 points now.|888 core points so far.",
        "This point: 2 points within 0.6, itself counted.|2 < 6: noise so far.",
        "Visits 935 to 2,000 go by: 9 clusters, the largest of 788,|763 core points, 4 adopted, 212 noise so far.",
        "Cluster 11 begins and grows to 987 points:|973 of them core.",
        "Cluster 12 grows to 987 points, 979 of them core.|13 visits before it: noise so far.",
        "Visits 3,988 to 4,000 go by:|no core points, 238 noise so far.",
        "8 of 12 clusters are tiny:|2 to 20 points; the next has 788.",
        "Done: 12 clusters of 2 to 987,|3,603 core points, 238 noise.",
    ]


def test_what_goes_by_adds_up_to_the_run():
    trace = many()
    keys = told(trace, profile="loop").keyframes
    for before, key in pairwise(keys):
        if key.passing:
            steps = [step for step, _ in key.passing]
            assert before.step < steps[0]
            assert steps[-1] == key.step
            assert steps == sorted(set(steps))
            assert key.passing[-1][1] == key.counter == f"point {key.step:,}"
    chunk = next(key for key in keys if key.kind in ("chunk", "adopt") and " go by: " in key.text)
    before = keys[keys.index(chunk) - 1].step
    core = sum(trace.unlabelled[i].step == "core" for i in range(before + 1, chunk.step + 1))
    assert f" {core:,} core points, " in chunk.text
    assert f"{trace.noise(chunk.step).sum():,} noise so far" in chunk.text


def test_tiny_clusters_are_a_turning_point_and_no_success():
    keys = told(many(), profile="loop").keyframes
    (tiny,) = (key for key in keys if key.kind == "small")
    counts = np.bincount(many().labels[many().labels >= 0])
    assert sorted(tiny.rows) == np.flatnonzero(np.isin(many().labels, np.flatnonzero(counts <= 20))).tolist()
    assert keys[-1].mark == ""
    good = told(many(eps=1, min_samples=8), profile="loop").keyframes
    assert not [key for key in good if key.kind == "small"]
    assert good[-1].mark == "tick"


@pytest.mark.parametrize(
    ("sizes", "tiny"), [((40, 40, 2), 1), ((40, 39), 0), ((40, 7), 0), ((90, 90, 3, 2), 2)]
)
def test_clusters_are_tiny_below_the_widest_gap_of_sizes(sizes, tiny):
    places = np.concatenate([[10.0 * i] * size for i, size in enumerate(sizes)])[:, None]
    facts = DbscanFacts(run("dbscan", dataset(places), eps=1, min_samples=1))
    assert len(facts.small_clusters) == tiny


# Side by side


def beside(**options):
    good, bad = many(eps=1, min_samples=8), many()
    return kmanim.side_by_side([good, bad], ("good", "bad"), **options)


def test_two_runs_grow_on_one_clock_and_end_with_what_was_drawn():
    film = beside()
    keys = film.timeline.keyframes
    assert [key.step for key in keys] == sorted(key.step for key in keys)
    for panel in film._told.panels:
        assert [key.step for key in panel.timeline.keyframes] == [key.step for key in keys]
    assert keys[1].caption == ("good: 120 ≥ 8 within 1: core.", "bad: 40 ≥ 6 within 0.6: core.")
    assert keys[-2].caption == ("good: no tiny cluster.", "bad: 8 tiny clusters, 2 to 20 points.")
    assert keys[-1].caption == (
        "good: the 4 groups as drawn, 103 noise.",
        "bad: 8 clusters too many, 238 noise.",
    )
    assert film._told.marks[-1] == ("tick", "stop")
    assert film._told.lines[-1] == ("4 clusters, 103 noise", "12 clusters, 238 noise")


def test_of_more_than_two_runs_the_counts_are_told_in_their_order():
    runs = [many(eps=eps, min_samples=least) for eps, least in ((1, 8), (0.6, 6), (2, 30))]
    film = kmanim.side_by_side(runs)
    texts = [key.caption for key in film.timeline.keyframes]
    assert texts[1] == ("Within the first ball: 120, 40 and 367.",)
    assert texts[-2:] == [
        ("Tiny clusters: none, 8 and none.",),
        ("Clusters: 4, 12 and 4.", "Noise: 103, 238 and 35."),
    ]
    assert film._told.marks[-1] == ("tick", "stop", "tick")


def test_runs_without_known_groups_end_with_their_counts():
    data = load(load("sheehan-305").points)
    runs = [run("dbscan", data, eps=eps, min_samples=6) for eps in (1, 0.6)]
    film = kmanim.side_by_side(runs)
    assert film.timeline.keyframes[-1].text.endswith("eps = 0.6: 12 clusters, 238 noise.")
    assert film._told.marks[-1] == ("stop", "stop")


@given(st.lists(traces(), min_size=1, max_size=1), st.integers(2, 4), st.integers(0, 9), profiles)
@settings(max_examples=15)
def test_any_runs_of_dbscan_stand_side_by_side(one, count, least, profile):
    data = one[0].dataset
    runs = [run("dbscan", data, eps=one[0].eps * (i + 1) / 2, min_samples=1 + least) for i in range(count)]
    film = kmanim.side_by_side(runs, [f"run {i}" for i in range(count)], profile=profile)
    for key in film.timeline.keyframes:
        assert all(0 < columns(line) <= 58 for line in key.caption), key.caption
    assert film.duration_ms <= (45_000 if profile == "walkthrough" else 20_000)
    assert film.timeline.keyframes[-1].step == data.n
    assert len(film._told.panels) == count


def test_what_nothing_else_is_told_of_goes_by_in_equal_parts():
    trace = run("dbscan", load("moons"), eps=0.2)
    level = Level(every=False, first=0, clusters=0, begins=0, growth=1, shares=4)
    told = [(stop.kind, stop.first, stop.last) for stop in stops(DbscanFacts(trace), level)]
    assert told == [("chunk", 1, 75), ("chunk", 76, 150), ("chunk", 151, 225), ("chunk", 226, 300)]


def test_a_page_tells_every_visit_by_itself():
    keyframes = step_by_step(fourteen())
    assert [key.step for key in keyframes] == [0, *range(1, 15), 14, 14]
    assert ["|".join(key.caption) for key in keyframes] == [
        "14 points. Dense places become clusters:|eps = 1, at least 4 points within.",
        "A: 3 points within 1, itself counted. 3 < 4: noise so far.",
        "B: 4 points. Core: cluster 1 begins with C, D and F.",
        "C is core.",
        "D has only 3: a border point.",
        "F is core: E joins. It lies exactly 1 away.",
        "E is core: H and K join.",
        "H has only 3: a border point.",
        "K has only 2: a border point.",
        "G has 2 points within 1. 2 < 4: noise so far.",
        "I has nobody else within 1. 1 < 4: noise so far.",
        "J: core, cluster 2. A was noise: now a border point.",
        "L is core. G was noise: now a border point.",
        "M has only 3: a border point.",
        "N has nobody else within 1. 1 < 4: noise so far.",
        "Cluster 2 reaches H, too: it stays in 1,|which came first.",
        "Done: 2 clusters of 7 and 5, 6 core points, 2 noise.",
    ]
    assert [key.rows for key in keyframes if key.kind == "adopt"] == [(0,), (6,)]


def test_a_page_tells_a_cluster_or_all_at_once():
    assert ["|".join(key.caption) for key in step_by_step(fourteen(), "cluster")[1:-2]] == [
        "A: 3 points within 1, itself counted. 3 < 4: noise so far.",
        "Cluster 1 begins and grows to 7 points: 4 of them core.",
        "G has 2, I has 1: noise so far.",
        "Cluster 2 begins and grows to 5 points.|2 of them were noise: now border points.",
        "N has nobody else within 1. 1 < 4: noise so far.",
    ]
    assert [key.kind for key in step_by_step(fourteen(), "all")] == ["data", "chunk", "contested", "done"]
    with pytest.raises(InputError, match="known: visit, cluster or all"):
        step_by_step(fourteen(), "day")


def test_a_page_takes_its_time():
    data = dataset(np.random.default_rng(0).normal(size=(600, 2)))
    keyframes = step_by_step(run("dbscan", data, eps=0.1, min_samples=4))
    assert len(keyframes) > 600
    assert min(key.hold_ms for key in keyframes) >= 1500
    assert keyframes[-1].progress == 1
    assert {tween.kind for key in keyframes for tween in key.lead_in} == {"recolour"}
