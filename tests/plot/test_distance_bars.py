"""Distances in planes that hide columns: bars on a card, over all columns, and no lines."""

import numpy as np
import pytest
from plot_recording import RecordingPen, drawn, film_of, index_of

from kmanim.data.load import load
from kmanim.data.make_dataset import dataset
from kmanim.plot.axes.plane import Box
from kmanim.plot.cards.card import card_box
from kmanim.plot.cards.distance_bars import draw_distance_bars
from kmanim.plot.labels.obstacles import Obstacles
from kmanim.plot.scenes.kmeans.scene import CentroidScene
from kmanim.plot.style.look import Look
from kmanim.plot.style.palettes import cluster_styles
from kmanim.plot.style.theme import LIGHT
from kmanim.simulate.record import run
from kmanim.story.kmeans.distances.distance_bars import distance_bars
from kmanim.story.kmeans.facts import CentroidFacts
from kmanim.story.kmeans.film import tell

# Rows of three columns: 1² + 2² + 2² = 3², so the first is 3, 4 * 3 and 5 * 3 from the centres.
POINTS = np.array([(0, 0, 0), (1, 2, 2), (4, 8, 8), (5, 10, 10), (9, 9, 0)], float)
STARTS = ((1, 2, 2), (4, 8, 8), (5, 10, 10))


@pytest.fixture(scope="module")
def scene():
    return film_of(dataset(POINTS), k=3, init=STARTS, told={"explain": (0,)})


def test_bars_are_distances_over_all_columns_by_hand(scene):
    found = distance_bars(CentroidFacts(scene.trace), 0, 0)
    assert found.titles[0] == "Distance over all 3 columns"
    assert [(bar.cluster, bar.distance) for bar in found.bars] == [(0, 3.0), (1, 12.0), (2, 15.0)]
    assert found.rest == ""


def test_lengths_are_in_proportion_and_the_nearest_is_solid(scene):
    pen = drawn(scene, index_of(scene, "explain"))
    (nearest,) = pen.of("nearest bar", "rectangle")
    others = pen.of("bars", "rectangle")
    lengths = [float(s.xy[1, 0] - s.xy[0, 0]) for s in (nearest, *others)]
    np.testing.assert_allclose(np.array(lengths) / lengths[-1], [3 / 15, 12 / 15, 1])
    assert nearest.fill == scene.styles[0].colour
    assert all(s.fill is None and s.edge for s in others)
    assert [s.edge for s in others] == [scene.styles[j].colour for j in (1, 2)]
    assert [float(text) for text in pen.texts("bar values")] == [3, 12, 15]
    assert pen.texts("bar numbers") == ["1", "2", "3"]


def test_no_line_lies_in_a_shadow_and_the_row_is_ringed(scene):
    pen = drawn(scene, index_of(scene, "explain"))
    assert pen.of("distances", "line") == []
    np.testing.assert_allclose(pen.of("distances", "markers")[-1].xy[0], scene.places[0])
    assert pen.texts("names") == []  # the number of a row says nothing


def test_lines_and_no_card_where_the_plane_shows_all(cars_film):
    pen = drawn(cars_film, index_of(cars_film, "explain"))
    assert pen.of("distances", "line")
    assert not pen.of("card")


def test_of_many_centres_the_nearest_have_bars():
    rng = np.random.default_rng(4)
    points = rng.normal(size=(200, 4))
    trace = run("kmeans", dataset(points), k=20, seed=2)
    found = distance_bars(CentroidFacts(trace), 7, 0)
    measured = np.sort(np.sqrt(((trace.centroids_of(0) - points[7]) ** 2).sum(axis=1)))
    np.testing.assert_allclose([bar.distance for bar in found.bars], measured[:5])
    assert found.rest == "15 others, farther"


@pytest.mark.parametrize(
    ("width", "title"),
    [
        (300, "Distance over all 3 columns, scaled"),
        (241, "Distance, 3 columns, scaled"),
        (180, "Distance, scaled"),
        (110, "Distance"),
    ],
)
def test_a_title_is_said_in_fewer_words_where_its_card_is_narrow(width, title):
    pen = RecordingPen()
    bars = distance_bars(CentroidFacts(run("kmeans", dataset(POINTS, scale="zscore"), k=2, seed=1)), 0, 0)
    draw_distance_bars(pen, Box(0, 0, width, 120), bars, cluster_styles(2, LIGHT), LIGHT)
    assert pen.texts("bars title") == [title]


def test_columns_that_differ_are_counted():
    trace = run("kmodes", load("zoo", kinds="categories"), k=3, seed=1)
    found = distance_bars(CentroidFacts(trace), 0, 0)
    assert found.titles[0] == "How many of 16 columns differ"
    assert [bar.text for bar in found.bars] == [str(int(bar.distance)) for bar in found.bars]


@pytest.mark.parametrize("source", ["iris", "penguins"])
def test_the_card_stands_still_and_covers_neither_row_nor_letters(source):
    scene = film_of(load(source), k=3, seed=1, told={"max_seconds": 120})
    cards = []
    for number in (0, 1):
        index = index_of(scene, "explain", number)
        pen = drawn(scene, index)
        (card,) = pen.of("card")
        (left, low), (right, top) = card.xy
        cards.append((left, low, right, top))
        x, y = scene.places[scene.timeline.keyframes[index].rows[0]]
        assert not (left < x < right and low < y < top)
        for text in pen.of("names") + pen.of("centroid numbers"):
            if text.kind == "text":
                assert text.box[0] > right or text.box[2] < left or text.box[1] > top or text.box[3] < low
        for text in pen.of("bar values") + pen.of("bars title"):
            assert left < text.box[0]
            assert text.box[2] < right
        box = scene.stage.plane.box
        assert box.left < left < right < box.right
        assert box.bottom < low < top < box.top
    assert cards[0] == cards[1]


def test_a_card_goes_where_the_fewest_points_are():
    room = Box(0, 0, 400, 300)
    rng = np.random.default_rng(0)
    points = rng.uniform((0, 0), (400, 300), (500, 2))
    points = points[~((points[:, 0] > 230) & (points[:, 1] < 120))]
    box = card_box(room, (150, 100), Obstacles(points, room), len(points), [])
    assert box.left > 230
    assert box.top < 120


def test_a_card_is_never_larger_than_the_plot():
    room = Box(10, 10, 100, 60)
    box = card_box(room, (500, 500), Obstacles(np.empty((0, 2)), room), 0, [])
    assert box.left >= room.left
    assert box.right <= room.right
    assert box.top <= room.top


def test_equal_rows_have_bars_too():
    points = np.zeros((4, 3))
    trace = run("kmeans", dataset(points), k=1, init=[(0, 0, 0)])
    scene = CentroidScene(trace, tell(trace), Look())
    pen = RecordingPen()
    scene.draw(pen, index_of(scene, "explain"))
    assert len(pen.of("nearest bar")) == 1


@pytest.mark.parametrize("seed", range(8))
def test_a_card_that_must_hide_a_centroid_hides_its_number_too(seed):
    rng = np.random.default_rng(seed)
    scene = film_of(dataset(rng.normal(size=(25, 4))), k=9, seed=seed, told={"max_seconds": 120})
    for number in (0, 1):
        index = index_of(scene, "explain", number)
        pen = drawn(scene, index)
        (card,) = pen.of("card")
        (left, low), (right, top) = card.xy
        inside = (
            (scene.states[index].centroids > (left, low)) & (scene.states[index].centroids < (right, top))
        ).all(axis=1)
        shown = {int(text) for text in pen.texts("centroid numbers")}
        assert shown == {j + 1 for j in range(9) if not inside[j]}


def test_colours_that_paper_swallows_have_an_outline_and_keep_their_colour():
    rng = np.random.default_rng(1)
    scene = film_of(dataset(rng.normal(size=(25, 4))), k=6, seed=1)
    pen = drawn(scene, index_of(scene, "explain"))
    edges = {s.edge for s in pen.of("bars", "rectangle")}
    told = scene.letters.cards.at(index_of(scene, "explain"))[0].bars[1:]
    assert {scene.styles[bar.cluster].colour for bar in told} <= edges
    assert {scene.styles[bar.cluster].edge for bar in told} - {None} <= edges
