"""The page's k-means takes the very steps of the core: labels and centroids bit for bit, W to the last digits."""

from collections import Counter

import numpy as np
import pytest
from kmeans_vectors import SCALES, scaled, tables, vector, vectors
from node import asked, bits, needs_node

import kmanim

pytestmark = needs_node
RUNS = 500
NINE_FROM_BOTH_SIDES = -1

SCRIPT = """
import { runKMeans, distancesOf } from "./core/kmeans.js";
import { datasetOf, countDistinct } from "./core/dataset.js";
const features = ["x", "y"].map(name => ({ name, title: name, heading: "", unit: "" }));
const datasets = new Map();
const dataset = (name, method) => {
  const key = `${method} ${name}`;
  if (!datasets.has(key)) {
    const columns = given.tables[name].map(column => Float64Array.from(column));
    const table = { name, features, columns, names: null, noun: ["point", "points"], source: "given" };
    datasets.set(key, datasetOf(table, [0, 1], method));
  }
  return datasets.get(key);
};
const runs = given.runs.map(run => {
  const trace = runKMeans(dataset(run.data, run.method), run.starts, {
    k: run.starts.length, init: "own", seeding: [], empty: run.empty, relocated: run.relocated,
    random: () => { throw new Error("drew"); },
  });
  const snapshots = trace.snapshots.map(one => ({ ...one, centroids: bits(one.centroids) }));
  const last = trace.snapshots.at(-1);
  return { snapshots, finished: trace.finished, relocated: trace.relocated,
    distances: bits(distancesOf(trace.dataset, last.centroids, 0)) };
});
const scales = Object.fromEntries([...datasets].map(([key, one]) => [key, {
  shift: bits(one.scaling.shift), factor: bits(one.scaling.factor), values: bits(one.values),
  low: one.low, high: one.high, distinct: countDistinct(one.values),
}]));
answer({ runs, scales });
"""


@pytest.fixture(scope="module")
def wanted():
    return [*vectors(RUNS), vector("nine", scaled("nine", "none"), [(-1, 0), (1, 0)], "keep")]


@pytest.fixture(scope="module")
def found(wanted):
    columns = {name: points.T.tolist() for name, points in tables().items()}
    return asked(SCRIPT, {"tables": columns, "runs": wanted})


def test_every_half_step_is_the_core_s(wanted, found):
    for mine, theirs in zip(wanted, found["runs"], strict=True):
        where = {name: mine[name] for name in ("data", "method", "starts", "empty")}
        for one, other in zip(mine["snapshots"], theirs["snapshots"], strict=True):
            assert other == {**one, "inertia": other["inertia"]}, where
            inertia = one["inertia"]
            assert other["inertia"] == (None if inertia is None else pytest.approx(inertia, rel=1e-12)), where
        assert theirs["finished"] == mine["finished"]
        assert len(theirs["relocated"]) == len(mine["relocated"]), where


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
