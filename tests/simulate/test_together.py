"""Runs done at once, against the same runs done one by one and recorded: bit for bit."""

import dataclasses

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from simulate_data import make_dataset

from kmanim.simulate.choose_k.restarts import restarts
from kmanim.simulate.machines.centroids.many_starts import many_starts
from kmanim.simulate.machines.centroids.seeding import SEEDINGS
from kmanim.simulate.machines.lloyd import methods, shadow
from kmanim.simulate.machines.lloyd.few import together
from kmanim.simulate.numerics.random_streams import streams
from kmanim.simulate.parameters.kmeans import KMeans
from kmanim.simulate.runs.outcome import outcome_of
from kmanim.simulate.runs.runs import Runs
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


@given(problems(), st.integers(0, 99))
def test_starts_drawn_at_once_are_those_drawn_one_by_one(problem, seed):
    points, params = problem
    points = points * 10.0 ** (seed * 3 - 200)  # down to where no square is left
    k = min(params["k"], len(np.unique(points, axis=0)))
    once, by_turns = np.random.default_rng(seed), np.random.default_rng(seed)
    starts = many_starts(params["init"], points, k, 5, once)
    assert (
        starts.tobytes()
        == np.array([SEEDINGS[params["init"]](points, k, by_turns) for _ in range(5)]).tobytes()
    )
    assert once.random() == by_turns.random()


def test_starts_where_rounding_aims_beyond_the_last_weight():
    points = np.array([[0.0], [1.0], [1.0], [3.0]])

    class Most(np.random.Generator):
        """Draws the first row, and then aims as far as can be."""

        def integers(self, *_):
            return 0

        def random(self, size=None):
            return 1.0 if size is None else np.ones(size)

    starts = many_starts("k-means++", points, 3, 2, Most(np.random.PCG64()))
    alone = SEEDINGS["k-means++"](points, 3, Most(np.random.PCG64()))
    assert starts.tolist() == [alone.tolist()] * 2 == [[[0.0], [3.0], [1.0]]] * 2


@given(problems())
def test_outcomes_are_those_of_recorded_runs(problem):
    assert_same(*problem)


@pytest.mark.parametrize("rows", [together.MOST_ROWS, together.MOST_ROWS + 1])
def test_few_and_many_rows(rows):
    rng = np.random.default_rng(0)
    outcomes = assert_same(rng.normal(size=(rows, 2)) + rng.integers(0, 3, (rows, 2)) * 4, {"k": 5}, runs=4)
    assert min(outcome.iterations for outcome in outcomes) > 2


def test_doubts_are_settled_by_distances(monkeypatch):
    points = np.random.default_rng(3).integers(0, 12, (1500, 2)).astype(np.float64)
    tolerance = shadow._tolerance
    outcomes = []
    for factor in (1, 1e3, 1e9):
        monkeypatch.setattr(
            shadow, "_tolerance", lambda d, factor=factor: (tolerance(d)[0], factor * tolerance(d)[1])
        )
        series = Series("kmeans", make_dataset(points), 30, params={"k": 9, "init": "sample"})
        outcomes.append([told_outcome(outcome) for outcome in series.outcomes(range(30))])
    assert outcomes[0] == outcomes[1] == outcomes[2]


@pytest.mark.parametrize("spread", [0.0, 1e-9, 1.0, 1e100])
@pytest.mark.parametrize("empty", ["keep", "resample"])
def test_several_k_at_once_are_each_by_itself(spread, empty):
    rng = np.random.default_rng(8)
    points = (rng.normal(size=(60, 3)) * spread + (1e8 if spread < 2 else 0)).round(9)
    ks = range(1, 1 + min(7, len(np.unique(points, axis=0))))
    settings = [KMeans(k=k, init="uniform", empty=empty) for k in ks]
    prepared, one, other = methods.prepare(points), streams(5), streams(5)
    for setting, best in zip(settings, restarts(prepared, settings, 9, one), strict=True):
        [alone] = restarts(prepared, [setting], 9, other)
        assert best.inertias.tolist() == alone.inertias.tolist()
        assert told(best.end) == told(alone.end)
        assert best.end.centroids.shape == (setting.k, 3)


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
    [(best, inertias)] = restarts(methods.prepare(points), [KMeans(**params)], 30, streams(5))
    series = Series("kmeans", make_dataset(points), 30, seed=5, params=params)
    traces = [series._record(place) for place in range(30)]
    assert inertias.tolist() == [trace.inertia for trace in traces]
    first = Runs(traces).best
    assert best.labels.tobytes() == first.labels.tobytes()
    assert best.centroids.tobytes() == first.unlabelled[-1].centroids.tobytes()
