"""What every algorithm keeps to; a new one is picked up by its name."""

import copy
import pickle

import numpy as np
import pytest
from simulate_data import make_dataset

from kmanim.simulate.algorithm import algorithm_of
from kmanim.simulate.record import run
from kmanim.simulate.registry import known_algorithms, parameters_of
from kmanim.simulate.runs.runs import run_many
from kmanim.simulate.snapshot import Snapshot
from kmanim.simulate.storage.trace_file import load_trace, save_trace
from kmanim.simulate.trace import Trace

pytestmark = pytest.mark.parametrize("name", known_algorithms())


@pytest.fixture
def points(name):
    """Give data of the kind that the algorithm clusters."""
    rng = np.random.default_rng(4)
    numbers = rng.normal(size=(60, 2)) + rng.integers(0, 3, (60, 1)) * 4
    categories = rng.integers(0, 4, (60, 3))
    return {
        "numbers": make_dataset(numbers),
        "categories": make_dataset(categories, coded=[True] * 3),
        "mixed": make_dataset(np.column_stack([numbers, categories]), coded=[False] * 2 + [True] * 3),
    }[parameters_of(name).kinds]


def told(trace):
    return [
        (s.step, s.iteration, repr(s.objective), None if s.labels is None else s.labels.tobytes())
        for s in trace
    ]


def test_offers_what_the_recorder_needs(name):
    module = algorithm_of(name)
    assert issubclass(module.SNAPSHOT, Snapshot)
    assert issubclass(module.TRACE, Trace)
    assert module.__doc__


def test_snapshots(name, points):
    trace = run(name, points)
    iterations = [snapshot.iteration for snapshot in trace]
    assert iterations == sorted(iterations)
    assert trace.stopped
    assert trace.algorithm == name
    assert isinstance(trace.parameters, parameters_of(name))
    for snapshot in trace:
        assert type(snapshot) is algorithm_of(name).SNAPSHOT
        arrays = [getattr(snapshot, field) for field in snapshot.__dataclass_fields__]
        assert not any(isinstance(array, np.ndarray) and array.flags.writeable for array in arrays)
        if snapshot.labels is not None:
            assert snapshot.labels.shape == (60,)
            assert snapshot.labels.dtype.kind == "u"


def test_same_seed_same_steps(name, points):
    before = points.points.tobytes()
    assert told(run(name, points, seed=5)) == told(run(name, points, seed=5))
    assert points.points.tobytes() == before


@pytest.mark.parametrize("suffix", [".json", ".npz"])
def test_there_and_back(name, points, tmp_path, suffix):
    trace = run_many(name, points, 2, seed=5)[1]
    assert told(load_trace(save_trace(trace, tmp_path / f"trace{suffix}"))) == told(trace)


def test_copies(name, points):
    trace = run(name, points)
    assert told(copy.copy(trace)) == told(trace)
    assert told(copy.deepcopy(trace)) == told(trace)
    assert told(pickle.loads(pickle.dumps(trace))) == told(trace)
