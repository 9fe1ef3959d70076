"""k-means on rows that are never kept: what it does in memory, bit for bit, whatever the pieces and whoever looks."""

from dataclasses import dataclass, replace

import numpy as np
import pytest

import kmanim
from kmanim.data.pieces.arrays import array_source
from kmanim.data.pieces.engines import Forked, Serial
from kmanim.data.pieces.in_pieces import large_dataset
from kmanim.errors import InputError
from kmanim.simulate.machines.passes.cell_counts import CellCounts
from kmanim.simulate.machines.passes.lookup import owners_of
from kmanim.simulate.machines.passes.snapshot import NOT_WHOLE
from kmanim.simulate.record import run_in_passes
from kmanim.simulate.registry import make_parameters

RNG = np.random.default_rng(5)
GROUPS = RNG.normal(size=(900, 2)) + RNG.integers(0, 3, (900, 1)) * 4.0
DATA = {
    "plain": GROUPS,
    "single precision": GROUPS.astype(np.float32),
    "ties and duplicates": RNG.integers(0, 7, (900, 2)).astype(np.float64),
    "constant column": np.column_stack([GROUPS[:, 0], np.full(900, 0.1)]),
    "far away": GROUPS + 1e8,
    "far and single": (GROUPS * 50 + 1e6).astype(np.float32),
    "one column": GROUPS[:, :1],
    "four columns": RNG.normal(size=(700, 4)) + RNG.integers(0, 2, (700, 1)) * 3.0,
    "tight and an outlier": np.vstack([GROUPS[:300] * 1e-7, [[1e3, 1e3]]]),
    "few rows": RNG.normal(size=(5, 2)),
}


@dataclass(frozen=True)
class Cut:
    """Rows in pieces of any sizes, some of them empty."""

    rows: np.ndarray
    sizes: tuple[int, ...]

    @property
    def names(self):
        return ("x", "y", "z", "w")[: self.rows.shape[1]]

    @property
    def n_pieces(self):
        return len(self.sizes)

    @property
    def nbytes(self):
        return self.rows.nbytes

    def read(self, number):
        first = sum(self.sizes[:number])
        return self.rows[first : first + self.sizes[number]]


def in_pieces(rows, sizes=None, engine=None, **options):
    source = array_source(rows, piece=400) if sizes is None else Cut(rows, tuple(sizes))
    return large_dataset(source, name="rows", where="the rows", engine=engine or Serial(), **options)


def kept(trace):
    """All that is known of a run, as bytes."""
    parts = [trace.totals, trace.dataset.points]
    for at, snapshot in enumerate(trace):
        parts += [snapshot.centroids, np.array(snapshot.objective), snapshot.counts, trace.ways_at(at)]
        for counts in (snapshot.cells, snapshot.moved):
            parts += list(counts or ())
    return b"".join(part.tobytes() for part in parts)


@pytest.mark.parametrize(
    ("name", "init"),
    [
        *((name, "sample") for name in DATA),
        *(("plain", init) for init in ("uniform", "k-means++", "farthest")),
    ],
)
def test_it_is_the_run_in_memory(name, init):
    rows = DATA[name]
    told = {"k": 4, "init": init, "seed": 2, "max_iter": 12}
    trace, memory = kmanim.run("kmeans", in_pieces(rows), **told), kmanim.run("kmeans", rows, **told)
    assert len(trace) == len(memory)
    assert trace.stopped == memory.stopped
    assert trace.switches == memory.switches
    codes = trace.grid.codes(rows, trace.dataset.view)
    former = None
    for at, (ours, theirs) in enumerate(zip(trace, memory, strict=True)):
        assert ours.step == theirs.step
        np.testing.assert_array_equal(ours.centroids, theirs.centroids)
        np.testing.assert_array_equal(ours.counts, theirs.counts)
        if theirs.labels is None:
            assert ours.cells is None
            continue
        assert ours.objective == pytest.approx(theirs.objective, rel=1e-12, abs=1e-12 * len(rows))
        wanted = np.zeros((trace.grid.n_cells, 4), np.int64)
        np.add.at(wanted, (codes, theirs.labels), 1)
        cell, cluster = np.nonzero(wanted)
        np.testing.assert_array_equal(ours.cells.cell, cell)
        np.testing.assert_array_equal(ours.cells.cluster, cluster)
        np.testing.assert_array_equal(ours.cells.count, wanted[cell, cluster])
        if ours.step == "assign":
            if former is not None:
                ways = np.zeros((4, 4), np.int64)
                changed = former != theirs.labels
                np.add.at(ways, (former[changed], theirs.labels[changed]), 1)
                np.testing.assert_array_equal(trace.ways_at(at), ways)
                np.testing.assert_array_equal(ours.moved.by_cluster(16).reshape(4, 4), ways)
                assert set(ours.moved.cell) == set(codes[changed])
            former = theirs.labels


@pytest.mark.parametrize(
    ("name", "scale"), [("plain", "none"), ("far and single", "zscore"), ("four columns", "minmax")]
)
def test_pieces_and_who_looks_at_them_change_no_bit(name, scale):
    rows = DATA[name][:120]
    cuts = [
        (None, None),
        ([120], None),
        ([1] * 120, None),
        ([0, 7, 0, 41, 50, 0, 22, 0], None),
        ([33] * 3 + [21], Forked(2)),
    ]
    runs = [
        kmanim.run(
            "kmeans", in_pieces(rows, sizes, engine, scale=scale), k=3, init="k-means++", seed=1, max_iter=5
        )
        for sizes, engine in cuts
    ]
    assert len({kept(run) for run in runs}) == 1


def test_pieces_of_single_and_double_precision_may_stand_side_by_side():
    @dataclass(frozen=True)
    class Both(Cut):
        def read(self, number):
            return super().read(number).astype(np.float32 if number % 2 else np.float64)

    rows = np.round(GROUPS * 64) + 2.0**27
    rows[0] -= 0.3  # which single precision has not
    rows[450:] = rows[450:].astype(np.float32)
    large = large_dataset(Both(rows, (450, 450)), name="rows", where="the rows", engine=Serial())
    told = {"k": 4, "init": "sample", "seed": 2}
    trace, memory = kmanim.run("kmeans", large, **told), kmanim.run("kmeans", rows, **told)
    np.testing.assert_array_equal(trace[-1].centroids, memory[-1].centroids)
    assert trace.switches == memory.switches


def test_pieces_that_blocks_go_across_draw_the_same_starts():
    rows = RNG.normal(size=(40_000, 1)).astype(np.float32)
    told = {"k": 6, "init": "k-means++", "seed": 4, "max_iter": 1}
    ours = kmanim.run("kmeans", in_pieces(rows, [19_000, 21_000]), **told)
    np.testing.assert_array_equal(ours[0].centroids, kmanim.run("kmeans", rows, **told)[0].centroids)


@pytest.mark.parametrize("k", [1, 5])
def test_one_cluster_and_as_many_as_rows(k):
    trace = kmanim.run("kmeans", in_pieces(DATA["few rows"]), k=k, init="sample")
    assert trace.sizes == ((5,) if k == 1 else (1,) * 5)


def test_equal_starts_leave_the_later_one_empty():
    starts = [(0, 0), (0, 0), (5, 5)]
    trace = kmanim.run("kmeans", in_pieces(GROUPS), init=starts)
    memory = kmanim.run("kmeans", GROUPS, init=starts)
    np.testing.assert_array_equal(trace[-1].centroids, memory[-1].centroids)
    assert trace.counts_of(1)[1] == 0


def test_most_cells_need_no_distance():
    trace = kmanim.run("kmeans", in_pieces(GROUPS), k=3, seed=1)
    view, scaling = trace.dataset.view, trace.dataset.scaling
    owners = owners_of(trace.grid, view, scaling, trace[0].centroids)[trace.survey.cells]
    assert np.count_nonzero(owners != NOT_WHOLE) > 0.9 * len(owners)


@pytest.mark.parametrize("suffix", [".npz", ".json"])
def test_a_file_keeps_all_of_it(tmp_path, suffix):
    trace = kmanim.run("kmeans", in_pieces(GROUPS), k=3, seed=1)
    again = kmanim.load_trace(kmanim.save_trace(trace, tmp_path / f"run{suffix}"))
    assert kept(again) == kept(trace)
    assert (again.n, again.noun, again.large) == (900, ("point", "points"), None)
    assert again.table() == trace.table()


def test_what_changes_is_kept_and_no_more(tmp_path):
    trace = kmanim.run("kmeans", in_pieces(GROUPS), k=4, seed=2)
    assert len(trace) > 8
    assert kmanim.save_trace(trace, tmp_path / "run.npz").stat().st_size < 90_000
    assert trace.nbytes < 30_000


def test_some_snapshots_alone_know_their_cells():
    trace = kmanim.run("kmeans", in_pieces(GROUPS), k=4, seed=2)
    some = trace.of_snapshots([0, 4, len(trace) - 1])
    some.check()
    for ours, theirs in zip(some, (trace[0], trace[4], trace[-1]), strict=True):
        assert (ours.cells is None) == (theirs.cells is None)
        for mine, its in zip(ours.cells or (), theirs.cells or (), strict=True):
            np.testing.assert_array_equal(mine, its)


@pytest.mark.parametrize("wrong", ["counts", "cells", "order"])
def test_cells_that_do_not_fit_are_refused(wrong):
    trace = kmanim.run("kmeans", in_pieces(GROUPS), k=3, seed=1)
    first = trace.unlabelled[1]
    cell, cluster, count = (part.copy() for part in first.cells)
    if wrong == "counts":
        count[0] += 1
    elif wrong == "cells":
        same = np.flatnonzero(np.diff(cell) > 1)[0]
        cell[same] += 1
    else:
        cell = cell[::-1]
    changed = replace(first, cells=CellCounts(cell, cluster, count))
    with pytest.raises(ValueError, match="its cells"):
        replace(trace, unlabelled=(trace.unlabelled[0], changed, *trace.unlabelled[2:])).check()


def test_clusters_are_renumbered_with_all_that_is_counted():
    trace = kmanim.run("kmeans", in_pieces(GROUPS), k=3, init="sample", seed=1)
    turned = trace.relabelled([2, 0, 1])
    turned.check()
    last, new = trace[-2], turned[-2]
    np.testing.assert_array_equal(new.centroids, last.centroids[[2, 0, 1]])
    np.testing.assert_array_equal(new.cells.by_cluster(3), last.counts[[2, 0, 1]])
    np.testing.assert_array_equal(turned.ways_at(3), trace.ways_at(3)[np.ix_([2, 0, 1], [2, 0, 1])])
    assert kept(turned.relabelled([1, 2, 0])) == kept(trace)
    centroids = trace.canonical()[-1].centroids[:, 0]
    assert (np.diff(centroids) >= 0).all()


@pytest.mark.parametrize(
    ("told", "message"),
    [
        (
            {"algorithm": "hierarchical"},
            "needs all rows in memory; rows that are read in pieces are for .*kmeans",
        ),
        ({"empty": "farthest"}, "empty must be keep where rows are read in pieces"),
        ({"k": 6}, "k is 6 but 'rows' has only 5 points|k is 6 but rows has only 5 points"),
        ({"init": [(1, 2, 3)]}, "a start has 3 numbers, but rows has 2 columns"),
    ],
)
def test_what_cannot_be_is_refused(told, message):
    told = dict(told)
    with pytest.raises(InputError, match=message):
        kmanim.run(told.pop("algorithm", "kmeans"), in_pieces(DATA["few rows"]), **told)


def test_too_few_distinct_rows_are_refused():
    with pytest.raises(InputError, match="k is 3 but there are only 2 distinct points"):
        kmanim.run("kmeans", in_pieces(np.repeat([[0.0, 1], [2, 3]], 20, axis=0), [7, 33]), k=3)


def test_rows_that_change_while_they_are_read_are_refused():
    large = in_pieces(GROUPS, [500, 400])
    object.__setattr__(large.source, "sizes", (500, 300))
    with pytest.raises(InputError, match="had 900 rows and has 800 now"):
        kmanim.run("kmeans", large, k=2)


def test_no_row_has_a_label():
    trace = kmanim.run("kmeans", in_pieces(GROUPS), k=2)
    assert not trace.has_labels
    with pytest.raises(InputError, match="not kept, so they have no labels"):
        _ = trace.labels


def test_progress_is_told_pass_by_pass():
    told = []
    run_in_passes(
        in_pieces(GROUPS),
        make_parameters("kmeans", {"k": 2, "max_iter": 2}),
        progress=lambda *how: told.append(how),
    )
    assert told[:3] == [(1, 1, 3), (1, 2, 3), (1, 3, 3)]
    assert {number for number, _, _ in told} == {1, 2, 3}
