"""The story of gradient descent, word for word for the films of cars and moons, and for runs that do not settle."""

from dataclasses import replace

import numpy as np
import pytest

from kmanim.data.feature import Feature
from kmanim.data.load import load
from kmanim.data.make_dataset import dataset
from kmanim.data.target import Target
from kmanim.simulate.record import run
from kmanim.story.contract import story_of

TENTH = {"rate": 0.1}


def cars(columns, target, scale="zscore", **options):
    return run("gradient_descent", load("mtcars", columns=columns, target=target, scale=scale), **options)


def line(**options):
    return cars(["weight"], "horsepower", **{**TENTH, **options})


def told(trace, **options):
    return story_of(trace).tell(trace, **options)


def captions(trace, **options):
    return ["|".join(key.caption) for key in told(trace, **options).keyframes]


def moons(**options):
    return run("gradient_descent", load("moons-100"), model="network", seed=1, steps=1024, **options)


def test_a_line_through_the_cars_is_told_word_for_word():
    film = told(line())
    assert ["|".join(key.caption) for key in film.keyframes] == [
        "32 cars: can a line tell horsepower from weight?",
        "Model: hp = w × weight + b. Step 0: w = 0, b = 0.",
        "Loss: the mean of squared errors.|Fiat 128 is 66 off: 66 × 66 = 4,356.",
        "Step 0: the loss is 26,071.",
        "Optimizer: go a tenth against the gradient.|Step 1: loss 17,614.",
        "Step 2: loss 12,201. Every step takes away 36 %|of what lies above the best.",
        "Step 4: loss 6,519. Merc 240D is now below the line.",
        "Step 8: loss 3,239. 9 more cars are below it.",
        "Step 16: loss 2,597. 12 cars change sides.",
        "Step 32: loss 2,578. Pontiac Firebird changes sides.",
        "Step 35: less than a millionth is gained. Stop.",
        "Done: hp = −1.8 + 0.102 × kg.|The exact best line is the same.",
    ]
    assert [key.step for key in film.keyframes] == [0, 0, 0, 0, 1, 2, 4, 8, 16, 32, 35, 35]
    kinds = [key.kind for key in film.keyframes]
    assert kinds == ["data", "start", "residual", "loss", "step", "step", *["switch"] * 4, "check", "done"]
    assert [len(key.rows) for key in film.keyframes] == [0, 0, 1, 0, 0, 0, 1, 9, 12, 1, 0, 0]
    assert [key.mark for key in film.keyframes[-2:]] == ["tick", "tick"]
    assert film.keyframes[2].note == "66"
    assert film.duration_ms <= 45_000


def test_scaling_is_told_on_every_picture():
    trace = line()
    assert told(trace).subject == "gradient descent, line, rate 0.1, z-scored · 32 cars"
    assert "z-scored" in story_of(trace).notes(trace)[0]


def test_classes_are_told_word_for_word():
    film = told(cars(["weight", "horsepower"], "am", rate=1, steps=1000))
    assert ["|".join(key.caption) for key in film.keyframes] == [
        "32 cars: 13 have a manual gearbox. Can we tell?",
        "Step 0: every weight is 0, every chance 50 %.|Loss 0.693, 19 of 32 right (all called automatic).",
        "Step 1: 14 light cars are called manual.|Loss 0.578, 27 right.",
        "Step 2: Merc 230 turns automatic. Loss 0.522, 28 right.",
        "Step 4: Merc 240D turns automatic. Loss 0.460, 29 right.",
        "Step 8: loss 0.390. The line hardly minds horsepower.",
        "Step 16: Ford Pantera L turns manual (right),|Mazda RX4 Wag automatic (wrong). Loss 0.314.",
        "Step 32: Maserati Bora turns manual. Loss 0.246, 30 right.",
        "Step 128: no car changes, yet the loss falls to 0.173:|the curve gets steeper.",
        "Step 974: less than a millionth is gained. Stop.",
        "Manual above the line hp = 0.492 × kg − 521.|30 of 32 right, loss 0.157.",
    ]
    assert film.keyframes[-1].note == "hp = 0.492 × kg − 521"
    assert [key.mark for key in film.keyframes[-2:]] == ["tick", "tick"]


def test_a_network_bends_the_line():
    found = captions(moons(rate=0.5), max_seconds=60)
    assert "Step 0: random weights. 17 of 100 right." in found
    assert "Step 64: as good as a straight line, 87 right." in found
    assert "Step 128: loss 0.294. It seems to have stopped." in found
    assert "Step 256: the line has bent. 92 right." in found
    assert found[-1] == "Step 1,024: 98 right, loss 0.056, and still falling."
    assert told(moons(rate=0.5)).keyframes[-1].mark == "cross"


def test_a_network_that_jumps_too_far_is_told_where_its_loss_is_highest():
    film = told(moons(rate=50))
    assert "Rate 50: the weights jump too far. Loss 39.2 at step 4." in [
        "|".join(key.caption) for key in film.keyframes
    ]
    assert film.keyframes[-1].kind == "failed"
    assert film.keyframes[-1].mark == "cross"
    assert "still bounces" in film.keyframes[-1].text


@pytest.mark.parametrize(
    ("options", "last", "mark"),
    [
        ({"rate": 0.5}, "Done: hp = −1.8 + 0.102 × kg.|The exact best line is the same.", "tick"),
        ({"rate": 1}, "Rate 1: the line jumps over the best and back.|Loss 26,071 for ever.", "cross"),
        ({"rate": 1.05, "steps": 20}, "Rate 1.05: every step makes it worse. Step 20: 1,065,865.", "cross"),
        (
            {"rate": 50, "steps": 5000},
            "Rate 50: every step makes it worse.|After step 75 the loss is too large for a number.",
            "cross",
        ),
        ({"steps": 20}, "Step 20: loss 2,581, and still falling.|The lowest is 2,578.", "cross"),
    ],
)
def test_ends_are_told_and_only_a_good_one_has_a_tick(options, last, mark):
    key = told(line(**options)).keyframes[-1]
    assert "|".join(key.caption) == last
    assert key.mark == mark


def test_the_exact_best_is_the_same_only_where_it_is():
    for tolerance in (0.1, 0.01, 1e-3, 1e-6, 1e-9):
        trace = line(tolerance=tolerance)
        last = told(trace).keyframes[-1]
        assert ("is the same" in last.text) == (tolerance <= 1e-6)
        above = trace.objective[-1] / trace.best.loss - 1
        assert (last.mark == "tick") == (above <= 1e-3)


@pytest.mark.parametrize(
    ("options", "last"),
    [
        (
            {"model": "polynomial", "degree": 2},
            "Done: loss 2,496.|The exact best parabola has this loss, too.",
        ),
        (
            {"model": "polynomial", "degree": 2, "tolerance": 1e-3},
            "Done: loss 2,531.|The exact best parabola has 2,496.",
        ),
        (
            {"tolerance": 0.01},
            "Done: hp = −1.7 + 0.0973 × kg.|The exact best line: hp = −1.8 + 0.102 × kg.",
        ),
    ],
)
def test_what_was_found_is_told_beside_the_exact_best(options, last):
    rate = None if "model" in options else 0.1
    assert captions(line(**options, rate=rate))[-1] == last


def test_separable_classes_have_no_best_weights():
    features = ["wt", "qsec"]
    early = told(cars(features, "am", rate=1, steps=4096)).keyframes[-1]
    assert early.caption == (
        "Step 4,096: 31 right, loss 0.043, and still falling.",
        "It never stops: a line parts the classes.",
    )
    late = captions(cars(features, "am", rate=30, steps=4096))
    assert any("All 32 right: from here only the weights grow." in one for one in late)
    assert not any(key.mark == "tick" for key in told(cars(features, "am", rate=30, steps=4096)).keyframes)


def test_one_class_alone_has_no_best_weights():
    data = load("mtcars", columns=["weight"], target="am", scale="zscore")
    target = replace(data.target, values=np.zeros(32))
    trace = run("gradient_descent", replace(data, target=target), rate=1, steps=100)
    found = captions(trace)
    assert found[0] == "32 cars: all of one class, automatic. Can we tell?"
    assert found[-1].endswith("and still falling.|It never stops: all are of one class.")


def test_one_feature_is_told_by_its_place():
    last = told(cars(["weight"], "am", rate=1, steps=2000)).keyframes[-1]
    assert last.caption == ("Manual below 1357 kg.", "29 of 32 right, loss 0.300.")


@pytest.mark.parametrize(
    ("options", "said"),
    [
        ({"optimizer": "momentum", "rate": 0.05}, "Optimizer: momentum keeps 0.9 of the last step."),
        ({"optimizer": "adam", "rate": 5}, "Optimizer: Adam, at first 5 in every weight."),
        ({"rate": 0.3}, "Optimizer: go 0.3 × the gradient, downhill."),
    ],
)
def test_every_optimizer_says_what_it_does(options, said):
    assert any(one.startswith(said) for one in captions(line(**options), max_seconds=90))


def test_rows_without_names_are_counted():
    target = Target(Feature("y"), np.array([0.0, 1, 2, 3, 4, 5.5]))
    data = dataset(np.arange(6.0)[:, np.newaxis], target=target)
    found = captions(run("gradient_descent", data, rate=0.01), max_seconds=90)
    assert found[0] == "6 points: can a line tell y from x?"
    assert any("This point is " in one for one in found)
    assert not any("point 1" in one for one in found)


def test_the_loop_begins_with_the_model():
    found = told(line(), profile="loop")
    assert found.keyframes[0].text == "Model: hp = w × weight + b. Step 0: w = 0, b = 0."
    assert found.duration_ms <= 20_000


def test_short_films_tell_fewer_steps():
    film = told(line(), max_seconds=12)
    assert film.duration_ms <= 12_000
    assert [key.step for key in film.keyframes][-1] == 35
    assert 1 in [key.step for key in film.keyframes]


def test_other_texts_say_how_it_ended():
    trace = line()
    story = story_of(trace)
    assert story.result(trace) == "gradient descent settles after 35 steps at a loss of 2,578"
    film = told(trace)
    assert film.alt.startswith("Animated scatter plot of 32 cars by weight (z-scored) and horsepower")
    assert film.table[0][:3] == ("step", "loss", "below")
    assert film.table[5][:3] == ("8", "3,239", "10")
    for key in film.keyframes:
        said = story.describe(trace, key)
        assert said.alt.endswith((".", "?"))
        assert story.short(trace, key)
    worse = line(rate=1.05, steps=20)
    assert (
        story.result(worse) == "gradient descent diverges: after 20 steps the loss is 1,065,865, from 26,071"
    )
    assert "Rates above 1 never settle here." in story.notes(worse)
