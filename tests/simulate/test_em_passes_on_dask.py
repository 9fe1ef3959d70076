"""EM over rows in pieces on the workers of a dask cluster: the run is that of one machine, bit for bit."""

from collections.abc import Iterator

import dask.array as da
import numpy as np
import pytest
from distributed import Client

import kmanim
from kmanim.data.pieces.on_dask import OnDask

ROWS = (
    np.random.default_rng(3).normal(size=(3000, 2))
    + np.random.default_rng(4).integers(0, 2, (3000, 2)) * 4
    + 1e6
)


@pytest.fixture(scope="module")
def client() -> Iterator[Client]:
    with Client(n_workers=2, threads_per_worker=1, processes=True, dashboard_address="127.0.0.1:0") as client:
        yield client


@pytest.mark.usefixtures("client")
def test_two_workers_change_no_bit() -> None:
    large = kmanim.load(da.from_array(ROWS, chunks=(1009, 1)), in_pieces=True)
    assert isinstance(large.engine, OnDask)
    given = {"k": 4, "init": "sample", "seed": 1, "max_iter": 6}
    trace = kmanim.run("em", large, **given)
    alone = kmanim.run("em", kmanim.load(ROWS, in_pieces=True), **given)
    assert len(trace) == len(alone) == 14
    for one, two in zip(trace.unlabelled, alone.unlabelled, strict=True):
        for name in ("weights", "means", "covariances", "objective", "counts", "ways", "cells", "moved"):
            np.testing.assert_equal(getattr(one, name), getattr(two, name))
