"""Runs of different algorithms side by side: k-means and DBSCAN on moons and rings, each in the words of its film."""

import dataclasses

import numpy as np
import pytest

import kmanim
from kmanim.job import side_by_side as job_side_by_side
from kmanim.job.job import Job
from kmanim.story.comparisons.side_by_side import MOST_PICTURES
from kmanim.story.text.words import columns


def pair(name):
    data = kmanim.load(name)
    return kmanim.side_by_side([kmanim.run("kmeans", data, k=2), kmanim.run("dbscan", data)])


def test_each_run_that_goes_on_has_a_line_in_the_words_of_its_own_film():
    alone = sum(lines_are_those_of_the_films(pair(name)) for name in ("moons", "rings", "blobs"))
    assert alone


def lines_are_those_of_the_films(film):
    """Look at every picture but the first and the last; count those in which one run goes on alone."""
    alone = 0
    for place, frame in enumerate(film.timeline.keyframes[1:-1], start=1):
        running = [
            (name, panel.timeline.keyframes[panel.places[place]])
            for name, panel in zip(("k-means", "DBSCAN"), film._told.panels, strict=True)
            if place <= panel.end
        ]
        if len(running) == 1:
            ((name, key),) = running
            assert frame.text == f"{name}: {key.text}", "a run that goes on alone has all the words"
            alone += 1
            continue
        for line, (name, key) in zip(frame.caption, running, strict=True):
            assert line.startswith(f"{name}: ")
            said = line.removeprefix(f"{name}: ").rstrip(".")
            passing = [f"on to {counter}" for _, counter in key.passing[-1:]]
            assert said in f"{key.text.replace(' (hatched)', '')} {key.phase}" or [said] == passing
            assert columns(line) <= 58
    return alone


def test_the_end_says_what_each_has_found_and_what_went_wrong():
    film = pair("moons")
    assert film.timeline.keyframes[-1].caption == (
        "k-means: 225 of 300 points as drawn; hatched: the others.",
        "DBSCAN: 298 of 300 points as drawn.",
    )
    assert film.alt.endswith("K-means: 225 of 300 points as drawn; DBSCAN: 298 of 300 points as drawn.")
    assert film._told.lines[-1] == ("stopped: 9 rounds", "stopped: 2 clusters, 2 noise")


def test_the_end_of_three_says_how_many_each_has_as_known_in_one_line():
    data = kmanim.load("iris")
    runs = [kmanim.run(name, data, k=3) for name in ("kmeans", "kmedians", "hierarchical")]
    assert kmanim.side_by_side(runs).timeline.keyframes[-1].caption == (
        "As known, of 150 flowers:",
        "k-means 134; k-medians 133; average linkage 136.",
    )


def test_a_run_that_failed_ends_with_a_cross():
    data = kmanim.load("moons")
    trace = kmanim.run("dbscan", data)
    fields = {field.name: getattr(trace, field.name) for field in dataclasses.fields(trace) if field.init}
    failed = dataclasses.make_dataclass("Failed", [], bases=(type(trace),), frozen=True, eq=False)
    failed.failure = "it did not settle"
    film = kmanim.side_by_side([kmanim.run("kmeans", data, k=2), failed(**fields)])
    assert film._told.marks[-1] == ("stop", "cross")
    assert film.timeline.keyframes[-1].caption[1] == "DBSCAN: no result."


@pytest.mark.parametrize("name", ["moons", "rings"])
def test_runs_go_forwards_and_stop_at_their_own_ends(name):
    film = pair(name)
    assert len(film.timeline.keyframes) <= MOST_PICTURES
    assert film.duration_ms <= 20_000
    for number, panel in enumerate(film._told.panels):
        last = len(panel.timeline.keyframes) - 1
        assert list(panel.places) == sorted(panel.places)
        assert (panel.places[0], panel.places[-1]) == (0, last)
        if last < len(panel.places) - 1:
            assert panel.places[: last + 1] == tuple(range(last + 1)), "one picture after the other"
        ended = [marks[number] == "stop" for marks in film._told.marks]
        assert ended == [place == last for place in panel.places]


def test_three_runs_share_two_lines():
    data = kmanim.load("iris")
    runs = [kmanim.run("kmeans", data, k=3), *(kmanim.run("dbscan", data, eps=eps) for eps in (0.5, 0.9))]
    film = kmanim.side_by_side(runs)
    for frame in film.timeline.keyframes:
        assert 1 <= len(frame.caption) <= 2
        assert all(0 < columns(line) <= 58 for line in frame.caption)


def test_a_name_alone_is_no_caption_however_long_it_is():
    places = np.random.default_rng(1).normal(size=(12, 2))
    labels = [f"one of the rather long names of rows, {i}" for i in range(12)]
    data = kmanim.load(places, labels=labels)
    film = kmanim.side_by_side([kmanim.run("dbscan", data, min_samples=3), kmanim.run("kmeans", data, k=2)])
    for key in film.timeline.keyframes:
        for line in key.caption:
            assert line.partition(": ")[2].rstrip(".") not in labels


def test_a_tree_beside_more_clusters_is_cut_as_it_was():
    # Numbers are matched to those of the other run, and none is left out by that.
    data = kmanim.load("mtcars")
    tree = kmanim.run("hierarchical", data, linkage="ward", k=2)
    film = kmanim.side_by_side([kmanim.run("dbscan", data, eps=100, min_samples=4), tree])
    assert film.timeline.keyframes[-1].caption[1] == "Ward linkage: Cut into 2: 12 and 20 cars."
    shown = film.traces[1]
    assert shown.k == 2
    assert len({*zip(shown.labels.tolist(), tree.labels.tolist(), strict=True)}) == 2


@pytest.mark.parametrize(
    ("name", "each", "titles"),
    [
        ("hierarchical", [{"k": 2}, {"k": 3}], ("k = 2", "k = 3")),
        ("hierarchical", [{"metric": "euclidean"}, {"metric": "manhattan"}], ("euclidean", "manhattan")),
        ("hierarchical", [{"linkage": "ward"}, {"linkage": "single"}], ("Ward linkage", "single linkage")),
        ("dbscan", [{"eps": 50}, {"eps": 100}], ("eps = 50", "eps = 100")),
        ("em", [{"tol": 1e-3, "max_iter": 5}, {"tol": 1e-4, "max_iter": 9}], ("tol = 0.001", "tol = 0.0001")),
        ("em", [{"max_iter": 5}, {"max_iter": 9}], ("max iter = 5", "max iter = 9")),
    ],
)
def test_runs_are_called_by_the_options_that_differ(name, each, titles):
    data = kmanim.load("mtcars")
    film = kmanim.side_by_side([kmanim.run(name, data, **said) for said in each])
    assert film.titles == titles


@pytest.mark.parametrize("covariance", ["full", "tied", "diag", "spherical"])
def test_em_begins_alike_on_both_scales(covariance, tmp_path):
    job = Job(
        dataset=kmanim.load("mtcars"), algorithm="em", side_by_side="scales", profile="loop", out=tmp_path,
        parameters={"covariance": covariance},
    )  # fmt: skip
    film = job_side_by_side._film(job)
    raw, scaled = film.traces
    assert film.titles == ("raw", "z-scores")
    np.testing.assert_allclose(raw.means_of(0), scaled.means_of(0))
    np.testing.assert_allclose(raw[0].weights, scaled[0].weights)
    if covariance != "spherical":  # the unit decides for balls alone
        np.testing.assert_allclose(raw.covariances_of(0), scaled.covariances_of(0))
        assert raw.labels.tolist() == scaled.labels.tolist()
