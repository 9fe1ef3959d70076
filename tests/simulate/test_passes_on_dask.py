"""Rows in pieces on the workers of a dask cluster: the run is that of one machine, bit for bit."""

import os
import signal
import socket
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any

import dask.array as da
import dask.dataframe as dd
import numpy as np
import pandas as pd
import pytest
from distributed import Client

import kmanim
from kmanim.data.pieces.arrays import npy_source
from kmanim.data.pieces.engines import Serial
from kmanim.data.pieces.in_pieces import large_dataset
from kmanim.data.pieces.on_dask import OnDask, client_of, source_of
from kmanim.errors import InputError
from kmanim.job.in_pieces import expected
from kmanim.simulate.record import run_in_passes
from kmanim.simulate.registry import make_parameters

ROWS = (
    np.random.default_rng(3).normal(size=(3000, 2))
    + np.random.default_rng(4).integers(0, 4, (3000, 2)) * 3
    + 1e6
)


@pytest.fixture(scope="module")
def client() -> Iterator[Client]:
    with Client(n_workers=2, threads_per_worker=1, processes=True, dashboard_address="127.0.0.1:0") as client:
        yield client


@pytest.fixture(scope="module")
def alone() -> Any:
    return kmanim.run("kmeans", kmanim.load(ROWS, in_pieces=True, scale="zscore"), k=4, seed=1)


def assert_same(trace: Any, other: Any) -> None:
    assert len(trace) == len(other)
    for one, two in zip(trace, other, strict=True):
        np.testing.assert_array_equal(one.centroids, two.centroids)
        np.testing.assert_array_equal(one.counts, two.counts)
        np.testing.assert_equal(one.objective, two.objective)
        assert (one.cells is None) == (two.cells is None)
        if one.cells is not None:
            for mine, its in zip(one.cells, two.cells, strict=True):
                np.testing.assert_array_equal(mine, its)


@pytest.mark.parametrize("chunk", [3000, 1009])
def test_an_array_in_blocks_of_any_size(client: Client, alone: Any, chunk: int) -> None:
    large = kmanim.load(da.from_array(ROWS, chunks=(chunk, 1)), in_pieces=True, scale="zscore")
    assert isinstance(large.engine, OnDask)
    assert_same(kmanim.run("kmeans", large, k=4, seed=1), alone)


def test_before_a_run_it_is_said_who_does_the_work(client: Client) -> None:
    large = kmanim.load(da.from_array(ROWS, chunks=(701, 2)), in_pieces=True)
    told, numbers = expected(large, make_parameters("kmeans", {"k": 4}), 1)
    assert " for each later one in 2 processes of Dask, " in told
    assert numbers["processes"] == 2
    whole = kmanim.load(
        da.from_array(ROWS, chunks=(3000, 2)), in_pieces=True
    )  # no more than there are pieces
    assert " in 1 process of Dask, " in expected(whole, make_parameters("kmeans", {"k": 4}), 8)[0]


def test_dbscan_is_counted_by_workers_too(client: Client) -> None:
    blocks = da.from_array(ROWS.astype(np.float32) - np.float32(1e6), chunks=(701, 2))
    one, two = (
        kmanim.run("dbscan", kmanim.load(rows, in_pieces=True), eps=0.5, min_samples=9)
        for rows in (blocks, blocks.compute())
    )
    assert isinstance(one.large.engine, OnDask)
    np.testing.assert_array_equal(one.totals, two.totals)
    np.testing.assert_array_equal(one.labels, two.labels)
    assert one.facts() == two.facts()


def test_a_cluster_of_its_own_leaves_the_usual_port_to_others() -> None:
    with socket.socket() as other:
        with suppress(OSError):  # taken by somebody else is as well
            other.bind(("0.0.0.0", 8787))
            other.listen()
        client_of("local").close()


def test_a_table_keeps_its_names_and_may_have_empty_partitions(client: Client, alone: Any) -> None:
    frame = pd.DataFrame(ROWS, columns=["$w", "a_b"]).assign(text="t")
    parts = dd.from_pandas(frame, npartitions=5)
    parts = dd.concat([parts, parts.get_partition(0).query("a_b < 0")], interleave_partitions=True)
    large = kmanim.load(parts, in_pieces=True, scale="zscore", dask=client)
    assert [feature.name for feature in large.features] == ["$w", "a_b"]
    assert_same(kmanim.run("kmeans", large, k=4, seed=1), alone)


def test_a_worker_that_ends_half_way_changes_nothing(client: Client, alone: Any, tmp_path: Path) -> None:
    np.save(tmp_path / "rows.npy", ROWS)
    source = npy_source(tmp_path / "rows.npy", piece=211)
    large = large_dataset(source, name="rows", where="'rows.npy'", scale="zscore", engine=OnDask(client))
    victims = list(client.run(os.getpid).values())[:1]
    ended = []

    def progress(number: int, done: int, of: int) -> None:
        if number == 3 and done >= of // 2 and victims:
            ended.append(victims.pop())
            os.kill(ended[0], signal.SIGKILL)

    trace = run_in_passes(large, make_parameters("kmeans", {"k": 4}), 1, progress=progress)
    assert ended
    assert_same(trace, alone)


def test_data_of_dask_need_no_cluster(alone: Any) -> None:
    source = source_of(da.from_array(ROWS, chunks=(1009, 2)), ["a", "b"]).source
    assert source.names == ("a", "b")
    large = large_dataset(source, name="rows", where="rows", scale="zscore", engine=Serial())
    assert_same(kmanim.run("kmeans", large, k=4, seed=1), alone)


def test_what_is_no_table_of_numbers_is_refused() -> None:
    with pytest.raises(InputError, match="column 'text' holds text; choose columns of numbers"):
        source_of(dd.from_pandas(pd.DataFrame({"x": [1.0], "text": ["a"]}), npartitions=1), "x,text")
    with pytest.raises(InputError, match="numbers in rows and columns are needed"):
        source_of(da.zeros((2, 2, 2)))
    with pytest.raises(InputError, match="no scheduler answers at 'nonsense"):
        client_of("nonsense://")
