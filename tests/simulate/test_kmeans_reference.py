"""The run from (1000, 150) and (1500, 150) on the 32 cars, number by number."""

import numpy as np
import pytest

from kmanim.simulate.record import run

STARTS = [(1000, 150), (1500, 150)]


@pytest.fixture(scope="module")
def trace(cars):
    return run("kmeans", cars, init=STARTS)


def rows_named(dataset, *names):
    return [dataset.labels.index(name) for name in names]


def test_steps(trace):
    steps = ["start", *["assign", "update"] * 3, "assign"]
    assert [snapshot.step for snapshot in trace] == steps
    assert [snapshot.iteration for snapshot in trace] == [0, 1, 1, 2, 2, 3, 3, 4]
    assert trace.iterations == 4
    assert trace.stopped == "no point switched"
    assert trace.run == 1
    assert trace.parameters.k == 2


def test_objective(trace):
    assert np.isnan(trace.objective[0])
    expected = [3509517, 2818721, 2700718, 2631226, 2563627, 2547692, 2547692]
    assert np.round(trace.objective[1:]).tolist() == expected
    assert trace.inertia == trace[-1].inertia == trace.objective[-1]


def test_centroids(trace):
    expected = {
        0: [[1000, 150], [1500, 150]],
        2: [[939.56, 83.67], [1662.57, 171.35]],
        4: [[997.55, 94.27], [1701.05, 174.14]],
        6: [[1023.08, 95.58], [1720.90, 177.35]],
        7: [[1023.08, 95.58], [1720.90, 177.35]],
    }
    for index, centroids in expected.items():
        np.testing.assert_allclose(trace.centroids_of(index), centroids, atol=0.0051)
    np.testing.assert_allclose(trace.moves(2), [89.7, 164.0], atol=0.051)
    np.testing.assert_allclose(trace.moves(4), [59.0, 38.6], atol=0.051)
    np.testing.assert_allclose(trace.moves(6), [25.6, 20.1], atol=0.051)
    assert trace.moves(7).tolist() == trace.moves(0).tolist() == [0, 0]


def test_counts(trace):
    assert trace[0].labels is None
    assert trace[0].counts.tolist() == [0, 0]
    assert [trace[i].counts.tolist() for i in (1, 3, 5, 7)] == [[9, 23], [11, 21], [12, 20], [12, 20]]
    assert trace.sizes == (12, 20)


def test_switched(trace, cars):
    assert trace.switched(1).tolist() == []
    assert trace.switched(2).tolist() == rows_named(cars, "Ferrari Dino", "Volvo 142E")
    assert trace.switched(3).tolist() == rows_named(cars, "Mazda RX4 Wag")
    assert trace.switched(4).tolist() == []
    assert trace.switches == (2, 1, 0)
    assert [len(trace.changed(i)) for i in range(8)] == [0, 0, 0, 2, 0, 1, 0, 0]
    assert trace.changed(-3).tolist() == trace.switched(3).tolist()


def test_final_members(trace, cars):
    assert [cars.labels[row] for row in np.flatnonzero(trace.labels == 0)] == [
        "Mazda RX4", "Mazda RX4 Wag", "Datsun 710", "Fiat 128", "Honda Civic", "Toyota Corolla",
        "Toyota Corona", "Fiat X1-9", "Porsche 914-2", "Lotus Europa", "Ferrari Dino", "Volvo 142E",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("index", "name", "near", "far", "digits"),
    [
        (1, "Mazda RX4", 192.21, 314.55, 2),
        (1, "Merc 280C", 560.65, 65.80, 2),
        (3, "Ferrari Dino", 329.4, 406.6, 1),
        (3, "Volvo 142E", 322.4, 406.4, 1),
        (3, "Mazda RX4 Wag", 365.4, 363.8, 1),
        (5, "Mazda RX4 Wag", 306.9, 402.2, 1),
    ],
)
def test_distances(trace, cars, index, name, near, far, digits):
    (row,) = rows_named(cars, name)
    assert np.round(trace.distances(index, row), digits).tolist() == [near, far]


def test_the_other_named_starts_give_the_same_rounds(trace, cars):
    other = run("kmeans", cars, init="1000,100 1500,200")
    assert [other[i].labels.tolist() for i in (1, 3, 5, 7)] == [
        trace[i].labels.tolist() for i in (1, 3, 5, 7)
    ]


def test_the_long_run(cars):
    trace = run("kmeans", cars, init="750,60 850,80")
    assert trace.iterations == 6
    assert [trace[i].counts.tolist() for i in (1, 3, 5, 7, 9, 11)] == [
        [2, 30], [7, 25], [9, 23], [11, 21], [12, 20], [12, 20],
    ]  # fmt: skip
    assert np.round(trace.objective[2::2]).tolist() == [5042057, 3186798, 2818721, 2631226, 2547692]


def test_normalised(normalised_cars):
    trace = run("kmeans", normalised_cars, init=STARTS)
    assert trace.iterations == 6
    assert [trace[i].counts.tolist() for i in (1, 3, 5, 7, 9, 11)] == [
        [9, 23], [13, 19], [15, 17], [17, 15], [18, 14], [18, 14],
    ]  # fmt: skip
    assert round(trace.inertia, 3) == 26.217
    np.testing.assert_allclose(trace.centroids_of(0), STARTS, rtol=1e-12)
    np.testing.assert_allclose(trace.centroids_of(-1), [[1183, 98], [1814, 209]], atol=0.51)


def test_normalised_best_moves_six_cars(trace, cars, normalised_cars):
    scaled = run("kmeans", normalised_cars, init=STARTS)
    moved = [cars.labels[row] for row in np.flatnonzero(scaled.labels != trace.labels)]
    assert moved == ["Hornet 4 Drive", "Valiant", "Merc 240D", "Merc 230", "Merc 280", "Merc 280C"]
    assert set(scaled.labels[scaled.labels != trace.labels].tolist()) == {0}


def test_snapshots_are_read_only(trace):
    for snapshot in trace[1:]:
        assert snapshot.labels.dtype == np.uint8
        for array in (snapshot.labels, snapshot.centroids):
            with pytest.raises(ValueError, match="read-only"):
                array[0] = 1


def test_input_is_not_changed(cars):
    before = cars.points.tobytes()
    starts = np.array(STARTS, np.float64)
    run("kmeans", cars, init=starts)
    assert cars.points.tobytes() == before
    assert starts.tolist() == [[1000, 150], [1500, 150]]


def test_trace_is_a_sequence(trace):
    assert len(trace) == len(list(trace)) == 8
    assert [snapshot.step for snapshot in trace[-2:]] == ["update", "assign"]
    with pytest.raises(IndexError):
        trace[8]
    assert "8 snapshots" in repr(trace)
