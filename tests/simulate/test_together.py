"""Runs done at once, against the same runs done one by one and recorded: bit for bit."""

import dataclasses

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from simulate_data import make_dataset

from kmanim.simulate.choose_k.restarts import restarts
from kmanim.simulate.machines.lloyd import methods, together
from kmanim.simulate.numerics.random_streams import streams
from kmanim.simulate.parameters.kmeans import KMeans
from kmanim.simulate.runs.outcome import outcome_of
from kmanim.simulate.runs.series import Series

coarse = st.integers(-3, 3).map(float)
fine = st.floats(-1e6, 1e6, allow_subnormal=False).map(lambda x: round(x, 3))


@st.composite
def problems(draw):
    n, d = draw(st.integers(1, 40)), draw(st.integers(1, 4))
    points = draw(arrays(np.float64, (n, d), elements=draw(st.sampled_from([coarse, fine]))))
    points = points + draw(st.sampled_from([0.0, 1e8]))
    k = draw(st.integers(1, min(6, len(np.unique(points, axis=0)))))
    init = draw(st.sampled_from(["uniform", "sample", "k-means++", "farthest"]))
    empty = draw(st.sampled_from(["keep", "farthest", "resample"]))
    return points, {"k": k, "init": init, "empty": empty, "max_iter": draw(st.sampled_from([1, 2, 300]))}


def told(snapshot):
    fields = {f.name: getattr(snapshot, f.name) for f in dataclasses.fields(snapshot)}
    return {
        name: value.tobytes() if isinstance(value, np.ndarray) else repr(value)
        for name, value in fields.items()
    }


def told_outcome(outcome):
    fields = {f.name: getattr(outcome, f.name) for f in dataclasses.fields(outcome)}
    return fields | {"start": told(outcome.start), "end": told(outcome.end)}


def assert_same(points, params, runs=12, seed=3):
    series = Series("kmeans", make_dataset(points), runs, seed=seed, params=params)
    alone = [outcome_of(series._record(place), canonical=True) for place in range(runs)]
    for one, other in zip(series.outcomes(range(runs)), alone, strict=True):
        assert told_outcome(one) == told_outcome(other)
    return alone


@given(problems())
def test_outcomes_are_those_of_recorded_runs(problem):
    assert_same(*problem)


@pytest.mark.parametrize("rows", [together.MOST_ROWS, together.MOST_ROWS + 1])
def test_few_and_many_rows(rows):
    rng = np.random.default_rng(0)
    outcomes = assert_same(rng.normal(size=(rows, 2)) + rng.integers(0, 3, (rows, 2)) * 4, {"k": 5}, runs=4)
    assert min(outcome.iterations for outcome in outcomes) > 2


def test_runs_that_relocate_a_centroid_are_done_by_themselves():
    points = np.array([[0.0, 0], [0, 1], [1, 0], [9, 9], [9, 8], [30, 1], [30, 2]])
    for empty in ("keep", "resample", "farthest"):
        outcomes = assert_same(points, {"k": 4, "init": "uniform", "empty": empty}, runs=60)
        assert any(outcome.facts["empty"][0] for outcome in outcomes)


def test_parts_of_a_series_are_the_same_outcomes():
    series = Series("kmeans", "mtcars", 60, params={"k": 3})
    whole = [told_outcome(outcome) for outcome in series.outcomes(range(60))]
    some = [told_outcome(outcome) for outcome in series.outcomes([50, 7, 8])]
    assert some == [whole[50], whole[7], whole[8]]


@pytest.mark.parametrize("init", ["uniform", "k-means++"])
@pytest.mark.parametrize("empty", ["keep", "resample"])
def test_the_best_of_restarts_is_the_best_of_the_series(init, empty):
    points = np.random.default_rng(2).normal(size=(80, 2)).round(1)
    params = {"k": 6, "init": init, "empty": empty}
    best, inertias = restarts(methods.prepare(points), KMeans(**params), 30, streams(5))
    series = Series("kmeans", make_dataset(points), 30, seed=5, params=params)
    traces = [series._record(place) for place in range(30)]
    assert inertias.tolist() == [trace.inertia for trace in traces]
    first = traces[int(inertias.argmin())]
    assert best.labels.tobytes() == first.labels.tobytes()
    assert best.centroids.tobytes() == first.unlabelled[-1].centroids.tobytes()
