"""Words of very many runs."""

from story_tables import cars

from kmanim.data.load import load
from kmanim.simulate.runs.runs import run_many
from kmanim.story.figures.solutions import TOLD, describe, lines, table
from kmanim.story.runs import summary


def test_a_thousand_runs_in_a_sentence():
    runs = run_many("kmeans", cars(), 1000)
    told = describe(runs)
    assert told.caption == (
        "1,000 runs from different starts end in 6 solutions. 403 of them (40 %) reach the best one found, A, "
        "W = 2,547,692. The worst, F, has 24 % more. A run takes 2.9 rounds on average, 6 at most. "
        "Some cluster is empty in 2 runs in round 1, in no runs at the end."
    )
    assert "A 403, B 120, C 81, D 88, E 227 and F 81" in told.alt
    assert table(runs)[2] == (
        "B", "16 / 16", "2,684,738", "5.4 %", "[1128; 105] [1790; 189]", "120", "12 %", "2.4 (5)", "0 / 0",
    )  # fmt: skip


def test_many_solutions_are_summed_up_and_nothing_is_lost():
    runs = run_many("kmeans", cars(), 300, k=5)
    told = lines(runs)
    assert len(told) == TOLD + 1
    assert told[-1].rest
    assert told[-1].name == f"{len(runs.solutions) - TOLD} more"
    assert sum(line.summary.runs for line in told) == 300
    assert sum(line.summary.empty_first for line in told) == sum(
        o.facts["empty"][0] > 0 for o in runs.outcomes
    )
    assert len(table(runs)) == TOLD + 2


def test_one_solution_and_runs_that_a_limit_stopped():
    assert "end in 1 solution. All of them reach it" in describe(run_many("kmeans", cars(), 30, k=1)).caption
    told = describe(run_many("kmeans", cars(), 30, max_iter=1))
    assert told.caption.endswith("30 runs were stopped before they could finish.")


def test_runs_that_all_end_otherwise_are_not_listed_one_by_one():
    runs = run_many("kmodes", load("zoo"), 6, k=6)
    assert len(runs.solutions) == 6
    assert summary(runs).startswith("6 runs end in 6 solutions, no two alike, after ")
