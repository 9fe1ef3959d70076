"""Gradient descent on any data is told in captions that fit, with numbers that the trace says."""

from __future__ import annotations

import math
import re
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kmanim.data.feature import Feature
from kmanim.data.make_dataset import dataset
from kmanim.data.target import Target
from kmanim.simulate.record import run
from kmanim.story.contract import story_of
from kmanim.story.gradient_descent.facts import DescentFacts
from kmanim.story.text.sums import objectives
from kmanim.story.text.words import columns

NAMES = ["Merc 230", "$x_1$", "名前の長い車です" * 4, "a" * 80, "<b>", "🚗" * 30, "x_1", "Ferrari Dino"]
NUMBER = re.compile(r"(?<![\w.])−?\d[\d,]*(?:\.\d+)?(?:e−?\d+)?(?: [MGT]\b)?(?![\w,.]*\d)")
FALSE = re.compile(r"\b(?:1 (?:points|cars|steps)|(?:[02-9]|\d\d+) (?:point|car|step)\b)")


@st.composite
def traces(draw):
    n, d = draw(st.integers(1, 30)), draw(st.integers(1, 4))
    random = np.random.default_rng(draw(st.integers(0, 2**32)))
    points = random.normal(size=(n, d)) * 10.0 ** draw(st.integers(-3, 4)) + draw(
        st.sampled_from([0, 5, 1e4])
    )
    if draw(st.integers(0, 4)) == 0:
        points[:, 0] = 3.0
    kind = draw(st.sampled_from(["numbers", "classes", "one class", "apart"]))
    values = random.normal(size=n) * 10.0 ** draw(st.integers(-3, 4)) + draw(st.sampled_from([0, 100]))
    told = Feature("y", draw(st.sampled_from(["", "hp", "cu in"])))
    if kind != "numbers":
        values = {
            "classes": random.integers(0, 2, n).astype(float),
            "one class": np.ones(n),
            "apart": (points[:, -1] > np.median(points[:, -1])).astype(float),
        }[kind]
        levels = draw(
            st.sampled_from([("0", "1"), ("automatic", "manual"), ("no", "yes"), ("é" * 60, "名前")])
        )
        told = replace(told, levels=levels)
    named = draw(st.booleans())
    data = dataset(
        points,
        features=[Feature(f"column {i}", draw(st.sampled_from(["", "kg", "t"]))) for i in range(d)],
        labels=[NAMES[i % 8] + str(i) for i in range(n)] if named else None,
        noun=("car", "cars") if draw(st.booleans()) else ("point", "points"),
        target=Target(told, values),
        scale=draw(st.sampled_from(["zscore", "none", "minmax"])),
    )
    models = ["line", "polynomial"] if kind == "numbers" else ["logistic"]
    options = {
        "model": draw(st.sampled_from([*models, "network"])),
        "degree": draw(st.integers(1, 4)),
        "hidden": draw(st.integers(1, 4)),
        "optimizer": draw(st.sampled_from(["plain", "momentum", "adam"])),
        "rate": draw(st.sampled_from([None, 1e-3, 0.1, 0.3, 1.0, 7.0, 300.0])),
        "steps": draw(st.sampled_from([1, 2, 3, 9, 64, 150])),
    }
    return run("gradient_descent", data, seed=draw(st.integers(0, 9)), **options)


def said_by(trace):
    """Every number that a caption may hold, as the trace has it."""
    facts = DescentFacts(trace)
    errors = np.abs(trace.errors(0))
    found = [*facts.losses, trace.rate, trace.parameters.momentum, trace.straight.loss]
    found += [
        *range(trace.dataset.n + 1),
        *range(facts.end + 1),
        trace.parameters.degree,
        trace.parameters.hidden,
    ]
    found += [*errors, 50, trace.dataset.d, 0.1, *(w for w in trace.unlabelled[0].weights)]
    found += [c for name in trace.names for c in (1, 2, 3)] + ([trace.bound.loss] if trace.bound else [])
    for weights in (
        trace.weights_of(facts.end),
        None if trace.best is None else trace.in_original_units(trace.best.weights),
    ):
        if weights is not None:
            found += [*weights]
            with np.errstate(all="ignore"):
                found += [a / b for a in weights for b in weights]
    return np.abs([value for value in found if np.isfinite(value)])


def is_said(text, values):
    """Whether a number as it is written rounds one of the values."""
    plain = text.replace("−", "-").replace(",", "")
    factor = {"M": 1e6, "G": 1e9, "T": 1e12}.get(plain[-1], 1.0)
    plain = plain.rstrip("MGT ")
    mantissa, _, exponent = plain.partition("e")
    size = factor * 10.0 ** int(exponent or 0)
    unit = 10.0 ** -len(mantissa.partition(".")[2])
    number = abs(float(mantissa)) * size
    return bool((np.abs(values - number) <= 0.5001 * unit * size + 1e-9 * number).any())


@settings(max_examples=100)
@given(trace=traces(), profile=st.sampled_from(["walkthrough", "loop"]))
def test_captions_of_any_run_fit_and_say_what_the_trace_says(trace, profile):
    story = story_of(trace)
    film = story.tell(trace, profile=profile)
    values = said_by(trace)
    levels = trace.target.classes
    assert film.keyframes[-1].kind in ("done", "stopped", "failed")
    ticks = [key for key in film.keyframes if key.mark == "tick"]
    assert not ticks or trace.ending == "settled"
    if trace.ending != "settled":
        assert film.keyframes[-1].mark == "cross"
    for key in film.keyframes:
        assert 1 <= len(key.caption) <= 2
        assert all(columns(line) <= 58 for line in key.caption), key.caption
        text = key.text
        assert text.endswith((".", "?")) or "…" in text, text
        assert "  " not in text
        assert not re.search(r"\b(?:nan|inf|None|True|False)\b", text), text
        if key.kind in ("step", "switch", "check", "stopped"):
            assert f"tep {key.step:,}" in text, text
        for said in (story.describe(trace, key).alt, *story.short(trace, key)):
            assert "nan" not in said.split()
        if trace.dataset.labels is None and not any(c.isdigit() for level in levels for c in level):
            assert not FALSE.search(text), text
            assert "…" not in text or any(len(level) > 20 for level in levels), text
            for number in NUMBER.findall(re.sub(r"[\d,.<>]+ %|column \d|w\d|x\d|\d+ dimensions", "", text)):
                assert key.kind == "residual" or is_said(number, values), (number, text)
    assert math.isfinite(film.duration_ms)
    for text in (
        film.alt,
        film.title,
        story.result(trace),
        *story.notes(trace),
        story.overview(trace).caption,
    ):
        assert not re.search(r"\b(?:nan|inf|None)\b", text), text


def told(points, values, levels=(), names=("a", "b"), **options):
    points = np.asarray(points, float).reshape(len(values), -1)
    data = dataset(
        points,
        features=[Feature(name) for name in names[: points.shape[1]]],
        target=Target(Feature("t", levels=levels), np.asarray(values, float)),
        scale="zscore",
    )
    trace = run("gradient_descent", data, **options)
    return trace, [keyframe.text for keyframe in story_of(trace).tell(trace).keyframes]


def test_a_small_loss_of_large_numbers_is_not_nothing():
    x, y = np.random.default_rng(0).standard_normal((2, 40))
    trace, texts = told(1e8 + x, 1e8 + 3 * x + y)
    assert trace.ending == "settled"
    assert any("1.000e16" in text for text in texts)
    assert DescentFacts(trace).loss(-1) == f"{trace.objective[-1]:.2f}"


def test_weights_that_are_rounding_are_written_as_0():
    x = np.random.default_rng(0).standard_normal(40)
    _, texts = told(x, np.full(40, 4.0))
    assert texts[-1] == "Done: t = 4.00 + 0 × a. The exact best line is the same."


def test_a_column_that_is_called_as_a_weight_is_not_named_beside_it():
    x, y = np.random.default_rng(0).standard_normal((2, 40))
    _, texts = told(np.column_stack([x, y]), x + y)
    assert texts[1] == "Model: t = w1 × x1 + w2 × x2 + b. Step 0: every weight is 0."


def test_the_last_loss_and_the_lowest_are_told_apart():
    random = np.random.default_rng(0)
    x = random.standard_normal(40)
    values = (x + 0.5 * random.standard_normal(40) > 0).astype(float)
    trace, texts = told(x, values, ("no", "yes"), steps=10, tolerance=1e-9)
    assert trace.ending == "falling"
    last, lowest = re.findall(r"loss (\S+), and still falling. The lowest is (\S+)\.$", texts[-1])[0]
    assert len(last) == len(lowest)
    assert float(lowest) < float(last)


def test_two_rows_are_both_right():
    _, texts = told([1, 2], [0, 1], ("u", "v"), steps=30)
    assert any("Both right: from here only the weights grow." in text for text in texts)
    assert texts[-1].startswith("Step 30: both right, loss ")


def test_chances_that_jump_from_one_class_to_the_other_bounce_and_do_not_diverge():
    for rate in (20, 25, 30, 40, 50):
        for steps in range(290, 301):
            trace, texts = told(np.full(40, 3.0), np.arange(40) < 27, ("A", "B"), rate=rate, steps=steps)
            assert trace.ending == "bounces"
            assert "after step 0 " not in texts[-1]


def test_a_network_for_numbers_that_still_falls_is_compared_with_a_line():
    x = np.linspace(-1, 1, 30)
    trace, texts = told(x, np.sin(3 * x), model="network", steps=50)
    assert trace.ending == "falling"
    assert re.search(r"^Step 50: loss \S+, and still falling. The best straight line has \S+\.$", texts[-1])


def test_a_subject_is_no_longer_than_a_line_of_pictures():
    random = np.random.default_rng(0)
    trace, _ = told(
        random.standard_normal((150, 2)), random.standard_normal(150), model="network", rate=5e-05, steps=1
    )
    assert DescentFacts(trace).subject == "gradient descent, network of 4, rate 5e−5 · 150 points"


@pytest.mark.parametrize("name", ["b", "w", "w1"])
def test_a_target_that_is_called_as_a_weight_is_not_named_beside_it(name):
    x = np.random.default_rng(0).standard_normal((40, 1))
    data = dataset(x, features=[Feature("a")], target=Target(Feature(name), 2 * x[:, 0]))
    trace = run("gradient_descent", data, rate=0.1)
    texts = [keyframe.text for keyframe in story_of(trace).tell(trace).keyframes]
    assert texts[1] == "Model: y = w × a + b. Step 0: w = 0, b = 0."


def house(titles, values=None, **more):
    """Rows on a line but for a little, of columns with long names."""
    random = np.random.default_rng(1)
    points = np.column_stack([random.uniform(35, 175, 30) for _ in titles])
    told = 16_449 + points @ np.full(len(titles), 3311.0) + random.normal(0, 20_000, 30)
    target = Target(more.pop("target", Feature("price_EUR", "")), told if values is None else values(points))
    return dataset(points, features=[Feature(title, "") for title in titles], target=target, scale="zscore")


def test_thousands_are_apart_in_all_numbers_of_a_formula():
    trace = run("gradient_descent", house(["area_m2"]))
    first, second = story_of(trace).tell(trace).keyframes[-1].caption
    for line in (first, second):
        assert re.search(r"price_EUR = \d\d,\d{3} \+ 3,\d{3} × area_m2\.$", line), line


def test_names_in_a_formula_are_cut_only_where_they_do_not_fit():
    levels = Feature("passed", "", levels=("no", "yes"))

    def passes(points):
        return (points[:, 0] + np.random.default_rng(3).normal(0, 20, len(points)) > 105).astype(float)

    trace = run("gradient_descent", house(["hours_studied", "sleep_h"], passes, target=levels))
    last = story_of(trace).tell(trace).keyframes[-1]
    assert re.match(r"Class yes below sleep_h = [\d.]+ × hours_studied − ", last.caption[0]), last.caption
    assert "…" not in story_of(trace).tell(trace).alt
    longer = run("gradient_descent", house(["hours_that_were_studied", "sleep_h"], passes, target=levels))
    last = story_of(longer).tell(longer).keyframes[-1]
    assert "hours_that_" in last.text
    assert "…" in last.text
    longest = run("gradient_descent", house(["a_name_of_20_letters"]))
    assert any(
        "price_EUR = w × a_name_of_20_letters + b." in key.text
        for key in story_of(longest).tell(longest).keyframes
    )


def test_a_loss_of_millions_is_written_as_sums_are_everywhere_in_a_post():
    trace = run("gradient_descent", house(["area_m2"]))
    facts = DescentFacts(trace)
    ends = objectives([trace.objective[0], trace.objective[-1]])
    assert ends[0].endswith(" G")
    assert ends[1].endswith(" M")
    assert (facts.loss(0), facts.loss(facts.end)) == ends
    texts = [key.text for key in story_of(trace).tell(trace).keyframes]
    assert f"Step 0: the loss is {ends[0]}." in texts
    assert not any(re.search(r"\de\d", text) for text in texts), texts
