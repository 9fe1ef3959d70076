"""One is one wherever things are counted."""

import re

import numpy as np
import pytest

from kmanim.data.load import load
from kmanim.data.make_dataset import dataset
from kmanim.simulate.record import run
from kmanim.story.contract import story_of
from kmanim.story.figures import density, k_distance
from kmanim.story.figures.compare_inits import _runs
from kmanim.story.kmeans.beside_words import Words
from kmanim.story.kmeans.facts import CentroidFacts
from kmanim.story.kmeans.seeding import skipped
from kmanim.story.text.sizes import sized
from kmanim.story.text.words import between, counted, in_words


def test_one_is_one():
    assert skipped(1) == ("One more centre is drawn in the same way.",)
    assert skipped(13) == ("13 more centres are drawn in the same way.",)
    assert [_runs(count) for count in (1, 1000)] == ["1 run", "1,000 runs"]
    one = CentroidFacts(run("kmeans", load("mtcars"), k=2, max_iter=1))
    words = Words([one, one], ["a", "b"], None)
    assert "after 1 round;" in words.alt
    assert words.done()[0].startswith("Done in 1 round")


@pytest.mark.parametrize("rows", [[[1, 2]], [[0, 0], [0, 1], [9, 9]]], ids=["one row", "one row alone"])
@pytest.mark.parametrize(
    ("algorithm", "parameters"),
    [
        ("kmeans", {"k": 2}),
        ("kmedoids", {"k": 2}),
        ("hierarchical", {"k": 2}),
        ("em", {"k": 2, "reg": 0.1}),
        ("mean_shift", {"bandwidth": 2}),
        ("dbscan", {"eps": 2, "min_samples": 1}),
        ("affinity_propagation", {"preference": -20}),
    ],
)
def test_one_row_is_one_point_in_all_that_is_said(algorithm, parameters, rows):
    if "k" in parameters:
        parameters = parameters | {"k": min(2, len(rows))}
    trace = run(algorithm, load(np.array(rows, float)), **parameters)
    story = story_of(trace)
    keys = story.tell(trace).keyframes
    said = [story.result(trace), *(text for key in keys for text in key.caption)]
    said += [text for key in keys for text in story.short(trace, key)] if hasattr(story, "short") else []
    told = [story.describe(trace, key) for key in keys] + [story.overview(trace)]
    said += [text for one in told for text in (one.title, one.caption, one.alt)]
    assert not [text for text in said if re.search(r"\b1 (points|clusters|rows)\b", text)]


def test_thousands_are_apart_wherever_things_are_counted():
    assert counted(1203, ("car", "cars")) == "1,203 cars"
    assert between(1000, 20_000, ("car", "cars")) == "1,000 to 20,000 cars"
    assert in_words(2000) == "2,000"


def test_thousands_are_apart_in_figures_of_many_rows():
    rng = np.random.default_rng(4)
    many = dataset(np.concatenate([rng.normal(size=(1300, 2)), rng.normal(8, 1, (1200, 2))]), name="many")
    told = [density.describe(run("kmeans", many, k=2)), k_distance.describe(run("dbscan", many, eps=0.5))]
    texts = [text for one in told for text in (one.title, one.caption, one.alt)]
    assert not [text for text in texts if re.search(r"(?<![\d.,])\d{4}", text)]
    assert "n 1,300" in told[0].caption
    assert "distances of 2,500" in told[1].caption


def test_sizes_of_clusters_and_what_they_are_of():
    noun = ("point", "points")
    assert sized([1], noun) == "1 point"
    assert sized([7, 5], noun) == "7 and 5 points"
    assert sized([7, 1], noun) == "7 and 1 point"
    assert sized([1, 1], noun) == "1 point each"
    assert sized([5, 5, 5], noun) == "5 points each"
    assert sized([1] * 40, noun) == "1 point each"
    assert sized([*range(1, 40), 1200], noun) == "1 to 1,200 points"


def test_clusters_of_one_row_each():
    apart = dataset(10.0 * np.arange(40)[:, np.newaxis])
    dense = run("dbscan", apart, eps=1, min_samples=1)
    ending = "DBSCAN finds 40 clusters of 1 point each and leaves no point as noise"
    assert story_of(dense).result(dense) == ending
    climbed = run("mean_shift", apart, bandwidth=1)
    assert story_of(climbed).result(climbed) == "mean shift finds 40 clusters of 1 point each"
    one = run("dbscan", dataset(np.array([[3.0]])), eps=1, min_samples=1)
    assert story_of(one).result(one) == "DBSCAN finds 1 cluster of 1 point and leaves no point as noise"


def test_one_row_alone_is_no_core_point():
    told = k_distance.describe(run("dbscan", dataset(np.array([[3.0]])), eps=1, min_samples=3))
    assert told.title == "The point is no core point with eps = 1"
    assert "The point does not have 3 points within eps = 1: there is no core point." in told.caption
