"""The picture that says why k-means did not find the groups: when it is there, and that its numbers are true."""

from dataclasses import replace
from itertools import permutations

import numpy as np
import pytest

from kmanim.data.builtin.synthetic import TEACHING
from kmanim.data.load import load
from kmanim.films.film import animate
from kmanim.simulate.record import run
from kmanim.simulate.runs.runs import run_many
from kmanim.simulate.storage.trace_file import load_trace, save_trace
from kmanim.story import kmeans
from kmanim.story.kmeans.facts import CentroidFacts
from kmanim.story.kmeans.lesson import CAPTIONS, LESSONS, lesson, misplaced
from kmanim.story.text.words import fits


def by_trial(trace):
    """Count rows outside the best matching of groups and clusters, by trying all of them."""
    groups = np.array(trace.dataset.categorical["group"])
    names = sorted(set(groups))
    size = max(len(names), trace.k)
    clusters = [trace.labels == j for j in range(trace.k)] + [np.zeros(len(groups), bool)] * (size - trace.k)
    kinds = [groups == name for name in names] + [np.zeros(len(groups), bool)] * (size - len(names))
    return len(groups) - max(
        sum(int((kinds[i] & clusters[j]).sum()) for i, j in enumerate(order))
        for order in permutations(range(size))
    )


def best(name, seed=0, **options):
    data = load(name, seed=seed)
    return run_many("kmeans", data, 12, k=CAPTIONS[name].k, seed=seed, **options).best


@pytest.mark.parametrize("seed", range(4))
@pytest.mark.parametrize("name", CAPTIONS)
def test_every_lesson_is_told_with_a_true_number(name, seed):
    trace = best(name, seed)
    why = lesson(CentroidFacts(trace))
    wrong = by_trial(trace)
    assert len(misplaced(CentroidFacts(trace))) == wrong
    assert why is not None
    assert why == (
        CAPTIONS[name].words,
        f"{wrong} of {trace.dataset.n:,} points (hatched) are with another group.",
    )
    assert fits(why)
    if name == "unequal-sizes":
        groups = np.array(trace.dataset.categorical["group"])
        largest = [((groups == "1") & (trace.labels == j)).sum() for j in range(3)]
        assert sorted(largest)[-2] > 0.1 * (groups == "1").sum(), "the large group is cut"
    if name == "outlier":
        assert 1 in trace.sizes, "the far point has a cluster for itself"


def test_the_same_sets_have_a_note_and_a_caption():
    assert CAPTIONS.keys() == LESSONS.keys() == set(TEACHING)


@pytest.mark.parametrize("name", LESSONS)
def test_a_note_is_one_sentence_of_bounded_length_and_of_k_means_alone(name):
    assert LESSONS[name].endswith(".")
    assert LESSONS[name].count(". ") == 0
    assert len(LESSONS[name]) <= 180
    data = load(name)
    assert kmeans.notes(run("kmeans", data)) == (LESSONS[name],)
    assert kmeans.notes(run("kmedians", data)) == kmeans.notes(run("kmeans", load("blobs"))) == ()


def test_film_ends_with_it():
    film = animate(best("moons"), profile="loop")
    last = film.timeline.keyframes[-1]
    assert last.kind == "lesson"
    assert last.phase == "Why"
    assert film.timeline.keyframes[-2].kind == "done"
    assert last.progress == 1
    assert last.text in film.alt
    assert last.text in film.page(-1).alt
    assert last.rows == tuple(misplaced(CentroidFacts(film.trace)))
    assert film.scene.states[-1].compared
    assert not film.scene.states[-2].compared
    assert animate(best("moons")).timeline.keyframes[-1].kind == "lesson", "in the walkthrough too"


@pytest.mark.parametrize(
    "make",
    [
        lambda: run("kmeans", load("moons"), k=3),
        lambda: run("kmeans", load("stretched"), k=2),
        lambda: run("kmedoids", load("moons"), k=2),
        lambda: run("kmeans", load("moons", scale="zscore"), k=2),
        lambda: run("kmeans", load("moons", n=40), k=2),
        lambda: run("kmeans", load("moons"), k=2, max_iter=1),
        lambda: run("kmeans", load("moons", n=12_000), k=2, init="sample"),
        lambda: run("kmeans", load("blobs"), k=3, init="k-means++"),
        lambda: run("kmeans", load("outlier"), init=((2, 2), (6, 4))),
        lambda: run("kmeans", load("mtcars"), k=2),
    ],
    ids=[
        "k",
        "k of groups",
        "algorithm",
        "scaled",
        "few",
        "stopped",
        "many",
        "blobs",
        "found",
        "cars",
    ],
)
def test_nothing_is_said_where_it_would_not_be_true(make):
    trace = make()
    assert lesson(CentroidFacts(trace)) is None
    assert animate(trace, profile="loop").timeline.keyframes[-1].kind == "done"


def test_a_file_of_that_name_has_no_lesson():
    data = replace(load("moons"), lesson="")
    assert lesson(CentroidFacts(run("kmeans", data, k=2))) is None


def test_kept_with_a_saved_run(tmp_path):
    trace = best("rings")
    again = load_trace(save_trace(trace, tmp_path / "a.json"))
    assert lesson(CentroidFacts(again)) == lesson(CentroidFacts(trace))
