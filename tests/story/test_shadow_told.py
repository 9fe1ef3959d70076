"""How much of the data a plane shows that hides columns: said once, with the number of the data."""

import numpy as np
import pytest

from kmanim.data.load import load
from kmanim.data.make_dataset import dataset
from kmanim.simulate.record import run
from kmanim.simulate.storage.plain_data import pack, unpack
from kmanim.story.facts import Facts
from kmanim.story.kmeans.film import tell
from kmanim.story.opening import data_caption


def facts(data, algorithm="kmeans"):
    return Facts(run(algorithm, data, k=2, seed=0))


def test_the_share_is_that_of_the_first_two_components():
    points = load("iris").points
    values = np.linalg.eigvalsh(np.cov(points.T))
    assert load("iris").view.share == pytest.approx(values[-2:].sum() / values.sum())
    assert facts(load("iris")).shadow == "2 of 4 dimensions, 98 % of the variance"


def test_of_two_columns_it_is_the_variance_of_these():
    data = load("iris", show="petal length,petal width")
    variance = data.points.var(axis=0)
    assert data.view.share == pytest.approx(variance[2:].sum() / variance.sum())
    assert facts(data).shadow == "2 of 4 columns, 81 % of the variance"
    scaled = load("iris", show="petal length,petal width", scale="zscore")
    assert scaled.view.share == pytest.approx(0.5)


def test_of_categories_it_is_the_inertia():
    told = facts(load("zoo", kinds="categories"), "kmodes").shadow
    assert told == "2 dimensions of 16 columns, 45 % of the inertia"


def test_what_is_shown_whole_says_nothing():
    assert facts(load("mtcars")).shadow == ""
    assert facts(dataset(np.arange(5.0)[:, None])).shadow == ""
    assert Facts(run("kmeans", dataset(np.ones((3, 3))), k=1)).shadow == ""


@pytest.mark.parametrize("profile", ["walkthrough", "loop"])
def test_it_is_said_once_in_the_first_picture(profile):
    captions = [k.text for k in tell(run("kmeans", load("iris"), k=3, seed=0), profile=profile).keyframes]
    said = [number for number, text in enumerate(captions) if "98 % of the variance" in text]
    assert said == [0]


def test_the_first_caption_fits():
    assert data_caption(facts(load("penguins", scale="zscore"))) == (
        "342 penguins, z-scored. No groups yet.",
        "Drawn: 2 of 4 dimensions, 88 % of the variance.",
    )


def test_the_share_is_stored():
    assert unpack(pack(load("iris"))).view.share == load("iris").view.share
    parts = pack(load("iris"))
    del parts["view"]["share"]
    assert unpack(parts).view.share is None
