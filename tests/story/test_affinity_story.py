"""The story of affinity propagation: word for word for the seven points, within the rules for any data."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from test_caption_laws import check

from kmanim.data.load import load
from kmanim.data.make_dataset import dataset
from kmanim.errors import InputError
from kmanim.simulate.record import run
from kmanim.story.affinity_propagation.facts import similarity_text
from kmanim.story.contract import story_of
from kmanim.story.figures import objective
from kmanim.story.text.words import columns

SEVEN = load("lesson-messages")
NO_HIGHER = "The preference is no higher: the first stands for all."


def propagated(data=SEVEN, **params):
    return run("affinity_propagation", data, **params)


def told(trace, **options):
    return story_of(trace).tell(trace, **options)


def captions(trace, **options):
    return ["|".join(key.caption) for key in told(trace, **options).keyframes]


def test_the_seven_points_are_told_word_for_word():
    film = told(propagated(damping=0.5), max_seconds=60)
    assert ["|".join(key.caption) for key in film.keyframes] == [
        "7 points. Which of them can stand for the others?",
        "Similarity: minus the squared distance. C and D: −0.25.",
        "Preference −32.5, the median: how much an exemplar costs.",
        "Responsibility: how far E suits F better than the next.",
        "Availability: what the others say in favour of B.",
        "Update 1: every point links to its choice.",
        "Update 3: B turns from G to itself. No exemplar yet.",
        "Update 4: C and E turn to themselves.|First exemplars: B and E. Net −131.5.",
        "Update 5: B, C and E. Net −108.5.",
        "17 updates long nothing changes. Done? Not yet:|the sums of B and C still fall.",
        "Update 23: 5 points turn to A.",
        "Update 24: A and E stand for all. Net −102.75.",
        "Update 46: settled. One more or one less is no better.",
        "Done: A stands for 5 points, E for 2.|Net similarity −102.75.",
    ]
    assert film.subject == "affinity propagation, p = median, damping 0.5 · 7 points"
    usual = told(run("affinity_propagation", load("lesson-messages")))
    assert usual.subject == "affinity propagation, p = median · 7 points"
    assert [key.rows for key in film.keyframes if key.kind == "turn"] == [(1,), (2, 4), (0, 1, 2, 3, 6)]
    assert film.keyframes[-1].mark == "tick"


def test_similarity_at_length():
    said = captions(propagated(damping=0.5), explain="similarity", max_seconds=60)
    assert said[1:10] == [
        "A row and a column for every point:|each cell says how similar two are.",
        "Row A: how similar A is to each of the others.",
        "A and G are 3.6401 apart.|Similarity: minus the square, −13.25.",
        "G and A: the same, −13.25. The matrix is symmetric.",
        "To itself each is as similar as can be: 0.|That would tell nothing.",
        "So the diagonal has another use, the preference:|how well each is suited to stand for others.",
        "The median of all similarities, −32.5: 2 exemplars.",
        "The least of all similarities, −81.25: 1 exemplar.",
        "A higher preference, −16.25: 3 exemplars.",
    ]
    assert told(propagated(damping=0.5), explain="similarity", max_seconds=60).duration_ms <= 60_000


@pytest.mark.parametrize("n", [1, 2, 400])
def test_similarity_at_length_wants_a_matrix_that_can_be_seen(n):
    trace = propagated(np.random.default_rng(0).normal(size=(n, 2)))
    with pytest.raises(InputError, match=r"draws a matrix of 3 to 300 rows"):
        told(trace, explain="similarity")


def test_nothing_is_explained_where_nothing_shall_be():
    kinds = [key.kind for key in told(propagated(damping=0.5), explain="none").keyframes]
    assert not {"similarity", "preference", "responsibility"} & set(kinds)


def test_not_settled_is_told_as_loudly_as_an_error():
    trace = propagated(load("faithful", scale="zscore"), damping=0.5, preference=-500, max_iter=300)
    film = told(trace)
    end = film.keyframes[-1]
    assert (end.mark, end.phase, end.kind) == ("cross", "Not settled", "unsettled")
    assert end.caption[0].endswith("after 300 updates: no clusters.")
    assert end.caption[1] == "More damping may help."
    story = story_of(trace)
    assert trace.failure in story.result(trace)
    assert any(note.startswith("There is no result: ") for note in story.notes(trace))
    assert story.figures(trace) == ("strip", "solutions", "grid")
    assert "There are no clusters." in film.alt


def test_settled_but_not_the_best_has_no_tick():
    trace = propagated([(0, 0), (0, 1), (1, 0), (1, 1)], preference=-1.5, damping=0.5)
    film = told(trace)
    assert film.keyframes[-1].mark == ""
    assert any("but adding one would be better." in key.text for key in film.keyframes)
    assert any(
        "one exemplar more would have a larger net similarity" in note
        for note in story_of(trace).notes(trace)
    )


@pytest.mark.parametrize(
    ("points", "preference", "first", "second"),
    [
        ([(0, 0), (3, 4)], -30, "The two have the similarity −25.", NO_HIGHER),
        ([(0, 0), (3, 4)], -3, "The two have the similarity −25.", "A preference above that: each stands for itself."),
        ([(1, 1)] * 3, -3, "All pairs are equally similar, 0.", NO_HIGHER),
        ([(1, 1)], -3, "One point stands for itself.", ""),
    ],
)  # fmt: skip
def test_equal_pairs(points, preference, first, second):
    said = captions(propagated(points, preference=preference))
    assert said[1:-1] == ["|".join(filter(None, (first, second)))]


def test_a_window_says_its_rule():
    trace = propagated(damping=0.5, convergence="window")
    assert "Update 19: the same exemplars for 15 updates.|That is the rule: stop." in captions(trace)
    assert "stops after 19 updates" in story_of(trace).result(trace)


def test_refined_exemplars():
    assert "Toyota Corolla is nearer to all of its cluster|than Fiat X1-9: it takes over." in captions(
        propagated(load("mtcars"))
    )


def test_an_exemplar_that_gives_up_turns_from_itself_and_leaves_none():
    said = captions(
        propagated(load("sheehan-thirteen"), preference=-10, damping=0.8), profile="loop", max_seconds=30
    )
    assert said[-4:] == [
        "Update 20: A turns from itself to F. No exemplar now.",
        "Update 21: F, G, H and I turn to themselves.|Exemplars: F, G, H and I. Net −96.25.",
        "Update 35: settled. One more or one less is no better.",
        "Done: F stands for 5 points, G for 3, H for 3, I for 2.|Net similarity −96.25.",
    ]


def test_names_are_data():
    names = ["$x_1$", "<b>", '"', "名前の長い車です" * 9, "🚗" * 30, "a" * 300, "1 to 3"]
    trace = propagated(dataset(SEVEN.points, labels=names), damping=0.5)
    for key in (*told(trace).keyframes, *told(trace, explain="similarity").keyframes):
        assert all(columns(line) <= 58 for line in key.caption)
    assert "$x_1$ stands for 5 points" in told(trace).keyframes[-1].text


@st.composite
def traces(draw):
    n, d = draw(st.integers(1, 40)), draw(st.integers(1, 3))
    random = np.random.default_rng(draw(st.integers(0, 2**32)))
    points = random.normal(size=(n, d)) * 10.0 ** draw(st.integers(-3, 5))
    if draw(st.booleans()):
        points = points[random.integers(0, n, n)]
    names = [f"n{i}" for i in range(n)] if draw(st.booleans()) else None
    return run(
        "affinity_propagation",
        dataset(points, labels=names),
        preference=draw(st.sampled_from(["median", "minimum", -1.0])),
        damping=draw(st.sampled_from([0.5, 0.8, 0.9])),
        max_iter=draw(st.sampled_from([3, 40, 300])),
    )


@given(traces(), st.sampled_from(["walkthrough", "loop"]))
@settings(deadline=None, max_examples=60)
def test_captions_of_any_run(trace, profile):
    film = told(trace, profile=profile)
    check(trace, film)
    assert film.duration_ms <= {"walkthrough": 45_000, "loop": 20_000}[profile]
    steps = [key.step for key in film.keyframes]
    assert steps == sorted(steps)
    for key in film.keyframes:
        passing = [step for step, _ in key.passing]
        assert passing == sorted(passing)
        assert all(0 < step <= trace.updates for step in passing)
        assert story_of(trace).describe(trace, key).alt


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (-32.5, "−32.5"), (-0.25, "−0.25"), (-102.75, "−102.75"), (-8972669.2, "−8,972,669"), (0, "0"),
        (-1234.5678, "−1,234.6"), (-1e-7, "−1.000e−7"), (-3.1e9, "−3,100 M"), (-3.1e10, "−3.100e10"), (-200, "−200"),
    ],
)  # fmt: skip
def test_similarities_have_five_digits_at_most(value, text):
    assert similarity_text(value) == text


def test_the_figure_of_net_similarity_counts_states_with_exemplars():
    figure = objective.describe(propagated())
    assert (
        figure.title == "Net similarity rises from −192.0 to −102.8 in 236 updates, most of it in update 27"
    )
    assert figure.alt.startswith("Line chart of net similarity, after each of 214 states, ")


def test_large_similarities_are_in_millions():
    assert [similarity_text(value) for value in (-9_166_579, -53_030_112, -2.5e9)] == [
        "−9,166,579",
        "−53.03 M",
        "−2,500 M",
    ]
