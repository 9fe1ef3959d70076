"""Runs of different algorithms side by side: k-means and DBSCAN on moons and rings, each in the words of its film."""

import numpy as np
import pytest

import kmanim
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
    last = film.timeline.keyframes[-1].caption
    assert last[0] == "k-means: 75 of 300 points are with another group."
    assert last[1].startswith("DBSCAN")
    assert "2 clusters" in last[1]
    assert film._told.lines[-1] == ("stopped: 9 rounds", "stopped: 2 clusters, 2 noise")


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
    ],
)
def test_runs_are_called_by_the_options_that_differ(name, each, titles):
    data = kmanim.load("mtcars")
    film = kmanim.side_by_side([kmanim.run(name, data, **said) for said in each])
    assert film.titles == titles
