"""The family's words: each member is told with its own distance, centres and objective, and no other's."""

from __future__ import annotations

import re

import pytest
from story_tables import cars

from kmanim.simulate.record import run
from kmanim.simulate.runs import run_many
from kmanim.story import figures
from kmanim.story.kmeans import tell
from kmanim.story.rounds import rounds_table
from kmanim.story.runs import solution_table, summary

STARTS = ((1000, 150), (1500, 150))


def everything(trace, runs):
    """All that is said of a run."""
    film = tell(trace, questions=True, near_misses=True)
    told = [figures.still(trace, key) for key in film.keyframes]
    told += [figures.strip(trace), figures.inertia(trace), figures.equal(trace), figures.distances(trace, 0)]
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
        assert not re.search(r"\bmeans?\b(?!,)|\bW\b|square|sqrt|k-means", text), text
    whole = "\n".join(texts)
    assert "Centres move to the median of their cars: [971; 91] and [1569; 175]" in whole
    assert "Mazda RX4 in round 1: |1188-1000| + |110-150| = 228.0 to centre 1" in whole
    assert "move the centres to the medians, repeat." in whole
    assert "D, the within-cluster sum of Manhattan distances" in whole
    assert "lines lead, across and then up or down, from Mazda RX4" in whole


@pytest.mark.parametrize(("algorithm", "centre"), [("kmeans", "mean"), ("kmedians", "median")])
def test_one_centre_stays_where_it_is_right(algorithm, centre):
    trace = run(algorithm, cars(), k=1)
    again = run(algorithm, cars(), init=trace[-1].centroids)
    assert f"The centre stays: it already is the {centre}." in [key.text for key in tell(again).keyframes]
