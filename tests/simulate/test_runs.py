"""Runs compared: numbers, letters, ranks."""

import itertools

import numpy as np
import pytest
from simulate_data import make_dataset

from kmanim.errors import InputError
from kmanim.simulate.numerics.label_order import order_by_means
from kmanim.simulate.record import run
from kmanim.simulate.runs.relabel import best_assignment, order_by_overlap
from kmanim.simulate.runs.runs import Runs, letters, run_many


def partition(trace):
    return frozenset(
        frozenset(np.flatnonzero(trace.labels == number)) for number in set(trace.labels.tolist())
    )


def test_clusters_are_numbered_by_their_first_mean(cars):
    for trace in run_many("kmeans", cars, 60, k=4):
        means = [
            cars.points[trace.labels == number].mean(axis=0)[0] for number in range(4) if trace.sizes[number]
        ]
        assert means == sorted(means)
        assert 0 not in trace.sizes[: len(means)], "empty clusters come last"
        assert trace[-1].counts.tolist() == list(trace.sizes)


def test_ties_go_by_the_next_column():
    points = make_dataset([[0.0, 9.0], [0.0, 1.0], [0.0, 5.0]])
    trace = run("kmeans", points, init=points.points)
    assert trace.canonical_order() is None, "given starts keep their numbers"
    assert order_by_means(points.points, trace.labels, 3).tolist() == [1, 2, 0]


def test_relabelled_keeps_everything_but_the_numbers(cars):
    trace = run("kmeans", cars, k=4, seed=3)
    order = np.array([2, 0, 3, 1])
    other = trace.relabelled(order)
    for before, after in zip(trace, other, strict=True):
        assert after.centroids.tolist() == before.centroids[order].tolist()
        if before.labels is not None:
            assert order[after.labels].tolist() == before.labels.tolist()
    assert other.switches == trace.switches
    assert [other.changed(i).tolist() for i in range(len(other))] == [
        trace.changed(i).tolist() for i in range(len(trace))
    ]
    assert other.objective.tobytes() == trace.objective.tobytes()
    with pytest.raises(ValueError, match="each of 0 to 3 once"):
        trace.relabelled([0, 1, 2, 2])


def test_solutions_are_partitions_ranked_by_inertia(cars):
    runs = run_many("kmeans", cars, 100, k=4, seed=1)
    assert len(runs.solutions) == len({partition(trace) for trace in runs})
    inertia = [solution.inertia for solution in runs.solutions]
    assert inertia == sorted(inertia)
    assert sorted(number for solution in runs.solutions for number in solution.runs) == list(range(1, 101))
    for solution in runs.solutions:
        assert len({partition(runs[number - 1]) for number in solution.runs}) == 1
        assert solution is runs.solution_of(solution.runs[-1]) is runs.solution_of(runs[solution.runs[0] - 1])
    assert runs.best.run == runs.solutions[0].runs[0]
    assert runs.worst.run == runs.solutions[-1].runs[0]
    with pytest.raises(KeyError):
        runs.solution_of(101)


def test_equal_inertia_but_different_partitions():
    square = make_dataset([[0.0, 0.0], [0.0, 1.0], [1.0, 0.0], [1.0, 1.0]])
    flat = run("kmeans", square, init="0.5,0 0.5,1")
    upright = run("kmeans", square, init="0,0.5 1,0.5")
    assert flat.inertia == upright.inertia
    for traces in ([flat, upright], [upright, flat]):
        numbered = [type(t)(**{**vars(t), "run": i + 1}) for i, t in enumerate(traces)]
        runs = Runs(numbered)
        assert [s.letter for s in runs.solutions] == ["A", "B"]
        assert runs.best.labels.tolist() == upright.labels.tolist(), "rows 1 and 2 together come first"


def test_longer_series_begin_with_shorter_ones(cars):
    few, many = run_many("kmeans", cars, 3, k=3, seed=9), run_many("kmeans", cars, 8, k=3, seed=9)
    assert [t.labels.tolist() for t in few] == [t.labels.tolist() for t in many[:3]]
    assert isinstance(many[:3], Runs)
    assert [trace.run for trace in many] == list(range(1, 9))


def test_first_run_is_the_single_run(cars):
    single = run("kmeans", cars, k=3, seed=9)
    assert sorted(run_many("kmeans", cars, 2, k=3, seed=9)[0].centroids_of(0).tolist()) == sorted(
        single.centroids_of(0).tolist()
    )


def test_table(cars):
    rows = run_many("kmeans", cars, 5, seed=2).table()
    assert [row["run"] for row in rows] == [1, 2, 3, 4, 5]
    for row in rows:
        assert len(row["switches"]) == row["iterations"] - 1
        assert sum(row["sizes"]) == 32
        assert type(row["starts"][0][0]) is float


@pytest.mark.parametrize("runs", [0, 10_001, -1, 2.0, True, "3"])
def test_number_of_runs(cars, runs):
    with pytest.raises(InputError, match="runs must be a whole number from 1 to 10000"):
        run_many("kmeans", cars, runs)


def test_letters():
    assert [letters(i) for i in (0, 25, 26, 51, 52, 701, 702)] == ["A", "Z", "AA", "AZ", "BA", "ZZ", "AAA"]


def test_overlap_matches_numbers_across_runs(cars):
    reference = run("kmeans", cars, init="1000,150 1500,150")
    mirrored = run("kmeans", cars, init="1500,150 1000,150")
    assert (
        mirrored.relabelled(order_by_overlap(mirrored, reference)).labels.tolist()
        == reference.labels.tolist()
    )
    three = run("kmeans", cars, k=3, seed=1)
    assert sorted(order_by_overlap(three, reference).tolist()) == [0, 1, 2]
    assert sorted(order_by_overlap(reference, three).tolist()) == [0, 1]


def test_match_renumbers_every_run(cars):
    reference = run("kmeans", cars, init="1500,150 1000,150")
    runs = run_many("kmeans", cars, 20, seed=4).match(reference)
    for trace in runs:
        assert np.mean(trace.labels == reference.labels) >= 0.5
    same = [trace for trace in runs if round(trace.inertia) == round(reference.inertia)]
    assert same
    assert all(trace.labels.tolist() == reference.labels.tolist() for trace in same)


def test_equal_overlaps_leave_the_numbers():
    points = make_dataset([[0.0, 0.0], [0.0, 1.0], [1.0, 0.0], [1.0, 1.0]])
    flat = run("kmeans", points, init="0.5,0 0.5,1")
    upright = run("kmeans", points, init="0,0.5 1,0.5")
    mirrored = run("kmeans", points, init="1,0.5 0,0.5")
    assert order_by_overlap(upright, flat).tolist() == order_by_overlap(mirrored, flat).tolist() == [0, 1]


@pytest.mark.parametrize("size", [1, 2, 3, 5, 6])
def test_assignment_is_the_cheapest(size):
    rng = np.random.default_rng(size)
    for _ in range(60):
        cost = rng.integers(-9, 10, (size, size))
        order = best_assignment(cost)
        assert sorted(order.tolist()) == list(range(size))
        cheapest = min(cost[range(size), list(p)].sum() for p in itertools.permutations(range(size)))
        assert cost[range(size), order].sum() == cheapest


def test_assignment_agrees_with_scipy():
    optimize = pytest.importorskip("scipy.optimize")
    cost = np.random.default_rng(0).integers(-1000, 1000, (50, 50))
    assert cost[range(50), best_assignment(cost)].sum() == cost[optimize.linear_sum_assignment(cost)].sum()
