"""Planes of unequal scales: a scale stands where a picture contradicts its numbers, and tells what counts the same."""

import numpy as np
import pytest
from plot_recording import drawn, film_of, index_of, reference, row

from kmanim.data.load import load
from kmanim.data.make_dataset import dataset
from kmanim.plot.cards.scale_bars import ScaleBars, round_length, scale_size
from kmanim.plot.style.look import Look
from kmanim.plot.style.theme import LIGHT
from kmanim.simulate.record import run
from kmanim.story.kmeans.distances.unit_worth import worth
from kmanim.story.kmeans.facts import CentroidFacts

# The first row is nearer to the first centre, 150 y against 200 x; x reaches farther, so 150 y is drawn longer.
POINTS = np.array([(0, 0), (0, 150), (200, 0), (1000, 300), (1000, 0)], float)
STARTS = ((0, 150), (200, 0))


def test_a_length_is_round_and_fits():
    assert round_length(np.array([0.3, 1.0])) == 50
    assert round_length(np.array([64.0, 1.0])) == 1
    assert round_length(np.array([0.9, 100.0])) == 0.5


def test_a_row_that_looks_nearer_to_the_other_centre_has_a_scale():
    scene = film_of(dataset(POINTS), k=2, init=STARTS, told={"explain": (0,)})
    pen = drawn(scene, index_of(scene, "explain"))
    (corner,) = [s for s in pen.of("scale bars", "line") if len(s.xy) == 3]
    up, across = corner.xy[0, 1] - corner.xy[1, 1], corner.xy[2, 0] - corner.xy[1, 0]
    texts = pen.texts("scale texts")
    amount = float(texts[0].split()[0])
    assert texts == [f"{amount:g} x", f"{amount:g} y"]
    # Each bar is as long as so much of its axis.
    np.testing.assert_allclose(np.array([across, up]) * scene.stage.plane.units_per_px, amount)


def test_no_scale_where_the_picture_tells_the_truth():
    scene = film_of(dataset(POINTS), k=2, init=((0, 150), (1000, 300)), told={"explain": (0,)})
    assert not drawn(scene, index_of(scene, "explain")).of("scale bars")
    one = film_of(dataset(POINTS[:, :1]), k=2, init=((0,), (1000,)), told={"explain": (0,)})
    assert not drawn(one, index_of(one, "explain")).of("scale bars")
    equal = film_of(dataset(POINTS), k=2, init=STARTS, told={"explain": (0,)}, look=Look(aspect="equal"))
    assert not drawn(equal, index_of(equal, "explain")).of("scale bars")


def test_the_storyboards_near_miss_has_one():
    scene = reference(near_misses=True)
    index = index_of(scene, "near-miss")
    assert scene.timeline.keyframes[index].rows == (row(scene, "Mazda RX4 Wag"),)
    pen = drawn(scene, index)
    assert pen.texts("scale texts") == ["50 kg", "50 hp"]
    assert pen.texts("scale title") == ["Equally far"]
    (card,) = pen.of("card")
    (left, low), (right, top) = card.xy
    for text in pen.of("names", "text") + pen.of("centroid numbers", "text"):
        assert text.box[0] > right or text.box[2] < left or text.box[1] > top or text.box[3] < low
    for text in pen.of("scale texts") + pen.of("scale title"):
        assert left < text.box[0] < text.box[2] < right


def test_scaled_columns_have_different_amounts():
    trace = run("kmeans", load("mtcars", scale="zscore"), k=2, seed=0)
    factor = trace.dataset.scaling.factor
    kilos, power = worth(CentroidFacts(trace), 0.5)
    assert float(kilos.split()[0]) == pytest.approx(0.5 * factor[0], rel=0.05)
    assert float(power.split()[0]) == pytest.approx(0.5 * factor[1], rel=0.05)


@pytest.mark.parametrize(
    ("length", "text"), [(5e-7, "5e−7 x"), (2e7, "2e7 x"), (0.05, "0.05 x"), (2000.0, "2000 x")]
)
def test_amounts_are_short(length, text):
    trace = run("kmeans", dataset(POINTS), k=1, seed=0)
    assert worth(CentroidFacts(trace), length)[0] == text


def test_a_card_has_room_for_its_texts():
    wide, high = scale_size(ScaleBars("Equally far", 3.0, 60.0, ("1 x", "1 of a long name")), LIGHT)
    assert wide > 110
    assert high > 60


def test_a_switch_that_looks_wrong_has_one():
    scene = reference()
    for index, key in enumerate(scene.timeline.keyframes):
        if key.kind != "reassign":
            continue
        centres, labels = scene.stops[key.step], scene.trace[key.step].labels
        looks_wrong = [
            name
            for name in scene.states[index].named
            if np.argmin(np.hypot(*(centres - scene.places[name]).T)) != labels[name]
        ]
        assert bool(drawn(scene, index).of("scale bars")) == bool(looks_wrong), key.caption
