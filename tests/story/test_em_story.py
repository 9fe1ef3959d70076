"""The story of EM: word for word for the twelve points, plateaus and failures, within the rules for any data."""

import re
from types import SimpleNamespace
from typing import get_args, get_type_hints

import numpy as np
import pytest
from hypothesis import given, reject
from hypothesis import strategies as st

import kmanim
from kmanim.data.load import load
from kmanim.data.make_dataset import dataset
from kmanim.errors import InputError
from kmanim.simulate.machines.mixtures.failures import Failure
from kmanim.simulate.record import run
from kmanim.story.contract import story_of
from kmanim.story.em.chapters import Chapter, chapters, cliffs
from kmanim.story.em.endings import _WHY, failed
from kmanim.story.em.facts import EmFacts, share_text, share_texts
from kmanim.story.figures import objective
from kmanim.story.text.words import columns

PLACES = np.array(
    [(1, 1), (2, 2), (3, 1), (4, 2), (5, 1), (6, 2), (5, 5), (6, 4), (6, 6), (7, 5), (7, 7), (8, 5)], float
)
TWELVE = dataset(PLACES, labels=list("ABCDEFGHIJKL"))
START = {"means": ((5, 3), (8, 3)), "covariances": "4 4", "reg": 0}


def told(trace, **options):
    return story_of(trace).tell(trace, **options)


def captions(trace, **options):
    return ["|".join(key.caption) for key in told(trace, **options).keyframes]


@pytest.fixture(scope="module")
def twelve():
    return run("em", TWELVE, **START)


def test_the_twelve_points_are_told_word_for_word(twelve):
    film = told(twelve)
    assert ["|".join(key.caption) for key in film.keyframes] == [
        "12 points. Two Gaussians share them: which, and how?",
        "Start: means [5; 3] and [8; 3], sd 2 each, weights 1/2.",
        "Point F: 59 % component 1, 41 % component 2.",
        "E step: every point is shared. 9 lean to 1, 3 to 2.",
        "M step: weighted means and spreads.|[4.3; 2.9] and [6.4; 4.5], weights 67 % and 33 %.",
        "E step: I now leans to 2. Log-likelihood −45.91.",
        "M step 2: [4.3; 2.8] and [6.4; 4.6].",
        "E step: F and H now lean to 2. −45.48.",
        "Steps 3 to 9 gain little: −45.23 to −44.48.",
        "Steps 10 to 12: the plateau breaks, −44.17 to −41.86.",
        "Step 20: the gain is under a millionth per point. Stop.",
        "Done: [3.5; 1.5] and [6.5; 5.3], 50 % each, −40.43.|A resting place; another start may find a higher one.",
    ]
    assert film.duration_ms <= 45_000
    assert film.cycle == ("E step", "M step")
    assert [key.turn for key in film.keyframes] == [None, None, 0, 0, 1, 0, 1, 0, None, None, None, None]
    # Components stand as their marks where they are drawn.
    assert film.keyframes[2].marked == (("Point F: 59 % ", 0, ", 41 % ", 1, "."),)


def test_the_rows_that_are_explained_can_be_chosen(twelve):
    film = told(twelve, explain=["J", 0], profile="loop")
    explained = [key for key in film.keyframes if key.kind == "explain"]
    assert [key.rows for key in explained] == [(9,), (0,)]
    assert [key.text for key in explained] == [
        "Point J: 59 % component 2, 41 % component 1.",
        "Point A: 98 % component 1, 2 % component 2.",
    ]
    one = told(twelve, explain=np.int64(9), profile="loop")
    assert [key.rows for key in one.keyframes if key.kind == "explain"] == [(9,)]
    with pytest.raises(InputError, match="no row 'M'; known: A, B"):
        told(twelve, explain="M")
    assert not [key for key in told(twelve, profile="loop").keyframes if key.kind == "explain"]


def test_with_more_time_switches_of_later_steps_have_pictures(twelve):
    told_ = captions(twelve, max_seconds=75)
    assert "Step 8: L comes back to 2. −44.63." in told_
    assert "Step 13: F comes back to 1. Six each." in told_
    steps = [key.step for key in told(twelve, max_seconds=75).keyframes]
    assert steps == sorted(steps)


def test_states_that_go_by_are_all_seen(twelve):
    film = told(twelve)
    forward = next(key for key in film.keyframes if key.kind == "forward")
    assert [counter for _, counter in forward.passing] == [f"step {t}" for t in range(3, 10)]
    assert [twelve.state_of(step) for step, _ in forward.passing] == list(range(3, 10))
    assert forward.counter == "steps 3 to 9"


def test_a_likelihood_is_that_of_the_ellipses_in_its_picture(twelve):
    facts = EmFacts(twelve)
    for key in told(twelve, max_seconds=120).keyframes:
        found = re.findall(r"−(4\d\.\d\d)", key.text)
        if found and key.kind in ("e-step", "step", "switch", "done"):
            state = twelve.state_of(key.step)
            assert f"{-twelve.log_likelihoods[state]:.2f}" == found[-1]
            assert facts.likelihood(state) == f"−{found[-1]}"


def test_the_best_known_judges_the_end(twelve):
    end = twelve.log_likelihood
    assert captions(twelve, best=end)[-1] == (
        "Done: [3.5; 1.5] and [6.5; 5.3], 50 % each.|Log-likelihood −40.43: the best known."
    )
    assert told(twelve, best=end).keyframes[-1].mark == "tick"
    stuck = told(twelve, best=end + 5)
    assert stuck.keyframes[-1].caption[-1] == "Log-likelihood −40.43, best known −35.43."
    assert (stuck.keyframes[-1].phase, stuck.best) == ("Stuck", end + 5)


def test_weights_are_a_hundred_together():
    assert share_texts([0.375, 0.625]) == ["37.5 %", "62.5 %"]  # not 38 and 63
    assert share_texts([0.125] * 8) == ["12.5 %"] * 8
    assert share_texts([1 / 3] * 3) == ["33 %"] * 3
    assert share_texts([0.6748, 0.3252]) == ["67 %", "33 %"]


def test_a_likelihood_that_has_a_line_for_itself_says_what_it_is():
    told_ = captions(run("em", load("mtcars")))
    assert not [text for text in told_ if re.search(r"\|−[\d.]+\.$", text)]


# Chapters


def test_a_plateau_and_the_cliff_that_breaks_it():
    gains = np.array([900, 3, 2, 1, 1, 1, 2, 9, 30, 40, 8, 1, 0.1])
    assert cliffs(gains) == [(8, 10)]
    kinds = [chapter.kind for chapter in chapters(gains, 2)]
    assert kinds == ["plateau", "break", "settle"]


def test_without_a_cliff_there_is_no_plateau():
    gains = 10.0 * 0.5 ** np.arange(12)
    assert cliffs(gains) == []
    assert chapters(gains, 3) == [Chapter("plain", 3, 12)]


def test_a_cliff_to_which_no_plateau_leads_is_climbed():
    gains = np.array([9_000, 10, 30, 80, 140, 90, 20, 3, 2, 1, 1, 1, 4, 20, 90, 150, 10, 1.0])
    assert [chapter.kind for chapter in chapters(gains, 3)] == ["climb", "plateau", "break", "settle"]
    assert chapters(gains, 3)[0] == Chapter("climb", 3, 5)


def test_steps_that_still_climb_are_no_plateau():
    # Gains grow again, yet what came before brought more.
    gains = np.array([50, 20, 15, 12, 10, 9, 8, 6, 5, 11, 12, 4, 1.0])
    assert all(chapter.kind != "plateau" for chapter in chapters(gains, 2))


@given(st.lists(st.floats(0, 1e6), min_size=1, max_size=60), st.integers(1, 5))
def test_chapters_cover_every_step_once(gains, first):
    found = chapters(np.array(gains), first)
    steps = [step for chapter in found for step in range(chapter.first, chapter.last + 1)]
    assert steps == list(range(first, len(gains) + 1))


def test_a_bad_start_is_told_by_its_plateau_and_its_cliff():
    trace = run("em", load("faithful"), means=((2, 80), (4, 50)), reg=0, tol=1e-9)
    text = captions(trace)
    assert "Steps 3 to 33 gain little: −1,288 to −1,279." in text
    assert "Steps 34 to 43: the plateau breaks, −1,270 to −1,155." in text
    assert "Step 52: the gain is under a billionth per eruption. Stop." in text


@pytest.mark.parametrize(
    ("covariance", "text"),
    [
        ("full", "weighted means and spreads."),
        ("tied", "weighted means, one spread for all."),
        ("diag", "weighted means, spreads along the axes."),
        ("spherical", "weighted means and round spreads."),
    ],
)
def test_what_spreads_may_be_is_said(covariance, text):
    film = told(run("em", load("faithful"), k=2, covariance=covariance))
    moved = next(key for key in film.keyframes if key.kind == "m-step")
    assert moved.caption[0] == f"M step: {text}"
    assert film.subject == f"EM, k = 2, {covariance} · 272 eruptions"


# Ends that are none


def test_a_component_that_shrinks_is_told_as_loudly_as_an_error():
    trace = next(
        trace
        for seed in range(60)
        if "line" in (trace := run("em", TWELVE, k=3, init="sample", reg=0, seed=seed)).failure
    )
    last = told(trace).keyframes[-1]
    number = trace.flawed[0] + 1
    assert last.caption == (f"Component {number} has shrunk onto a line:", "the likelihood has no top.")
    assert (last.kind, last.phase, last.mark) == ("failed", "Failed", "cross")
    assert last.step == len(trace) - 1
    assert "plateau" not in " ".join(captions(trace))
    assert story_of(trace).result(trace).startswith("EM fails after ")


def test_every_kind_of_failure_is_followed_by_what_it_means():
    """Of a covariance that digits run out for nobody knows whether the likelihood has a top."""
    assert set(_WHY) == set(get_args(get_type_hints(Failure)["kind"]))
    what = "component 1 is too thin to be computed with"
    thin = SimpleNamespace(failure=what, trace=SimpleNamespace(failure_kind="thin"))
    assert failed(thin) == ("Component 1 is too thin to be computed with:", "its digits have run out.")


def test_twins_are_told_and_so_is_a_covariance_that_all_share():
    points = np.random.default_rng(0).normal(size=(20, 2))
    twins = run("em", points, means=((0, 0), (1e-9, 0)), covariances="1 1", max_iter=3)
    assert told(twins).keyframes[-1].caption == (
        "Components 1 and 2 have become the same:",
        "twins cannot part.",
    )
    tied = run("em", np.array([[-0.13], [0.12]]), k=2, covariance="tied")
    assert tied.failure.startswith("the covariance that all components share")
    assert told(tied).keyframes[-1].caption == (
        "The covariance that all components share",
        "has shrunk onto a point: the likelihood has no top.",
    )
    tied = run("em", np.random.default_rng(0).normal(size=(8, 4)), k=5, covariance="tied")
    assert told(tied).keyframes[-1].caption == (
        "The covariance that all components share has no width",
        "in 1 of 4 directions: the likelihood has no top.",
    )


def test_a_limit_is_no_end():
    trace = run("em", load("faithful"), means=((2, 80), (4, 50)), max_iter=5)
    last = told(trace).keyframes[-1]
    assert last.caption == ("Stopped after 5 steps, not finished:", "the last one still gained 0.24.")
    assert (last.phase, last.mark) == ("Stopped", "cross")


def test_one_component_is_done_in_a_step():
    assert captions(run("em", load("faithful"), k=1)) == [
        "272 eruptions. One Gaussian for all of them.",
        "Start from k-means: mean [3.5; 71].",
        "E step: every eruption belongs to the only component.",
        "Step 1: nothing is gained any more. Stop.",
        "Done: [3.5; 71], −1,290.",
    ]


# Numbers and names


@pytest.mark.parametrize(
    ("share", "text"),
    [(0.5927, "59 %"), (1.0, "100 %"), (0.0, "0 %"), (0.001, "<1 %"), (0.9999, ">99 %"), (0.995, ">99 %")],
)
def test_shares_claim_neither_all_nor_nothing(share, text):
    assert share_text(share) == text


def test_near_ties_are_found_and_written(twelve):
    facts = EmFacts(twelve)
    assert facts.near_ties(4) == (4,)  # r of E is 0.50004
    assert facts.tie(4, 4) == "50.0 : 50.0"
    assert facts.near_ties(1) == (5,)
    assert facts.tie(5, 1) == "51 : 49"


def test_the_levels_of_ellipses_are_told_once():
    (levels, *rest) = story_of(trace := run("em", load("faithful"), reg=0)).notes(trace)
    assert "hold 39 % and 86 % of a component" in levels
    assert not rest
    thousands = run("em", load("faithful").points[:, :1], reg=1420)
    assert story_of(thousands).notes(thousands)[1].startswith("1,420 is added to every variance")
    (levels, added) = story_of(trace := run("em", load("faithful").points[:, :1])).notes(trace)
    assert "hold 68 % and 95 % of a component" in levels
    assert "added to every variance" in added


@st.composite
def mixtures(draw):
    n, d = draw(st.integers(2, 60)), draw(st.integers(1, 4))
    random = np.random.default_rng(draw(st.integers(0, 2**32)))
    points = random.normal(size=(n, d)) * 10.0 ** draw(st.integers(-3, 5))
    if draw(st.booleans()):
        points = np.round(points / (np.abs(points).max() or 1) * 3)
    labels = [f"row {'x' * (i % 50)}" for i in range(n)] if draw(st.booleans()) else None
    try:
        return run(
            "em",
            dataset(points, labels=labels),
            k=draw(st.integers(1, min(n, 7))),
            covariance=draw(st.sampled_from(["full", "tied", "diag", "spherical"])),
            init=draw(st.sampled_from(["kmeans", "sample"])),
            reg=draw(st.sampled_from([None, 0.0, 0.1])),
            max_iter=draw(st.sampled_from([1, 7, 1000])),
        )
    except InputError:
        return reject()


@given(trace=mixtures(), profile=st.sampled_from(["walkthrough", "loop"]))
def test_every_run_can_be_told(trace, profile):
    film = told(trace, profile=profile)
    assert film.duration_ms <= {"walkthrough": 45_000, "loop": 20_000}[profile]
    assert film.keyframes[-1].step == len(trace) - 1
    story = story_of(trace)
    for key in film.keyframes:
        assert all(0 < columns(line) <= 58 for line in key.caption)
        assert not any("nan" in line or "None" in line for line in key.caption)
        assert "…" not in key.text or trace.dataset.labels is not None
        assert story.describe(trace, key).alt
        assert all(story.short(trace, key))
    assert (film.keyframes[-1].mark == "cross") == bool(trace.failure or not trace.finished)


def test_names_stand_whole_or_rows_are_counted():
    told = [
        caption
        for trace in kmanim.run_many("em", "mtcars", 6, k=2, init="sample")
        for caption in kmanim.animate(trace).captions
        if "now lean" in caption
    ]
    assert not any("…" in caption for caption in told)
    assert any("Dodge Challenger and AMC Javelin now lean" in caption for caption in told)
    assert any("2 cars now lean to 1, 6 to 2" in caption for caption in told)


def test_a_likelihood_is_said_once_in_the_end():
    trace = run("em", load("rings"), k=8, init="sample", covariance="diag", seed=4)
    assert captions(trace, best=trace.log_likelihood)[-1].count("og-likelihood") == 1


def test_small_panels_say_what_their_heading_does_not():
    trace = run("em", load("faithful"), k=3)
    film = story_of(trace).tell(trace)
    shortest = {key.kind: story_of(trace).short(trace, key)[-1] for key in film.keyframes}
    assert (shortest["share"], shortest["m-step"]) == ("all are shared", "means move")


def test_only_a_likelihood_that_cannot_fall_is_said_never_to_fall():
    """What reg adds may lower it: of these rows at the tenth digit, or not at all, as it happens."""
    rows = load([[0.0], [2.0], [3.0], [8.0], [9.0], [11.0]])
    falls, rises, lawful = (run("em", rows, k=2, reg=reg) for reg in (1e-4, 1e-5, 0))
    assert np.diff(falls.objective[falls.valued]) == pytest.approx(-5e-9, rel=0.01)
    assert [objective.notes(trace) for trace in (falls, rises, lawful)] == [
        "log L: log-likelihood.",
        "log L: log-likelihood. Here it never falls.",
        "log L: log-likelihood. It never falls.",
    ]
    stays = "log L stays at −13.998 in 1 step."
    assert [objective.describe(trace).caption for trace in (falls, rises, lawful)] == [
        stays,
        f"{stays} No step lowers it here.",
        f"{stays} No step ever lowers it.",
    ]
