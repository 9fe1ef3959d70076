"""Runs on rows that are not kept are told in the words of k-means, and drawn as it is."""

import numpy as np
import pytest

import kmanim
from kmanim.data.make_dataset import dataset
from kmanim.data.pieces.arrays import array_source
from kmanim.data.pieces.in_pieces import large_dataset
from kmanim.errors import InputError
from kmanim.plot.pages.as_figure import figure_in
from kmanim.plot.style.look import Look
from kmanim.story.contract import story_of


def runs(rows, k=3, **options):
    """Run k-means on the same rows in pieces and in memory."""
    large = large_dataset(array_source(rows, piece=len(rows) // 3 + 1), name="blobs", where="blobs")
    given = {"k": k, "seed": 1, "init": "sample"} | options
    return kmanim.run("kmeans", large, **given), kmanim.run("kmeans", dataset(rows, name="blobs"), **given)


@pytest.fixture(scope="module")
def both():
    rng = np.random.default_rng(3)
    middles = ((0, 0), (4, 1), (2, 5))
    rows = np.vstack([rng.normal(middle, 1.1, (7_000, 2)) for middle in middles])
    return runs(rng.permutation(rows))


def test_the_words_are_those_of_k_means(both):
    counted, kept = (kmanim.animate(trace, profile="loop", questions=True) for trace in both)
    assert counted.captions == kept.captions
    assert counted.timeline.table == kept.timeline.table
    switches = both[0].switches
    assert [row[2] for row in counted.timeline.table[2:-1]] == [f"{count:,}" for count in switches[:-1]]
    assert counted.timeline.subject == kept.timeline.subject
    assert [counted.describe(i) for i in range(1, len(counted.captions) - 1)] == [
        kept.describe(i) for i in range(1, len(kept.captions) - 1)
    ]


def test_switches_are_counted_where_rows_are_not_known(both):
    counted, kept = both
    total = f"{sum(kept.switches):,} switches between clusters"
    film = kmanim.animate(counted)
    assert f"counts {total}" in film.alt
    assert f"{total} are counted" in story_of(counted).overview(counted).alt
    assert film.captions[0] == "21,000 points: x and y. No groups yet."
    assert "cells" in story_of(counted).notes(counted)[0]


def test_pictures_are_those_of_k_means(both):
    counted, kept = (kmanim.animate(trace, profile="loop") for trace in both)
    kinds = [key.kind for key in counted.timeline.keyframes]
    chosen = [kinds.index("starts"), kinds.index("assign"), kinds.index("reassign"), len(kinds) - 1]
    for one, other in zip(counted.stills(chosen), kept.stills(chosen), strict=True):
        apart = np.abs(one.pixels.astype(int) - other.pixels)
        assert apart.mean() < 5  # numbers and pills may stand elsewhere


def test_a_film_goes_through_every_move(both):
    counted, _ = both
    frames = list(kmanim.animate(counted, profile="loop", panel="inertia", regions=True).frames(tween_ms=200))
    assert len(frames) > 15


@pytest.mark.parametrize("name", ["strip", "objective"])
def test_figures_are_those_of_k_means(both, name):
    counted, kept = (
        figure_in(f"kmanim.plot.figures.{name}").page(trace, look=Look()).pixels for trace in both
    )
    assert counted == kept
    assert name in story_of(both[0]).figures(both[0])


@pytest.mark.parametrize(
    "rows",
    [
        np.random.default_rng(1).integers(0, 4, (600, 2)).astype(float),  # a few spots
        np.random.default_rng(2).normal(size=(500, 1)),  # one column
        np.random.default_rng(3).normal(size=(500, 4)),  # columns that the plane hides
        np.column_stack([np.arange(300.0), np.full(300, 1e8)]),  # a column that is always the same
    ],
)
def test_other_data_are_told_and_drawn(rows):
    counted, kept = runs(rows, k=2)
    films = [kmanim.animate(trace, profile="loop") for trace in (counted, kept)]
    assert films[0].captions == films[1].captions
    assert len(list(films[0].stills(range(len(films[0].captions))))) == len(films[0].captions)


def test_what_single_rows_are_needed_for_is_refused(both):
    with pytest.raises(InputError, match="explain"):
        kmanim.animate(both[0], explain=[3])
    with pytest.raises(InputError, match="keeps none"):
        kmanim.distances(both[0], 0)


def test_thousands_are_parted_in_the_table_of_rounds():
    rows = np.random.default_rng(1).normal(size=(20_000, 2))
    trace = kmanim.run("kmeans", kmanim.load(rows, in_pieces=True), k=6, init="sample", seed=1)
    assert max(trace.switches) > 999
    told = [row[2] for row in kmanim.animate(trace).timeline.table[2:]]
    assert told[:3] == [f"{count:,}" for count in trace.switches[:3]]
