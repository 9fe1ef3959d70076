"""No film takes longer than it may, whatever is clustered, how, and at which pace; starts and end are never dropped."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import kmanim

RUNS = {
    "cars": lambda: kmanim.run("kmeans", kmanim.load("mtcars"), k=2, init=[(1000, 150), (1500, 150)]),
    "two points": lambda: kmanim.run("kmeans", np.array([[0.0, 1], [2, 3]]), k=2, seed=1),
    "twelve draws": lambda: kmanim.run("kmeans", kmanim.load("faithful"), k=12, init="k-means++", seed=1),
    "many rounds": lambda: kmanim.run("kmeans", noise(4_000), k=20, seed=4),
    "six columns": lambda: kmanim.run("kmeans", noise(200, 6), k=5, seed=1),
    "medians": lambda: kmanim.run("kmedians", noise(300), k=4, seed=1),
    "medoids": lambda: kmanim.run("kmedoids", noise(300), k=4, seed=1),
    "modes": lambda: kmanim.run("kmodes", kmanim.load("zoo"), k=6, seed=1),
    "dense": lambda: kmanim.run("dbscan", noise(1_000), eps=0.03, min_samples=4),
    "all noise": lambda: kmanim.run("dbscan", noise(300), eps=1e-6, min_samples=4),
    "mixture": lambda: kmanim.run("em", kmanim.load("faithful"), means=((2, 80), (4, 50)), reg=0),
    "many components": lambda: kmanim.run("em", noise(600), k=20, seed=1),
    "climbs": lambda: kmanim.run("mean_shift", noise(500), bandwidth=0.15),
    "soft climbs": lambda: kmanim.run("mean_shift", noise(60, 4), kernel="gaussian", bandwidth=0.2),
    "tree": lambda: kmanim.run("hierarchical", noise(500), k=7),
    "messages": lambda: kmanim.run("affinity_propagation", noise(200)),
    "swings": lambda: kmanim.run(
        "affinity_propagation", noise(150), preference=-9.0, damping=0.5, max_iter=400
    ),
    "chain": lambda: kmanim.run("hierarchical", noise(500), k=3, linkage="single"),
}
FIRST = {"loop": 20.0, "walkthrough": 45.0}


def noise(n, d=2):
    return np.random.default_rng(0).random((n, d))


@pytest.fixture(scope="module", params=RUNS)
def trace(request):
    return RUNS[request.param]()


@pytest.mark.parametrize("profile", FIRST)
@settings(max_examples=4, deadline=None)
@given(st.sampled_from([0.25, 0.5, 1.0, 1.5, 3.0]), st.one_of(st.none(), st.integers(8, 90)))
def test_no_film_takes_longer_than_it_may(trace, profile, pace, max_seconds):
    film = kmanim.animate(trace, profile=profile, pace=pace, max_seconds=max_seconds)
    most = max_seconds or FIRST[profile] * max(1.0, pace)
    assert film.duration_ms <= 1000 * most
    assert film.timeline.keyframes[-1].step == len(trace) - 1
    assert all(key.hold_ms >= 20 for key in film.timeline.keyframes)
