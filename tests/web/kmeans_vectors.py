"""Runs of the core's k-means, written down half-step by half-step: what the page's own must repeat, bit for bit."""

from functools import cache

import numpy as np
import pytest
from node import bits

import kmanim
from kmanim.data.make_dataset import dataset

SCALES = ("none", "zscore", "minmax")
POLICIES = ("keep", "farthest", "resample")

IMPORTS = """
import { runKMeans, distancesOf } from "./core/kmeans.js";
import { datasetOf, countDistinct } from "./core/dataset.js";
"""
# What a page's core makes of `given`; it says so by `answer`.
REPEAT = """
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


@cache
def tables():
    """Give data by name, two columns each: real ones, and such as are full of ties, lie far away or hardly differ."""
    random = np.random.default_rng(17)
    grid = np.stack(np.meshgrid(np.arange(5.0), np.arange(4.0)), axis=-1).reshape(-1, 2)
    found = {
        name: kmanim.load(name, **columns).points[:, :2]
        for name, columns in {
            "mtcars": {},
            "faithful": {},
            "iris": {"columns": ["petal length", "petal width"]},
            "moons": {},
        }.items()
    }
    return found | {
        "grid": grid,
        "mirrored grid": np.concatenate([grid, -grid]),
        "thirds": random.integers(0, 7, (40, 2)) / 3,
        "tenths": random.integers(0, 11, (60, 2)) / 10,
        "far grid": grid + 1e8,
        "far tenths": random.integers(0, 11, (50, 2)) / 10 + 1e8,
        "twice": np.repeat(random.integers(0, 4, (12, 2)).astype(float), 3, axis=0),
        "one column": np.stack([random.integers(0, 9, 30) / 10, np.full(30, 0.1)], axis=1),
        "many sizes": random.normal(size=(37, 2)) * 10.0 ** random.integers(-12, 3, (37, 2)),
        "hundreds": random.normal(size=(300, 2)).round(1),
        "nine": NINE,
    }


NINE = np.array(
    [(0, 0), (-1.8, 0), (-2.3, 0), (-2.3, 0.5), (-2.3, -0.5), (1.8, 0), (2.3, 0), (2.3, 0.5), (2.3, -0.5)]
)


def scaled(name, scale):
    """Load a table as a data set of the core."""
    return dataset(tables()[name], name=name, scale=scale)


def vectors(count, seed=0):
    """Make runs over all tables, scales, policies and k from 1 to 12 or to as many places as there are."""
    random = np.random.default_rng(seed)
    names = list(tables())
    for number in range(count):
        name = names[number % len(names)]
        data = scaled(name, SCALES[number // len(names) % 3])
        distinct = len(np.unique(data.values, axis=0))
        k = int(min(distinct, random.integers(1, 13)))
        if number % 50 == 10:
            k = min(distinct, 50)
        yield vector(name, data, starts_for(data, k, random), POLICIES[random.integers(3)], number)


def starts_for(data, k, random):
    """Draw starts of many kinds: rows, anywhere, halfway between rows, one far from all, several at one place."""
    points = data.points
    rows = points[random.choice(len(points), k, replace=k > len(points))]
    match random.integers(5):
        case 0:
            return rows
        case 1:
            return random.uniform(points.min(axis=0), points.max(axis=0), (k, 2))
        case 2:
            return (rows + points[random.choice(len(points), k)]) / 2
        case 3:
            rows[-1] = points.max(axis=0) + 3 * np.ptp(points, axis=0)
            return rows
        case _:
            rows[random.integers(k)] = rows[0]
            return rows


def vector(name, data, starts, policy, seed=0):
    """Run the core, and write down all that it did."""
    trace = kmanim.run("kmeans", data, init=starts, empty=policy, seed=seed)
    snapshots = [
        {
            "step": snapshot.step,
            "iteration": snapshot.iteration,
            "labels": None if snapshot.labels is None else snapshot.labels.tolist(),
            "centroids": bits(snapshot.centroids.ravel()),
            "inertia": None if snapshot.labels is None else snapshot.inertia,
        }
        for snapshot in trace
    ]
    return {
        "data": name,
        "method": data.scaling.method,
        "starts": np.asarray(starts).tolist(),
        "empty": policy,
        "relocated": relocated(trace),
        "snapshots": snapshots,
        "finished": trace.finished,
    }


def relocated(trace):
    """Name the rows that empty centroids were put on, the lowest of those at one place."""
    rows = []
    for i in range(1, len(trace)):
        if trace[i].step == "relocate":
            before = trace.centroids_at(i - 1)
            lone = np.flatnonzero(trace.counts_of(i) == 0)
            own = np.square(trace.dataset.values - before[trace[i].labels]).sum(axis=1)
            for place in trace.centroids_at(i)[lone]:
                at = np.all(_bits(trace.dataset.values) == _bits(place), axis=1) & (own > 0)
                rows += np.flatnonzero(at)[:1].tolist()
    return rows


def _bits(numbers):
    """Tell 0 from -0."""
    return np.ascontiguousarray(numbers).view(np.int64)


def as_given(runs):
    """Give runs as `REPEAT` takes them."""
    return {"tables": {name: points.T.tolist() for name, points in tables().items()}, "runs": runs}


def compare(runs, repeated):
    """Hold what a page's core has made of runs to the core: all bits but those of W, whose sum is NumPy's."""
    for mine, theirs in zip(runs, repeated, strict=True):
        where = {name: mine[name] for name in ("data", "method", "starts", "empty")}
        for one, other in zip(mine["snapshots"], theirs["snapshots"], strict=True):
            assert other == {**one, "inertia": other["inertia"]}, where
            inertia = one["inertia"]
            assert other["inertia"] == (None if inertia is None else pytest.approx(inertia, rel=1e-12)), where
        assert theirs["finished"] == mine["finished"]
        assert len(theirs["relocated"]) == len(mine["relocated"]), where
