"""How the draws of k-means++ are told."""

from __future__ import annotations

import re

import figure_words as figures
import numpy as np
import pytest
from story_tables import cars

from kmanim.data.make_dataset import dataset
from kmanim.simulate.record import run
from kmanim.simulate.runs.runs import run_many
from kmanim.story.kmeans.film import tell
from kmanim.story.kmeans.stills import describe

RULE = (
    "Chance (the larger a point, the likelier): in proportion|"
    "to the squared distance to the nearest centre so far."
)


def plus_plus(k=3, seed=4, data=None, **options):
    return run("kmeans", data or cars(), k=k, seed=seed, init="k-means++", **options)


def told(trace, **options):
    return [
        (k.kind, k.phase, k.counter, "|".join(k.caption))
        for k in tell(trace, **options).keyframes
        if k.kind in ("weigh", "draw", "starts")
    ]


def test_the_walkthrough_tells_every_draw_with_its_chance():
    assert told(plus_plus()) == [
        ("draw", "Draw", "draw 1 of 3", "Centre 1: Camaro Z28, drawn with 3.1 % chance (all alike)"),
        ("weigh", "Draw", "draw 1 of 3", RULE),
        ("draw", "Draw", "draw 2 of 3", "Centre 2: Toyota Corolla, drawn with 9.4 % chance|(far from 1)"),
        ("draw", "Draw", "draw 3 of 3", "Centre 3: Volvo 142E, drawn with 6 % chance|(average: 3.1 %)"),
        ("starts", "Starts", "", "Three centres drawn by k-means++."),
    ]  # fmt: skip


def test_chances_are_those_of_the_trace_and_far_is_twice_the_average():
    seen = set()
    for trace in run_many("kmeans", cars(), 30, k=3, init="k-means++", seed=1):
        drawn = [text for kind, _, _, text in told(trace) if kind == "draw"]
        for number, (draw, text) in enumerate(zip(trace.seeding, drawn, strict=True)):
            name = cars().labels[draw.row]
            chance = float(re.search(r"with <?([\d.]+) % chance", text)[1])
            assert text.startswith(f"Centre {draw.cluster + 1}: {name}, drawn with")
            assert chance == pytest.approx(100 * draw.chance, abs=0.501 if chance >= 10 else 0.0501)
            assert ("far from" in text) == (number > 0 and draw.chance * 32 >= 2)
            others = sorted(before.cluster + 1 for before in trace.seeding[:number])
            seen.add("far from" in text)
            assert "far from" not in text or f"(far from {' and '.join(map(str, others))})" in text
    assert seen == {True, False}


def test_the_loop_leaves_them_out_and_counts_without_them():
    trace = plus_plus()
    kinds = {k.kind for k in tell(trace, profile="loop").keyframes}
    assert not kinds & {"weigh", "draw"}
    assert told(trace, profile="loop")[0][2] == ""
    assert tell(trace, profile="loop").table == tell(trace).table


@pytest.mark.parametrize("init", ["uniform", "sample"])
def test_other_starts_are_told_as_before(init):
    assert [row[0] for row in told(run("kmeans", cars(), k=3, init=init))] == ["starts"]


def test_one_centre_is_one_draw():
    assert [row[0] for row in told(plus_plus(k=1))] == ["draw", "starts"]
    (only, _) = told(plus_plus(k=1, data=dataset(np.array([[1.0, 2.0]]))))
    assert only[3] == "Centre 1: drawn with 100 % chance, the only point."


def test_very_many_draws_are_told_by_their_ends():
    rows = told(plus_plus(k=12), max_seconds=300)
    assert [row[0] for row in rows] == ["draw", "weigh", *["draw"] * 4, "weigh", "draw", "draw", "starts"]
    assert rows[6][2:] == ("draw 10 of 12", "Five more centres are drawn in the same way.")
    assert [row[2].split()[1] for row in rows[:-1]] == ["1", "1", "2", "3", "4", "5", "10", "11", "12"]


def test_the_chances_of_very_many_points_are_not_drawn_and_that_is_said():
    trace = plus_plus(k=2, data=dataset(np.random.default_rng(0).normal(size=(4000, 2))))
    first, rule, *_ = [row[3] for row in told(trace)]
    assert first.endswith("drawn with 0.025 % chance (all alike)")
    assert rule.startswith("Chance (not shown for 4,000 points): in proportion|to the squared distance")
    assert all("larger" not in figures.describe(trace, k).alt for k in tell(trace).keyframes)


def test_k_medians_says_that_its_starts_are_drawn_by_another_distance():
    trace = run("kmedians", cars(), k=2, init="k-means++")
    assert told(trace)[1][3].endswith("|to the squared straight-line distance to the nearest one.")


def test_stills_of_draws_have_their_own_words():
    trace = plus_plus()
    first, rule, second = [figures.describe(trace, k) for k in tell(trace).keyframes[1:4]]
    assert rule.alt == (
        "Scatter plot of 32 cars by weight and horsepower where one centre is drawn: Chance (the larger a point, the "
        "likelier): in proportion to the squared distance to the nearest centre so far."
    )
    assert "where 2 centres are drawn, and the likelier a point the larger: Centre 2" in second.alt
    assert first.title == "The draw"


def test_rows_farthest_from_each_other_are_told_without_chances():
    trace = run("kmeans", cars(), k=3, seed=3, init="farthest")
    pictures = told(trace)
    assert pictures == [
        ("draw", "Draw", "draw 1 of 3", "Centre 1: Fiat X1-9, drawn with 3.1 % chance (all alike)"),
        ("draw", "Draw", "draw 2 of 3", "Centre 2: Lincoln Continental, farthest from 1."),
        ("draw", "Draw", "draw 3 of 3", "Centre 3: Maserati Bora, farthest from 1 and 2."),
        ("starts", "Starts", "", "Three cars far from each other as centres."),
    ]
    last = next(k for k in reversed(tell(trace).keyframes) if k.kind == "draw")
    assert describe(trace, last).alt == (
        "Scatter plot of 32 cars by weight and horsepower where 3 centres are drawn: "
        "Centre 3: Maserati Bora, farthest from 1 and 2."
    )
