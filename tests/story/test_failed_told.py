"""Runs that failed, in words: apart from the solutions, with the reason, and never ranked."""

import numpy as np
import pytest

import kmanim
from kmanim.story import runs as words
from kmanim.story.figures import grid, solutions
from kmanim.story.text.sums import objectives


@pytest.fixture(scope="module")
def many():
    return kmanim.run_many("em", "lesson-em", 60, k=2, init="sample", seed=1)


@pytest.fixture(scope="module")
def few():
    return kmanim.run_many("em", "lesson-em", 12, k=2, init="sample", reg=0)


def test_the_summary_ranks_sound_runs_alone(many):
    told = words.summary(many)
    assert told.startswith("60 runs end in 3 solutions (A 29, B 3 and C 2), after ")
    assert told.endswith(
        "log L is −40.43 in the best, A, and −44.41 in the worst, C. "
        "26 runs failed and are not ranked: component 1 has shrunk onto a line."
    )


def test_the_table_says_why_where_others_are_compared(many):
    head, best, second, *_, lost = words.solution_table(many)
    assert head[3] == "below the best"
    assert (best[2], best[3]) == ("−40.43", "")
    assert (second[2], second[3]) == ("−42.09", "1.659")
    assert (lost[2], lost[3]) == ("failed", "component 1 has shrunk onto a line")


def test_the_short_table_sums_failed_runs_up(many):
    *_, lost = solutions.table(many)
    assert lost[0] == "failed"
    assert "26" in lost
    assert solutions.finding(many) == "29 of 60 runs find the best, the commonest of 3 solutions"
    assert solutions.describe(many).alt.endswith("A 29, B 3, C 2 and failed 26.")


def test_panels_name_failed_runs(few):
    lost = next(trace.run for trace in few if trace.failure)
    assert words.run_title(few, lost) == f"Run {lost}: failed"
    assert words.run_lines(few, lost)[-1] == "component 1 has shrunk onto a line"
    assert words.reasons(few) == "Failed: component 1 has shrunk onto a line."
    assert grid.finding(few) == "6 of 12 runs find the better of two solutions"
    assert grid.describe(few).caption.endswith(
        "4 runs failed and are not ranked: component 1 has shrunk onto a line."
    )
    assert (
        grid.panels_told(few, 3)
        == "One panel for each of the 2 solutions of 12 runs, and of those that failed."
    )


def test_where_none_comes_to_a_result():
    runs = kmanim.run_many("em", "lesson-em", 3, k=12)
    assert grid.finding(runs) == solutions.finding(runs) == "None of 3 runs came to a result"
    assert words.summary(runs) == (
        "None of 3 runs came to a result. All of them failed: component 1 has shrunk onto a point."
    )
    assert "failed" in " ".join(words.solution_table(runs)[1])
    alone = kmanim.run_many("em", "lesson-em", 1, k=12)
    assert words.summary(alone) == "The run failed: component 1 has shrunk onto a point."
    for figure in (kmanim.grid(runs), kmanim.solutions(runs), kmanim.grid(alone), kmanim.solutions(alone)):
        assert figure.alt


def test_where_one_solution_is_left():
    five = np.array([[2.0], [-3], [-1], [-1], [7]])
    runs = kmanim.run_many("em", five, 8, k=2, init="sample")
    assert (len(runs.sound), len(runs.solutions)) == (1, 2)
    assert grid.finding(runs) == "4 of 8 runs come to a result, the same one; the others failed"


def test_how_far_a_value_is_behind():
    falls = kmanim.run("kmeans", "mtcars").parameters.objective
    rises = kmanim.run("em", "lesson-em").parameters.objective
    assert words.behind(falls, 110, 100) == "10 %"
    assert words.behind(falls, 100, 100) == words.behind(rises, -5, -5) == ""
    assert words.behind(rises, -42.5, -40.0) == "2.500"
    assert (words.behind_head(falls), words.behind_head(rises)) == ("above the best", "below the best")


def test_one_value_that_may_be_negative_has_digits_enough():
    """Alone it has no others whose spread says how many."""
    for value, told in (
        (-40.4305, "−40.431"),
        (-1130.264, "−1,130.3"),
        (-326000.12, "−326,000"),
        (-102.75, "−102.75"),
    ):
        assert objectives([value]) == (told,)
    # What rounding leaves between two asks for no digits.
    assert objectives([-141.74012, -141.74012 + 1e-10]) == ("−141.74", "−141.74")
    assert objectives([-1130.264, -1143.41]) == ("−1,130.3", "−1,143.4")
