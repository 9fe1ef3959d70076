"""How the length of an A/B test is told: captions word for word, other parameters, figures, texts for pages."""

import math
import re
from itertools import pairwise

import numpy as np
import pytest

from kmanim.simulate.record import run
from kmanim.simulate.runs.outcome import outcome_of
from kmanim.simulate.runs.runs import run_many
from kmanim.simulate.sweeps.sweep import sweep
from kmanim.story.ab_test.facts import LengthFacts, share
from kmanim.story.comparisons.sweeps import film as sweeps
from kmanim.story.contract import story_of
from kmanim.story.figures import best_length, best_length_grid, length_by_traffic, sweep_grid, wrong_belief
from kmanim.story.runs import run_line
from kmanim.story.text.words import columns


@pytest.fixture(scope="module")
def revenue():
    return run("ab_test")


def told(trace, **options):
    return story_of(trace).tell(trace, **options)


def captions(trace, **options):
    return [" | ".join(key.caption) for key in told(trace, **options).keyframes]


def test_the_film_of_the_revenue_word_for_word(revenue):
    film = told(revenue)
    assert captions(revenue) == [
        "Which is better, A or B? How long should we test?",
        "1 day: often the wrong one is shipped. | Worth 16,768.",
        "4 days: surer, and only 3 days later. Worth 23,519.",
        "9 days: worth 25,701.",
        "18 days: worth 26,299. 90 % ship the better one.",
        "36 days: surer still, but later. Worth 25,684.",
        "72 days: worth 23,584.",
        "The best day has a formula: 18.13.",
        "Any length from 12 to 28 days keeps 99 % of it.",
        "Half as long keeps 97.8 %, twice as long 97.6 %.",
    ]
    assert film.keyframes[0].hold_ms == 3800
    assert film.keyframes[-1].hold_ms == 4200
    moves = [key for key in film.keyframes if key.lead_in]
    assert [(tween.kind, tween.duration_ms) for key in moves for tween in key.lead_in] == [("move", 800)] * 7
    assert not any(key.mark for key in film.keyframes)


def test_a_loop_is_short(revenue):
    film = told(revenue, profile="loop")
    assert film.duration_ms <= 20_000
    assert film.keyframes[-1].text == "Half as long keeps 97.8 %, twice as long 97.6 %."
    brief = told(revenue, max_seconds=8)
    assert brief.duration_ms <= 8_000
    assert [key.kind for key in brief.keyframes].count("best") == 1


def test_orders_and_money():
    orders = run("ab_test", effect_sd=0.01, noise_sd=0.3, unit="orders")
    assert captions(orders)[4] == "49 days: worth 218 orders. 83 % ship the better one."
    assert captions(orders)[7:] == [
        "The best day has a formula: 49.02.",
        "Any length from 37 to 65 days keeps 99 % of it.",
        "Half as long keeps 95.0 %, twice as long 94.0 %.",
    ]
    dollars = run("ab_test", noise_sd=math.sqrt(500), afterwards=10, unit="$")
    assert captions(dollars)[4] == "38 days: worth $1,168. 85 % ship the better one."


def test_less_than_a_day():
    trace = run("ab_test", effect_sd=0.01, noise_sd=0.3, per_day=1e6)
    assert captions(trace)[1:3] == [
        "1 hour: 93 % ship the better one. | Worth 2,851,015.",
        "3 hours: surer, and only 2 hours later. Worth 2,890,544.",
    ]
    assert captions(trace)[7:9] == [
        "The best length has a formula: 13.73 hours.",
        "Any length from 2 to 113 hours keeps 99 % of it.",
    ]
    assert (
        "In whole days the best test takes 1 day, is worth 2,901,700" in best_length.describe(trace).caption
    )


def test_half_a_year():
    trace = run("ab_test", effect_sd=1e-5)
    assert captions(trace)[2].startswith("45 days: surer, but 44 days later.")
    assert captions(trace)[7:] == [
        "The best day has a formula: 182.50.",
        "Any length from 149 to 221 days keeps 99 % of it.",
        "Half as long keeps 90.8 %, twice as long 85.8 %.",
    ]


def test_any_parameters_are_told_within_the_rules():
    rng = np.random.default_rng(11)
    for number in range(60):
        wide = 3 if number < 45 else 20
        effect, noise, sessions, discount = 10 ** (rng.uniform(-1, 1, 4) * wide * np.array([1, 1, 1, 0.5]))
        unit = ["", "$", "EUR", "signed contracts"][number % 4]
        trace = run(
            "ab_test", effect_sd=effect, noise_sd=noise, per_day=sessions, discount=discount * 1e-3, unit=unit
        )
        for profile in ("walkthrough", "loop"):
            for key in told(trace, profile=profile).keyframes:
                assert 1 <= len(key.caption) <= 2
                assert all(0 < columns(line) <= 58 for line in key.caption), key.caption
                assert "nan" not in key.text
                assert not re.search(r"\b1 (days|hours|minutes|seconds)\b", key.text.split(" to ")[0])
        for words in (best_length, best_length_grid, wrong_belief, length_by_traffic):
            described = words.describe(trace)
            assert "nan" not in described.caption + described.alt
            assert described.title


def test_neighbours_are_not_told_alike():
    trace = run("ab_test", effect_sd=1e5, noise_sd=2e6, per_day=1e5, discount="10 % a year")
    worths = re.findall(r"[wW]orth ([\d.]+) T", " ".join(captions(trace)))
    assert len(worths) == 5
    assert len(set(worths)) >= 4  # 8 days and 2 days may agree, neighbours do not
    assert all(a != b for a, b in pairwise(worths))


def test_shares():
    assert [share(0.9777), share(0.5, 0), share(0.99996), share(0.9999975), share(1e-7)] == [
        "97.8 %", "50 %", ">99.99 %", ">99.99 %", "<0.01 %",
    ]  # fmt: skip


def test_figures_are_told(revenue):
    assert best_length.describe(revenue).title == (
        "The test is worth most after 18.13 days; 12 to 28 days keep 99 % of it"
    )
    assert "is worth 26,299, and ships the better version in 90 % of cases; in 53 %" in (
        best_length.describe(revenue).caption
    )
    assert wrong_belief.describe(revenue).title == (
        "Four times wrong, sessions a day cost 2.0 to 2.1 % of the worth, a discount 2.6 %, an effect 8.1 to 8.4 %"
    )
    assert "sessions a day 5.6 to 5.8 %" in wrong_belief.describe(revenue).caption
    assert "discount 7.4 %" in wrong_belief.describe(revenue).caption
    assert best_length_grid.describe(revenue).title == (
        "The best test takes 18.13 days; with four times the sessions 9.31 days, with four times the discount 8.60 days"
    )
    assert "here 182.5 days" in best_length_grid.describe(revenue).caption
    assert length_by_traffic.describe(revenue).title == (
        "With 25 sessions a day the best test takes 34.42 days, with 1,600 it takes 4.71 days"
    )


def test_what_a_manager_reads(revenue):
    story = story_of(revenue)
    assert story.result(revenue) == "the test is worth most after 18.13 days; 12 to 28 days keep 99 % of it"
    (note,) = story.notes(revenue)
    assert "never the best length" in note
    assert story.outcome(outcome_of(revenue)) == "best 18.13 days"
    assert "200 sessions a day" in note
    film = told(revenue)
    assert film.table[5] == ("18 days", "0.378", "0.952", "26,299", ">99.99 %", "89.8 %", "53.3 %")
    assert film.table[-1][0] == "18.13 days"
    described = story.describe(revenue, film.keyframes[4])
    assert "A bar shows a test of 18 days" in described.alt


def test_a_sweep_has_units_and_is_no_scatter_plot():
    told = sweeps.tell([sweep("ab_test", discount=["10 % a year", "20 % a year", "1/365"])])
    captions = [key.text for key in told.timeline.keyframes]
    assert captions[0] == "A/B test, 3 values of discount: 10 % a year to 1/365."
    assert captions[1] == "Discount = 10 % a year: best length 59.4 days."
    assert captions[-1] == "Discount 10 % a year to 1/365: best length falls from 59.4 to 18.1 days."
    assert told.timeline.alt.startswith("Animated area chart of A/B test, beside a curve of best length:")
    both = sweep("ab_test", per_day=[10, 100], discount=[0.001, 0.01])
    assert sweeps.tell([both]).timeline.keyframes[-1].text == (
        "Best length: 9.0 days with discount = 0.01, per_day = 100; 90.5 days with discount = 0.001, per_day = 10."
    )
    assert sweep_grid.describe(both).alt.startswith(
        "Small area charts of A/B test, beside a curve of best length:"
    )


def test_lengths_far_from_any_unit():
    tiny = run("ab_test", effect_sd=1e9, noise_sd=1e-9)
    said = captions(tiny)
    assert not any(re.search(r"\b0 seconds", line) for line in said)
    assert said[1].startswith("1.03e−14 seconds")
    low, high = re.search(r"from (\S+) to (\S+) seconds", said[-2]).groups()
    assert float(low.replace("−", "-")) < tiny.best_length * 86_400
    assert high == "316,947"
    century = run("ab_test", discount=1e-9)
    assert captions(century)[2].startswith("7,905 days: surer, but 7,904 days later.")
    assert "here 1 day, however" in best_length_grid.describe(run("ab_test", discount="50 % a day")).caption


def test_one_session_a_day_is_one():
    trace = run("ab_test", per_day=1, afterwards=1)
    assert LengthFacts(trace).subject == "A/B test · effect 1, noise 10, 1 session a day"
    assert " 1 session a day see it." in " ".join(story_of(trace).notes(trace))


def test_a_worth_of_millions_is_written_as_tables_of_runs_write_it():
    runs = run_many("ab_test", None, 1, effect_sd=12_345, noise_sd=20_000)
    facts = LengthFacts(runs.best)
    told = run_line(runs, 1).rpartition(" = ")[2]
    assert told.endswith(" M")
    assert facts.money(runs.best_objective) == told
    assert LengthFacts(run("ab_test", discount=1e-5)).limit == "50,000 days"
