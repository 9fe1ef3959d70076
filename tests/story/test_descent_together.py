"""Runs of gradient descent side by side, and its figures, in words."""

import re

import numpy as np
import pytest

from kmanim.data.load import load
from kmanim.films.titles import told_apart
from kmanim.gallery.recipes.gradient_descent import TUNED, in_tonnes
from kmanim.simulate.record import run
from kmanim.story.contract import story_of
from kmanim.story.figures import rates, valley
from kmanim.story.text.words import columns

START = {"init": (0, 150), "steps": 256}


def together(traces, titles):
    return story_of(traces[0]).tell_together(traces, titles)


def line(**options):
    rows = load("mtcars", columns=["weight"], target="horsepower", scale="zscore")
    return run("gradient_descent", rows, **{"rate": 0.1, **options})


@pytest.fixture(scope="module")
def ways():
    rows = in_tonnes()
    each = [{"rate": 0.3}, {"optimizer": "momentum", "rate": 0.05}, {"optimizer": "adam", "rate": 5}, TUNED]
    return [run("gradient_descent", rows, **START, **way) for way in each]


def test_three_optimizers_in_a_valley_are_told_word_for_word(ways):
    told = together(ways[:3], ["plain", "momentum", "Adam"])
    found = ["|".join(key.caption) for key in told.timeline.keyframes]
    assert found[0] == "Plain, momentum and Adam.|Step 0: all start at a loss of 4,565."
    assert "Step 16: plain 3,209, momentum 3,178, Adam 3,043." in found
    assert found[-1].startswith("The floor is 2,578.")
    assert set(told.marks[-1]) == {"tick"}
    assert all(line.startswith("settled at step ") for line in told.lines[-1])


def test_who_is_first_at_the_floor_is_told(ways):
    told = together(ways, ["plain", "momentum", "Adam", "tuned momentum"])
    assert told.timeline.keyframes[-1].caption == (
        "The floor is 2,578.",
        "Tuned momentum is within 0.1 % of it first: step 20.",
    )
    for panel in told.panels:
        steps = [key.step for key in panel.timeline.keyframes]
        assert steps == sorted(steps)
        assert len(steps) == len(told.timeline.keyframes)


def test_rates_that_are_too_large_are_told_beside_others():
    told = together(
        [line(rate=rate, steps=20) for rate in (0.1, 0.5, 1, 1.05)],
        [f"rate = {r}" for r in (0.1, 0.5, 1, 1.05)],
    )
    captions = ["|".join(key.caption) for key in told.timeline.keyframes]
    assert captions[0] == "Rates 0.1, 0.5, 1 and 1.05.|Step 0: all start at a loss of 26,071."
    assert "Step 8: from 2,578 at rate 0.5 to 110,529 at rate 1.05." in captions
    assert captions[-1] == (
        "Rate 0.5 is first within 0.1 % of the floor: step 1.|Rates 1 and 1.05 never settle."
    )
    assert told.marks[-1] == ("cross", "tick", "cross", "cross")
    assert told.lines[-1][3] == "diverges: loss 1,065,865"


def test_rates_that_come_near_the_floor_together_are_said_to_be_near_and_no_more():
    """Who settles at step 35 is within a thousandth of the floor long before."""
    twice = [line(rate=rate) for rate in (0.1, 0.9, 1.2)]
    told = together(twice, [f"rate {r}" for r in (0.1, 0.9, 1.2)])
    near = next(i for i, loss in enumerate(twice[0].objective) if loss <= 1.001 * twice[0].best.loss)
    assert told.timeline.keyframes[-1].caption[0] == (
        f"Step {near}: rates 0.1 and 0.9 come within 0.1 % of the floor."
    )
    assert told.lines[-1][0].startswith(f"settled at step {len(twice[0]) - 1}")
    settled = together(twice[:2], ["rate 0.1", "rate 0.9"])
    assert settled.timeline.keyframes[-1].text == (
        f"The floor is 2,578. All are within 0.1 % of it at step {near}."
    )


def test_one_rate_that_diverges_is_told_with_its_loss():
    told = together([line(steps=20), line(rate=1.05, steps=20)], ["slow", "fast"])
    assert (
        told.timeline.keyframes[-1].caption[-1] == "Rate 1.05: every step makes it worse. Step 20: 1,065,865."
    )


def test_networks_are_compared_by_what_they_tell_right():
    rows = load("four-clouds")
    traces = [
        run("gradient_descent", rows, model="network", hidden=2, rate=1, steps=1000, seed=seed)
        for seed in range(4)
    ]
    told = together(traces, [f"run {number}" for number in range(1, 5)])
    last = told.timeline.keyframes[-1].text
    assert last == "Right of 80: 53 (run 1), 58 (run 2), 53 (run 3), 80 (run 4)."
    for key in told.timeline.keyframes:
        assert all(columns(line) <= 58 for line in key.caption)


@pytest.mark.parametrize("count", [2, 5, 9])
def test_captions_fit_for_any_number_of_runs(count):
    random = np.random.default_rng(count)
    traces = [line(rate=float(rate), steps=30) for rate in random.uniform(0.01, 1.2, count).round(3)]
    for titles in (
        [f"a run with a long title {i}, and more" for i in range(count)],
        [f"r{i}" for i in range(count)],
    ):
        told = together(traces, titles)
        for key in told.timeline.keyframes:
            assert 1 <= len(key.caption) <= 2
            assert all(columns(one) <= 58 for one in key.caption), key.caption
            assert not re.search(r"\bnan|\binf", key.text)
        assert len(told.lines) == len(told.marks) == len(told.timeline.keyframes)
        assert all(len(shorter) == len(told.lines) for shorter in told.shorter)


def test_a_lesson_in_rates_goes_by_the_largest_that_is_stable():
    trace = line()
    assert rates.rates_of(trace) == (0.5, 0.9, 1.0, 1.05)
    said = rates.describe(trace)
    assert said.title == "Rate 1 bounces, rate 1.05 diverges"
    assert "rate 1.05: diverges: loss 1,065,865" in said.caption
    assert "rate 0.9: still falling at step 20: loss 2,581" in said.caption
    assert said.caption.endswith("Rates above 1 never settle here. Each rate has 20 steps at most.")
    network = run("gradient_descent", load("moons-100"), model="network", steps=3)
    assert rates.wanted(trace)
    assert not rates.wanted(network)


def test_the_valley_is_told_where_there_are_two_weights(ways):
    assert valley.wanted(ways[0])
    said = valley.describe(ways[0])
    assert said.title.endswith("down the valley: the loss falls from 4,565 to 2,578")
    assert "55.8 times as steep across as along" in said.caption
    assert "The valley is round." in valley.describe(line()).caption
    assert not valley.wanted(run("gradient_descent", load("moons-100"), steps=3))


@pytest.mark.parametrize(
    ("several", "titles"),
    [
        (
            [
                {"rate": 0.3},
                {"optimizer": "momentum", "rate": 0.05},
                {"optimizer": "momentum", "rate": 0.48, "momentum": 0.58},
                {"optimizer": "adam", "rate": 5},
            ],
            ("plain 0.3", "momentum 0.05, keeps 0.9", "momentum 0.48, keeps 0.58", "Adam 5"),
        ),
        ([{"rate": 0.3}, {"rate": 1.05}, {}], ("rate 0.3", "rate 1.05", "rate 0.1")),
        ([{"optimizer": "plain"}, {"optimizer": "adam"}], ("plain", "Adam")),
        ([{"optimizer": "momentum", "momentum": m} for m in (0.5, 0.9)], ("momentum 0.5", "momentum 0.9")),
        (
            [{"model": "line"}, {"model": "network", "hidden": 2}, {"model": "polynomial", "degree": 2}],
            ("line", "network of 2", "degree 2"),
        ),
        (
            [{}, *({"optimizer": "momentum", "momentum": m} for m in (0.5, 0.9))],
            ("plain", "momentum 0.5", "momentum 0.9"),
        ),
        ([{"tolerance": 0.1}, {"tolerance": 0.2}], ("tolerance = 0.1", "tolerance = 0.2")),
        ([{"model": "network", "seed": seed} for seed in (0, 1)], ("run 1", "run 2")),
    ],
)
def test_panels_are_called_by_what_differs_in_few_words(several, titles):
    rows = load("mtcars", columns="weight", target="horsepower", scale="zscore")
    traces = [run("gradient_descent", rows, steps=3, **options) for options in several]
    assert told_apart(traces) == titles
