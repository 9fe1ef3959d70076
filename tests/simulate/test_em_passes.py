"""EM over rows that are never kept: the run in memory, the same bits whatever the pieces, and counts that fit."""

from typing import Any

import numpy as np
import pytest
from sklearn.mixture import GaussianMixture

import kmanim
from kmanim.data.pieces.arrays import array_source, npy_source
from kmanim.data.pieces.engines import Forked, Serial
from kmanim.data.pieces.in_pieces import large_dataset
from kmanim.errors import InputError
from kmanim.simulate.machines.mixture_passes.trace import CountedMixtureTrace
from kmanim.simulate.machines.passes.contract import counted_algorithm
from kmanim.simulate.record import run_in_passes
from kmanim.simulate.registry import make_parameters
from kmanim.simulate.storage.trace_file import load_trace, save_trace

KINDS = ("full", "tied", "diag", "spherical")
# Sums are added in another order than in memory: parameters, in units of the spread, and log L a row differ by less.
APART = 1e-9


def rows_of(n: int = 3_000, d: int = 2, seed: int = 3) -> np.ndarray:
    rng = np.random.default_rng(seed)
    middles = np.array([[0, 0, 1], [4, 1, 0], [2, 5, 3]])[:, :d]
    parts = [
        rng.normal(middle, size, (n // 3, d)) for middle, size in zip(middles, (1, 0.6, 1.4), strict=True)
    ]
    return rng.permutation(np.vstack(parts))


def both(rows: np.ndarray, **options: Any) -> tuple[Any, CountedMixtureTrace]:
    given = {"k": 3, "seed": 1} | options
    in_pieces = kmanim.load(rows, in_pieces=True)
    return (
        kmanim.run("em", rows, **given).canonical(),
        kmanim.run("em", in_pieces, **given).canonical(),
    )


def assert_alike(kept: Any, counted: CountedMixtureTrace) -> None:
    assert (len(kept), kept.stopped, kept.failure) == (len(counted), counted.stopped, counted.failure)
    spread = kept.rows.unit
    for i, (one, two) in enumerate(zip(kept.unlabelled, counted.unlabelled, strict=True)):
        assert (one.step, one.iteration) == (two.step, two.iteration)
        np.testing.assert_allclose(one.weights, two.weights, atol=APART)
        np.testing.assert_allclose(one.means / spread, two.means / spread, rtol=0, atol=APART)
        scale = np.outer(spread, spread)
        np.testing.assert_allclose(one.covariances / scale, two.covariances / scale, rtol=0, atol=APART)
        np.testing.assert_allclose(
            one.objective, two.objective, rtol=1e-12, atol=APART * kept.n, equal_nan=True
        )
        np.testing.assert_array_equal(kept.counts_of(i), counted.counts_of(i))
        if one.step == "e_step" and i > 1:
            assert len(kept.changed(i)) == counted.ways_at(i).sum()


def assert_same_bits(one: CountedMixtureTrace, two: CountedMixtureTrace) -> None:
    assert len(one) == len(two)
    for mine, its in zip(one.unlabelled, two.unlabelled, strict=True):
        for name in ("weights", "means", "covariances", "objective", "counts", "ways"):
            np.testing.assert_equal(getattr(mine, name), getattr(its, name))
        for name in ("cells", "moved"):
            np.testing.assert_equal(getattr(mine, name), getattr(its, name))


@pytest.mark.slow
@pytest.mark.parametrize("covariance", KINDS)
@pytest.mark.parametrize(("init", "offset"), [("kmeans", 1e9), ("sample", 0.0)])
def test_it_is_the_run_in_memory(covariance: str, init: str, offset: float) -> None:
    assert_alike(*both(rows_of() + offset, covariance=covariance, init=init))


@pytest.mark.parametrize("d", [1, 3])
def test_of_any_number_of_columns(d: int) -> None:
    kept, counted = both(rows_of(d=d))
    assert_alike(kept, counted)
    assert counted.is_flat == (d == 1)


@pytest.mark.parametrize("d", [1, 2])
@pytest.mark.parametrize("seed", range(4))
def test_of_runs_of_kmeans_that_come_to_the_same_the_first_is_the_start(d: int, seed: int) -> None:
    rng = np.random.default_rng(0)
    rows = (rng.normal(size=(60, d)) + rng.integers(0, 3, size=(60, 1)) * 4).round(4)
    kept, counted = (
        kmanim.run("em", some, k=3, seed=seed) for some in (rows, kmanim.load(rows, in_pieces=True))
    )
    assert kept.sizes == counted.sizes
    assert_alike(kept, counted)
    shares = counted.responsibilities(len(counted) - 1)
    assert shares is not None
    np.testing.assert_allclose(shares.sum(axis=1), 1)
    if d == 3:  # what components lead of each cell, by the labels of the run in memory
        dataset = kmanim.load(rows_of(d=d), in_pieces=True)
        codes = counted.grid.codes(rows_of(d=d), dataset.view)
        own = np.zeros((counted.grid.n_cells, 3))
        np.add.at(own, (codes, kept.labels), 1)
        some = counted.totals > 0
        np.testing.assert_allclose(shares, own[some] / counted.totals[some][:, None])


@pytest.mark.parametrize("covariance", KINDS)
def test_sklearn_stepped_from_the_same_start_agrees(covariance: str) -> None:
    rows = rows_of(600)
    trace = kmanim.run("em", kmanim.load(rows, in_pieces=True), k=3, covariance=covariance, reg=0, max_iter=4)
    start = trace.unlabelled[0]
    precisions = {
        "full": np.linalg.inv(start.covariances),
        "tied": np.linalg.inv(start.covariances[0]),
        "diag": 1 / start.covariances.diagonal(axis1=1, axis2=2),
        "spherical": 1 / start.covariances[:, 0, 0],
    }[covariance]
    model = GaussianMixture(
        3, covariance_type=covariance, weights_init=start.weights, means_init=start.means,
        precisions_init=precisions, reg_covar=0, tol=0, max_iter=4,
    )  # fmt: skip
    with pytest.warns(UserWarning, match="did not converge"):
        model.fit(rows)
    last = trace.unlabelled[-1]
    np.testing.assert_allclose(last.means, model.means_, rtol=1e-9, atol=1e-9)
    np.testing.assert_allclose(last.weights, model.weights_, rtol=1e-9)
    np.testing.assert_allclose(last.objective, model.score(rows) * len(rows), rtol=1e-9)


def test_given_starts_and_weights() -> None:
    given = {"means": ((0, 0), (4, 1)), "weights": (0.3, 0.7), "covariances": "4,1 2,1", "covariance": "diag"}
    assert_alike(*both(rows_of(), k=2, **given))


def test_other_scales_are_used() -> None:
    rows = rows_of() * (1, 1_000)
    kept = kmanim.run("em", kmanim.load(rows, scale="minmax"), k=3, seed=1)
    counted = kmanim.run("em", kmanim.load(rows, in_pieces=True, scale="minmax"), k=3, seed=1)
    assert_alike(kept.canonical(), counted.canonical())


@pytest.mark.parametrize(
    ("rows", "k"),
    [
        (rows_of(), 1),
        (np.column_stack([rows_of()[:, 0], np.full(3_000, 7.25)]), 2),
        (np.repeat(rows_of(90), 40, axis=0), 3),
        (np.full((50, 2), 3.5) + np.eye(2)[np.arange(50) % 2], 2),
        (np.array([[1.0, 2.0], [3.0, 4.0]]), 2),
    ],
    ids=["k=1", "a constant column", "duplicates", "two places", "two rows"],
)
def test_odd_data(rows: np.ndarray, k: int) -> None:
    assert_alike(*both(rows, k=k))


def test_a_failed_run_fails_alike() -> None:
    rows = np.vstack([rows_of(300), np.full((3, 2), 40.0)])
    given = {"means": ((2, 2), (40, 40)), "covariances": "9 0.1", "reg": 0, "covariance": "full"}
    kept, counted = both(rows, k=2, **given)
    assert counted.failure
    assert (counted.failure, counted.stopped, len(counted)) == (kept.failure, kept.stopped, len(kept))


@pytest.mark.parametrize(("covariance", "init"), [("full", "sample"), ("diag", "kmeans")])
def test_pieces_and_engines_change_no_bit(covariance: str, init: str, tmp_path: Any) -> None:
    rows = rows_of(36_000).astype(np.float32)
    path = tmp_path / "rows.npy"
    np.save(path, rows)
    parameters = make_parameters("em", {"k": 3, "covariance": covariance, "init": init, "max_iter": 3})
    whole = run_in_passes(large_dataset(array_source(rows), name="rows", where="here"), parameters, 1)
    assert whole[-1].weights.dtype == np.float64
    for piece, engine in ((2_999, Serial()), (16_385, Forked(2)), (36_001, Serial())):
        large = large_dataset(npy_source(path, piece=piece), name="rows", where="here")
        assert_same_bits(run_in_passes(large, parameters, 1, engine=engine), whole)


def test_flat_data_are_refused_without_reg() -> None:
    rows = np.column_stack([rows_of()[:, 0], np.full(3_000, 7.25)])
    with pytest.raises(InputError, match="has one value everywhere, and no Gaussian is so thin"):
        kmanim.run("em", kmanim.load(rows, in_pieces=True), k=2, reg=0)


@pytest.mark.parametrize(("n", "said"), [(2, "has only 2 points"), (4, "only 1 distinct point")])
def test_too_few_rows_are_refused(n: int, said: str) -> None:
    with pytest.raises(InputError, match=said):
        kmanim.run("em", kmanim.load(np.ones((n, 2)), in_pieces=True), k=3)


def test_what_is_counted_fits_and_is_kept_in_a_file(tmp_path: Any) -> None:
    _, trace = both(rows_of(d=3))
    for i, snapshot in enumerate(trace.unlabelled):
        led = trace.cells_at(i)
        if led is not None:
            np.testing.assert_array_equal(led.by_cluster(3), snapshot.counts)
    again = load_trace(save_trace(trace, tmp_path / "run.npz"))
    assert_same_bits(again, trace)
    assert again.table() == trace.table()
    some = trace.of_snapshots([0, 3, len(trace) - 1])
    np.testing.assert_equal(some.cells_at(2), trace.cells_at(len(trace) - 1))
    np.testing.assert_equal(some.cells_at(1), trace.cells_at(3))
    with pytest.raises(InputError, match="have no labels; ask for counts"):
        trace.labels  # noqa: B018


def test_what_it_takes_is_forecast() -> None:
    large = kmanim.load(rows_of(), in_pieces=True)
    parameters = make_parameters("em", {"k": 3, "max_iter": 7})
    found = counted_algorithm(parameters).forecast(large, parameters)
    assert found.first > 0
    assert found.later > 0
    assert (found.passes, found.memory > 0) == (8, True)
