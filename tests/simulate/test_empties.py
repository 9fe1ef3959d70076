"""Centroids without points."""

import numpy as np
import pytest
from simulate_data import make_dataset

from kmanim.errors import InputError
from kmanim.simulate.record import run
from kmanim.simulate.runs.runs import run_many
from kmanim.simulate.storage.trace_file import load_trace, save_trace

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


def rows_that_were_drawn(trace):
    """Name them in the order in which centroids were put on them, the first of those at one place."""
    rows = []
    for index in range(1, len(trace)):
        if trace[index].step == "relocate":
            for place in trace[index].centroids[trace.counts_of(index) == 0]:
                rows.append(int(np.flatnonzero(np.all(trace.dataset.values == place, axis=1))[0]))
    return rows


@pytest.mark.parametrize("algorithm", ["kmeans", "kmedians"])
def test_rows_repeat_what_was_drawn(cars, algorithm):
    seen = 0
    for seed in range(60):
        trace = run(algorithm, cars, k=5, empty="resample", seed=seed)
        rows = rows_that_were_drawn(trace)
        seen += len(rows) > 1
        if rows:
            starts = trace.centroids_of(0)
            for empty in (rows, np.array(rows), ",".join(str(row + 1) for row in rows)):
                again = run(algorithm, cars, init=starts, empty=empty)
                assert again.parameters.empty == tuple(rows)
                assert [s.centroids.tolist() for s in again] == [s.centroids.tolist() for s in trace]
                assert again.labels.tolist() == trace.labels.tolist()
                assert steps_of(again) == steps_of(trace)
    assert seen > 3


def test_rows_are_used_one_after_another_and_then_centroids_stay():
    trace = run("kmeans", make_dataset(LINE), init=FAR, empty="4")
    assert trace[3].centroids.ravel().tolist() == [3.25, 10, 200]
    assert trace.counts_of(-1).tolist() == [3, 1, 0]
    assert steps_of(trace).count("relocate") == 1
    assert run("kmeans", make_dataset(LINE), init="1 2", empty=(3,)).parameters.empty == (3,)


def test_rows_are_kept_in_files(cars, tmp_path):
    trace = run("kmeans", cars, init="1000,150 1500,150 9000,9000", empty="32, 1")
    again = load_trace(save_trace(trace, tmp_path / "run.json"))
    assert again.parameters.empty == (31, 0)
    assert "relocate" in steps_of(again)


@pytest.mark.parametrize(
    "empty", ["drop", "", "0", "1,,x", "1.5", (), (-1,), (True,), (1.0,), 3, None, b"1", {1: 2}]
)
def test_what_is_neither_a_policy_nor_rows_is_refused(empty):
    with pytest.raises(InputError, match="empty must be keep, farthest, resample or the rows"):
        run("kmeans", LINE, k=2, empty=empty)


def test_rows_that_are_not_there_are_refused():
    with pytest.raises(
        InputError, match="empty: there is no row 5, counted from 1; points has only 4 points"
    ):
        run("kmeans", make_dataset(LINE), k=2, empty="2,5")


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
