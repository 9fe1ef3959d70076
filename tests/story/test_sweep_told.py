"""What a sweep is told in: captions word for word, findings, times, and laws for every algorithm."""

import dataclasses
from dataclasses import replace
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sweep_data import FOURTEEN, broken, fourteen, moons

import kmanim
from kmanim.data.load import load
from kmanim.simulate.registry import known_algorithms, parameters_of
from kmanim.story.comparisons.sweeps.facts import SweepFacts, value_text
from kmanim.story.comparisons.sweeps.film import tell
from kmanim.story.comparisons.sweeps.findings import finding, said_of
from kmanim.story.comparisons.sweeps.stretches import stretches
from kmanim.story.figures.sweep_grid import chosen, describe
from kmanim.story.text.words import fits


def captions(*sweeps, **options):
    return [key.text for key in tell(sweeps, **options).timeline.keyframes]


def test_moons_by_eps():
    told = tell([moons()])
    assert [key.text for key in told.timeline.keyframes] == [
        "300 points, 29 values of eps: 0.02 to 0.58. Dashed: the estimate.",
        "eps = 0.02: all are noise.",
        "eps = 0.04: one cluster. 295 noise.",
        "eps = 0.06: 12 clusters. 227 noise.",
        "eps = 0.08: 21 clusters. 95 noise.",
        "eps = 0.1: 15 clusters. 25 noise.",
        "eps = 0.12: 5 clusters. 10 noise.",
        "eps 0.14 to 0.32: 2 clusters. Noise falls from 3 to 0.",
        "eps 0.34 to 0.58: one cluster. No noise.",
        "2 clusters for 10 of 29 values in a row: eps 0.14 to 0.32. The estimate, 0.15, lies there.",
    ]
    assert told.timeline.subject == "DBSCAN by eps · 300 points"
    assert told.timeline.keyframes[-1].step == 10
    assert told.timeline.alt == (
        "Animated scatter plot of 300 points by x and y, beside a curve of clusters: DBSCAN with 29 values of eps, "
        "0.02 to 0.58. 2 clusters for 10 of 29 values in a row: eps 0.14 to 0.32."
    )


def test_what_stays_alike_goes_by_under_the_words_of_its_change():
    keys = tell([moons()]).timeline.keyframes
    passed = [place for key in keys for place, _ in key.passing]
    shown = [key.step for key in keys[1:-1]]
    assert sorted(passed + shown) == list(range(29))
    assert [[tween.kind for tween in key.lead_in] for key in keys if key.passing] == [["glance"]] * 2
    assert keys[8].passing[0] == (7, "eps = 0.16")
    assert [key.counter for key in keys[:2]] == ["", "eps = 0.02"]


def test_k_says_how_the_objective_falls_and_where_it_bends():
    assert captions(kmanim.sweep("kmeans", "faithful", k=range(1, 5))) == [
        "272 eruptions, 4 values of k: 1 to 4. W: sum of squared distances.",
        "k = 1: W = 50,440. 2 rounds.",
        "k = 2: W falls by 82 % to 8,902. 3 rounds.",
        "k = 3: W falls by 41 % to 5,229. 7 rounds.",
        "k = 4: W falls by 44 % to 2,942. 15 rounds.",
        "W bends at k = 2: 8,902. From there on W falls little.",
    ]


def test_mixtures_are_weighed_by_bic():
    sweep = kmanim.sweep("em", "faithful", k=[1, 2, 3], covariance=["full", "tied"], runs=2)
    assert SweepFacts(sweep).main == "BIC"
    assert captions(sweep) == [
        "272 eruptions: 3 values of k, 1 to 3, each with 2 values of covariance.",
        *(f"Covariance = full, k = {k}: BIC {bic}. Log L = {value}." for k, bic, value in FULL),
        *(f"Covariance = tied, k = {k}: BIC {bic}. Log L = {value}." for k, bic, value in TIED),
        "BIC is lowest at covariance = tied, k = 3: 2,314. The range ends there: it may fall further.",
    ]


FULL = ((1, "2,608", "−1,290"), (2, "2,322", "−1,130"), (3, "2,334", "−1,119"))
TIED = ((1, "2,608", "−1,290"), (2, "2,325", "−1,140"), (3, "2,314", "−1,126"))


def test_words_of_a_choice_each_have_a_picture():
    sweep = kmanim.sweep("hierarchical", "mtcars", linkage=["single", "ward"], k=3)
    assert captions(sweep) == [
        "32 cars, 2 values of linkage: single and ward.",
        "Linkage = single: largest cluster 28. Height 126.",
        "Linkage = ward: largest cluster 17. Height 838.",
        "Largest cluster: 17 with linkage = ward, 28 with linkage = single.",
    ]


def test_where_clusters_stay_as_asked_for_the_measure_says_what_changes():
    told = captions(kmanim.sweep("kmeans", "faithful", max_iter=[1, 3, 50], k=4, runs=3))
    assert [text.partition(":")[0] for text in told[1:4]] == ["max_iter = 1", "max_iter = 3", "max_iter = 50"]
    assert told[1].endswith("Stopped before the end: hollow.")


def test_an_estimate_outside_the_values_is_not_promised():
    assert "Dashed" not in captions(kmanim.sweep("dbscan", "moons", eps=[0.2, 0.3]))[0]


def test_with_which_values_of_a_second_parameter_there_are_results():
    some = {"preference": [-5, -20, -50], "max_iter": 100}
    runs = kmanim.sweep("affinity_propagation", "lesson-messages", **some, damping=[0.5, 0.7, 0.9])
    told = captions(runs)
    assert told[0].endswith("each with 3 values of damping. Dashed: the estimate.")
    assert [one.clusters for one in runs] == [4, 0, 2, 4, 3, 2, 0, 0, 0]
    assert told[-1] == "Values with a result: 3 of 3 with damping 0.7, 2 with 0.5, none with 0.9."
    runs = kmanim.sweep("affinity_propagation", "lesson-messages", **some, damping=[0.5, 0.6, 0.7, 0.9])
    assert captions(runs)[-1] == "Values with a result: 3 of 3 with damping 0.6, none with 0.9."


def test_of_several_reasons_why_there_is_no_result_the_most_frequent_is_counted():
    runs = kmanim.sweep(
        "affinity_propagation", "lesson-messages", preference=[-5, -20, -50, -200], max_iter=10
    )
    few = [dataclasses.replace(one, failure="no exemplars after 10 updates") for one in runs[:1]]
    many = [dataclasses.replace(one, failure="still moving after 10 updates") for one in runs[1:]]
    told = captions(kmanim.Sweep(runs.plan, [*few, *many]))
    assert "Preference −5 to −200: no result. 3 of 4: still moving after 10 updates." in told
    told = captions(
        kmanim.Sweep(
            runs.plan, [dataclasses.replace(many[0], values=one.values, texts=one.texts) for one in runs]
        )
    )
    assert "Preference −5 to −200: no result. Still moving after 10 updates." in told


def test_two_parameters_name_both():
    sweep = kmanim.sweep("dbscan", FOURTEEN, eps=[0.75, 1, 1.12], min_samples=[4, 5])
    told = captions(sweep)
    assert "min_samples = 4, eps 0.75 to 1: 2 clusters. Noise falls from 6 to 2." in told
    assert told[-1] == "2 clusters for 2 of 3 values in a row: min_samples = 4, eps 0.75 to 1."


def test_two_data_sets_have_a_line_each():
    values = np.arange(0.1, 0.6, 0.1)
    told = captions(
        kmanim.sweep("dbscan", "moons", eps=values), kmanim.sweep("dbscan", "rings", eps=2 * values)
    )
    assert told == [
        "5 values of eps, on two data sets at once: 0.1 to 0.5, 0.2 to 1.",
        "moons, eps = 0.1: 15 clusters. rings, eps = 0.2: 18 clusters.",
        "moons, eps 0.2 to 0.3: 2 clusters. rings, eps 0.4 to 0.6: clusters fall from 7 to 2.",
        "moons, eps 0.4 to 0.5: one cluster. rings, eps 0.8 to 1: 2 clusters.",
        "moons: 2 clusters, eps 0.2 to 0.3. rings: 2 clusters, eps 0.6 to 1.",
    ]


def test_lines_of_two_data_sets_are_never_cut():
    named = [replace(kmanim.load(name), name=f"{name} under a long name 🙂") for name in ("moons", "rings")]
    told = tell(
        [kmanim.sweep("mean_shift", data, bandwidth=np.arange(0.1, 3, 0.1)) for data in named]
    ).timeline
    for key in told.keyframes[1:-1]:
        assert fits(key.caption)
        assert all(line.endswith(".") for line in key.caption)


def test_the_last_picture_of_two_data_sets_shows_what_is_said_of_both():
    values = np.arange(0.05, 0.55, 0.05)
    sweeps = [kmanim.sweep("dbscan", "moons", eps=values), kmanim.sweep("dbscan", "rings", eps=2 * values)]
    last = tell(sweeps).timeline.keyframes[-1]
    assert last.text == "moons: 2 clusters, eps 0.15 to 0.3. rings: 2 clusters, eps 0.5 to 1."
    assert [sweep[last.step].clusters for sweep in sweeps] == [2, 2]


def test_a_run_without_a_result_is_told_as_such():
    told = tell([broken(fourteen(), failed=[1, 2], stopped=[4])])
    keys = told.timeline.keyframes
    assert keys[2].text == "eps 0.75 to 1: no result. Component 2 has shrunk onto a line."
    assert keys[2].mark == "cross"
    assert [key.mark for key in keys].count("cross") == 1
    assert "2 of the runs have no result" in told.timeline.alt
    assert "1 of the runs has no result" in tell([broken(fourteen(), failed=[1])]).timeline.alt
    assert keys[3].text == "eps 1.12 to 2: one cluster. Stopped before the end: hollow."
    assert keys[-1].text == "Never more than one cluster."


def test_where_nothing_has_a_result_that_is_said():
    sweep = broken(fourteen(), failed=range(6))
    assert captions(sweep)[-1] == "None of 6 values has a result."
    assert finding(SweepFacts(sweep)).place == 0


def test_numbers_that_never_last():
    sweep = kmanim.sweep("dbscan", "moons", eps=[0.08, 0.1, 0.12])
    assert captions(sweep)[-1] == ("No number of clusters lasts for two values: they go from 5 to 21.")


def test_two_data_sets_of_which_no_number_lasts_are_told_by_name():
    sweeps = [
        kmanim.sweep("dbscan", "moons", eps=[0.08, 0.1, 0.12]),
        kmanim.sweep("dbscan", "rings", eps=[0.2, 0.3, 0.4]),
    ]
    assert captions(*sweeps)[-1] == "moons: clusters go from 5 to 21. rings: clusters go from 7 to 18."
    assert said_of([SweepFacts(sweep) for sweep in sweeps]) == (
        "moons: No number of clusters lasts for two values: they go from 5 to 21. "
        "rings: No number of clusters lasts for two values: they go from 7 to 18."
    )


def test_what_does_not_fit_for_both_data_sets_names_the_one_it_is_said_of():
    named = [replace(kmanim.load(name), name=f"{name} under a long name") for name in ("moons", "rings")]
    told = tell([kmanim.sweep("kmedoids", data, k=[2, 3, 4, 5, 6]) for data in named]).timeline.keyframes[-1]
    assert fits(told.caption)
    assert told.text.startswith("moons under a lon…: ")


def test_a_line_never_ends_within_a_name_and_its_value():
    sweep = kmanim.sweep("hierarchical", "faithful", linkage=["single", "ward", "average"], k=[2, 3, 4])
    assert [one.measures["largest"] for one in sweep].count(129) == 2
    assert tell([sweep]).timeline.keyframes[-1].caption == (
        "Largest cluster: 129 first with k = 3, linkage = ward;",
        "271 with k = 2, linkage = single.",
    )


def test_one_cluster_that_lasts_is_not_denied():
    sweep = kmanim.sweep("dbscan", "faithful", eps=[1.0, 2.0, 3.0, 4.0])
    assert [one.clusters for one in sweep] == [10, 3, 1, 1]
    assert (
        captions(sweep)[-1] == "No number of clusters above one lasts for two values: they go from 1 to 10."
    )


def test_each_its_own_cluster_is_no_plateau():
    sweep = kmanim.sweep("dbscan", FOURTEEN, eps=[0.01, 0.02, 0.03, 0.75, 1], min_samples=1)
    assert captions(sweep)[1] == "eps 0.01 to 0.03: each point is its own cluster. No noise."
    assert sweep.longest is None


@pytest.mark.parametrize(
    ("text", "shown"), [("0.25", "0.25"), ("-100000", "−100,000"), ("9999", "9999"), ("single", "single")]
)
def test_values_for_a_reader(text, shown):
    assert value_text(text) == shown


def test_thousands_are_apart_in_all_values_of_a_parameter_or_in_none():
    def named(values):
        sweep = kmanim.sweep("affinity_propagation", "lesson-messages", preference=values)
        return [SweepFacts(sweep).value(place) for place in range(len(sweep))]

    assert named([-1000, -20_000]) == ["−1,000", "−20,000"]
    assert named([-1000, -2000]) == ["−1000", "−2000"]


def test_stretches_join_what_is_short():
    sweep = moons()
    parts = stretches(sweep, "clusters", 3)
    assert [(part.first, part.last, part.kind) for part in parts] == [
        (0, 5, "moving"),
        (6, 15, "same"),
        (16, 28, "same"),
    ]
    assert captions(sweep, max_seconds=6)[1:4] == [
        "eps 0.02 to 0.12: clusters lie between 0 and 21. Noise falls from 300 to 10.",
        "eps 0.14 to 0.32: 2 clusters. Noise falls from 3 to 0.",
        "eps 0.34 to 0.58: one cluster. No noise.",
    ]


@given(st.sampled_from([1, 2, 3, 6, 201]))
def test_stretches_cover_every_value_once(least):
    for sweep in (SWEEPS["grid"], SWEEPS["moons"]):
        parts = stretches(sweep, "clusters", least)
        places = [place for part in parts for place in range(part.first, part.last + 1)]
        assert places == list(range(len(sweep)))


SWEEPS = {
    "moons": moons(),
    "grid": kmanim.sweep("dbscan", "moons", eps=np.arange(0.05, 0.5, 0.05), min_samples=[3, 5, 10]),
    "k": kmanim.sweep("kmeans", "mtcars", k=range(1, 30), runs=1),
    "broken": broken(moons(), failed=[2, 5, 6, 9], stopped=[3, 20]),
}


@pytest.mark.parametrize("name", SWEEPS)
@pytest.mark.parametrize("profile", ["loop", "walkthrough"])
@settings(max_examples=5, deadline=None)
@given(max_seconds=st.one_of(st.none(), st.integers(5, 90)))
def test_no_film_takes_longer_than_it_may(name, profile, max_seconds):
    told = tell([SWEEPS[name]], profile=profile, max_seconds=max_seconds).timeline
    assert told.duration_ms <= 1000 * (max_seconds or {"loop": 20, "walkthrough": 45}[profile])
    assert all(fits(key.caption) for key in told.keyframes)
    assert not any("…" in key.text for key in told.keyframes)
    shown = {key.step for key in told.keyframes} | {
        place for key in told.keyframes for place, _ in key.passing
    }
    assert {-1, 0, len(SWEEPS[name]) - 1} <= shown
    for before, key in pairwise(told.keyframes):
        # What comes to the same goes by whole; of what does not, ten values, for a third of a second each.
        if [tween.kind for tween in key.lead_in] == ["look"]:
            assert len(key.passing) <= 10
            assert max_seconds or key.lead_in[0].duration_ms >= 333 * len(key.passing)
        elif key.lead_in:
            places = [place for place, _ in key.passing]
            assert places == list(range(before.step + 1, before.step + 1 + len(places)))


@pytest.mark.parametrize("name", known_algorithms())
def test_any_number_of_any_algorithm_can_be_swept(name):
    """Some number that every algorithm has is halved and doubled; captions fit, whatever comes of it."""
    kind = parameters_of(name)
    rng = np.random.default_rng(4)
    numbers = rng.normal(size=(40, 2)) + rng.integers(0, 3, (40, 1)) * 4
    letters = np.array(list("abcd"))[rng.integers(0, 4, (40, 3))]
    table = {f"n{j}": column.tolist() for j, column in enumerate(numbers.T) if kind.kinds != "categories"}
    table |= {f"c{j}": column.tolist() for j, column in enumerate(letters.T) if kind.kinds != "numbers"}
    if kind.kinds in ("walks", "none"):
        data = load("nine-rooms") if kind.kinds == "walks" else kind().own_data()
    else:
        data = load(
            pytest.importorskip("pandas").DataFrame(table),
            kinds=None if kind.kinds == "numbers" else kind.kinds,
        )
    for field in dataclasses.fields(kind):
        about = field.metadata
        if not about or about["type"] not in (int, float) or about["rows"]:
            continue
        low, high = about["low"], about["high"]
        start = max(low if low is not None else 0.5, 0.5) if about["type"] is float else max(low or 1, 2)
        values = [value for value in (start, start * 1.5, start * 2) if high is None or value <= high]
        values = [round(value) if about["type"] is int else value for value in values]
        if len(set(values)) < 2:
            continue
        try:
            sweep = kmanim.sweep(name, data, runs=1, **{field.name: values})
        except kmanim.InputError:  # a preference above 0, say
            continue
        told = tell([sweep]).timeline
        assert all(fits(key.caption) for key in told.keyframes), field.name
        assert told.duration_ms <= 20_000
        assert describe(sweep).alt
        assert len(sweep.table()) == len(values)


def test_the_figure_shows_what_the_finding_is_of():
    for sweep in SWEEPS.values():
        places = chosen(sweep)
        assert places == sorted(set(places))
        if len(sweep.swept) == 1:
            assert finding(SweepFacts(sweep)).place in places
            assert len(places) <= 9


def test_runs_that_find_no_clusters_count_none():
    home = load(
        [("a", "b", 3), ("b", "c", 2), ("c", "d", 5), ("a", "d", 1), ("d", "e", 4)],
        kinds="walks",
        name="home",
    )
    sweeps = [kmanim.sweep("floor_plan", data, tries=[1, 300], seed=2) for data in (load("nine-rooms"), home)]
    for sweep in sweeps:
        facts = SweepFacts(sweep)
        assert [facts.line(place) for place in range(2)] == [
            f"walk = {facts.text('walk', i)}" for i in range(2)
        ]
    told = captions(*sweeps)
    assert any("nine-rooms, tries = 300: walk = 146" in text for text in told)
    assert not [text for text in told if "cluster" in text]


def test_clusters_without_a_colour_of_their_own_are_called_by_no_colour():
    sweep = kmanim.sweep("dbscan", np.arange(30.0)[:, np.newaxis] * 10, eps=[1, 10], min_samples=1)
    assert "Beyond 20 clusters, the smaller ones share one colour." in describe(sweep).caption
