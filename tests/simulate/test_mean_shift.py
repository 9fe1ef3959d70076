"""Mean shift as it is recorded: tables by hand, scikit-learn, and what holds for every run."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from simulate_data import make_dataset

import kmanim
from kmanim.data.load import load
from kmanim.errors import InputError
from kmanim.simulate.machines.climbs.bandwidth import estimated_bandwidth
from kmanim.simulate.machines.climbs.flat import Flat
from kmanim.simulate.machines.climbs.merging import merge
from kmanim.simulate.machines.neighbourhoods.k_distances import k_distances
from kmanim.simulate.storage.trace_file import load_trace, save_trace

cluster = pytest.importorskip("sklearn.cluster")

NAMES = "ABCDEFGHIJ"
TEN = load("lesson-shift")


def run(data, **params):
    return kmanim.run("mean_shift", data, **params)


def ten(**params):
    return run(TEN, **{"bandwidth": 2, **params})


def letters(rows):
    return "".join(NAMES[row] for row in rows)


CLIMBS = {
    "A": (
        [(4.5, 2.5), (5.25, 2.75), (5.8333, 3), (6.3, 3.1), (6.5833, 3.25), (7, 3.4)],
        "AJ AFJ ABFIJ ABDFIJ BDFIJ BDFIJ",
    ),
    "B": ([(6.5, 4.5), (6.875, 3.75), (7, 3.4)], "BDFJ BDFIJ BDFIJ"),
    "C": ([(4, 7), (4.25, 7.375)], "CEGH CEGH"),
    "D": ([(8, 4), (7.1667, 4), (6.875, 3.75), (7, 3.4)], "BDF BDFJ BDFIJ BDFIJ"),
    "E": ([(5.5, 7.5), (4.8333, 7.3333)], "CEH CEH"),
    "F": ([(7, 3.5), (7, 3.4)], "BDFIJ BDFIJ"),
    "G": ([(2.5, 7.5), (3.25, 7.25), (3.8333, 7.3333), (4.25, 7.375)], "CG CGH CEGH CEGH"),
    "H": ([(5, 7.5), (4.8333, 7.3333)], "CEH CEH"),
    "I": ([(7.5, 2), (6.8333, 2.8333), (7, 3.4)], "FIJ BDFIJ BDFIJ"),
    "J": ([(6, 3), (6.3, 3.1), (6.5833, 3.25), (7, 3.4)], "ABFIJ ABDFIJ BDFIJ BDFIJ"),
}


@pytest.mark.parametrize("name", CLIMBS)
def test_the_ten_points_climb_as_the_table_says(name):
    trace, climb = ten(), NAMES.index(name)
    places, inside = CLIMBS[name]
    np.testing.assert_allclose(trace.path(climb), places, atol=5e-5)
    assert trace.moves[climb] == len(places) - 1
    assert [letters(trace.inside(i, climb)) for i in range(len(places))] == inside.split()
    assert trace.counts_along(climb).tolist() == [len(word) for word in inside.split()]


def test_a_climb_that_is_alone_is_the_same_climb():
    alone = ten(start="A")
    np.testing.assert_array_equal(alone.path(0), ten().path(0))
    assert letters(np.flatnonzero(alone.labels == 0)) == "BDFIJ"
    assert alone.is_alone
    assert alone.start_row == 0


def test_the_count_may_fall_and_the_hill_does_not():
    trace = ten()
    assert trace.counts_along(0).tolist() == [2, 3, 5, 6, 5, 5]
    np.testing.assert_allclose(
        trace.heights_along(0), [1.3750, 1.7812, 2.4653, 2.8250, 3.2049, 3.4500], atol=5e-5
    )


def test_the_ten_points_end_as_the_table_says():
    trace = ten()
    np.testing.assert_allclose(trace.modes, [(7, 3.4), (4.25, 7.375)], rtol=1e-15)
    assert trace.mode_counts.tolist() == [5, 4]
    assert (trace.labels + 1).tolist() == [1, 1, 2, 1, 2, 1, 2, 2, 1, 1]
    assert trace.absorbed.modes.tolist() == [1]
    assert trace.absorbed.distances[0] == pytest.approx(0.5848, abs=5e-5)
    assert [snapshot.step for snapshot in trace.unlabelled] == ["start", *["move"] * 5, "merge", "assign"]
    assert trace.stopped == "every climb is at rest"


@pytest.mark.parametrize(
    ("bandwidth", "clusters", "ends"),
    [
        *((1, 9, 9), (1.25, 5, 8), (1.5, 5, 7), (1.75, 3, 6), (2, 2, 3)),
        *((2.5, 2, 3), (3, 2, 2), (3.5, 2, 4), (4, 1, 3), (5, 1, 1)),
    ],
)
def test_clusters_and_ends_of_the_ten_points_by_bandwidth(bandwidth, clusters, ends):
    trace = ten(bandwidth=bandwidth)
    assert (trace.n_clusters(), len(trace.ends)) == (clusters, ends)
    assert trace.measures() == {
        "clusters": clusters, "modes": clusters, "ends": ends, "rounds": trace.rounds
    }  # fmt: skip


def test_the_gaussian_climbs_as_the_table_says():
    one = ten(bandwidth=1, kernel="gaussian")
    found = sorted(one.modes.tolist())
    np.testing.assert_allclose(found, [(4.8297, 7.3622), (6.8749, 3.5428)], atol=5e-5)
    way = [(4.5, 2.5), (4.9209, 2.6512), (5.2477, 2.7747), (5.5747, 2.9032)]
    np.testing.assert_allclose(one.path(0)[:4], way, atol=5e-5)
    np.testing.assert_allclose(ten(kernel="gaussian").modes, [(6.5111, 3.6886)], atol=5e-5)


REAL = {
    ("mtcars", "none"): (271.5001, (17, 12, 3), [(1597.2353, 170.4118), (1085.8, 98.2)], 10, 4),
    ("mtcars", "zscore"): (1.0322, (14, 11, 3, 3, 1), [(0.0282, -0.2307), (-0.8298, -0.8623)], 9, None),
    ("faithful", "zscore"): (0.7170, (175, 97), [(0.7615, 0.6681), (-1.3182, -1.3002)], 11, None),
    ("faithful", "none"): (7.0078, (152, 83, 37), [(4.3194, 79.6176), (2.0149, 53.7838)], 12, None),
    ("iris", "none"): (1.2021, (99, 51), [(6.2114, 2.8929, 4.8529, 1.6729)], 14, 1),
}


@pytest.mark.parametrize(("name", "scale"), REAL)
def test_real_data_end_as_the_table_says(name, scale):
    trace = run(load(name, scale=scale))
    bandwidth, sizes, modes, rounds, elsewhere = REAL[name, scale]
    assert trace.bandwidth == pytest.approx(bandwidth, abs=5e-5)
    assert trace.sizes == sizes
    np.testing.assert_allclose(trace.modes[: len(modes)], modes, atol=5e-5)
    assert trace.rounds == rounds
    if elsewhere is not None:
        assert len(trace.elsewhere) == elsewhere


def test_clusters_of_the_cars_by_bandwidth():
    cars = load("mtcars")
    estimate = run(cars).bandwidth
    found = [
        run(cars, bandwidth=estimate * share).n_clusters() for share in (0.25, 0.5, 0.75, 1, 1.25, 1.5, 2)
    ]
    assert found == [16, 6, 5, 3, 3, 2, 2]


# As scikit-learn 1.9.1


def made(kind, seed):
    rng = np.random.default_rng(seed)
    blobs = rng.normal(size=(120, 2)) + rng.integers(0, 3, (120, 1)) * 4.0
    kinds = {
        "random": blobs,
        "whole numbers": rng.integers(0, 7, (90, 2)).astype(float),
        "duplicates": np.repeat(blobs[:30], 4, axis=0),
        "constant column": np.column_stack([blobs[:, 0], np.full(120, 3.0)]),
        "badly scaled": blobs * (1e4, 1e-3),
        "one column": blobs[:, :1],
        "four columns": rng.normal(size=(80, 4)) + rng.integers(0, 2, (80, 1)) * 5.0,
    }
    return kinds[kind]


KINDS = [
    "random", "whole numbers", "duplicates", "constant column", "badly scaled", "one column", "four columns",
]  # fmt: skip


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("seeds", ["points", "bins"])
def test_like_scikit_learn_1_9_1(kind, seeds):
    points = made(kind, 3)
    bandwidth = cluster.estimate_bandwidth(points) * 0.6
    # Its steps end where they are a thousandth of the bandwidth; so do these. The starts of its grid are in single
    # precision, and whole numbers lie exactly on the edges of balls around them.
    if seeds == "bins" and kind == "whole numbers":
        bandwidth = 1.3
    trace = run(make_dataset(points), bandwidth=bandwidth, seeds=seeds, tol=1e-3)
    theirs = cluster.MeanShift(bandwidth=bandwidth, bin_seeding=seeds == "bins").fit(points)
    assert len(trace.modes) == len(theirs.cluster_centers_)
    np.testing.assert_allclose(trace.modes, theirs.cluster_centers_, rtol=1e-9, atol=1e-6 * bandwidth)
    assert (trace.labels == theirs.labels_).all()


def test_ends_at_rest_are_those_of_scikit_learn_1_9_1_where_its_last_steps_are_0():
    points = made("random", 8)
    trace = run(make_dataset(points), bandwidth=1.5)
    theirs = cluster.MeanShift(bandwidth=1.5).fit(points)
    np.testing.assert_allclose(trace.modes, theirs.cluster_centers_, rtol=1e-12)
    assert trace.labels.tolist() == theirs.labels_.tolist()


def test_rows_beyond_reach_are_left_out_as_scikit_learn_1_9_1_does():
    points = made("random", 5)
    trace = run(make_dataset(points), bandwidth=1.0, seeds="bins", assign="near")
    theirs = cluster.MeanShift(bandwidth=1.0, bin_seeding=True, cluster_all=False).fit(points)
    assert trace.labels.tolist() == theirs.labels_.tolist()
    assert (trace.labels < 0).any()


@pytest.mark.parametrize("n", [7, 10, 60, 500])
def test_the_estimate_is_that_of_scikit_learn_1_9_1(n):
    points = np.random.default_rng(n).normal(size=(n, 3))
    assert estimated_bandwidth(points).bandwidth == pytest.approx(
        cluster.estimate_bandwidth(points), rel=1e-12
    )


def test_the_estimate_of_many_rows_is_near_that_of_all():
    points = np.random.default_rng(1).normal(size=(6_001, 2))
    found = estimated_bandwidth(points)
    assert found.rows == 1_000
    assert found.bandwidth == pytest.approx(k_distances(points, 1_800).mean(), rel=0.01)


# Estimates that would be 0


def test_one_place_has_a_bandwidth_of_1():
    assert run(make_dataset(np.ones((5, 2)))).bandwidth == 1
    assert run(make_dataset(np.ones((5, 2)))).estimate.rule == "place"
    assert run(make_dataset(np.array([[3.0, 4]]))).sizes == (1,)


def test_few_rows_are_measured_to_the_nearest_other():
    found = estimated_bandwidth(np.array([[0.0], [1], [4]]))
    assert (found.bandwidth, found.neighbour) == (pytest.approx((1 + 1 + 3) / 3), 2)


def test_places_with_many_rows_each_stay_apart():
    points = np.repeat([[0.0, 0], [1, 0], [5, 0]], 10, axis=0)
    trace = run(make_dataset(points))
    assert (trace.bandwidth, trace.estimate.rule) == (0.5, "least")
    assert trace.sizes == (10, 10, 10)


# Ties


def test_of_ends_that_are_equally_full_the_larger_coordinates_stay_as_in_scikit_learn_1_9_1():
    points = np.array([[0.0], [1], [2], [3]])
    trace = run(make_dataset(points), bandwidth=1)
    assert (
        trace.modes.tolist()
        == cluster.MeanShift(bandwidth=1).fit(points).cluster_centers_.tolist()
        == [[2], [0.5]]
    )


def test_ends_are_merged_by_strength_then_by_coordinates():
    ends = np.array([[0.0, 0], [0, 1], [5, 0], [5, 0.5]])
    merged = merge(ends, np.array([3.0, 3, 1, 2]), 1.0)
    assert (merged.kept.tolist(), merged.mode_of.tolist()) == ([1, 3], [0, 0, 1, 1])


# Starts


def test_the_grid_is_that_of_scikit_learn_1_9_1():
    points = made("random", 2)
    starts = run(make_dataset(points), bandwidth=1.5, seeds="bins").unlabelled[0].positions
    theirs = cluster.get_bin_seeds(points, 1.5)
    assert sorted(map(tuple, starts.tolist())) == sorted(map(tuple, theirs.astype(float).tolist()))


def test_a_grid_without_two_points_in_a_cell_is_none():
    trace = ten(seeds="bins", bandwidth=0.5)
    assert trace.from_rows


def test_starts_may_be_given_and_see_nothing():
    trace = ten(seeds="4.5,2.5 100,100")
    assert trace.n_climbs == 2
    assert trace.out_of_reach.tolist() == [1]
    assert trace.unlabelled[-1].counts.tolist() == [5, 0]
    assert trace.sizes == (10,)


def test_no_start_that_sees_anything_is_refused():
    with pytest.raises(InputError, match=r"^no start has a point within the bandwidth, 2; choose a larger"):
        ten(seeds=[(100, 100)])


@pytest.mark.parametrize(
    ("start", "row"),
    [("A", 0), (" b", 1), ("3", 2), ("point 3", 2), (4, 4), ("6.5,4.5", None), ((5, 2), None),
     ([[5, 2]], None), (np.array([[5.0, 2]]), None), (np.array([5.0, 2]), None)],
)  # fmt: skip
def test_a_climb_starts_at_a_row_or_a_place(start, row):
    trace = ten(start=start, bandwidth=3)
    assert trace.start_row == row
    if row is not None:
        assert trace.path(0)[0].tolist() == TEN.points[row].tolist()


@pytest.mark.parametrize("start", [0.5, np.float64(0.5), [0.5], np.array(0.5), [[0.5]], "0.5"])
def test_a_place_in_one_column_is_one_number(start):
    trace = kmanim.run("mean_shift", [[0], [1], [5]], bandwidth=1, start=start)
    assert trace[0].positions.tolist() == [[0.5]]
    assert trace.start_row is None


@pytest.mark.parametrize(
    ("params", "message"),
    [
        ({"bandwidth": 0}, r"^bandwidth must be larger than 0, got 0$"),
        ({"bandwidth": "wide"}, r"^bandwidth must be a number, 0 or more|^bandwidth must be a number from 0"),
        ({"kernel": "square"}, r"^kernel must be flat or gaussian, got 'square'$"),
        (
            {"seeds": "grid"},
            r"^seeds must be points, bins or starts such as '1000,150 1500,150', got 'grid'$",
        ),
        ({"seeds": [(1, 2, 3)]}, r"^seeds: a start has 3 numbers, but lesson-shift has 2 columns"),
        ({"start": "Z"}, r"^start: no row of lesson-shift is called 'Z'; a place is written as '1000,150'$"),
        ({"start": "point A 3"}, r"^start: no row of lesson-shift is called 'point A 3'; a place is"),
        ({"start": 10}, r"^start: there is no row 10; lesson-shift has rows 0 to 9$"),
        ({"start": "11"}, r"^start: there is no row 11; lesson-shift has rows 1 to 10$"),
        ({"start": [(5, 2), (6, 3)]}, r"^start: "),
        ({"start": 0.5}, r"^start: a start has 1 number, but lesson-shift has 2 columns"),
        ({"start": ""}, r"^start must be a row, by its name or number, or a place such as"),
        (
            {"start": "A", "seeds": "bins"},
            r"^start is one climb alone and seeds are many; give one of the two$",
        ),
        ({"max_iter": 0}, r"^max_iter must be a whole number from 1 to 10000, got 0$"),
    ],
)
def test_what_will_not_do_is_refused(params, message):
    with pytest.raises(InputError, match=message):
        ten(**params)


def test_very_many_rows_start_at_cells():
    points = np.random.default_rng(0).normal(size=(10_001, 2))
    trace = run(make_dataset(points), bandwidth=0.8)
    assert trace.n_climbs < 200


# Limits


def test_a_limit_that_is_reached_is_said():
    trace = ten(max_iter=4)
    assert (trace.finished, trace.stopped) == (False, "max_iter reached")
    assert ten(max_iter=5).finished


def test_there_and_back(tmp_path):
    for trace in (ten(), ten(start="A"), ten(kernel="gaussian"), ten(seeds="bins")):
        again = load_trace(save_trace(trace, tmp_path / "trace.npz"))
        assert again.labels.tolist() == trace.labels.tolist()
        assert again.modes.tolist() == trace.modes.tolist()
        assert again.bandwidth == trace.bandwidth


def test_renumbering_takes_the_modes_along():
    trace = ten()
    other = trace.relabelled([1, 0])
    assert other.modes.tolist() == trace.modes[::-1].tolist()
    assert other.mode_of.tolist() == (1 - trace.mode_of).tolist()
    assert other.labels.tolist() == (1 - trace.labels).tolist()


# Laws


@st.composite
def tables(draw):
    n, d = draw(st.integers(1, 40)), draw(st.integers(1, 3))
    rng = np.random.default_rng(draw(st.integers(0, 2**32)))
    points = rng.normal(size=(n, d)) * 10.0 ** draw(st.integers(-3, 3))
    if draw(st.booleans()):
        points = np.round(points)
    points += draw(st.sampled_from([0.0, 1.0, 1e8]))
    return points


@given(tables(), st.sampled_from([0.1, 0.5, 1.0, 3.0]), st.sampled_from(["flat", "gaussian"]))
@settings(deadline=None, max_examples=40)
def test_no_hill_is_lowered_and_every_end_is_the_mean_of_its_ball(points, share, kernel):
    points = points if (points != points[0]).any() or len(points) == 1 else points[:1]
    spread = float(np.ptp(points, axis=0).max()) or 1.0
    trace = run(make_dataset(points), bandwidth=share * spread, kernel=kernel)
    heights = np.array([trace.unlabelled[i].heights for i in range(trace.rounds + 1)])
    assert (np.diff(heights, axis=0) >= -1e-9 * np.maximum(heights[:-1], 1)).all()
    assert all(moving <= trace.places_at(i) for i, moving in enumerate(trace.on_the_way))
    assert set(trace.labels.tolist()) <= set(range(len(trace.modes)))
    if kernel == "flat":
        for climb in range(len(points)):
            rows = trace.inside(len(trace) - 1, climb)
            end = trace.path(climb)[-1]
            np.testing.assert_allclose(points[rows].mean(axis=0), end, rtol=1e-12, atol=1e-12 * spread)


@given(tables(), st.integers(0, 2**32))
@settings(deadline=None, max_examples=30)
def test_another_order_of_rows_gives_the_same_clusters(points, seed):
    spread = float(np.ptp(points, axis=0).max()) or 1.0
    order = np.random.default_rng(seed).permutation(len(points))
    one = run(make_dataset(points), bandwidth=0.4 * spread)
    other = run(make_dataset(points[order]), bandwidth=0.4 * spread)
    assert other.modes.tolist() == one.modes.tolist()
    assert other.labels.tolist() == one.labels[order].tolist()


@given(tables(), st.sampled_from([0.05, 0.3, 1.0]))
@settings(deadline=None, max_examples=40)
def test_balls_hold_what_a_plain_comparison_finds(points, share):
    radius = share * (float(np.ptp(points, axis=0).max()) or 1.0)
    places = np.concatenate([points, points.mean(axis=0, keepdims=True)])
    seen = Flat(points, radius).seen_from(places)
    for place, count, mean, height in zip(places, seen.counts, seen.means, seen.heights, strict=True):
        squares = np.zeros(len(points))
        for column in (points - place).T:
            squares += column * column
        inside = squares <= radius * radius
        assert count == inside.sum()
        if count:
            exact = np.array([float(np.longdouble(c).sum() / count) for c in points[inside].T])
            np.testing.assert_allclose(mean, exact, rtol=1e-15)
        assert height == pytest.approx((1 - squares[inside] / radius**2).sum(), abs=1e-9 * len(points))
