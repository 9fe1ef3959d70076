"""Runs that failed: never the best, never ranked, and told."""

import math

import numpy as np
import pytest
from mixture_data import POINTS

import kmanim
from kmanim.simulate.runs.compare_inits import compare_inits
from kmanim.simulate.runs.runs import Runs, run_many
from kmanim.simulate.runs.summary import summary_of
from kmanim.story.verdict import verdict_of


@pytest.fixture(scope="module")
def runs():
    return run_many("em", POINTS, 20, k=2, init="sample", reg=1e-9)


def test_the_best_is_sound_though_failed_ends_are_likelier(runs):
    failed = [outcome for outcome in runs.outcomes if outcome.failure]
    sound = [outcome for outcome in runs.outcomes if not outcome.failure]
    assert failed
    assert sound
    assert max(outcome.objective for outcome in failed) > max(outcome.objective for outcome in sound)
    assert runs.best.failure == runs.worst.failure == ""
    assert runs.best[-1].objective == runs.best_objective
    assert runs.best_objective == pytest.approx(max(outcome.objective for outcome in sound), rel=1e-9)
    assert all(not solution.failure for solution in runs.best_solutions)


def test_failed_solutions_are_last_and_apart(runs):
    kinds = [bool(solution.failure) for solution in runs.solutions]
    assert kinds == sorted(kinds)
    assert runs.sound == tuple(solution for solution in runs.solutions if not solution.failure)
    for solution in runs.solutions:
        assert {bool(runs.outcome_of(run).failure) for run in solution.runs} == {bool(solution.failure)}
        assert all(runs.solution_of(run) is solution for run in solution.runs)
    objectives = [solution.objective for solution in runs.sound]
    assert objectives == sorted(objectives, reverse=True)


def test_tables_and_summaries_name_failures(runs):
    for row, trace in zip(runs.table(), runs, strict=True):
        assert row["failure"] == trace.failure
    assert "failure" in runs.columns
    summary = summary_of(runs.outcomes)
    assert summary.failed == sum(bool(outcome.failure) for outcome in runs.outcomes)
    sound = [outcome.objective for outcome in runs.outcomes if not outcome.failure]
    assert summary.mean_objective == pytest.approx(np.mean(sound))


def test_a_failure_names_components_as_the_run_numbers_them():
    for trace in run_many("em", POINTS, 20, k=3, init="sample"):
        again = Runs([trace]).outcomes[0]
        assert again.failure == trace.failure
    many = run_many("em", POINTS, 30, k=3, init="sample")
    assert [outcome.failure for outcome in many.outcomes] == [trace.failure for trace in many]


def test_a_failed_run_has_no_verdict(runs):
    failed = next(trace for trace in runs if trace.failure)
    assert verdict_of(failed, runs.best_objective) is None
    assert verdict_of(runs.best, runs.best_objective).kind == "best"


def test_where_all_fail_none_is_best():
    runs = run_many("em", POINTS, 3, k=12)
    assert runs.sound == runs.best_solutions == ()
    assert runs.best_objective is None
    assert runs.best.failure
    assert math.isnan(summary_of(runs.outcomes).mean_objective)


def test_starts_are_compared_by_sound_ends_alone():
    kmeans, sample = compare_inits("em", POINTS, [2], 20, reg=0)
    assert (kmeans.init, sample.init) == ("kmeans", "sample")
    assert sample.best == kmeans.best == pytest.approx(-40.4305, abs=1e-3)
    assert sample.summary.failed
    assert sum(count for _, count in sample.levels) == 20 - sample.summary.failed


def test_mixtures_of_one_partition_are_ranked_by_the_best_of_them():
    """Rows may be together in mixtures that differ; the best run of such a solution is not always its first."""
    runs = run_many("em", "mtcars", 24, k=2, init="sample", reg=0)
    for solution in runs.sound:
        values = [runs.outcome_of(run).objective for run in solution.runs]
        assert solution.objective == runs.outcome_of(solution.best_run).objective
        assert solution.objective >= max(values) - 1e-9 * abs(max(values))
    assert runs.best.run == runs.solutions[0].best_run


def test_a_likelihood_has_no_shares_to_compare_starts_by():
    cells = compare_inits("em", POINTS, [2], 3)
    with pytest.raises(
        kmanim.InputError, match="log-likelihood has no such shares, see the levels of each cell"
    ):
        kmanim.inits(cells, "EM")
