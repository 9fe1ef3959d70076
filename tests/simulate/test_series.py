"""Very many runs: what is kept of them is what a plain loop over single runs finds, and little."""

from collections import Counter

import numpy as np
import pytest

from kmanim.data.load import load
from kmanim.job.parallel.runs import outcomes
from kmanim.simulate.record import run
from kmanim.simulate.runs.outcome import outcome_of
from kmanim.simulate.runs.runs import FEW, Runs, run_many, runs_of
from kmanim.simulate.runs.series import Series


def plain(dataset, count, **params):
    """Runs one after another from one generator, as anybody would write it."""
    rng = np.random.default_rng(0)
    return [run("kmeans", dataset, seed=rng, **params) for _ in range(count)]


@pytest.mark.parametrize("init", ["uniform", "sample", "k-means++"])
def test_outcomes_are_those_of_a_plain_loop(cars, init):
    runs = run_many("kmeans", cars, 60, k=4, init=init)
    for row, trace in zip(runs.table(), plain(cars, 60, k=4, init=init), strict=True):
        order = trace.canonical_order()
        assert row["inertia"] == trace.inertia
        assert row["iterations"] == trace.iterations
        assert row["switches"] == trace.switches
        assert row["sizes"] == tuple(np.array(trace.sizes)[order])
        assert row["starts"] == tuple(map(tuple, trace.centroids_of(0)[order].tolist()))
        assert row["empty"] == (trace.counts_of(1).tolist().count(0), trace.sizes.count(0))
        assert row["stopped"] == trace.stopped


def test_few_and_many_runs_say_the_same(cars):
    many, few = run_many("kmeans", cars, FEW + 1, k=3), run_many("kmeans", cars, FEW, k=3)
    assert few.table()[:5] == [
        row | {"solution": few.solution_of(row["run"]).letter} for row in many.table()[:5]
    ]
    kept = Runs(list(many))
    assert kept.table() == many.table()
    for one, other in zip(kept.solutions, many.solutions, strict=True):
        assert (one.letter, one.inertia, one.runs, one.sizes) == (
            other.letter, other.inertia, other.runs, other.sizes,
        )  # fmt: skip
        assert one.centroids.tobytes() == other.centroids.tobytes()
    assert [trace.run for trace in (many.best, many.worst, many.longest)] == [
        trace.run for trace in (kept.best, kept.worst, kept.longest)
    ]


def test_a_run_done_again_is_the_same_run(cars):
    series = Series("kmeans", cars, 40, seed=5, params={"k": 4, "empty": "resample"})
    once = [trace.centroids_of(-1).tobytes() for trace in series]
    again = {i: series[i].centroids_of(-1).tobytes() for i in reversed(range(40))}
    assert once == [again[i] for i in range(40)]
    assert [outcome_of(trace).key for trace in series] == [o.key for o in series.outcomes(range(40))]
    assert len(series._done) == FEW


@pytest.mark.parametrize("workers", [1, 2])
def test_workers_find_the_same(workers):
    rows = load(np.random.default_rng(3).normal(size=(20_000, 2)))
    told = []
    series = Series("kmeans", rows, 260, params={"k": 3, "max_iter": 2})
    found = outcomes(series, workers, lambda *words: told.append(words))
    assert [o.run for o in found] == list(range(1, 261))
    assert runs_of(series, found).table()[-3:] == [
        row | {"solution": runs_of(series, found).solution_of(row["run"]).letter}
        for row in runs_of(series, series.outcomes(range(260))).table()[-3:]
    ]
    assert told[-1][:2] == (260, 260)


def test_few_runs_are_left_whole(cars):
    assert outcomes(Series("kmeans", cars, FEW, params={})) is None


def test_equal_inertia_is_ranked_by_the_partition_of_runs_that_are_not_kept():
    square = load([[0.0, 0.0], [0.0, 1.0], [1.0, 0.0], [1.0, 1.0]])
    runs = run_many("kmeans", square, 200, init="sample")
    kept = Runs(list(runs))
    assert [solution.runs for solution in runs.solutions] == [solution.runs for solution in kept.solutions]
    firsts = [tuple(runs.numbered(solution.runs[0]).labels.tolist()) for solution in runs.solutions[:2]]
    assert {len(set(first[:2])) for first in firsts[:1]} == {1}, "rows 1 and 2 together come first"
    assert Counter(map(len, firsts)) == {4: 2}


def test_part_of_many_runs_keeps_its_numbers(cars):
    part = run_many("kmeans", cars, 30)[10:13]
    assert [trace.run for trace in part] == [11, 12, 13]
    assert part.numbered(12).run == part.outcome_of(12).run == 12
