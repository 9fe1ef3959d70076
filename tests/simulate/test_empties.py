"""Centroids without points."""

import numpy as np
import pytest
from simulate_data import make_dataset

from kmanim.simulate.record import run
from kmanim.simulate.runs.runs import run_many

LINE = [[0.0], [1.0], [2.0], [10.0]]
FAR = "1 100 200"


def steps_of(trace):
    return [snapshot.step for snapshot in trace]


def test_keep_is_the_default():
    trace = run("kmeans", make_dataset(LINE), init=FAR)
    assert [c.ravel().tolist() for c in (trace[2].centroids, trace[-1].centroids)] == [[3.25, 100, 200]] * 2
    assert trace.sizes == (4, 0, 0)
    assert trace[1].counts.tolist() == [4, 0, 0]
    assert "relocate" not in steps_of(trace)


def test_farthest_goes_to_the_farthest_point_then_to_the_next_place():
    trace = run("kmeans", make_dataset(LINE), init=FAR, empty="farthest")
    assert steps_of(trace)[:5] == ["start", "assign", "update", "relocate", "assign"]
    assert trace[2].centroids.ravel().tolist() == [3.25, 100, 200]
    assert trace[3].centroids.ravel().tolist() == [3.25, 10, 0]
    assert (trace[3].iteration, trace[3].objective) == (1, trace[2].objective)
    assert trace[3].labels is trace[2].labels
    assert trace[4].labels.tolist() == [2, 2, 0, 1]
    assert 0 not in trace.sizes


def test_farthest_ties_go_to_the_lowest_row_and_equal_rows_count_once():
    points = make_dataset([[-5.0], [5.0], [-5.0], [5.0], [0.0]])
    trace = run("kmeans", points, init="0 100 200", empty="farthest")
    assert trace[3].centroids.ravel().tolist() == [0, -5, 5]
    assert trace.sizes == (1, 2, 2)
    assert trace.inertia == 0


def test_resample_takes_different_places_and_says_the_same_for_the_same_seed():
    points = make_dataset(np.arange(12.0).repeat(3)[:, None])
    drawn = set()
    for seed in range(30):
        trace = run("kmeans", points, init=FAR, empty="resample", seed=seed)
        moved = trace[3].centroids.ravel()[1:].tolist()
        assert len(set(moved)) == 2
        assert set(moved) <= set(range(12))
        drawn.add(tuple(moved))
        assert 0 not in trace.sizes
        again = run("kmeans", points, init=FAR, empty="resample", seed=seed)
        assert [s.centroids.tolist() for s in again] == [s.centroids.tolist() for s in trace]
    assert len(drawn) > 10


def test_resampling_in_one_run_does_not_change_the_next(cars):
    kept = run_many("kmeans", cars, 40, k=4)
    moved = run_many("kmeans", cars, 40, k=4, empty="resample")
    assert any("relocate" in steps_of(trace) for trace in moved)
    for one, other in zip(kept, moved, strict=True):
        assert sorted(one.centroids_of(0).tolist()) == sorted(other.centroids_of(0).tolist())


@pytest.mark.parametrize("policy", ["farthest", "resample"])
def test_no_empty_cluster_is_left(cars, policy):
    runs = run_many("kmeans", cars, 100, k=5, empty=policy)
    assert sum("relocate" in steps_of(trace) for trace in runs) > 30
    for trace in runs:
        assert 0 not in trace.sizes
        assert trace.stopped == "no point switched"
        assert np.all(np.diff(trace.objective[1:]) <= 0)


def test_equal_starts_leave_a_cluster_empty():
    trace = run("kmeans", make_dataset(LINE), init="1 1")
    assert trace[1].counts.tolist() == [4, 0]


def test_nothing_is_moved_in_the_last_iteration():
    trace = run("kmeans", make_dataset(LINE), init=FAR, empty="farthest", max_iter=1)
    assert steps_of(trace) == ["start", "assign", "update"]
    assert trace.stopped == "max_iter reached"
