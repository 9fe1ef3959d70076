"""Runs whose steps are all found at once: the same traces, and the same laws, as step by step."""

import dataclasses
import json
import math
import pickle
import tracemalloc

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from simulate_data import make_dataset

import kmanim
from kmanim.simulate.algorithm import AllSteps, Stopped
from kmanim.simulate.label_history import LabelHistory
from kmanim.simulate.parameters.kmeans import KMeans
from kmanim.simulate.record import record_steps
from kmanim.simulate.snapshot import Snapshot, Snapshots
from kmanim.simulate.storage.trace_file import load_trace, save_trace


def one_by_one(trace):
    """The same run of DBSCAN, from snapshots as objects with their labels."""

    def steps():
        for i, snapshot in enumerate(trace):
            plain = dataclasses.replace(snapshot, visited=None, core=None, border=None)
            rows = trace.changed(i)
            change = (rows, snapshot.labels[rows])
            yield dataclasses.replace(plain, labels=None, relabelling=change) if i else plain
        return Stopped(trace.stopped)

    told = {name: getattr(trace, name) for name in ("algorithm", "dataset", "parameters", "seed")}
    return record_steps(steps(), **told)


def fields(snapshot):
    values = {field.name: getattr(snapshot, field.name) for field in dataclasses.fields(snapshot)}
    values["objective"] = repr(values["objective"])
    return {
        name: (value.dtype, value.tolist()) if isinstance(value, np.ndarray) else (type(value), value)
        for name, value in values.items()
    }


def check_same(trace, other):
    assert len(trace) == len(other)
    for mine, theirs in ((trace, other), (trace.unlabelled, other.unlabelled)):
        assert [fields(snapshot) for snapshot in mine] == [fields(snapshot) for snapshot in theirs]
        assert [fields(snapshot) for snapshot in mine[-3:]] == [fields(snapshot) for snapshot in theirs[-3:]]
    for name in ("visits", "counts_of_visits", "visited_at", "joined_at", "were_noise", "labels"):
        assert getattr(trace, name).tolist() == getattr(other, name).tolist()
    for name in ("sizes", "nbytes", "iterations", "end_key", "valued"):
        assert getattr(trace, name) == getattr(other, name)
    assert (repr(trace), trace.facts(), trace.table()) == (repr(other), other.facts(), other.table())
    assert trace.index_of("noise", 2) == other.index_of("noise", 2)


@settings(max_examples=25, deadline=None)
@given(
    st.integers(1, 60),
    st.floats(0.05, 2),
    st.integers(1, 6),
    st.sampled_from(["rows", "backwards", "random"]),
)
def test_all_at_once_is_one_by_one(n, eps, least, order):
    points = np.random.default_rng(n).normal(size=(n, 2)).round(1)
    trace = kmanim.run("dbscan", make_dataset(points), eps=eps, min_samples=least, order=order)
    plain = one_by_one(trace)
    assert isinstance(trace.unlabelled, Snapshots)
    assert not isinstance(plain.unlabelled, Snapshots)
    check_same(trace, plain)
    check_same(trace.canonical(), plain.canonical())
    check_same(trace.only_end(), plain.only_end())
    check_same(pickle.loads(pickle.dumps(trace)), plain)


@pytest.mark.parametrize("suffix", [".json", ".npz"])
@pytest.mark.parametrize("eps", [0.4, 1e-9])
def test_files_are_the_same_to_the_byte(tmp_path, suffix, eps):
    trace = kmanim.run("dbscan", "iris", eps=eps, order="random", seed=3)
    ours, theirs = (
        save_trace(one, tmp_path / f"{name}{suffix}")
        for name, one in (("ours", trace), ("theirs", one_by_one(trace)))
    )
    assert ours.read_bytes() == theirs.read_bytes()
    check_same(load_trace(ours), trace)


def test_they_say_how_many_they_are():
    assert repr(kmanim.run("dbscan", "iris").unlabelled) == "<VisitSnapshots: 151 snapshots>"


@pytest.mark.parametrize("suffix", [".json", ".npz"])
@pytest.mark.parametrize("order", ["rows", "random"])
def test_what_is_read_is_kept_as_what_is_run(tmp_path, suffix, order):
    trace = kmanim.run("dbscan", "iris", eps=0.4, order=order, seed=3)
    read = load_trace(save_trace(trace, tmp_path / f"run{suffix}"))
    assert type(read.unlabelled) is type(trace.unlabelled)
    for name in ("rows", "counts", "core", "is_seed"):
        mine, theirs = getattr(trace.unlabelled, name), getattr(read.unlabelled, name)
        assert (theirs.dtype, theirs.tolist()) == (mine.dtype, mine.tolist())
        assert not theirs.flags.writeable
    check_same(read, trace)
    check_same(load_trace(save_trace(trace.only_end(), tmp_path / f"end{suffix}")), trace.only_end())


@pytest.mark.parametrize(
    ("column", "place", "told"),
    [
        ("step", 5, "border"), ("step", 0, "core"), ("iteration", 3, 2), ("objective", 4, 1.5), ("row", 0, 2),
        ("count", 7, None), ("is_seed", 2, None), ("order", 9, 1), ("step", 5, 7),
    ],
)  # fmt: skip
def test_what_a_run_does_not_say_is_read_as_it_stands_or_refused(tmp_path, column, place, told):
    """Columns that are no run's of ours are never read as something else than they say."""
    trace = kmanim.run("dbscan", "iris", eps=0.4, order="random", seed=3)
    path = save_trace(trace, tmp_path / "run.json")
    document = json.loads(path.read_bytes())
    columns = document["snapshots"]
    values = columns[column]["array"] if column == "objective" else columns[column]
    assert values[place] != told
    values[place] = told
    path.write_text(json.dumps(document))
    try:
        read = load_trace(path)
    except kmanim.InputError:
        return
    assert getattr(read.unlabelled[place], column) == (str(told) if column == "step" else told)


def test_a_visit_is_kept_in_a_few_bytes():
    n = 20_000
    data = make_dataset(np.random.default_rng(0).normal(size=(n, 2)))
    tracemalloc.start()
    trace = kmanim.run("dbscan", data, eps=0.1)
    kept, _ = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert len(trace) == n + 1
    assert kept < 48 * n


class Falling(Snapshots):
    """Snapshots of which only the objective matters."""

    def __init__(self, values):
        self.values = list(values)

    def __len__(self):
        return len(self.values)

    def __getitem__(self, index):
        return Snapshot(step="fall", iteration=index, objective=self.values[index])

    def head(self, length):
        return Falling(self.values[:length])

    def column(self, name):
        return [getattr(snapshot, name) for snapshot in self]


def recorded(cars, values, **options):
    """What all at once, and what one by one, come to: why it stopped and how far, or the error."""
    history = LabelHistory()
    for _ in values:
        history.append(None)
    stopped = Stopped("told so")

    def steps():
        yield from Falling(values)
        return stopped

    found = []
    for made in (AllSteps(Falling(values), history, stopped), steps()):
        try:
            trace = record_steps(made, algorithm="kmeans", dataset=cars, parameters=KMeans(k=1), **options)
        except RuntimeError as error:
            found.append(str(error))
        else:
            found.append((trace.stopped, trace.finished, len(trace), len(trace.history.versions)))
    assert found[0] == found[1]
    return found[0]


@pytest.mark.parametrize(
    "values",
    [
        [3.0, 2.0, 2.0, 1.0], [3.0, 2.0, 2.001, 1.0], [math.nan, 3.0, 3.0, 3.0 * (1 + 1e-10)], [3.0, math.nan, 4.0],
        [1.0, 1.0, 2.0], [2.0],
    ],
)  # fmt: skip
@pytest.mark.parametrize("most", [1, 2, 3, 4, 5])
def test_laws_hold_at_once_as_one_by_one(cars, values, most):
    recorded(cars, values, max_steps=most)


def test_an_objective_that_rises_is_a_fault_at_once_too(cars):
    assert recorded(cars, [3.0, 2.0]) == ("told so", True, 2, 2)
    assert recorded(cars, [3.0, 2.0], max_steps=2) == ("max_steps reached", False, 2, 2)
    assert recorded(cars, [3.0, 3.001]).startswith("the objective never rises, but it went from 3.0 to 3.001")


def test_as_many_labels_as_snapshots(cars):
    made = AllSteps(Falling([2.0, 1.0]), LabelHistory(), Stopped("told so"))
    with pytest.raises(ValueError, match="2 snapshots have 0 labels"):
        record_steps(made, algorithm="kmeans", dataset=cars, parameters=KMeans(k=1))
