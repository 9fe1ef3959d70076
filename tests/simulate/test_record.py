"""The loop that records."""

from concurrent.futures import ThreadPoolExecutor

import numpy as np
import pytest

from kmanim.simulate.algorithm import Stopped
from kmanim.simulate.machines.centroids.snapshot import CentroidSnapshot
from kmanim.simulate.parameters.em import Em
from kmanim.simulate.parameters.kmeans import KMeans
from kmanim.simulate.record import record_steps, run


def made(cars, objectives, parameters=None, **options):
    def steps():
        for i, objective in enumerate(objectives):
            yield CentroidSnapshot(
                step="assign",
                iteration=i,
                labels=np.zeros(32, np.uint8),
                objective=objective,
                centroids=np.zeros((1, 2)),
            )
        return Stopped("told so")

    return record_steps(
        steps(), algorithm="kmeans", dataset=cars, parameters=parameters or KMeans(k=1), **options
    )


def test_why_it_stopped(cars):
    trace = made(cars, [3.0, 2.0])
    assert (trace.stopped, trace.finished) == ("told so", True)
    short = made(cars, [3.0, 2.0, 1.0], max_steps=2)
    assert (short.stopped, short.finished, len(short)) == ("max_steps reached", False, 2)


def test_an_objective_that_rises_is_a_fault(cars):
    assert len(made(cars, [float("nan"), 3.0, 3.0, 3.0 * (1 + 1e-10)])) == 4
    with pytest.raises(
        RuntimeError, match=r"the objective never rises, but it went from 3.0 to 3.001 at step assign"
    ):
        made(cars, [3.0, 3.001])


def test_an_objective_near_zero_has_its_slack_by_row(cars):
    """What is a sum of logarithms may be near 0, where a share of it is less than rounding."""
    assert len(made(cars, [-1e-12, -2e-12], Em(reg=0))) == 2
    with pytest.raises(RuntimeError, match=r"the objective never falls, but it went from -1e-12 to -0.1"):
        made(cars, [-1e-12, -0.1], Em(reg=0))
    assert len(made(cars, [-1.0, -2.0], Em(reg=0.1))) == 2, "with reg there is no such law"


def test_a_run_without_labels_says_so(cars):
    def steps():
        yield CentroidSnapshot(step="start", iteration=0, centroids=np.zeros((1, 2)))
        return Stopped("at once")

    trace = record_steps(steps(), algorithm="kmeans", dataset=cars, parameters=KMeans())
    with pytest.raises(ValueError, match="put no rows into groups"):
        trace.labels  # noqa: B018 - reading it raises


def test_eight_threads_equal_one(cars):
    one = [run("kmeans", cars, k=3, seed=seed).labels.tolist() for seed in range(16)]
    with ThreadPoolExecutor(8) as pool:
        assert (
            list(pool.map(lambda seed: run("kmeans", cars, k=3, seed=seed).labels.tolist(), range(16))) == one
        )


def test_one_trace_read_by_many_threads(cars):
    trace = run("kmeans", cars, init="750,60 850,80")
    expected = [None if s.labels is None else s.labels.tolist() for s in trace]
    order = np.random.default_rng(0).integers(0, len(trace), 2000).tolist()
    with ThreadPoolExecutor(8) as pool:
        found = list(pool.map(lambda i: (i, trace[i].labels), order))
    assert all((None if labels is None else labels.tolist()) == expected[i] for i, labels in found)
