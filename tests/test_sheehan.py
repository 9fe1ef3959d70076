"""The starts of Sheehan's films: with them our runs go through the numbers that his titles show."""

import numpy as np
import pytest

import kmanim
from kmanim.gallery.build import every_recipe
from kmanim.gallery.recipes.sheehan import kmeans, mean_shift

# Frame by frame as far as it can be read in his films; the mean log-likelihood is that before the update of that title.
LIKELIHOODS = {
    1: -14.469, 2: -6.295, 4: -6.213, 5: -6.109, 6: -5.999, 10: -5.898, 14: -5.625, 25: -5.568, 36: -5.454,
    39: -5.24, 49: -5.118,
}  # fmt: skip
COUNTS = {1: 31, 2: 43, 3: 60, 5: 86, 8: 107, 11: 120, 14: 128, 16: 138, 18: 152, 20: 151}


def film(name):
    (recipe,) = (recipe for recipe in every_recipe() if recipe.file == f"sheehan/{name}.gif")
    return recipe.picture()


def test_em_goes_through_his_likelihoods():
    trace = film("em_only").trace
    states = [snapshot.log_likelihood / 4000 for snapshot in trace if snapshot.step == "e_step"]
    ours = dict(enumerate(states, start=1))
    for title, value in LIKELIHOODS.items():
        assert ours[min(title, len(ours))] == pytest.approx(value, abs=5e-4)


def test_the_ball_holds_his_counts():
    trace = kmanim.run("mean_shift", kmanim.load("sheehan-cloud"), bandwidth=1.0, start=mean_shift.START)
    inside = [int(snapshot.counts[0]) for snapshot in trace]
    for title, count in COUNTS.items():
        assert inside[title - 1] == count


def test_k_means_goes_through_his_objectives():
    data = kmanim.load("sheehan4")
    good, bad = (
        [s.objective for s in kmanim.run("kmeans", data, k=4, init=init) if s.step == "assign"]
        for init in (kmeans.GOOD, kmeans.BAD)
    )
    # His numbers are cut off, not rounded.
    titles = {1: 246_335, 2: 224_335, 3: 216_465, 4: 178_503, 5: 65_399, 7: 30_395}
    for title, value in titles.items():
        assert int(good[title - 1]) == value
    assert int(good[-1]) == 30_379
    # The bad film begins one update later.
    titles = {
        1: 180_745, 2: 100_445, 3: 97_214, 4: 96_698, 5: 96_414, 6: 96_244, 8: 96_117, 10: 96_094, 12: 96_079,
        14: 96_072, 15: 96_070,
    }  # fmt: skip
    for title, value in titles.items():
        assert int(bad[title]) == value


def test_trees_have_his_heights():
    tree = film("hierarch").trace
    assert np.round(tree.heights, 2).tolist() == [0.71, 1.29, 2.34, 2.72, 4.04, 5.39]


def test_dbscan_finds_his_clusters():
    tutorial = film("DBSCAN_tutorial").trace
    names = tutorial.dataset.labels
    seeds = [names[s.row] for s in tutorial if s.is_seed]
    assert "".join(seeds) == "BPSMOIQR"
    assert (tutorial.n_clusters(), int(tutorial.noise().sum())) == (2, 5)
    good, bad = film("DBSCAN_search").traces
    assert (good.n_clusters(), int(good.noise().sum())) == (4, 103)
    assert (bad.n_clusters(), int(bad.noise().sum())) == (12, 238)
