"""Every way of doing Lloyd's iterations has the textbook's outcome, bit by bit."""

import gc
import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from simulate_data import make_dataset

from kmanim.simulate.algorithms import kmeans
from kmanim.simulate.machines.lloyd import methods, shadow
from kmanim.simulate.machines.lloyd import rough_assigner as rough
from kmanim.simulate.machines.lloyd.block_assigner import BlockAssigner
from kmanim.simulate.machines.lloyd.blocks import SIZES, Blocks
from kmanim.simulate.machines.lloyd.candidates import Candidates, narrowed
from kmanim.simulate.machines.lloyd.exact_sums import ExactSums
from kmanim.simulate.machines.lloyd.few import rough_scores
from kmanim.simulate.machines.lloyd.few.all_pairs import AllPairs
from kmanim.simulate.machines.lloyd.few.columns import Columns
from kmanim.simulate.machines.lloyd.few.few_rows import FewRows
from kmanim.simulate.machines.lloyd.few.rough_scores import RoughScores
from kmanim.simulate.machines.lloyd.incremental import Incremental
from kmanim.simulate.machines.lloyd.rough_assigner import RoughAssigner
from kmanim.simulate.machines.lloyd.shadow import Shadow
from kmanim.simulate.machines.lloyd.textbook import Textbook
from kmanim.simulate.record import run
from kmanim.simulate.runs.runs import run_many


def two_groups(rng, n, apart):
    return rng.normal(size=(n, 2)) + np.where(rng.random((n, 1)) < 0.5, 0.0, apart)


def grid(rng, n, offset=0.0):
    return rng.integers(-12, 13, (n, 2)) + offset


HARD = {
    "ordinary": lambda rng, n: rng.normal(size=(n, 2)) + rng.integers(0, 3, (n, 1)) * 4,
    "offset 1e6": lambda rng, n: rng.normal(size=(n, 2)) + 1e6,
    "offset 1e8": lambda rng, n: rng.normal(size=(n, 2)) + 1e8,
    "groups 1e6 apart": lambda rng, n: two_groups(rng, n, 1e6),
    "groups 1e8 apart": lambda rng, n: two_groups(rng, n, 1e8),
    "grid": grid,
    "grid + 1e6": lambda rng, n: grid(rng, n, 1e6),
    "line": lambda rng, n: rng.normal(size=(n, 1)),
    "an outlier": lambda rng, n: np.r_[rng.normal(size=(n - 1, 2)), [[1e4, -1e4]]],
    "space": lambda rng, n: rng.normal(size=(n, 3)),
    "ten columns": lambda rng, n: rng.normal(size=(n, 10)) + rng.integers(0, 3, (n, 1)),
    "few places": lambda rng, n: rng.integers(0, 3, (n, 2)) * 0.1,
    "one column constant": lambda rng, n: np.c_[rng.normal(size=n), np.full(n, 0.1)],
    "many powers of ten": lambda rng, n: 10.0 ** rng.uniform(-20, 20, (n, 2)),
    "very small": lambda rng, n: rng.normal(size=(n, 2)) * 1e-100,
    "very large": lambda rng, n: rng.normal(size=(n, 2)) * 1e99,
}
ASSIGNERS = {
    "blocks": lambda values, k: BlockAssigner(Blocks(values), k),
    "small blocks": lambda values, k: BlockAssigner(Blocks(values, sizes=(8, 16, 64)), k),
    "one size": lambda values, k: BlockAssigner(Blocks(values, sizes=(8,)), k),
    "rough": lambda values, _: RoughAssigner(Shadow(values), ExactSums.of(values)),
}
FEW = {"all pairs": AllPairs, "rough scores": RoughScores}
WAYS = [*ASSIGNERS, *FEW]


def by_hand(values, centroids):
    """Nearest by direct float64 differences, lowest index on ties."""
    distances = [
        sum((column - place) ** 2 for column, place in zip(values.T, centroid, strict=True))
        for centroid in centroids
    ]
    return np.argmin(distances, axis=0)


def compare(values, starts, way, steps=12):
    """Go along with the textbook for some steps, and some further after it has come to rest."""
    sums, k = ExactSums.of(values), len(starts)
    textbook = Textbook(values, sums)
    few, assigner = FEW.get(way), ASSIGNERS.get(way)
    other = FewRows(Columns.of(values), k, few) if few else Incremental(values, sums, assigner(values, k))
    rel_tol = 0.0 if way in FEW else 1e-11
    # where values are known to so many digits, so is a sum of squares about a rounded mean
    least = 0.0 if way in FEW else values.size * (4e-16 * np.abs(values).max()) ** 2
    centroids, before, before_other = starts, None, None
    for _ in range(steps):
        right, found = textbook.assign(centroids), other.assign(centroids)
        assert right.labels.tolist() == by_hand(values, centroids).tolist()
        assert np.array_equal(found.labels, right.labels)
        assert found.labels.dtype == right.labels.dtype
        assert not found.labels.flags.writeable
        assert (found.labels is before_other) == (right.labels is before)
        assert math.isclose(found.inertia, right.inertia, rel_tol=rel_tol, abs_tol=least)
        if before is None:
            assert found.switched is None
        else:
            assert found.switched.tolist() == np.flatnonzero(right.labels != before).tolist()
        before, before_other = right.labels, found.labels
        means, inertia = textbook.update(centroids)
        centroids, found_inertia = other.update(centroids)
        assert centroids.tobytes() == means.tobytes()
        assert math.isclose(found_inertia, inertia, rel_tol=rel_tol, abs_tol=least)


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("k", [1, 2, 7, 32])
@pytest.mark.parametrize("name", HARD)
def test_hard_data(name, k, way):
    rng = np.random.default_rng([k, len(name)])
    values = HARD[name](rng, 2000).astype(np.float64)
    compare(values, values[rng.choice(len(values), k, replace=False)], way)


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("far", [1e3, 1e20, 1e60, 1e140])
def test_starts_far_away(way, far):
    values = np.random.default_rng(2).normal(size=(600, 2))
    compare(values, np.array([[0.0, 0.0], [far, 0.0], [0.5, 0.5], [-far, far]]), way)
    compare(values, np.array([[far, 0.0], [far, far]]), way)


coarse = st.integers(-4, 4).map(float)
fine = st.floats(-1e6, 1e6, allow_subnormal=False).map(lambda x: round(x, 3))
wild = st.floats(-1e100, 1e100)


@st.composite
def problems(draw):
    """Points, often with ties and duplicates, and starts that need not be points; some far from the origin."""
    n, d, k = draw(st.integers(1, 60)), draw(st.integers(1, 4)), draw(st.integers(1, 6))
    elements = draw(st.sampled_from([coarse, fine, wild]))
    offset = draw(st.sampled_from([0.0, 1e8, -3e12]))
    points = draw(arrays(np.float64, (n, d), elements=elements)) + offset
    starts = draw(arrays(np.float64, (k, d), elements=elements)) + offset
    return points, starts


@given(problems(), st.sampled_from(sorted(WAYS)))
def test_any_data(problem, way):
    compare(*problem, way, steps=4)


@pytest.mark.parametrize("n", [1, 7, 8, 9, 64, 65, 20_000])
@pytest.mark.parametrize("sizes", [(8, 16, 64), (8,), SIZES])
def test_blocks(n, sizes):
    values = np.random.default_rng(n).normal(size=(n, 2))
    blocks = Blocks(values, sizes)
    assert sorted(blocks.order.tolist()) == list(range(n))
    assert [boxes.size for boxes in blocks.levels] == list(reversed(sizes))
    assert blocks.places % sizes[-1] == 0
    assert n <= blocks.places < n + sizes[-1]
    for column in range(2):
        in_order = blocks.columns[column].ravel()
        assert in_order[:n].tolist() == values[blocks.order, column].tolist()
        assert set(in_order[n:]) <= {in_order[n - 1]}
        for boxes in blocks.levels:
            inside = in_order.reshape(-1, boxes.size)
            assert boxes.sides[0, column].tolist() == inside.min(axis=1).tolist()
            assert boxes.sides[1, column].tolist() == inside.max(axis=1).tolist()


@given(problems(), st.sampled_from([2, 4]))
def test_no_nearest_centroid_is_left_out(problem, alike):
    points, starts = problem
    blocks = Blocks(points, sizes=(8, 32))
    everything = [Candidates.all(len(blocks.levels[0]), len(starts))]
    for boxes in blocks.levels:
        whole, names, mixed = narrowed(everything, boxes, starts, alike)
        left = {block: {name} for block, name in zip(whole.tolist(), names.tolist(), strict=True)}
        for some in mixed:
            assert np.all(np.diff(some.names, axis=0) >= 0)
            left |= dict(zip(some.blocks.tolist(), map(set, some.names.T.tolist()), strict=True))
        nearest = by_hand(points, starts)[blocks.order]
        assert all(name in left[place // boxes.size] for place, name in enumerate(nearest.tolist()))
        everything = [Candidates.all(len(blocks.levels[1]), len(starts))]


def test_few_points_are_looked_at(monkeypatch):
    rng = np.random.default_rng(0)
    looked_at = []

    def counted(self, blocks, names, centroids, compare=BlockAssigner._compare):
        looked_at.append(len(blocks) * SIZES[0])
        return compare(self, blocks, names, centroids)

    monkeypatch.setattr(BlockAssigner, "_compare", counted)
    for name in ("ordinary", "offset 1e8", "groups 1e6 apart", "groups 1e8 apart"):
        values = HARD[name](rng, 100_000)
        looked_at.clear()
        BlockAssigner(Blocks(values), 8).assign(values[rng.choice(len(values), 8, replace=False)])
        assert 0 < sum(looked_at) < 0.3 * len(values), name


def test_few_points_are_in_doubt(monkeypatch):
    values = np.random.default_rng(0).normal(size=(40_000, 10)) + 1e6
    looked_at = []

    def counted(rows, centroids, assign=rough.assign):
        looked_at.append(len(rows))
        return assign(rows, centroids)

    monkeypatch.setattr(rough, "assign", counted)
    RoughAssigner(Shadow(values), ExactSums.of(values)).assign(values[:8])
    assert 0 < sum(looked_at) < 40


@pytest.mark.parametrize("factor", [1e3, 1e5, 1e9])
def test_more_doubts_change_nothing(monkeypatch, factor):
    values = HARD["grid"](np.random.default_rng(3), 1500).astype(np.float64)
    tolerance = shadow._tolerance
    monkeypatch.setattr(shadow, "_tolerance", lambda d: (tolerance(d)[0], factor * tolerance(d)[1]))
    for way in ("rough", "rough scores"):
        compare(values, values[:40:4], way, steps=20)


def test_few_gaps_are_measured(monkeypatch):
    rng = np.random.default_rng(0)
    measured = []

    def counted(points, places, gaps, spare, measure=rough_scores.measure):
        measured.append(points.shape[1])
        measure(points, places, gaps, spare)

    monkeypatch.setattr(rough_scores, "measure", counted)
    for name in ("ordinary", "offset 1e8", "ten columns", "an outlier"):
        measured.clear()
        trace = run("kmeans", make_dataset(HARD[name](rng, 3000)), k=16, seed=1)
        assert trace.iterations > 0
        assert sum(measured) < 2 * trace.iterations, name


def test_blocks_refuse_more_clusters_than_a_byte_counts():
    with pytest.raises(ValueError, match="k is 256"):
        BlockAssigner(Blocks(np.zeros((4, 2))), 256)


@pytest.mark.parametrize(
    ("n", "d", "method"),
    [
        (10_000, 2, AllPairs),
        (19_999, 2, RoughScores),
        (19_999, 26, Textbook),
        (20_000, 2, RoughAssigner),
        (20_000, 10, RoughAssigner),
        (200_000, 2, BlockAssigner),
    ],
)
def test_choice(n, d, method):
    lloyd = methods.prepare(np.random.default_rng(0).normal(size=(n, d))).begin(3)
    found = getattr(lloyd, "_assigner", None) or getattr(lloyd, "_search", lloyd)
    assert isinstance(found, method)


@pytest.mark.parametrize(("apart", "k", "method"), [(1, 12, RoughScores), (1e4, 12, AllPairs)])
def test_where_groups_are_far_apart_all_pairs_are_measured(apart, k, method):
    rng = np.random.default_rng(1)
    values = rng.normal(size=(4, 2)).take(rng.integers(0, 4, 3000), axis=0) * apart + rng.normal(
        size=(3000, 2)
    )
    run, starts = FewRows(Columns.of(values), k, RoughScores), values[:k]
    textbook = Textbook(values, ExactSums.of(values))
    for _ in range(6):
        found, right = run.assign(starts), textbook.assign(starts)
        assert found.labels.tolist() == right.labels.tolist()
        starts, inertia = run.update(starts)
        assert inertia == textbook.update(starts)[1]
    assert isinstance(run._search, method)


def test_a_table_of_all_pairs_is_never_large(monkeypatch):
    monkeypatch.setattr(rough_scores, "_MOST_PAIRS", 36_000 - 1)
    rng = np.random.default_rng(1)
    values = np.repeat(rng.normal(size=(3, 2)) * 1e6, 1000, axis=0) + rng.normal(size=(3000, 2))
    run = FewRows(Columns.of(values), 12, RoughScores)
    run.assign(values[:12])
    run.update(values[:12])
    assert not run._search.is_dear
    assert isinstance(run._search, RoughScores)


@pytest.mark.parametrize("policy", ["keep", "farthest", "resample"])
@pytest.mark.parametrize(
    "sizes",
    [
        {"MANY": 1, "VERY_MANY": 1},
        {"MANY": 1, "VERY_MANY": 10**9},
        {"FEW_PAIRS": 1},
        {"FEW_PAIRS": 10**9},
    ],
    ids=["blocks", "rough", "rough scores", "all pairs"],
)
def test_whole_runs(monkeypatch, policy, sizes):
    dataset = make_dataset(np.random.default_rng(8).integers(0, 40, (500, 2)) * 1.1)
    options = {"k": 12, "init": "uniform", "empty": policy, "seed": 3}
    with monkeypatch.context() as by_the_book:
        by_the_book.setattr(methods, "LARGE", 0)
        plain = run_many("kmeans", dataset, 5, **options)
    for name, size in sizes.items():
        monkeypatch.setattr(methods, name, size)
    fast = run_many("kmeans", dataset, 5, **options)
    for one, other in zip(plain, fast, strict=True):
        assert [s.step for s in one] == [s.step for s in other]
        assert one.stopped == other.stopped
        assert one.switches == other.switches
        np.testing.assert_allclose(other.objective, one.objective, rtol=1e-11 if "MANY" in sizes else 0)
        for mine, theirs in zip(one, other, strict=True):
            assert mine.centroids.tobytes() == theirs.centroids.tobytes()
            assert (mine.labels is None) == (theirs.labels is None)
            assert mine.labels is None or mine.labels.tobytes() == theirs.labels.tobytes()
    assert [s.runs for s in plain.solutions] == [s.runs for s in fast.solutions]


def test_many_points_same_seed_same_bits():
    dataset = make_dataset(np.random.default_rng(1).normal(size=(210_000, 2)))
    first, second = (run("kmeans", dataset, k=5, max_iter=6, seed=2) for _ in range(2))
    assert first.objective.tobytes() == second.objective.tobytes()
    assert all(a.centroids.tobytes() == b.centroids.tobytes() for a, b in zip(first, second, strict=True))
    assert first.labels.tobytes() == second.labels.tobytes()
    assert first[-2].labels.tolist() == by_hand(dataset.values, first[-2].centroids).tolist()
    assert first.history.nbytes == 210_000 + 5 * sum(first.switches)


def test_what_very_many_rows_need_is_made_once_and_goes_with_the_data(monkeypatch):
    monkeypatch.setattr(methods, "VERY_MANY", 1_000)
    made = []
    real = methods.prepare
    monkeypatch.setattr(methods, "prepare", lambda values: made.append(len(values)) or real(values))
    data = make_dataset(np.random.default_rng(0).normal(size=(2_000, 2)))
    one, other = run("kmeans", data, k=2, seed=1), run("kmeans", data, k=3, seed=1)
    assert made == [2_000]
    fresh = make_dataset(data.points)
    assert run("kmeans", fresh, k=3, seed=1).labels.tobytes() == other.labels.tobytes()
    assert made == [2_000, 2_000]
    assert list(kmeans._PREPARED) == [fresh], "no more than one is kept"
    del fresh, one, other
    gc.collect()
    assert not kmeans._PREPARED
    few = make_dataset(np.zeros((999, 2)) + np.arange(999)[:, None])
    run("kmeans", few, k=2)
    assert not kmeans._PREPARED
