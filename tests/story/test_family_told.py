"""The family's words: each member is told with its own distance, centres and objective, and no other's."""

from __future__ import annotations

import re

import figure_words as figures
import numpy as np
import pytest
from story_tables import cars

from kmanim.data.make_dataset import dataset
from kmanim.simulate.record import run
from kmanim.simulate.runs.runs import run_many
from kmanim.story.kmeans.film import tell
from kmanim.story.kmeans.round_table import rounds_table
from kmanim.story.runs import solution_table, summary

STARTS = ((1000, 150), (1500, 150))


def everything(trace, runs):
    """All that is said of a run."""
    film = tell(trace, questions=True, near_misses=True)
    told = [figures.describe(trace, key) for key in film.keyframes]
    told += [
        figures.overview(trace),
        figures.inertia(trace),
        figures.equal(trace),
        figures.distances(trace, 0),
    ]
    told += [figures.final(trace), figures.elbow(trace, {1: 9.0, 2: 5.0}), figures.grid(runs)]
    told += [figures.assigned(trace, i) for i in range(1, trace.iterations + 1)]
    told += [figures.switched(trace, i) for i in range(2, trace.iterations + 1)]
    told += [figures.updated(trace, i) for i in range(1, trace.iterations)]
    texts = [text for one in told for text in (one.title, one.caption, one.alt)]
    texts += [film.title, film.alt, summary(runs), *(key.text for key in film.keyframes)]
    return texts + [cell for row in (*rounds_table(trace), *solution_table(runs)) for cell in row]


def test_k_medians_says_nothing_of_k_means():
    runs = run_many("kmedians", cars(), 5)
    texts = everything(run("kmedians", cars(), init=STARTS), runs)
    for text in texts:
        assert not re.search(r"\bmeans?\b(?!,)|\bW\b|square|√|²|k-means", text), text
    whole = "\n".join(texts)
    assert "Centres move to the median of their cars: [971; 91] and [1569; 175]" in whole
    assert "Mazda RX4 in round 1: |1188 − 1000| + |110 − 150| = 228.0 to centre 1" in whole
    assert "move the centres to the medians, repeat." in whole
    assert "D, the within-cluster sum of Manhattan distances" in whole
    assert "lines lead, across and then up or down, from Mazda RX4" in whole


@pytest.mark.parametrize("method", ["alternate", "pam"])
def test_k_medoids_names_rows_and_says_nothing_of_k_means(method):
    runs = run_many("kmedoids", cars(), 5, k=3, method=method)
    texts = everything(runs[0], runs)
    for text in texts:
        assert not re.search(r"\bmeans?\b(?!,)|\bW\b|square|Manhattan|median|k-means", text), text
    whole = "\n".join(texts)
    one, two, three = (runs.dataset.row_name(row) for row in runs[0][0].medoids)
    assert f"Three random cars as centres: {one}, {two} and {three}" in whole
    assert "D, the within-cluster sum of distances" in whole
    assert f"start at {one}, {two} and {three}" in whole
    if method == "pam":
        assert "k-medoids (PAM) on 32 cars, k = 3" in texts
        assert "AMC Javelin replaces Fiat X1-9 as centre 2: D (sum of distances) falls by 28 %." in texts
        assert "AMC Javelin replaces Fiat X1-9 as centre 2. D falls from 7,448 to 5,364." in whole
        assert "No swap of a centre for another car lowers D. Stop." in texts
        assert "centre 2 moves from Fiat X1-9 to AMC Javelin." in whole
        assert "swap a centre for the car that lowers D most, repeat." in whole
        assert "No assignment and no swap ever raises it." in whole
        assert "Swap, round 1" in texts
        assert "so the centres stay" not in whole
    else:
        assert "move the centres to the medoids, repeat." in whole
        assert "Centres move to the medoid of their cars:" in whole
        assert "No car switches, so the centres stay. Stop." in texts
        assert "swap" not in whole.lower()


@pytest.mark.parametrize(
    ("options", "words"),
    [
        ({"init": "build", "k": 2}, "Two cars chosen by BUILD as centres: AMC Javelin and Fiat 128"),
        ({"init": "998,66 1560,123"}, "Two chosen cars as centres: Fiat 128 and Merc 280"),
        ({"init": "998,66"}, "One chosen car as centre: Fiat 128"),
    ],
)
def test_where_medoids_start(options, words):
    trace = run("kmedoids", cars(), **options)
    assert tell(trace, profile="loop").keyframes[0].text.startswith(words)


def test_rows_without_names_are_not_called_by_their_numbers():
    points = np.random.default_rng(3).normal(size=(30, 2))
    film = tell(run("kmedoids", dataset(points), k=2, method="pam", seed=1))
    swaps = [key.text for key in film.keyframes if key.kind == "swap"]
    assert swaps
    assert all(
        re.match(r"Another point becomes centre [12]: D (\(sum of distances\) )?falls by \d", text)
        for text in swaps
    )


def test_a_run_of_swaps_shows_its_last_assignment_and_then_looks_in_vain():
    film = tell(run_many("kmedoids", cars(), 1, k=3, method="pam")[0], max_seconds=90)
    assert [key.kind for key in film.keyframes[-3:]] == ["reassign", "check", "done"]
    assert [key.kind for key in film.keyframes].count("swap") == 3


@pytest.mark.parametrize(("algorithm", "centre"), [("kmeans", "mean"), ("kmedians", "median")])
def test_one_centre_stays_where_it_is_right(algorithm, centre):
    trace = run(algorithm, cars(), k=1)
    again = run(algorithm, cars(), init=trace[-1].centroids)
    assert f"The centre stays: it already is the {centre}." in [key.text for key in tell(again).keyframes]


def test_a_swap_of_rows_without_names_is_told_once():
    points = np.random.default_rng(3).normal(size=(30, 2))
    trace = run("kmedoids", dataset(points), k=2, method="pam", seed=1)
    keys = [key for key in tell(trace).keyframes if key.kind == "swap"]
    for key in keys:
        told = figures.updated(trace, trace[key.step].iteration)
        assert re.fullmatch(r"Another point becomes centre [12]\. D falls from \S+ to \S+\.", told.caption)
        assert not re.search(r"point \d", told.alt)
