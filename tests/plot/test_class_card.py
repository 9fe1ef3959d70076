"""The last picture compares clusters with known classes, where a card has room for it."""

import numpy as np
import pytest
from plot_recording import RecordingPen, drawn, film_of, index_of

from kmanim.data.load import load
from kmanim.data.make_dataset import dataset
from kmanim.films.film import animate
from kmanim.simulate.record import run


@pytest.fixture(scope="module")
def iris():
    return film_of(load("iris"), k=3, seed=1)


def test_the_last_picture_has_the_table(iris):
    pen = drawn(iris, index_of(iris, "done"))
    assert pen.texts("class title") == ["species"]
    assert sorted(pen.texts("classes")) == ["setosa", "versicolor", "virginica"]
    assert sum(int(text) for text in pen.texts("class counts")) == 150
    signs = pen.of("class signs", "markers")
    assert [(s.shape, s.fill) for s in signs] == [(style.shape, style.colour) for style in iris.styles]
    (card,) = pen.of("card")
    (left, low), (right, top) = card.xy
    box = iris.stage.plane.box
    assert box.left < left < right < box.right
    assert box.bottom < low < top < box.top
    for text in pen.strokes:
        if text.role.startswith("class") and text.kind == "text":
            assert left < text.box[0] < text.box[2] < right
        elif text.role == "centroid numbers":
            assert text.box[0] > right or text.box[2] < left or text.box[1] > top or text.box[3] < low


def test_no_other_picture_has_one(iris):
    for index in range(len(iris.timeline.keyframes)):
        if iris.timeline.keyframes[index].kind != "done":
            assert not drawn(iris, index).of("class title")


def test_data_without_classes_have_none(cars_film):
    assert not drawn(cars_film, index_of(cars_film, "done")).of("card")


def test_a_card_that_would_hide_the_end_is_left_out():
    points = np.stack(np.meshgrid(np.linspace(0, 1, 40), np.linspace(0, 1, 40)), axis=-1).reshape(-1, 2)
    kinds = [f"a long name {row % 4}" for row in range(len(points))]
    data = dataset(points, categorical={"kind": kinds}, classes="kind")
    scene = film_of(data, k=2, seed=0)
    assert not drawn(scene, index_of(scene, "done")).of("class title")


@pytest.mark.parametrize(("algorithm", "options"), [("dbscan", {}), ("hierarchical", {"k": 3})])
def test_every_family_compares(algorithm, options):
    rng = np.random.default_rng(0)
    points = np.concatenate([rng.normal(0, 0.05, (30, 2)), rng.normal(1, 0.05, (30, 2)), [(0.0, 1.0)]])
    data = dataset(points, categorical={"kind": ["a"] * 30 + ["b"] * 30 + ["c"]}, classes="kind")
    film = animate(run(algorithm, data, **options))
    pen = RecordingPen()
    film.scene.draw(pen, len(film.timeline.keyframes) - 1)
    assert pen.texts("class title") == ["kind"]
    assert sum(int(text) for text in pen.texts("class counts")) == 61
