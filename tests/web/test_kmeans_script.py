"""The page's k-means takes the very steps of the core: labels and centroids bit for bit, W to the last digits."""

from collections import Counter

import numpy as np
import pytest
from kmeans_vectors import IMPORTS, REPEAT, SCALES, as_given, compare, scaled, tables, vector, vectors
from node import asked, bits, needs_node

import kmanim

pytestmark = needs_node
RUNS = 500
NINE_FROM_BOTH_SIDES = -1


@pytest.fixture(scope="module")
def wanted():
    return [*vectors(RUNS), vector("nine", scaled("nine", "none"), [(-1, 0), (1, 0)], "keep")]


@pytest.fixture(scope="module")
def found(wanted):
    return asked(IMPORTS + REPEAT, as_given(wanted))


def test_every_half_step_is_the_core_s(wanted, found):
    compare(wanted, found["runs"])


def test_the_runs_are_of_all_kinds(wanted):
    """What a run can do, many of these runs do."""
    steps = Counter((run["empty"], snapshot["step"]) for run in wanted for snapshot in run["snapshots"])
    assert steps["farthest", "relocate"] > 10
    assert steps["resample", "relocate"] > 10
    assert {len(run["starts"]) for run in wanted} >= set(range(1, 13))
    assert any(len(run["starts"]) == len(tables()[run["data"]]) for run in wanted)
    kept = [run for run in wanted if run["empty"] == "keep"]
    assert sum(len(set(run["snapshots"][-1]["labels"])) < len(run["starts"]) for run in kept) > 10


def test_data_are_scaled_as_by_the_core(found):
    assert len(found["scales"]) == len(tables()) * len(SCALES)
    for key, scale in found["scales"].items():
        method, name = key.split(" ", 1)
        data = scaled(name, method)
        assert scale["shift"] == bits(data.scaling.shift), key
        assert scale["factor"] == bits(data.scaling.factor), key
        assert scale["values"] == bits(data.values.ravel()), key
        assert (scale["low"], scale["high"]) == (data.low.tolist(), data.high.tolist())
        assert scale["distinct"] == len(np.unique(data.values, axis=0))


def test_a_point_as_near_to_one_as_to_the_other_goes_to_the_lower_number(found):
    first, update, last = found["runs"][NINE_FROM_BOTH_SIDES]["snapshots"][1:]
    assert first["labels"] == [0, 0, 0, 0, 0, 1, 1, 1, 1] == last["labels"]
    assert update["centroids"] == bits([-1.74, 0, 2.175, 0])
    assert (first["inertia"], update["inertia"]) == (pytest.approx(13.42), pytest.approx(5.1595))


def test_distances_are_the_core_s(found):
    data = scaled("nine", "none")
    trace = kmanim.run("kmeans", data, init=[(-1, 0), (1, 0)])
    assert found["runs"][NINE_FROM_BOTH_SIDES]["distances"] == bits(trace.distances(-1, 0))
