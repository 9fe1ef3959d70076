"""What no caption of any film may say: numbers of rows without names, places that no axis shows, false plurals."""

from __future__ import annotations

import re

import numpy as np
import pytest
from hypothesis import given, reject
from hypothesis import strategies as st
from test_any_story import FALSE_PLURAL
from test_any_story import traces as centroid_traces

from kmanim.data.feature import Feature
from kmanim.data.load import load
from kmanim.data.make_dataset import dataset
from kmanim.errors import InputError
from kmanim.plot.scene import scene_of
from kmanim.simulate.record import run
from kmanim.story.contract import story_of
from kmanim.story.text.words import columns, drawn_columns

LONG = ["名前の長い車です" * 9, "🚗" * 40, "x-1 to 3 cars", "a" * 300, "$x_1$", "Ferrari Dino"]
RANGE = re.compile(r"\b([\d,.]+) to ([\d,.]+)\b(?! alike)")
ONE_OF_MANY = re.compile(
    r"(?<![\d,.])\b1 (?:switches|rounds|panels|points|clusters|draws|visits|merges|noises|categories|animals)\b"
)


def check(trace, timeline):
    """Hold every caption of a film to the laws; names of the table may say what they like."""
    noun = trace.dataset.noun
    named = trace.dataset.labels is not None
    first = True
    symbol = getattr(trace.parameters.objective, "symbol", None)
    for key in timeline.keyframes:
        assert 1 <= len(key.caption) <= 2
        assert all(columns(line) <= 58 for line in key.caption), key.caption
        assert len(key.marked) <= 2
        assert all(drawn_columns(line) <= 58 for line in key.marked), key.marked
        k = max((run for line in key.marked for run in line if isinstance(run, int)), default=-1) + 1
        assert k <= scene_of(trace).n_styles(trace)
        drawn = " ".join("".join(run if isinstance(run, str) else "#" for run in line) for line in key.marked)
        for text in (key.text, drawn):
            if named or noun[0] not in ("point", "car"):
                continue  # names and nouns of users are their own
            assert not re.search(rf"\b{noun[0]}s? \d", text, re.IGNORECASE), text
            assert not re.search(r"-\d", text), text
            assert not FALSE_PLURAL.search(text), text
            assert not ONE_OF_MANY.search(text), text
            vectors = re.findall(r"\[[^\]]*\]", text)
            shown = trace.dataset.d <= 2 and getattr(trace, "k", 1) <= 2
            assert shown or not vectors, text
            # Two streams of switches are no ranges, nor are distances to centres: "2 to 2" is one of 2 to centre 2.
            if key.kind not in ("explain", "near-miss", "reassign", "share", "e-step", "switch"):
                assert not [ends for ends in RANGE.findall(text) if ends[0] == ends[1]], text
            if key.kind in ("assign", "done", "chunk", "merges", "forward", "grow"):
                assert len(RANGE.findall(text)) <= 1, text
        if (
            symbol is not None
            and re.search(rf"\b{symbol}\b", key.text)
            and not named
            and key.kind != "lesson"
        ):
            assert (f"{symbol} (" in key.text) == first or len(key.text) > 90, key.text
            first = False


@given(trace=centroid_traces(), profile=st.sampled_from(["walkthrough", "loop"]))
def test_captions_of_centroids(trace, profile):
    timeline = story_of(trace).tell(trace, profile=profile, questions=True, near_misses=True)
    check(trace, timeline)


@st.composite
def other_traces(draw):
    n, d = draw(st.integers(1, 40)), draw(st.integers(1, 4))
    random = np.random.default_rng(draw(st.integers(0, 2**32)))
    points = random.normal(size=(n, d)) * 10.0 ** draw(st.integers(-3, 5))
    if draw(st.booleans()):
        points = np.round(points / (np.abs(points).max() or 1) * 3)
    labels = [draw(st.sampled_from(LONG)) for _ in range(n)] if draw(st.integers(0, 3)) == 0 else None
    data = dataset(points, labels=labels, features=[Feature(f"x{j}") for j in range(d)])
    try:
        chosen = draw(st.sampled_from(["hierarchical", "dbscan", "mean_shift"]))
        if chosen == "mean_shift":
            return run(
                "mean_shift",
                data,
                bandwidth=draw(st.sampled_from([None, 0.1, 1.0, 50.0])),
                kernel=draw(st.sampled_from(["flat", "gaussian"])),
                **draw(st.sampled_from([{}, {"seeds": "bins"}, {"start": 0}, {"assign": "near"}])),
            )
        if chosen == "hierarchical":
            return run(
                "hierarchical",
                data,
                k=draw(st.integers(1, min(n, 9))),
                linkage=draw(st.sampled_from(["single", "complete", "average", "centroid", "ward"])),
            )
        return run(
            "dbscan",
            data,
            eps=draw(st.sampled_from([None, 0.1, 1.0, 50.0])),
            min_samples=draw(st.integers(1, 5)),
        )
    except InputError:
        return reject()


@given(trace=other_traces(), profile=st.sampled_from(["walkthrough", "loop"]))
def test_captions_of_trees_densities_and_climbs(trace, profile):
    check(trace, story_of(trace).tell(trace, profile=profile))


@pytest.mark.parametrize(
    ("algorithm", "data", "options"),
    [
        ("kmeans", "iris", {"k": 3}),
        ("kmeans", "blobs", {"k": 12, "init": "k-means++"}),
        ("kmeans", "sheehan4", {"k": 4}),
        ("kmeans", "faithful", {"k": 2}),
        ("kmeans", "uniform", {"k": 20}),
        ("kmedians", "moons", {"k": 3}),
        ("kmedoids", "blobs", {"k": 5, "method": "pam"}),
        ("dbscan", "blobs", {}),
        ("dbscan", "rings", {}),
        ("hierarchical", "moons", {"k": 7}),
        ("mean_shift", "iris", {}),
        ("mean_shift", "moons", {"bandwidth": 0.3}),
        ("mean_shift", "uniform", {"kernel": "gaussian", "seeds": "bins"}),
        ("em", "iris", {"k": 3}),
        ("em", "stretched", {"k": 3, "init": "sample"}),
        ("em", "uniform", {"k": 20}),
    ],
)
def test_captions_of_data_that_come_along(algorithm, data, options):
    trace = run(algorithm, load(data), **options)
    for profile in ("walkthrough", "loop"):
        check(trace, story_of(trace).tell(trace, profile=profile))


def test_many_streams_are_told_by_the_largest_and_the_rest_is_counted():
    trace = run("kmeans", load("uniform"), k=12, seed=1)
    told = [key for key in story_of(trace).tell(trace, profile="loop").keyframes if key.kind == "reassign"]
    rich = [key for key in told if key.text.endswith(" more.")]
    assert rich
    for key in rich:
        rows = trace.changed(key.step)
        former, now = (trace.history.at(i)[rows].astype(int) for i in (key.step - 1, key.step))
        streams = re.findall(r"(\d+) from (?:cluster )?(\d+) to (\d+)", key.text)
        for count, one, other in streams:
            assert int(count) == int(((former == int(one) - 1) & (now == int(other) - 1)).sum())
        counts = [int(count) for count, _, _ in streams]
        assert counts == sorted(counts, reverse=True)
        assert len(streams) <= 6
        rest = int(re.search(r"(\d+) more\.$", key.text)[1])
        assert sum(counts) + rest == len(rows) == int(key.text.split()[0])
        marks = [run for line in key.marked for run in line if isinstance(run, int)]
        assert marks == [int(number) - 1 for _, one, other in streams for number in (one, other)]


def test_rows_on_their_way_are_told_by_marks():
    trace = run("kmeans", dataset(np.array([[5.1, 0.0]] * 3 + [[0.0, 0]] * 10 + [[10.0, 0], [1000, 0]])),
                init=((0, 0), (10, 0)))  # fmt: skip
    keys = story_of(trace).tell(trace, profile="loop").keyframes
    assert [(key.text, key.marked) for key in keys if key.kind == "reassign"] == [
        ("4 points switch from cluster 2 to 1.", (("4 points switch: ", 1, " → ", 0),))
    ]
    assert keys[-1].text.startswith("Done in 3 rounds: 14 and 1 point.")
    assert keys[-1].marked[0] == ("Done in 3 rounds: ", 0, " 14  ", 1, " 1 point.")


def test_large_clusters_keep_their_marks_without_the_noun():
    key = story_of(trace := run("kmeans", load("sheehan4"), k=4, seed=1)).tell(trace).keyframes[-1]
    sizes = "".join(run if isinstance(run, str) else f"#{run}" for run in key.marked[0])
    assert sizes == "Done in 6 rounds: #0 952  #1 1,018  #2 1,008  #3 1,022."
    assert key.caption[0] == "Done in 6 rounds: 952, 1,018, 1,008 and 1,022."
