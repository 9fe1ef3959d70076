"""The toy of floor plans: its walk by hand and by brute force, what swaps and populations find, what is refused."""

import math
from itertools import permutations

import numpy as np
import pytest

import kmanim
from kmanim.data.load import load
from kmanim.errors import InputError
from kmanim.simulate.machines.floor_plans.dozen import dozen
from kmanim.simulate.machines.floor_plans.every_plan import every_plan, number_of_plans, placements
from kmanim.simulate.machines.floor_plans.grid import Grid, grid_for
from kmanim.simulate.machines.floor_plans.walking import (
    cannot_be_bettered,
    key_of,
    nearest_turning,
    walk_of,
    walks_of,
)
from kmanim.simulate.record import run
from kmanim.simulate.runs.runs import run_many

ROOMS = {"En": 0, "Of": 1, "Li": 2, "Gy": 3, "Ca": 4, "Ki": 5, "A": 6, "B": 7, "To": 8}
NINE = load("nine-rooms")
SQUARE = Grid(3, 3)


def cells(plan):
    """Give the cell of each room of a plan that is written row by row."""
    standing = [ROOMS[room] for row in plan.split(" / ") for room in row.split()]
    return np.argsort(standing)


def walks(n, seed=0, most=9):
    table = np.triu(np.random.default_rng(seed).integers(0, most + 1, (n, n)), 1).astype(float)
    return table + table.T


def rooms(table, names=None):
    """Load a matrix of walks."""
    pandas = pytest.importorskip("pandas")
    names = names or [f"room {i}" for i in range(1, len(table) + 1)]
    return load(pandas.DataFrame(table, index=names, columns=names), kinds="walks")


# the tables


SEED_2 = [
    (0, 198, "Li B A / Ki To Gy / Ca En Of", ""),
    (2, 195, "Li A B / Ki To Gy / Ca En Of", "A B"),
    (3, 183, "Li A Gy / Ki To B / Ca En Of", "B Gy"),
    (18, 175, "Li A Gy / Ki B To / Ca En Of", "B To"),
    (32, 161, "Li A Gy / Ca B To / Ki En Of", "Ki Ca"),
    (38, 158, "Li B Gy / Ca A To / Ki En Of", "A B"),
    (45, 150, "To B Gy / Ca A Li / Ki En Of", "Li To"),
    (86, 146, "To B Gy / Ca A En / Ki Li Of", "Li En"),
]


def test_seed_2_try_by_try():
    trace = run("floor_plan", NINE, seed=2)
    assert len(trace) == 301
    assert [trace.unlabelled[i].iteration for i in (0, *trace.kept)] == [row[0] for row in SEED_2]
    for number, walk, plan, swapped in SEED_2:
        snapshot = trace[number]
        assert (snapshot.objective, snapshot.walk) == (walk, walk)
        assert snapshot.labels.tolist() == cells(plan).tolist()
        assert {snapshot.first, snapshot.second} - {-1} == {
            ROOMS[room] for room in swapped.split()
        } or not number
        assert sorted(trace.changed(number).tolist()) == sorted(ROOMS[room] for room in swapped.split())
    assert (trace.stopped, trace.finished) == ("no swap of two makes it shorter", True)
    assert trace.found_best


def test_every_try_says_what_would_have_been():
    trace = run("floor_plan", NINE, seed=2)
    for before, snapshot in zip(list(trace)[:-1], list(trace)[1:], strict=True):
        assert snapshot.step == ("keep" if snapshot.tried < before.objective else "drop")
        assert snapshot.objective == min(snapshot.tried, before.objective)
        moved = before.labels.copy()
        moved[[snapshot.first, snapshot.second]] = moved[[snapshot.second, snapshot.first]]
        assert walk_of(NINE.values, moved, SQUARE) == snapshot.tried


def test_a_dozen_starts():
    found = dozen(run("floor_plan", NINE, seed=2))
    assert [start.walk for start in found] == [168, *[146] * 5, 162, 148, 162, 146, 146, 162]
    assert [start.seed for start in found] == list(range(12))


def test_a_population_from_seed_0():
    trace = run("floor_plan", NINE, seed=0, method="population")
    told = [(trace[i].iteration, trace[i].walk) for i in (0, *trace.kept)]
    assert told == [(0, 170), (2, 165), (5, 158), (9, 155), (12, 151), (16, 148), (24, 146)]
    means = [trace[i].mean for i in (0, *trace.kept)]
    assert means == pytest.approx([198.3, 179.8, 170.2, 162.8, 159.8, 157.0, 153.6], abs=0.0501)


def test_all_plans_of_nine_rooms():
    every = every_plan(NINE.values, SQUARE)
    assert every.count == 362_880
    assert list(zip(every.lengths[:4].tolist(), every.counts[:4].tolist(), strict=True)) == [
        (146, 8), (148, 8), (150, 24), (151, 16),
    ]  # fmt: skip
    assert (every.longest, every.mean) == (264, 202)
    assert every.sd == pytest.approx(15.64, abs=0.005)
    assert (len(every.best), every.different) == (8, 1)
    best = cells("Of En Gy / Li A B / Ki Ca To")
    assert {key_of(plan, SQUARE) for plan in every.best} == {key_of(best, SQUARE)}
    # Blind drawing: after so many plans the chance to have seen one of the best is even.
    assert math.log(0.5) / math.log(1 - 8 / every.count) == pytest.approx(31_440, abs=1)
    assert every.shorter_than(150) == 16


def test_plans_that_no_swap_betters():
    """Counted without the code that is tested: every swap of every plan."""
    plans = placements(9, 9)
    found = walks_of(NINE.values, plans, SQUARE)
    stuck = np.ones(len(plans), np.bool_)
    low = found < 185  # far above those that are stuck, which is checked below
    plans, found, stuck = plans[low], found[low], stuck[low]
    for i in range(9):
        for j in range(i + 1, 9):
            swapped = plans.copy()
            swapped[:, [i, j]] = plans[:, [j, i]]
            stuck &= walks_of(NINE.values, swapped, SQUARE) >= found
    assert stuck.sum() == 128
    assert len({key_of(plan, SQUARE) for plan in plans[stuck]}) == 16
    assert found[stuck].max() < 175
    assert all(cannot_be_bettered(NINE.values, plan, SQUARE) for plan in plans[stuck][:20])
    assert not cannot_be_bettered(NINE.values, cells(SEED_2[0][2]), SQUARE)


# brute force, symmetries


@pytest.mark.parametrize(
    ("n", "grid"), [(2, Grid(1, 2)), (3, Grid(2, 2)), (4, Grid(1, 4)), (5, Grid(2, 3)), (6, Grid(2, 3))]
)
def test_brute_force_against_itertools(n, grid):
    table = walks(n, seed=n)
    places = [divmod(cell, grid.columns) for cell in range(grid.cells)]
    lengths = [
        sum(
            table[i, j] * (abs(places[a[i]][0] - places[a[j]][0]) + abs(places[a[i]][1] - places[a[j]][1]))
            for i in range(n)
            for j in range(i)
        )
        for a in permutations(range(grid.cells), n)
    ]
    every = every_plan(table, grid)
    assert number_of_plans(n, grid) == every.count == len(lengths)
    found, counts = np.unique(lengths, return_counts=True)
    assert every.lengths.tolist() == found.tolist()
    assert every.counts.tolist() == counts.tolist()


@pytest.mark.parametrize(
    ("grid", "ways"), [(Grid(3, 3), 8), (Grid(2, 3), 4), (Grid(1, 4), 2), (Grid(1, 2), 2)]
)
def test_turnings_leave_every_walk_as_it_is(grid, ways):
    n = grid.cells
    table, rng = walks(n, seed=1), np.random.default_rng(0)
    assert len({turning.tobytes() for turning in grid.turnings}) == ways
    assert grid.turnings[0].tolist() == list(range(n))
    for _ in range(20):
        plan = rng.permutation(n)
        turned = grid.turnings[:, plan]
        assert set(walks_of(table, turned, grid)) == {walk_of(table, plan, grid)}
        assert {key_of(one, grid) for one in turned} == {key_of(plan, grid)}
        assert nearest_turning(turned[-1], plan, grid).tolist() == plan.tolist()


def test_turnings_come_by_quarters_each_with_its_mirror_image():
    square = np.arange(9).reshape(3, 3)
    expected = [
        form
        for quarter in range(4)
        for form in (np.rot90(square, quarter), np.fliplr(np.rot90(square, quarter)))
    ]
    for turning, form in zip(SQUARE.turnings, expected, strict=True):
        standing = np.empty(9, int)
        standing[turning] = np.arange(9)  # the room of cell c goes to turning[c]
        assert standing.tolist() == form.ravel().tolist()


# laws


@pytest.mark.parametrize("method", ["swaps", "population"])
@pytest.mark.parametrize("n", [2, 3, 4, 5, 7, 8, 10, 13])
def test_no_plan_is_longer_than_the_one_before(method, n):
    data = rooms(walks(n, seed=n))
    trace = run("floor_plan", data, seed=1, method=method, tries=200, plans=6, generations=20)
    assert (np.diff(trace.objective) <= 0).all()
    for index in range(len(trace)):
        snapshot = trace[index]
        assert len(set(snapshot.labels.tolist())) == n
        assert snapshot.labels.max() < trace.grid.cells
        assert walk_of(data.values, snapshot.labels, trace.grid) == snapshot.objective
    assert trace.walk >= (trace.best_known or 0)
    trace.check()


def test_a_population_shows_the_turning_that_moves_the_fewest_rooms():
    trace = run("floor_plan", NINE, seed=3, method="population", generations=40)
    for index in range(1, len(trace)):
        moved = (SQUARE.turnings[:, trace.cells(index)] != trace.cells(index - 1)).sum(axis=1)
        assert len(trace.changed(index)) == moved.min()
        snapshot = trace[index]
        assert snapshot.walks.tolist() == sorted(snapshot.walks.tolist())
        assert snapshot.mean == snapshot.walks.mean()


def test_measured_walks_rise_by_no_rounding():
    table = np.full((6, 6), 0.1) - 0.1 * np.eye(6)
    trace = run("floor_plan", rooms(table), tries=100)
    assert trace.every.all_alike
    assert not trace.kept


@pytest.mark.parametrize("seed", [7, 9, 19, 29])
def test_a_plan_that_rounding_alone_makes_shorter_is_no_other_shortest(seed):
    counted = walks(9, seed=seed, most=3)
    trace = run("floor_plan", rooms(0.1 * counted), method="population", seed=seed)
    whole = run("floor_plan", rooms(counted), method="population", seed=seed)
    assert trace.kept == whole.kept
    assert [s.labels.tolist() for s in trace] == [s.labels.tolist() for s in whole]
    np.testing.assert_allclose(trace.every.lengths, 0.1 * whole.every.lengths)
    assert trace.every.counts.tolist() == whole.every.counts.tolist()
    trace.check()


def test_floors():
    assert [(grid_for(n).rows, grid_for(n).columns) for n in (2, 3, 4, 5, 7, 9, 10, 12, 13)] == [
        (1, 2), (2, 2), (2, 2), (2, 3), (3, 3), (3, 3), (3, 4), (3, 4), (4, 4),
    ]  # fmt: skip
    assert grid_for(5, (2, 4)) == Grid(2, 4)


def test_rooms_move_to_empty_cells():
    trace = run("floor_plan", rooms(walks(5, seed=3)), floor="2x4", tries=300)
    alone = [s for s in trace.unlabelled[1:] if s.step == "keep" and -1 in (s.first, s.second)]
    assert alone
    assert trace.empty_cells == 3
    assert trace.every.count == math.perm(8, 5)


def test_nobody_walks():
    trace = run("floor_plan", rooms(np.zeros((9, 9))))
    assert (trace.walk, trace.kept, trace.found_best) == (0, (), True)
    assert trace.every.all_alike
    assert trace.every.counts.tolist() == [362_880]


def test_more_than_nine_rooms_have_no_known_best():
    trace = run("floor_plan", rooms(walks(10)))
    assert (trace.every, trace.best_known, trace.found_best) == (None, None, False)
    assert trace.number_of_plans == math.perm(12, 10)


def test_runs_end_alike_where_their_plans_are_one_turned():
    runs = run_many("floor_plan", "nine-rooms", 12, seed=0)
    best = runs.best_solutions
    assert len(best) == 1
    assert best[0].objective == 146
    assert best[0].runs == (3, 9, 10)
    assert runs[0].walk == 168  # the first is that of `run` with the seed


def test_cells_are_never_renumbered():
    one, other = (run("floor_plan", NINE, seed=seed) for seed in (2, 0))
    side = kmanim.side_by_side([one, other])
    for before, after in zip((one, other), side.traces, strict=True):
        assert after.labels.tolist() == before.labels.tolist()
    runs = run_many("floor_plan", NINE, 4, seed=1)
    for before, after in zip(runs, runs.match(runs[0]), strict=True):
        assert after.labels.tolist() == before.labels.tolist()


def test_tables_name_rooms():
    row = run("floor_plan", NINE, seed=2).table()[86]
    assert row == {
        "step": "keep", "iteration": 86, "walk": 146, "moved": 2, "first": "Entrance", "second": "Library",
        "tried": 146,
    }  # fmt: skip


# what is refused


@pytest.mark.parametrize(
    ("options", "words"),
    [
        ({"floor": "2x2"}, r"floor 2x2 has 4 cells, and nine-rooms has 9 rooms; make the floor larger"),
        (
            {"floor": "3 by 3"},
            r"floor must be rows x columns, such as 3x4, with 2 to 144 cells, or auto; got '3 by 3'",
        ),
        ({"floor": "99x99"}, r"floor must be rows x columns"),
        ({"floor": 3}, r"floor must be rows x columns.*; got 3"),
        ({"tries": 0}, r"tries must be a whole number from 1 to 20000, got 0"),
        ({"method": "genes"}, r"method must be swaps or population, got 'genes'"),
        ({"method": "population", "plans": 1000, "generations": 1000}, r"are more than 200,000 swaps"),
    ],
)
def test_refused_options(options, words):
    with pytest.raises(InputError, match=words):
        kmanim.run("floor_plan", "nine-rooms", **options)


def test_refused_data():
    with pytest.raises(InputError, match=r"has no walks between rooms, which toy floor plan takes"):
        kmanim.run("floor_plan", load("mtcars"))
    with pytest.raises(InputError, match=r"a floor plan needs 2 to 100 rooms, and .* has 101"):
        kmanim.run("floor_plan", rooms(walks(101)))
