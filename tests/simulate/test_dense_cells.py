"""DBSCAN on rows that are never kept: that of rows rounded to the middles of cells, by scikit-learn as an oracle."""

import numpy as np
import pytest
from sklearn.cluster import DBSCAN

import kmanim
from kmanim.data.pieces.arrays import array_source
from kmanim.data.pieces.engines import Forked, Serial
from kmanim.data.pieces.in_pieces import large_dataset
from kmanim.errors import InputError
from kmanim.simulate.machines.dense_cells.fine_grid import MOST_CELLS, FineGrid
from kmanim.simulate.machines.dense_cells.frontiers import frontiers
from kmanim.simulate.machines.dense_cells.reach import Reach, kinds

RNG = np.random.default_rng(11)
GROUPS = RNG.normal(size=(1500, 2)) + RNG.integers(0, 3, (1500, 1)) * 4.0
# name: rows, eps, min_samples
CASES = {
    "groups": (GROUPS, 0.35, 8),
    "single precision": (GROUPS.astype(np.float32), 0.5, 12),
    "all core": (GROUPS, 0.2, 1),
    "all noise": (GROUPS, 0.05, 900),
    "one huge disc": (GROUPS, 100.0, 5),
    "spread wide": (RNG.uniform(0, 900, (400, 2)), 25.0, 3),
    "ties and duplicates": (RNG.integers(0, 14, (500, 2)).astype(np.float64), 1.0, 8),
    "far away": (GROUPS + 1e8, 0.35, 8),
    "constant column": (np.column_stack([np.full(900, 0.1), GROUPS[:900, 0]]), 0.05, 6),
    "one column": (GROUPS[:, :1], 0.01, 4),
    "one row": (GROUPS[:1], 1.0, 1),
    "rows alike": (np.ones((30, 2)), 0.1, 30),
}


def in_pieces(rows, piece=400, engine=None, **options):
    source = array_source(rows, piece=piece)
    return large_dataset(source, name="rows", where="the rows", engine=engine or Serial(), **options)


def told(rows, eps, least, **options):
    return kmanim.run("dbscan", in_pieces(rows, **options), eps=eps, min_samples=least)


def on_whole_numbers(trace, square, least):
    """DBSCAN by scikit-learn of the cells' rows and columns, as whole numbers: nothing is rounded."""
    places = np.column_stack(np.divmod(trace.survey.cells, trace.grid.columns)).astype(np.float64)
    fit = DBSCAN(eps=np.sqrt(square), min_samples=least).fit(places, sample_weight=trace.totals)
    core = np.zeros(len(places), np.bool_)
    core[fit.core_sample_indices_] = True
    return fit.labels_, core


@pytest.mark.parametrize("name", CASES)
def test_it_is_dbscan_of_the_cells(name):
    rows, eps, least = CASES[name]
    trace = told(rows, eps, least)
    labels, core = on_whole_numbers(trace, trace.grid.parts**2, least)
    np.testing.assert_array_equal(trace.core, core)
    np.testing.assert_array_equal(trace.labels, labels)
    np.testing.assert_array_equal(trace.noise, labels < 0)
    assert trace.n == len(rows)
    assert trace.kinds == tuple(
        int(trace.totals[those].sum()) for those in (core, ~core & (labels >= 0), labels < 0)
    )
    middles = trace.dataset.values
    assert np.abs(trace.grid.middles(trace.survey.cells) - middles).max() <= 1e-12 * np.abs(middles).max()


def groups_of(labels):
    """Which rows are together, whatever clusters are called."""
    return {frozenset(np.flatnonzero(labels == label).tolist()) for label in set(labels.tolist()) - {-1}}


@pytest.mark.parametrize("columns", [1, 2])
@pytest.mark.parametrize("seed", range(3))
def test_rows_on_the_middles_of_cells_are_clustered_as_in_memory(columns, seed):
    rng = np.random.default_rng(seed)
    rows = rng.integers(0, (40 if columns == 2 else 700), (300, columns)) / 8.0 + seed * 1024
    trace, memory = told(rows, 1.0, 6), kmanim.run("dbscan", rows, eps=1.0, min_samples=6)
    found, core = trace.labels_of(rows), memory.core()
    np.testing.assert_array_equal(found < 0, memory.labels < 0)
    assert trace.kinds[0] == core.sum()
    assert groups_of(found[core]) == groups_of(memory.labels[core])
    square = ((rows[:, None] - rows[None]) ** 2).sum(axis=2)
    for row in np.flatnonzero((found >= 0) & ~core):  # a border row is with a core row that reaches it
        assert ((square[row] <= 1.0) & core & (found == found[row])).any()


@pytest.mark.parametrize(
    ("name", "scale"), [("groups", "none"), ("spread wide", "none"), ("groups", "zscore")]
)
def test_rows_of_another_kind_than_without_rounding_are_among_the_unsure(name, scale):
    rows, eps, least = CASES[name]
    trace = told(rows, eps, least, scale=scale)
    memory = kmanim.run("dbscan", kmanim.load(rows, scale=scale), eps=eps, min_samples=least)
    found, codes = trace.labels_of(rows), trace.grid.codes(memory.dataset.values)
    ours = trace.core[np.searchsorted(trace.survey.cells, codes)].astype(int) - (found < 0)
    theirs = memory.core().astype(int) - memory.noise()
    assert (ours < theirs).sum() <= trace.unsure[1]  # of a larger radius
    assert (ours > theirs).sum() <= trace.unsure[0]
    smaller, larger = trace.survey.clusters
    grid = trace.grid
    discs = Reach.bounds(grid, trace.survey.cells)
    for disc, unsure, clusters in zip(discs, trace.unsure, (smaller, larger), strict=True):
        square = (grid.parts + (-1 if disc is discs[0] else 1) * 2**0.5) ** 2
        labels, core = on_whole_numbers(trace, square, least)
        differs = (core != trace.core) | ((labels < 0) != trace.noise)
        assert (int(trace.totals[differs].sum()), labels.max() + 1) == (unsure, clusters)


@pytest.mark.parametrize("columns", [1, 2])
@pytest.mark.parametrize("seed", range(3))
def test_where_no_row_is_unsure_it_is_dbscan_of_the_rows(columns, seed):
    rng = np.random.default_rng(seed)
    middles = rng.permutation(25)[: rng.integers(3, 9)]
    full = rng.integers(
        1, 40, len(middles)
    )  # rows of a group lie within a quarter of eps, groups 8 eps apart
    places = np.column_stack(np.divmod(middles.repeat(full), 5))[:, :columns] * 8.0
    rows = rng.permutation(places + rng.uniform(-0.12, 0.12, places.shape))
    trace = told(rows, 1.0, 12)
    labels = DBSCAN(eps=1.0, min_samples=12).fit_predict(rows)
    assert trace.unsure == (0, 0)
    assert trace.survey.clusters == (labels.max() + 1,) * 2
    found = trace.labels_of(rows)
    np.testing.assert_array_equal(found < 0, labels < 0)
    assert groups_of(found) == groups_of(labels)


def test_frontiers_are_what_a_plain_loop_finds():
    grid = FineGrid.over(np.zeros(2), np.array([60.0, 40.0]), 8.0)
    assert (grid.parts, grid.columns, grid.rows) == (64, 481, 321)
    grid = FineGrid(low=np.zeros(2), eps=8.0, parts=8, columns=30, rows=20)
    cells = np.sort(RNG.choice(grid.n_cells, 60, replace=False))
    counts = RNG.integers(1, 4, 60)
    reach = Reach.within(grid, cells)
    near, core, _ = kinds(reach, counts, 20)
    places = np.column_stack(np.divmod(cells, 30))
    within = ((places[:, None] - places[None]) ** 2).sum(axis=2) <= 64
    np.testing.assert_array_equal(near, within @ counts)
    found, cluster = {}, 0
    for seed in np.flatnonzero(core).tolist():
        if seed in found:
            continue
        found[seed], front, wanted = cluster, [seed], []
        while front:
            joined = sorted({j for i in front for j in np.flatnonzero(within[i]).tolist() if j not in found})
            wanted.append((front, sorted({*joined, *([seed] if front == [seed] else [])})))
            found |= dict.fromkeys(joined, cluster)
            front = [j for j in joined if core[j]]
        ours = [step for step in frontiers(reach, core) if step.cluster == cluster]
        assert [(step.looked_at.tolist(), step.joined.tolist()) for step in ours] == wanted
        cluster += 1
    assert cluster > 0


def test_pieces_and_who_looks_at_them_change_no_bit():
    rows, eps, least = CASES["single precision"]
    one, *others = (
        told(rows, eps, least, piece=piece, engine=engine)
        for piece, engine in ((1500, None), (7, None), (400, Forked(2)))
    )
    for other in others:
        assert [step.step for step in other] == [step.step for step in one]
        for ours, theirs in zip(other, one, strict=True):
            np.testing.assert_array_equal(ours.labels, theirs.labels)
        assert other.facts() == one.facts()


def test_a_run_is_kept_in_files_and_counted_in_rows(tmp_path):
    rows, eps, least = CASES["groups"]
    trace = told(rows, eps, least)
    for name in ("run.npz", "run.json"):
        kmanim.save_trace(trace, tmp_path / name)
        back = kmanim.load_trace(tmp_path / name)
        assert back.facts() == trace.facts()
        assert back.table() == trace.table()
        assert (back.noun, back.eps, back.n) == (trace.noun, trace.eps, 1500)
    steps = [step.step for step in trace]
    assert steps[:2] == ["start", "begin"]
    assert steps[-1] == "noise"
    assert steps.count("begin") == trace.n_clusters() == len(trace.sizes)
    assert trace.reached[0] == 0
    assert trace.reached[-1] == sum(trace.sizes) == 1500 - trace.kinds[2]
    assert trace.table()[-1]["reached"] == trace.reached[-1]


def test_a_grid_is_as_fine_as_can_be_and_refused_where_it_would_be_too_large():
    low, high = np.zeros(2), np.array([1e4, 1e4])
    with pytest.raises(InputError, match=r"eps=0.5 needs more than 16,777,216 cells") as refused:
        FineGrid.over(low, high, 0.5)
    least = float(str(refused.value).split("eps=")[2].split()[0])
    assert 0.97 * MOST_CELLS < FineGrid.over(low, high, least).n_cells <= MOST_CELLS
    assert FineGrid.over(low, high, 5000.0).parts == 64
    for eps in (5e-324, 1e-300):
        with pytest.raises(InputError, match="or more would do"):
            FineGrid.over(low, high, eps)


@pytest.mark.parametrize(
    ("rows", "options", "message"),
    [
        (GROUPS, {}, "eps must be given where rows are read in pieces"),
        (GROUPS, {"eps": 1, "order": "random"}, "order='random' is for rows in memory"),
        (np.ones((4, 3)), {"eps": 1}, "takes one or two columns"),
    ],
)
def test_what_needs_rows_is_refused(rows, options, message):
    with pytest.raises(InputError, match=message):
        kmanim.run("dbscan", in_pieces(rows), **options)
